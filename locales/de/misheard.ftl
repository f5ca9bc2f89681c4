# Was die Koordination per E-Mail schreibt, und was kein Befehl ist.
misheard-word =
    { $near ->
        [none] Ihre Nachricht liegt jetzt bei den Anfragen. Wollten Sie etwas anderes? Diese Wörter kenne ich.
       *[other] Meinen Sie „{ $near }“? Dann schicken Sie Ihre E-Mail bitte noch einmal, mit diesem Wort im Betreff.
    }

    { $staff }
    .subject = { $near ->
        [none] Ihre Nachricht
       *[other] Meinen Sie „{ $near }“?
    }
misheard-choice =
    Bitte antworten Sie mit einer Zahl oder mit den Worten von einer dieser Zeilen. Oder schreiben Sie eine neue E-Mail.
    .subject = Was möchten Sie tun?
