# The language that a person reads.
language-which = Welche Sprache möchten Sie lesen?
language-set = Gut. Ich schreibe Ihnen jetzt auf Deutsch.
command-language = sprache, language
command-description-language = Sprache wählen
