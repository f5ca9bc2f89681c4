# How people name a day, an hour, and how often; lists of words, which are only read, never shown. The names of days and
# months come from the calendar of the language.
moments-today = heute
moments-tomorrow = morgen
moments-after-tomorrow = übermorgen
moments-next = nächster, nächste, nächsten, kommender, kommende, kommenden
moments-every = jeder, jede, jeden, jedem, jedes, alle, immer
moments-second = zweiter, zweite, zweiten, zweites
moments-weekly = wöchentlich
moments-monthly = monatlich
moments-in = in
moments-at = um, gegen, ab
moments-hour = Uhr, h
moments-noon = mittags, Mittag
moments-minutes = Minute, Minuten, Min
moments-hours = Stunde, Stunden, Std
moments-days = Tag, Tage, Tagen
moments-weeks = Woche, Wochen
moments-months = Monat, Monate, Monaten, Monats
# One, two, three, …, in order; several words for the same number with a stroke between them.
moments-numbers = ein|eins|eine|einen|einem|einer, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf
# What says nothing by itself.
moments-filler = am, den, dem, der, die, das, im, an, zum, bis, und, dann, bitte, danke, von, für, ab, senden, morgens, früh, vormittags, also
moments-words-never = ohne Ende, immer, unbegrenzt, nie, kein Ende, ohne
