# The command run: what the operator reads.
run-help = Starts Netzbote, until Ctrl-C or SIGTERM.
run-ready = Netzbote is running for “{ $list }”. Ctrl-C stops it.
run-stopped = Netzbote has stopped. What still waits is in the database.
refusal-not-ready =
    To write to real people, settings are missing: { $names }
    “netzbote setup” asks for them. To try it without any: netzbote demo
refusal-no-door =
    Neither Telegram nor mail is set up. Please set NETZBOTE_TELEGRAM_TOKEN, or NETZBOTE_SMTP_URL and NETZBOTE_IMAP_URL.
    “netzbote setup” asks for them.
run-token-refused = Telegram does not know the token. Please check NETZBOTE_TELEGRAM_TOKEN; @BotFather shows it with /mybots.
run-second-instance = Another process already reads the messages of this bot. Please stop it first.
refusal-cannot-listen = Netzbote cannot answer at { $place }: { $reason }. Please check NETZBOTE_LISTEN.
