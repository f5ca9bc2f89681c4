# Trainings, events and meetings, sign-ups and declarations.

refusal-training-gone = This training is gone. Please call: { $contact }.
refusal-training-not-open = Nobody can sign up for “{ $title }” yet. We will write to you when the time comes.
refusal-training-cancelled = “{ $title }” does not take place. Questions? Call: { $contact }.
refusal-training-started = “{ $title }” has begun already. Please call: { $contact }.
refusal-training-over = “{ $title }” is over already.
refusal-nothing-planned = There is no date yet. Please give a day and an hour.
refusal-ends-before-start = The end is before the beginning. Please check the hours.
refusal-starts-in-the-past = This date is over already. Please take a later one.
refusal-no-such-hour = This hour does not exist on that day: the clocks go forward. Please take another hour.
refusal-seats-taken =
    { $taken ->
        [one] One seat is taken already.
       *[other] { $taken } seats are taken already.
    } Fewer are possible when somebody cancels. Please speak with those who signed up first. Questions? { $contact }.
refusal-sign-up-gone = This sign-up is gone. You would like to come? Then please sign up again.
refusal-not-your-sign-up = This sign-up belongs to another person. You would like to change something? Call: { $contact }.
refusal-deadline-passed = The deadline for “{ $title }” is over. Please call, we will find a way: { $contact }.
refusal-training-full =
    So many seats are not free in “{ $title }” now. { $free ->
        [0] It is full.
        [one] Only one seat is free, and somebody may be waiting for it.
       *[other] Only { $free } seats are free, and somebody may be waiting for them.
    } The sign-up stays as it was. Questions? { $contact }.
refusal-more-than-there-are =
    “{ $title }” has { $seats ->
        [one] only one seat.
       *[other] only { $seats } seats.
    } Please bring fewer people. Or call: { $contact }.
refusal-association-full =
    In “{ $title }” each association has { $limit ->
        [one] only one seat.
       *[other] { $limit } seats at most.
    } { $left ->
        [0] Yours has all of them already.
        [one] You can have one more.
       *[other] You can have { $left } more.
    } More? Call: { $contact }.
refusal-already-signed-up = This person is signed up for “{ $title }” already.
refusal-was-refused = We could not sign you up for “{ $title }”. Please call: { $contact }.
refusal-nothing-to-decide = This is decided already, or the person cancelled.
refusal-not-a-choice = Please take one of the answers that stand there.
refusal-not-a-number = Please write only a number here. For example: 3
refusal-too-many-names =
    These are more names than seats. { $seats ->
        [one] You have one seat.
       *[other] You have { $seats } seats.
    } Please take more seats first.
refusal-offer-over = This offer for “{ $title }” is over. You would still like to come? Just sign up again. Questions? { $contact }.
refusal-not-begun = “{ $title }” has not begun yet. Please come back afterwards.
refusal-not-there = There was no seat for this sign-up. You would like to tell us something? Just write it.
refusal-declaration-gone = This question is gone. Please call: { $contact }.
refusal-declaration-over = Nobody can answer “{ $title }” now. Please call: { $contact }.
refusal-declaration-asked = Associations have “{ $title }” already. So the text stays as it is.
refusal-reminded-already = We have already reminded the associations that did not answer “{ $title }”. Please call them now.
