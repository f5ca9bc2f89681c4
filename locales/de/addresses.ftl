# Proving that a mail address is one's own.
address-ask-mail =
    <b>Ihre E-Mail-Adresse</b>

    Wie ist Ihre E-Mail-Adresse? Bitte schreiben Sie sie hier.
addresses-known = Diese Adresse haben wir schon: { $address }. Sie müssen nichts mehr tun.
addresses-sent =
    Wir haben eine E-Mail an { $address } geschickt.

    Bitte schreiben Sie den Code aus der E-Mail hier in den Chat. Oder antworten Sie auf die E-Mail mit „ja“.
    Es kam keine E-Mail? Schauen Sie bitte auch im Spam-Ordner. Sonst: { $contact }.
addresses-sent-from-mail =
    Wir haben eine E-Mail an { $address } geschickt. Bitte antworten Sie dort mit „ja“.

    Es kam keine E-Mail? { $contact }.
    .subject = Bitte bestätigen Sie Ihre neue Adresse
addresses-letter =
    Guten Tag!

    Jemand hat in Telegram diese E-Mail-Adresse für „{ $list }“ angegeben. Waren Sie das?

    Dann antworten Sie bitte mit „ja“. Oder schreiben Sie diesen Code in den Chat: <b>{ $shown }</b>
    { $link }
    Der Code gilt 30 Minuten, Ihre Antwort 3 Tage. Danach gehören der Chat und diese Adresse zu einer Person.

    Waren Sie das nicht? Dann antworten Sie mit „nein“, oder tun Sie nichts.

    Wir speichern Ihre Adresse. Nur { $controller } sieht das. <a href="{ $privacy }">Mehr zum Datenschutz</a>
    Fragen? { $contact }.
    .subject = Ist das Ihre Adresse? Code für { $list }
addresses-link = Oder öffnen Sie diese Seite: { $link }
addresses-proved =
    Danke! Die Adresse { $address } ist bestätigt.

    „{ $list }“ kann Ihnen jetzt auch per E-Mail schreiben. Fragen? { $contact }.
    .subject = Ihre Adresse ist bestätigt
addresses-declined =
    Danke. Wir verwenden diese Adresse nicht.

    Fragen? { $contact }.
    .subject = Wir verwenden diese Adresse nicht
