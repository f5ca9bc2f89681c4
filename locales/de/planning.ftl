# When an announcement leaves: named, said back, planned.
planning-later = Später senden
planning-ask =
    „{ $subject }“ geht später hinaus.

    Wann soll es hinaus? Drücken Sie eine Taste. Oder antworten Sie auf diese Nachricht: „morgen 9 Uhr“, „am 13.4. um 18 Uhr“, „in 2 Stunden“, „jeden Montag 9 Uhr“, „jeden 1. um 9 Uhr“.
    .subject = Wann geht es hinaus? { $subject }
planning-unclear =
    Diesen Zeitpunkt kenne ich so nicht. „{ $subject }“ liegt bereit.

    Wann soll es hinaus? Schreiben Sie es zum Beispiel so: „morgen 9 Uhr“, „am 13.4. um 18 Uhr“, „in 2 Stunden“, „jeden Montag 9 Uhr“, „jeden 1. um 9 Uhr“.
    .subject = Wann geht es hinaus? { $subject }
planning-today = Heute 18 Uhr
planning-tomorrow = Morgen 9 Uhr
planning-other = Anderer Zeitpunkt
planning-weekly = Jede Woche
planning-monthly = Jeden Monat
planning-ask-when =
    „{ $subject }“ geht { $rhythm ->
        [weekly] jede Woche hinaus.
        [monthly] jeden Monat hinaus.
       *[other] später hinaus.
    }

    { $rhythm ->
        [weekly] An welchem Tag, um wie viel Uhr? Zum Beispiel: „Montag 9 Uhr“.
        [monthly] Am wievielten, um wie viel Uhr? Zum Beispiel: „am 1. um 9 Uhr“.
       *[other] Wann soll es hinaus? Zum Beispiel: „morgen 9 Uhr“, „am 13.4. um 18 Uhr“, „in 2 Stunden“ oder „jeden Montag 9 Uhr“.
    }
    .subject = Wann geht es hinaus? { $subject }
planning-sure =
    „{ $subject }“ geht so hinaus:

    <b>{ $when }.</b> { $rhythm }
    An: { $audience }. Wer bis dahin dazukommt, bekommt es auch.
    { $hint }

    Ist das richtig?
    .subject = { $when }: { $subject }
planning-rhythm-weekly = { $every ->
    [1] Danach jede Woche, bis Sie es beenden.
   *[other] Danach alle { $every } Wochen, bis Sie es beenden.
 }
planning-rhythm-monthly = Danach jeden Monat am { $day }., bis Sie es beenden. Hat ein Monat diesen Tag nicht, am letzten Tag.
planning-short-weekly = { $every ->
    [1] jede Woche
   *[other] alle { $every } Wochen
 }
planning-short-monthly = jeden Monat am { $day }.
planning-quiet = { $wished } liegt in der Ruhezeit: Von { $start } bis { $end } Uhr geht nichts hinaus. Deshalb habe ich das Ende der Ruhezeit genommen.
planning-before = Dasselbe haben Sie schon einmal verschickt: { $when }.
planning-yes = Ja, so planen
planning-as-before =
    In Ordnung. „{ $subject }“ bleibt, wie es war.
    .subject = Bleibt, wie es war: { $subject }
planning-planned =
    „{ $subject }“ ist geplant.

    <b>{ $when }.</b> { $rhythm }
    Alles Geplante sehen Sie mit „Geplant“.
    .subject = Geplant: { $subject }

refusal-not-a-moment = Diesen Zeitpunkt kenne ich so nicht. Schreiben Sie ihn bitte so: „morgen 9 Uhr“, „am 13.4. um 18 Uhr“, „in 2 Stunden“, „jeden Montag 9 Uhr“ oder „jeden 1. um 9 Uhr“. Ihr Text liegt bereit.
refusal-already-past = Dieser Zeitpunkt ist schon vorbei. Bitte nennen Sie einen, der noch kommt.
