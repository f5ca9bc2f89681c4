# How people name a day, an hour, and how often; lists of words, which are only read, never shown. The names of days and
# months come from the calendar of the language.
moments-today = today
moments-tomorrow = tomorrow
moments-after-tomorrow = overmorrow
moments-next = next, coming
moments-every = every, each
moments-second = second, other
moments-weekly = weekly
moments-monthly = monthly
moments-in = in
moments-at = at, around, from
moments-hour = o'clock, oclock, hrs
moments-noon = noon
moments-minutes = minute, minutes, min, mins
moments-hours = hour, hours
moments-days = day, days
moments-weeks = week, weeks
moments-months = month, months
# One, two, three, …, in order; several words for the same number with a stroke between them.
moments-numbers = one|a|an, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve
# What says nothing by itself.
moments-filler = on, the, of, by, until, till, and, then, please, thanks, for, starting, this, am, in, send
moments-words-never = no end, never, always, unlimited, without
