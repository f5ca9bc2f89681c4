# Answers to letters.
post-ask-back =
    Guten Tag!

    Sie haben geschrieben: { $command }.
    Stimmt das? Dann antworten Sie bitte mit „ja“.
    Sie haben das nicht geschrieben? Dann müssen Sie nichts tun.
    .subject = Bitte bestätigen: { $command }
