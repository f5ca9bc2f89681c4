"""Quoted text never counts; what stands beside it always does."""

import pytest

from mailing.letters.quotes import own_text

QUOTE = "> Kommen Sie?\n> abmelden"


@pytest.mark.parametrize(
    "introduction",
    [
        "Am Mo., 5. Apr. 2027 um 10:00 Uhr schrieb Netzwerk <netz@example.org>:",
        "Am 05.04.2027 um 10:00 schrieb Netzwerk im Kreis <netz@example.org>:",
        "Am Montag, dem 5. April 2027 um 10:00 schrieb Netzwerk im ausgesprochen\ngroßen Kreis <netz@example.org>:",
        "On Mon, Apr 5, 2027 at 10:00 AM Netzwerk im Kreis <\nnetz@example.org> wrote:",
        "Le lun. 5 avr. 2027 à 10:00, Netzwerk <netz@example.org> a écrit :",
        "Netzwerk <netz@example.org>, 5 Nis 2027 Pzt, 10:00 tarihinde şunu yazdı:",
        "El lun, 5 abr 2027 a las 10:00, Netzwerk (<netz@example.org>) escribió:",
        "пн, 5 апр. 2027 г. в 10:00, Netzwerk <netz@example.org>:",
        "пн, 5 апр. 2027 г. в 10:00, Netzwerk <netz@example.org> пишет:",
        "pon., 5 kwi 2027 o 10:00 Netzwerk <netz@example.org> napisał(a):",
        "في الاثنين، 5 أبريل 2027 في 10:00 ص كتب Netzwerk <netz@example.org>:",
        "Il giorno lun 5 apr 2027 alle ore 10:00 Netzwerk <netz@example.org> ha scritto:",
        "2027年4月5日(月) 10:00 Netzwerk <netz@example.org>:",
    ],
)
def test_the_line_above_a_quote_goes_with_it_in_every_language(introduction: str) -> None:
    assert own_text(f"Ja\n\n{introduction}\n\n{QUOTE}") == "Ja"
    assert own_text(f"{introduction}\n{QUOTE}\n\nJa") == "Ja"


@pytest.mark.parametrize(
    "mark",
    [
        "-----Ursprüngliche Nachricht-----",
        "-------- Ursprüngliche Nachricht --------",
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "-------- Weitergeleitete Nachricht --------",
        "-----Message d'origine-----",
        "-----Özgün İleti-----",
        "-------- Исходное сообщение --------",
        "-------- الرسالة الأصلية --------",
        "Anfang der weitergeleiteten Nachricht:",
        "Am 05.04.2027 um 10:00 schrieb Netzwerk <netz@example.org>:",
        "Von: Netzwerk <netz@example.org>\nGesendet: Montag, 5. April 2027 10:00\nAn: Sami\nBetreff: Schulung",
        "________________________________\n*Von:* Netzwerk\n*Gesendet:* Montag\n*An:* Sami\n*Betreff:* Schulung",
        "Gesendet: Montag, 05. April 2027 um 10:00 Uhr\nVon: Netzwerk <netz@example.org>\nAn: s@example.org",
        "From: Netzwerk\nSent: Monday, April 5, 2027 10:00 AM\nTo: Sami\nCc: Ayşe\nSubject: Training",
        "De : Netzwerk\nEnvoyé : lundi 5 avril 2027\nÀ : Sami\nObjet : Formation",
        "Kimden: Netzwerk\nGönderildi: 5 Nisan 2027 Pazartesi\nKime: Sami\nKonu: Eğitim",
        "От: Netzwerk\nОтправлено: 5 апреля 2027 г.\nКому: Sami\nТема: Курс",
        "من: Netzwerk\nتم الإرسال: الاثنين\nإلى: Sami\nالموضوع: دورة",
        "Od: Netzwerk\nWysłano: poniedziałek\nDo: Sami\nTemat: Kurs",
    ],
)
def test_everything_below_the_mark_of_an_unmarked_quote_is_the_old_letter(mark: str) -> None:
    assert own_text(f"Ja, gerne.\n\n{mark}\n\nKommen Sie?\nabmelden") == "Ja, gerne."


@pytest.mark.parametrize(
    "line",
    [
        "Von: Velbert nach Hilden fahren wir zusammen.",
        "An: Hilden, Bildung\nVon: uns allen",
        "Von: mir\nAn: alle, die kommen wollen",
        "Gesendet von meiner Tochter",
        "Frau Berger schrieb uns einen Brief:\nwir sollen kommen.",
        "--- wichtig ---",
        "Betreff: Ihre Nachricht von gestern",
        "Ich habe das Formular mit dem Handy gesendet.",
        "Gesendet habe ich es gestern, von meinem iPhone.",
        "Von meinem Sohn habe ich ein Samsung. Wurde die Mail gesendet?",
        "Bitte behandeln Sie diese Nachricht vertraulich.",
        "Mein Preis: 10 > 5",
    ],
)
def test_what_only_looks_like_a_mark_is_kept(line: str) -> None:
    assert own_text(f"Guten Tag\n{line}\nDanke") == f"Guten Tag\n{line}\nDanke"


@pytest.mark.parametrize(
    "line",
    [
        "Von meinem iPhone gesendet",
        "Gesendet von meinem iPad",
        "Von meinem Samsung Galaxy Smartphone gesendet.",
        "Von meinem/meiner Galaxy gesendet",
        "Gesendet von Outlook für Android",
        "Gesendet mit der GMX Mail App",
        "Gesendet von Mail für Windows",
        "Diese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.",
        "Sent from my iPhone",
        "Sent from Outlook for iOS",
        "Get Outlook for Android",
        "Holen Sie sich Outlook für iOS",
        "Envoyé de mon iPhone",
        "iPhone'umdan gönderildi",
        "Отправлено с iPhone",
        "Wysłane z iPhone'a",
        "تم الإرسال من الـ iPhone",
    ],
)
def test_telephones_advertise_in_vain(line: str) -> None:
    assert own_text(f"ja\n\n{line}") == "ja"
    assert own_text(f"ja\n\n{line}\n\n{QUOTE}\n\nnoch etwas") == "ja\n\nnoch etwas"


@pytest.mark.parametrize("delimiter", ["-- ", "--", "--\xa0"])
def test_a_signature_ends_at_the_next_quote(delimiter: str) -> None:
    assert own_text(f"ja\n{delimiter}\nPetra Lange\nabmelden\n\n{QUOTE}\nunten") == "ja\n\nunten"


@pytest.mark.parametrize(
    "disclaimer",
    [
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige\nAdressat sind, löschen Sie sie.",
        "This message is confidential. If you are not the intended recipient, please delete it.",
        "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
        "Informationen zum Datenschutz finden Sie unter https://example.org/datenschutz",
        "Virenfrei.www.avast.com",
        "Bu e-posta gizlidir. Alıcısı değilseniz lütfen siliniz.",
    ],
)
def test_disclaimers_are_nobodys_words(disclaimer: str) -> None:
    assert own_text(f"ja\n\n{disclaimer}") == "ja"


def test_spaces_that_do_not_break_are_spaces() -> None:
    assert own_text("ja\xa0bitte") == "ja bitte"


def test_nothing_but_a_quote_says_nothing() -> None:
    assert own_text(QUOTE) == ""
    assert own_text("") == ""
