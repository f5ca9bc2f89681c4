# Messages of which nobody knows whether they arrived, one after the other.
deciding-start = Decide one by one
deciding-one =
    <b>Nobody knows whether it arrived: { $subject }</b>

    { $who }
    Still open: { $left }. It is best to ring.

    What shall I do about this person?
    .subject = Nobody knows whether it arrived: { $subject }
deciding-again = By chat once more
deciding-mail = By e-mail
deciding-leave = Leave it so
deciding-later = Decide later
deciding-from-start = From the start
deciding-some-left =
    These were all. Still open for “{ $subject }”: { $left }.
    .subject = Still open: { $subject }
deciding-over =
    All decided. Nothing is open for “{ $subject }” any more.
    .subject = All decided: { $subject }
