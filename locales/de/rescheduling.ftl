# Anderer Termin, anderer Ort, andere Zahl der Plätze, und Absagen.
rescheduling-ask-when =
    Wann ist „{ $title }“? Nennen Sie alle Termine, die noch kommen: „4.5. 18 bis 20 Uhr; 11.5. 18 bis 20 Uhr“.
    .subject = Anderer Termin: { $title }
relocating-ask-place =
    Wo ist „{ $title }“? Zum Beispiel: „Haus der Vereine, Hauptstraße 1, Velbert“. Oder schreiben Sie einen Link.
    .subject = Anderer Ort: { $title }
relocating-ask-access =
    Wie kommt man bei „{ $title }“ hinein? Zum Beispiel: „mit Aufzug, Eingang im Hof“.
    .subject = Weg und Aufzug: { $title }
relocating-ask-map =
    Gibt es für „{ $title }“ einen Link zu einer Karte?
    .subject = Link zur Karte: { $title }
resizing-ask-seats =
    Wie viele Plätze gibt es bei „{ $title }“? Schreiben Sie eine Zahl, oder „Ohne Grenze“.
    .subject = Andere Zahl der Plätze: { $title }
rescheduling-label-when = Termin
relocating-label-place = Ort
relocating-label-access = Weg und Aufzug
relocating-label-map = Link zur Karte
rescheduling-summary =
    So soll es sein:
    { $answers }

    Alle Angemeldeten bekommen gleich Bescheid. Stimmt es so?
    .subject = Stimmt es so?
rescheduling-finish = Ja, so ändern
relocating-summary =
    So soll es sein:
    { $answers }

    Alle Angemeldeten bekommen gleich Bescheid. Stimmt es so?
    .subject = Stimmt es so?
relocating-finish = Ja, so ändern
rescheduling-changed =
    „{ $title }“ ist geändert. { $concerned ->
        [0] Angemeldet ist noch niemand.
        [one] Eine Person bekommt gleich Bescheid.
       *[other] { $concerned } Personen bekommen gleich Bescheid.
    }{ $planned ->
        [0] {""}
       *[other] {" "}Die geplante Ankündigung nennt das Neue.
    }
    .subject = Geändert: { $title }
rescheduling-sure =
    <b>„{ $title }“ absagen?</b>

    { $concerned ->
        [0] Angemeldet ist noch niemand.
        [one] Eine Person bekommt sofort Bescheid.
       *[other] { $concerned } Personen bekommen sofort Bescheid.
    } { $instead }
    .subject = Absagen? { $title }
rescheduling-instead = Ihnen wird der nächste Termin angeboten: { $when }.
rescheduling-yes = Ja, jetzt absagen
rescheduling-no = Nein, bleibt dabei
rescheduling-called-off =
    „{ $title }“ ist abgesagt. { $told ->
        [0] Angemeldet war niemand.
        [one] Eine Person bekommt jetzt Bescheid.
       *[other] { $told } Personen bekommen jetzt Bescheid.
    } { $going ->
        [yes] Die Ankündigung ist noch unterwegs. Mit „Pause“ halten Sie sie an.
       *[other] { "" }
    }
    .subject = Abgesagt: { $title }
