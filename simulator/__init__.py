"""The desk to try Netzbote on: a messenger and a mail server for one machine, which know nothing of the rest."""
