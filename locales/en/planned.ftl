# What is planned, and what became of it.
planned-all =
    <b>Planned</b>
    { $lines }

    Which would you like to see?
    .subject = Planned
planned-nothing =
    Nothing is planned.
    .subject = Nothing planned
planned-one =
    <b>{ $subject }</b>

    { $when }. { $rhythm }
    To: { $audience }
    At the moment: { $count }.
    Valid until: { $until }

    What would you like to do?
    .subject = Planned: { $subject }
planned-show = Look at the plan
planned-list = Show what is planned
planned-look = Look at it
planned-now = Send now
planned-end = End it
planned-text =
    <b>This is how everybody gets it.</b>

    { $text }
    .subject = The text: { $subject }
planned-waits = Waits for you
planned-ended =
    “{ $subject }” is not planned any more. The text is kept as a draft.

    How shall we go on?
    .subject = Not planned any more: { $subject }
planned-goes-on =
    The next time “{ $subject }” goes out: { $when }.
    .subject = The next time: { $subject }
planned-next = The next time: { $when }.
planned-released =
    “{ $subject }” goes out now, as planned: { $number ->
        [one] one message
       *[other] { $number } messages
    }. { $next }
    .subject = It goes out: { $subject }
planned-released-late =
    “{ $subject }” goes out now: { $number ->
        [one] one message
       *[other] { $number } messages
    }.

    It is { $late } later than planned, because Netzbote was not running. { $next }
    .subject = Later than planned: { $subject }
planned-nobody =
    “{ $subject }” was planned for now. But it reaches nobody: none of them has agreed. { $next }

    What shall be done with it?
    .subject = Nobody gets it: { $subject }
planned-missed-once =
    “{ $subject }” did not go out. Netzbote was not running, and now it is too late for that. It was planned for:
    { $days }

    The text is kept. Shall it still go out?
    .subject = Did not go out: { $subject }
planned-missed =
    “{ $subject }” did not go out. Netzbote was not running. It was planned for:
    { $days }

    { $next } Shall it go out now as well? Then look at it and choose “Send now”.
    .subject = Did not go out: { $subject }
planned-over =
    “{ $subject }” does not go out any more. { $why ->
        [cancelled] The event does not take place.
        [started] The event has begun.
       *[deadline] The deadline for signing up is over.
    }

    { $repeats ->
        [yes] I have ended the repetition. The text is kept as a draft.
       *[no] The text is kept as a draft.
    }
    .subject = Does not go out any more: { $subject }
planned-training = See the event
planned-held =
    “{ $subject }” is planned and waits for you. Whoever planned it does not belong to the staff any more.

    Shall it go out? Look at it, then send it or end it.
    .subject = Waits for you: { $subject }

command-planned = planned, planned announcements, what is planned, show what is planned
command-description-planned = What is planned?
refusal-schedule-ended = That is not planned any more.
refusal-day-taken = It went out on that day already. Please name another day.
