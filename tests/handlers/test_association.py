"""«My association»: only its own contacts see it, change it, invite others, and stop speaking for it."""

import pytest

from storage import associations
from storage.associations import Association
from tests.house import Guest, House
from tests.storage import network

FATMA = "fatma@sportverein.example.org"


async def bilal_speaks(house: House) -> tuple[Guest, int]:
    bilal = house.guest("Bilal")
    number = await house.speaks_for(bilal, "Sportverein Velbert", "Velbert", role="Vorsitz")
    await opens(bilal)
    return bilal, number


async def opens(guest: Guest) -> None:
    await guest.says("/menu")
    await guest.chooses("Was möchten Sie tun?", "Meinen Verein zeigen")


async def stored(house: House, number: int) -> Association:
    async with house.database.read() as session:
        return await session.get_one(Association, number)


async def test_it_shows_everything_that_is_known(house: House) -> None:
    bilal, number = await bilal_speaks(house)
    await bilal.reads("Sportverein Velbert")
    async with house.database.write() as session:
        association = await session.get_one(Association, number)
        for field, value in (("street", "Hauptstraße 5"), ("members", "80"), ("Gründungsjahr", "1998")):
            await associations.change(session, association, field, value, "list", house.clock.now())
    await opens(bilal)
    shown = await bilal.reads("Gründungsjahr: 1998")
    for line in (
        "Stadt: Velbert",
        "Straße: Hauptstraße 5",
        "Mitglieder: 80",
        "Schwerpunkte: Bildung",
        "Bilal, Vorsitz",
    ):
        assert line in shown.text
    assert "Internetseite" not in shown.text


@pytest.mark.parametrize(
    ("field", "question", "typed", "kept"),
    [
        ("Name", "Wie heißt Ihr Verein?", "Turnverein Velbert", ("name", "Turnverein Velbert")),
        ("Stadt", "In welcher Stadt", "Wülfrath", ("town", "Wülfrath")),
        ("Straße", "In welcher Straße", "Parkweg 7", ("street", "Parkweg 7")),
        ("Internetseite", "Internetseite?", "www.sv-velbert.example.org/de", ("website", "https://www.sv-velbert.example.org/de")),
        ("Name im Original", "in Ihrer Sprache", "نادي رياضي", ("native_name", "نادي رياضي")),
        ("Mitglieder", "Wie viele Mitglieder", "120", ("members", "120")),
    ],
)  # fmt: skip
async def test_each_field_can_be_changed(
    house: House, field: str, question: str, typed: str, kept: tuple[str, str]
) -> None:
    bilal, number = await bilal_speaks(house)
    await bilal.chooses("Stimmt das noch?", "Etwas ändern")
    fields = await bilal.reads("Was möchten Sie ändern?")
    if not any(label.endswith(f" {field}") for label in fields.labels):
        await bilal.presses("Mehr zeigen")
        await bilal.reads("Was möchten Sie ändern?")
    assert bilal.last
    await bilal.presses(next(label for label in bilal.last.labels if label.endswith(f" {field}")))
    await bilal.answers(question, typed)
    await bilal.reads("Danke, das ist geändert")
    association = await stored(house, number)
    assert getattr(association, kept[0]) == kept[1]
    async with house.database.read() as session:
        assert (await associations.sources(session, "association", number))[kept[0]].source == "chat"


async def test_a_field_can_be_emptied_and_a_wrong_value_changes_nothing(house: House) -> None:
    bilal, number = await bilal_speaks(house)
    async with house.database.write() as session:
        association = await session.get_one(Association, number)
        await associations.change(session, association, "website", "https://alt.example.org", "list", house.clock.now())
    await bilal.chooses("Stimmt das noch?", "Etwas ändern")
    await bilal.chooses("Was möchten Sie ändern?", "Mehr zeigen")
    await bilal.chooses("Was möchten Sie ändern?", "Internetseite")
    question = await bilal.reads("Jetzt: https://alt.example.org")
    await bilal.says("haben wir keine")
    await bilal.reads("noch keine Internetadresse")
    assert (await stored(house, number)).website == "https://alt.example.org"
    await bilal.presses("Angabe löschen", question)
    await bilal.reads("Danke, das ist geändert")
    assert (await stored(house, number)).website is None


async def test_a_column_of_a_list_can_be_changed_under_its_heading(house: House) -> None:
    bilal, number = await bilal_speaks(house)
    async with house.database.write() as session:
        association = await session.get_one(Association, number)
        await associations.change(session, association, "Gründungsjahr", "1998", "list", house.clock.now())
    await bilal.chooses("Stimmt das noch?", "Etwas ändern")
    await bilal.chooses("Was möchten Sie ändern?", "Mehr zeigen")
    await bilal.chooses("Was möchten Sie ändern?", "Mehr zeigen")
    await bilal.chooses("Was möchten Sie ändern?", "Gründungsjahr")
    await bilal.answers("Jetzt: 1998", "1989")
    await bilal.reads("Danke, das ist geändert")
    assert [own.value for own in (await stored(house, number)).own_fields] == ["1989"]


async def test_topics_are_switched_on_and_off_in_place(house: House) -> None:
    bilal, number = await bilal_speaks(house)
    await bilal.chooses("Stimmt das noch?", "Etwas ändern")
    await bilal.chooses("Was möchten Sie ändern?", "Schwerpunkte")
    first = await bilal.reads("Schwerpunkte von Sportverein Velbert")
    assert first.labels[1] == "2 ✓ Bildung"
    await bilal.presses("Bildung")
    await bilal.chooses("Schwerpunkte von", "Mehr zeigen")
    second = await bilal.reads("Schwerpunkte von")
    assert second.id == first.id
    await bilal.presses("Sport")
    await bilal.reads("Schwerpunkte von")
    assert (await stored(house, number)).topics == {"sport"}
    assert not any("Fördergeld" in label for label in (bilal.last or first).labels)


async def test_a_stranger_sees_and_changes_nothing(house: House) -> None:
    _, number = await bilal_speaks(house)
    eve = house.guest("Eve")
    await eve.agrees()
    for data in ("show", "change", "field", "topics", "role", "leave", "left", "invite", "own"):
        await eve.forges(f"association.{data}:{number}" + (".name" if data == "field" else ""))
        await eve.reads("Diesen Verein sehen nur seine Ansprechpersonen")
    assert await house.contacts("Sportverein Velbert") == {"Bilal": "active"}


async def test_not_me_any_more_tells_the_staff_who_is_left(house: House) -> None:
    doris = house.guest("Doris")
    await house.works_here(doris)
    bilal, _ = await bilal_speaks(house)
    await bilal.chooses("Stimmt das noch?", "Nicht mehr ich")
    await bilal.chooses("Sie sprechen nicht mehr für", "Ja, nicht mehr ich")
    await bilal.reads("Danke für Ihre Arbeit")
    await doris.reads("Bilal spricht nicht mehr für den Verein")
    assert await house.contacts("Sportverein Velbert") == {}
    assert (await house.person(bilal)).is_confirmed


@pytest.mark.parametrize("text", ["Ja, gerne", "", "> Möchten Sie für Ihren Verein sprechen?"])
async def test_an_invited_fellow_speaks_for_the_association_after_their_own_yes(house: House, text: str) -> None:
    bilal, _ = await bilal_speaks(house)
    await bilal.chooses("Stimmt das noch?", "Jemanden einladen")
    await bilal.answers("E-Mail-Adresse der Person", FATMA)
    await bilal.reads(f"Wir haben an {FATMA} geschrieben")
    letter = (await house.letters(FATMA))[0]
    assert "Sportverein" not in str(letter.payload)
    assert await house.contacts("Sportverein Velbert") == {"Bilal": "active"}
    await house.gets_reply(letter, text)
    assert "Sie sprechen jetzt für „Sportverein Velbert“" in await house.answered(letter)
    await bilal.reads("spricht jetzt auch für „Sportverein Velbert“")
    assert list((await house.contacts("Sportverein Velbert")).values()) == ["active", "active"]


async def test_whoever_speaks_for_two_chooses_which_to_see(house: House) -> None:
    bilal = house.guest("Bilal")
    await house.speaks_for(bilal, "Sportverein Velbert", "Velbert")
    async with house.database.write() as session:
        person = await session.merge(await house.person(bilal))
        await network.association(session, "Kulturverein Velbert", "Velbert", {"culture"}, person)
    await opens(bilal)
    await bilal.chooses("Welchen Verein möchten Sie sehen?", "Kulturverein Velbert")
    await bilal.reads("Schwerpunkte: Kultur")


async def test_ones_own_task_can_be_changed(house: House) -> None:
    bilal, _ = await bilal_speaks(house)
    await bilal.chooses("Stimmt das noch?", "Aufgabe ändern")
    await bilal.chooses("Was ist Ihre Aufgabe", "Kasse")
    await bilal.reads("Bilal, Kasse")


async def test_who_waits_for_a_yes_is_told_so(house: House) -> None:
    async with house.database.write() as session:
        await network.emin(session)
    sami = house.guest("Sami")
    await sami.agrees()
    async with house.database.write() as session:
        person = await session.merge(await house.person(sami))
        association = await associations.similar(session, "Kulturverein Haan")
        await associations.add_contact(session, association[0], person, house.clock.now(), status="requested")
    await opens(sami)
    await sami.reads("„Kulturverein Haan“ wartet noch auf ein Ja")
