"""`netzbote announce` and `invite`: whom it reaches, said before; then queued for a running program."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage import announcements, people
from storage.announcements import Announcement
from storage.database import Database
from storage.outbox import Outgoing
from tests.bot.terminal import Terminal
from tests.storage import network


@pytest.fixture
async def town(office: Terminal, register: Database) -> Terminal:
    """The network: Anna in Hilden, Bilal in Velbert, Carla from the press, Emin in Haan, who was never asked."""
    office.settings |= {"SMTP_URL": "smtp://mail.example.org", "CHANNEL": "@netz_kreis"}
    async with register.write() as session:
        for join in (network.anna, network.bilal, network.carla, network.doris, network.emin):
            await join(session)
    (office.folder / "fest.txt").write_text("Am 3. Juli feiern wir.\n\n- Essen\n- Musik\n", encoding="utf-8")
    return office


async def queued(register: Database) -> list[tuple[str, str]]:
    async with register.read() as session:
        rows = await session.scalars(select(Outgoing).order_by(Outgoing.channel, Outgoing.address))
        return [(row.channel, row.address) for row in rows]


async def test_a_dry_run_counts_by_town_and_sends_nothing(town: Terminal, register: Database) -> None:
    said = await town.types("announce", "--subject", "Sommerfest", "--text", "fest.txt", "--dry-run")
    assert said.code == 0
    assert [line.split() for line in said.out.splitlines()[1:4]] == [
        ["Haan", "0", "0", "0", "0"],
        ["Hilden", "1", "1", "0", "1"],
        ["Velbert", "1", "1", "1", "1"],
    ]
    assert "2 Vereine, 4 Personen: 1 Chat, 4 Mail" in said.out
    assert "Es wurde nichts verschickt." in said.out
    assert await queued(register) == []
    async with register.read() as session:
        assert await session.scalar(select(func.count(Announcement.id))) == 0


async def test_a_released_text_waits_for_its_people_and_its_moment(town: Terminal, register: Database) -> None:
    words = ["announce", "--subject", " Sommer \n fest ", "--text", "fest.txt", "--to", "town=hilden", "--json"]
    said = (await town.types(*words, "--yes")).json
    assert said["count"] == {"associations": 1, "people": 1, "chats": 0, "mails": 1}
    assert said["released"]["deliveries"] == 1
    assert await queued(register) == [("mail", "anna@elternverein.example.org")]
    async with register.read() as session:
        released = await announcements.get(session, said["released"]["id"])
        assert released
        assert (released.subject, released.state, released.door) == ("Sommer fest", "released", "command")
        assert released.html == "<p>Am 3. Juli feiern wir.</p><ul><li>Essen</li><li>Musik</li></ul>"
        assert released.released_at
        assert released.release_at
        assert released.release_at - released.released_at == timedelta(minutes=2)


async def test_quiet_hours_hold_a_text_until_the_morning(town: Terminal) -> None:
    town.settings["QUIET_HOURS"] = "0-24"
    assert "NETZBOTE_QUIET_HOURS" in (await town.types("status")).err
    hour = datetime.now(UTC).hour
    town.settings |= {"QUIET_HOURS": f"{hour}-{(hour + 3) % 24}", "TIMEZONE": "UTC"}
    words = ["announce", "--subject", "Fest", "--text", "fest.txt", "--yes", "--json"]
    released = (await town.types(*words)).json["released"]
    assert datetime.fromisoformat(released["release_at"]).hour == (hour + 3) % 24


async def test_the_operator_is_asked_and_may_say_no(town: Terminal, register: Database) -> None:
    words = ["announce", "--subject", "Fest", "--text", "fest.txt", "--to", "town=Velbert"]
    said = await town.types(*words, answers="vielleicht\nnein\n")
    assert said.code == 1
    assert "2 Nachrichten verschicken? [ja/nein]" in said.err
    assert await queued(register) == []
    assert (await town.types(*words, answers="ja\n")).code == 0
    assert len(await queued(register)) == 2


async def test_without_a_terminal_nothing_leaves_unasked(town: Terminal, register: Database) -> None:
    said = await town.types("announce", "--subject", "Fest", "--text", "fest.txt")
    assert said.code == 2
    assert "--yes" in said.err
    assert await queued(register) == []


async def test_the_same_once_more_is_asked_about(town: Terminal, register: Database) -> None:
    words = ["announce", "--subject", "Fest", "--text", "fest.txt", "--to", "town=Hilden"]
    assert (await town.types(*words, "--yes")).code == 0
    refused = await town.types(*words, "--yes")
    assert refused.code == 1
    assert "--again" in refused.err
    assert (await town.types(*words, answers="ja\nnein\n")).code == 130
    assert len(await queued(register)) == 1
    assert (await town.types(*words, answers="ja\nja\n")).code == 0
    assert (await town.types(*words, "--yes", "--again")).code == 0
    assert len(await queued(register)) == 3


@pytest.mark.parametrize(
    ("to", "people_reached"),
    [
        ("", 4),
        ("everyone=no", 2),
        ("everyone=nein", 2),
        ("topic=Bildung", 3),
        ("topic=Education,Sport everyone=no", 2),
        ("topic='Arbeit und Ausbildung' town=Velbert", 0),
        ("town='Hilden,Velbert'", 2),
        ("language=Arabisch", 0),
        ("language=German", 4),
    ],
)
async def test_whom_is_written_in_names_of_any_language(town: Terminal, to: str, people_reached: int) -> None:
    said = await town.types(*["announce", "--subject", "S", "--text", "fest.txt", "--dry-run", "--json", "--to"], to)
    if to == "language=Arabisch":
        assert said.code == 2
        assert "Das gibt es nicht: language=Arabisch." in said.err
    else:
        assert said.json["count"]["people"] == people_reached


async def test_every_name_that_means_nothing_is_told_with_the_nearest(town: Terminal, register: Database) -> None:
    to = "town=Hildn topic=Bildnug stadt=Velbert Velbert town= topic='Rund"
    said = await town.types("announce", "--subject", "S", "--text", "fest.txt", "--yes", "--to", to)
    assert said.code == 2
    kinds = 'Es gibt: town=, topic=, language=, everyone= Ein Beispiel: --to "town=Hilden topic=Bildung"'
    assert said.err.splitlines() == [
        "Das gibt es nicht: town=Hildn. Ist town=Hilden gemeint?",
        "Das gibt es nicht: topic=Bildnug. Ist topic=Bildung gemeint?",
        f"„stadt=Velbert“ verstehe ich nicht. {kinds}",
        f"„Velbert“ verstehe ich nicht. {kinds}",
        "Das gibt es nicht: town=. Möglich sind: Haan, Hilden, Velbert",
        "Das gibt es nicht: topic=Rund. Ist topic=Jugend gemeint?",
    ]
    assert await queued(register) == []


async def test_html_is_cleaned_and_other_encodings_are_read(town: Terminal, register: Database) -> None:
    (town.folder / "fest.html").write_text("<h1>Fest</h1><p onclick='x()'>Am <b>3. Juli</b><script>x()</script></p>")
    (town.folder / "alt.txt").write_bytes("Für Mütter".encode("cp1252"))
    (town.folder / "wide.txt").write_bytes("Für Väter".encode("utf-16"))
    for file in ("fest.html", "alt.txt", "wide.txt"):
        assert (await town.types("announce", "--subject", "S", "--text", file, "--yes")).code == 0
    async with register.read() as session:
        texts = [a.html for a in (await announcements.latest(session))[::-1]]
    assert texts == ["<p><b>Fest</b></p><p>Am <b>3. Juli</b></p>", "<p>Für Mütter</p>", "<p>Für Väter</p>"]


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        ("gone.txt", None, 1, "Das klappt nicht mit gone.txt"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", 2, "picture.png ist kein Text"),
        ("empty.txt", b" \n", 1, "Hier fehlt noch der Text."),
        ("book.txt", b"a" * 1_000_001, 2, "zu groß"),
    ],
)
async def test_a_file_that_is_no_text_is_named(
    town: Terminal, name: str, content: bytes | None, code: int, sentence: str
) -> None:
    if content is not None:
        (town.folder / name).write_bytes(content)
    said = await town.types("announce", "--subject", "S", "--text", name, "--yes")
    assert said.code == code
    assert sentence in said.err


async def test_the_public_channel_gets_it_too_if_there_is_one(town: Terminal, register: Database) -> None:
    words = ["announce", "--subject", "S", "--text", "fest.txt", "--to", "town=Hilden", "--yes", "--public"]
    assert (await town.types(*words)).code == 0
    assert ("telegram", "@netz_kreis") in await queued(register)
    del town.settings["CHANNEL"]
    said = await town.types(*words)
    assert (said.code, "keinen öffentlichen Kanal" in said.err) == (1, True)


async def test_an_office_without_a_name_announces_nothing(town: Terminal) -> None:
    del town.settings["CONTROLLER"]
    for words in (["announce", "--subject", "S", "--text", "fest.txt"], ["invite"]):
        said = await town.types(*words)
        assert (said.code, "NETZBOTE_CONTROLLER" in said.err) == (1, True)


async def test_inviting_asks_everybody_once(town: Terminal, register: Database) -> None:
    tried = (await town.types("invite", "--dry-run", "--json")).json
    assert tried == {"letters": 1, "standing": {"invited": 0, "confirmed": 0, "call": 0}, "dry_run": True}
    assert await queued(register) == []
    assert (await town.types("invite", "--to", "town=Hilden", "--json")).json["letters"] == 0
    said = await town.types("invite", "--to", "town=Haan")
    assert said.out.splitlines() == ["Eine Einladung ist eingereiht.", "1 eingeladen, 0 bestätigt, 0 anrufen"]
    assert await queued(register) == [("mail", "emin@kulturverein.example.org")]
    assert (await town.types("invite", "--json")).json["letters"] == 0


async def test_inviting_needs_a_way_for_letters(town: Terminal, register: Database) -> None:
    del town.settings["SMTP_URL"]
    said = await town.types("invite")
    assert (said.code, "E-Mail ist nicht eingerichtet" in said.err) == (1, True)
    async with register.read() as session:
        assert await people.count(session) == 5
