# Figures for reports, and the sentence for the committee.
figures-quarter = { $quarter ->
    [1] January to March { $year }
    [2] April to June { $year }
    [3] July to September { $year }
   *[other] October to December { $year }
 }
figures-show =
    <b>Figures: { $about }</b>
    { $sentence }

    { $lines }
    .subject = Figures: { $about }
figures-sentence = { $trainings ->
    [0] No training yet
    [one] One training
   *[other] { $trainings } trainings
 }{ $towns ->
    [0] { "" }
    [one] { " " }in one town
   *[other] { " " }in { $towns } towns
 }{ $spread ->
    [none] { "" }
    [one] , { $smallest } participants
    [same] , { $smallest } participants each
   *[other] , { $smallest } to { $largest } participants
 }.
figures-held = Events
figures-sign-ups = Sign-ups, also of several people
figures-came = People who came
figures-no-shows = People who did not come
figures-associations = Associations
figures-people = How many people signed up
figures-feedback = Feedback: good { $good }, middling { $middling }, not good { $bad }
figures-too-few = Feedback: fewer than { $fewest } answers, so no number
figures-sheet = Picture and table
figures-towns = One town
figures-trainings = One training
figures-quarters = A quarter
figures-no-town = Without a town
figures-which-quarter =
    Which quarter?
    .subject = Figures: which quarter?
figures-which-town =
    Figures for { $period }: which town?
    .subject = Figures { $period }: which town?
figures-which-training =
    Figures for { $period }: which training?
    .subject = Figures { $period }: which training?
figures-title = Trainings { $period }
figures-drawn =
    <b>{ $title }</b>
    { $sentence }

    The picture shows the towns, the table each training.
    .subject = { $title }
figures-file = Trainings
command-figures = figures, figures:, statistics, statistics:
command-description-figures = Figures for reports
duties-figures =
    Picture and table of the figures could not be made three times: no. { $number } ({ $what }).

    Please give this message to your technical support. Everything else goes on. It is tried again in some hours.
    .subject = A picture waits for technical support
refusal-not-a-period = I do not know that period. Write a year, for example “2027”. Or a quarter: “2027-2”.
refusal-town-gone = There was no training there in that time. “Figures” shows what there was.

# The command `netzbote events`.
figures-help = Trainings and other events.
figures-help-report = The figures of a year: by town, by training, and the sentence for the committee.
figures-help-year = The year; else the current one.
figures-headings = What, events, seats, sign-ups, waiting, came, missing, associations, people
figures-all = All
