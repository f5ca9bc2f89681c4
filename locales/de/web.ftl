# The few web pages.
web-unknown =
    Diese Seite kennen wir nicht mehr. Vielleicht ist der Link unvollständig.

    Wir helfen gern: { $contact }.
web-leave =
    Möchten Sie keine Nachrichten von „{ $list }“ mehr bekommen?

    Dann drücken Sie bitte auf den Knopf.
web-leave-button = Ja, abmelden
web-left =
    Sie sind abgemeldet.

    Wir schicken Ihnen keine Nachrichten von „{ $list }“ mehr. Fragen? { $contact }.
web-answer = Was möchten Sie antworten? Bitte drücken Sie auf einen Knopf.
web-done = Danke! Ihre Antwort ist angekommen.
web-privacy = Datenschutz
web-imprint = Impressum
