# Was die Koordination an einer Schulung ändert, ohne dass es die Angemeldeten betrifft.
editing-ask =
    Was möchten Sie an „{ $title }“ ändern?
    .subject = Ändern: { $title }
editing-label-when = Termin
editing-label-place = Ort
editing-label-seats = Plätze
editing-label-access = Weg und Aufzug
editing-label-map = Link zur Karte
editing-label-deadline = Anmelden bis
editing-label-text = Text
editing-label-title = Titel
editing-label-kind = Art
editing-label-audience = Für wen
editing-label-per_association = Plätze je Verein
editing-label-minimum = Mindestens
editing-label-entry = Passt es?
editing-label-help = Hilfe vorher
editing-label-instead = Stattdessen
editing-label-approval = Wir sagen zu
editing-label-contact = Ansprechperson
editing-label-reminders = Erinnern
editing-label-offer_hours = Bedenkzeit
editing-reminders-3 = Woche, Tag, 2 Std.
editing-reminders-2 = Tag und 2 Stunden
editing-reminders-1 = Nur 2 Stunden
editing-reminders-0 = Gar nicht
editing-label-questions = Eigene Fragen
editing-none = Keine Angabe
editing-all = Für alle

editing-ask-deadline =
    Bis wann kann man sich zu „{ $title }“ anmelden? Zum Beispiel: „30.4.“ oder „30.4. um 12 Uhr“. Ohne Angabe gilt der Beginn.
    .subject = Anmelden bis: { $title }
editing-ask-text =
    Wie ist der Text zu „{ $title }“? Schreiben Sie ihn, und drücken Sie dann „Weiter“.
    .subject = Der Text: { $title }
editing-more-text =
    Das habe ich. Noch etwas? Sonst drücken Sie „Weiter“.
    .subject = Der Text: { $title }
editing-ask-title =
    Wie soll „{ $title }“ heißen?
    .subject = Ein anderer Titel: { $title }
editing-ask-kind =
    Was ist „{ $title }“?
    .subject = Die Art: { $title }
editing-ask-audience =
    Für wen ist „{ $title }“? Nennen Sie Orte, Themen oder Sprachen. Zum Beispiel: „Hilden, Bildung“.
    .subject = Für wen: { $title }
editing-ask-per_association =
    Wie viele Plätze kann ein Verein bei „{ $title }“ höchstens haben?
    .subject = Plätze je Verein: { $title }
editing-ask-minimum =
    Wie viele müssen es bei „{ $title }“ mindestens sein? Sind es nach der Frist weniger, sage ich Ihnen Bescheid.
    .subject = Mindestens: { $title }
editing-ask-entry =
    Was sollte man für „{ $title }“ schon können? Schreiben Sie es als Frage: „Können Sie eine E-Mail mit Anhang schreiben?“ Niemand wird abgewiesen.
    .subject = Passt es? { $title }
editing-ask-help =
    Was bieten Sie an, wenn jemand für „{ $title }“ noch etwas lernen möchte? Zum Beispiel: „Wir helfen vorher.“
    .subject = Hilfe vorher: { $title }
editing-ask-instead =
    Was passt besser, wenn jemand für „{ $title }“ noch zu wenig kann?
    .subject = Stattdessen: { $title }
editing-ask-approval =
    Möchten Sie bei „{ $title }“ jeder Anmeldung selbst zusagen?
    .subject = Wir sagen zu: { $title }
editing-ask-contact =
    Wer beantwortet Fragen zu „{ $title }“?
    .subject = Ansprechperson: { $title }

editing-ask-reminders =
    Wie lange vor „{ $title }“ erinnern wir die Angemeldeten?
    .subject = Erinnern: { $title }
editing-ask-offer_hours =
    Wird ein Platz bei „{ $title }“ frei: Wie viele Stunden hat die nächste Person Zeit für ihre Antwort? Kurz vor dem Beginn ist es weniger.
    .subject = Bedenkzeit: { $title }

editing-questions =
    <b>Eigene Fragen zu „{ $title }“</b>
    { $lines }

    Was möchten Sie tun?
    .subject = Eigene Fragen: { $title }
editing-new-question = Neue Frage
editing-drop = Weg: { $text }
editing-kind-text = Ein Text
editing-kind-choice = Eine Auswahl
editing-kind-number = Eine Zahl
question-ask-question =
    Was möchten Sie bei „{ $title }“ fragen? Zum Beispiel: „Brauchen Sie Kinderbetreuung?“
    .subject = Eine eigene Frage: { $title }
question-ask-kind =
    Was ist die Antwort?
    .subject = Eine eigene Frage: { $title }
question-ask-choices =
    Welche Antworten gibt es? Trennen Sie sie mit einem Semikolon: „ja; nein; weiß ich noch nicht“.
    .subject = Eine eigene Frage: { $title }
question-ask-optional =
    Muss man darauf antworten?
    .subject = Eine eigene Frage: { $title }

refusal-deadline-too-late = Das ist nach dem Beginn. Bitte nehmen Sie einen Tag davor.
refusal-more-than-seats =
    Es gibt nur { $seats ->
        [one] einen Platz
       *[other] { $seats } Plätze
    }. Bitte nehmen Sie eine kleinere Zahl. Oder ändern Sie zuerst die Plätze.
refusal-unknown-audience = { $unknown }: Das kenne ich hier nicht. Nehmen Sie bitte Namen von Orten, Themen oder Sprachen. Zum Beispiel: „Hilden, Bildung“.
refusal-not-several = Bitte nennen Sie mindestens zwei Antworten. Dazwischen steht ein Semikolon: „ja; nein“.
