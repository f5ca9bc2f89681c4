# The first words, the way out, and the way back in.
start-welcome =
    <b>Hello, { $name }!</b>

    This is “{ $list }”: dates, trainings, funding. About 2 messages a month.

    We keep your name, your association and this chat. Only the office and your advisers see that. Telegram is a company abroad. E-mail works too. <a href="{ $privacy }">More about privacy</a>

    “Stop” ends everything. Questions? { $contact }.

    Is that all right with you?
start-accept = Yes, please
start-by-mail = By e-mail instead
start-call-me = Call me

start-what-for =
    <b>Welcome!</b> You get our messages from now on.

    Do you belong to an association, or would you just like to stay informed?
start-go-on = Go on to the event
start-register = Add my association
start-code = Enter a code
start-inform = Just inform me

start-informed =
    All right. You get the messages of “{ $list }” here.

    Write what you need at any time. Questions? { $contact }.
start-joined =
    <b>Welcome!</b> You get our messages here from now on.

    Your association: { $associations }
    Not right? { $contact }.

start-is-this-you =
    <b>Is this you?</b>

    { $name }
    Association: { $associations }
start-this-is-me = Yes, that is me
start-not-me = No
start-sorry = Thank you for telling us. Then we start from the beginning. Questions? { $contact }.
start-link-over =
    This link was used already, or it is too old. That does not matter: go on here.

    Questions? { $contact }.

start-goodbye =
    <b>You have left.</b> “{ $list }” does not write to you any more, neither here nor by e-mail.

    Your association stays registered. Delete everything? { $contact }.

    Would you like to come back? Then you get messages in this chat again, about 2 a month.
start-come-back = Come back
start-back = Good to have you back! You get the messages of “{ $list }” here again.

command-start = start
command-description-start = Begin
command-stop = stop, leave, unsubscribe
command-description-stop = End everything
