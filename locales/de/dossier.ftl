# Everything that is stored about a person.
dossier =
    Das haben wir über Sie gespeichert:

    { $facts }

    Etwas stimmt nicht, oder Sie möchten alles löschen lassen? Rufen Sie an: { $contact }.
    .subject = Das haben wir über Sie gespeichert
dossier-name = Name: { $name }
dossier-phone = Telefon: { $phone }
dossier-since = Bei uns seit: { $when }
dossier-mail = E-Mail: { $address }
dossier-telegram = Telegram-Chat: { $address }
dossier-contact = Verein: { $name } (Aufgabe: { $role })
dossier-source = { $field }: aus { $source }, { $when }
dossier-consent = Einverstanden: { $address }, { $when }, { $door } (Text { $wording })
dossier-consent-ended = Einverstanden: { $address }, { $when }, { $door } (Text { $wording }), beendet { $ended }
dossier-deliveries = Nachrichten von uns an Sie: { $number }
dossier-requests = Anfragen von Ihnen an uns: { $number }
door-chat = im Chat
door-reply = mit einer Antwort per E-Mail
door-link = mit einem Link
door-paper = auf Papier
door-phone = am Telefon
door-event = bei einer Veranstaltung

command-description-dossier = Was ist über Sie gespeichert?
dossier-sign-up =
    „{ $title }“: { $state ->
        [seat] { $seats ->
            [one] angemeldet, ein Platz
           *[other] angemeldet, { $seats } Plätze
        }
        [offered] Platz angeboten
        [waiting] auf der Warteliste
        [asked] wartet auf eine Zusage
        [maybe] vielleicht
        [no] Nein
        [refused] abgelehnt
       *[cancelled] abgemeldet
    }, { $when }
dossier-wrote = Zu „{ $title }“ geschrieben: { $words }
dossier-declared =
    „{ $title }“: { $said ->
        [yes] Ja
       *[no] Nein
    } für { $name }, { $when }. Bemerkung: { $comment }
