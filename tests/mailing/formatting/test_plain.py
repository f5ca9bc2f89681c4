"""Plain texts in and out: nothing is lost, and it reads well."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mailing import formatting


def test_paragraphs_lists_and_addresses_of_a_plain_mail_become_html() -> None:
    text = """Guten Tag,\r
\r
bitte mitbringen:\r
- Stift\r
- Papier\r
\r
Mehr unter https://example.org/kasse?a=(1), oder (www.example.org). Fragen: buero@example.org."""
    assert formatting.from_plain(text) == (
        "<p>Guten Tag,</p><p>bitte mitbringen:</p><ul><li>Stift</li><li>Papier</li></ul>"
        '<p>Mehr unter <a href="https://example.org/kasse?a=(1)">https://example.org/kasse?a=(1)</a>, '
        'oder (<a href="http://www.example.org">www.example.org</a>). '
        'Fragen: <a href="mailto:buero@example.org">buero@example.org</a>.</p>'
    )


def test_lines_that_a_program_cut_are_whole_again_and_lines_that_a_person_ended_stay() -> None:
    text = """Wir laden Sie herzlich zu unserer nächsten Schulung in das Rathaus ein,
die im April stattfindet.
Ort: Velbert
Zeit: 18 Uhr"""
    assert formatting.from_plain(text) == (
        "<p>Wir laden Sie herzlich zu unserer nächsten Schulung in das Rathaus ein, die im April stattfindet."
        "<br>Ort: Velbert<br>Zeit: 18 Uhr</p>"
    )


def test_a_list_below_a_full_line_stays_a_list() -> None:
    full = "Bitte bringen Sie zu unserer Schulung im Rathaus von Velbert alles mit:"
    assert len(full) == 71
    assert formatting.from_plain(f"{full}\n- Stift\n- Papier") == f"<p>{full}</p><ul><li>Stift</li><li>Papier</li></ul>"


def test_markup_typed_as_text_stays_text() -> None:
    html = formatting.from_plain("<b>1 & 2</b>")
    assert html == "<p>&lt;b&gt;1 &amp; 2&lt;/b&gt;</p>"
    assert formatting.to_plain(html) == "<b>1 & 2</b>"


def test_quoted_lines_are_a_quote() -> None:
    html = formatting.from_plain("> Wann?\n> - früh\n> - spät\nUm 18 Uhr")
    assert html == "<blockquote><p>Wann?</p><ul><li>früh</li><li>spät</li></ul></blockquote><p>Um 18 Uhr</p>"
    assert formatting.to_plain(html) == "> Wann?\n>\n> - früh\n> - spät\n\nUm 18 Uhr"


def test_a_link_names_its_address_once() -> None:
    html = (
        '<p><a href="https://example.org/a">Zum <b>Plan</b></a>, '
        '<a href="https://example.org/">https://example.org</a>, '
        '<a href="mailto:buero@example.org">Büro</a>, <a href="tel:+4920511">02051 1</a>, '
        '<a href="tel:+4920511">+49 2051 1</a></p>'
    )
    assert formatting.to_plain(html) == (
        "Zum Plan (https://example.org/a), https://example.org/, "
        "Büro (buero@example.org), 02051 1 (+4920511), +49 2051 1"
    )


def test_a_wrapped_text_keeps_to_its_width_and_cuts_no_address() -> None:
    long = "https://example.org/" + "x" * 60
    html = f"<p>{'Wort ' * 20}{long}</p><ol><li>{'Wort ' * 20}</li></ol><blockquote><p>{'Wort ' * 20}</p></blockquote>"
    rows = formatting.to_plain(html, width=40).split("\n")
    assert [row for row in rows if len(row) > 40] == [long]
    assert sum(row.startswith("   Wort") for row in rows) >= 2


def test_spaces_of_code_are_kept() -> None:
    assert formatting.to_plain("<pre>a\n  b</pre>") == "a\n  b"


@settings(deadline=None)
@given(st.text(st.sampled_from("ab ß\n>-1.•*&<@/:w(),"), max_size=120))
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    back = formatting.to_plain(formatting.from_plain(text))
    assert sorted(letters(text)) == sorted(letters(back.replace("http://www.", "www.")))


def letters(text: str) -> str:
    """The letters, without those that only mark lists and links."""
    return "".join(character for character in text if character.isalpha())


def test_a_quote_of_a_thousand_quotes_is_still_read() -> None:
    assert formatting.to_plain(formatting.from_plain(">" * 5000 + " Danke")).endswith("> Danke")
