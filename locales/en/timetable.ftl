# When a training is; lists of words that part what people type.
timetable-until = to, until, till
timetable-and = and, and on
refusal-not-a-timetable = I do not know this date. Please write day, beginning and end: “4.5. 18:00 to 20:00”. Put a semicolon between several dates.
