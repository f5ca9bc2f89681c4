# Der Befehl status: wie es steht, für den Betreiber.
status-help = Sagt, wie es steht. Ergebnis 0: alles gut. Ergebnis 1: etwas fehlt oder geht nicht.
status-help-json = Als JSON, für Programme.

status-program = Programm
status-running = Netzbote { $version } läuft (Prozess { $process }), seit { $when }.
status-stopped = Netzbote { $version } läuft nicht.
status-telegram = Telegram
status-imap = Posteingang (IMAP)
status-smtp = Postausgang (SMTP)
status-clock = Uhr
status-absent = nicht eingerichtet
status-good = letzte gute Antwort { $ago }
status-never = noch keine Antwort
status-nothing-sent = noch nichts verschickt
status-trouble = { $reason }; { $good }
status-halted = { $good }; wartet bis { $when }
status-inbox = Eingang
status-inbox-rows = { $waiting } warten, { $aside } beiseite gelegt
status-outbox = Ausgang
status-outbox-rows = { $channel ->
        [telegram] Chat
       *[mail] Mail
    }: { $rows }
status-outbox-empty = leer
status-outbox-row = { $state ->
        [queued] { $number } warten
        [retry] { $number } warten auf einen neuen Versuch
        [claimed] { $number } unterwegs
        [sent] { $number } verschickt
        [failed] { $number } gescheitert
        [skipped] { $number } ausgelassen
       *[uncertain] { $number } ungewiss
    }
status-resting = { $number ->
        [one] 1 Adresse ruht eine Weile
       *[other] { $number } Adressen ruhen eine Weile
    }
status-register = Verzeichnis
status-register-figures = { $associations } Vereine, davon { $reached } erreichbar ({ $share } %); { $people } Personen, davon { $staff } Koordination
status-invitations = Einladungen
status-announcements = Rundschreiben
status-announcement = „{ $subject }“: { $sent } von { $total } verschickt, { $waiting } warten
status-announcement-later = „{ $subject }“: { $total } warten bis { $when }
status-announcements-none = keines unterwegs
status-requests = Offene Anfragen
status-database = Datenbank
status-database-kind = { $kind ->
        [sqlite] SQLite
       *[postgresql] PostgreSQL
    }, Stand { $revision }
status-disk = Freier Platz
status-disk-free = { $gigabytes } GB
status-all-well = Alles gut.

status-wrong = { $count ->
        [one] Das stimmt nicht:
       *[other] { $count } Dinge stimmen nicht:
    }
status-wrong-no-database = Es gibt noch keine Datenbank. Sie entsteht beim ersten Start oder Import.
status-wrong-version = Die Datenbank gehört zu einer anderen Version. „netzbote run“ und „netzbote db upgrade“ bringen eine ältere auf den neuesten Stand.
status-wrong-no-door = Weder Telegram noch E-Mail ist eingerichtet. „netzbote setup“ fragt danach.
status-wrong-settings = Für echte Nachrichten fehlen noch Angaben: { $names }
status-wrong-not-running = Netzbote läuft nicht. Start: netzbote run
status-wrong-telegram = Telegram: { $because }. Was kommt und geht, wartet so lange.
status-wrong-imap = Posteingang: { $because }. „netzbote doctor“ sagt mehr.
status-wrong-smtp = Postausgang: { $because }. Was hinaus soll, wartet. „netzbote doctor“ sagt mehr.
status-wrong-clock = Das Programm antwortet nicht mehr. Bitte neu starten.
status-wrong-stuck = { $number ->
        [one] 1 Nachricht wartet
       *[other] { $number } Nachrichten warten
    } seit mehr als 10 Minuten im Eingang. Das Protokoll sagt, warum.
status-wrong-disk = Auf der Platte ist kaum noch Platz.
status-because-silent = keine Antwort
status-because-unreachable = nicht erreichbar
status-because-busy = antwortet mit „später“
status-because-tls = die Verschlüsselung klappt nicht
status-because-login = Benutzer oder Passwort stimmen nicht
status-because-folder = den Ordner gibt es nicht
status-because-lost = die Verbindung ist abgebrochen
status-because-storage = die Datenbank antwortet nicht
status-because-account = der Server nimmt unser Konto nicht an
status-others = { $number ->
        [one] Ein weiterer Prozess sendet
       *[other] { $number } weitere Prozesse senden
    } mit.
