"""What staff write in their mail program becomes an announcement that looks the same and carries nothing foreign."""

import time

import pytest

from mailing import formatting

OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><title>x</title>
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style>
<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026"/></xml><![endif]--></head>
<body lang=DE link="#0563C1"><div class=WordSection1>
<p class=MsoNormal>Guten Tag,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>die Schulung <b>Kasse und
Buchhaltung</b> findet statt.<o:p></o:p></p>
<p class=MsoNormal>Ort: <span style='color:#1F4E79;font-weight:bold'>Velbert</span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Laptop<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Kassenbuch</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>
&nbsp;</span></span>Ankommen</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.</span>Beginnen</p>
<p class=MsoNormal>Mehr: <a href="https://example.org/kasse"><span style='text-decoration:underline'>hier</span></a></p>
<p class=MsoNormal><img width=200 src="cid:image001.png@01DA.5B" alt="Plan"></p>
<p class=MsoNormal><img width=1 height=1 src="https://track.example.org/p.gif"></p>
</div></body></html>"""

GMAIL = """<div dir="ltr">Liebe Vereine,<div><br></div><div>das Fest ist am <b><i>5. Mai</i></b>.</div><div>Um 14 Uhr
geht es los.<br></div><div><br></div><div><ul><li>Musik</li><li>Essen<ul><li>vegetarisch</li></ul></li></ul></div>
<div><b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr">aus einem Dokument</p></b></div>
<img data-emoji="😀" alt="😀" src="https://fonts.example.org/emoji.png"></div>"""

APPLE = """<html><body style="overflow-wrap: break-word;"><div>Hallo,</div><div><br></div>
<div>bitte&nbsp;<strike>heute</strike>
<u>morgen</u> antworten.</div><blockquote style="margin: 0 0 0 40px;"><div>eingerückt</div></blockquote><br
class="Apple-interchange-newline"></body></html>"""


def test_a_letter_from_outlook_keeps_lines_lists_marks_and_links() -> None:
    found = formatting.from_mail(OUTLOOK)
    assert found.html == (
        "<p>Guten Tag,</p><p>die Schulung <b>Kasse und Buchhaltung</b> findet statt.<br>Ort: <b>Velbert</b></p>"
        "<ul><li>Laptop</li><li>Kassenbuch</li></ul><ol><li>Ankommen</li><li>Beginnen</li></ol>"
        '<p>Mehr: <a href="https://example.org/kasse">hier</a></p>'
    )


def test_pictures_of_the_letter_are_named_and_pictures_from_elsewhere_forgotten() -> None:
    assert formatting.from_mail(OUTLOOK).pictures == ("image001.png@01DA.5B",)


def test_a_letter_from_gmail_keeps_paragraphs_and_nested_lists() -> None:
    assert formatting.from_mail(GMAIL).html == (
        "<p>Liebe Vereine,</p><p>das Fest ist am <b><i>5. Mai</i></b>.<br>Um 14 Uhr geht es los.</p>"
        "<ul><li>Musik</li><li>Essen<ul><li>vegetarisch</li></ul></li></ul><p>aus einem Dokument</p><p>😀</p>"
    )


def test_a_letter_from_apple_mail_keeps_its_marks_and_indents_as_quotes() -> None:
    assert formatting.from_mail(APPLE).html == (
        "<p>Hallo,</p><p>bitte <s>heute</s> <u>morgen</u> antworten.</p><blockquote><p>eingerückt</p></blockquote>"
    )


def test_a_table_of_times_reads_line_by_line() -> None:
    html = """<table><tbody><tr><th>Zeit</th><th>Was</th></tr>
    <tr><td><p class="MsoNormal">18 Uhr</p></td><td>Beginn</td></tr></tbody></table>"""
    assert formatting.from_mail(html).html == "<p><b>Zeit</b> | <b>Was</b><br>18 Uhr | Beginn</p>"


def test_a_table_that_lays_out_the_page_is_what_it_holds() -> None:
    html = "<table><tr><td><img src='https://example.org/logo.png'></td><td><p>Eins</p><p>Zwei</p></td></tr></table>"
    assert formatting.from_mail(html).html == "<p>Eins</p><p>Zwei</p>"


def test_a_heading_is_a_bold_paragraph() -> None:
    assert formatting.from_mail("<h2>Termin</h2>Montag").html == "<p><b>Termin</b></p><p>Montag</p>"


def test_what_is_hidden_or_runs_does_not_come_along() -> None:
    html = """<div style="display:none">Vorschau</div><script>x()</script><p onclick="x()">Text
    <a href="javascript:x()">hier</a></p><form><input value="y"></form><iframe src="https://example.org"></iframe>"""
    assert formatting.from_mail(html).html == "<p>Text hier</p>"


def test_a_list_inside_a_list_belongs_to_the_item_above_it() -> None:
    html = "<ul><li>eins</li><ul><li>innen</li></ul></ul>"
    assert formatting.from_mail(html).html == "<ul><li>eins<ul><li>innen</li></ul></li></ul>"


def test_a_list_goes_on_with_its_own_numbers() -> None:
    html = '<ol start="3"><li>drei</li><li>vier</li></ol>'
    assert formatting.from_mail(html).html == html
    assert formatting.to_chat(html) == "3. drei\n4. vier"


def test_every_block_of_a_mail_has_the_direction_of_its_script() -> None:
    html = formatting.to_mail("<p>Guten Tag</p><ul><li>أهلا</li></ul>")
    assert html == '<p dir="auto">Guten Tag</p><ul dir="auto"><li>أهلا</li></ul>'


def test_code_is_wrapped_in_a_narrow_window() -> None:
    assert formatting.to_mail("<pre>a  b</pre>") == '<pre dir="auto" style="white-space:pre-wrap;">a  b</pre>'


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "Text",
        "<blockquote>" * 50_000 + "Text",
        "<b><p>" * 20_000 + "Text",
        "<ul><li>" * 400 + "Text",
    ],
)
def test_a_page_nested_beyond_sense_is_read_quickly_as_text(html: str) -> None:
    begun = time.process_time()
    assert "Text" in formatting.to_plain(html)
    assert time.process_time() - begun < 1


def test_quotes_nested_for_years_stay_readable() -> None:
    chain = "<blockquote>Frage" * 30 + "</blockquote>" * 30
    assert formatting.to_plain(chain).count("Frage") == 30
    assert ">" * 7 not in formatting.to_plain(chain).replace(" ", "")


def test_the_first_line_can_be_taken_off() -> None:
    html = formatting.from_mail("<div>An: Hilden, <b>Bildung</b></div><div>Guten Tag</div><div><br></div>Text").html
    assert formatting.take_first_line(html) == ("An: Hilden, Bildung", "<p>Guten Tag</p><p>Text</p>")
    assert formatting.take_first_line("<p>An: alle</p><p>Text</p>") == ("An: alle", "<p>Text</p>")
    assert formatting.take_first_line("<ul><li>x</li></ul>") == ("", "<ul><li>x</li></ul>")
    assert formatting.take_first_line("") == ("", "")
