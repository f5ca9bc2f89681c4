# The command status: how things stand, for the operator.
status-help = Says how things stand. Exit 0: all is well. Exit 1: something is missing or does not work.
status-help-json = As JSON, for programs.

status-program = Program
status-running = Netzbote { $version } is running (process { $process }), since { $when }.
status-stopped = Netzbote { $version } is not running.
status-telegram = Telegram
status-imap = Mail in (IMAP)
status-smtp = Mail out (SMTP)
status-clock = Clock
status-absent = not set up
status-good = last good answer { $ago }
status-never = no answer yet
status-nothing-sent = nothing sent yet
status-trouble = { $reason }; { $good }
status-halted = { $good }; waits until { $when }
status-inbox = Coming in
status-inbox-rows = { $waiting } waiting, { $aside } set aside
status-outbox = Going out
status-outbox-rows = { $channel ->
        [telegram] Chat
       *[mail] Mail
    }: { $rows }
status-outbox-empty = empty
status-outbox-row = { $state ->
        [queued] { $number } waiting
        [retry] { $number } waiting for another try
        [claimed] { $number } on the way
        [sent] { $number } sent
        [failed] { $number } failed
        [skipped] { $number } left out
       *[uncertain] { $number } uncertain
    }
status-resting = { $number ->
        [one] 1 address rests for a while
       *[other] { $number } addresses rest for a while
    }
status-register = Register
status-register-figures = { $associations } associations, { $reached } of them within reach ({ $share } %); { $people } people, { $staff } of them staff
status-invitations = Invitations
status-announcements = Announcements
status-announcement = “{ $subject }”: { $sent } of { $total } sent, { $waiting } waiting
status-announcement-later = “{ $subject }”: { $total } waiting until { $when }
status-announcements-none = none under way
status-requests = Open requests
status-database = Database
status-database-kind = { $kind ->
        [sqlite] SQLite
       *[postgresql] PostgreSQL
    }, version { $revision }
status-disk = Free space
status-disk-free = { $gigabytes } GB
status-all-well = All is well.

status-wrong = { $count ->
        [one] This is wrong:
       *[other] { $count } things are wrong:
    }
status-wrong-no-database = There is no database yet. The first start or import makes it.
status-wrong-version = The database belongs to another version. “netzbote run” and “netzbote db upgrade” bring an older one up to date.
status-wrong-no-door = Neither Telegram nor e-mail is set up. “netzbote setup” asks for it.
status-wrong-settings = For real messages some settings are missing: { $names }
status-wrong-not-running = Netzbote is not running. Start it: netzbote run
status-wrong-telegram = Telegram: { $because }. What comes and goes waits meanwhile.
status-wrong-imap = Mail in: { $because }. “netzbote doctor” says more.
status-wrong-smtp = Mail out: { $because }. What is to leave waits. “netzbote doctor” says more.
status-wrong-clock = The program does not answer any more. Please start it again.
status-wrong-stuck = { $number ->
        [one] 1 message has
       *[other] { $number } messages have
    } been waiting to be carried out for more than 10 minutes. The log says why.
status-wrong-disk = There is hardly any space left on the disk.
status-because-silent = no answer
status-because-unreachable = out of reach
status-because-busy = answers “later”
status-because-tls = the encryption does not work
status-because-login = user or password is wrong
status-because-folder = there is no such folder
status-because-lost = the connection broke
status-because-storage = the database does not answer
status-because-account = the server does not accept our account
status-others = { $number ->
        [one] One more process sends
       *[other] { $number } more processes send
    } as well.
