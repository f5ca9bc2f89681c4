# Registering an association, or joining one that is known.
registration-ask-name =
    <b>Add an association</b>

    What is your association called?
registration-ask-association =
    We know these associations already.

    Is yours among them?
registration-none-of-these = No, another one
registration-ask-town =
    Which town is your association in?
registration-ask-topics =
    What does your association do?

    Press everything that fits. Then “Continue”.
registration-ask-person =
    What is your name?
registration-ask-role =
    What is your task in the association?
registration-ask-mail =
    What is your e-mail address?

    You have none? Press “Skip”.
registration-ask-phone =
    What is your telephone number?

    You would rather not say? Press “Skip”.
registration-label-name = Name of association
registration-label-association = In the register
registration-label-town = Town
registration-label-topics = Focus
registration-label-person = Your name
registration-label-role = Your task
registration-label-mail = E-mail
registration-label-phone = Telephone
registration-summary =
    <b>Is everything right?</b>

    { $answers }
registration-finish = Yes, send it
registration-entered =
    <b>Thank you!</b> “{ $name }” is registered.

    Questions? { $contact }.
registration-waits-for-staff =
    <b>Thank you!</b> What you told us about “{ $name }” has arrived.

    The office looks at it. You get an answer here. There is nothing to do for you.
    Questions? { $contact }.
registration-waits-for-contact =
    <b>Thank you!</b> Somebody from “{ $name }” has to say yes.

    We asked them. If no answer comes in two days, the office helps. You hear of it here.
    Questions? { $contact }.
registration-known =
    You are registered for “{ $name }” already.

    Questions? { $contact }.

role-chair = Chair
role-deputy = Deputy
role-treasurer = Treasurer
role-manager = Manager
role-member = Member
