# A correction of what went out already.
correcting-start = Berichtigen
correcting-unchanged = Unverändert
correcting-ask-change =
    <b>Berichtigung: { $subject }</b>
    { $waiting ->
        [0] { "" }
        [one] Eine Nachricht wartet noch. Sie bleibt hier, bis Sie fertig sind.
       *[other] { $waiting } Nachrichten warten noch. Sie bleiben hier, bis Sie fertig sind.
    }

    Was ist anders? Bitte in einer Zeile. Zum Beispiel: „Der Ort ist anders: Haus der Vereine, nicht Rathaus.“
    .subject = Was ist anders? { $subject }
correcting-ask-text =
    <b>Der neue Text</b>
    Bisher steht da:

    { $text }

    Wie heißt der Text jetzt? Schreiben Sie ihn ganz. Bleibt er gleich, dann „Unverändert“: Ihre Zeile reicht dann.
    .subject = Der neue Text: { $subject }
correcting-more-text =
    Das habe ich. { $enclosed ->
        [0] { "" }
        [one] Eine Datei ist dabei.
       *[other] { $enclosed } Dateien sind dabei.
    }

    Noch etwas? Schreiben Sie weiter. Fertig? Dann drücken Sie auf „Weiter“.
    .subject = Der neue Text: { $subject }
correcting-label-change = Was ist anders
correcting-label-text = Text
correcting-subject = Berichtigt: { $subject }
correcting-line = Berichtigt: { $change }
correcting-preview =
    <b>So bekommen es alle, die „{ $subject }“ betrifft.</b> Noch hat es niemand bekommen.

    Die Berichtigung bekommen genau die, die das erste schon haben: { $had ->
        [one] eine Nachricht
       *[other] { $had } Nachrichten
    }.
    Noch nichts bekommen haben: { $waiting }. Sie bekommen gleich den neuen Text.
    Dateien: { $enclosed }
    Gilt bis: { $until }
    { $hint }

    Soll es so hinaus?
    .subject = Vorschau: { $subject }
correcting-preview-letter =
    <b>So bekommen es alle, die „{ $subject }“ betrifft.</b> Noch hat es niemand bekommen.

    Die Berichtigung bekommen genau die, die das erste schon haben: { $had ->
        [one] eine Nachricht
       *[other] { $had } Nachrichten
    }.
    Noch nichts bekommen haben: { $waiting }. Sie bekommen gleich den neuen Text.
    Dateien: { $enclosed }
    Gilt bis: { $until }
    { $hint }

    Soll es so hinaus? Antworten Sie mit „senden“ oder „nein“.

    Der Text:

    { $text }
    .subject = Vorschau: { $subject }
correcting-rename = Betreff ändern
renaming-ask-subject =
    Wie heißt der Betreff jetzt? Am besten: Ort, Tag, Sache. „Berichtigt“ setze ich davor.
    .subject = Der neue Betreff
renaming-label-subject = Betreff
correcting-released =
    „{ $subject }“ geht hinaus.

    { $when } beginnt es: { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    } an alle, die das erste schon haben. { $waiting ->
        [0] { "" }
       *[other] { $waiting } bekommen dann gleich den neuen Text.
    }
    Bis dahin können Sie es anhalten.
    .subject = Es geht hinaus: { $subject }
correcting-released-letter =
    „{ $subject }“ geht hinaus.

    { $when } beginnt es: { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    } an alle, die das erste schon haben. { $waiting ->
        [0] { "" }
       *[other] { $waiting } bekommen dann gleich den neuen Text.
    }

    Möchten Sie etwas ändern? Antworten Sie auf diese E-Mail, auch später. Bis es beginnt: „Anhalten“. Danach: „Pause“.
    .subject = Es geht hinaus: { $subject }
correcting-halted =
    Angehalten. Niemand hat „{ $subject }“ bekommen. Der Text liegt bereit. Was Sie berichtigen, wartet auch noch.

    Wie geht es weiter?
    .subject = Angehalten: { $subject }
correcting-resume-first = Ohne Berichtigung
refusal-not-correctable = Hier gibt es nichts zu berichtigen: Noch hat es niemand bekommen, oder es ist inzwischen schon berichtigt. Solange es niemand hat, können Sie es anhalten und den Text ändern.
