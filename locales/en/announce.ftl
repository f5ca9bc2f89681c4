# Writing to everybody: the text, the preview, the release.
command-description-announce = Write to associations

composing-ask-subject =
    <b>New announcement</b>
    { $hint }

    What is the subject? Best: town, day, thing.
    .subject = New announcement
composing-ask-text =
    <b>The text</b>
    { $hint }

    Write the text here. Bold and italics stay. Photos and files, too, up to 20 MB together.
    .subject = The text
composing-more-text =
    I have that. { $enclosed ->
        [0] { "" }
        [one] One file is with it.
       *[other] { $enclosed } files are with it.
    } { $hint }

    Anything else? Go on writing. Finished? Then press “Continue”.
    .subject = The text
composing-label-subject = Subject
composing-label-text = Text
composing-hint-parts = The text is long. In the chat { $parts } messages come one after the other, in e-mail it is one.
composing-hint-photo-first = In the chat the photo comes first, and below it the text as a message of its own.
composing-draft-waits =
    You began a text already: <b>{ $subject }</b>

    How shall we go on?
    .subject = Your text “{ $subject }”
composing-anew = Write a new one

announce-preview =
    <b>This is how it looks in the chat.</b> Nobody has got it yet.

    Subject: { $subject }
    To: { $audience }
    At the moment: { $count }.
    Public channel: { $channel }
    Files: { $enclosed }
    Valid until: { $until }
    { $hint }

    Shall it go out like this?
    .subject = Preview: { $subject }
announce-preview-letter =
    <b>This is how everybody gets it.</b> Nobody has got it yet.

    Subject: { $subject }
    To: { $audience }
    At the moment: { $count }.
    Public channel: { $channel }
    Files: { $enclosed }
    Valid until: { $until }
    { $hint }

    Shall it go out like this? Reply “send” or “no”.
    Later? Reply “send tomorrow 9:00” or “send every Monday 9:00”.
    Other people? Reply with a line such as “To: Hilden, Education”.

    The text:

    { $text }
    .subject = Preview: { $subject }
announce-hint-open = From now on people can sign up.
announce-send = Send
announce-to-me = Test to me
announce-change = Change something
announce-discard = Throw away
announce-test-sent = The e-mail is on its way to { $address }. This is how all who chose e-mail get it.
announce-changed =
    “{ $subject }” is no longer what the old preview showed. Here is the new one.
    .subject = New preview: { $subject }
announce-what-to-change =
    What would you like to change?
    .subject = What would you like to change?
announce-what-to-change-letter =
    What would you like to change?

    Another text? Send a new e-mail to { $address }. Reply “throw away” here.
    Other people? Reply with a line such as “To: Hilden, Education”.
    .subject = What would you like to change?
announce-audience = Change who gets it
announce-text = Change the text
announce-public = In the channel, too
announce-not-public = Not in the channel
announce-discarded =
    “{ $subject }” is gone. Nobody got it.
    .subject = Thrown away: { $subject }
announce-sent-before =
    You sent this once before: “{ $subject }”, { $when }. The same text, the same people.

    Shall it go out all the same?
    .subject = Sent before: { $subject }
announce-send-again = Send all the same
announce-released =
    “{ $subject }” goes out.

    It begins { $when }: { $number ->
        [one] one message
       *[other] { $number } messages
    }. Until then you can halt it.
    .subject = It goes out: { $subject }
announce-released-letter =
    “{ $subject }” goes out.

    It begins { $when }: { $number ->
        [one] one message
       *[other] { $number } messages
    }.

    Would you like to change something? Reply to this e-mail, later as well. Until it begins: “Halt it”. After that: “Pause”.
    .subject = It goes out: { $subject }
announce-halt = Halt it
announce-halted =
    Halted. Nobody got “{ $subject }”. The text is kept.

    How shall we go on?
    .subject = Halted: { $subject }
announce-pause = Pause
announce-resume = Go on sending
announce-cancel = Call it off
announce-cancel-sure =
    Call off “{ $subject }”?

    Arrived already: { $sent }. { $waiting ->
        [one] One message is
       *[other] { $waiting } are
    } still waiting. Nobody gets what is waiting then.

    Really call it off?
    .subject = Really call it off? { $subject }
announce-cancel-now = Yes, call it off
announce-cancel-not = No, back
announce-go-on = Go on with it

progress-going =
    “{ $subject }” is on its way.

    { $bar } { $percent } %
    Arrived: { $sent } of { $total }
    Chat: { $chats } of { $chats_in_all }
    E-mail: { $mails } of { $mails_in_all }
    Still waiting: { $waiting }
    Not arrived: { $missed }
    .subject = On its way: { $subject }
progress-paused =
    “{ $subject }” is paused.
    { $because }

    { $bar } { $percent } %
    Arrived: { $sent } of { $total }
    Chat: { $chats } of { $chats_in_all }
    E-mail: { $mails } of { $mails_in_all }
    Still waiting: { $waiting }
    Not arrived: { $missed }

    How shall we go on?
    .subject = Paused: { $subject }
progress-because = { $number } messages in a row did not arrive: { $reason }.
progress-done =
    “{ $subject }” is done.

    { $bar } { $percent } %
    Arrived: { $sent } of { $total }
    Chat: { $chats } of { $chats_in_all }
    E-mail: { $mails } of { $mails_in_all }
    Still waiting: { $waiting }
    Not arrived: { $missed }

    The report comes now.
    .subject = Done: { $subject }
progress-cancelled =
    “{ $subject }” is called off. What was still waiting stays here.

    { $bar } { $percent } %
    Arrived: { $sent } of { $total }
    Chat: { $chats } of { $chats_in_all }
    E-mail: { $mails } of { $mails_in_all }
    Still waiting: { $waiting }
    Not arrived: { $missed }

    The report comes now.
    .subject = Called off: { $subject }
progress-paused-line = Paused: “{ $subject }”

announcing-explain =
    <b>How to write to all associations</b>

    Write a normal e-mail to { $address }. Your subject is the subject for everybody. Pictures and files go with it.
    The first line says who gets it: “To: all” or “To: Hilden, Education”.
    Is it valid for a while only? Then write below it a line such as “Valid until: 13.4. 18:00”.
    You get a preview first.

    Towns: { $towns }
    Topics: { $topics }
    Languages: { $languages }
    .subject = How to write to all associations
announcing-whom =
    Your text “{ $subject }” is here. Nobody has got it yet.

    Towns: { $towns }
    Topics: { $topics }
    Languages: { $languages }

    Who shall get it? Reply with a line such as “To: Hilden, Education”, “To: all” or “To: associations only”.
    .subject = Who gets “{ $subject }”?
announcing-unknown =
    Your text “{ $subject }” is here. Nobody has got it yet. I do not know: { $unknown }.

    Towns: { $towns }
    Topics: { $topics }
    Languages: { $languages }

    Who shall get it? Reply with a line such as “To: Hilden, Education”, “To: all” or “To: associations only”.
    .subject = Who gets “{ $subject }”?
announcing-all = To all
announcing-reply-help =
    Please reply “send”, “send tomorrow 9:00”, “no” or “test to me”. Or a line such as “To: Hilden, Education” or
    “Valid until: 13.4. 18:00”.

    Here is the preview once more.
    .subject = Send it or not?
announcing-words-to-me = to me, test, test to me, only to me

refusal-already-released = That is already on its way.
refusal-nobody-to-reach = Like this it reaches nobody: none of them has agreed. Please choose other people.
refusal-sent-already = You sent this once before: “{ $subject }”. The same text, the same people.
refusal-nothing-to-halt = There is nothing left to halt. All of it has gone out, or it was not released.
refusal-nothing-to-resume = Nothing is paused here. It is on its way already, or it has ended.
refusal-past-its-time = At that time it is not valid any more. Please change “valid until”, or choose an earlier time.
refusal-no-mail-address = For the test I need your e-mail address. Please add it in the menu.
refusal-no-subject = Your e-mail has no subject. Please send it once more with a subject: town, day, thing.
refusal-files-too-large = Together the files are larger than { $limit } MB. Messages of that size do not reach many people. Please take smaller files, or write a link into the text.
refusal-not-for-announcing = Voice messages and stickers cannot go along. Photos, videos and files can. Please write the rest as text.
refusal-nothing-to-send = The text is still missing. Some people read text only: please write a few sentences.
