# What became of an announcement.
report-full =
    <b>Report: { $subject }</b>
    Sent: { $when }

    { $reached } of { $associations } associations got it. That is { $people ->
        [one] one person
       *[other] { $people } people
    }.
    Chat: { $chats }. E-mail: { $mails }. Still waiting: { $waiting }. Perhaps twice: { $repeated }. { $late ->
        [0] { "" }
       *[other] Too late, therefore not sent: { $late }.
    } { $halted ->
        [0] { "" }
       *[other] Called off, therefore not sent: { $halted }.
    }

    <b>Not reached, please call:</b>
    { $missed }
    { $doubts }

    The whole list is in the file.
    .subject = Report: { $subject }
report-numbers =
    <b>Report: { $subject }</b>
    Sent: { $when }

    { $reached } of { $associations } associations got it. That is { $people ->
        [one] one person
       *[other] { $people } people
    }.
    Chat: { $chats }. E-mail: { $mails }. Still waiting: { $waiting }. Perhaps twice: { $repeated }. { $late ->
        [0] { "" }
       *[other] Too late, therefore not sent: { $late }.
    } { $halted ->
        [0] { "" }
       *[other] Called off, therefore not sent: { $halted }.
    }

    The list with names comes by e-mail, or here if you choose that: /door
    .subject = Report: { $subject }
report-more = and { $number } more, see the file
report-all-reached = All of them got it.
report-latest =
    <b>The latest announcements</b>
    { $paused }

    Which report would you like to see?
    .subject = The latest announcements
report-none =
    You have not sent anything yet.
    .subject = No announcement yet
report-doubts =
    Nobody knows whether it arrived:
    { $lines }
report-doubts-more = and { $number } more
report-again = { $number } again by chat
report-by_mail = { $number } by e-mail
report-leave = Leave { $number } as is
report-settled-again =
    { $number ->
        [one] One message goes
       *[other] { $number } messages go
    } into the chat once more: “{ $subject }”. Perhaps it arrives twice.
    .subject = Once more: { $subject }
report-settled-mail =
    { $number ->
        [one] One person now gets
       *[other] { $number } people now get
    } “{ $subject }” by e-mail, where an address is confirmed.
    .subject = Now by e-mail: { $subject }
report-settled-leave =
    Fine. “{ $subject }” stays as it is. That concerns { $number ->
        [one] one message
       *[other] { $number } messages
    }.
    .subject = Stays as it is: { $subject }
report-file-name = Report
report-headings = Association, Town, Contact, Phone, Reached, Reason

report-because-unconfirmed = has not agreed yet
report-because-left = has left the list
report-because-unwanted = does not want it this way
report-because-paused = this way does not work at the moment
report-because-blocked = has blocked the chat
report-because-gone = this address is gone
report-because-deactivated = has left Telegram
report-because-kicked = has blocked the chat
report-because-full = mailbox full
report-because-bounced = the e-mail came back
report-because-refused = the mail server does not take it
report-because-too-long = too large for this mailbox
report-because-halted = halted by you
report-because-forgotten = had their data erased
report-because-crashed = nobody knows whether it arrived
report-because-uncertain = nobody knows whether it arrived
report-because-in-doubt = nobody knows whether it arrived
report-because-other-choice = chose other topics
report-because-no-address = no address
report-because-queued = still waiting
report-because-retry = still waiting
report-because-claimed = still waiting
report-because-deferred = the mail server wants it later
report-because-unreachable = the mail server does not answer
report-because-file = a file could not be sent
report-because-no-rights = the chat does not allow it
report-because-account = our mailbox was not allowed to send
report-because-too-late = it was too late for that
report-because-corrected = a newer correction came first
report-because-unknown = another reason

command-report = report, reports
command-description-report = Who got it?
refusal-report-gone = This announcement was erased.
