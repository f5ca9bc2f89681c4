# Der Befehl run: was der Betreiber liest.
run-help = Startet Netzbote, bis Strg-C oder SIGTERM kommt.
run-ready = Netzbote läuft für „{ $list }“. Strg-C beendet es.
run-stopped = Netzbote ist beendet. Was noch wartet, steht in der Datenbank.
refusal-not-ready =
    Für den Betrieb mit echten Menschen fehlen noch Angaben: { $names }
    „netzbote setup“ fragt danach. Zum Ausprobieren ohne alles: netzbote demo
refusal-no-door =
    Weder Telegram noch E-Mail ist eingerichtet. Bitte NETZBOTE_TELEGRAM_TOKEN oder NETZBOTE_SMTP_URL und NETZBOTE_IMAP_URL setzen.
    „netzbote setup“ fragt danach.
run-token-refused = Telegram kennt das Token nicht. Bitte NETZBOTE_TELEGRAM_TOKEN prüfen; @BotFather zeigt es mit /mybots.
run-second-instance = Ein anderer Prozess liest schon die Nachrichten dieses Bots. Bitte erst dort beenden.
refusal-cannot-listen = Unter { $place } kann Netzbote nicht antworten: { $reason }. Bitte NETZBOTE_LISTEN prüfen.
