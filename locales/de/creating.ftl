# Eine neue Schulung, Veranstaltung, ein neues Treffen.
creating-words-training = Schulung, Kurs, Workshop, Fortbildung
creating-words-event = Veranstaltung, Fest, Vortrag
creating-words-meeting = Treffen, Sitzung, Besprechung
creating-words-when = Wann, Termin, Termine, Zeit, Datum
creating-words-where = Wo, Ort
creating-words-seats = Plätze, Platz
creating-no-limit = Ohne Grenze

creating-ask-kind =
    Sie möchten etwas anbieten. Das sind wenige Fragen. Alles Weitere können Sie danach ändern.

    Was ist es?
    .subject = Etwas anbieten
creating-ask-title =
    Wie heißt es? Zum Beispiel: „Kasse und Buchhaltung im Verein“.
    .subject = Etwas anbieten: der Titel
creating-ask-when =
    Wann ist es? Schreiben Sie Tag, Anfang und Ende: „4.5. 18 bis 20 Uhr“. Mehrere Termine trennen Sie mit einem Semikolon.
    .subject = Etwas anbieten: der Termin
creating-ask-where =
    Wo ist es? Zum Beispiel: „Haus der Vereine, Hauptstraße 1, Velbert“. Findet es im Internet statt? Dann schreiben Sie den Link.
    .subject = Etwas anbieten: der Ort
creating-ask-seats =
    Wie viele Plätze gibt es? Schreiben Sie eine Zahl, oder „Ohne Grenze“.
    .subject = Etwas anbieten: die Plätze
