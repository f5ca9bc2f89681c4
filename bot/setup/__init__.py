"""`netzbote setup`: asks in words for everything, tries each as it is given, and writes it down at the end.

    flow.py        from the first question to the last file
    questions.py   one answer after the other: from an option, from what is set already, or asked
    accounts.py    the accounts for mail, tried as they are given
    messenger.py   the token of the bot
    files.py       netzbote.toml, the secrets beside it, the units for systemd
    first_day.py   the database, the mark in the mailbox, the first admin

Nothing is written before everything was tried. A second set-up offers what the first one wrote. Nothing is enabled or
started: the last sentences say how.
"""
