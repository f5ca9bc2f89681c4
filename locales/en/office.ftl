# A message that is no command reaches a person.
office-offer =
    { $way ->
        [heard] I cannot listen to voice messages.
       *[read] { $number ->
            [one] I have your message.
           *[other] I have your { $number } messages.
        }
    }

    { $number ->
        [one] Shall I send it to { $name }?
       *[other] Shall I send everything to { $name }?
    }
office-send = Yes, send
office-discard = No
office-sent =
    { $name } has your message. The answer comes here, into this chat.

    Is it urgent? { $contact }.
    .subject = Your message has arrived
office-discarded = All right. I sent nothing.
office-write =
    Just write here what you like. Photos and voice messages work too.

    I ask once more and send it to { $name }. Rather talk? { $contact }.
office-cannot-pass-on =
    I cannot pass that on, sorry. Please write it as text, or send a photo.

    Rather talk? { $contact }.
