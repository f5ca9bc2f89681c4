# What the network knows about somebody's association.
association-which = Welchen Verein möchten Sie sehen?
association-waits =
    „{ $name }“ wartet noch auf ein Ja. Sie bekommen hier Bescheid.

    Fragen? { $contact }.
association-show =
    <b>{ $name }</b>

    { $facts }

    <b>Ansprechpersonen</b>
    { $contacts }

    Stimmt das noch?
association-change = Etwas ändern
association-invite = Jemanden einladen
association-role = Aufgabe ändern
association-leave = Nicht mehr ich
association-which-field = Was möchten Sie ändern?
association-label-name = Name
association-label-town = Stadt
association-label-street = Straße
association-label-postcode = Postleitzahl
association-label-topics = Schwerpunkte
association-label-website = Internetseite
association-label-native_name = Name im Original
association-label-origin = Herkunft
association-label-members = Mitglieder
association-label-remarks = Bemerkung
association-label-service = Zuständiger Dienst
association-topics =
    <b>Schwerpunkte von { $name }</b>

    Was macht Ihr Verein? Drücken Sie alles, was passt.
association-topics-done = Fertig
association-changed = Danke, das ist geändert.
association-leave-sure =
    <b>Sie sprechen nicht mehr für { $name }?</b>

    Der Verein bleibt eingetragen. Sie bekommen weiter unsere Nachrichten.
    Sie können vorher jemanden einladen, der es jetzt macht.

    Was sollen wir tun?
association-leave-yes = Ja, nicht mehr ich
association-stay = Alles so lassen
association-left =
    Gut. Sie sprechen nicht mehr für „{ $name }“. Danke für Ihre Arbeit!

    Fragen? { $contact }.
association-staff-left =
    <b>{ $association }: { $name } spricht nicht mehr für den Verein</b>

    { $count ->
        [0] Jetzt hat der Verein keine Ansprechperson mehr. Bitte fragen Sie dort nach.
       *[other] Weiter dabei: { $remaining }.
    }
    .subject = { $association }: { $name } spricht nicht mehr für den Verein

field-ask-name =
    Jetzt: { $known }

    Wie heißt Ihr Verein?
field-ask-town =
    Jetzt: { $known }

    In welcher Stadt ist Ihr Verein?
field-ask-street =
    Jetzt: { $known }

    In welcher Straße ist Ihr Verein? Bitte mit Hausnummer.
field-ask-postcode =
    Jetzt: { $known }

    Wie ist die Postleitzahl?
field-ask-website =
    Jetzt: { $known }

    Wie ist die Adresse Ihrer Internetseite?
field-ask-native_name =
    Jetzt: { $known }

    Wie heißt Ihr Verein in Ihrer Sprache?
field-ask-origin =
    Jetzt: { $known }

    Woher kommen die Menschen in Ihrem Verein?
field-ask-members =
    Jetzt: { $known }

    Wie viele Mitglieder hat Ihr Verein?
field-ask-remarks =
    Jetzt: { $known }

    Was sollen wir noch wissen?
field-ask-own =
    { $heading }
    Jetzt: { $known }

    Was soll hier stehen?
fields-nothing = Angabe löschen
role-ask-role = Was ist Ihre Aufgabe im Verein?
