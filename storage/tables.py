"""Every table, loaded: what migrations and tests compare the schema with."""

from importlib import import_module
from pathlib import Path

from storage.database import Base

for _file in sorted(Path(__file__).parent.glob("*.py")):
    if _file.stem not in ("__init__", "tables", "copying"):
        import_module(f"storage.{_file.stem}")

metadata = Base.metadata
