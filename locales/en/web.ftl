# The few web pages.
web-unknown =
    We do not know this page any more. Perhaps the link is not complete.

    We are glad to help: { $contact }.
web-leave =
    Would you like to get no more messages from “{ $list }”?

    Then please press the button.
web-leave-button = Yes, unsubscribe
web-left =
    You have left.

    We send you no more messages from “{ $list }”. Questions? { $contact }.
web-answer = What would you like to answer? Please press a button.
web-done = Thank you! Your answer has arrived.
web-privacy = Privacy
web-imprint = Imprint
