# Declarations: staff ask every association for a yes or no, and see what became of it.
declaring-words = declaration, new declaration
declaring-words-until = deadline, answer by, reply by, until
declaring-start = New declaration
declaring-ask-title =
    <b>New declaration</b>
    Each association answers yes or no.

    What is it called? Keep it short, for example: “Summer party 2027: who joins in?”
    .subject = New declaration
declaring-ask-text =
    <b>The text</b>

    What shall associations answer with yes or no? Write it as they shall read it.
    .subject = The text of the declaration
declaring-more-text =
    I have that.

    Anything else? Go on writing. Finished? Then press “Continue”.
    .subject = The text of the declaration
declaring-ask-audience =
    <b>For whom?</b>

    Which associations shall answer? Write towns or topics, for example: “Hilden, Education”.
    .subject = For which associations?
declaring-ask-deadline =
    <b>The deadline</b>

    Until when shall associations answer? For example: “30 April” or “Friday 12:00”.
    .subject = Until when?
declaring-label-title = Name
declaring-label-text = Text
declaring-label-audience = Associations
declaring-label-deadline = Deadline
declaring-all = All associations
declaring-preview =
    <b>{ $title }</b>
    This is what associations get. Nobody has got it yet.

    { $text }

    To: { $audience }. That { $count ->
        [one] is one association
       *[other] are { $count } associations
    }, of which nobody can be reached: { $unreached }.
    Answer by: { $deadline }
    { $days ->
        [0] The time is too short for a reminder. But you can remind them yourself.
       *[other] Those who do not answer are reminded after { $days } days.
    }

    Shall it go out like this?
    .subject = Preview: { $title }
declaring-send = Send
declaring-discard = Discard
declaring-discarded =
    “{ $title }” is discarded.
    .subject = Discarded: { $title }
declaring-changed =
    “{ $title }” is not what the old preview showed any more. Here is the new one.
    .subject = New preview: { $title }
declaring-opened =
    <b>“{ $title }” goes out.</b>

    { $count ->
        [one] One association is asked.
       *[other] { $count } associations are asked.
    } { $unreached ->
        [0] { "" }
        [one] One association I cannot reach. Please call there.
       *[other] { $unreached } associations I cannot reach. Please call there.
    }
    In the end you get the result: { $deadline }.
    .subject = Asked: { $title }
declaring-show = Show how it stands

declared-list =
    <b>Declarations</b>
    { $number ->
        [0] None yet. With a declaration you ask all associations for a yes or no.
       *[other] The newest come first.
    }

    What would you like to do? It works by mail, too: subject “Declaration: name”, the text below.
    .subject = Declarations
declared-standing =
    <b>{ $title }</b>
    Yes: { $yes }, no: { $no }, only a comment: { $comment }, no answer: { $silent }.
    { $over ->
        [yes] The deadline has passed: { $deadline }.
       *[other] Answer by: { $deadline }.
    }

    What would you like to do?
    .subject = How it stands: { $title }
declared-result =
    <b>Result: { $title }</b>
    Yes: { $yes }, no: { $no }, only a comment: { $comment }, no answer: { $silent }.
    { $over ->
        [yes] The deadline has passed: { $deadline }.
       *[other] Associations can still answer, until { $deadline }.
    }

    Who said what and when stands in the list: as PDF to print, as CSV to reckon with.
    .subject = Result: { $title }
declared-file = Declaration
declared-sheet = Send the list
declared-record = Enter an answer
declared-remind = Remind now
declared-end = End it now
declared-which =
    { $number ->
        [0] All associations have answered “{ $title }”.
       *[other] These associations have not said anything about “{ $title }” yet. Which one answered you?
    }
    .subject = Enter an answer: { $title }
declared-reminded =
    I have written about “{ $title }” once more. { $count ->
        [one] One association gets a reminder.
       *[other] { $count } associations get a reminder.
    } { $unreached ->
        [0] { "" }
        [one] One association I cannot reach. Please call there.
       *[other] { $unreached } associations I cannot reach. Please call there.
    }
    .subject = Reminded: { $title }
declared-end-sure =
    After the end no association can answer “{ $title }” any more.

    Shall I end it now?
    .subject = End it now? { $title }
declared-end-now = Yes, end it now
declared-ended =
    “{ $title }” has ended. The result is on its way.
    .subject = Ended: { $title }
command-declarations = declarations, my declarations, open declarations
command-description-declarations = Yes or no for your association

# What contacts read and answer.
declare-question =
    <b>{ $title }</b>
    For: { $association }

    { $text }

    Answer with “yes”, “no” or a sentence by { $deadline }. Until then you can change the answer. Questions? { $contact }.
    .subject = { $title }: { $association }
declare-reminder =
    <b>Still without an answer: { $title }</b>
    For: { $association }

    { $text }

    Answer with “yes”, “no” or a sentence by { $deadline }. I will not ask again. Questions? { $contact }.
    .subject = Still without an answer: { $title }
declare-show =
    <b>{ $title }</b>
    For: { $association }

    { $text }

    Kept is: { $answer }
    You can change it until { $deadline }. Questions? { $contact }.

    What does the association answer?
    .subject = { $title }: { $association }
declare-saved =
    <b>Kept: { $answer }</b>
    { $title }, { $association }

    You can change it until { $deadline }. Then answer with “yes”, “no” or a sentence. Questions? { $contact }.
    .subject = Kept: { $title }
declare-told =
    <b>{ $title }</b>
    { $name } answered for { $association }: { $answer }

    Is that wrong? You can change it until { $deadline }. Then answer with “yes”, “no” or a sentence. Questions? { $contact }.
    .subject = Answer of { $association }: { $title }
declare-answer = { $answer }. “{ $comment }”
declare-about = About “{ $title }”, { $association }:
declare-write = Write something
declare-ask-text =
    <b>{ $title }</b>

    What would you like to write about it? Somebody in the office reads it.
    .subject = Your comment: { $title }
declare-mine =
    <b>What the office asks your association</b>

    What would you like to answer or change?
    .subject = Questions to your association
declare-none =
    At present the office asks your association nothing. Questions? { $contact }.
    .subject = Questions to your association

duties-declaration-reminder =
    The reminder of a declaration could not be written three times: no. { $number } ({ $what }).

    Please give this message to your technical support. Everything else goes on. It is tried again in some hours.
    .subject = A reminder waits for technical support
duties-declaration-end =
    The result of a declaration could not be written three times: no. { $number } ({ $what }).

    Please give this message to your technical support. Everything else goes on. It is tried again in some hours.
    .subject = A result waits for technical support
duties-declaration-sheet =
    The list of a declaration could not be made three times: no. { $number } ({ $what }).

    Please give this message to your technical support. Everything else goes on. It is tried again in some hours.
    .subject = A list waits for technical support

refusal-not-a-deadline = I do not know that day. Please write it like this: “30 April”, “Friday 12:00” or “in 2 weeks”. Your text is kept.
refusal-names-unknown =
    I do not know this here: “{ $unknown }”

    Towns: { $towns }
    Topics: { $topics }
    Languages: { $languages }
    Which associations shall answer?
refusal-only-text = Files do not go with a declaration. Please write everything into the text. Send a file before as an announcement.
