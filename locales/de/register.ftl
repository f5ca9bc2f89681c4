# Listen einlesen und ausgeben: was der Betreiber und die Koordination auf der Befehlszeile lesen.

register-import-help = Liest eine Liste von Vereinen ein (CSV oder Excel), oder eine bearbeitete Ausgabe.
register-export-help = Gibt alle Vereine in eine Datei aus: .csv, .xlsx oder .json.
register-help-file = Die Datei.
register-help-dry-run = Nur zeigen, was passieren würde. Nichts wird geändert.
register-help-json = Das Ergebnis als JSON, für Programme.
register-help-map = Sagt, was in einer Spalte steht: "Vereinsname=name,Draht=phone".
register-help-same = Die Zeile meint den Verein, der ihr ähnlich sieht: 12 oder Blatt:12. Mehrmals möglich.
register-help-new = Die Zeile ist ein neuer Verein: 12 oder Blatt:12. Mehrmals möglich.
register-help-yes = Änderungen ohne Rückfrage übernehmen.

register-unreadable-missing = Diese Datei gibt es nicht: { $path }
register-unreadable-closed = { $path } lässt sich nicht öffnen: { $why }
register-unreadable-empty = { $path } ist leer.
register-unreadable-too-large = { $path } ist größer als { $megabytes } MB. Das ist wohl keine Liste.
register-unreadable-old-workbook =
    { $path } ist eine alte Excel-Datei (.xls), oder sie hat ein Passwort.
    Bitte in Excel öffnen und ohne Passwort als .xlsx speichern.
register-unreadable-broken-workbook = { $path } ist keine Excel-Datei, oder sie ist beschädigt. Bitte noch einmal speichern.
register-unreadable-no-text = { $path } ist weder eine CSV-Datei noch eine Excel-Datei.
register-unreadable-broken-text = { $path } lässt sich nicht als Tabelle lesen: { $why }
register-unreadable-open-quote =
    { $path }: In Zeile { $line } beginnt ein Anführungszeichen, das nicht endet. Danach ist nichts sicher.
    Bitte das Zeichen in dieser Zeile prüfen.
register-unreadable-no-list =
    In { $path } ist keine Spalte mit Vereinen zu erkennen. Gefunden: { $headings }
    Bitte die Spalte nennen, zum Beispiel: --map "Wer wir sind=name"
register-unreadable-map-field =
    --map: „{ $pair }“ geht nicht. Es heißt Überschrift=Feld, und Felder sind: { $fields }
register-unreadable-map-heading = --map: Diese Überschriften gibt es in { $path } nicht: { $headings }
register-unreadable-answer = „{ $said }“ ist keine Zeile. Bitte eine Zahl angeben, oder Blatt:Zahl.
register-unreadable-both = Zeile { $said } kann nicht beides sein: derselbe und ein neuer Verein.
refusal-unknown-ending = Was soll { $path } werden? Der Name muss so enden: { $endings }

register-read =
    { $rows ->
        [one] { $file }: 1 Zeile gelesen.
       *[other] { $file }: { $rows } Zeilen gelesen.
    }
register-tried = Nur ein Versuch: Es wurde nichts geändert.
register-associations = Vereine: { $created } neu, { $merged } zusammengeführt, { $unchanged } wie bisher.
register-people = Personen: { $created } neu, { $merged } zusammengeführt, { $unchanged } wie bisher.
register-ignored = Keine Listen, nicht gelesen: { $sheets }

register-skipped = Nicht übernommen:
register-where = { $sheet }, Zeile { $line }: { $what }
register-reason-no-name = Es steht kein Verein darin ({ $value }).
register-reason-broken-email = Die E-Mail-Adresse { $value } stimmt nicht. Bitte in der Liste ändern und noch einmal einlesen.
register-reason-no-candidate = Es gibt keinen Verein, der { $value } ähnlich sieht.

register-doubtful = Unklar, noch nicht übernommen:
register-doubt = { $name } – ist das { $candidate }? Ähnlich zu { $score } von 100.
register-doubt-how =
    Bitte entscheiden Sie, und lesen Sie die Liste noch einmal ein:
    derselbe Verein: --same { $line }    ein anderer: --new { $line }
register-ask-same = Derselbe Verein? [j]a, [n]ein, Eingabe: später
register-ask-yes = j, ja, y, yes
register-ask-no = n, nein, no

register-problems = Übernommen, aber bitte ansehen:
register-problem-broken-email = { $field }: „{ $value }“ ist keine E-Mail-Adresse. Die anderen Adressen sind übernommen.
register-problem-no-email = { $field }: „{ $value }“ ist keine E-Mail-Adresse. Der Text ist aufgehoben.
register-problem-broken-phone = { $field }: „{ $value }“ lässt sich nicht wählen. Der Text ist aufgehoben.
register-unknown-topics = Diese Schwerpunkte kennt Netzbote nicht: { $topics }. Der Text ist aufgehoben.

register-differences = Die Liste sagt etwas anderes als bisher:
register-difference-differs = { $name }, { $field }: jetzt „{ $now }“. Abweichend: „{ $other }“.
register-difference-topics = { $name }, { $field }: Es bleibt bei „{ $now }“. Die Liste sagt „{ $other }“.
register-difference-erased = { $name }: Diese Person wollte gelöscht werden. Sie kommt nicht wieder hinein.
register-difference-taken = { $name }, { $field }: { $other } gehört schon jemand anderem.

register-changes = Änderungen:
register-change = { $name }, { $field }: „{ $old }“ → „{ $new }“
register-ask-changes =
    { $number ->
        [one] Diese Änderung übernehmen? [j]a, [n]ein
       *[other] Diese { $number } Änderungen übernehmen? [j]a, [n]ein
    }
register-changed =
    { $number ->
        [0] Nichts zu ändern.
        [one] 1 Änderung übernommen.
       *[other] { $number } Änderungen übernommen.
    }
register-not-changed = Noch nichts geändert. Mit --yes wird es übernommen.
register-kept = Nicht geändert:
register-keep = { $name }, { $field }: { $reason }
register-kept-gone = Diesen Eintrag gibt es nicht mehr.
register-kept-read-only = Diese Spalte lässt sich hier nicht ändern.
register-kept-changed-since = „{ $value }“ ist überholt. Das Feld hat sich nach der Ausgabe geändert.
register-kept-twice = „{ $value }“ widerspricht einer anderen Zeile desselben Vereins.
register-kept-unknown-topic = In „{ $value }“ ist ein Schwerpunkt, den Netzbote nicht kennt.
register-kept-broken-email = „{ $value }“ ist keine E-Mail-Adresse.
register-kept-taken-email = „{ $value }“ geht nicht. Eine bestätigte Adresse ändert nur die Person selbst, und jede Adresse gehört nur einer Person.
register-kept-broken-phone = „{ $value }“ lässt sich nicht wählen.
register-kept-unknown-language = „{ $value }“ ist keine Sprache, die Netzbote kennt.
register-kept-no-name = Ein Verein braucht einen Namen.

register-exported =
    { $number ->
        [one] 1 Verein steht in { $path }
       *[other] { $number } Vereine stehen in { $path }
    }
register-sheet = Vereine
register-yes = ja
register-status-active = aktiv
register-status-requested = angefragt
register-status-declined = abgelehnt
register-column-name = Verein
register-column-native-name = Name in Originalsprache
register-column-town = Ort
register-column-postcode = PLZ
register-column-street = Straße
register-column-origin = Herkunft
register-column-members = Mitglieder
register-column-website = Homepage
register-column-topics = Schwerpunkte
register-column-service = Zuständiger Dienst
register-column-remarks = Bemerkung
register-column-status = Status
register-column-contact = Ansprechperson
register-column-role = Funktion
register-column-email = E-Mail
register-column-phone = Telefon
register-column-language = Sprache
register-column-chat = Chat
register-column-confirmed = bestätigt
register-column-key = Netzbote-Nr.
register-column-as-of = Netzbote-Stand
