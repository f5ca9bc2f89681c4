# Whom an announcement is for.
audience-ask =
    <b>{ $subject }</b>

    Bekommen soll es: { $audience }.
    Zurzeit sind das: { $count }.

    Passt das so?
    .subject = Wer bekommt „{ $subject }“?
audience-list-towns =
    <b>Orte</b>
    Bekommen soll es: { $audience }.
    Zurzeit sind das: { $count }.

    Welche Orte? Ohne Haken gilt: alle.
    .subject = Welche Orte?
audience-list-topics =
    <b>Schwerpunkte</b>
    Bekommen soll es: { $audience }.
    Zurzeit sind das: { $count }.

    Welche Schwerpunkte? Ohne Haken gilt: alle.
    .subject = Welche Schwerpunkte?
audience-list-languages =
    <b>Sprachen</b>
    Bekommen soll es: { $audience }.
    Zurzeit sind das: { $count }.

    Welche Sprachen? Ohne Haken gilt: alle.
    .subject = Welche Sprachen?
audience-towns = Orte wählen
audience-topics = Schwerpunkte wählen
audience-languages = Sprachen wählen
audience-only = Nur Vereine
audience-everyone = Auch andere Personen
audience-done = Weiter zur Vorschau
audience-list-done = Fertig
audience-all = alle auf der Liste
audience-only-associations = nur Vereine
audience-count =
    { $associations ->
        [one] 1 Verein
       *[other] { $associations } Vereine
    }, { $people ->
        [one] 1 Person
       *[other] { $people } Personen
    }: { $chats } Chat, { $mails } Mail
# Words that people write into the first line of a letter.
audience-words-to = An, Für
audience-words-all = alle, an alle, alle Vereine und Personen, alle auf der Liste
audience-words-associations = nur Vereine, Vereine, alle Vereine
refusal-draft-gone = Dieser Text ist gelöscht. Ein neues Rundschreiben beginnen Sie mit /announce oder mit einer E-Mail „Rundschreiben“.
refusal-choice-gone = Diese Auswahl gibt es nicht mehr. Öffnen Sie die Liste bitte noch einmal.
audience-group-coming = wer bei dieser Schulung einen Platz hat
audience-group-waiting = wer bei dieser Schulung wartet
audience-group-silent = wer zu dieser Schulung noch nichts gesagt hat
