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
