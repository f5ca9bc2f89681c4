# Who comes to a training: what the office sees and does.
command-turnout = sign-ups, turnout, who comes
command-description-turnout = Who comes, who was there?
turnout-list =
    <b>Trainings and events</b>
    What is coming, and what was in the last weeks.

    Which one would you like to see?
    .subject = Sign-ups
turnout-none =
    There is no training and no event at the moment.
    .subject = Sign-ups
turnout-names =
    <b>{ $title }</b>
    { $when }
    Taken: { $taken } of { $seats }. Waiting: { $waiting }. To decide: { $asked }. No answer: { $silent }.

    { $people }

    What would you like to do?
    .subject = Sign-ups: { $title }
turnout-numbers =
    <b>{ $title }</b>
    { $when }
    Taken: { $taken } of { $seats }. Waiting: { $waiting }. To decide: { $asked }. No answer: { $silent }.

    What would you like to do?
    .subject = Sign-ups: { $title }
turnout-by-name = Show names
turnout-show = Back to the list
turnout-do-attending-show = Who was there?
turnout-do-sheets-ask = Certificates
turnout-do-feedback-read = Read the feedback
turnout-do-seating-people = Change a sign-up
turnout-do-seating-add = Sign somebody up
turnout-do-contacting-whom = Write to all
turnout-do-sheets-signing = Print the list
turnout-do-turnout-table = Table (Excel)
turnout-others = Other dates
turnout-more = and { $number } more: see the table
turnout-several = { $name } ({ $seats } people)
turnout-erased = somebody whose data are erased
turnout-table-name = Sign-ups
turnout-here-is-the-table =
    Here is the table: everybody who answered, and everybody who said nothing yet.
    “{ $title }”
    .subject = Table: { $title }

contacting-whom =
    <b>{ $title }</b>
    You write once, and all of them get it: in the chat or by e-mail. First I show you what it looks like.

    To whom would you like to write?
    .subject = Write to whom? { $title }
contacting-coming = Who comes ({ $number })
contacting-waiting = Who waits ({ $number })
contacting-silent = No answer ({ $number })
contacting-ask-text =
    What would you like to write?

    Write the text, with a picture or a file if you like.
    .subject = What would you like to write?
contacting-more-text =
    I have that. Would you like to add something? If not, press “Continue”.
    .subject = Anything else?

seating-people =
    <b>{ $title }</b>

    Who is it about?
    .subject = Who is it about? { $title }
seating-nobody =
    Nobody has answered to “{ $title }” yet.
    .subject = Nobody yet: { $title }
seating-one =
    <b>{ $name }</b>
    { $title }
    Status: { $state }. Seats: { $seats }. Names: { $names }
    Telephone: { $phone }. E-mail: { $mail }
    { $answers }

    What would you like to do?
    .subject = { $name }: { $title }
seating-approve = Say yes
seating-refuse = Say no
seating-where = Another date
seating-cancel = Cancel
seating-cancel-now = Yes, cancel
seating-cancel-sure =
    Shall I cancel { $name } for “{ $title }”?{ $state ->
        [waiting] { "" }
       *[other] { " " }The seat then goes to the next person who waits.
    }
    .subject = Cancel? { $title }
seating-told = The person is told.
seating-call =
    We cannot write to this person. { $phone ->
        [none] We have no telephone number either.
       *[other] Please call: { $phone }.
    }
seating-cancelled =
    { $name } is no longer signed up for “{ $title }”. { $told }
    .subject = Cancelled: { $title }
seating-approved =
    { $state ->
        [seat] { $name } now has { $seats ->
            [one] a seat
           *[other] { $seats } seats
        } in “{ $title }”.
       *[other] { $name } now waits for a seat in “{ $title }”, at place { $place }.
    } { $told }
    .subject = Yes: { $title }
seating-refused =
    { $name } gets no seat in “{ $title }”. { $told }
    .subject = No: { $title }
seating-move-where =
    To which date shall { $name } go?
    .subject = To which date?
seating-move-nowhere =
    There is no other date for { $name } at the moment.
    .subject = No other date
seating-moved =
    { $name } now has { $seats ->
        [one] a seat
       *[other] { $seats } seats
    } in “{ $title }”. { $told }
    .subject = Another date: { $title }

adding-ask-name =
    Who would like to come?

    Write the person's name. The association helps to find them, too.
    .subject = Who would like to come?
adding-ask-person =
    Which of these is it?
    .subject = Who is it?
adding-ask-phone =
    At which telephone number do you reach the person?
    .subject = Which telephone number?
adding-ask-seats =
    How many people come together? Write a number.
    .subject = How many come?
adding-new = New: { $name }
adding-label-name = Searched for
adding-label-person = Person
adding-label-phone = Telephone
adding-label-seats = Seats
adding-summary =
    { $answers }

    Shall I sign this person up?
    .subject = Shall I sign them up?
adding-finish = Yes, sign up
adding-done =
    { $state ->
        [seat] { $name } has { $seats ->
            [one] a seat
           *[other] { $seats } seats
        } in “{ $title }”.
       *[other] There is not enough room in “{ $title }” now. { $name } waits, at place { $place }.
    } { $told }
    .subject = Signed up: { $title }

feedback-sentences =
    <b>How it was: { $title }</b>

    { $sentences }
    .subject = How it was: { $title }
feedback-too-few =
    <b>How it was: { $title }</b>

    I show what people write once { $fewest } of them have answered. Otherwise one would know who wrote it.
    .subject = How it was: { $title }
