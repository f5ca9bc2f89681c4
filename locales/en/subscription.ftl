# Joining and leaving by mail.
subscription-confirm =
    Hello!

    Somebody would like to get messages from “{ $list }” at this address: events, trainings, funding. About 2 messages a month.

    Was it you? Then please reply with “yes”.
    It was not you? Then you need not do anything.

    We store your address and your name. Only { $controller } sees them. More about this: { $privacy }
    Questions? { $contact }.
    .subject = Please confirm: messages from { $list }
subscription-welcome =
    Welcome!

    From now on you get messages from “{ $list }”.
    You would like to stop? Reply with “unsubscribe” at any time.
    Questions? { $contact }.
    .subject = You are in: { $list }
subscription-declined =
    All right. We will not write to you.
    .subject = You get no messages from { $list }
subscription-goodbye =
    You have left.

    We send you no more messages from “{ $list }”, neither by mail nor in the chat.
    You would like to come back? Reply with “back”.
    Questions? { $contact }.
    .subject = You have left { $list }
subscription-leave-first =
    Hello!

    Somebody would like to take this address off “{ $list }”.
    Was it you? Then please reply with “yes”.
    It was not you? Then you need not do anything.
    .subject = Leave { $list }?
subscription-stays =
    All right. Everything stays as it is.
    .subject = Everything stays as it is
subscription-anothers =
    Hello!

    Nobody has confirmed this e-mail address to us yet. So we do not send any details there.

    Please call us: { $contact }.
    .subject = Your question
subscription-status =
    You get messages from “{ $list }” at { $address }.

    Your association: { $associations }
    Your topics: { $topics }
    Questions? { $contact }.
    .subject = Your subscription to { $list }
subscription-status-off =
    We send no messages from “{ $list }” to { $address } at present.

    You would like to get messages? Reply with “subscribe”.
    Questions? { $contact }.
    .subject = Your subscription to { $list }
button-come-back = Back, sign me up
button-yes = Yes
button-no = No
topics-all = all
