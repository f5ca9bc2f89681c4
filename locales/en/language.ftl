# The language that a person reads.
language-which = Which language would you like to read?
language-set = All right. I write to you in English now.
command-language = language
command-description-language = Choose language
