# Wer zu einer Schulung kommt: was die Koordination sieht und tut.
command-turnout = Anmeldungen, Teilnehmerliste, Teilnehmerlisten, wer kommt
command-description-turnout = Wer kommt, wer war da?
turnout-list =
    <b>Schulungen und Veranstaltungen</b>
    Was kommt, und was in den letzten Wochen war.

    Welche möchten Sie sehen?
    .subject = Anmeldungen
turnout-none =
    Im Moment gibt es keine Schulung und keine Veranstaltung.
    .subject = Anmeldungen
turnout-names =
    <b>{ $title }</b>
    { $when }
    Vergeben: { $taken } von { $seats }. Warten: { $waiting }. Zu entscheiden: { $asked }. Ohne Antwort: { $silent }.

    { $people }

    Was möchten Sie tun?
    .subject = Anmeldungen: { $title }
turnout-numbers =
    <b>{ $title }</b>
    { $when }
    Vergeben: { $taken } von { $seats }. Warten: { $waiting }. Zu entscheiden: { $asked }. Ohne Antwort: { $silent }.

    Was möchten Sie tun?
    .subject = Anmeldungen: { $title }
turnout-by-name = Namen zeigen
turnout-show = Zurück zur Liste
turnout-do-attending-show = Wer war da?
turnout-do-sheets-ask = Bescheinigungen
turnout-do-feedback-read = Rückmeldung lesen
turnout-do-seating-people = Anmeldung ändern
turnout-do-seating-add = Jemanden anmelden
turnout-do-contacting-whom = Allen schreiben
turnout-do-sheets-signing = Liste drucken
turnout-do-turnout-table = Tabelle (Excel)
turnout-others = Andere Termine
turnout-more = und { $number } weitere: siehe Tabelle
turnout-several = { $name } ({ $seats } Personen)
turnout-erased = jemand, dessen Daten gelöscht sind
turnout-table-name = Anmeldungen
turnout-here-is-the-table =
    Hier ist die Tabelle: alle, die sich gemeldet haben, und alle, die noch nichts gesagt haben.
    „{ $title }“
    .subject = Tabelle: { $title }

contacting-whom =
    <b>{ $title }</b>
    Sie schreiben einmal, und alle bekommen es: im Chat oder per E-Mail. Vorher zeige ich Ihnen, wie es aussieht.

    Wem möchten Sie schreiben?
    .subject = Wem schreiben? { $title }
contacting-coming = Wer kommt ({ $number })
contacting-waiting = Wer wartet ({ $number })
contacting-silent = Ohne Antwort ({ $number })
contacting-ask-text =
    Was möchten Sie schreiben?

    Schreiben Sie den Text, auch mit Bild oder Datei.
    .subject = Was möchten Sie schreiben?
contacting-more-text =
    Das habe ich. Möchten Sie noch etwas dazu schreiben? Sonst drücken Sie „Weiter“.
    .subject = Noch etwas dazu?

seating-people =
    <b>{ $title }</b>

    Um wen geht es?
    .subject = Um wen geht es? { $title }
seating-nobody =
    Bei „{ $title }“ hat sich noch niemand gemeldet.
    .subject = Noch niemand: { $title }
seating-one =
    <b>{ $name }</b>
    { $title }
    Stand: { $state }. Plätze: { $seats }. Namen: { $names }
    Telefon: { $phone }. E-Mail: { $mail }
    { $answers }

    Was möchten Sie tun?
    .subject = { $name }: { $title }
seating-approve = Zusagen
seating-refuse = Absagen
seating-where = Anderer Termin
seating-cancel = Abmelden
seating-cancel-now = Ja, abmelden
seating-cancel-sure =
    Soll ich { $name } von „{ $title }“ abmelden?{ $state ->
        [waiting] { "" }
       *[other] { " " }Der Platz geht dann an die nächste Person, die wartet.
    }
    .subject = Abmelden? { $title }
seating-told = Die Person bekommt Bescheid.
seating-call =
    Wir können der Person nicht schreiben. { $phone ->
        [none] Eine Telefonnummer haben wir auch nicht.
       *[other] Bitte rufen Sie an: { $phone }.
    }
seating-cancelled =
    { $name } ist bei „{ $title }“ abgemeldet. { $told }
    .subject = Abgemeldet: { $title }
seating-approved =
    { $state ->
        [seat] { $name } hat jetzt { $seats ->
            [one] einen Platz
           *[other] { $seats } Plätze
        } bei „{ $title }“.
       *[other] { $name } wartet jetzt auf einen Platz bei „{ $title }“, auf Stelle { $place }.
    } { $told }
    .subject = Zugesagt: { $title }
seating-refused =
    { $name } bekommt keinen Platz bei „{ $title }“. { $told }
    .subject = Abgesagt: { $title }
seating-move-where =
    Zu welchem Termin soll { $name } wechseln?
    .subject = Zu welchem Termin?
seating-move-nowhere =
    Es gibt gerade keinen anderen Termin für { $name }.
    .subject = Kein anderer Termin
seating-moved =
    { $name } hat jetzt { $seats ->
        [one] einen Platz
       *[other] { $seats } Plätze
    } bei „{ $title }“. { $told }
    .subject = Anderer Termin: { $title }

adding-ask-name =
    Wer möchte kommen?

    Schreiben Sie den Namen der Person. Auch der Verein hilft beim Suchen.
    .subject = Wer möchte kommen?
adding-ask-person =
    Wer von diesen ist es?
    .subject = Wer ist es?
adding-ask-phone =
    Unter welcher Telefonnummer erreichen Sie die Person?
    .subject = Welche Telefonnummer?
adding-ask-seats =
    Wie viele Personen kommen zusammen? Schreiben Sie eine Zahl.
    .subject = Wie viele kommen?
adding-new = Neu: { $name }
adding-label-name = Gesucht
adding-label-person = Person
adding-label-phone = Telefon
adding-label-seats = Plätze
adding-summary =
    { $answers }

    Soll ich diese Person anmelden?
    .subject = Soll ich anmelden?
adding-finish = Ja, anmelden
adding-done =
    { $state ->
        [seat] { $name } hat { $seats ->
            [one] einen Platz
           *[other] { $seats } Plätze
        } bei „{ $title }“.
       *[other] Bei „{ $title }“ ist gerade nicht genug frei. { $name } wartet, auf Stelle { $place }.
    } { $told }
    .subject = Angemeldet: { $title }

feedback-sentences =
    <b>So war es: { $title }</b>

    { $sentences }
    .subject = So war es: { $title }
feedback-too-few =
    <b>So war es: { $title }</b>

    Erst wenn { $fewest } Personen geantwortet haben, zeige ich, was sie schreiben. Sonst wüsste man, von wem es ist.
    .subject = So war es: { $title }
