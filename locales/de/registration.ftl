# Registering an association, or joining one that is known.
registration-ask-name =
    <b>Verein eintragen</b>

    Wie heißt Ihr Verein?
registration-ask-association =
    Diese Vereine kennen wir schon.

    Ist Ihr Verein dabei?
registration-none-of-these = Nein, ein anderer
registration-ask-town =
    In welcher Stadt ist Ihr Verein?
registration-ask-topics =
    Was macht Ihr Verein?

    Drücken Sie alles, was passt. Dann „Weiter“.
registration-ask-person =
    Wie heißen Sie?
registration-ask-role =
    Was ist Ihre Aufgabe im Verein?
registration-ask-mail =
    Wie ist Ihre E-Mail-Adresse?

    Sie haben keine? Drücken Sie „Überspringen“.
registration-ask-phone =
    Wie ist Ihre Telefonnummer?

    Sie möchten das nicht sagen? Drücken Sie „Überspringen“.
registration-label-name = Name des Vereins
registration-label-association = Im Verzeichnis
registration-label-town = Stadt
registration-label-topics = Schwerpunkte
registration-label-person = Ihr Name
registration-label-role = Ihre Aufgabe
registration-label-mail = E-Mail
registration-label-phone = Telefon
registration-summary =
    <b>Stimmt alles?</b>

    { $answers }
registration-finish = Ja, abschicken
registration-entered =
    <b>Danke!</b> „{ $name }“ ist eingetragen.

    Fragen? { $contact }.
registration-waits-for-staff =
    <b>Danke!</b> Ihre Angaben zu „{ $name }“ sind angekommen.

    Das Büro schaut sie an. Sie bekommen hier eine Antwort. Sie müssen nichts tun.
    Fragen? { $contact }.
registration-waits-for-contact =
    <b>Danke!</b> Jemand aus „{ $name }“ muss noch Ja sagen.

    Wir haben gefragt. Kommt in zwei Tagen keine Antwort, hilft das Büro. Sie bekommen hier Bescheid.
    Fragen? { $contact }.
registration-known =
    Bei „{ $name }“ sind Sie schon eingetragen.

    Fragen? { $contact }.

role-chair = Vorsitz
role-deputy = Stellvertretung
role-treasurer = Kasse
role-manager = Geschäftsführung
role-member = Mitglied
