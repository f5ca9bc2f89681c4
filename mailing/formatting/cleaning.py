"""Foreign HTML made safe and balanced, by nh3, before anybody reads it."""

import re
from html import unescape

import nh3

from mailing.formatting.blocks import visible

# html5ever takes time quadratic in the depth: 50,000 nested div need 4 s, 500 need 1 ms.
MAX_DEPTH = 500

SHOWN = {
    *("p", "br", "hr", "div", "span", "font", "center", "address", "article", "section", "header", "footer", "main"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "figure", "caption"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "a", "img", "b", "strong", "i", "em", "cite", "dfn", "u"),
    *("ins", "s", "strike", "del", "code", "tt", "kbd", "samp"),
}
_NEVER_SHOWN = {"script", "style", "title", "noscript", "template", "object", "svg", "math", "select", "textarea"}

_CLEANER = nh3.Cleaner(
    tags=SHOWN,
    clean_content_tags=_NEVER_SHOWN,
    attributes={"*": {"class", "id", "style", "name"}, "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel=None,
)
_TAG = re.compile(r"<(/?)([a-zA-Z]\w*)")
# Elements that HTML closes by itself do not make a document deep.
_SELF_CLOSING = {"p", "li", "td", "tr", "th", "br", "hr", "img", "meta", "link", "col", "input", "dd", "dt", "o", "wbr"}


def clean(html: str) -> str:
    """Balanced HTML of the elements we show; of a page that is nested beyond sense, its text."""
    html = visible(html)
    if _too_deep(html):
        return nh3.clean_text(unescape(re.sub(r"<[^>]*>", " ", html)))
    return _CLEANER.clean(html)


def _too_deep(html: str) -> bool:
    depth = 0
    for closing, tag in _TAG.findall(_without_comments(html)):
        if tag.lower() not in _SELF_CLOSING:
            depth += -1 if closing else 1
            if depth > MAX_DEPTH:
                return True
    return False


def _without_comments(html: str) -> str:
    """Word hides whole style sheets in comments."""
    first, *rest = html.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)
