# Who was there, certificates, and how it was.
attending-ask-came =
    <b>Who was there?</b>
    { $title }

    { $door ->
        [chat] Tick the names, then “Continue”. Or write all the numbers from the list, such as: 1 3 5-8
       *[mail] Write the numbers of all who were there on one line, such as: 1 3 5-8
    }
    All others were not there.
    .subject = Who was there? { $title }
attending-with = with { $name }
attending-nobody =
    Nobody has a seat in “{ $title }”. There is nothing to record.
    .subject = Nobody: { $title }
attending-recorded =
    <b>{ $title }</b>
    Recorded: { $came ->
        [0] Nobody was there.
        [one] One person was there.
       *[other] { $came } people were there.
    } Not there: { $missing }.

    What would you like to do now?
    .subject = Recorded: { $title }
attending-change = Change
refusal-nobody-on-that-line =
    Nobody with a seat stands on these lines: { $lines }. Perhaps the person cancelled.
    Who was there? Please write the numbers once more, without these.

sheets-signing-name = List
sheets-here-to-sign =
    Here is the list to sign: “{ $title }”.
    The numbers stay, also when somebody else comes. Afterwards the numbers of those who were there are enough.
    .subject = List to sign: { $title }
sheets-ask =
    <b>{ $title }</b>
    { $named ->
        [one] One certificate.
       *[other] { $named } certificates.
    } { $nameless ->
        [0] { "" }
        [one] One person was there without a name. There is none for them.
       *[other] { $nameless } people were there without a name. There is none for them.
    }

    Who shall get them?
    .subject = Certificates: { $title }
sheets-send = All who were there
sheets-print = Me, to print
sheets-nobody-came =
    Nobody with a name is recorded as having been at “{ $title }” yet. Who was there?
    .subject = Who was there? { $title }
sheets-here-to-print =
    Here { $number ->
        [one] is the certificate
       *[other] are { $number } certificates
    }: “{ $title }”.
    .subject = Certificates: { $title }
sheets-sent =
    “{ $title }”: { $sent ->
        [0] Everybody has their certificate already. Would you like them once more? Then please print them.
        [one] One certificate is on the way.
       *[other] { $sent } certificates are on the way.
    }
    .subject = Certificates sent: { $title }
sheets-sent-not-all =
    “{ $title }”: { $sent ->
        [one] One certificate is
       *[other] { $sent } certificates are
    } on the way. { $left ->
        [one] One person I cannot reach.
       *[other] { $left } I cannot send: these people have no chat and no confirmed e-mail address.
    } Please print these.
    .subject = Certificates sent, not all: { $title }
sheets-yours =
    Thank you for being there! Here is your certificate: “{ $title }”.
    Is something wrong? Call us: { $contact }.
    .subject = Your certificate: { $title }

feedback-how-was-it =
    “{ $title }”: how was it for you?

    One number is enough.
    .subject = How was it? { $title }
feedback-1 = Good
feedback-2 = All right
feedback-3 = Not good
feedback-ask-sentence =
    Thank you! Would you like to add a sentence? What was good, what was missing?
    .subject = One more sentence?
feedback-thanks =
    Thank you very much! That helps us with the next training. “{ $title }”
    Questions? { $contact }.
    .subject = Thank you
