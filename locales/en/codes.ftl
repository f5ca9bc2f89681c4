# A code from one of our letters.
codes-ask =
    Please write the code from our letter or e-mail here in the chat. It has 8 characters.

    You cannot find it? { $contact }.
