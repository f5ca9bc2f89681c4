# What is on, signing up, and what the clock writes of it.
command-trainings = dates, date, trainings, events, courses, all dates, what is on, my dates, my sign-ups
command-description-trainings = Trainings and dates
menu-trainings = Show dates

trainings-coming =
    <b>Coming up</b>

    { $lines }

    Which one do you want to know more about?
    .subject = The next dates
trainings-nothing =
    There is no date at the moment. As soon as there is one, we will write to you.

    Questions? { $contact }.
    .subject = The next dates
trainings-line = { $when }: { $title }, { $town }
# Day and month on a button, as a pattern.
trainings-day = d MMM
trainings-span = { $start } to { $end }
trainings-map = <a href="{ $link }">Map</a>
trainings-online = <a href="{ $link }">Join online</a>
trainings-seats =
    { $free ->
        [0] All { $seats } seats are taken. { $waiting ->
            [0] You can go on the waiting list.
            [one] One sign-up is waiting.
           *[other] { $waiting } sign-ups are waiting.
        }
        [one] One seat of { $seats } is free.
       *[other] { $free } of { $seats } seats are free.
    }
trainings-seats-for-all = There is room for everybody.
trainings-one =
    <b>{ $title }</b>
    { $when }
    { $place }

    { $text }

    { $seats } Please answer by { $until }.
    Questions? { $contact }.

    { $standing }
    .subject = { $title }
trainings-manage = Manage trainings
trainings-mine-button = My sign-ups
trainings-all = Show all dates
trainings-mine =
    <b>Your sign-ups</b>

    { $lines }

    { $feed }
    .subject = Your sign-ups
trainings-mine-nothing =
    You are not signed up for anything at the moment.

    { $lines }{ $feed }
    .subject = Your sign-ups
trainings-feed =
    You can subscribe to this link in your calendar. It is for you only:
    <a href="{ $link }">{ $link }</a>

signing-yes = Yes, I will come
signing-several = Yes, several of us
signing-maybe = Maybe
signing-no = No
signing-ask = I have a question
signing-names = Give the names
companions-ask-names =
    <b>Who comes along? { $title }</b>

    { $others ->
        [one] Write the name of the person who comes with { $whose ->
            [own] you
           *[another] { $name }
        }. It then stands on the certificate.
       *[other] Write the names of the { $others } people who come with { $whose ->
            [own] you
           *[another] { $name }
        }, with a comma between them. They then stand on the certificates.
    }
    .subject = Who comes along? { $title }
signing-named =
    Thank you. Coming: { $names }.

    { $title }
    .subject = The names: { $title }
signing-change = Another number
signing-cancel = I cannot come
signing-cancel-another = Cancel
signing-call-me = Call me
signing-number =
    { $seats ->
        [one] 1 person
       *[other] { $seats } people, you included
    }
signing-people =
    { $seats ->
        [one] 1 person
       *[other] { $seats } people
    }
signing-people-1 = Just me
signing-people-2 = Two of us
signing-people-3 = Three of us
signing-people-4 = Four of us
signing-people-5 = Five of us
signing-more = More of us

signing-is-seat = You are signed up: { $number }.
signing-is-offered = We hold a seat for you until { $until }: { $number }.
signing-is-waiting = You are on the waiting list: place { $place }, { $number }.
signing-is-asked = Your sign-up is with the office: { $number }.
signing-is-maybe = You said “maybe”.
signing-is-no = You said “no”.
signing-is-cancelled = You cancelled.
signing-is-refused = The office could not sign you up.
signing-of-another-seat = { $name } is signed up: { $number }.
signing-of-another-offered = We hold a seat for { $name } until { $until }: { $number }.
signing-of-another-waiting = { $name } is on the waiting list: place { $place }, { $number }.
signing-of-another-asked = The sign-up of { $name } is with the office: { $number }.
signing-of-another-maybe = { $name } said “maybe”.
signing-of-another-no = { $name } said “no”.
signing-of-another-cancelled = { $name } cancelled.
signing-of-another-refused = The office could not sign { $name } up.

signing-standing =
    <b>{ $title }</b>
    { $when }
    { $place }

    { $standing }
    Questions? { $contact }.
    .subject = { $title }
signing-seat =
    <b>{ $standing }</b>

    { $title }
    { $when }
    { $place }

    The date for your calendar comes with this message. We will remind you.
    Questions? { $contact }.
    .subject = You are signed up: { $title }
signing-for-another =
    <b>{ $standing }</b>

    { $title }
    { $when }
    { $place }

    { $name } gets a message from us.
    Questions? { $contact }.
    .subject = For { $name }: { $title }
signing-unclear =
    <b>Thank you. { $name } reads your message.</b>

    You are not signed up yet: { $title }
    { $when }
    { $place }

    Would you like to come? Answer just with “yes”, “yes 3” or “no”.
    Questions? { $contact }.
    .subject = Are you coming? { $title }
signing-waiting =
    <b>{ $standing }</b>

    { $title }
    { $when }

    There is no free seat right now. When one becomes free, we ask in order. You will get a message and have time to answer.
    Questions? { $contact }.
    .subject = Waiting list, place { $place_in_line }: { $title }
signing-asked =
    <b>{ $standing }</b>

    { $title }
    { $when }

    For this training the office still says yes or no. You will get a message.
    Questions? { $contact }.
    .subject = Your sign-up is with the office: { $title }
signing-offered =
    <b>{ $standing }</b>

    { $title }
    { $when }
    { $place }

    Will you come?
    .subject = A seat for you: { $title }
signing-cancelled =
    <b>You cancelled: { $title }.</b>

    { $calendar }
    Thank you for telling us. Now somebody else can come.
    { $closed ->
        [yes] Do you have time after all? Then call: { $contact }.
       *[no] Do you have time after all? Just sign up again.
    }
    .subject = You cancelled: { $title }
signing-refused =
    <b>{ $standing }</b>

    { $title }
    Please call: { $contact }.
    .subject = Your sign-up: { $title }
signing-said-no =
    <b>You will not come: { $title }.</b>

    { $calendar }
    Thank you for your answer.
    { $closed ->
        [yes] Do you have time after all? Then call: { $contact }.
       *[no] Do you have time after all? Just sign up.
    }
    .subject = You will not come: { $title }
signing-said-maybe =
    <b>You may come: { $title }.</b>
    { $when }

    { $calendar }
    We do not hold a seat for you yet. { $closed ->
        [yes] Do you know for sure? Then call: { $contact }.
       *[no] Do you know for sure? Then say yes or no.
    }
    .subject = You may come: { $title }
signing-delete-entry = Please delete the date in your calendar.
signing-proposed = { $title }: a proposal for another time, { $when }.
signing-entry-by-mail = We take the date in your calendar back by e-mail.
signing-entry-gone =
    <b>Cancelled: { $title }</b>
    { $when }

    This e-mail takes the date out of your calendar. Some programs ask you first.
    .subject = Cancelled: { $title }
signing-one-more-day =
    <b>{ $title }</b>

    This is one more day for your calendar.
    .subject = One more day: { $title }
signing-check =
    <b>{ $title }</b>

    { $question }
    .subject = One more question: { $title }
signing-check-yes = Yes
signing-check-unsure = I am not sure
signing-check-no = No
signing-help =
    <b>{ $title }</b>

    That is all right. { $help }
    Or call: { $contact }.

    What would you like to do?
    .subject = We will help you: { $title }
signing-help-usual = We will help you before it starts.
signing-all-the-same = Come all the same
signing-for-whom =
    <b>{ $title }</b>

    For which association do you come?
    .subject = For which association? { $title }
signing-for-myself = Only for myself
signing-how-many =
    <b>{ $title }</b>

    How many of you will come? Count yourself, too.
    .subject = How many people? { $title }
signing-how-many-of-another =
    <b>{ $title }</b>

    How many people will come? Count { $name }, too.
    .subject = How many people? { $title }
signing-ask-number = How many people are you? Count yourself, too. Just write the number, for example: 8
    .subject = How many people?
signing-meant =
    <b>{ $title }</b>

    Do you mean that you will come, { $number }?
    .subject = Will you come? { $title }
signing-was-it-you =
    <b>{ $title }</b>

    Our message to you was answered from another address: “{ $said }”, { $number }. Is it your answer? We have changed nothing yet. Please tell us:
    .subject = Will you come? { $title }
signing-asked-there =
    Thank you for your answer. Our message went to another address than yours. We asked there whether the answer counts.

    Would you like to come yourself? Then please call: { $contact }. Or answer here with your name.
    .subject = Your answer
signing-no-sure =
    <b>{ $title }</b>

    You are signed up: { $seats }. { $closed ->
        [yes] The deadline is over: then only the office can sign you up again.
       *[no] If you cancel, somebody else gets the seat.
    } Do you really want to cancel?
    .subject = Do you want to cancel? { $title }
signing-maybe-sure =
    <b>{ $title }</b>

    You are signed up: { $seats }. Your seat stays yours. { $closed ->
        [yes] The deadline is over: only the office can sign you up again.
       *[no] {""}
    } Would you rather give it up?
    .subject = Your seat stays: { $title }
signing-cancel-sure =
    <b>{ $title }</b>

    Signed up: { $seats }. { $closed ->
        [yes] The deadline is over: then only the office can sign you up again.
       *[no] If you cancel, somebody else gets the seat.
    } Do you really want to cancel?
    .subject = Do you want to cancel? { $title }
signing-cancel-another-sure =
    <b>{ $title }</b>

    { $name } is signed up. { $closed ->
        [yes] The deadline is over: then only the office can sign them up again.
       *[no] If you cancel, somebody else gets the seat.
    } Do you want to cancel for { $name }?
    .subject = Cancel? { $title }
signing-give-up = Give up the seat
signing-keep = Keep the seat
signing-all-answered = Thank you, that helps us to prepare: { $title }.
    .subject = Thank you: { $title }
signing-which =
    <b>What do you want to answer?</b>

    Your answer was: { $said }. Please choose the date.
    .subject = Which date?
signing-which-yes = yes
signing-which-no = no
signing-which-maybe = maybe
signing-how-to-answer = Will you come? Just answer “yes”, “yes 3” (there are three of you) or “no”.
signing-post-over = This event does not take place.
signing-link = <a href="{ $link }">Sign up</a>

own-question-ask-answer =
    <b>One more question</b>

    { $question }
    .subject = One more question
own-question-ask-optional-answer =
    <b>One more question</b>

    { $question }
    .subject = One more question
own-question-ask-number =
    <b>One more question</b>

    { $question }
    .subject = One more question
own-question-ask-optional-number =
    <b>One more question</b>

    { $question }
    .subject = One more question

refusal-not-a-count = Please write a number from 1 to { $most }. For example: 3

offers-accept = Yes, I will come
offers-accept-another = Take the seat
offers-decline = No, thank you

# What the clock writes.
telling-late = This message comes later than planned. We are sorry.
telling-the-office = The office
telling-offer =
    { $late }
    <b>A seat is free – for you!</b>

    { $title }
    { $when }
    { $place }

    We hold the seat until { $until }: { $number }.
    Will you come? Without an answer we ask the next person. You stay on the list then, at its end.
    .subject = A seat is free: { $title }
telling-offer-missed =
    { $late }
    <b>We asked the next person: { $title }.</b>

    There was no answer from you. { $standing }
    You do not want to wait any more? Then please cancel.
    .subject = Your place on the waiting list: { $title }
telling-added =
    { $late }
    <b>{ $by } { $state ->
        [waiting] put you on the waiting list
       *[other] signed you up
    }: { $title }.</b>
    { $when }
    { $place }

    { $standing }
    Questions? { $contact }.
    .subject = { $state ->
        [waiting] Waiting list
       *[other] You are signed up
    }: { $title }
telling-answered =
    { $late }
    <b>{ $by } answered for you: { $title }.</b>
    { $when }

    { $standing } { $calendar }
    Is that wrong? Change it here, or call: { $contact }.
    .subject = Answered for you: { $title }
telling-cancelled =
    { $late }
    <b>{ $by } cancelled for you: { $title }.</b>
    { $when }

    { $calendar }
    Is that wrong? Sign up again, or call: { $contact }.
    .subject = Cancelled for you: { $title }
telling-moved =
    { $late }
    <b>{ $by } signed you up for another date.</b>

    Before: { $before }
    Now: { $title }
    { $when }
    { $place }

    { $standing } { $calendar }
    Does it not suit you? Call: { $contact }.
    .subject = Another date for you: { $title }
telling-resized =
    { $late }
    <b>{ $by } changed the number: { $title }.</b>
    { $when }

    Before: { $before }. Now: { $number }.
    Questions? { $contact }.
    .subject = Another number: { $title }
telling-approved =
    { $late }
    <b>The office said yes: { $title }.</b>
    { $when }
    { $place }

    { $standing }
    Questions? { $contact }.
    .subject = Yes from the office: { $title }
telling-refused =
    { $late }
    <b>We could not sign you up: { $title }.</b>

    Do you want to know why? Please call: { $contact }.
    .subject = No seat, sorry: { $title }
telling-changed =
    { $late }
    <b>Changed: { $title }</b>

    Now:
    { $when }
    { $place }

    Before: { $before }
    { $standing } { $calendar }
    Does it still suit you? Questions? { $contact }.
    .subject = Changed: { $title }
telling-old-entry = The old date may still be in your calendar. Please delete it.
telling-called-off =
    { $late }
    <b>Called off: { $title }</b>
    { $when }

    We are sorry. { $calendar }
    { $instead }
    Questions? { $contact }.
    .subject = Called off: { $title }
telling-instead = There is another date: { $when }.
telling-instead-button = The other date
telling-asks =
    { $late }
    <b>Somebody waits for your yes: { $title }</b>
    { $when }
    .subject = A sign-up waits for your yes: { $title }
telling-given-back =
    { $late }
    <b>Cancelled after the deadline: { $title }</b>
    { $when }

    Free again: { $seats ->
        [one] one seat
       *[other] { $seats } seats
    }. Whoever waits is asked in turn.
    .subject = Cancelled after the deadline: { $title }
telling-full =
    { $late }
    <b>All seats are taken: { $title }</b>
    { $when }

    Whoever signs up now goes on the waiting list.
    .subject = Full: { $title }
telling-too-few =
    { $late }
    <b>Too few sign-ups: { $title }</b>
    { $when }

    Signed up: { $taken }. Needed: { $minimum }.
    Does it take place?
    .subject = Too few sign-ups: { $title }
telling-open-list = Open the list
telling-call =
    <b>Please call: { $title }</b>
    { $when }

    We reach somebody who takes part neither in the chat nor by e-mail. { $news ->
        [offer] A seat is free for this person.
        [changed] Time or place have changed.
        [called-off] It does not take place.
        [approved] You said yes to the sign-up.
       *[refused] You said no to the sign-up.
    }
    .subject = Please call: { $title }
telling-whom-to-call = Whom to call?
telling-reminder =
    { $late }
    <b>Reminder: { $title }</b>
    { $when }
    { $place }

    { $standing } We look forward to seeing you.
    You cannot come after all? Please cancel. Then somebody else can come.
    Questions? { $contact }.
    .subject = Reminder: { $title }

duties-seats =
    I could not go on with a waiting list three times: training no. { $number } ({ $what }).

    Please give this message to your technician. Everything else goes on. I will try again in some hours.
    .subject = A waiting list needs your technician
duties-notice =
    I could not write a message about a training three times: no. { $number } ({ $what }).

    Please give this message to your technician. Everything else goes on. I will try again in some hours.
    .subject = A message needs your technician
duties-reminder =
    I could not write a reminder three times: no. { $number } ({ $what }).

    Please give this message to your technician. Everything else goes on. I will try again in some hours.
    .subject = A reminder needs your technician
duties-post =
    I could not show three times how many seats are free in the channel: training no. { $number } ({ $what }).

    Please give this message to your technician. Everything else goes on. I will try again in some hours.
    .subject = A post in the channel needs your technician
