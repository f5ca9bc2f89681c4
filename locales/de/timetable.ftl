# When a training is; lists of words that part what people type.
timetable-until = bis
timetable-and = und, und am, sowie
refusal-not-a-timetable = Diesen Termin kenne ich so nicht. Schreiben Sie bitte Tag, Anfang und Ende: „4.5. 18 bis 20 Uhr“. Mehrere Termine trennen Sie mit einem Semikolon.
