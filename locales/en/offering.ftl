# Trainings, events and meetings as staff see them.
staff-trainings = Trainings
command-offer = new training, offer a training, new event, new meeting
command-description-offer = Offer a training or a meeting

offering-kind-training = Training
offering-kind-event = Event
offering-kind-meeting = Meeting
offering-all =
    <b>Trainings and meetings</b>
    { $lines }

    Which would you like to see?
    .subject = Trainings and meetings
offering-nothing =
    Nothing is planned at the moment.

    Would you like to offer something?
    .subject = Trainings and meetings
offering-over =
    <b>What took place</b>
    { $lines }

    Which would you like to see?
    .subject = Earlier trainings
offering-nothing-over =
    Nothing has taken place yet.
    .subject = Earlier trainings
offering-line = { $when }{ $where }: { $title } ({ $seats }){ $state ->
    [draft] , draft
   *[other] { "" }
 }
offering-new = Offer something
offering-earlier = Show earlier ones
offering-list = Show all

offering-one =
    <b>{ $what }: { $title }</b>
    { $when }
    { $where }

    { $state ->
        [draft] A draft. Nobody can sign up yet.
        [cancelled] Cancelled.
        [over] This is over.
       *[other] People can sign up.
    }
    { $limited ->
        [yes] { $taken } of { $seats } seats are taken.
       *[other] { $taken } seats are taken, without a limit.
    } { $others }
    { $details }
    { $hint }

    { $text }

    What would you like to do?
    .subject = { $what }: { $title }
offering-count-waiting = Waiting: { $number }.
offering-count-asked = To decide: { $number }.
offering-count-maybe = Maybe: { $number }.
offering-count-no = Not coming: { $number }.
offering-similar = Please note, in the same week there is already in { $town }: { $names }
offering-announce = Announce it
offering-turnout = Who is coming?
offering-change = Change something
offering-copy = Offer it again
offering-call-off = Call it off

offering-seats = { $limited ->
    [yes] { $seats ->
        [one] There is one seat.
       *[other] There are { $seats } seats.
    }
   *[other] Everybody can come.
 }
offering-by = Please answer by { $when }.
offering-questions = Questions? { $contact }.

copying-ask-start =
    “{ $title }” is offered again. Everything else stays the same.

    When does it begin? For example: “4.5.” or “on 4 May at 18:00”.
    .subject = Once more: { $title }
