# What people say to us, as lists of words; they are only read, never shown. Capitals, umlauts, accents and signs do
# not matter. A word with a colon at its end takes what follows on its line.
command-subscribe = subscribe, sign up, sign me up, join, register, subscription, newsletter, subscribe me, i want to subscribe, i would like to subscribe, i want to join, add me to the list
command-unsubscribe = unsubscribe, stop, sign off, leave, remove, remove me, unsubscribe me, take me off the list, remove me from the list, take me off your list, i want to unsubscribe, i would like to unsubscribe, no more mail, no more mails, no more emails, stop sending emails, cancel subscription
command-confirm = confirm, confirmed, confirmation, i confirm, i confirm this
command-status = status, my status, am i subscribed
command-dossier = my data, data request, subject access request, what do you know about me, access request
command-announce = announcement, newsletter to all, circular

answer-yes = yes, yes please, yep, yeah, yes that is right, that is right, right, correct, all correct, ok, okay, fine, agreed, i agree, sure, of course, yes i do, yes i want, yes i would, yes i confirm, i confirm, confirm, 👍, ✅
answer-no = no, no thanks, no thank you, nope, not me, that was not me, wrong, not right, that is wrong, not correct, rather not, not interested, 👎, ❌
answer-send = send, send it, send now, yes send, yes send it, release, go, go ahead
answer-discard = no, discard, do not send, don't send, delete, withdraw, cancel
answer-stop = stop, halt, hold, hold it, unsubscribe

# Courtesy around a command does not count.
courtesy-greeting = hello, hi, hey, dear, dear all, good morning, good afternoon, good evening, good day, dear sir or madam, greetings
courtesy-polite = please, thanks, thank you, thank you very much, many thanks, thanks a lot, kindly, thanks in advance
courtesy-closing = kind regards, best regards, warm regards, regards, best wishes, yours sincerely, yours faithfully, sincerely, all the best, cheers, best, yours
