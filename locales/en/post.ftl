# Answers to letters.
post-ask-back =
    Hello!

    You wrote: { $command }.
    Is that right? Then please reply with “yes”.
    You did not write that? Then you need not do anything.
    .subject = Please confirm: { $command }
