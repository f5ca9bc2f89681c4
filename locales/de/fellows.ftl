# Inviting somebody else who speaks for one's association.
fellow-ask-mail =
    <b>Jemanden einladen</b>

    Wie ist die E-Mail-Adresse der Person?
fellows-invited =
    Wir haben an { $address } geschrieben.

    Antwortet die Person mit „ja“, spricht sie auch für Ihren Verein. Sie bekommen dann Bescheid.
fellows-letter =
    Guten Tag!

    Eine Ansprechperson aus „{ $list }“ hat uns diese Adresse genannt. Sie sollen auch für Ihren Verein sprechen.
    Wir schicken Termine, Schulungen, Fördergeld: etwa 2 Nachrichten im Monat.

    Möchten Sie das? Dann antworten Sie bitte mit „ja“.
    Möchten Sie das nicht? Dann müssen Sie nichts tun.

    Wir speichern Ihre Adresse und Ihren Namen. Nur { $controller } sieht das. <a href="{ $privacy }">Mehr zum Datenschutz</a>
    Fragen? { $contact }.
    .subject = Möchten Sie für Ihren Verein sprechen? { $list }
fellows-welcome =
    Willkommen! Sie sprechen jetzt für „{ $association }“.

    Sie bekommen ab jetzt Nachrichten von „{ $list }“. Das ist nicht Ihr Verein? Bitte rufen Sie an: { $contact }.
    .subject = Sie sind dabei: { $association }
fellows-joined =
    { $name } spricht jetzt auch für „{ $association }“.
    .subject = { $name } spricht jetzt auch für { $association }
