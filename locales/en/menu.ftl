# The menu, and what the commands are called.
menu = What would you like to do?
menu-open = Open the menu
menu-announce = Message associations
menu-staff = Open office menu
menu-association = Show my association
menu-declarations = Answer questions
menu-register = Add my association
menu-hearing = Set how I hear
menu-office = Write to the office
menu-help = Show help
menu-language = Choose language
menu-call = Ask for a call
menu-code = Enter a code
menu-stop = Leave

help-chat =
    <b>How this works</b>

    { $staff }

    Press a button. Or write the number before it, such as 1.
    You have a question? Just write. I pass it on to the office.

    /menu shows everything you can do.
    /trainings shows trainings and dates.
    /cancel stops what you are doing.
    /stop ends everything.

    Rather talk? { $contact }.
    <a href="{ $privacy }">Privacy</a>
help-chat-staff =
    For the office:
    /announce: message associations
    /offer: offer a training or a meeting
    /turnout: who comes, who was there?
    /requests: who waits for an answer?
    /standing: overview, with everything else
help-mail =
    <b>How this works by e-mail</b>

    { $staff }

    Write one of these words into the subject:
    “dates”: which trainings and meetings are there?
    “subscribe”: you get messages of “{ $list }”.
    “unsubscribe”: you get no more.
    “status”: what did you subscribe to?
    “dossier”: what is stored about you?

    A person reads everything else.
    Rather talk? { $contact }.
    <a href="{ $privacy }">Privacy</a>
    .subject = Help: how this works by e-mail
help-mail-staff =
    For the office. Write into the subject:
    “overview”: how do things stand? With everything you can do.
    “announcement: subject”: message associations. First line: To: all
    “training: title”: offer something. Below it, lines with When, Where, Seats.
    “sign-ups”: who comes, who was there? Lists and certificates.
    “declaration: title”: ask all associations for a yes or no.
    “figures”: figures for reports.
    “requests”: who waits for an answer?

command-menu = menu
command-description-menu = Everything you can do
command-help = help, ?
command-description-help = Help and telephone
command-cancel = cancel
command-description-cancel = Stop this
