# Figures for reports, and the sentence for the committee.
figures-quarter = { $quarter ->
    [1] Januar bis März { $year }
    [2] April bis Juni { $year }
    [3] Juli bis September { $year }
   *[other] Oktober bis Dezember { $year }
 }
figures-show =
    <b>Zahlen: { $about }</b>
    { $sentence }

    { $lines }
    .subject = Zahlen: { $about }
figures-sentence = { $trainings ->
    [0] Noch keine Schulung
    [one] Eine Schulung
   *[other] { $trainings } Schulungen
 }{ $towns ->
    [0] { "" }
    [one] { " " }in einer Stadt
   *[other] { " " }in { $towns } Städten
 }{ $spread ->
    [none] { "" }
    [one] , { $smallest } Teilnehmende
    [same] , je { $smallest } Teilnehmende
   *[other] , { $smallest } bis { $largest } Teilnehmende
 }.
figures-held = Termine
figures-sign-ups = Anmeldungen, auch für mehrere Personen
figures-came = Personen, die da waren
figures-no-shows = Personen, die nicht kamen
figures-associations = Vereine
figures-people = Wie viele Menschen sich angemeldet haben
figures-feedback = Rückmeldung: gut { $good }, mittel { $middling }, nicht gut { $bad }
figures-too-few = Rückmeldung: weniger als { $fewest } Antworten, deshalb ohne Zahl
figures-sheet = Bild und Tabelle
figures-towns = Eine Stadt
figures-trainings = Eine Schulung
figures-quarters = Ein Quartal
figures-no-town = Ohne Ort
figures-which-quarter =
    Welches Quartal?
    .subject = Zahlen: welches Quartal?
figures-which-town =
    Zahlen für { $period }: welche Stadt?
    .subject = Zahlen { $period }: welche Stadt?
figures-which-training =
    Zahlen für { $period }: welche Schulung?
    .subject = Zahlen { $period }: welche Schulung?
figures-title = Schulungen { $period }
figures-drawn =
    <b>{ $title }</b>
    { $sentence }

    Das Bild zeigt die Städte, die Tabelle jede Schulung.
    .subject = { $title }
figures-file = Schulungen
command-figures = Zahlen, Zahlen:, Statistik, Statistik:
command-description-figures = Zahlen für Berichte
duties-figures =
    Bild und Tabelle zu den Zahlen konnte ich dreimal nicht machen: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein Bild wartet auf die Technik
refusal-not-a-period = Diesen Zeitraum kenne ich so nicht. Schreiben Sie ein Jahr, zum Beispiel „2027“. Oder ein Quartal: „2027-2“.
refusal-town-gone = Dort war in dieser Zeit keine Schulung. Mit „Zahlen“ sehen Sie, was es gab.

# The command `netzbote events`.
figures-help = Schulungen und andere Termine.
figures-help-report = Die Zahlen eines Jahres: nach Stadt, nach Schulung, und der Satz für den Ausschuss.
figures-help-year = Das Jahr; sonst das laufende.
figures-headings = Was, Termine, Plätze, Anmeldungen, Warten, Waren da, Nicht da, Vereine, Menschen
figures-all = Alle
