# What is planned, and what became of it.
planned-all =
    <b>Geplant</b>
    { $lines }

    Was möchten Sie ansehen?
    .subject = Geplant
planned-nothing =
    Es ist nichts geplant.
    .subject = Nichts geplant
planned-one =
    <b>{ $subject }</b>

    { $when }. { $rhythm }
    An: { $audience }
    Zurzeit sind das: { $count }.
    Gilt bis: { $until }

    Was möchten Sie tun?
    .subject = Geplant: { $subject }
planned-show = Geplantes ansehen
planned-list = Geplantes zeigen
planned-look = Ansehen
planned-now = Jetzt senden
planned-end = Beenden
planned-text =
    <b>So bekommen es alle.</b>

    { $text }
    .subject = Der Text: { $subject }
planned-waits = Wartet auf Sie
planned-ended =
    „{ $subject }“ ist nicht mehr geplant. Der Text liegt als Entwurf bereit.

    Wie geht es weiter?
    .subject = Nicht mehr geplant: { $subject }
planned-goes-on =
    Das nächste Mal geht „{ $subject }“ hinaus: { $when }.
    .subject = Das nächste Mal: { $subject }
planned-next = Das nächste Mal: { $when }.
planned-released =
    „{ $subject }“ geht jetzt hinaus, wie geplant: { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    }. { $next }
    .subject = Es geht hinaus: { $subject }
planned-released-late =
    „{ $subject }“ geht jetzt hinaus: { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    }.

    Es kommt { $late } später als geplant, weil Netzbote nicht lief. { $next }
    .subject = Später als geplant: { $subject }
planned-nobody =
    „{ $subject }“ war für jetzt geplant. Es erreicht aber niemanden: Niemand davon hat zugesagt. { $next }

    Was soll damit geschehen?
    .subject = Niemand bekommt es: { $subject }
planned-missed-once =
    „{ $subject }“ ging nicht hinaus. Netzbote lief nicht, und jetzt ist es dafür zu spät. Geplant war:
    { $days }

    Der Text liegt bereit. Soll er noch hinaus?
    .subject = Nicht hinausgegangen: { $subject }
planned-missed =
    „{ $subject }“ ging nicht hinaus. Netzbote lief nicht. Geplant war:
    { $days }

    { $next } Soll es auch jetzt hinaus? Dann sehen Sie es an und wählen „Jetzt senden“.
    .subject = Nicht hinausgegangen: { $subject }
planned-over =
    „{ $subject }“ geht nicht mehr hinaus. { $why ->
        [cancelled] Die Veranstaltung fällt aus.
        [started] Die Veranstaltung hat schon begonnen.
       *[deadline] Die Frist für Anmeldungen ist vorbei.
    }

    { $repeats ->
        [yes] Ich habe die Wiederholung beendet. Der Text liegt als Entwurf bereit.
       *[no] Der Text liegt als Entwurf bereit.
    }
    .subject = Geht nicht mehr hinaus: { $subject }
planned-training = Termin ansehen
planned-held =
    „{ $subject }“ ist geplant und wartet auf Sie. Wer es geplant hat, gehört nicht mehr zur Koordination.

    Soll es hinaus? Sehen Sie es an, und senden oder beenden Sie es.
    .subject = Wartet auf Sie: { $subject }

command-planned = Geplant, geplant, geplante Rundschreiben, Geplantes, Geplantes zeigen
command-description-planned = Was ist geplant?
refusal-schedule-ended = Das ist nicht mehr geplant.
refusal-day-taken = An diesem Tag ging es schon hinaus. Bitte nennen Sie einen anderen Tag.
