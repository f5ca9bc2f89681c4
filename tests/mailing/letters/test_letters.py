"""What a letter says about itself, from headers as they should be and as they are."""

import pytest

from mailing.letters import Letter, digest, parse
from mailing.letters.headers import bare_subject

LIST = "netzwerk@kreis.example.org"


def letter(*headers: str, text: str = "Hallo", raw: bytes | None = None) -> Letter:
    written = "\n".join(["From: Sami Haddad <sami@example.org>", *headers, "", text])
    return parse(raw or written.encode("utf-8", "surrogateescape"), LIST)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("Auto-Submitted: auto-replied (vacation)", "auto-submitted"),
        ("Auto-Submitted: no", None),
        ("Return-Path: <>", "empty return path"),
        ("Return-Path: <sami@example.org>", None),
        ("Precedence: bulk", "precedence"),
        ("Precedence: First-Class", None),
        ("List-Id: <x.example.org>", "list"),
        ("List-Unsubscribe: <https://example.org>", "list"),
        ("X-Auto-Response-Suppress: OOF, AutoReply", "suppressed"),
        ("X-Auto-Response-Suppress: None", None),
        ("X-Autoreply: yes", "autoreply"),
        ("Content-Type: multipart/report; boundary=b", "report"),
    ],
)
def test_automatic_letters_are_known_by_their_marks(headers: str, reason: str | None) -> None:
    assert letter(headers).automatic == reason


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("MAILER-DAEMON@mx.example.org", "machine"),
        ("no-reply@example.org", "machine"),
        ("Netzwerk@Kreis.example.org", "own"),
        ("netzwerk+abc@kreis.example.org", "own"),
        ("netzwerk2@kreis.example.org", None),
    ],
)
def test_machines_and_we_ourselves_are_not_answered(sender: str, reason: str | None) -> None:
    assert parse(f"From: {sender}\n\nHallo".encode(), LIST).automatic == reason


RESULTS = "Authentication-Results: mx.kreis.example.org"


@pytest.mark.parametrize(
    ("headers", "vouched"),
    [
        (f"{RESULTS}; dmarc=pass header.from=example.org", True),
        (
            f"{RESULTS} 1; spf=fail (mx: x) smtp.mailfrom=a@b.example; dkim=pass (2048-bit key) header.d=example.org",
            True,
        ),
        (f"{RESULTS}; dkim=pass header.i=@example.org header.s=k1", True),
        (f'{RESULTS}; spf=fail (5" screen); dmarc=pass header.from=example.org', True),
        (f"{RESULTS}; dkim=pass header.d=evil.example", False),
        (f"{RESULTS}; dkim=pass header.d=notexample.org", False),
        (f"{RESULTS}; dkim=pass header.d=org", False),
        (f"{RESULTS}; dkim=fail header.d=example.org; dmarc=fail header.from=example.org", False),
        (f"{RESULTS}; spf=pass smtp.mailfrom=sami@example.org", False),
        (f"{RESULTS}; dmarc=pass header.from=evil.example", False),
        (f"{RESULTS}; none", False),
        ("Authentication-Results: mx.evil.example; dmarc=pass header.from=example.org", False),
        ("Authentication-Results: mx.kreis.example.org.evil.example; dmarc=pass", False),
        (f"Authentication-Results: mx.evil.example; none\n{RESULTS}; dmarc=pass header.from=example.org", False),
        (f'{RESULTS}; spf=fail smtp.mailfrom="a; dmarc=pass"', False),
        (f'{RESULTS}; spf=fail (a " b) smtp.mailfrom="; dmarc=pass ;"', False),
        (f"{RESULTS}; spf=fail (he said (twice); dmarc=pass) x=y", False),
        (f"{RESULTS}; spf=fail (never closed; dmarc=pass", False),
        (f"From: boss@example.org\n{RESULTS}; dmarc=pass header.from=example.org", False),
        ("", False),
    ],
)
def test_only_our_own_server_can_vouch_for_a_sender(headers: str, vouched: bool) -> None:
    assert letter(headers).authenticated("mx.kreis.example.org") is vouched
    assert letter(headers).authenticated(None) is False
    assert letter(headers).authenticated("") is False


@pytest.mark.parametrize("sender", ["sami@example.org, boss@example.org", "sami@example.org\nFrom: The boss"])
def test_a_letter_from_two_senders_is_vouched_for_by_nobody(sender: str) -> None:
    raw = f"From: {sender}\n{RESULTS}; dmarc=pass header.from=example.org\n\n"
    assert not parse(raw.encode()).authenticated("mx.kreis.example.org")


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Abmeldung",
        "AW: Abmeldung",
        "Antw.: Abmeldung".replace(".", ""),
        "WG: AW: Re: Abmeldung",
        "RE[2]: Abmeldung",
        "Re(3): Abmeldung",
        "RE : Abmeldung",
        "Fwd: Abmeldung",
        "SV: Abmeldung",
        "YNT: Abmeldung",
        "İLT: Abmeldung",
        "Odp: Abmeldung",
        "Ответ: Abmeldung",
        "رد: Abmeldung",
        "TR: R: RV: Abmeldung",
        "回复：Abmeldung",
    ],
)
def test_what_programs_put_before_a_subject_is_taken_off(subject: str) -> None:
    assert bare_subject(subject) == "Abmeldung"
    assert letter(f"Subject: {subject}").is_answer


@pytest.mark.parametrize("subject", ["Abmeldung", "Rechnung: neu", "Wir: alle", "Re", "Termin 13:30"])
def test_a_subject_of_ones_own_stays_whole(subject: str) -> None:
    assert bare_subject(subject) == subject


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?Q?Sch=C3=B6ne_Gr=C3=BC=C3=9Fe?=", "Schöne Grüße"),
        ("=?UTF-8?B?U2Now7Y=?= =?UTF-8?B?bmU=?=", "Schöne"),
        ("=?utf-8?b?U2Noww==?= =?utf-8?b?tg==?=", "Schö"),
        ("=?iso-8859-1?q?Gr=FC=DFe?= an =?windows-1251?q?=CC=E8=F0?=", "Grüße an Мир"),
        ("=?iso-8859-1?q?=80_5?=", "€ 5"),
        ("=?nonsense?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("Grüße", "Grüße"),
        ("a\n folded", "a folded"),
        ("=?utf-8?q?zwei=0D=0AZeilen=00?=", "zwei Zeilen"),
    ],
)
def test_subjects_are_decoded_whatever_they_claim(written: str, read: str) -> None:
    assert letter(f"Subject: {written}").subject == read


def test_raw_bytes_in_a_subject_are_utf_8_or_windows() -> None:
    assert parse("Subject: Grüße\n\n".encode()).subject == "Grüße"
    assert parse("Subject: Grüße\n\n".encode("latin-1")).subject == "Grüße"


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("text/plain; charset=utf-8", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=iso-8859-1", "„Grüße“".encode("cp1252"), "„Grüße“"),
        ("text/plain; charset=us-ascii", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=x-unknown", "Grüße".encode("cp1252"), "Grüße"),
        ("text/plain; charset=punycode", b"abc", "abc"),
        ("text/plain; charset=base64", b"abc", "abc"),
        ("text/plain", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=utf-8", b"a\x00b\xffc", "ab\ufffdc"),
        ("text/plain; charset=utf-16", "Grüße".encode("utf-16"), "Grüße"),
        ("text/html; charset=utf-8", "<p>Grüße</p><ul><li>eins</li></ul>".encode(), "Grüße\n\n- eins"),
        (
            'text/plain; charset="utf-8"; format=flowed; delsp=yes',
            b"zusam \nmen\n > kein Zitat",
            "zusammen\n> kein Zitat",
        ),
    ],
)
def test_texts_are_decoded_whatever_they_claim(kind: str, content: bytes, text: str) -> None:
    assert parse(b"Content-Type: " + kind.encode() + b"\n\n" + content).full_text == text


def test_base64_that_is_broken_gives_what_there_is() -> None:
    raw = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGFsbG8gV2VsdA=\n!!\n"
    assert parse(raw).full_text.startswith(("Hallo", "SGFs"))


def test_addresses_are_written_one_way() -> None:
    found = parse(
        b"From: =?utf-8?q?Ay=C5=9Fe=2C_K?= <Ayse@XN--MLLER-KVA.example.org>\nReply-To: Other@Example.ORG\n"
        b'To: "a, b" <netzwerk+TAG@Kreis.example.org>, undisclosed-recipients:;\nCc: not an address, c@example.org\n\n'
    )
    assert (found.from_address, found.from_name) == ("ayse@müller.example.org", "Ayşe, K")
    assert found.reply_to == "other@example.org"
    assert found.recipients == ("netzwerk+tag@kreis.example.org", "c@example.org")


def test_tags_come_from_whichever_header_the_provider_uses() -> None:
    for header in ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"):
        assert letter(f"{header}: netzwerk+abc@kreis.example.org").tags == ("abc",)
    assert letter("To: netzwerk@kreis.example.org, other+abc@kreis.example.org").tags == ()
    assert parse(b"To: +abc@kreis.example.org\n\n", "").tags == ()


def test_without_a_sender_there_is_nobody_to_answer() -> None:
    assert parse(b"Subject: x\n\n").from_address == ""
    assert parse(b"From: Nobody\n\n").from_address == ""


@pytest.mark.parametrize("date", ["yesterday", "Mon, 5 Apr 20270 10:00:00 +0200", "", "5 Apr 2027 10:00:00 +9999"])
def test_a_date_that_is_none_is_none(date: str) -> None:
    assert letter(f"Date: {date}").date is None


def test_the_same_letter_twice_has_one_digest_and_another_letter_another() -> None:
    one = b"Received: a\nMessage-ID: <1@x>\nFrom: a@b\nDate: today\n\nText\n"
    assert digest(one) == digest(b"Received: b\n" + one.replace(b"\n", b"\r\n"))
    assert digest(one) != digest(one.replace(b"Text", b"Test"))
    assert digest(one) != digest(one.replace(b"<1@x>", b"<2@x>"))
    assert digest(b"") != ""


def test_a_file_has_a_name_that_is_no_path() -> None:
    def name(header: str, kind: str = "application/pdf") -> str:
        part = f"--b\nContent-Type: {kind}\nContent-Disposition: attachment; {header}\n\nx\n--b--"
        (file,) = letter("Content-Type: multipart/mixed; boundary=b", text=part).attachments
        return file.name

    assert name('filename="../../etc/pass wd.pdf"') == "pass wd.pdf"
    assert name('filename="C:\\\\temp\\\\plan.pdf"') == "plan.pdf"
    assert name("filename*=utf-8''%C3%9Cbung%00.pdf") == "Übung.pdf"
    assert name('filename="=?utf-8?q?=C3=9Cbung?=.pdf"') == "Übung.pdf"
    assert name("x=y") == "1.pdf"
    assert name('filename="..."', "application/x-thing") == "1.bin"
    assert len(name(f'filename="{"x" * 500}.pdf"')) < 130
    assert name('filename="Übung.pdf"') == "Übung.pdf"
    assert name('filename="plan\u202efdp.exe"') == "planfdp.exe"


def test_a_text_beside_an_html_part_is_no_substitute_for_it() -> None:
    raw = """--b
Content-Type: text/html

<p>abmelden</p>
--b
Content-Type: text/plain

_______________
Mitteilung der Liste
--b
Content-Type: application/pgp-signature; name=signature.asc

x
--b--"""
    found = letter("Content-Type: multipart/mixed; boundary=b", text=raw)
    assert found.own_text.startswith("abmelden")
    assert "Mitteilung der Liste" in found.html
    assert found.attachments == ()


def test_a_forwarded_letter_is_a_file_and_says_nothing() -> None:
    raw = "--b\n\nAnbei\n--b\nContent-Type: message/rfc822\n\nSubject: alt\n\nabmelden\n--b--"
    found = letter("Content-Type: multipart/mixed; boundary=b", text=raw)
    assert found.own_text == "Anbei"
    assert b"abmelden" in found.attachments[0].content


def test_a_report_without_a_status_counts_as_nothing() -> None:
    raw = (
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.cd\n--b--"
    )
    assert letter("Content-Type: multipart/report; boundary=b", text=raw).reports == ()


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [("failed", "5.1.1", True), ("delayed", "4.4.1", False), ("failed", "4.2.2", False), ("relayed", "2.0.0", False)],
)
def test_only_a_failure_for_good_is_for_good(action: str, status: str, permanent: bool) -> None:
    raw = (
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        f"Final-Recipient: rfc822; a@b.example\nAction: {action}\nStatus: {status} (really)\n--b--"
    )
    report = letter("Content-Type: multipart/report; boundary=b", text=raw).report
    assert report is not None
    assert (report.recipient, report.status, report.permanent) == ("a@b.example", status, permanent)
