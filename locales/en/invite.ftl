# Inviting people to the list, and what they answer.
invite-letter =
    { $greeting }

    <b>May we write to { $association }?</b>

    This is “{ $list }”: dates, trainings, funding. About 2 messages a month. Your address is in the list of associations.

    Is that all right with you? Reply “yes” or “no”.
    { $ways }

    You do not know us? Please call: { $contact }.
    We keep name, association and address. Only { $controller } sees that.
    .subject = { $town }: messages for { $association }, a question from { $person }
invite-letter-second =
    { $greeting }

    <b>Once more: may we write to { $association }?</b>

    Some days ago we wrote to you. “{ $list }” tells of dates, trainings and funding. Without your yes we do not write again.

    Is that all right with you? Reply “yes” or “no”.
    { $ways }

    You do not know us? Please call: { $contact }.
    We keep name, association and address. Only { $controller } sees that.
    .subject = { $town }: one more question to { $association }, from { $person }
invite-letter-anew =
    { $greeting }

    <b>Thank you for your answer!</b>

    Our question was old already. So we ask once more: may we write to { $association }? “{ $list }” tells of dates, trainings and funding.

    Please reply “yes” or “no”.
    { $ways }

    Questions? { $contact }.
    We keep name, association and address. Only { $controller } sees that.
    .subject = { $town }: please say “yes” once more for { $association }, to { $person }
invite-your-association = your association
invite-way-chat = Rather by chat? <a href="{ $link }">{ $link }</a> Your code for it: { $code }
invite-chat = Rather by chat
invite-by-mail = By e-mail after all
invite-by-chat =
    By chat, with pleasure. This is how:

    Open { $link } and press “Start”. Nobody asks for your name there? Then write this code into the chat: { $shown }

    Questions? { $contact }.
    .subject = How it works by chat
invite-welcome =
    <b>Thank you! You are on the list.</b>

    From now on you get the messages of “{ $list }”, on all topics. Would you like to stop? Reply “unsubscribe” at any time.

    Questions? { $contact }.
    .subject = You are on the list: { $list }
invite-topics = Choose topics
invite-settings = Change settings
invite-known =
    You are on the list already and get the messages of “{ $list }”. Questions? { $contact }.
    .subject = You are on the list already: { $list }
invite-declined =
    All right. “{ $list }” does not write to you.

    Later you would like to after all? Please call: { $contact }.
    .subject = We do not write to you

invite-standing = { $invited } invited, { $confirmed } confirmed, { $call } to call
inviting-ask-towns =
    <b>Inviting</b>
    So far: { $standing }

    With this choice { $count ->
        [one] one letter goes
       *[other] { $count } letters go
    } out. Whoever was invited already, agreed or declined gets none.

    From which towns? None ticked means all.
    .subject = Inviting: from which towns?
inviting-ask-sure =
    <b>{ $count ->
        [one] One letter goes
       *[other] { $count } letters go
    } out.</b> This is how it looks:

    { $letter }

    Shall it go out?
    .subject = Inviting: { $count } letters
invite-now = Invite now
inviting-done =
    { $number ->
        [one] One letter is
       *[other] { $number } letters are
    } on the way. So far: { $standing }.

    Whoever does not answer gets a second letter after 10 days. After that they are on the call list.
    .subject = { $number } invitations are on the way
invite-calls =
    <b>Please call: { $count }</b>
    These people did not answer, or they have no e-mail.

    { $lines }

    The whole list is in the file. Has somebody agreed? Then record it.
    .subject = Call list: { $count }
invite-nobody-to-call =
    There is nobody to call at the moment.
    .subject = Call list: nobody
invite-file-name = Call list
invite-headings = Association, Town, Name, Phone

command-invite = invite, invite:, invitation, invitations
command-description-invite = Invite associations
command-calls = call list, calls, whom to call
command-description-calls = Whom do I have to call?
refusal-nobody-to-invite = There is nobody left to invite. All were invited, have answered, or have no e-mail.
