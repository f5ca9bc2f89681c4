"""`python -m bot`: the same as the command `netzbote`."""

from bot.cli import main

main()
