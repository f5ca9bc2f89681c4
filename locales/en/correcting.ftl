# A correction of what went out already.
correcting-start = Correct it
correcting-unchanged = Unchanged
correcting-ask-change =
    <b>Correction: { $subject }</b>
    { $waiting ->
        [0] { "" }
        [one] One message is still waiting. It stays here until you are done.
       *[other] { $waiting } messages are still waiting. They stay here until you are done.
    }

    What is different? In one line, please. For example: “The place is different: community house, not town hall.”
    .subject = What is different? { $subject }
correcting-ask-text =
    <b>The new text</b>
    Until now it says:

    { $text }

    What does the text say now? Write all of it. If it stays the same, then “Unchanged”: your line is enough.
    .subject = The new text: { $subject }
correcting-more-text =
    I have that. { $enclosed ->
        [0] { "" }
        [one] One file is with it.
       *[other] { $enclosed } files are with it.
    }

    Anything else? Go on writing. Done? Then press “Continue”.
    .subject = The new text: { $subject }
correcting-label-change = What is different
correcting-label-text = Text
correcting-subject = Corrected: { $subject }
correcting-line = Corrected: { $change }
correcting-preview =
    <b>This is how “{ $subject }” reaches people.</b> Nobody has got it yet.

    The correction goes to exactly those who have the first one: { $had ->
        [one] one message
       *[other] { $had } messages
    }.
    Still waiting for the first one: { $waiting }. They get the new text at once.
    Files: { $enclosed }
    Valid until: { $until }
    { $hint }

    Shall it go out like this?
    .subject = Preview: { $subject }
correcting-preview-letter =
    <b>This is how “{ $subject }” reaches people.</b> Nobody has got it yet.

    The correction goes to exactly those who have the first one: { $had ->
        [one] one message
       *[other] { $had } messages
    }.
    Still waiting for the first one: { $waiting }. They get the new text at once.
    Files: { $enclosed }
    Valid until: { $until }
    { $hint }

    Shall it go out like this? Reply “send” or “no”.

    The text:

    { $text }
    .subject = Preview: { $subject }
correcting-rename = Change the subject
renaming-ask-subject =
    What is the subject now? Best: town, day, thing. I put “Corrected” before it.
    .subject = The new subject
renaming-label-subject = Subject
correcting-released =
    “{ $subject }” goes out.

    It begins { $when }: { $number ->
        [one] one message
       *[other] { $number } messages
    } to all who have the first one. { $waiting ->
        [0] { "" }
       *[other] { $waiting } get the new text at once then.
    }
    Until then you can halt it.
    .subject = It goes out: { $subject }
correcting-released-letter =
    “{ $subject }” goes out.

    It begins { $when }: { $number ->
        [one] one message
       *[other] { $number } messages
    } to all who have the first one. { $waiting ->
        [0] { "" }
       *[other] { $waiting } get the new text at once then.
    }

    Would you like to change something? Reply to this e-mail, later as well. Until it begins: “Halt it”. After that: “Pause”.
    .subject = It goes out: { $subject }
correcting-halted =
    Halted. Nobody got “{ $subject }”. The text is kept. What you are correcting is still waiting, too.

    How shall we go on?
    .subject = Halted: { $subject }
correcting-resume-first = Without correction
refusal-not-correctable = There is nothing to correct here: nobody has got it yet, or it has been corrected meanwhile. As long as nobody has it, you can halt it and change the text.
