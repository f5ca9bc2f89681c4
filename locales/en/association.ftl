# What the network knows about somebody's association.
association-which = Which association would you like to see?
association-waits =
    “{ $name }” is still waiting for a yes. You hear of it here.

    Questions? { $contact }.
association-show =
    <b>{ $name }</b>

    { $facts }

    <b>Contacts</b>
    { $contacts }

    Is that still right?
association-change = Change something
association-invite = Invite somebody
association-role = Change my task
association-leave = Not me any more
association-which-field = What would you like to change?
association-label-name = Name
association-label-town = Town
association-label-street = Street
association-label-postcode = Postcode
association-label-topics = Focus
association-label-website = Website
association-label-native_name = Original name
association-label-origin = Origin
association-label-members = Members
association-label-remarks = Remark
association-label-service = Responsible service
association-topics =
    <b>Focus of { $name }</b>

    What does your association do? Press everything that fits.
association-topics-done = Done
association-changed = Thank you, that is changed.
association-leave-sure =
    <b>You do not speak for { $name } any more?</b>

    The association stays registered. You still get our messages.
    You can invite somebody first who does it now.

    What shall we do?
association-leave-yes = Yes, not me any more
association-stay = Leave it all
association-left =
    All right. You do not speak for “{ $name }” any more. Thank you for your work!

    Questions? { $contact }.
association-staff-left =
    <b>{ $association }: { $name } does not speak for the association any more</b>

    { $count ->
        [0] Now the association has no contact. Please ask there.
       *[other] Still there: { $remaining }.
    }
    .subject = { $association }: { $name } does not speak for the association any more

field-ask-name =
    Now: { $known }

    What is your association called?
field-ask-town =
    Now: { $known }

    Which town is your association in?
field-ask-street =
    Now: { $known }

    Which street is your association in? With the number, please.
field-ask-postcode =
    Now: { $known }

    What is the postcode?
field-ask-website =
    Now: { $known }

    What is the address of your website?
field-ask-native_name =
    Now: { $known }

    What is your association called in your language?
field-ask-origin =
    Now: { $known }

    Where do the people in your association come from?
field-ask-members =
    Now: { $known }

    How many members does your association have?
field-ask-remarks =
    Now: { $known }

    What else should we know?
field-ask-own =
    { $heading }
    Now: { $known }

    What should stand here?
fields-nothing = Delete this
role-ask-role = What is your task in the association?
