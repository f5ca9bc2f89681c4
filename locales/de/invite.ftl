# Inviting people to the list, and what they answer.
invite-letter =
    { $greeting }

    <b>Dürfen wir { $association } Nachrichten schicken?</b>

    Hier schreibt „{ $list }“: Termine, Schulungen, Fördergeld. Etwa 2 Nachrichten im Monat. Ihre Adresse steht in der Liste der Vereine.

    Ist das für Sie in Ordnung? Antworten Sie mit „ja“ oder „nein“.
    { $ways }

    Sie kennen uns nicht? Rufen Sie gerne an: { $contact }.
    Wir speichern Namen, Verein und Adresse. Nur { $controller } sieht das.
    .subject = { $town }: Nachrichten für { $association }, Frage von { $person }
invite-letter-second =
    { $greeting }

    <b>Noch einmal: Dürfen wir { $association } Nachrichten schicken?</b>

    Vor einigen Tagen haben wir Ihnen geschrieben. „{ $list }“ informiert über Termine, Schulungen und Fördergeld. Ohne Ihr Ja schreiben wir Ihnen nicht mehr.

    Ist das für Sie in Ordnung? Antworten Sie mit „ja“ oder „nein“.
    { $ways }

    Sie kennen uns nicht? Rufen Sie gerne an: { $contact }.
    Wir speichern Namen, Verein und Adresse. Nur { $controller } sieht das.
    .subject = { $town }: Noch eine Frage an { $association }, von { $person }
invite-letter-anew =
    { $greeting }

    <b>Danke für Ihre Antwort!</b>

    Unsere Frage war schon alt. Deshalb fragen wir noch einmal: Dürfen wir { $association } Nachrichten schicken? „{ $list }“ informiert über Termine, Schulungen und Fördergeld.

    Antworten Sie bitte mit „ja“ oder „nein“.
    { $ways }

    Fragen? { $contact }.
    Wir speichern Namen, Verein und Adresse. Nur { $controller } sieht das.
    .subject = { $town }: Bitte noch einmal „ja“ für { $association }, von { $person }
invite-your-association = Ihren Verein
invite-way-chat = Lieber im Chat? <a href="{ $link }">{ $link }</a> Ihr Code dafür: { $code }
invite-chat = Lieber Chat
invite-by-mail = Doch per E-Mail
invite-by-chat =
    Gerne im Chat. So geht es:

    Öffnen Sie { $link } und drücken Sie auf „Start“. Kommt keine Frage nach Ihrem Namen? Dann schreiben Sie im Chat diesen Code: { $shown }

    Fragen? { $contact }.
    .subject = So geht es im Chat
invite-welcome =
    <b>Danke! Sie sind dabei.</b>

    Sie bekommen ab jetzt die Nachrichten von „{ $list }“, zu allen Themen. Sie möchten aufhören? Antworten Sie jederzeit mit „abmelden“.

    Fragen? { $contact }.
    .subject = Sie sind dabei: { $list }
invite-topics = Themen wählen
invite-settings = Empfang einstellen
invite-known =
    Sie sind schon dabei und bekommen die Nachrichten von „{ $list }“. Fragen? { $contact }.
    .subject = Sie sind schon dabei: { $list }
invite-declined =
    In Ordnung. „{ $list }“ schreibt Ihnen nicht.

    Sie möchten später doch? Rufen Sie an: { $contact }.
    .subject = Wir schreiben Ihnen nicht

invite-standing = { $invited } eingeladen, { $confirmed } bestätigt, { $call } anrufen
inviting-ask-towns =
    <b>Einladen</b>
    Stand: { $standing }

    Diese Auswahl bekommt { $count ->
        [one] einen Brief
       *[other] { $count } Briefe
    }. Wer schon eingeladen ist, zugesagt oder abgesagt hat, bekommt keinen.

    Aus welchen Orten? Ohne Haken gilt: alle.
    .subject = Einladen: Aus welchen Orten?
inviting-ask-sure =
    <b>{ $count ->
        [one] Ein Brief geht
       *[other] { $count } Briefe gehen
    } hinaus.</b> So sieht er aus:

    { $letter }

    Soll er hinaus?
    .subject = Einladen: { $count } Briefe
invite-now = Jetzt einladen
inviting-done =
    { $number ->
        [one] Ein Brief ist
       *[other] { $number } Briefe sind
    } unterwegs. Stand: { $standing }.

    Wer nicht antwortet, bekommt nach 10 Tagen einen zweiten Brief. Danach steht die Person auf der Anrufliste.
    .subject = { $number } Einladungen sind unterwegs
invite-calls =
    <b>Bitte anrufen: { $count }</b>
    Diese Menschen haben nicht geantwortet, oder sie haben keine E-Mail.

    { $lines }

    Die ganze Liste steht in der Datei. Hat jemand zugesagt? Dann tragen Sie das ein.
    .subject = Anrufliste: { $count }
invite-nobody-to-call =
    Im Moment müssen Sie niemanden anrufen.
    .subject = Anrufliste: niemand
invite-file-name = Anrufliste
invite-headings = Verein, Ort, Name, Telefon

command-invite = einladen, einladen:, Einladung, Einladungen
command-description-invite = Vereine einladen
command-calls = Anrufliste, Anrufe, Wen anrufen
command-description-calls = Wen muss ich anrufen?
refusal-nobody-to-invite = Da ist niemand mehr einzuladen. Alle sind schon eingeladen, haben geantwortet oder haben keine E-Mail.
