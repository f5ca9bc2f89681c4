# Proving that a mail address is one's own.
address-ask-mail =
    <b>Your e-mail address</b>

    What is your e-mail address? Please write it here.
addresses-known = We have this address already: { $address }. There is nothing more to do.
addresses-sent =
    We sent an e-mail to { $address }.

    Please write the code from the e-mail here in the chat. Or answer the e-mail with “yes”.
    No e-mail came? Please look into the spam folder as well. Otherwise: { $contact }.
addresses-sent-from-mail =
    We sent an e-mail to { $address }. Please answer it with “yes”.

    No e-mail came? { $contact }.
    .subject = Please confirm your new address
addresses-letter =
    Hello!

    Somebody gave this e-mail address to “{ $list }” in Telegram. Was that you?

    Then please answer with “yes”. Or write this code in the chat: <b>{ $shown }</b>
    { $link }
    The code works for 30 minutes, your answer for 3 days. After that the chat and this address belong to one person.

    That was not you? Then answer with “no”, or do nothing.

    We keep your address. Only { $controller } sees it. <a href="{ $privacy }">More about privacy</a>
    Questions? { $contact }.
    .subject = Is this your address? Code for { $list }
addresses-link = Or open this page: { $link }
addresses-proved =
    Thank you! The address { $address } is confirmed.

    “{ $list }” can now write to you by e-mail as well. Questions? { $contact }.
    .subject = Your address is confirmed
addresses-declined =
    Thank you. We do not use this address.

    Questions? { $contact }.
    .subject = We do not use this address
