# Der Befehl doctor: was gut ist, was nicht, und was zu tun ist. Ein Satz je Befund.
doctor-help = Prüft alles, was Netzbote braucht, und sagt, was zu tun ist. Ergebnis 1: etwas geht so nicht.
doctor-help-send = Schreibt auch eine Mail an die eigene Adresse und wartet, bis sie ankommt.
doctor-working = Alles wird geprüft …
doctor-ok = gut
doctor-warning = Achtung
doctor-wrong = falsch

doctor-settings-file = Die Einstellungen stehen in { $path } (Umgebungsvariablen gehen vor).
doctor-settings-environment = Die Einstellungen kommen aus Umgebungsvariablen; eine netzbote.toml gibt es hier nicht.
doctor-settings-missing = Für echte Nachrichten fehlen noch Angaben: { $names }. „netzbote setup“ fragt danach.
doctor-settings-no-door = Weder Telegram noch E-Mail ist eingerichtet. „netzbote setup“ fragt danach.

doctor-secrets-closed = { $path } kann niemand sonst lesen.
doctor-secrets-open = { $path } enthält ein Passwort oder Token, und andere können die Datei lesen. Bitte: chmod 600 { $path }

doctor-folder-closed = Der Ordner { $path } gehört nur dem Programm.
doctor-folder-open = Den Ordner { $path } können auch andere lesen. Darin stehen Daten von Menschen. Bitte: chmod 700 { $path }
doctor-folder-missing = Der Ordner { $path } entsteht beim ersten Start.
doctor-folder-read-only = In den Ordner { $path } darf dieser Benutzer nicht schreiben. Bitte den Besitzer ändern: chown

doctor-space-enough = Auf der Platte sind { $gigabytes } GB frei.
doctor-space-little = Auf der Platte sind nur noch { $gigabytes } GB frei. Bitte Platz schaffen.
doctor-space-none = Auf der Platte sind nur noch { $gigabytes } GB frei. Bald kann nichts mehr gespeichert werden. Bitte sofort Platz schaffen.

doctor-database-missing = Eine Datenbank gibt es noch nicht. Sie entsteht beim ersten Start oder Import.
doctor-database-sound = Die Datenbank ({ $kind }) ist heil, auf dem neuesten Stand und beschreibbar.
doctor-database-fails = Die Datenbank antwortet nicht: { $reason }. Bitte NETZBOTE_DATABASE_URL prüfen. Läuft der Server?
doctor-database-broken = Die Datenbank ist beschädigt. Bitte Netzbote anhalten und die letzte gute Sicherung zurückholen: netzbote db restore DATEI
doctor-database-newer = Die Datenbank ist von einer neueren Version von Netzbote. Bitte die neuere Version verwenden.
doctor-database-older = Die Datenbank ist von einer älteren Version. „netzbote run“ bringt sie auf den neuesten Stand, nach einer Sicherung.
doctor-database-read-only = In die Datenbank lässt sich nicht schreiben: { $reason }. Bitte Rechte und Platz prüfen.
doctor-database-admins = { $number ->
        [one] Eine Person hat alle Rechte.
       *[other] { $number } Personen haben alle Rechte.
    }
doctor-database-no-admin = Noch niemand hat alle Rechte, also entscheidet niemand über Anfragen. So geht es: netzbote staff add ADRESSE --role admin

doctor-telegram-absent = Telegram ist nicht eingerichtet. Alles geht auch ohne, per Mail.
doctor-telegram-known = Telegram kennt den Bot: @{ $name }
doctor-telegram-token = Telegram kennt das Token nicht. @BotFather zeigt es mit /mybots. Bitte NETZBOTE_TELEGRAM_TOKEN prüfen.
doctor-telegram-unreachable = { $host } antwortet nicht. Darf dieser Rechner ins Internet? Netzbote versucht es weiter.
doctor-telegram-privacy = In Gruppen sieht der Bot jede Nachricht. Das braucht er nicht. Bitte bei @BotFather: /setprivacy, dann Enable.
doctor-telegram-webhook = Die Nachrichten des Bots gehen an eine Web-Adresse (Webhook) statt an Netzbote. „netzbote setup“ löst das, oder ein Aufruf von deleteWebhook.
doctor-telegram-alone = Niemand sonst liest die Nachrichten des Bots.
doctor-telegram-waiting = Bei Telegram warten Nachrichten auf Netzbote. Ob sie noch jemand liest, zeigt sich erst ohne sie.
doctor-telegram-second = Ein anderes Programm liest die Nachrichten dieses Bots. Bitte dort beenden, oder bei @BotFather ein neues Token holen.
doctor-telegram-channel = In den Kanal { $channel } darf der Bot schreiben.
doctor-telegram-no-channel = In den Kanal { $channel } darf der Bot nicht schreiben. Bitte dort als Administrator eintragen, mit dem Recht zu schreiben.

doctor-clock-right = Die Uhr geht richtig.
doctor-clock-off = Die Uhr geht { $seconds } Sekunden falsch. Bitte die Zeit stellen lassen: timedatectl set-ntp true

doctor-smtp-absent = Der Postausgang ist nicht eingerichtet. Alles geht auch ohne, im Chat.
doctor-smtp-works = Der Postausgang { $host } nimmt uns an (Port { $port }; { $features }).
doctor-smtp-unreachable = Der Postausgang { $host } antwortet nicht auf Port { $port }. Stimmt der Name? Lässt die Firewall den Port hinaus?
doctor-smtp-tls = Mit { $host }, Port { $port }, klappt die Verschlüsselung nicht. Üblich sind smtps://…:465 und smtp://…:587?tls=starttls.
doctor-smtp-login = Der Postausgang { $host } (Port { $port }) nimmt Benutzer oder Passwort nicht an: { $said }. Manche Anbieter wollen ein eigenes Passwort für Programme, oder dass man Mailprogramme erst erlaubt.
doctor-smtp-sender = Der Postausgang { $host } (Port { $port }) nimmt { $address } nicht als Absender an: { $said }. Die Adresse muss zum Konto gehören.
doctor-smtp-lost = Der Postausgang { $host } (Port { $port }) hat die Verbindung abgebrochen. Bitte später noch einmal.
doctor-smtp-open = Mails und Passwort gehen unverschlüsselt zu { $host } (Port { $port }). Bitte NETZBOTE_SMTP_URL mit smtps:// oder tls=starttls schreiben.
doctor-smtp-no-plus = Der Postausgang nimmt Absender mit Zusatz (name+zusatz@…) nicht an. Bitte NETZBOTE_PLUS_ADDRESSES auf false setzen; dann geht es über den Betreff.
doctor-smtp-other-domain = Das Konto { $user } und die Adresse { $address } haben verschiedene Domains. Manche Empfänger halten das für Betrug. Bitte SPF und DKIM der Domain prüfen lassen.
doctor-smtp-name = Dieser Rechner heißt { $name }, vorwärts und rückwärts.
doctor-smtp-no-name = Dieser Rechner heißt { $name }, und seine Adresse führt nicht dorthin zurück. GMX und t-online nehmen von solchen Rechnern nichts an. Bitte einen vollen Namen und den Reverse-Eintrag setzen, oder über einen Anbieter senden.

doctor-imap-absent = Der Posteingang ist nicht eingerichtet.
doctor-imap-works = Der Posteingang { $host } (Port { $port }) lässt uns an { $folder }. Ungelesen: { $unread }.
doctor-imap-unreachable = Der Posteingang { $host } antwortet nicht auf Port { $port }. Stimmt der Name? Lässt die Firewall den Port hinaus?
doctor-imap-tls = Mit { $host }, Port { $port }, klappt die Verschlüsselung nicht. Üblich sind imaps://…:993 und imap://…:143?tls=starttls.
doctor-imap-login = Der Posteingang { $host } (Port { $port }) nimmt Benutzer oder Passwort nicht an. Manche Anbieter wollen ein eigenes Passwort für Programme, oder dass man IMAP erst erlaubt.
doctor-imap-folder = Den Ordner { $folder } gibt es bei { $host } (Port { $port }) nicht. Üblich ist INBOX.
doctor-imap-lost = Der Posteingang { $host } (Port { $port }) hat die Verbindung abgebrochen. Bitte später noch einmal.
doctor-imap-read = { $number ->
        [one] Eine Mail im Postfach ist schon gelesen.
       *[other] { $number } Mails im Postfach sind schon gelesen.
    } Liest dort noch jemand? Netzbote braucht ein Postfach für sich.
doctor-imap-no-idle = Der Posteingang meldet neue Mails nicht von selbst (IDLE). Netzbote sieht jede Minute nach.
doctor-imap-no-move = Der Posteingang kann Mails nicht verschieben (MOVE, UIDPLUS). Erledigte bleiben liegen, als gelöscht markiert.
doctor-imap-open = Mails und Passwort kommen unverschlüsselt von { $host } (Port { $port }). Bitte NETZBOTE_IMAP_URL mit imaps:// oder tls=starttls schreiben.

doctor-letter = Das ist eine Probe von „{ $list }“. Niemand muss antworten.
    .subject = Probe: Kommt diese Mail an?
doctor-letter-impossible = Für eine Mail an uns selbst braucht es Postausgang, Posteingang und NETZBOTE_LIST_ADDRESS.
doctor-letter-not-taken = Der Postausgang hat die Probe nicht angenommen: { $said }
doctor-letter-no-mailbox = Der Posteingang war nicht erreichbar, also ließ sich nicht sehen, ob die Probe ankam.
doctor-letter-came-back = Die Probe an { $address } ist angekommen.
doctor-letter-lost = Die Probe an { $address } ist nach { $seconds } Sekunden nicht angekommen. Gehört das Postfach zu dieser Adresse? Liegt sie im Spam?
doctor-letter-plus = Auch die Probe an { $address } ist angekommen.
doctor-letter-no-plus = Die Probe an { $address } ist nicht angekommen. Bitte NETZBOTE_PLUS_ADDRESSES auf false setzen.
