# When a server has not answered for long: to those who are responsible.
watch-outage =
    <b>{ $door } does not answer.</b>

    Since: { $since }
    Nothing is lost. What is to go out waits. What people write is fetched later.
    Please tell your technical staff. “netzbote doctor” says what the matter is.
    .subject = { $door } does not answer
watch-over =
    <b>{ $door } answers again.</b>

    It was away since: { $since }
    What was waiting goes out now.
    .subject = { $door } answers again
watch-too-long = { $door } has not answered for too long. The program ends, so that its service starts it anew. Nothing is lost.
watch-telegram = Telegram
watch-telegram-send = Telegram (when sending)
watch-imap = The mailbox
watch-smtp = The mail server
watch-clock = The program’s clock
watch-database = The database
