# Der Befehl demo, und die Seiten, die es nur in der Vorführung gibt.
demo-help = Zum Ausprobieren: alles auf diesem Rechner, ohne Konto, ohne Server, ohne Einrichtung.
demo-help-no-open = öffnet keinen Browser
demo-help-keep = behält die Daten und sagt, wo sie liegen
demo-help-port = Port der Seite (sonst ein freier)
demo-kept = Die Daten bleiben in { $path }.
demo-end = Strg-C beendet die Vorführung.
demo-far =
    Hier gibt es keinen Bildschirm. Geben Sie auf Ihrem Rechner ein:
    { $command }
    Dann öffnen Sie dort die Seite.
demo-over = Die Vorführung ist beendet.
refusal-demo-not-installed =
    Für die Vorführung fehlen Pakete. Starten Sie sie mit: python3 run.py demo
    Oder: pip install "netzbote[demo]"
refusal-port-taken = Port { $port } ist schon belegt. Bitte einen anderen wählen, oder die Angabe weglassen.
demo-privacy =
    <p><b>Datenschutz (nur zum Ausprobieren)</b></p>
    <p>Hier steht sonst, was { $controller } über Sie speichert, warum, und wie lange.</p>
    <p>In dieser Vorführung verlässt nichts diesen Rechner. Alle Menschen und Vereine sind erfunden.</p>
    <p>Fragen? { $contact }.</p>
demo-imprint =
    <p><b>Impressum (nur zum Ausprobieren)</b></p>
    <p>Hier stehen sonst Anschrift und Verantwortliche von { $controller }.</p>
    <p>Fragen? { $contact }.</p>
demo-training = Buchführung für Vereine
demo-training-text = Einnahmen, Ausgaben, Belege: So bleibt es übersichtlich.
demo-training-venue = Bürgerhaus, Raum 2
