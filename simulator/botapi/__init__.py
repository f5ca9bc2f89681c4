"""The parts of the simulated Bot API: what it accepts, what it remembers, what it answers."""
