# Groups that are not the staff's.
groups-not-here =
    Guten Tag! In dieser Gruppe kann ich nicht helfen. Schreiben Sie mir bitte direkt, ohne Gruppe.

    Sind Sie vom Büro? Dann schreiben Sie hier: /staffgroup
    Fragen? { $contact }.
