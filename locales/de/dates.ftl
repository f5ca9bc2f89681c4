# How a day and an hour are written. Patterns of the Unicode CLDR: E weekday, d day, M month, y year, H hour, m minute.
dates-day = EEEE, d. MMMM y
    .full-hour = EEEE, d. MMMM y
dates-weekday = EEEE, d. MMMM
    .full-hour = EEEE, d. MMMM
dates-when = EEEE, d. MMMM, H:mm 'Uhr'
    .full-hour = EEEE, d. MMMM, H 'Uhr'
dates-time = H:mm 'Uhr'
    .full-hour = H 'Uhr'
dates-hour = H:mm
    .full-hour = H
dates-hours = { $start } bis { $end } Uhr
