# Schulungen, Veranstaltungen und Treffen, Anmeldungen und Erklärungen.

refusal-training-gone = Diese Schulung gibt es nicht mehr. Rufen Sie bitte an: { $contact }.
refusal-training-not-open = Für „{ $title }“ kann man sich noch nicht anmelden. Wir schreiben Ihnen, wenn es so weit ist.
refusal-training-cancelled = „{ $title }“ findet nicht statt. Fragen? Rufen Sie an: { $contact }.
refusal-training-started = „{ $title }“ hat schon begonnen. Bitte rufen Sie an: { $contact }.
refusal-training-over = „{ $title }“ ist schon vorbei.
refusal-nothing-planned = Es fehlt noch ein Termin. Bitte geben Sie Tag und Uhrzeit an.
refusal-ends-before-start = Das Ende liegt vor dem Anfang. Bitte prüfen Sie die Uhrzeiten.
refusal-starts-in-the-past = Dieser Termin ist schon vorbei. Bitte nehmen Sie einen späteren.
refusal-no-such-hour = Diese Stunde gibt es an dem Tag nicht: Da wird die Uhr vorgestellt. Bitte nehmen Sie eine andere Uhrzeit.
refusal-seats-taken =
    { $taken ->
        [one] Ein Platz ist schon vergeben.
       *[other] { $taken } Plätze sind schon vergeben.
    } Weniger geht erst, wenn jemand absagt. Bitte sprechen Sie zuerst mit den Angemeldeten. Fragen? { $contact }.
refusal-sign-up-gone = Diese Anmeldung gibt es nicht mehr. Möchten Sie kommen? Dann melden Sie sich bitte neu an.
refusal-not-your-sign-up = Diese Anmeldung gehört einer anderen Person. Sie möchten etwas ändern? Rufen Sie an: { $contact }.
refusal-deadline-passed = Die Frist für „{ $title }“ ist vorbei. Bitte rufen Sie an, wir finden eine Lösung: { $contact }.
refusal-training-full =
    So viele Plätze sind bei „{ $title }“ gerade nicht frei. { $free ->
        [0] Es ist voll.
        [one] Nur ein Platz ist noch frei, und vielleicht wartet schon jemand.
       *[other] Nur { $free } Plätze sind noch frei, und vielleicht wartet schon jemand.
    } Die Anmeldung bleibt, wie sie war. Fragen? { $contact }.
refusal-more-than-there-are =
    „{ $title }“ hat { $seats ->
        [one] nur einen Platz.
       *[other] nur { $seats } Plätze.
    } Bitte nehmen Sie weniger Personen mit. Oder rufen Sie an: { $contact }.
refusal-association-full =
    Bei „{ $title }“ hat jeder Verein { $limit ->
        [one] nur einen Platz.
       *[other] höchstens { $limit } Plätze.
    } { $left ->
        [0] Ihr Verein hat schon alle.
        [one] Einen können Sie noch haben.
       *[other] { $left } können Sie noch haben.
    } Mehr? Rufen Sie an: { $contact }.
refusal-already-signed-up = Für „{ $title }“ ist diese Person schon angemeldet.
refusal-was-refused = Für „{ $title }“ konnten wir Sie nicht anmelden. Bitte rufen Sie an: { $contact }.
refusal-nothing-to-decide = Darüber ist schon entschieden, oder die Person hat abgesagt.
refusal-not-a-choice = Bitte nehmen Sie eine der Antworten, die dort stehen.
refusal-not-a-number = Bitte schreiben Sie hier nur eine Zahl. Zum Beispiel: 3
refusal-too-many-names =
    Das sind mehr Namen als Plätze. { $seats ->
        [one] Sie haben einen Platz.
       *[other] Sie haben { $seats } Plätze.
    } Bitte nehmen Sie zuerst mehr Plätze.
refusal-offer-over = Dieses Angebot für „{ $title }“ ist vorbei. Möchten Sie noch kommen? Melden Sie sich einfach neu an. Fragen? { $contact }.
refusal-not-begun = „{ $title }“ hat noch nicht begonnen. Bitte kommen Sie danach wieder.
refusal-not-there = Für diese Anmeldung gab es keinen Platz. Sie möchten uns etwas sagen? Schreiben Sie es einfach.
refusal-declaration-gone = Diese Frage gibt es nicht mehr. Rufen Sie bitte an: { $contact }.
refusal-declaration-over = Zu „{ $title }“ kann man gerade nicht antworten. Bitte rufen Sie an: { $contact }.
refusal-declaration-asked = „{ $title }“ ist schon bei den Vereinen. Der Text bleibt deshalb, wie er ist.
refusal-reminded-already = Zu „{ $title }“ habe ich die Vereine ohne Antwort schon erinnert. Bitte rufen Sie jetzt dort an.
