# Die Befehle announce und invite.
sending-help = Schickt einen Text an alle, die es angeht. Netzbote läuft dabei weiter und verschickt ihn.
sending-help-subject = Der Betreff.
sending-help-text = Die Datei mit dem Text: einfacher Text, oder HTML, wenn der Name auf .html endet.
sending-help-to = Für wen, zum Beispiel: town=Hilden topic=Bildung. Mehrere mit Komma, Namen mit Leerzeichen in Anführungszeichen. Auch language=ar und everyone=no (nur Vereine).
sending-help-public = Auch in den öffentlichen Kanal (NETZBOTE_CHANNEL).
sending-help-dry-run = Nur zählen, nichts verschicken.
sending-help-yes = Nicht nachfragen.
sending-help-again = Auch dann, wenn derselbe Text vor Kurzem an dieselben ging.
sending-headings = Ort, Vereine, Personen, Chat, Mail
sending-meant = „{ $subject }“ für: { $audience }
sending-sure = { $number ->
        [one] Eine Nachricht verschicken?
       *[other] { $number } Nachrichten verschicken?
    }
sending-sent-before = „{ $subject }“ ging vor Kurzem schon an dieselben. Noch einmal verschicken?
refusal-sent-before = „{ $subject }“ ging vor Kurzem schon an dieselben. Es wurde nichts verschickt. Ist das so gewollt, dann mit --again.
sending-releasing = Die Nachrichten werden eingereiht …
sending-tried = Das war nur gezählt. Es wurde nichts verschickt.
sending-released = { $number ->
        [one] Eine Nachricht ist
       *[other] { $number } Nachrichten sind
    } eingereiht. Die erste geht hinaus: { $when }.
sending-not-running = Netzbote läuft gerade nicht. Bis zum Start wartet alles.

sending-invite-help = Fragt alle im Verzeichnis, die noch nie gefragt wurden, ob sie Nachrichten bekommen möchten.
sending-invite-working = Die Einladungen werden geschrieben …
sending-invite-would = { $number ->
        [one] Eine Einladung würde hinausgehen. Es wurde nichts verschickt.
       *[other] { $number } Einladungen würden hinausgehen. Es wurde nichts verschickt.
    }
sending-invite-did = { $number ->
        [one] Eine Einladung ist eingereiht.
       *[other] { $number } Einladungen sind eingereiht.
    }

refusal-not-a-text = { $path } ist kein Text, oder zu groß. Bitte eine Textdatei oder eine HTML-Datei angeben.
refusal-no-channel = Es gibt keinen öffentlichen Kanal. Bitte NETZBOTE_CHANNEL setzen, oder ohne --public.
refusal-no-mail = E-Mail ist nicht eingerichtet: Bitte NETZBOTE_SMTP_URL setzen, oder „netzbote setup“ aufrufen.
