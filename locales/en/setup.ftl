# The command setup: questions to the operator, and what is left to do.
setup-help = Sets Netzbote up: asks for everything, tries it, and writes it down. What is set up already is offered.
setup-help-list-name = The name of the network.
setup-help-list-address = The mail address of the network.
setup-help-controller = Who is responsible for the data: office, street, town.
setup-help-contact = A person and their telephone, parted by a comma.
setup-help-privacy = The web address of the privacy notice.
setup-help-imprint = The web address of the imprint.
setup-help-smtp = The server for mail out: its name, or an address like smtps://user@mail.example.org:465. The password is in NETZBOTE_SMTP_PASSWORD or NETZBOTE_SMTP_PASSWORD_FILE.
setup-help-imap = The mailbox: the name of its server, or an address like imaps://user@mail.example.org:993/INBOX. The password is in NETZBOTE_IMAP_PASSWORD or NETZBOTE_IMAP_PASSWORD_FILE.
setup-help-admin = The mail address of the first person who may do everything.
setup-help-use-mailbox-as-it-is = Use the mailbox although there is read mail in it. Netzbote only touches what comes from now on.
setup-help-yes = Ask nothing: answers come from the options, environment variables and netzbote.toml.

setup-welcome =
    Netzbote is being set up. Every answer is tried at once, nothing is written before the end.
    In square brackets stands what Enter takes. Ctrl-C gives up.
setup-ask-list-name = What is the network called?
setup-ask-list-address = Which mail address does the network have?
setup-ask-controller = Who is responsible for the data (office, street, town)?
setup-ask-contact = Whom can people turn to (name, telephone)?
setup-ask-privacy-url = Where is the privacy notice (https://…)?
setup-ask-imprint-url = Where is the imprint (https://…)?
setup-ask-smtp-url = Which server sends the mail (name; Enter without one: none)?
setup-ask-smtp-password = Password for mail out
setup-ask-imap-url = On which server is the mailbox (name; Enter without one: none)?
setup-ask-imap-password = Password for the mailbox
setup-ask-user = User there
setup-ask-telegram-token = Token of the Telegram bot, from @BotFather
setup-ask-admin = Mail address of the first person who may do everything (Enter: later)

setup-trying = Trying …
setup-waiting-for-letter = A mail to ourselves is on its way. This takes up to a minute …
setup-go-on = Go on all the same?
setup-end-webhook = So far the bot's messages go to a web address (webhook). Shall Netzbote get them?
setup-mailbox-read = { $number ->
        [one] One mail in the mailbox has been read already.
       *[other] { $number } mails in the mailbox have been read already.
    } Netzbote needs a mailbox of its own; it only touches what comes from now on. Use this one all the same?
refusal-mailbox-in-use =
    { $number ->
        [one] One mail in the mailbox has been read already.
       *[other] { $number } mails in the mailbox have been read already.
    } Netzbote needs a mailbox of its own. Nothing was written.
    If that is meant, add --use-mailbox-as-it-is. Netzbote only touches what comes from now on.
refusal-nothing-set-up = Neither Telegram nor e-mail is set up, so there is nothing to do. Nothing was written.
refusal-answers-missing = These answers are missing: { $names }. Nothing was written.

setup-written = All is written down: { $path }. Passwords and token lie beside it in files of their own, which only this user can read.
setup-overruled = Careful: these environment variables say something else, and come first: { $names }
setup-restart = Netzbote is still running with the old settings. Please start it again.
setup-install =
    To let Netzbote start by itself and make a backup every day (as root):
      cp { $folder }/netzbote* /etc/systemd/system/
      systemctl daemon-reload
      systemctl enable --now netzbote.service netzbote-backup.timer
setup-next =
    To try it without that: netzbote run
    Then: netzbote import LIST, and netzbote doctor checks everything once more.
