# A message that is no command reaches a person.
office-offer =
    { $way ->
        [heard] Sprachnachrichten kann ich nicht hören.
       *[read] { $number ->
            [one] Ihre Nachricht habe ich.
           *[other] Ihre { $number } Nachrichten habe ich.
        }
    }

    { $number ->
        [one] Soll ich sie an { $name } schicken?
       *[other] Soll ich alles an { $name } schicken?
    }
office-send = Ja, schicken
office-discard = Nein
office-sent =
    Ihre Nachricht ist bei { $name }. Die Antwort kommt hier in den Chat.

    Es ist eilig? { $contact }.
    .subject = Ihre Nachricht ist angekommen
office-discarded = Gut. Ich habe nichts geschickt.
office-write =
    Schreiben Sie einfach hier, was Sie möchten. Auch Fotos und Sprachnachrichten gehen.

    Ich frage dann noch einmal und schicke es an { $name }. Lieber sprechen? { $contact }.
office-cannot-pass-on =
    Das kann ich leider nicht weitergeben. Schreiben Sie es bitte als Text, oder schicken Sie ein Foto.

    Lieber sprechen? { $contact }.
