"""Pictures for README and handbook, taken from the page that the tests play on: `PICTURES=1 pytest tests/bot`."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent.parent / "docs" / "bilder"


def picture(page: Page, name: str) -> None:
    """Keep what the page shows now, if pictures are asked for."""
    if os.environ.get("PICTURES"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
