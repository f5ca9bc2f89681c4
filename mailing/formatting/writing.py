"""Blocks written as HTML: the canonical form that is stored, and the same with text directions for a mail."""

from collections.abc import Iterable
from html import escape

from mailing.formatting.blocks import BREAK, MARKS, Block, Code, Document, Listing, Paragraph, Quote, Run


def write(document: Document, block_attributes: str = "") -> str:
    """HTML of p, br, b, i, u, s, code, a, pre, blockquote, ul, ol and li, nothing else."""
    return "".join(_block(block, block_attributes) for block in document)


def write_for_mail(document: Document) -> str:
    """The same, each block in the direction of its first letter: Arabic below German reads right. A list has one for
    all its items, since its bullets stand on one side; `dir=auto` does not look into elements that have their own."""
    return write(document, ' dir="auto"')


def _block(block: Block, attributes: str) -> str:
    match block:
        case Paragraph(runs):
            return f"<p{attributes}>{write_inline(runs)}</p>"
        case Code(text):
            # HTML swallows one line break right after <pre>.
            wrapping = attributes and f'{attributes} style="white-space:pre-wrap;"'
            return f"<pre{wrapping}>{BREAK if text.startswith(BREAK) else ''}{escape(text, quote=False)}</pre>"
        case Quote(blocks):
            return f"<blockquote>{write(blocks, attributes)}</blockquote>"
        case Listing():
            return _listing(block, attributes)


def _listing(listing: Listing, attributes: str) -> str:
    items = "".join(f"<li>{_item(item, attributes)}</li>" for item in listing.items)
    if listing.start is None:
        return f"<ul{attributes}>{items}</ul>"
    start = f' start="{listing.start}"' if listing.start != 1 else ""
    return f"<ol{attributes}{start}>{items}</ol>"


def _item(item: tuple[Block, ...], attributes: str) -> str:
    """One paragraph needs no element of its own in its item."""
    paragraphs = [block for block in item if isinstance(block, Paragraph)]
    if item and paragraphs == [item[0]]:
        return write_inline(paragraphs[0].runs) + write(item[1:], attributes)
    return write(item, attributes)


def write_inline(runs: Iterable[Run], line_break: str = "<br>", outer: tuple[str, ...] = ()) -> str:
    """Runs with well-nested tags; `outer` names marks that enclose a link."""
    html: list[str] = []
    opened: list[str] = []
    for run in runs:
        wanted = _tags(run, outer)
        common = next((n for n, (a, b) in enumerate(zip(opened, wanted, strict=False)) if a != b), None)
        common = min(len(opened), len(wanted)) if common is None else common
        html += _closing(opened[common:]) + [f"<{tag}>" for tag in wanted[common:]]
        html.append(escape(run.text, quote=False).replace(BREAK, line_break))
        opened = wanted
    return "".join(html + _closing(opened))


def _tags(run: Run, outer: tuple[str, ...]) -> list[str]:
    link = [f'a href="{escape(run.link)}"'] if run.link else []
    return [mark for mark in outer if mark in run.marks] + link + [mark for mark in MARKS if mark in run.marks]


def _closing(tags: list[str]) -> list[str]:
    return [f"</{tag.split(' ', 1)[0]}>" for tag in reversed(tags)]
