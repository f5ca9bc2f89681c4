# The office's own part: the overview, and who has which role.
staff-menu =
    <b>{ $list }: Überblick</b>

    { $standing }.
    Erreichbar: { $reached } von { $associations } Vereinen ({ $share } %).
    Offene Anfragen: { $open }.
    { $paused }

    Was möchten Sie tun?
    .subject = Überblick: { $list }
staff-announce = Vereine anschreiben
staff-planned = Geplantes zeigen
staff-declarations = Erklärungen zeigen
staff-figures = Zahlen zeigen
staff-requests = Anfragen ansehen
staff-report = Berichte ansehen
staff-invite = Vereine einladen
staff-calls = Anrufliste zeigen
staff-door = Wo erreichen?
staff-roles = Rollen verwalten

staff-role-admin = alle Rechte
staff-role-editor = darf anschreiben
staff-role-viewer = darf ansehen
staff-list =
    <b>Koordination</b>
    { $lines }

    Was möchten Sie ändern?
    .subject = Wer gehört zur Koordination?
staff-give = Rolle vergeben
staff-take = { $name } beenden
staff-take-sure =
    { $name } soll nicht mehr zur Koordination gehören?

    Es gilt sofort. Auch alles, was noch offen war, endet.
    .subject = { $name } beenden?
staff-take-now = Ja, jetzt beenden
staff-taken =
    { $name } gehört nicht mehr zur Koordination.
    .subject = Beendet: { $name }
staff-ended =
    Ihre Aufgabe in der Koordination von „{ $list }“ ist beendet. Fragen? { $contact }.
    .subject = Ihre Aufgabe ist beendet: { $list }

offering-ask-address =
    Für welche E-Mail-Adresse ist die Rolle?
    .subject = Rolle vergeben
offering-ask-role =
    Welche Rolle?
    .subject = Welche Rolle?
offering-label-address = Adresse
offering-label-role = Rolle
offering-summary =
    { $answers }

    Soll ich die Rolle anbieten?
    .subject = Rolle anbieten?
offering-finish = Rolle anbieten
staff-offered =
    Ich habe an { $address } geschrieben ({ $role }). Die Rolle gilt, sobald von dort ein Ja kommt. Das geht 3 Tage lang.
    .subject = Rolle angeboten: { $address }
staff-offer =
    <b>Möchten Sie bei „{ $list }“ mitarbeiten?</b>

    Die Koordination bietet Ihnen eine Rolle an: { $role }.

    Sind Sie einverstanden? Antworten Sie mit „ja“ oder „nein“. Das geht 3 Tage lang. Fragen? { $contact }.
    .subject = Mitarbeit bei { $list }?
staff-accepted =
    Willkommen in der Koordination von „{ $list }“: { $role }.

    So geht es: Schreiben Sie eine E-Mail mit dem Betreff „Überblick“. Ein Rundschreiben schicken Sie an { $address }.
    .subject = Willkommen in der Koordination
staff-joined =
    { $name } gehört jetzt zur Koordination.
    .subject = Neu in der Koordination: { $name }
staff-refused =
    In Ordnung. Es bleibt alles, wie es ist. Fragen? { $contact }.
    .subject = Es bleibt alles, wie es ist

staff-group-named =
    Diese Gruppe ist jetzt die Gruppe der Koordination von „{ $list }“.

    Wer Anfragen hier sehen möchte, schreibt mir im eigenen Chat /door und wählt „In der Gruppe“. Antworten Sie hier auf meine Nachrichten, dann kommen sie an.
staff-group-how =
    So bekommt die Koordination eine Gruppe: Laden Sie mich in Ihre Telegram-Gruppe ein. Schreiben Sie dort /staffgroup.

    Danach kann jede Person Anfragen in der Gruppe bekommen.
    .subject = Eine Gruppe für die Koordination
staff-group-end = Ohne Gruppe weiter
staff-group-ended =
    Es gibt keine Gruppe mehr. Anfragen kommen wieder per E-Mail oder im eigenen Chat an.
    .subject = Keine Gruppe mehr

command-standing = Überblick, Koordination, Büro, Erreichbarkeit
command-description-standing = Überblick für die Koordination
command-staff = Rollen, Rechte
command-description-staff = Wer gehört zur Koordination?
command-staffgroup = Gruppe, Gruppe der Koordination
command-description-staffgroup = Diese Gruppe für Anfragen
