"""Text flowing into blocks: runs fill a line, lines between empty lines are a paragraph, frames hold blocks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mailing.formatting.blocks import BREAK, Block, Listing, Paragraph, Quote, Run, rows_of, text_of, tidy


@dataclass
class Frame:
    """A part of the page that holds blocks: the page, a quote, a list, an item, a table row, a cell.

    `start` is the first number of a list, none for bullets; `parts` are a list's items or a row's cells.
    """

    kind: str
    start: int | None = None
    blocks: list[Block] = field(default_factory=list)
    parts: list[list[Block]] = field(default_factory=list)
    rows: list[list[Run]] = field(default_factory=list)
    row: list[Run] = field(default_factory=list)

    def break_line(self) -> None:
        self.rows.append(self.row)
        self.row = []

    def end_line(self) -> None:
        """End the line if anything is on it; a lone no-break space is how Outlook writes an empty line."""
        text = text_of(self.row)
        if text.strip() or "\xa0" in text:
            self.break_line()
        self.row = []

    def part_paragraphs(self) -> None:
        self.end_line()
        self.break_line()

    def end_paragraph(self) -> None:
        self.end_line()
        self.blocks += paragraphs(self.rows)
        self.rows = []

    def add(self, blocks: Iterable[Block]) -> None:
        self.end_paragraph()
        # Outlook puts a list inside a list, not inside its item.
        (self.parts[-1] if self.parts else self.blocks).extend(blocks)

    def add_row(self, cells: list[list[Block]]) -> None:
        """A row of short cells is one line; a row that lays out a page is what its cells hold."""
        filled = [cell for cell in cells if cell]
        if all(map(_one_line, filled)):
            self.end_line()
            self.rows.append(_side_by_side(filled))
        else:
            self.add(block for cell in filled for block in cell)

    def add_word_item(self, item: list[Block], start: int | None) -> None:
        """Word writes a list as paragraphs that only look like one."""
        if not item:
            return
        self.end_paragraph()
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Listing) and (before.start is None) == (start is None):
            self.blocks[-1] = Listing((*before.items, tuple(item)), before.start)
        else:
            self.blocks.append(Listing((tuple(item),), start))

    def close(self) -> list[Block]:
        """What this frame adds to the one around it."""
        if self.kind == "blockquote":
            return [Quote(tuple(self.blocks))] if self.blocks else []
        if self.kind in ("ul", "ol"):
            items = tuple(tuple(part) for part in (self.blocks, *self.parts) if part)
            return [Listing(items, self.start)] if items else []
        return self.contents()

    def contents(self) -> list[Block]:
        return [*self.blocks, *(block for part in self.parts for block in part)]


def paragraphs(rows: Iterable[Iterable[Run]]) -> list[Block]:
    """The paragraphs of some lines."""
    found: list[Block] = []
    together: list[Run] = []
    for row in [*map(list, rows), []]:
        if text_of(row).strip():
            together += [Run(BREAK), *row] if together else row
        elif runs := tidy(together):
            found.append(Paragraph(runs))
            together = []
    return found


def _one_line(cell: list[Block]) -> bool:
    return len(cell) == 1 and isinstance(cell[0], Paragraph) and len(rows_of(cell[0].runs)) == 1


def _side_by_side(cells: list[list[Block]]) -> list[Run]:
    row: list[Run] = []
    for block in (cell[0] for cell in cells):
        if isinstance(block, Paragraph):
            row += [Run(" | "), *block.runs] if row else block.runs
    return row
