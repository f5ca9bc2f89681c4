# Was an Nachrichten und Briefe angehängt wird, wenn sie hinausgehen.

outbox-chat-stop = /stop beendet alles.

# Briefe
outbox-greeting = Guten Tag { $name },
outbox-greeting-nobody = Guten Tag,
outbox-answer-by-number = Antworten Sie auf diese E-Mail mit der Zahl oder dem Wort.
outbox-why = Sie bekommen diese E-Mail, weil Sie unsere Nachrichten haben möchten.
outbox-stop = Keine E-Mails mehr bekommen
outbox-stop-by-mail = Keine E-Mails mehr? Schreiben Sie „abmelden“ an { $address }
outbox-questions = Fragen? { $contact }
outbox-controller = Verantwortlich: { $controller }
outbox-privacy = Datenschutz: { $link }
outbox-imprint = Impressum: { $link }
# Betreff eines Briefs, der um Hilfe bittet
outbox-help = hilfe
outbox-file-missing = Eine Datei konnten wir nicht anhängen: { $name }

# An die Person, die ein Rundschreiben verschickt: es macht von selbst Pause.
outbox-paused-by-failures =
    „{ $subject }“ macht Pause.

    { $number } Nachrichten hintereinander kamen nicht an. Der Grund: { $reason ->
        [blocked] { report-because-blocked }
        [gone] { report-because-gone }
        [deactivated] { report-because-deactivated }
        [kicked] { report-because-kicked }
        [no-rights] { report-because-no-rights }
        [file] { report-because-file }
        [too-long] { report-because-too-long }
        [refused] { report-because-refused }
        [full] { report-because-full }
        [deferred] { report-because-deferred }
        [unreachable] { report-because-unreachable }
        [account] { report-because-account }
       *[other] { report-because-unknown }
    }.
    Diese Nachrichten warten jetzt mit den anderen. Nichts ist verloren. Vielleicht weiß die Technik mehr.

    Soll es trotzdem weitergehen?
    .subject = Macht Pause: { $subject }
