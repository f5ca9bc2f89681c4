"""The running program: settings, command line, wiring, poller, worker, clock, web endpoints."""

import os

# python-telegram-bot reads this when it is imported: durations are timedelta, in the program as in the tests.
os.environ.setdefault("PTB_TIMEDELTA", "1")
