# What staff write by e-mail that is no command.
misheard-word =
    { $near ->
        [none] Your message is now among the requests. Did you want something else? I know these words.
       *[other] Do you mean “{ $near }”? Then please send your e-mail again, with that word in its subject.
    }

    { $staff }
    .subject = { $near ->
        [none] Your message
       *[other] Do you mean “{ $near }”?
    }
misheard-choice =
    Please answer with a number, or with the words of one of these lines. Or write a new e-mail.
    .subject = What would you like to do?
