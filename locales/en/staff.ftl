# The office's own part: the overview, and who has which role.
staff-menu =
    <b>{ $list }: overview</b>

    { $standing }.
    Within reach: { $reached } of { $associations } associations ({ $share } %).
    Open requests: { $open }.
    { $paused }

    What would you like to do?
    .subject = Overview: { $list }
staff-announce = Write to them all
staff-planned = Show what is planned
staff-declarations = Show declarations
staff-figures = Show figures
staff-requests = See requests
staff-report = See reports
staff-invite = Invite associations
staff-calls = Show the call list
staff-door = Where to reach me
staff-roles = Manage roles

staff-role-admin = all rights
staff-role-editor = may write to all
staff-role-viewer = may look
staff-list =
    <b>The office</b>
    { $lines }

    What would you like to change?
    .subject = Who belongs to the office?
staff-give = Give a role
staff-take = End { $name }
staff-take-sure =
    { $name } is no longer to belong to the office?

    It holds at once. All that was still open ends, too.
    .subject = End { $name }?
staff-take-now = Yes, end it now
staff-taken =
    { $name } no longer belongs to the office.
    .subject = Ended: { $name }
staff-ended =
    Your role in the office of “{ $list }” has ended. Questions? { $contact }.
    .subject = Your role has ended: { $list }

offering-ask-address =
    For which e-mail address is the role?
    .subject = Give a role
offering-ask-role =
    Which role?
    .subject = Which role?
offering-label-address = Address
offering-label-role = Role
offering-summary =
    { $answers }

    Shall I offer the role?
    .subject = Offer the role?
offering-finish = Offer the role
staff-offered =
    I wrote to { $address } ({ $role }). The role holds as soon as a yes comes from there, within 3 days.
    .subject = Role offered: { $address }
staff-offer =
    <b>Would you like to work with “{ $list }”?</b>

    The office offers you a role: { $role }.

    Do you agree? Reply “yes” or “no”, within 3 days. Questions? { $contact }.
    .subject = Work with { $list }?
staff-accepted =
    Welcome to the office of “{ $list }”: { $role }.

    This is how: write an e-mail with the subject “overview”. Send an announcement to { $address }.
    .subject = Welcome to the office
staff-joined =
    { $name } now belongs to the office.
    .subject = New in the office: { $name }
staff-refused =
    All right. Everything stays as it is. Questions? { $contact }.
    .subject = Everything stays as it is

staff-group-named =
    This group is now the group of the office of “{ $list }”.

    Whoever would like to see requests here writes /door to me in their own chat and chooses “In the group”. Reply to my messages here, then they arrive.
staff-group-how =
    This is how the office gets a group: invite me into your Telegram group. Write /staffgroup there.

    After that everybody can get requests in the group.
    .subject = A group for the office
staff-group-end = Go on without group
staff-group-ended =
    There is no group any more. Requests arrive by e-mail or in one’s own chat again.
    .subject = No group any more

command-standing = overview, office, reach
command-description-standing = Overview for the office
command-staff = roles, rights
command-description-staff = Who belongs to the office?
command-staffgroup = group, office group
command-description-staffgroup = This group for requests
