"""What stands around a text in a letter: the greeting above, the numbered choices and the small print below.

Everything exists twice, as plain text and as HTML, made from the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

from locales import Words
from mailing import formatting
from mailing.office import Office
from mailing.outgoing_headers import NAME_LIMIT, clean

_NAME = "{name}"


@dataclass(frozen=True)
class Text:
    """A piece of a letter, as plain text and as HTML."""

    plain: str = ""
    html: str = ""

    @classmethod
    def of(cls, html: str) -> "Text":
        """From any HTML of ours; in our words a line break is one."""
        broken = html.replace("\n", "<br>")
        return cls(formatting.to_plain(broken), formatting.to_mail(broken))

    @classmethod
    def lines(cls, *lines: str) -> "Text":
        """From plain lines; addresses of web pages become links."""
        return cls("\n".join(lines), f"<p>{'<br>'.join(map(_linked, lines))}</p>") if lines else cls()


def joined(*pieces: Text) -> Text:
    """The pieces one below the other."""
    return Text("\n\n".join(p.plain for p in pieces if p.plain), "\n".join(p.html for p in pieces if p.html))


def greeting(say: Words, name: str) -> Text:
    """ "Guten Tag Anna Kaya," or, to somebody whose name is not known, "Guten Tag,". One line, and never a link,
    whatever people are called."""
    called = clean(name, NAME_LIMIT)
    line = _by_name(say).replace(_NAME, say.isolated(called)) if called else say.text("outbox-greeting-nobody")
    return Text(line, f"<p>{escape(line)}</p>")


@cache
def _by_name(say: Words) -> str:
    """The greeting of a language, looked up once: Fluent takes 3 µs, a letter to many 17."""
    return say.text("outbox-greeting", name=_NAME)


def choices(say: Words, labels: Sequence[str], *, page: str | None, reply: str) -> Text:
    """Numbered lines: on the web `page` each leads to its button; else each opens a reply, `reply` being its
    "mailto:…?subject=…"."""
    if not labels:
        return Text()
    lines = [f"{number} {label}" for number, label in enumerate(labels, 1)]
    links = [f"{page}?n={n}" if page else f"{reply}&body={quote(line)}" for n, line in enumerate(lines, 1)]
    plain = [f"{line}: {link}" if page else line for line, link in zip(lines, links, strict=True)]
    html = [f'<a href="{escape(link)}">{escape(line)}</a>' for line, link in zip(lines, links, strict=True)]
    offered = Text("\n".join(plain), f"<p>{'<br>'.join(html)}</p>")
    return joined(offered, Text.lines(say.text("outbox-answer-by-number")))


def way_out(say: Words, *, link: str, address: str) -> Text:
    """Why somebody gets this, and how to end it: `link` is a page, or a letter ("mailto:") that carries the token;
    `address` is where a letter ends it, too."""
    why, stop = say.text("outbox-why"), say.text("outbox-stop")
    by_mail = say.text("outbox-stop-by-mail", address=address)
    plain = by_mail if link.startswith("mailto:") else f"{stop}: {link}"
    return Text(f"{why}\n{plain}", f'<p>{escape(why)}<br><a href="{escape(link)}">{escape(stop)}</a></p>')


def small_print(say: Words, office: Office) -> Text:
    """Whom to ask, who answers for the letter, and what the law wants to be told."""
    facts = {
        "outbox-questions": {"contact": office.contact},
        "outbox-controller": {"controller": office.controller},
        "outbox-privacy": {"link": office.privacy_url},
        "outbox-imprint": {"link": office.imprint_url},
    }
    return Text.lines(*(say.text(key, **fact) for key, fact in facts.items() if all(fact.values())))


def _linked(line: str) -> str:
    """The line as HTML, its last word a link if it is a web address."""
    before, space, last = line.rpartition(" ")
    if not last.startswith(("https://", "http://")):
        return escape(line)
    return f'{escape(before)}{space}<a href="{escape(last)}">{escape(last)}</a>'
