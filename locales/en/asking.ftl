# Questions to the operator, and what they write as recipients.
asking-yes = yes, y, ja, j
asking-no = no, n, nein
asking-needed = This is needed.
asking-unchanged = Enter: stays as it is
asking-none = Enter: none
refusal-nobody-answers =
    Nobody is here to answer: { $question }
    Please give the answers with the command, or --yes. Nothing was done.

whom-no-kind = I do not understand “{ $word }”. There is: { $kinds } For example: --to "town=Hilden topic=Education"
whom-near = There is no { $word }. Do you mean { $near }?
whom-unknown = There is no { $word }. Possible are: { $possible }
