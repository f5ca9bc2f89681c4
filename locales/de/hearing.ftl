# How somebody hears: where, about what, under which name.
hearing-show =
    <b>So erreichen wir Sie</b>

    Chat: { $chat }
    E-Mail: { $mail }
    Themen: { $topics }
    Name: { $name }
    Telefon: { $phone }

    Was möchten Sie ändern?
hearing-none = keine
hearing-open = ja
hearing-unconfirmed = noch nicht bestätigt
hearing-unwanted = nein
hearing-left = abgemeldet
hearing-paused = kommt im Moment nicht an
hearing-ways = Chat oder E-Mail
hearing-topics = Themen wählen
hearing-mail = E-Mail ändern
hearing-name = Name ändern
hearing-phone = Telefon ändern
hearing-which-way = Wo möchten Sie unsere Nachrichten bekommen?
hearing-by-chat = Nur hier im Chat
hearing-by-mail = Nur per E-Mail
hearing-by-both = Beides
hearing-which-topics =
    <b>Ihre Themen</b>

    Sie bekommen alles mit ✓. Was möchten Sie an- oder abwählen?
hearing-all = Alle Themen
hearing-done = Fertig
hearing-all-topics = alle
hearing-changed = Danke, das ist geändert.
own-name-ask-name = Wie heißen Sie?
own-phone-ask-phone = Wie ist Ihre Telefonnummer?
