# A consent given on paper, by phone or at an event.
consent-record = Record a yes
consent-ask-search =
    <b>Record a yes</b>

    Who agreed? Write the name, the association or the e-mail address.
    .subject = Record a yes
consent-ask-person =
    Whom do you mean?
    .subject = Whom do you mean?
consent-ask-address =
    To which e-mail address may we write? Press, or write a new one.
    .subject = Which address?
consent-ask-way =
    How did the person agree?
    .subject = How did the person agree?
consent-ask-day =
    When was that? Write the day, such as 13.04.2027.
    .subject = When was that?
consent-ask-wording =
    What exactly did the person say yes to? Press, or write the sentence.
    .subject = To what exactly?
consent-label-search = Search
consent-label-person = Person
consent-label-address = Address
consent-label-way = Agreed
consent-label-day = Day
consent-label-wording = Wording
consent-way-paper = on paper
consent-way-phone = on the phone
consent-way-event = at a meeting
consent-today = Today, { $day }
consent-our-wording = Our text, { $version }
consent-summary =
    { $answers }

    Is that right?
    .subject = Is that right?
consent-finish = Yes, record it
consent-recorded =
    Recorded. { $name } now gets messages at { $address }, and first a short letter about it.
    .subject = Recorded: { $name }
consent-letter =
    <b>You now get our messages.</b>

    You agreed to “{ $list }”: { $way }, on { $day }. We recorded that. It is about 2 messages a month.

    Is that not right? Reply “stop”. Then it ends at once. Questions? { $contact }.
    .subject = { $list }: you agreed ({ $day })
consent-stop = Stop
consent-ended =
    Thank you for telling us. “{ $list }” does not write to you any more. Questions? { $contact }.
    .subject = We do not write to you any more
command-consent = consent, record a yes
command-description-consent = Record a yes
refusal-nobody-found = I find nobody like that. Please write only a part: the surname, a word of the association’s name, or the e-mail address.
refusal-staff-answer-themselves = This person works at the office. They confirm their address themselves, by writing “subscribe” to us.
refusal-not-a-day = That is no day that has been. Please write it like this: 13.04.2027.
