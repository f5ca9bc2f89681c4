# Until when sending an announcement is of use.
worth-ask = Gilt bis …
worth-ask-until =
    <b>Gilt bis</b>

    Nach diesem Zeitpunkt verschicke ich nichts mehr davon. Wer es bis dahin nicht hat, steht im Bericht.

    Bis wann gilt es? Zum Beispiel: „13.4. 18 Uhr“ oder „Freitag 12 Uhr“.
    .subject = Bis wann gilt es?
worth-always = Ohne Ende
worth-words-until = Gilt bis, Gültig bis, Bis
