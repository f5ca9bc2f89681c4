# Around every question: where it goes on, back, or out.
dialogue-continue = Weiter
dialogue-skip = Überspringen
dialogue-back = Zurück
dialogue-cancel = Abbrechen
dialogue-more = Mehr zeigen
dialogue-change = Etwas ändern
dialogue-change-what = Was möchten Sie ändern?
dialogue-cancelled = Gut, ich habe abgebrochen. Es wurde nichts gespeichert.
dialogue-message = siehe oben
