"""The servers that tests speak to."""
