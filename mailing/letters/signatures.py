"""What stands below a letter without having been written for it: signatures, advertising of telephones, disclaimers.

Each rule asks for two signs at once, since a person may well write of a telephone, of printing, of confidence.
"""

import re
from collections.abc import Iterable

QUOTE = ">"
"""A line that stands where a quote was taken out: a signature above it ends there."""

_DELIMITER = re.compile(r"\s?--\s?")
_SENT = re.compile(
    r"\s*(?:von meine[mr]\b.{1,60}gesendet|(?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit)\b.{1,80} gesendet"
    r"|gesendet (?:von|mit|über|aus)|sent (?:from|with|via|by)|get outlook|(?:holen|laden) sie .{0,20}outlook"
    r"|outlook (?:für|for|pour|para) .{2,60}|envoyé (?:de|depuis|à partir|avec)|enviado (?:desde|do|de|a partir)"
    r"|inviato da|verzonden (?:vanaf|met|vanuit)|.{0,40}gönderildi|wysłan[eo] z|отправлено (?:с|из)|надіслано з"
    r"|skickat från|sendt fra|trimis de|télécharger|تم الإرسال من|أُ?رسلت? من|ارسال شده از)",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"iphone|ipad|\bmac\b|galaxy|samsung|android|outlook|smartphone|handy|\bmobil|huawei|xiaomi|redmi|pixel|blackberry"
    r"|windows|yahoo|\bgmx\b|web\.de|t-online|freenet|proton|thunderbird|\bios\b|gmail|mail[- ]?app|mail\.ru"
    r"|яндекс|tuta",
    re.IGNORECASE,
)
_LONGEST = 160

_CONFIDENTIAL = re.compile(
    r"vertraulich|rechtlich geschützt|confiden[tc]i|privileged|riservat|gizli|poufn|конфиденциальн|سري", re.IGNORECASE
)
_NOT_FOR_YOU = re.compile(
    r"empfänger|adressat|irrtümlich|unbefugt|löschen|vernichten|recipient|addressee|in error|delete|destinat|alıcı"
    r"|odbiorc|adresat|получател|المستلم",
    re.IGNORECASE,
)
_APPENDED = re.compile(
    r"[\s*_=-]*(?:"
    r"(?:bitte )?(?:prüfen|denken|bedenken|überlegen) sie .{0,60}(?:umwelt|ausdruck)|please consider the environment"
    r"|(?:informationen|hinweise) zum datenschutz|datenschutzhinweis|virenfrei|virus-free"
    r"|diese e-?mail wurde .{0,40} auf viren|this e-?mail has been checked for viruses)",
    re.IGNORECASE,
)


def without_signatures(rows: Iterable[str]) -> list[str]:
    """The lines without what follows "-- " (up to the next quote), and without "Von meinem iPhone gesendet"."""
    kept: list[str] = []
    signing = False
    for row in rows:
        if row == QUOTE:
            signing = False
            kept.append("")
        elif signing or _DELIMITER.fullmatch(row):
            signing = True
        elif not _is_advertising(row):
            kept.append(row)
    return kept


def _is_advertising(row: str) -> bool:
    return len(row) <= _LONGEST and bool(_SENT.match(row)) and bool(_DEVICE.search(row)) and not row.endswith("?")


def without_disclaimers(text: str) -> str:
    """The text without the paragraphs in which an office calls its mail confidential, or asks not to print it."""
    return "\n\n".join(part for part in re.split(r"\n[ \t]*\n", text) if not _is_disclaimer(part))


def _is_disclaimer(paragraph: str) -> bool:
    return bool(_APPENDED.match(paragraph) or (_CONFIDENTIAL.search(paragraph) and _NOT_FOR_YOU.search(paragraph)))
