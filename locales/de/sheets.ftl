# Listen zum Unterschreiben, Bescheinigungen, Ergebnisse und Schaubilder: was ausgedruckt oder weitergegeben wird.
sheets-page = Seite { $page } von { $pages }
sheets-from-to = { $start } bis { $end }
sheets-as-of = Stand: { $when }
# Tag und Uhrzeit in einer Tabelle, als Muster.
sheets-short-moment = dd.MM.yyyy, HH:mm
sheets-number = Nr.
sheets-name = Name
sheets-association = Verein
sheets-signature = Unterschrift
sheets-signing-note = Nach dem Termin genügen die Nummern derer, die da waren, zum Beispiel: 1 3 5-8
refusal-not-on-the-sheet =
    Damit kann ich nichts anfangen: „{ $said }“. Auf der Liste stehen die Nummern 1 bis { $rows }.
    Wer war da? Bitte schreiben Sie alle Nummern noch einmal, zum Beispiel: 1 3 5-8

sheets-certificate = Teilnahmebescheinigung
sheets-took-part = hat teilgenommen an:
sheets-hours =
    Umfang: { $hours ->
        [one] eine Stunde
       *[other] { $hours } Stunden
    }
sheets-topics = Inhalte
sheets-day = Datum

sheets-declaration-headings = Verein, Antwort, Anmerkung, Wer, Auf welchem Weg, Wann
sheets-answer-yes = Ja
sheets-answer-no = Nein
sheets-answer-comment = Anmerkung
sheets-answer-silent = Keine Antwort
sheets-all = Alle

sheets-participant-headings = Name, Verein, Personen, Stand, Auf welchem Weg, Wann
sheets-state-seat = Hat einen Platz
sheets-state-waiting = Wartet
sheets-state-offered = Platz angeboten
sheets-state-no = Kommt nicht
sheets-state-maybe = Vielleicht
sheets-state-asked = Noch zu entscheiden
sheets-state-cancelled = Abgemeldet
sheets-state-refused = Abgesagt
sheets-state-silent = Keine Antwort

sheets-label = Schulung
sheets-town = Stadt
sheets-seats = Plätze
sheets-signed-up = Anmeldungen
sheets-waiting = Warten
sheets-came = Waren da
sheets-figures =
    { $label }: { $seats ->
        [one] ein Platz
       *[other] { $seats } Plätze
    }, { $signed_up } angemeldet, { $waiting } warten, { $came } waren da
