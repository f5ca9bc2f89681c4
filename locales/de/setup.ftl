# Der Befehl setup: Fragen an den Betreiber, und was danach zu tun ist.
setup-help = Richtet Netzbote ein: fragt nach allem, probiert es aus, und schreibt es auf. Was schon eingerichtet ist, wird angeboten.
setup-help-list-name = Der Name des Netzwerks.
setup-help-list-address = Die Mail-Adresse des Netzwerks.
setup-help-controller = Wer für die Daten verantwortlich ist: Amt, Straße, Ort.
setup-help-contact = Eine Person und ihr Telefon, durch ein Komma getrennt.
setup-help-privacy = Die Web-Adresse der Datenschutz-Erklärung.
setup-help-imprint = Die Web-Adresse des Impressums.
setup-help-smtp = Der Server für ausgehende Mail: sein Name, oder eine Adresse wie smtps://benutzer@mail.example.org:465. Das Passwort steht in NETZBOTE_SMTP_PASSWORD oder NETZBOTE_SMTP_PASSWORD_FILE.
setup-help-imap = Das Postfach: der Name des Servers, oder eine Adresse wie imaps://benutzer@mail.example.org:993/INBOX. Das Passwort steht in NETZBOTE_IMAP_PASSWORD oder NETZBOTE_IMAP_PASSWORD_FILE.
setup-help-admin = Die Mail-Adresse der ersten Person mit allen Rechten.
setup-help-use-mailbox-as-it-is = Das Postfach verwenden, obwohl darin gelesene Mails liegen. Netzbote rührt nur an, was ab jetzt kommt.
setup-help-yes = Nichts fragen: Angaben kommen aus den Optionen, den Umgebungsvariablen und der netzbote.toml.

setup-welcome =
    Netzbote wird eingerichtet. Jede Angabe wird gleich ausprobiert, geschrieben wird erst am Ende.
    In eckigen Klammern steht, was Enter nimmt. Strg-C bricht ab.
setup-ask-list-name = Wie heißt das Netzwerk?
setup-ask-list-address = Welche Mail-Adresse hat das Netzwerk?
setup-ask-controller = Wer ist für die Daten verantwortlich (Amt, Straße, Ort)?
setup-ask-contact = An wen können sich Menschen wenden (Name, Telefon)?
setup-ask-privacy-url = Wo steht die Datenschutz-Erklärung (https://…)?
setup-ask-imprint-url = Wo steht das Impressum (https://…)?
setup-ask-smtp-url = Welcher Server verschickt die Mail (Name; Enter ohne Angabe: keiner)?
setup-ask-smtp-password = Passwort für den Postausgang
setup-ask-imap-url = Auf welchem Server liegt das Postfach (Name; Enter ohne Angabe: keins)?
setup-ask-imap-password = Passwort für das Postfach
setup-ask-user = Benutzer dort
setup-ask-telegram-token = Token des Telegram-Bots, von @BotFather
setup-ask-admin = Mail-Adresse der ersten Person mit allen Rechten (Enter: später)

setup-trying = Wird ausprobiert …
setup-waiting-for-letter = Eine Mail an uns selbst ist unterwegs. Das dauert bis zu einer Minute …
setup-go-on = Trotzdem weitermachen?
setup-end-webhook = Die Nachrichten des Bots gehen bisher an eine Web-Adresse (Webhook). Soll Netzbote sie bekommen?
setup-mailbox-read = { $number ->
        [one] Eine Mail im Postfach ist schon gelesen.
       *[other] { $number } Mails im Postfach sind schon gelesen.
    } Netzbote braucht ein Postfach für sich; es rührt nur an, was ab jetzt kommt. Dieses trotzdem verwenden?
refusal-mailbox-in-use =
    { $number ->
        [one] Eine Mail im Postfach ist schon gelesen.
       *[other] { $number } Mails im Postfach sind schon gelesen.
    } Netzbote braucht ein Postfach für sich. Es wurde nichts geschrieben.
    Ist das so gewollt, dann mit --use-mailbox-as-it-is. Netzbote rührt nur an, was ab jetzt kommt.
refusal-nothing-set-up = Weder Telegram noch E-Mail ist eingerichtet, also gibt es nichts zu tun. Es wurde nichts geschrieben.
refusal-answers-missing = Diese Angaben fehlen noch: { $names }. Es wurde nichts geschrieben.

setup-written = Alles ist aufgeschrieben: { $path }. Passwörter und Token liegen daneben in eigenen Dateien, die nur dieser Benutzer lesen kann.
setup-overruled = Achtung: Diese Umgebungsvariablen sagen etwas anderes und gehen vor: { $names }
setup-restart = Netzbote läuft noch mit den alten Angaben. Bitte neu starten.
setup-install =
    Damit Netzbote von selbst startet und jeden Tag eine Sicherung macht (als root):
      cp { $folder }/netzbote* /etc/systemd/system/
      systemctl daemon-reload
      systemctl enable --now netzbote.service netzbote-backup.timer
setup-next =
    Zum Ausprobieren ohne das: netzbote run
    Danach: netzbote import LISTE, und netzbote doctor prüft noch einmal alles.
