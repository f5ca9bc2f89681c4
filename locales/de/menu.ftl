# The menu, and what the commands are called.
menu = Was möchten Sie tun?
menu-open = Zum Menü
menu-announce = Vereine anschreiben
menu-staff = Büro-Menü öffnen
menu-association = Meinen Verein zeigen
menu-declarations = Fragen beantworten
menu-register = Verein eintragen
menu-hearing = Empfang einstellen
menu-office = Ans Büro schreiben
menu-help = Hilfe zeigen
menu-language = Sprache wählen
menu-call = Anruf wünschen
menu-code = Code eingeben
menu-stop = Abmelden

help-chat =
    <b>So geht es</b>

    { $staff }

    Drücken Sie eine Taste. Oder schreiben Sie die Zahl davor, zum Beispiel 1.
    Sie haben eine Frage? Schreiben Sie einfach. Ich gebe es an das Büro weiter.

    /menu zeigt alles, was Sie tun können.
    /trainings zeigt Schulungen und Termine.
    /cancel bricht ab.
    /stop beendet alles.

    Lieber sprechen? { $contact }.
    <a href="{ $privacy }">Datenschutz</a>
help-chat-staff =
    Für das Büro:
    /announce: Vereine anschreiben
    /offer: Schulung oder Treffen anbieten
    /turnout: Wer kommt, wer war da?
    /requests: Wer wartet auf Antwort?
    /standing: Überblick, mit allem Übrigen
help-mail =
    <b>So geht es per E-Mail</b>

    { $staff }

    Schreiben Sie eines dieser Wörter in den Betreff:
    „Termine“: Welche Schulungen und Treffen gibt es?
    „anmelden“: Sie bekommen Nachrichten von „{ $list }“.
    „abmelden“: Sie bekommen keine mehr.
    „status“: Was haben Sie bestellt?
    „auskunft“: Was ist über Sie gespeichert?

    Alles andere liest ein Mensch.
    Lieber sprechen? { $contact }.
    <a href="{ $privacy }">Datenschutz</a>
    .subject = Hilfe: So geht es per E-Mail
help-mail-staff =
    Für das Büro. Schreiben Sie in den Betreff:
    „Überblick“: Wie steht es? Mit allem, was Sie tun können.
    „Rundschreiben: Betreff“: Vereine anschreiben. Erste Zeile: An: alle
    „Schulung: Titel“: etwas anbieten. Darunter Zeilen mit Wann, Wo, Plätze.
    „Anmeldungen“: Wer kommt, wer war da? Listen und Bescheinigungen.
    „Erklärung: Titel“: alle Vereine nach Ja oder Nein fragen.
    „Zahlen“: Zahlen für Berichte.
    „Anfragen“: Wer wartet auf Antwort?

command-menu = menü, menu, menue
command-description-menu = Alles, was Sie tun können
command-help = hilfe, help, ?
command-description-help = Hilfe und Telefon
command-cancel = abbrechen, abbruch
command-description-cancel = Abbrechen
