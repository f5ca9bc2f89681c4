# A code from one of our letters.
codes-ask =
    Bitte schreiben Sie den Code aus unserem Brief oder unserer E-Mail hier in den Chat. Er hat 8 Zeichen.

    Sie finden ihn nicht? { $contact }.
