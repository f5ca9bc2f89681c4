# Joining and leaving by mail.
subscription-confirm =
    Guten Tag!

    Jemand möchte mit dieser Adresse Nachrichten von „{ $list }“ bekommen: Termine, Schulungen, Fördergeld. Das sind etwa 2 Nachrichten im Monat.

    Waren Sie das? Dann antworten Sie bitte mit „ja“.
    Waren Sie das nicht? Dann müssen Sie nichts tun.

    Wir speichern Ihre Adresse und Ihren Namen. Nur { $controller } sieht das. Mehr dazu: { $privacy }
    Fragen? { $contact }.
    .subject = Bitte bestätigen: Nachrichten von { $list }
subscription-welcome =
    Willkommen!

    Sie bekommen ab jetzt Nachrichten von „{ $list }“.
    Sie möchten aufhören? Antworten Sie jederzeit mit „abmelden“.
    Fragen? { $contact }.
    .subject = Sie sind dabei: { $list }
subscription-declined =
    In Ordnung. Wir schreiben Ihnen nicht.
    .subject = Sie bekommen keine Nachrichten von { $list }
subscription-goodbye =
    Sie sind abgemeldet.

    Wir schicken Ihnen keine Nachrichten von „{ $list }“ mehr, weder per E-Mail noch im Chat.
    Sie möchten zurück? Antworten Sie mit „zurück“.
    Fragen? { $contact }.
    .subject = Sie sind abgemeldet: { $list }
subscription-leave-first =
    Guten Tag!

    Jemand möchte diese Adresse bei „{ $list }“ abmelden.
    Waren Sie das? Dann antworten Sie bitte mit „ja“.
    Waren Sie das nicht? Dann müssen Sie nichts tun.
    .subject = Abmelden von { $list }?
subscription-stays =
    In Ordnung. Es bleibt alles, wie es ist.
    .subject = Alles bleibt, wie es ist
subscription-anothers =
    Guten Tag!

    Diese E-Mail-Adresse hat uns noch niemand bestätigt. Deshalb schicken wir dorthin keine Auskunft.

    Bitte rufen Sie an: { $contact }.
    .subject = Ihre Frage
subscription-status =
    Sie bekommen Nachrichten von „{ $list }“ an { $address }.

    Ihr Verein: { $associations }
    Ihre Themen: { $topics }
    Fragen? { $contact }.
    .subject = Ihre Anmeldung bei { $list }
subscription-status-off =
    An { $address } schicken wir im Moment keine Nachrichten von „{ $list }“.

    Sie möchten Nachrichten bekommen? Antworten Sie mit „anmelden“.
    Fragen? { $contact }.
    .subject = Ihre Anmeldung bei { $list }
button-come-back = Zurück, wieder dabei
button-yes = Ja
button-no = Nein
topics-all = alle
