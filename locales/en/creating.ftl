# A new training, event or meeting.
creating-words-training = Training, Course, Workshop
creating-words-event = Event, Talk
creating-words-meeting = Meeting
creating-words-when = When, Date, Dates, Time
creating-words-where = Where, Place, Venue
creating-words-seats = Seats, Seat
creating-no-limit = No limit

creating-ask-kind =
    You would like to offer something. These are a few questions. Everything else can be changed afterwards.

    What is it?
    .subject = Offer something
creating-ask-title =
    What is it called? For example: “Cash and bookkeeping for associations”.
    .subject = Offer something: the title
creating-ask-when =
    When is it? Write day, beginning and end: “4.5. 18:00 to 20:00”. Put a semicolon between several dates.
    .subject = Offer something: the date
creating-ask-where =
    Where is it? For example: “Haus der Vereine, Hauptstraße 1, Velbert”. Is it online? Then write the link.
    .subject = Offer something: the place
creating-ask-seats =
    How many seats are there? Write a number, or “No limit”.
    .subject = Offer something: the seats
