# The command doctor: what is well, what is not, and what to do. One sentence per finding.
doctor-help = Checks everything that Netzbote needs, and says what to do. Exit 1: something cannot work like this.
doctor-help-send = Also writes a mail to our own address and waits until it arrives.
doctor-working = Checking everything …
doctor-ok = well
doctor-warning = careful
doctor-wrong = wrong

doctor-settings-file = The settings are in { $path } (environment variables come first).
doctor-settings-environment = The settings come from environment variables; there is no netzbote.toml here.
doctor-settings-missing = For real messages some settings are missing: { $names }. “netzbote setup” asks for them.
doctor-settings-no-door = Neither Telegram nor e-mail is set up. “netzbote setup” asks for it.

doctor-secrets-closed = Nobody else can read { $path }.
doctor-secrets-open = { $path } holds a password or token, and others can read the file. Please: chmod 600 { $path }

doctor-folder-closed = The folder { $path } belongs to the program alone.
doctor-folder-open = Others can read the folder { $path }, which holds people's data. Please: chmod 700 { $path }
doctor-folder-missing = The first start makes the folder { $path }.
doctor-folder-read-only = This user may not write into the folder { $path }. Please change its owner: chown

doctor-space-enough = { $gigabytes } GB are free on the disk.
doctor-space-little = Only { $gigabytes } GB are free on the disk. Please make room.
doctor-space-none = Only { $gigabytes } GB are free on the disk. Soon nothing can be stored any more. Please make room now.

doctor-database-missing = There is no database yet. The first start or import makes it.
doctor-database-sound = The database ({ $kind }) is sound, up to date, and can be written to.
doctor-database-fails = The database does not answer: { $reason }. Please check NETZBOTE_DATABASE_URL. Is the server running?
doctor-database-broken = The database is damaged. Please stop Netzbote and put the last good backup back: netzbote db restore FILE
doctor-database-newer = The database is of a newer version of Netzbote. Please use the newer version.
doctor-database-older = The database is of an older version. “netzbote run” brings it up to date, after a backup.
doctor-database-read-only = The database cannot be written to: { $reason }. Please check its permissions, and the disk.
doctor-database-admins = { $number ->
        [one] One person may do everything.
       *[other] { $number } people may do everything.
    }
doctor-database-no-admin = Nobody may do everything yet, so nobody decides on requests. This is how: netzbote staff add ADDRESS --role admin

doctor-telegram-absent = Telegram is not set up. All works without it, by mail.
doctor-telegram-known = Telegram knows the bot: @{ $name }
doctor-telegram-token = Telegram does not know the token. @BotFather shows it with /mybots. Please check NETZBOTE_TELEGRAM_TOKEN.
doctor-telegram-unreachable = { $host } does not answer. May this machine reach the internet? Netzbote keeps trying.
doctor-telegram-privacy = In groups the bot sees every message, which it does not need. Please tell @BotFather: /setprivacy, then Enable.
doctor-telegram-webhook = The bot's messages go to a web address (webhook) instead of Netzbote. “netzbote setup” ends that, or a call of deleteWebhook.
doctor-telegram-alone = Nobody else reads the bot's messages.
doctor-telegram-waiting = Messages wait for Netzbote at Telegram. Whether anybody else reads them can only be seen without them.
doctor-telegram-second = Another program reads this bot's messages. Please end it, or get a new token from @BotFather.
doctor-telegram-channel = The bot may post to the channel { $channel }.
doctor-telegram-no-channel = The bot may not post to the channel { $channel }. Please make it an administrator there, with the right to post.

doctor-clock-right = The clock is right.
doctor-clock-off = The clock is { $seconds } seconds off. Please let it be set: timedatectl set-ntp true

doctor-smtp-absent = Mail out is not set up. All works without it, in the chat.
doctor-smtp-works = The mail server { $host } accepts us (port { $port }; { $features }).
doctor-smtp-unreachable = The mail server { $host } does not answer at port { $port }. Is its name right? Does the firewall let the port out?
doctor-smtp-tls = The encryption with { $host }, port { $port }, does not work. Usual are smtps://…:465 and smtp://…:587?tls=starttls.
doctor-smtp-login = The mail server { $host } (port { $port }) does not accept user or password: { $said }. Some providers want a password of its own for programs, or to be told that mail programs are allowed.
doctor-smtp-sender = The mail server { $host } (port { $port }) does not take { $address } as a sender: { $said }. The address must belong to the account.
doctor-smtp-lost = The mail server { $host } (port { $port }) cut the connection. Please try again later.
doctor-smtp-open = Mail and password go to { $host } (port { $port }) unencrypted. Please write NETZBOTE_SMTP_URL with smtps:// or tls=starttls.
doctor-smtp-no-plus = The mail server does not take senders with a tag (name+tag@…). Please set NETZBOTE_PLUS_ADDRESSES to false; then the subject is used.
doctor-smtp-other-domain = The account { $user } and the address { $address } have different domains. Some recipients take that for fraud. Please have SPF and DKIM of the domain checked.
doctor-smtp-name = This machine is called { $name }, forwards and backwards.
doctor-smtp-no-name = This machine is called { $name }, and its address does not lead back to that. GMX and t-online take nothing from such machines. Please set a full name and the reverse entry, or send through a provider.

doctor-imap-absent = Mail in is not set up.
doctor-imap-works = The mail server { $host } (port { $port }) lets us read { $folder }. Unread: { $unread }.
doctor-imap-unreachable = The mail server { $host } does not answer at port { $port }. Is its name right? Does the firewall let the port out?
doctor-imap-tls = The encryption with { $host }, port { $port }, does not work. Usual are imaps://…:993 and imap://…:143?tls=starttls.
doctor-imap-login = The mail server { $host } (port { $port }) does not accept user or password. Some providers want a password of its own for programs, or to be told that IMAP is allowed.
doctor-imap-folder = There is no folder { $folder } at { $host } (port { $port }). Usual is INBOX.
doctor-imap-lost = The mail server { $host } (port { $port }) cut the connection. Please try again later.
doctor-imap-read = { $number ->
        [one] One mail in the mailbox has been read already.
       *[other] { $number } mails in the mailbox have been read already.
    } Does somebody else read there? Netzbote needs a mailbox of its own.
doctor-imap-no-idle = The mail server does not tell of new mail by itself (IDLE). Netzbote looks every minute.
doctor-imap-no-move = The mail server cannot move mail (MOVE, UIDPLUS). What is done stays, marked as deleted.
doctor-imap-open = Mail and password come from { $host } (port { $port }) unencrypted. Please write NETZBOTE_IMAP_URL with imaps:// or tls=starttls.

doctor-letter = This is a test of “{ $list }”. Nobody needs to answer.
    .subject = Test: does this mail arrive?
doctor-letter-impossible = For a mail to ourselves, mail out, mail in and NETZBOTE_LIST_ADDRESS are needed.
doctor-letter-not-taken = The mail server did not take the test: { $said }
doctor-letter-no-mailbox = The mailbox was out of reach, so it could not be seen whether the test arrived.
doctor-letter-came-back = The test to { $address } has arrived.
doctor-letter-lost = The test to { $address } has not arrived after { $seconds } seconds. Does the mailbox belong to that address? Is it in the spam folder?
doctor-letter-plus = The test to { $address } has arrived, too.
doctor-letter-no-plus = The test to { $address } has not arrived. Please set NETZBOTE_PLUS_ADDRESSES to false.
