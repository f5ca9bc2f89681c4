"""What the network knows, and its rules: one file per subject, its tables and its verbs together.

Nothing here speaks a language, opens a socket or reads a clock: time is an argument, and a rule that says no raises a
`Refusal` whose class name is the key of its words.
"""
