# Words that people write into the tables of their lists: column headings, and what stands for "nothing".
# They are only read, never shown. Capitals, full stops, hyphens and umlauts do not matter.
headings-name = Verein, Organisation, Vereinsname, Organisationsname, Name des Vereins, Name der Organisation, Name der Gruppe, Migrantenorganisation, MO, MSO, Migrantenselbstorganisation, Einrichtung, Träger, Gruppe, Bezeichnung, Institution, Verband, Initiative
headings-native-name = Name in Originalsprache, Originalname, Name im Original, Name in Landessprache, Name in Muttersprache, Name in Herkunftssprache, Eigenname, Originalbezeichnung
headings-either-name = Name
headings-town = Ort, Stadt, Wohnort, Kommune, Sitz, Vereinssitz, Gemeinde, Standort
headings-postcode = PLZ, Postleitzahl
headings-street = Straße, Str, Straße und Hausnummer, Straße Hausnummer, Straße Hausnr, Hausanschrift, Straßenname
headings-address = Adresse, Anschrift, Postanschrift, Postadresse, Vereinsanschrift, Vereinsadresse
headings-topics = Schwerpunkte, Schwerpunkt, Themen, Thema, Arbeitsfelder, Arbeitsfeld, Arbeitsschwerpunkte, Arbeitsschwerpunkt, Tätigkeitsfelder, Tätigkeitsfeld, Themenschwerpunkte, Themenfelder, Handlungsfelder, Aufgabenfelder, Arbeitsbereiche, Tätigkeitsbereiche, Schwerpunktthemen
headings-origin = Herkunftsland, Herkunft, Herkunftsländer, Nationalität, Ursprungsland, Herkunftsregion
headings-members = Mitglieder, Mitgliederzahl, Anzahl Mitglieder, Mitgliederanzahl, Mitgl, Zahl der Mitglieder
headings-remarks = Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Notiz, Notizen, Kommentar, Hinweis, Hinweise, Sonstiges
headings-website = Homepage, Webseite, Website, Internet, Internetseite, Internetadresse, Web, WWW, URL
headings-responsible-service = Zuständiger Dienst, zuständiger Migrationsdienst, Migrationsdienst, Zuständigkeit, Betreuung durch, Betreuender Dienst, zuständige Stelle
headings-language = Sprache, Sprachen, Muttersprache, Korrespondenzsprache, Bevorzugte Sprache
headings-contact = Ansprechpartner, Ansprechpartnerin, Ansprechperson, Ansprechpersonen, Kontaktperson, Kontakt, Kontaktdaten, Kontaktname, Vorsitzende, Vorsitzender, Vorsitz, Vorstand, Vereinsvorsitz, Vertreter, Vertreterin, Name der Ansprechperson
headings-first-name = Vorname, Rufname
headings-last-name = Nachname, Familienname, Zuname
headings-role = Funktion, Rolle, Amt, Position, Aufgabe
headings-email = E-Mail, Mail, Email, E-Mail-Adresse, Mailadresse, Emailadresse, Elektronische Post, E-Post
headings-phone = Telefon, Tel, Fon, Telefonnummer, Telefonnr, Tel-Nr, Rufnummer, Mobil, Mobiltelefon, Mobilnummer, Handy, Handynummer, Festnetz, Telefon-Nr, Mobilfunk
headings-number = Nr, Lfd Nr, Lfd, Laufende Nummer, Nummer, Zeile
# Words beside a heading that do not change what it means.
headings-beside = des, der, die, das, den, und, oder, in, innen, r, n, für, privat, dienstlich, geschäftlich, Vereins, Büro, ca, erste, zweite, weitere
# What stands in a cell when there is nothing to say.
headings-nothing = k A, keine, kein, keiner, keine Angabe, keine Angaben, ohne Angabe, unbekannt, nicht bekannt, nicht vorhanden, n v, NN, N N, fehlt, entfällt, ohne, #NV
# First words of rows that are no associations: sums and notes below the table.
headings-sums = Summe, Gesamt, Gesamtzahl, Gesamtsumme, Insgesamt, Anzahl, Zwischensumme, Stand, Quelle
headings-yes = ja
headings-no = nein
