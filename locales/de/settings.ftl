# Einstellungen: was der Betreiber liest, wenn eine fehlt oder nicht stimmt. Eine Nachricht je Einstellung, mit Beispiel.

settings-wrong =
    { $count ->
        [one] Eine Einstellung stimmt noch nicht. Danach bitte noch einmal starten:
       *[other] { $count } Einstellungen stimmen noch nicht. Danach bitte noch einmal starten:
    }
settings-not-ready =
    Für echte Nachrichten fehlen noch Angaben, die in jeder Nachricht stehen:

settings-fault-unknown = Diese Einstellung gibt es nicht. Bitte löschen.
settings-fault-unknown-near = Diese Einstellung gibt es nicht. Ist { $right } gemeint?
settings-fault-unreadable = Die Datei { $path } ist nicht lesbar. Bitte Pfad und Rechte prüfen.
settings-fault-toml = Die Datei ist kein gültiges TOML ({ $reason }). Eine Zeile sieht so aus: list_name = "Netzwerk der Vereine"
settings-fault-twice = Steht auch in { $other }. Bitte nur eine der beiden Angaben behalten.
settings-fault-alone = Gilt nur zusammen mit { $other }. Bitte beide angeben oder keine.
settings-fault-no-password = Fehlt. { $other } nennt einen Benutzer, also braucht der Server auch sein Passwort (oder eine Datei damit: …_PASSWORD_FILE).
settings-fault-password-in-url = Das Passwort gehört nicht in die Adresse. Bitte dort löschen und in { $right } eintragen.

settings-data-dir = Ein Ordner, in den geschrieben werden darf, zum Beispiel /var/lib/netzbote.
settings-database-url = Eine Datenbank, zum Beispiel postgresql://netzbote@localhost/netzbote oder sqlite:////var/lib/netzbote/netzbote.sqlite.
settings-telegram-token = Das Token des Bots, wie BotFather es schreibt: eine Zahl, ein Doppelpunkt, lange Zeichenfolge.
settings-telegram-api = Eine Web-Adresse. Ohne Angabe gilt https://api.telegram.org.
settings-channel = Der öffentliche Kanal, zum Beispiel @netzwerk_vereine oder -1001234567890.
settings-smtp-url = Der Server für ausgehende Mail, zum Beispiel smtp://benutzer@mail.example.org:587?tls=starttls (oder smtps://… mit Port 465; tls=none nur im eigenen Haus).
settings-smtp-password = Das Passwort für ausgehende Mail, als Text.
settings-imap-url = Das eigene Postfach, zum Beispiel imaps://benutzer@mail.example.org:993/INBOX (oder imap://…?tls=starttls).
settings-imap-password = Das Passwort des Postfachs, als Text.
settings-authserv-id = Der Name, den Ihr Mailserver in „Authentication-Results“ schreibt, zum Beispiel mx.example.org.
settings-plus-addresses = true oder false: Kommt Post an name+zusatz@… in diesem Postfach an?
settings-mail-limit = Was Ihr Mail-Anbieter erlaubt, zum Beispiel 100/h oder 20/min, oder beides: 20/min, 100/h. Leer heißt: keine Grenze.
settings-mail-connections = Eine ganze Zahl von 1 bis 50: so viele Verbindungen zugleich darf es zum Mail-Server geben.
settings-mails-per-connection = Eine ganze Zahl ab 1: so viele Mails gehen über eine Verbindung, bevor eine neue beginnt.
settings-list-address = Die Mail-Adresse des Netzwerks, zum Beispiel netzwerk@example.org.
settings-list-name = Der Name des Netzwerks in einer Zeile, zum Beispiel Netzwerk der Vereine im Kreis.
settings-controller = Wer für die Daten verantwortlich ist, in einer Zeile: Amt, Straße, Ort.
settings-privacy-url = Die Web-Adresse der Datenschutz-Erklärung, zum Beispiel https://www.example.org/datenschutz.
settings-imprint-url = Die Web-Adresse des Impressums, zum Beispiel https://www.example.org/impressum.
settings-contact = Eine Person und ihr Telefon, zum Beispiel: Anna Berger, 02051 123456
settings-public-url = Die Web-Adresse, unter der Netzbote von außen erreichbar ist, zum Beispiel https://netz.example.org.
settings-listen = Rechner und Port für das Web, zum Beispiel 127.0.0.1:8080.
settings-timezone = Eine Zeitzone, zum Beispiel Europe/Berlin.
settings-language = Eine dieser Sprachen: de, en.
settings-quiet-hours = Von wann bis wann Ruhe ist, zum Beispiel 20-8 oder 20:30-7. Leer heißt: keine Ruhezeit.
settings-release-delay = Eine ganze Zahl: so viele Sekunden wartet ein Rundschreiben nach der Freigabe.
settings-end-after-outage = Eine ganze Zahl: Antwortet ein Server so viele Stunden nicht, endet das Programm mit einem Fehler, damit der Dienst es neu startet. 0 heißt: nie.
settings-approve-associations = true oder false: Braucht ein neuer Verein die Zustimmung der Koordination?
settings-topics = Schwerpunkte, durch Kommas getrennt, zum Beispiel Bildung, Sport, Kultur.
