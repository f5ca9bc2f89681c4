# For whoever would rather talk.
call-ask-phone =
    <b>We call you</b>

    Which number can we reach you at?
calls-confirm =
    <b>We call you</b>

    Is this number right: { $phone }?
calls-yes = Yes, please call
calls-other-number = Another number
calls-promised =
    Thank you. We will call you at { $phone }.

    Would you like to call us? { $contact }.
calls-waiting =
    We know, and will call you soon.

    Is it urgent? { $contact }.
