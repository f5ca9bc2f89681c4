# Schulungen, Veranstaltungen und Treffen, wie die Koordination sie sieht.
staff-trainings = Schulungen
command-offer = neue Schulung, Schulung anbieten, neue Veranstaltung, neues Treffen
command-description-offer = Schulung oder Treffen anbieten

offering-kind-training = Schulung
offering-kind-event = Veranstaltung
offering-kind-meeting = Treffen
offering-all =
    <b>Schulungen und Treffen</b>
    { $lines }

    Welche möchten Sie sehen?
    .subject = Schulungen und Treffen
offering-nothing =
    Gerade ist nichts geplant.

    Möchten Sie etwas anbieten?
    .subject = Schulungen und Treffen
offering-over =
    <b>Das war schon</b>
    { $lines }

    Welche möchten Sie sehen?
    .subject = Frühere Schulungen
offering-nothing-over =
    Es hat noch nichts stattgefunden.
    .subject = Frühere Schulungen
offering-line = { $when }{ $where }: { $title } ({ $seats }){ $state ->
    [draft] , Entwurf
   *[other] { "" }
 }
offering-new = Neu anbieten
offering-earlier = Frühere zeigen
offering-list = Alle zeigen

offering-one =
    <b>{ $what }: { $title }</b>
    { $when }
    { $where }

    { $state ->
        [draft] Entwurf. Noch kann sich niemand anmelden.
        [cancelled] Abgesagt.
        [over] Das ist vorbei.
       *[other] Man kann sich anmelden.
    }
    { $limited ->
        [yes] { $taken } von { $seats } Plätzen vergeben.
       *[other] { $taken } Plätze vergeben, ohne Grenze.
    } { $others }
    { $details }
    { $hint }

    { $text }

    Was möchten Sie tun?
    .subject = { $what }: { $title }
offering-count-waiting = Es warten: { $number }.
offering-count-asked = Zu entscheiden: { $number }.
offering-count-maybe = Vielleicht: { $number }.
offering-count-no = Kommen nicht: { $number }.
offering-similar = Achtung, in derselben Woche gibt es in { $town } schon: { $names }
offering-announce = Ankündigen
offering-turnout = Wer kommt?
offering-change = Etwas ändern
offering-copy = Noch einmal anbieten
offering-call-off = Absagen

offering-seats = { $limited ->
    [yes] { $seats ->
        [one] Es gibt einen Platz.
       *[other] Es gibt { $seats } Plätze.
    }
   *[other] Alle können kommen.
 }
offering-by = Bitte antworten Sie bis { $when }.
offering-questions = Fragen? { $contact }.

copying-ask-start =
    „{ $title }“ gibt es noch einmal. Alles andere bleibt gleich.

    Wann beginnt es? Zum Beispiel: „4.5.“ oder „am 4.5. um 18 Uhr“.
    .subject = Noch einmal: { $title }
