# What people ask of the office, and what becomes of it.
requests-kind-association = New association
requests-kind-newcomer = New person in an association
requests-kind-question = Message
requests-kind-call = Call wanted
requests-reminder = Open since { $since }.
requests-no-association = No association known

requests-association =
    { $reminder }
    <b>New association: { $association }</b>, { $town }

    { $name } would like to add this association.
    Role: { $role }
    Phone: { $phone }
    E-mail: { $mail }

    { $text }

    Does it belong to the network?
    .subject = New association: { $association }, { $town }
requests-newcomer =
    { $reminder }
    <b>New person for { $association }</b>, { $town }

    { $name } would like to speak for this association.
    Role: { $role }
    Phone: { $phone }
    E-mail: { $mail }

    { $text }

    Is that right?
    .subject = New person for { $association }: { $name }
requests-newcomer-fellow =
    <b>New person for { $association }</b>

    { $name } would like to speak for your association, too.
    Role: { $role }

    Do you know { $name }, and is that right?
    .subject = { $association }: does { $name } speak for you, too?
requests-about = Subject: { $subject }
requests-question =
    { $reminder }
    <b>Message from { $name }</b>
    { $place }
    Phone: { $phone }
    { $about }

    { $text }

    Just reply to this message. Your answer goes to { $name }.
    .subject = Message from { $name }
requests-call =
    { $reminder }
    <b>{ $name } would like a call</b>
    { $place }
    Phone: { $phone }
    E-mail: { $mail }

    { $text }

    Please call. Or reply to this message.
    .subject = Please call: { $name }
requests-hint =
    <b>{ $what }, by e-mail</b>

    Somebody wrote an e-mail. I show what stands in e-mails here only if you want that.
requests-read = Read it here
requests-write = Write an answer
requests-called = I called
requests-done = Done already

requests-decided =
    Done: { $what }{ $about }
    { $name }: { $decision }.
    .subject = Done: { $what }{ $about }
requests-decision-yes = yes
requests-decision-no = no
requests-decision-answered = answered
requests-decision-called = called
requests-decision-done = done

requests-association-yes =
    { $association } now belongs to the network. Welcome!

    From now on you get our messages. Questions? { $contact }.
    .subject = { $association } now belongs to the network
requests-association-no =
    We did not add { $association }.

    Perhaps this is a misunderstanding. Please call us: { $contact }.
    .subject = Your registration: { $association }
requests-newcomer-yes =
    You now speak for { $association }.

    From now on you get our messages. Questions? { $contact }.
    .subject = You now speak for { $association }
requests-newcomer-no =
    { $association } did not confirm your request.

    Perhaps this is a misunderstanding. Please call us: { $contact }.
    .subject = Your request: { $association }
requests-answer =
    { $text }

    { $name }, { $list }
    Would you like to add something? Reply to this message.
    .subject = An answer from { $name }
requests-answer-sent =
    Your answer goes to { $name }.
    .subject = Your answer to { $name }
requests-received =
    Thank you. { $name } reads your message and answers you.

    Is it urgent? { $contact }.
    .subject = Your message has arrived

requests-beside = { $name } also reads what you wrote beside it, and answers you.

requests-open =
    { $count ->
        [one] <b>One request is open.</b>
       *[other] <b>{ $count } requests are open.</b> The oldest are below.
    }

    Which would you like to see?
    .subject = Open requests: { $count }
requests-none-open =
    Every request has been answered.
    .subject = No open requests

answering-ask-text =
    What would you like to answer?

    Write your answer here. Photos and files are welcome.
    .subject = Your answer
answering-more-text =
    I have that. Anything else? Go on writing.

    Finished? Then press “Continue”.
    .subject = Your answer
answering-label-text = Answer

command-requests = requests, open requests
command-description-requests = Open requests

refusal-already-decided =
    This is done already. { $name }: { $decision ->
        [yes] yes
        [no] no
        [answered] answered
        [called] called
       *[other] done
    }.
    { $contact }
refusal-request-gone =
    This request is gone. The person had their data erased.
