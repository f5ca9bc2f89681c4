# Inviting somebody else who speaks for one's association.
fellow-ask-mail =
    <b>Invite somebody</b>

    What is the person's e-mail address?
fellows-invited =
    We wrote to { $address }.

    If the person answers with “yes”, they speak for your association too. You will hear of it.
fellows-letter =
    Hello!

    A contact from “{ $list }” gave us this address. They would like you to speak for your association too.
    We send dates, trainings, funding: about 2 messages a month.

    Would you like that? Then please answer with “yes”.
    You would not? Then there is nothing to do.

    We keep your address and your name. Only { $controller } sees that. <a href="{ $privacy }">More about privacy</a>
    Questions? { $contact }.
    .subject = Would you like to speak for your association? { $list }
fellows-welcome =
    Welcome! You now speak for “{ $association }”.

    You get the messages of “{ $list }” from now on. That is not your association? Please call: { $contact }.
    .subject = You are in: { $association }
fellows-joined =
    { $name } now speaks for “{ $association }” too.
    .subject = { $name } now speaks for { $association } too
