# What is added to messages and letters when they leave.

outbox-chat-stop = /stop ends everything.

# Letters
outbox-greeting = Dear { $name },
outbox-greeting-nobody = Good day,
outbox-answer-by-number = Answer this e-mail with the number or the word.
outbox-why = You get this e-mail because you want to have our messages.
outbox-stop = Get no more e-mails
outbox-stop-by-mail = No more e-mails? Write "unsubscribe" to { $address }
outbox-questions = Questions? { $contact }
outbox-controller = Responsible: { $controller }
outbox-privacy = Privacy: { $link }
outbox-imprint = Imprint: { $link }
# Subject of a letter that asks for help
outbox-help = help
outbox-file-missing = A file we could not attach: { $name }
