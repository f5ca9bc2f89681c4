# Writing to everybody: the text, the preview, the release.
command-description-announce = Vereine anschreiben

composing-ask-subject =
    <b>Neues Rundschreiben</b>
    { $hint }

    Wie heißt der Betreff? Am besten: Ort, Tag, Sache.
    .subject = Neues Rundschreiben
composing-ask-text =
    <b>Der Text</b>
    { $hint }

    Schreiben Sie hier den Text. Fett und kursiv gehen mit. Fotos und Dateien auch, zusammen bis 20 MB.
    .subject = Der Text
composing-more-text =
    Das habe ich. { $enclosed ->
        [0] { "" }
        [one] Eine Datei ist dabei.
       *[other] { $enclosed } Dateien sind dabei.
    } { $hint }

    Noch etwas? Schreiben Sie weiter. Fertig? Dann drücken Sie auf „Weiter“.
    .subject = Der Text
composing-label-subject = Betreff
composing-label-text = Text
composing-hint-parts = Der Text ist lang. Im Chat kommen { $parts } Nachrichten nacheinander, in der E-Mail ist es eine.
composing-hint-photo-first = Im Chat kommt zuerst das Foto, darunter der Text als eigene Nachricht.
composing-draft-waits =
    Sie haben schon einen Text begonnen: <b>{ $subject }</b>

    Wie geht es weiter?
    .subject = Ihr Text „{ $subject }“
composing-anew = Neu schreiben

announce-preview =
    <b>So sieht es im Chat aus.</b> Es hat noch niemand bekommen.

    Betreff: { $subject }
    An: { $audience }
    Zurzeit sind das: { $count }.
    Öffentlicher Kanal: { $channel }
    Dateien: { $enclosed }
    Gilt bis: { $until }
    { $hint }

    Soll es so hinaus?
    .subject = Vorschau: { $subject }
announce-preview-letter =
    <b>So bekommen es alle.</b> Es hat noch niemand bekommen.

    Betreff: { $subject }
    An: { $audience }
    Zurzeit sind das: { $count }.
    Öffentlicher Kanal: { $channel }
    Dateien: { $enclosed }
    Gilt bis: { $until }
    { $hint }

    Soll es so hinaus? Antworten Sie mit „senden“ oder „nein“.
    Später? Antworten Sie mit „senden morgen 9 Uhr“ oder „senden jeden Montag 9 Uhr“.
    Andere Empfänger? Antworten Sie mit einer Zeile wie „An: Hilden, Bildung“.

    Der Text:

    { $text }
    .subject = Vorschau: { $subject }
announce-hint-open = Ab jetzt kann man sich anmelden.
announce-send = Senden
announce-to-me = Test an mich
announce-change = Etwas ändern
announce-discard = Verwerfen
announce-test-sent = Die E-Mail ist unterwegs an { $address }. So bekommen es alle, die E-Mail gewählt haben.
announce-changed =
    „{ $subject }“ ist inzwischen anders als auf der alten Vorschau. Hier ist die neue.
    .subject = Neue Vorschau: { $subject }
announce-what-to-change =
    Was möchten Sie ändern?
    .subject = Was möchten Sie ändern?
announce-what-to-change-letter =
    Was möchten Sie ändern?

    Einen anderen Text? Schicken Sie eine neue E-Mail an { $address }. Antworten Sie hier mit „verwerfen“.
    Andere Empfänger? Antworten Sie mit einer Zeile wie „An: Hilden, Bildung“.
    .subject = Was möchten Sie ändern?
announce-audience = Empfänger ändern
announce-text = Text ändern
announce-public = Auch in den Kanal
announce-not-public = Nicht in den Kanal
announce-discarded =
    „{ $subject }“ ist gelöscht. Niemand hat es bekommen.
    .subject = Gelöscht: { $subject }
announce-sent-before =
    Das haben Sie schon einmal verschickt: „{ $subject }“, { $when }. Derselbe Text, dieselben Empfänger.

    Soll es trotzdem hinaus?
    .subject = Schon einmal verschickt: { $subject }
announce-send-again = Trotzdem senden
announce-released =
    „{ $subject }“ geht hinaus.

    { $when } beginnt es: { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    }. Bis dahin können Sie es anhalten.
    .subject = Es geht hinaus: { $subject }
announce-released-letter =
    „{ $subject }“ geht hinaus.

    { $when } beginnt es: { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    }.

    Möchten Sie etwas ändern? Antworten Sie auf diese E-Mail, auch später. Bis es beginnt: „Anhalten“. Danach: „Pause“.
    .subject = Es geht hinaus: { $subject }
announce-halt = Anhalten
announce-halted =
    Angehalten. Niemand hat „{ $subject }“ bekommen. Der Text liegt bereit.

    Wie geht es weiter?
    .subject = Angehalten: { $subject }
announce-pause = Pause
announce-resume = Weiter senden
announce-cancel = Ganz abbrechen
announce-cancel-sure =
    „{ $subject }“ ganz abbrechen?

    Schon bei { $sent } angekommen, { $waiting ->
        [one] eine Nachricht wartet
       *[other] { $waiting } warten
    } noch. Was wartet, bekommt dann niemand mehr.

    Wirklich abbrechen?
    .subject = Wirklich abbrechen? { $subject }
announce-cancel-now = Ja, ganz abbrechen
announce-cancel-not = Nein, zurück
announce-go-on = Weiter damit

progress-going =
    „{ $subject }“ ist unterwegs.

    { $bar } { $percent } %
    Angekommen: { $sent } von { $total }
    Chat: { $chats } von { $chats_in_all }
    E-Mail: { $mails } von { $mails_in_all }
    Wartet noch: { $waiting }
    Nicht angekommen: { $missed }
    .subject = Unterwegs: { $subject }
progress-paused =
    „{ $subject }“ macht Pause.
    { $because }

    { $bar } { $percent } %
    Angekommen: { $sent } von { $total }
    Chat: { $chats } von { $chats_in_all }
    E-Mail: { $mails } von { $mails_in_all }
    Wartet noch: { $waiting }
    Nicht angekommen: { $missed }

    Wie geht es weiter?
    .subject = Macht Pause: { $subject }
progress-because = { $number } Nachrichten hintereinander kamen nicht an: { $reason }.
progress-done =
    „{ $subject }“ ist fertig.

    { $bar } { $percent } %
    Angekommen: { $sent } von { $total }
    Chat: { $chats } von { $chats_in_all }
    E-Mail: { $mails } von { $mails_in_all }
    Wartet noch: { $waiting }
    Nicht angekommen: { $missed }

    Der Bericht kommt jetzt.
    .subject = Fertig: { $subject }
progress-cancelled =
    „{ $subject }“ ist abgebrochen. Was noch wartete, bleibt hier.

    { $bar } { $percent } %
    Angekommen: { $sent } von { $total }
    Chat: { $chats } von { $chats_in_all }
    E-Mail: { $mails } von { $mails_in_all }
    Wartet noch: { $waiting }
    Nicht angekommen: { $missed }

    Der Bericht kommt jetzt.
    .subject = Abgebrochen: { $subject }
progress-paused-line = Macht Pause: „{ $subject }“

announcing-explain =
    <b>So schreiben Sie alle Vereine an</b>

    Schreiben Sie eine normale E-Mail an { $address }. Ihr Betreff ist der Betreff für alle. Bilder und Anhänge gehen mit.
    In die erste Zeile schreiben Sie, wer es bekommt: „An: alle“ oder „An: Hilden, Bildung“.
    Gilt es nur eine Zeit lang? Dann darunter eine Zeile wie „Gilt bis: 13.4. 18 Uhr“.
    Sie bekommen zuerst eine Vorschau.

    Orte: { $towns }
    Schwerpunkte: { $topics }
    Sprachen: { $languages }
    .subject = So schreiben Sie alle Vereine an
announcing-whom =
    Ihr Text „{ $subject }“ ist da. Es hat noch niemand bekommen.

    Orte: { $towns }
    Schwerpunkte: { $topics }
    Sprachen: { $languages }

    Wer soll es bekommen? Antworten Sie mit einer Zeile wie „An: Hilden, Bildung“, „An: alle“ oder „An: nur Vereine“.
    .subject = Wer bekommt „{ $subject }“?
announcing-unknown =
    Ihr Text „{ $subject }“ ist da. Es hat noch niemand bekommen. Das kenne ich nicht: { $unknown }.

    Orte: { $towns }
    Schwerpunkte: { $topics }
    Sprachen: { $languages }

    Wer soll es bekommen? Antworten Sie mit einer Zeile wie „An: Hilden, Bildung“, „An: alle“ oder „An: nur Vereine“.
    .subject = Wer bekommt „{ $subject }“?
announcing-all = An alle
announcing-reply-help =
    Antworten Sie bitte mit „senden“, „senden morgen 9 Uhr“, „nein“ oder „Test an mich“. Oder mit einer Zeile wie
    „An: Hilden, Bildung“ oder „Gilt bis: 13.4. 18 Uhr“.

    Die Vorschau kommt noch einmal.
    .subject = Senden oder nicht?
announcing-words-to-me = an mich, Test, Test an mich, nur an mich

refusal-already-released = Das ist schon unterwegs.
refusal-nobody-to-reach = So erreicht es niemanden: Niemand davon hat zugesagt. Bitte wählen Sie andere Empfänger.
refusal-sent-already = Das haben Sie schon einmal verschickt: „{ $subject }“. Derselbe Text, dieselben Empfänger.
refusal-nothing-to-halt = Hier gibt es nichts mehr anzuhalten. Es ist alles hinaus, oder es war nicht freigegeben.
refusal-nothing-to-resume = Hier macht nichts Pause. Es ist schon unterwegs, oder es ist zu Ende.
refusal-past-its-time = Zu dieser Zeit gilt es nicht mehr. Bitte ändern Sie „Gilt bis“, oder wählen Sie eine frühere Zeit.
refusal-no-mail-address = Für den Test brauche ich Ihre E-Mail-Adresse. Tragen Sie sie bitte im Menü ein.
refusal-no-subject = Ihrer E-Mail fehlt der Betreff. Bitte schicken Sie sie noch einmal mit Betreff: Ort, Tag, Sache.
refusal-files-too-large = Die Dateien sind zusammen größer als { $limit } MB. So große Nachrichten kommen bei vielen nicht an. Bitte nehmen Sie kleinere Dateien, oder schreiben Sie einen Link in den Text.
refusal-not-for-announcing = Sprachnachrichten und Sticker gehen hier nicht mit. Fotos, Videos und Dateien gehen. Bitte schreiben Sie den Rest als Text.
refusal-nothing-to-send = Hier fehlt noch der Text. Manche lesen nur Text: Bitte schreiben Sie ein paar Sätze dazu.
