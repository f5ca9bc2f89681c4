"""What of a letter's text its sender wrote, and what their program quoted below, above or between.

Programs mark a quote with ">" in front, with a line such as "Am 5. April schrieb …:" above, with a ruled line, or, as
Outlook does, only with the old letter's headers. What has ">" is taken out wherever it stands, so that answers between
and below are found; below the other marks everything is the old letter. What is wrongly taken for a quote is not
lost, since people are shown the full text; what is wrongly taken for an answer would be carried out: in doubt a quote.
"""

import re
from collections.abc import Sequence

from mailing.letters.signatures import QUOTE, without_disclaimers, without_signatures

# "wrote" in the line above a quote, in the languages of our members.
_WROTE = re.compile(
    r"\b(?:schrieb|wrote|[ée]crit|escribi[óo]|ha scritto|escreveu|schreef|napisa[łl]\w*|skrev|yazd[ıi]|kirjoitti"
    r"|a scris|napisa(?:o|la)|napsal\w*|nap[íi]sal\w*|[ií]rta|έγραψε|написа\w*|писа[вл]\w*|пишет|пише|ka shkruar|shkroi"
    r"|kirî)\b|كتب|نوشت|ለ.*ጻፈ|ጽሒፉ",
    re.IGNORECASE,
)
_WHEN_OR_WHO = re.compile(r"\d|@")
_ADDRESS = re.compile(r"<?\S{1,80}@\S{1,200}")
# Words for "message" between dashes: "-----Ursprüngliche Nachricht-----", "---------- Forwarded message ---------".
_MESSAGE = (
    r"nachricht|message|mensaje|messaggio|mensagem|bericht|ileti|mesaj|wiadomo\w+|сообщение|повідомлення|лист|"
    r"رسالة|الرسالة|پیام|poruka|mesazh\w*|besked|meddelande|viesti|üzenet|zpráva|správa|μήνυμα|съобщение"
)
_RULED = re.compile(rf"\s*[-_=]{{3,}}[^-_=]{{0,60}}\b(?:{_MESSAGE})\b[^-_=]{{0,60}}[-_=]{{3,}}\s*", re.IGNORECASE)
_APPLE_FORWARDS = re.compile(
    r"\s*(?:Anfang der weitergeleiteten Nachricht|Begin forwarded message|Début du message (?:transféré|réexpédié)|"
    r"İletilen ileti başlangıcı|Начало переадресованного сообщения|Inicio del mensaje reenviado|"
    r"Inizio messaggio inoltrato|بداية الرسالة المعاد توجيهها)\s?:\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_=*]{5,}\s*")

# The headers that Outlook, web mailers and telephones put above the old letter.
_LABELS = {
    "from": r"Von|From|De|Da|Van|Kimden|Gönderen|Od|От|От кого|Від|Från|Fra|De la|Nga|Feladó|Από|من|از|Expéditeur|"
    r"Absender",
    "sent": r"Gesendet|Gesendet am|Datum|Sent|Date|Envoyé|Enviado|Enviado el|Fecha|Inviato|Data|Verzonden|Gönderildi|"
    r"Tarih|Gönderme Tarihi|Wysłano|Wysłane|Отправлено|Дата|Надіслано|Skickat|Sendt|Trimis|Poslano|Ημερομηνία|"
    r"تم الإرسال|تاريخ الإرسال|التاريخ|تاریخ|أرسلت|Dërguar",
    "to": r"An|To|À|A|Para|Aan|Kime|Alıcı|Do|Кому|Till|Til|Către|Za|Për|إلى|به|Címzett|Προς",
    "subject": r"Betreff|Subject|Objet|Asunto|Oggetto|Onderwerp|Konu|Temat|Тема|Ämne|Emne|Subiect|Predmet|Assunto|"
    r"Subjekti|الموضوع|موضوع|Tárgy|Θέμα",
}
_HEADER = re.compile(
    r"\s*\*?(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")\s?(?::\*?|\*:)\s*\S",
    re.IGNORECASE,
)
_HEADER_WINDOW = 7
_LONG_LINE = 1000


def own_text(text: str) -> str:
    """What the sender wrote: without quotes, without signatures, without what the mail server appends."""
    rows = _without_marked_quotes(_above_old_letter(text.replace("\xa0", " ").split("\n")))
    own = without_disclaimers("\n".join(without_signatures(rows)))
    return re.sub(r"\n{3,}", "\n\n", own).strip()


def _above_old_letter(rows: Sequence[str]) -> list[str]:
    """The lines above a letter that is quoted without marks in front."""
    for index in range(len(rows)):
        if _begins_old_letter(rows, index):
            return _without_rule(rows[:index])
    return list(rows)


def _begins_old_letter(rows: Sequence[str], index: int) -> bool:
    row = rows[index]
    if len(row) > _LONG_LINE:
        return False
    if _RULED.fullmatch(row) or _APPLE_FORWARDS.fullmatch(row) or _begins_headers(rows, index):
        return True
    return bool(length := _introduction(rows, index)) and not _quoted_next(rows, index + length)


def _begins_headers(rows: Sequence[str], index: int) -> bool:
    """Whether the headers of an older letter begin here: its sender and two more, the sender or the date first."""
    first = _HEADER.match(rows[index])
    if not first or first.lastgroup not in ("from", "sent"):
        return False
    near = (_HEADER.match(row) for row in rows[index : index + _HEADER_WINDOW] if len(row) <= _LONG_LINE)
    kinds = {found.lastgroup for found in near if found}
    return "from" in kinds and len(kinds) > 2


def _introduction(rows: Sequence[str], index: int) -> int:
    """How many lines "Am … schrieb …:" takes here; 0 if it does not stand here. Programs wrap it."""
    joined = ""
    for length, row in enumerate(rows[index : index + 4], 1):
        if not row.strip() or row.startswith(">") or len(joined) > _LONG_LINE:
            return 0
        joined = f"{joined} {row.strip()}".strip()
        if joined.endswith((":", "：")):
            return length if _introduces(joined, _quoted_next(rows, index + length)) else 0
    return 0


def _introduces(line: str, quote_follows: bool) -> bool:
    if _WROTE.search(line):
        return bool(_WHEN_OR_WHO.search(line))
    return quote_follows and bool(_ADDRESS.search(line) or re.search(r"\d{1,2}[.:]\d{2}", line))


def _quoted_next(rows: Sequence[str], index: int) -> bool:
    following = next((row for row in rows[index : index + 4] if row.strip()), "")
    return following.startswith(">")


def _without_marked_quotes(rows: Sequence[str]) -> list[str]:
    """Without the lines that begin with ">" and the lines that introduce them."""
    kept: list[str] = []
    index = 0
    while index < len(rows):
        length = _introduction(rows, index)
        if length:
            kept.append(QUOTE)
            index += length
        else:
            kept.append(QUOTE if rows[index].startswith(">") else rows[index])
            index += 1
    return kept


def _without_rule(rows: Sequence[str]) -> list[str]:
    kept = list(rows)
    while kept and (not kept[-1].strip() or _RULE.fullmatch(kept[-1])):
        kept.pop()
    return kept
