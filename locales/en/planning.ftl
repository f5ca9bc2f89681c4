# When an announcement leaves: named, said back, planned.
planning-later = Send later
planning-ask =
    “{ $subject }” goes out later.

    When shall it go out? Press a button. Or reply to this message: “tomorrow 9:00”, “on 13.4. at 18:00”, “in 2 hours”, “every Monday 9:00”, “every 1st at 9:00”.
    .subject = When does it go out? { $subject }
planning-unclear =
    I do not know that time. “{ $subject }” is kept.

    When shall it go out? Write it for example like this: “tomorrow 9:00”, “on 13.4. at 18:00”, “in 2 hours”, “every Monday 9:00”, “every 1st at 9:00”.
    .subject = When does it go out? { $subject }
planning-today = Today 18:00
planning-tomorrow = Tomorrow 9:00
planning-other = Another time
planning-weekly = Every week
planning-monthly = Every month
planning-ask-when =
    “{ $subject }” goes out { $rhythm ->
        [weekly] every week.
        [monthly] every month.
       *[other] later.
    }

    { $rhythm ->
        [weekly] On which day, at what time? For example: “Monday 9:00”.
        [monthly] On which day of the month, at what time? For example: “on the 1st at 9:00”.
       *[other] When shall it go out? For example: “tomorrow 9:00”, “on 13.4. at 18:00”, “in 2 hours” or “every Monday 9:00”.
    }
    .subject = When does it go out? { $subject }
planning-sure =
    “{ $subject }” goes out like this:

    <b>{ $when }.</b> { $rhythm }
    To: { $audience }. Whoever joins until then gets it as well.
    { $hint }

    Is that right?
    .subject = { $when }: { $subject }
planning-rhythm-weekly = { $every ->
    [1] Then every week, until you end it.
   *[other] Then every { $every } weeks, until you end it.
 }
planning-rhythm-monthly = Then every month on day { $day }, until you end it. Where a month has no such day, on its last day.
planning-short-weekly = { $every ->
    [1] every week
   *[other] every { $every } weeks
 }
planning-short-monthly = every month on day { $day }
planning-quiet = { $wished } is within the quiet hours: from { $start }:00 to { $end }:00 nothing goes out. So I took the end of the quiet hours.
planning-before = You sent the same once before: { $when }.
planning-yes = Yes, plan it so
planning-as-before =
    All right. “{ $subject }” stays as it was.
    .subject = Stays as it was: { $subject }
planning-planned =
    “{ $subject }” is planned.

    <b>{ $when }.</b> { $rhythm }
    You see all that is planned with “planned”.
    .subject = Planned: { $subject }

refusal-not-a-moment = I do not know that time. Please write it like this: “tomorrow 9:00”, “on 13.4. at 18:00”, “in 2 hours”, “every Monday 9:00” or “every 1st at 9:00”. Your text is kept.
refusal-already-past = That time has passed already. Please name one that is still to come.
