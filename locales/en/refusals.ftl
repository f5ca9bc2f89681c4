# What people read when a rule says no. Every refusal has its words here, or beside its subject.
refusal-address-taken = This address belongs to another person already. Is it yours? Then please call: { $contact }.
refusal-staff-by-code =
    This address or this chat belongs to the office. A “yes” or a link is not enough for that.

    Please give your e-mail address in the chat: /menu. Then type the code from our e-mail into the same chat. Questions? { $contact }.
refusal-no-channel-left = Then we could not write to you any more. Please confirm the other way first. To end everything, use /stop.
refusal-last-admin = You are the last person with all rights. Please give the rights to somebody else first.
refusal-not-allowed = Only the office may do that. You need something? Call: { $contact }.
refusal-association-exists = “{ $name }” is in the register already. Press “Change something”, then the name, and choose the association.
refusal-already-contact = You are registered for “{ $name }” already.
refusal-not-your-association = Only its contacts see this association. You are one of them? Call: { $contact }.
refusal-message-gone = This message is gone already: sent or deleted. You would like to say something else? Just write it.
refusal-prompt-unknown = I do not know this question any more. Write /menu in the chat, or “help” by e-mail, to see what you can do.
refusal-prompt-expired = This question is too old. Please begin again: with /menu in the chat, with “help” by e-mail. Or call: { $contact }.
refusal-prompt-used = You have answered that already. You would like to change it? Call: { $contact }.
refusal-code-unknown = I do not know this code, or it is too old. Please check the 8 characters. Otherwise: { $contact }.
refusal-too-many-tries = Those were many codes for today. Please try again tomorrow. Or call: { $contact }.
refusal-button-gone = This button is gone. Write /menu in the chat, or “help” by e-mail, to see what you can do.
refusal-old-button =
    There is no button with this number. Please take a number from 1 to { $last }. Or: /menu
refusal-dialogue-over = This question is over. Write /menu in the chat, or “help” by e-mail, to see what you can do.
refusal-choose-a-button = Please press one of the buttons, or write the number before it. /cancel stops this.
refusal-not-a-name = I need a name with letters here. Please write it once more.
refusal-too-long = That is too long. { $limit } characters fit in here. Please write it shorter.
refusal-not-a-mail-address = That is not an e-mail address yet. It looks like this: name@example.org. Please write it once more.
refusal-not-a-phone-number = That is not a telephone number yet. It looks like this: 02051 123456. Please write it once more.
refusal-not-a-website = That is not a web address yet. It looks like this: www.example.org. Please write it once more.
