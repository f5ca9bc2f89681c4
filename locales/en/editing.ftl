# What staff change about a training without those who signed up being concerned.
editing-ask =
    What would you like to change about “{ $title }”?
    .subject = Change: { $title }
editing-label-when = Date
editing-label-place = Place
editing-label-seats = Seats
editing-label-access = How to get in
editing-label-map = Link to a map
editing-label-deadline = Sign up by
editing-label-text = Text
editing-label-title = Title
editing-label-kind = Kind
editing-label-audience = For whom
editing-label-per_association = Seats each
editing-label-minimum = At least
editing-label-entry = Does it fit?
editing-label-help = Help before
editing-label-instead = Instead
editing-label-approval = We approve
editing-label-contact = Contact person
editing-label-reminders = Remind
editing-label-offer_hours = Time to answer
editing-reminders-3 = Week, day, 2 hours
editing-reminders-2 = Day and 2 hours
editing-reminders-1 = Only 2 hours
editing-reminders-0 = Not at all
editing-label-questions = Own questions
editing-none = Nothing
editing-all = For everybody

editing-ask-deadline =
    Until when can people sign up for “{ $title }”? For example: “30.4.” or “30.4. at 12:00”. Without it, until it begins.
    .subject = Sign up by: { $title }
editing-ask-text =
    What is the text of “{ $title }”? Write it, then press “Continue”.
    .subject = The text: { $title }
editing-more-text =
    I have that. Anything else? If not, press “Continue”.
    .subject = The text: { $title }
editing-ask-title =
    What should “{ $title }” be called?
    .subject = Another title: { $title }
editing-ask-kind =
    What is “{ $title }”?
    .subject = The kind: { $title }
editing-ask-audience =
    Whom is “{ $title }” for? Name towns, topics or languages. For example: “Hilden, Education”.
    .subject = For whom: { $title }
editing-ask-per_association =
    How many seats of “{ $title }” may one association have?
    .subject = Seats each: { $title }
editing-ask-minimum =
    How many must there be at least for “{ $title }”? If there are fewer after the deadline, I tell you.
    .subject = At least: { $title }
editing-ask-entry =
    What should people be able to do before “{ $title }”? Write it as a question: “Can you write a mail with an attachment?” Nobody is turned away.
    .subject = Does it fit? { $title }
editing-ask-help =
    What do you offer to somebody who needs to learn something before “{ $title }”? For example: “We help you before.”
    .subject = Help before: { $title }
editing-ask-instead =
    What fits better if somebody is not ready for “{ $title }”?
    .subject = Instead: { $title }
editing-ask-approval =
    Would you like to approve every sign-up for “{ $title }” yourself?
    .subject = We approve: { $title }
editing-ask-contact =
    Who answers questions about “{ $title }”?
    .subject = Contact person: { $title }

editing-ask-reminders =
    How long before “{ $title }” do we remind those who signed up?
    .subject = Remind: { $title }
editing-ask-offer_hours =
    When a seat for “{ $title }” becomes free: how many hours does the next person have to answer? Shortly before the beginning it is less.
    .subject = Time to answer: { $title }

editing-questions =
    <b>Own questions of “{ $title }”</b>
    { $lines }

    What would you like to do?
    .subject = Own questions: { $title }
editing-new-question = New question
editing-drop = Drop: { $text }
editing-kind-text = A text
editing-kind-choice = A choice
editing-kind-number = A number
question-ask-question =
    What would you like to ask for “{ $title }”? For example: “Do you need childcare?”
    .subject = An own question: { $title }
question-ask-kind =
    What is the answer?
    .subject = An own question: { $title }
question-ask-choices =
    Which answers are there? Put a semicolon between them: “yes; no; not sure yet”.
    .subject = An own question: { $title }
question-ask-optional =
    Must people answer it?
    .subject = An own question: { $title }

refusal-deadline-too-late = That is after the beginning. Please take an earlier day.
refusal-more-than-seats =
    There { $seats ->
        [one] is only one seat
       *[other] are only { $seats } seats
    }. Please take a smaller number. Or change the seats first.
refusal-unknown-audience = { $unknown }: I do not know that here. Please use names of towns, topics or languages. For example: “Hilden, Education”.
refusal-not-several = Please name at least two answers, with a semicolon between them: “yes; no”.
