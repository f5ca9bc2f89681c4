# Wenn ein Server lange nicht antwortet: an die Verantwortlichen.
watch-outage =
    <b>{ $door } antwortet nicht.</b>

    Seit: { $since }
    Nichts ist verloren. Was hinaus soll, wartet. Was Menschen schreiben, holen wir später.
    Bitte geben Sie der Technik Bescheid. „netzbote doctor“ sagt, woran es liegt.
    .subject = { $door } antwortet nicht
watch-over =
    <b>{ $door } antwortet wieder.</b>

    Es war weg seit: { $since }
    Was gewartet hat, geht jetzt hinaus.
    .subject = { $door } antwortet wieder
watch-too-long = { $door } antwortet zu lange nicht. Das Programm endet, damit der Dienst es neu startet. Nichts ist verloren.
watch-telegram = Telegram
watch-telegram-send = Telegram (beim Senden)
watch-imap = Das Postfach
watch-smtp = Der Mail-Server
watch-clock = Die Uhr des Programms
watch-database = Die Datenbank
