# When something went wrong on our side.
worker-set-aside =
    Sorry, that did not work on our side. Your message is kept, and we will look at it.

    It is urgent? { $contact }.
worker-report =
    The program failed three times to handle a message (no. { $number }): { $what }. It is kept, nothing is lost.

    Please tell whoever runs the machine.
    .subject = A message waits for the technician
worker-too-many =
    These were very many messages at once. I have not read the last ones.
    Please wait a minute. Then write again.
    Is it urgent? { $contact }
