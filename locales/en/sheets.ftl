# Lists to sign, certificates, results and charts: what is printed or handed on.
sheets-page = Page { $page } of { $pages }
sheets-from-to = { $start } to { $end }
sheets-as-of = As of { $when }
# Day and hour in a table, as a pattern.
sheets-short-moment = d MMM yyyy, HH:mm
sheets-number = No.
sheets-name = Name
sheets-association = Association
sheets-signature = Signature
sheets-signing-note = Afterwards the numbers of those who came are enough, for example: 1 3 5-8
refusal-not-on-the-sheet =
    I cannot make anything of this: “{ $said }”. The list has the numbers 1 to { $rows }.
    Who came? Please write all numbers again, for example: 1 3 5-8

sheets-certificate = Certificate of participation
sheets-took-part = took part in:
sheets-hours =
    Duration: { $hours ->
        [one] one hour
       *[other] { $hours } hours
    }
sheets-topics = Topics
sheets-day = Date

sheets-declaration-headings = Association, Answer, Comment, Who, By which way, When
sheets-answer-yes = Yes
sheets-answer-no = No
sheets-answer-comment = Comment
sheets-answer-silent = No answer
sheets-all = All

sheets-participant-headings = Name, Association, Persons, State, By which way, When
sheets-state-seat = Has a seat
sheets-state-waiting = Waits
sheets-state-offered = Seat offered
sheets-state-no = Does not come
sheets-state-maybe = Maybe
sheets-state-asked = To be decided
sheets-state-cancelled = Cancelled
sheets-state-refused = Refused
sheets-state-silent = No answer

sheets-label = Training
sheets-town = Town
sheets-seats = Seats
sheets-signed-up = Sign-ups
sheets-waiting = Waiting
sheets-came = Came
sheets-figures =
    { $label }: { $seats ->
        [one] one seat
       *[other] { $seats } seats
    }, { $signed_up } signed up, { $waiting } waiting, { $came } came
