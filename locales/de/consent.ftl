# A consent given on paper, by phone or at an event.
consent-record = Zusage eintragen
consent-ask-search =
    <b>Zusage eintragen</b>

    Wer hat zugesagt? Schreiben Sie den Namen, den Verein oder die E-Mail-Adresse.
    .subject = Zusage eintragen
consent-ask-person =
    Wen meinen Sie?
    .subject = Wen meinen Sie?
consent-ask-address =
    An welche E-Mail-Adresse dürfen wir schreiben? Drücken Sie, oder schreiben Sie eine neue.
    .subject = Welche Adresse?
consent-ask-way =
    Wie hat die Person zugesagt?
    .subject = Wie hat die Person zugesagt?
consent-ask-day =
    Wann war das? Schreiben Sie den Tag, zum Beispiel 13.04.2027.
    .subject = Wann war das?
consent-ask-wording =
    Wozu genau hat die Person Ja gesagt? Drücken Sie, oder schreiben Sie den Satz.
    .subject = Wozu genau?
consent-label-search = Suche
consent-label-person = Person
consent-label-address = Adresse
consent-label-way = Zugesagt
consent-label-day = Tag
consent-label-wording = Wortlaut
consent-way-paper = auf Papier
consent-way-phone = am Telefon
consent-way-event = bei einem Treffen
consent-today = Heute, { $day }
consent-our-wording = Unser Text, { $version }
consent-summary =
    { $answers }

    Stimmt das so?
    .subject = Stimmt das so?
consent-finish = Ja, eintragen
consent-recorded =
    Eingetragen. { $name } bekommt jetzt Nachrichten an { $address }, und zuerst einen kurzen Brief dazu.
    .subject = Eingetragen: { $name }
consent-letter =
    <b>Sie bekommen jetzt unsere Nachrichten.</b>

    Sie haben „{ $list }“ zugesagt: { $way }, am { $day }. Das haben wir eingetragen. Es sind etwa 2 Nachrichten im Monat.

    Stimmt das nicht? Antworten Sie mit „Stopp“. Dann hört es sofort auf. Fragen? { $contact }.
    .subject = { $list }: Sie haben zugesagt ({ $day })
consent-stop = Stopp
consent-ended =
    Danke für den Hinweis. „{ $list }“ schreibt Ihnen nicht mehr. Fragen? { $contact }.
    .subject = Wir schreiben Ihnen nicht mehr
command-consent = Zusage, Zusage eintragen, Einwilligung
command-description-consent = Zusage eintragen
refusal-nobody-found = Dazu finde ich niemanden. Schreiben Sie bitte nur einen Teil: den Nachnamen, ein Wort aus dem Vereinsnamen oder die E-Mail-Adresse.
refusal-staff-answer-themselves = Diese Person gehört zur Koordination. Ihre Adresse bestätigt sie selbst: Sie schreibt uns „anmelden“.
refusal-not-a-day = Das ist kein Tag, der schon war. Bitte schreiben Sie ihn so: 13.04.2027.
