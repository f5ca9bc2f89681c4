# What became of an announcement.
report-full =
    <b>Bericht: { $subject }</b>
    Verschickt: { $when }

    { $reached } von { $associations } Vereinen haben es bekommen. Das sind { $people ->
        [one] eine Person
       *[other] { $people } Personen
    }.
    Chat: { $chats }. E-Mail: { $mails }. Wartet noch: { $waiting }. Vielleicht doppelt: { $repeated }. { $late ->
        [0] { "" }
       *[other] Zu spät, deshalb nicht geschickt: { $late }.
    } { $halted ->
        [0] { "" }
       *[other] Angehalten, deshalb nicht geschickt: { $halted }.
    }

    <b>Nicht erreicht, bitte anrufen:</b>
    { $missed }
    { $doubts }

    Die ganze Liste steht in der Datei.
    .subject = Bericht: { $subject }
report-numbers =
    <b>Bericht: { $subject }</b>
    Verschickt: { $when }

    { $reached } von { $associations } Vereinen haben es bekommen. Das sind { $people ->
        [one] eine Person
       *[other] { $people } Personen
    }.
    Chat: { $chats }. E-Mail: { $mails }. Wartet noch: { $waiting }. Vielleicht doppelt: { $repeated }. { $late ->
        [0] { "" }
       *[other] Zu spät, deshalb nicht geschickt: { $late }.
    } { $halted ->
        [0] { "" }
       *[other] Angehalten, deshalb nicht geschickt: { $halted }.
    }

    Die Liste mit Namen kommt per E-Mail, oder hier, wenn Sie das wählen: /door
    .subject = Bericht: { $subject }
report-more = und { $number } weitere, siehe Datei
report-all-reached = Alle haben es bekommen.
report-latest =
    <b>Die letzten Rundschreiben</b>
    { $paused }

    Welchen Bericht möchten Sie sehen?
    .subject = Die letzten Rundschreiben
report-none =
    Sie haben noch nichts verschickt.
    .subject = Noch kein Rundschreiben
report-doubts =
    Unklar, ob es ankam:
    { $lines }
report-doubts-more = und { $number } weitere
report-again = { $number } im Chat noch mal
report-by_mail = { $number } per E-Mail
report-leave = { $number } so lassen
report-settled-again =
    { $number ->
        [one] Eine Nachricht geht
       *[other] { $number } Nachrichten gehen
    } noch einmal in den Chat: „{ $subject }“. Vielleicht kommt sie doppelt an.
    .subject = Noch einmal: { $subject }
report-settled-mail =
    { $number ->
        [one] Eine Person bekommt
       *[other] { $number } Personen bekommen
    } „{ $subject }“ jetzt per E-Mail, wenn eine Adresse bestätigt ist.
    .subject = Jetzt per E-Mail: { $subject }
report-settled-leave =
    Gut. „{ $subject }“ bleibt, wie es ist. Das betrifft { $number ->
        [one] eine Nachricht
       *[other] { $number } Nachrichten
    }.
    .subject = Bleibt so: { $subject }
report-file-name = Bericht
report-headings = Verein, Ort, Ansprechperson, Telefon, Bekommen, Grund

report-because-unconfirmed = hat noch nicht zugesagt
report-because-left = hat sich abgemeldet
report-because-unwanted = möchte es nicht auf diesem Weg
report-because-paused = dieser Weg geht gerade nicht
report-because-blocked = hat den Chat gesperrt
report-because-gone = diese Adresse gibt es nicht mehr
report-because-deactivated = hat kein Telegram mehr
report-because-kicked = hat den Chat gesperrt
report-because-full = Postfach voll
report-because-bounced = E-Mail kam zurück
report-because-refused = der Mail-Server nimmt es nicht an
report-because-too-long = zu groß für dieses Postfach
report-because-halted = von Ihnen angehalten
report-because-forgotten = hat die Daten gelöscht
report-because-crashed = unklar, ob es ankam
report-because-uncertain = unklar, ob es ankam
report-because-in-doubt = unklar, ob es ankam
report-because-other-choice = hat andere Themen gewählt
report-because-no-address = keine Adresse
report-because-queued = wartet noch
report-because-retry = wartet noch
report-because-claimed = wartet noch
report-because-deferred = der Mail-Server will es später
report-because-unreachable = der Mail-Server antwortet nicht
report-because-file = eine Datei ließ sich nicht verschicken
report-because-no-rights = der Chat erlaubt es nicht
report-because-account = unser Postfach durfte nicht senden
report-because-too-late = dafür war es zu spät
report-because-corrected = eine neuere Berichtigung kam zuvor
report-because-unknown = anderer Grund

command-report = Bericht, Berichte
command-description-report = Wer hat es bekommen?
refusal-report-gone = Dieses Rundschreiben ist gelöscht.
