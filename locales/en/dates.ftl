# How a day and an hour are written. Patterns of the Unicode CLDR: E weekday, d day, M month, y year, H hour, m minute.
dates-day = EEEE, d MMMM y
    .full-hour = EEEE, d MMMM y
dates-weekday = EEEE, d MMMM
    .full-hour = EEEE, d MMMM
dates-when = EEEE, d MMMM, HH:mm
    .full-hour = EEEE, d MMMM, HH:mm
dates-time = HH:mm
    .full-hour = HH:mm
dates-hour = HH:mm
    .full-hour = HH:mm
dates-hours = { $start } to { $end }
