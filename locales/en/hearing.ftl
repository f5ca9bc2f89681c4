# How somebody hears: where, about what, under which name.
hearing-show =
    <b>How we reach you</b>

    Chat: { $chat }
    E-mail: { $mail }
    Topics: { $topics }
    Name: { $name }
    Telephone: { $phone }

    What would you like to change?
hearing-none = none
hearing-open = yes
hearing-unconfirmed = not confirmed yet
hearing-unwanted = no
hearing-left = left
hearing-paused = does not arrive at the moment
hearing-ways = Chat or e-mail
hearing-topics = Choose topics
hearing-mail = Change e-mail
hearing-name = Change name
hearing-phone = Change telephone
hearing-which-way = Where would you like to get our messages?
hearing-by-chat = Only in this chat
hearing-by-mail = Only by e-mail
hearing-by-both = Both
hearing-which-topics =
    <b>Your topics</b>

    You get everything with ✓. What would you like to switch on or off?
hearing-all = All topics
hearing-done = Done
hearing-all-topics = all
hearing-changed = Thank you, that is changed.
own-name-ask-name = What is your name?
own-phone-ask-phone = What is your telephone number?
