# Another date, place or number of seats, and calling off.
rescheduling-ask-when =
    When is “{ $title }”? Name all dates that are still to come: “4.5. 18:00 to 20:00; 11.5. 18:00 to 20:00”.
    .subject = Another date: { $title }
relocating-ask-place =
    Where is “{ $title }”? For example: “Haus der Vereine, Hauptstraße 1, Velbert”. Or write a link.
    .subject = Another place: { $title }
relocating-ask-access =
    How do people get in to “{ $title }”? For example: “with a lift, entrance in the yard”.
    .subject = How to get in: { $title }
relocating-ask-map =
    Is there a link to a map for “{ $title }”?
    .subject = Link to a map: { $title }
resizing-ask-seats =
    How many seats does “{ $title }” have? Write a number, or “No limit”.
    .subject = Another number of seats: { $title }
rescheduling-label-when = Date
relocating-label-place = Place
relocating-label-access = How to get in
relocating-label-map = Link to a map
rescheduling-summary =
    It shall be like this:
    { $answers }

    Everybody who signed up is told in a moment. Is that right?
    .subject = Is that right?
rescheduling-finish = Yes, change it
relocating-summary =
    It shall be like this:
    { $answers }

    Everybody who signed up is told in a moment. Is that right?
    .subject = Is that right?
relocating-finish = Yes, change it
rescheduling-changed =
    “{ $title }” is changed. { $concerned ->
        [0] Nobody has signed up yet.
        [one] One person is told in a moment.
       *[other] { $concerned } people are told in a moment.
    }{ $planned ->
        [0] {""}
       *[other] {" "}The planned announcement says what is new.
    }
    .subject = Changed: { $title }
rescheduling-sure =
    <b>Call off “{ $title }”?</b>

    { $concerned ->
        [0] Nobody has signed up yet.
        [one] One person is told at once.
       *[other] { $concerned } people are told at once.
    } { $instead }
    .subject = Call off? { $title }
rescheduling-instead = They are offered the next date: { $when }.
rescheduling-yes = Yes, call it off
rescheduling-no = No, it stays
rescheduling-called-off =
    “{ $title }” is called off. { $told ->
        [0] Nobody had signed up.
        [one] One person is told now.
       *[other] { $told } people are told now.
    } { $going ->
        [yes] The announcement is still on its way. “Pause” stops it.
       *[other] { "" }
    }
    .subject = Called off: { $title }
