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

# To whoever sends an announcement: it is paused by itself.
outbox-paused-by-failures =
    “{ $subject }” is paused.

    { $number } messages in a row did not arrive. The reason: { $reason ->
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
    These messages wait with the others now. Nothing is lost. Your technician may know more.

    Shall it go on all the same?
    .subject = Paused: { $subject }
