# Wer da war, Bescheinigungen, und wie es war.
attending-ask-came =
    <b>Wer war da?</b>
    { $title }

    { $door ->
        [chat] Haken Sie die Namen ab, dann „Weiter“. Oder schreiben Sie alle Nummern von der Liste, zum Beispiel: 1 3 5-8
       *[mail] Schreiben Sie die Nummern von allen, die da waren, in eine Zeile. Zum Beispiel: 1 3 5-8
    }
    Alle anderen waren nicht da.
    .subject = Wer war da? { $title }
attending-with = mit { $name }
attending-nobody =
    Bei „{ $title }“ hat niemand einen Platz. Es gibt nichts einzutragen.
    .subject = Niemand: { $title }
attending-recorded =
    <b>{ $title }</b>
    Eingetragen: { $came ->
        [0] Niemand war da.
        [one] Eine Person war da.
       *[other] { $came } Personen waren da.
    } Nicht da: { $missing }.

    Was möchten Sie jetzt tun?
    .subject = Eingetragen: { $title }
attending-change = Ändern
refusal-nobody-on-that-line =
    Auf diesen Zeilen steht niemand mit einem Platz: { $lines }. Vielleicht hat die Person abgesagt.
    Wer war da? Bitte schreiben Sie die Nummern noch einmal, ohne diese.

sheets-signing-name = Liste
sheets-here-to-sign =
    Hier ist die Liste zum Unterschreiben: „{ $title }“.
    Die Nummern bleiben, auch wenn noch jemand dazukommt. Danach genügen die Nummern derer, die da waren.
    .subject = Liste zum Unterschreiben: { $title }
sheets-ask =
    <b>{ $title }</b>
    { $named ->
        [one] Eine Bescheinigung.
       *[other] { $named } Bescheinigungen.
    } { $nameless ->
        [0] { "" }
        [one] Eine Person war ohne Namen da. Für sie gibt es keine.
       *[other] { $nameless } Personen waren ohne Namen da. Für sie gibt es keine.
    }

    Wer soll sie bekommen?
    .subject = Bescheinigungen: { $title }
sheets-send = Alle, die da waren
sheets-print = Ich, zum Drucken
sheets-nobody-came =
    Bei „{ $title }“ ist noch niemand mit Namen eingetragen, der da war. Wer war da?
    .subject = Wer war da? { $title }
sheets-here-to-print =
    Hier { $number ->
        [one] ist die Bescheinigung
       *[other] sind { $number } Bescheinigungen
    }: „{ $title }“.
    .subject = Bescheinigungen: { $title }
sheets-sent =
    „{ $title }“: { $sent ->
        [0] Alle haben ihre Bescheinigung schon. Möchten Sie sie noch einmal? Dann drucken Sie sie bitte.
        [one] Eine Bescheinigung ist unterwegs.
       *[other] { $sent } Bescheinigungen sind unterwegs.
    }
    .subject = Bescheinigungen verschickt: { $title }
sheets-sent-not-all =
    „{ $title }“: { $sent ->
        [one] Eine Bescheinigung ist
       *[other] { $sent } Bescheinigungen sind
    } unterwegs. { $left ->
        [one] Eine Person kann ich nicht erreichen.
       *[other] { $left } kann ich nicht verschicken: Diese Personen haben keinen Chat und keine bestätigte E-Mail-Adresse.
    } Bitte drucken Sie diese aus.
    .subject = Bescheinigungen verschickt, nicht alle: { $title }
sheets-yours =
    Danke, dass Sie da waren! Hier ist Ihre Bescheinigung: „{ $title }“.
    Stimmt etwas nicht? Rufen Sie an: { $contact }.
    .subject = Ihre Bescheinigung: { $title }

feedback-how-was-it =
    „{ $title }“: Wie war es für Sie?

    Eine Zahl genügt.
    .subject = Wie war es? { $title }
feedback-1 = Gut
feedback-2 = Es ging so
feedback-3 = Nicht gut
feedback-ask-sentence =
    Danke! Möchten Sie noch einen Satz dazu schreiben? Was war gut, was fehlte?
    .subject = Noch ein Satz?
feedback-thanks =
    Vielen Dank! Das hilft uns bei der nächsten Schulung. „{ $title }“
    Fragen? { $contact }.
    .subject = Vielen Dank
