# When something went wrong on our side.
worker-set-aside =
    Das hat bei uns leider nicht geklappt. Ihre Nachricht ist gespeichert, wir sehen sie uns an.

    Es ist dringend? { $contact }.
worker-report =
    Eine Nachricht (Nr. { $number }) konnte das Programm dreimal nicht bearbeiten: { $what }. Sie liegt bereit, nichts ist verloren.

    Bitte geben Sie der Technik Bescheid.
    .subject = Eine Nachricht wartet auf die Technik
worker-too-many =
    Das waren sehr viele Nachrichten auf einmal. Die letzten habe ich nicht gelesen.
    Bitte warten Sie eine Minute. Dann schreiben Sie noch einmal.
    Eilt es? { $contact }
