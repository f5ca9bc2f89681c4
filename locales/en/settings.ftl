# Settings: what the operator reads when one is missing or wrong. One message per setting, with an example.

settings-wrong =
    { $count ->
        [one] One setting is not right yet. Please correct it and start again:
       *[other] { $count } settings are not right yet. Please correct them and start again:
    }
settings-not-ready =
    Before real messages leave, some details are needed that stand in each of them:

settings-fault-unknown = There is no such setting. Please delete it.
settings-fault-unknown-near = There is no such setting. Did you mean { $right }?
settings-fault-unreadable = The file { $path } cannot be read. Please check its path and permissions.
settings-fault-toml = The file is not valid TOML ({ $reason }). A line looks like this: list_name = "Network of associations"
settings-fault-twice = Also set in { $other }. Please keep only one of the two.
settings-fault-alone = Only works together with { $other }. Please set both or neither.
settings-fault-no-password = Missing. { $other } names a user, so the server needs the password as well (or a file with it: …_PASSWORD_FILE).
settings-fault-password-in-url = The password does not belong in the address. Please delete it there and set { $right }.

settings-data-dir = A folder that can be written to, for example /var/lib/netzbote.
settings-database-url = A database, for example postgresql://netzbote@localhost/netzbote or sqlite:////var/lib/netzbote/netzbote.sqlite.
settings-telegram-token = The bot's token as BotFather writes it: a number, a colon, a long run of characters.
settings-telegram-api = A web address. When not set, it is https://api.telegram.org.
settings-channel = The public channel, for example @network_news or -1001234567890.
settings-smtp-url = The server for outgoing mail, for example smtp://user@mail.example.org:587?tls=starttls (or smtps://… with port 465; tls=none only inside your own house).
settings-smtp-password = The password for outgoing mail, as text.
settings-imap-url = Your own mailbox, for example imaps://user@mail.example.org:993/INBOX (or imap://…?tls=starttls).
settings-imap-password = The password of the mailbox, as text.
settings-authserv-id = The name that your mail server writes into "Authentication-Results", for example mx.example.org.
settings-plus-addresses = true or false: does mail to name+tag@… reach this mailbox?
settings-mail-limit = What your mail provider allows, for example 100/h or 20/min, or both: 20/min, 100/h. Empty means no limit.
settings-mail-connections = A whole number from 1 to 50: how many connections to the mail server there may be at once.
settings-mails-per-connection = A whole number from 1: how many mails one connection carries before a new one begins.
settings-list-address = The mail address of the network, for example network@example.org.
settings-list-name = The name of the network on one line, for example Network of associations.
settings-controller = Who is responsible for the data, on one line: office, street, town.
settings-privacy-url = The web address of the privacy notice, for example https://www.example.org/privacy.
settings-imprint-url = The web address of the imprint, for example https://www.example.org/imprint.
settings-contact = A person and their telephone, for example: Anna Berger, 02051 123456
settings-public-url = The web address under which Netzbote can be reached from outside, for example https://net.example.org.
settings-listen = Host and port for the web part, for example 127.0.0.1:8080.
settings-timezone = A time zone, for example Europe/Berlin.
settings-language = One of these languages: de, en.
settings-quiet-hours = From when until when nobody is disturbed, for example 20-8 or 20:30-7. Empty means: no quiet hours.
settings-release-delay = A whole number: how many seconds an announcement waits after its release.
settings-end-after-outage = A whole number: if a server does not answer for so many hours, the program ends with an error, so that its service starts it anew. 0 means never.
settings-approve-associations = true or false: does a new association need the consent of the staff?
settings-topics = Topics, separated by commas, for example Education, Sports, Culture.
