# Where staff hear what the office is asked.
doors-ask =
    <b>Where do requests and reports reach you?</b>

    At the moment: { $now }.
    What people write by e-mail, and lists of names, stay in e-mail unless you choose your chat.

    Where would you like to get them?
    .subject = Where do requests reach you?
doors-mail = By e-mail
doors-telegram = In my chat
doors-group = In the group
doors-chosen =
    From now on requests and reports arrive here: { $now }.
    .subject = Requests and reports: { $now }
doors-by-mail =
    This is now in your e-mail at { $address }. I show lists of names in a chat only if you choose that: /door
doors-only-chat =
    This has people's names in it. I show them in a chat only if you want that.

    Shall I do that from now on? Then please ask for it once more.
command-door = door, reach me
command-description-door = Where requests arrive
refusal-door-closed = You do not have that way yet. It needs an e-mail address, a chat with me, or a group of the office.
doors-go-on =
    This is about people's names. That is why it goes on by e-mail. It goes on in the chat if you choose that: /door

    Would you like to go on now?
    .subject = Go on by e-mail
