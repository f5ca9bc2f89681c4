# Was läuft, sich anmelden, und was die Uhr davon schreibt.
command-trainings = Termine, Termin, Schulungen, Veranstaltungen, Kurse, alle Termine, welche Termine gibt es, nächste Termine, meine Anmeldungen, meine Termine
command-description-trainings = Schulungen und Termine
menu-trainings = Termine zeigen

trainings-coming =
    <b>Das kommt</b>

    { $lines }

    Wozu möchten Sie mehr wissen?
    .subject = Die nächsten Termine
trainings-nothing =
    Im Moment steht kein Termin fest. Sobald es einen gibt, schreiben wir Ihnen.

    Fragen? { $contact }.
    .subject = Die nächsten Termine
trainings-line = { $when }: { $title }, { $town }
# Day and month on a button, as a pattern.
trainings-day = d.M.
trainings-span = { $start } bis { $end }
trainings-map = <a href="{ $link }">Karte</a>
trainings-online = <a href="{ $link }">Im Internet dabei sein</a>
trainings-seats =
    { $free ->
        [0] Alle { $seats } Plätze sind vergeben. { $waiting ->
            [0] Sie können auf die Warteliste.
            [one] Eine Anmeldung wartet.
           *[other] { $waiting } Anmeldungen warten.
        }
        [one] Noch ein Platz von { $seats } ist frei.
       *[other] Noch { $free } von { $seats } Plätzen sind frei.
    }
trainings-seats-for-all = Es ist Platz für alle.
trainings-one =
    <b>{ $title }</b>
    { $when }
    { $place }

    { $text }

    { $seats } Bitte antworten Sie bis { $until }.
    Fragen? { $contact }.

    { $standing }
    .subject = { $title }
trainings-manage = Schulungen verwalten
trainings-mine-button = Meine Anmeldungen
trainings-all = Alle Termine zeigen
trainings-mine =
    <b>Ihre Anmeldungen</b>

    { $lines }

    { $feed }
    .subject = Ihre Anmeldungen
trainings-mine-nothing =
    Sie sind gerade nirgends angemeldet.

    { $lines }{ $feed }
    .subject = Ihre Anmeldungen
trainings-feed =
    Diesen Link können Sie in Ihrem Kalender abonnieren. Er ist nur für Sie:
    <a href="{ $link }">{ $link }</a>

signing-yes = Ja, ich komme
signing-several = Ja, wir sind mehrere
signing-maybe = Vielleicht
signing-no = Nein
signing-ask = Ich habe eine Frage
signing-names = Namen nennen
companions-ask-names =
    <b>Wer kommt mit? { $title }</b>

    { $others ->
        [one] Schreiben Sie den Namen der Person, die mit { $whose ->
            [own] Ihnen
           *[another] { $name }
        } kommt. Der Name steht dann auf der Bescheinigung.
       *[other] Schreiben Sie die Namen der { $others } Personen, die mit { $whose ->
            [own] Ihnen
           *[another] { $name }
        } kommen, mit einem Komma dazwischen. Die Namen stehen dann auf den Bescheinigungen.
    }
    .subject = Wer kommt mit? { $title }
signing-named =
    Danke. Es kommen: { $names }.

    { $title }
    .subject = Die Namen: { $title }
signing-change = Andere Anzahl
signing-cancel = Ich kann nicht
signing-cancel-another = Absagen
signing-call-me = Rufen Sie mich an
signing-number =
    { $seats ->
        [one] 1 Person
       *[other] { $seats } Personen, Sie eingeschlossen
    }
signing-people =
    { $seats ->
        [one] 1 Person
       *[other] { $seats } Personen
    }
signing-people-1 = Nur ich
signing-people-2 = Zu zweit
signing-people-3 = Zu dritt
signing-people-4 = Zu viert
signing-people-5 = Zu fünft
signing-more = Wir sind mehr

signing-is-seat = Sie sind angemeldet: { $number }.
signing-is-offered = Wir halten einen Platz für Sie bis { $until }: { $number }.
signing-is-waiting = Sie stehen auf der Warteliste: Platz { $place }, { $number }.
signing-is-asked = Ihre Anmeldung liegt beim Büro: { $number }.
signing-is-maybe = Sie haben „vielleicht“ gesagt.
signing-is-no = Sie haben „nein“ gesagt.
signing-is-cancelled = Sie haben abgesagt.
signing-is-refused = Das Büro konnte Sie nicht anmelden.
signing-of-another-seat = { $name } ist angemeldet: { $number }.
signing-of-another-offered = Wir halten einen Platz für { $name } bis { $until }: { $number }.
signing-of-another-waiting = { $name } steht auf der Warteliste: Platz { $place }, { $number }.
signing-of-another-asked = Die Anmeldung von { $name } liegt beim Büro: { $number }.
signing-of-another-maybe = { $name } hat „vielleicht“ gesagt.
signing-of-another-no = { $name } hat „nein“ gesagt.
signing-of-another-cancelled = { $name } hat abgesagt.
signing-of-another-refused = Das Büro konnte { $name } nicht anmelden.

signing-standing =
    <b>{ $title }</b>
    { $when }
    { $place }

    { $standing }
    Fragen? { $contact }.
    .subject = { $title }
signing-seat =
    <b>{ $standing }</b>

    { $title }
    { $when }
    { $place }

    Den Termin für Ihren Kalender schicken wir mit. Wir erinnern Sie vorher.
    Fragen? { $contact }.
    .subject = Sie sind angemeldet: { $title }
signing-for-another =
    <b>{ $standing }</b>

    { $title }
    { $when }
    { $place }

    { $name } bekommt eine Nachricht von uns.
    Fragen? { $contact }.
    .subject = Für { $name }: { $title }
signing-unclear =
    <b>Danke. { $name } liest Ihre Nachricht.</b>

    Angemeldet sind Sie noch nicht: { $title }
    { $when }
    { $place }

    Möchten Sie kommen? Antworten Sie nur mit „ja“, „ja 3“ oder „nein“.
    Fragen? { $contact }.
    .subject = Kommen Sie? { $title }
signing-waiting =
    <b>{ $standing }</b>

    { $title }
    { $when }

    Gerade ist kein Platz frei. Wird einer frei, fragen wir der Reihe nach. Sie bekommen dann eine Nachricht und haben Zeit für Ihre Antwort.
    Fragen? { $contact }.
    .subject = Warteliste, Platz { $place_in_line }: { $title }
signing-asked =
    <b>{ $standing }</b>

    { $title }
    { $when }

    Bei dieser Schulung sagt das Büro noch Ja oder Nein. Sie bekommen dann eine Nachricht.
    Fragen? { $contact }.
    .subject = Ihre Anmeldung liegt beim Büro: { $title }
signing-offered =
    <b>{ $standing }</b>

    { $title }
    { $when }
    { $place }

    Möchten Sie kommen?
    .subject = Ein Platz für Sie: { $title }
signing-cancelled =
    <b>Sie haben abgesagt: { $title }.</b>

    { $calendar }
    Danke, dass Sie Bescheid gegeben haben. So kann jemand anderes kommen.
    { $closed ->
        [yes] Doch noch Zeit? Dann rufen Sie an: { $contact }.
       *[no] Doch noch Zeit? Melden Sie sich einfach wieder an.
    }
    .subject = Sie haben abgesagt: { $title }
signing-refused =
    <b>{ $standing }</b>

    { $title }
    Bitte rufen Sie an: { $contact }.
    .subject = Ihre Anmeldung: { $title }
signing-said-no =
    <b>Sie kommen nicht: { $title }.</b>

    { $calendar }
    Danke für Ihre Antwort.
    { $closed ->
        [yes] Doch noch Zeit? Dann rufen Sie an: { $contact }.
       *[no] Doch noch Zeit? Melden Sie sich einfach an.
    }
    .subject = Sie kommen nicht: { $title }
signing-said-maybe =
    <b>Sie kommen vielleicht: { $title }.</b>
    { $when }

    { $calendar }
    Wir halten noch keinen Platz für Sie. { $closed ->
        [yes] Wissen Sie es sicher? Dann rufen Sie an: { $contact }.
       *[no] Wissen Sie es sicher? Dann sagen Sie Ja oder Nein.
    }
    .subject = Sie kommen vielleicht: { $title }
signing-delete-entry = Bitte löschen Sie den Termin in Ihrem Kalender.
signing-proposed = { $title }: ein Vorschlag für eine andere Zeit, { $when }.
signing-entry-by-mail = Den Termin in Ihrem Kalender nehmen wir per E-Mail zurück.
signing-entry-gone =
    <b>Abgesagt: { $title }</b>
    { $when }

    Diese E-Mail nimmt den Termin aus Ihrem Kalender. Manche Programme fragen vorher nach.
    .subject = Abgesagt: { $title }
signing-one-more-day =
    <b>{ $title }</b>

    Das ist ein weiterer Tag für Ihren Kalender.
    .subject = Noch ein Tag: { $title }
signing-check =
    <b>{ $title }</b>

    { $question }
    .subject = Noch eine Frage: { $title }
signing-check-yes = Ja
signing-check-unsure = Ich bin nicht sicher
signing-check-no = Nein
signing-help =
    <b>{ $title }</b>

    Das macht nichts. { $help }
    Oder rufen Sie an: { $contact }.

    Was möchten Sie tun?
    .subject = Wir helfen Ihnen: { $title }
signing-help-usual = Wir helfen Ihnen vorher.
signing-all-the-same = Trotzdem kommen
signing-for-whom =
    <b>{ $title }</b>

    Für welchen Verein kommen Sie?
    .subject = Für welchen Verein? { $title }
signing-for-myself = Nur für mich
signing-how-many =
    <b>{ $title }</b>

    Zu wievielt kommen Sie? Zählen Sie sich mit.
    .subject = Wie viele Personen? { $title }
signing-how-many-of-another =
    <b>{ $title }</b>

    Wie viele Personen kommen? Zählen Sie { $name } mit.
    .subject = Wie viele Personen? { $title }
signing-ask-number = Wie viele Personen sind Sie? Zählen Sie sich mit. Schreiben Sie nur die Zahl, zum Beispiel: 8
    .subject = Wie viele Personen?
signing-meant =
    <b>{ $title }</b>

    Meinen Sie: Sie kommen, { $number }?
    .subject = Kommen Sie? { $title }
signing-was-it-you =
    <b>{ $title }</b>

    Auf unsere Nachricht an Sie kam eine Antwort von einer anderen Adresse: „{ $said }“, { $number }. Gilt sie für Sie? Wir haben noch nichts geändert. Bitte sagen Sie es uns:
    .subject = Kommen Sie? { $title }
signing-asked-there =
    Danke für Ihre Antwort. Unsere Nachricht ging an eine andere Adresse als Ihre. Dort haben wir gefragt, ob die Antwort gilt.

    Möchten Sie selbst kommen? Dann rufen Sie bitte an: { $contact }. Oder antworten Sie hier mit Ihrem Namen.
    .subject = Ihre Antwort
signing-no-sure =
    <b>{ $title }</b>

    Sie sind angemeldet: { $seats }. { $closed ->
        [yes] Die Frist ist vorbei: Wieder anmelden kann Sie dann nur das Büro.
       *[no] Sagen Sie ab, bekommt jemand anderes den Platz.
    } Möchten Sie wirklich absagen?
    .subject = Möchten Sie absagen? { $title }
signing-maybe-sure =
    <b>{ $title }</b>

    Sie sind angemeldet: { $seats }. Ihr Platz bleibt Ihnen. { $closed ->
        [yes] Die Frist ist vorbei: Wieder anmelden kann Sie nur das Büro.
       *[no] {""}
    } Möchten Sie ihn lieber freigeben?
    .subject = Ihr Platz bleibt: { $title }
signing-cancel-sure =
    <b>{ $title }</b>

    Angemeldet: { $seats }. { $closed ->
        [yes] Die Frist ist vorbei: Wieder anmelden kann Sie dann nur das Büro.
       *[no] Sagen Sie ab, bekommt jemand anderes den Platz.
    } Möchten Sie wirklich absagen?
    .subject = Möchten Sie absagen? { $title }
signing-cancel-another-sure =
    <b>{ $title }</b>

    { $name } ist angemeldet. { $closed ->
        [yes] Die Frist ist vorbei: Wieder anmelden kann dann nur das Büro.
       *[no] Sagen Sie ab, bekommt jemand anderes den Platz.
    } Möchten Sie für { $name } absagen?
    .subject = Absagen? { $title }
signing-give-up = Platz freigeben
signing-keep = Platz behalten
signing-all-answered = Danke, das hilft uns bei der Vorbereitung: { $title }.
    .subject = Danke: { $title }
signing-which =
    <b>Wozu möchten Sie antworten?</b>

    Ihre Antwort war: { $said }. Bitte wählen Sie den Termin.
    .subject = Welcher Termin?
signing-which-yes = ja
signing-which-no = nein
signing-which-maybe = vielleicht
signing-how-to-answer = Kommen Sie? Antworten Sie einfach mit „ja“, „ja 3“ (Sie sind zu dritt) oder „nein“.
signing-post-over = Diese Veranstaltung findet nicht statt.
signing-link = <a href="{ $link }">Anmelden</a>

own-question-ask-answer =
    <b>Eine Frage noch</b>

    { $question }
    .subject = Eine Frage noch
own-question-ask-optional-answer =
    <b>Eine Frage noch</b>

    { $question }
    .subject = Eine Frage noch
own-question-ask-number =
    <b>Eine Frage noch</b>

    { $question }
    .subject = Eine Frage noch
own-question-ask-optional-number =
    <b>Eine Frage noch</b>

    { $question }
    .subject = Eine Frage noch

refusal-not-a-count = Bitte schreiben Sie eine Zahl von 1 bis { $most }. Zum Beispiel: 3

offers-accept = Ja, ich komme
offers-accept-another = Platz annehmen
offers-decline = Nein, danke

# Was die Uhr schreibt.
telling-late = Diese Nachricht kommt später als geplant. Bitte entschuldigen Sie.
telling-the-office = Das Büro
telling-offer =
    { $late }
    <b>Ein Platz ist frei – für Sie!</b>

    { $title }
    { $when }
    { $place }

    Wir halten den Platz bis { $until }: { $number }.
    Möchten Sie kommen? Ohne Antwort fragen wir die nächste Person. Sie bleiben dann auf der Liste, am Ende.
    .subject = Ein Platz ist frei: { $title }
telling-offer-missed =
    { $late }
    <b>Wir haben die nächste Person gefragt: { $title }.</b>

    Von Ihnen kam keine Antwort. { $standing }
    Möchten Sie nicht mehr warten? Dann sagen Sie bitte ab.
    .subject = Ihr Platz auf der Warteliste: { $title }
telling-added =
    { $late }
    <b>{ $by } hat Sie { $state ->
        [waiting] auf die Warteliste gesetzt
       *[other] angemeldet
    }: { $title }.</b>
    { $when }
    { $place }

    { $standing }
    Fragen? { $contact }.
    .subject = { $state ->
        [waiting] Warteliste
       *[other] Sie sind angemeldet
    }: { $title }
telling-answered =
    { $late }
    <b>{ $by } hat für Sie geantwortet: { $title }.</b>
    { $when }

    { $standing } { $calendar }
    Stimmt das nicht? Ändern Sie es hier, oder rufen Sie an: { $contact }.
    .subject = Für Sie geantwortet: { $title }
telling-cancelled =
    { $late }
    <b>{ $by } hat für Sie abgesagt: { $title }.</b>
    { $when }

    { $calendar }
    Stimmt das nicht? Melden Sie sich neu an, oder rufen Sie an: { $contact }.
    .subject = Für Sie abgesagt: { $title }
telling-moved =
    { $late }
    <b>{ $by } hat Sie zu einem anderen Termin angemeldet.</b>

    Bisher: { $before }
    Jetzt: { $title }
    { $when }
    { $place }

    { $standing } { $calendar }
    Passt das nicht? Rufen Sie an: { $contact }.
    .subject = Ein anderer Termin für Sie: { $title }
telling-resized =
    { $late }
    <b>{ $by } hat die Anzahl geändert: { $title }.</b>
    { $when }

    Bisher: { $before }. Jetzt: { $number }.
    Fragen? { $contact }.
    .subject = Andere Anzahl: { $title }
telling-approved =
    { $late }
    <b>Das Büro hat Ja gesagt: { $title }.</b>
    { $when }
    { $place }

    { $standing }
    Fragen? { $contact }.
    .subject = Ja vom Büro: { $title }
telling-refused =
    { $late }
    <b>Wir konnten Sie leider nicht anmelden: { $title }.</b>

    Möchten Sie wissen, warum? Rufen Sie bitte an: { $contact }.
    .subject = Leider kein Platz: { $title }
telling-changed =
    { $late }
    <b>Geändert: { $title }</b>

    Jetzt:
    { $when }
    { $place }

    Bisher: { $before }
    { $standing } { $calendar }
    Passt das noch für Sie? Fragen? { $contact }.
    .subject = Geändert: { $title }
telling-old-entry = Der alte Termin steht vielleicht noch in Ihrem Kalender. Bitte löschen Sie ihn.
telling-called-off =
    { $late }
    <b>Fällt aus: { $title }</b>
    { $when }

    Das tut uns leid. { $calendar }
    { $instead }
    Fragen? { $contact }.
    .subject = Fällt aus: { $title }
telling-instead = Es gibt einen anderen Termin: { $when }.
telling-instead-button = Anderer Termin
telling-asks =
    { $late }
    <b>Jemand wartet auf Ihr Ja: { $title }</b>
    { $when }
    .subject = Eine Anmeldung wartet auf Ihr Ja: { $title }
telling-given-back =
    { $late }
    <b>Absage nach der Frist: { $title }</b>
    { $when }

    Wieder frei: { $seats ->
        [one] ein Platz
       *[other] { $seats } Plätze
    }. Wer wartet, wird der Reihe nach gefragt.
    .subject = Absage nach der Frist: { $title }
telling-full =
    { $late }
    <b>Alle Plätze sind vergeben: { $title }</b>
    { $when }

    Wer sich jetzt anmeldet, kommt auf die Warteliste.
    .subject = Voll: { $title }
telling-too-few =
    { $late }
    <b>Zu wenige Anmeldungen: { $title }</b>
    { $when }

    Angemeldet: { $taken }. Nötig: { $minimum }.
    Findet es statt?
    .subject = Zu wenige Anmeldungen: { $title }
telling-open-list = Liste öffnen
telling-call =
    <b>Bitte rufen Sie an: { $title }</b>
    { $when }

    Jemand ist dabei, den wir weder im Chat noch per E-Mail erreichen. { $news ->
        [offer] Für diese Person ist ein Platz frei.
        [changed] Zeit oder Ort haben sich geändert.
        [called-off] Die Veranstaltung fällt aus.
        [approved] Sie haben der Anmeldung zugestimmt.
       *[refused] Sie haben die Anmeldung abgelehnt.
    }
    .subject = Bitte anrufen: { $title }
telling-whom-to-call = Wen anrufen?
telling-reminder =
    { $late }
    <b>Erinnerung: { $title }</b>
    { $when }
    { $place }

    { $standing } Wir freuen uns auf Sie.
    Sie können doch nicht? Bitte sagen Sie ab. Dann kann jemand anderes kommen.
    Fragen? { $contact }.
    .subject = Erinnerung: { $title }

duties-seats =
    Eine Warteliste konnte ich dreimal nicht weiterführen: Schulung Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Warteliste wartet auf die Technik
duties-notice =
    Eine Nachricht zu einer Schulung konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Nachricht wartet auf die Technik
duties-reminder =
    Eine Erinnerung konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Erinnerung wartet auf die Technik
duties-post =
    Wie viele Plätze frei sind, konnte ich im Kanal dreimal nicht zeigen: Schulung Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein Beitrag im Kanal wartet auf die Technik
