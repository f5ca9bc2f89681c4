# Whom an announcement is for.
audience-ask =
    <b>{ $subject }</b>

    It goes to: { $audience }.
    At the moment: { $count }.

    Is that right?
    .subject = Who gets “{ $subject }”?
audience-list-towns =
    <b>Towns</b>
    It goes to: { $audience }.
    At the moment: { $count }.

    Which towns? None ticked means all.
    .subject = Which towns?
audience-list-topics =
    <b>Topics</b>
    It goes to: { $audience }.
    At the moment: { $count }.

    Which topics? None ticked means all.
    .subject = Which topics?
audience-list-languages =
    <b>Languages</b>
    It goes to: { $audience }.
    At the moment: { $count }.

    Which languages? None ticked means all.
    .subject = Which languages?
audience-towns = Choose towns
audience-topics = Choose topics
audience-languages = Choose languages
audience-only = Associations only
audience-everyone = Other people, too
audience-done = Go to the preview
audience-list-done = Done
audience-all = everyone on the list
audience-only-associations = associations only
audience-count =
    { $associations ->
        [one] 1 association
       *[other] { $associations } associations
    }, { $people ->
        [one] 1 person
       *[other] { $people } people
    }: { $chats } chat, { $mails } mail
# Words that people write into the first line of a letter.
audience-words-to = To, For
audience-words-all = all, everyone, everybody
audience-words-associations = associations only, only associations, associations
refusal-draft-gone = This text was thrown away. Begin a new announcement with /announce or with an e-mail “Announcement”.
refusal-choice-gone = This choice is gone. Please open the list again.
audience-group-coming = who has a seat in this training
audience-group-waiting = who waits for this training
audience-group-silent = who has said nothing to this training yet
