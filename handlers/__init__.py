"""What people may say, and what happens then: read, one verb, one answer.

Every conversation is a file here. It registers its buttons with `@action` (mailing/turn.py) and its commands with
`@command` (handlers/commands.py); importing this package loads them all. The same functions serve chat and mail.
"""

from importlib import import_module
from pathlib import Path

for _file in sorted(Path(__file__).parent.glob("*.py")):
    if _file.stem != "__init__":
        import_module(f"handlers.{_file.stem}")
