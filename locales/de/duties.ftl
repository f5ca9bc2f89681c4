# What the clock could not do, for the admins.
duties-planned =
    Ein geplantes Rundschreiben konnte ich dreimal nicht hinausschicken: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein geplantes Rundschreiben wartet auf die Technik
duties-correcting =
    Eine Berichtigung konnte ich dreimal nicht hinausschicken: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Berichtigung wartet auf die Technik
duties-progress =
    Wie weit ein Rundschreiben ist, konnte ich dreimal nicht zeigen: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein Rundschreiben wartet auf die Technik
duties-report =
    Einen Bericht konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein Bericht wartet auf die Technik
duties-invitation =
    Einen zweiten Brief konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Ein zweiter Brief wartet auf die Technik
duties-request =
    Eine offene Anfrage konnte ich dreimal nicht noch einmal zeigen: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Anfrage wartet auf die Technik
duties-sheet =
    Eine Liste oder Bescheinigungen konnte ich dreimal nicht machen: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Liste wartet auf die Technik
duties-feedback =
    Die Frage „Wie war es?“ konnte ich dreimal nicht schreiben: Nr. { $number } ({ $what }).

    Bitte geben Sie diese Nachricht an die Technik. Alles andere läuft weiter. In einigen Stunden versuche ich es noch einmal.
    .subject = Eine Frage wartet auf die Technik
