# Was an Nachrichten und Briefe angehängt wird, wenn sie hinausgehen.

outbox-chat-stop = /stop beendet alles.

# Briefe
outbox-greeting = Guten Tag { $name },
outbox-greeting-nobody = Guten Tag,
outbox-answer-by-number = Antworten Sie auf diese E-Mail mit der Zahl oder dem Wort.
outbox-why = Sie bekommen diese E-Mail, weil Sie unsere Nachrichten haben möchten.
outbox-stop-by-link = Keine E-Mails mehr? <a href="{ $link }">Hier abmelden</a>
outbox-stop-by-mail = Keine E-Mails mehr? <a href="{ $link }">Hier abmelden</a>, oder schreiben Sie „abmelden“ an { $address }.
outbox-questions = Fragen? { $contact }
outbox-privacy = Datenschutz: { $link }
outbox-imprint = Impressum: { $link }
