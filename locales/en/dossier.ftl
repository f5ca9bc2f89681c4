# Everything that is stored about a person.
dossier =
    This is what we store about you:

    { $facts }

    Something is wrong, or you want us to delete everything? Please call { $contact }.
    .subject = What we store about you
dossier-name = Name: { $name }
dossier-phone = Phone: { $phone }
dossier-since = With us since: { $when }
dossier-mail = Mail: { $address }
dossier-telegram = Telegram chat: { $address }
dossier-contact = Association: { $name } (role: { $role })
dossier-source = { $field }: from { $source }, { $when }
dossier-consent = Agreed: { $address }, { $when }, { $door } (text { $wording })
dossier-consent-ended = Agreed: { $address }, { $when }, { $door } (text { $wording }), ended { $ended }
dossier-deliveries = Messages from us to you: { $number }
dossier-requests = Requests from you to us: { $number }
door-chat = in the chat
door-reply = by replying to a mail
door-link = by a link
door-paper = on paper
door-phone = by phone
door-event = at an event

command-description-dossier = What is stored about you?
dossier-sign-up =
    “{ $title }”: { $state ->
        [seat] { $seats ->
            [one] signed up, one seat
           *[other] signed up, { $seats } seats
        }
        [offered] a seat is offered
        [waiting] on the waiting list
        [asked] waits for approval
        [maybe] maybe
        [no] no
        [refused] refused
       *[cancelled] cancelled
    }, { $when }
dossier-wrote = Written about “{ $title }”: { $words }
dossier-declared =
    “{ $title }”: { $said ->
        [yes] yes
       *[no] no
    } for { $name }, { $when }. Remark: { $comment }
