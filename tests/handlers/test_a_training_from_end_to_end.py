"""One training, from its offer to the certificate: the office and two volunteers by mail, one in a chat."""

from datetime import UTC, datetime, timedelta

from storage.outbox import Outgoing
from tests.handlers.desk import seen
from tests.house import House
from tests.storage import network

DORIS, ANNA, BILAL = "doris@kreis.example.org", "anna@elternverein.example.org", "bilal@sportverein.example.org"
WHERE = "Haus der Vereine"
OFFER = f"Wann: 4.5. 18 bis 20 Uhr\nWo: {WHERE}, Hauptstraße 1, Velbert\nPlätze: 2\n\nWir üben mit Belegen."


async def letter(house: House, address: str, words: str) -> Outgoing:
    """The newest one with these words."""
    await house.settled()
    found = [row for row in await house.letters(address) if words in seen(row)]
    assert found, f"no {words!r} in\n" + "\n---\n".join(map(seen, await house.letters(address)))
    return found[-1]


async def announcement(house: House, address: str) -> Outgoing:
    [row] = [row for row in await house.letters(address) if row.announcement_id]
    return row


async def test_from_the_offer_to_the_certificate_by_chat_and_mail(house: House) -> None:
    async with house.database.write() as session:
        for somebody in (network.doris, network.anna, network.bilal):
            await somebody(session)
    sami = house.guest("Sami Haddad")
    await sami.agrees()

    await house.gets_letter(DORIS, "Schulung: Kasse und Buchhaltung", OFFER)
    await house.gets_reply(await letter(house, DORIS, "Was möchten Sie tun?"), "Ankündigen")
    await house.gets_reply(await letter(house, DORIS, "So bekommen es alle."), "senden")
    await letter(house, DORIS, "geht hinaus")

    await sami.says("/trainings")
    await sami.chooses("Das kommt", "Kasse")
    await sami.chooses("Bitte antworten Sie bis", "Ja, ich komme")
    await sami.reads("Sie sind angemeldet")
    await house.gets_reply(await announcement(house, ANNA), "ja\n\nGibt es Parkplätze?")
    await letter(house, ANNA, "Sie sind angemeldet")
    await letter(house, DORIS, "Gibt es Parkplätze?")
    await house.gets_reply(await announcement(house, BILAL), "ja")
    await letter(house, BILAL, "Warteliste: Platz 1")

    await house.gets_reply(await letter(house, ANNA, "Sie sind angemeldet"), "nein, leider krank")
    await letter(house, ANNA, "Sie kommen nicht")
    await house.beat()
    await house.beat()
    await house.gets_reply(await letter(house, BILAL, "Ein Platz ist frei"), "ja")
    await letter(house, BILAL, "Sie sind angemeldet")

    house.clock.advance(datetime(2027, 5, 3, 16, 1, tzinfo=UTC) - house.clock.now())
    await house.beat()
    await sami.reads(WHERE)

    house.clock.advance(timedelta(days=2))
    await house.beat()
    await house.gets_letter(DORIS, "Anmeldungen", "")
    await house.gets_reply(await letter(house, DORIS, "Kasse und Buchhaltung"), "1")
    await house.gets_reply(await letter(house, DORIS, "Wer war da?"), "Wer war da?")
    await house.gets_reply(await letter(house, DORIS, "Schreiben Sie die Nummern"), "1 2")
    await house.gets_reply(await letter(house, DORIS, "2 Personen waren da."), "Bescheinigungen")
    await house.gets_reply(await letter(house, DORIS, "2 Bescheinigungen"), "Alle, die da waren")
    await house.settled()
    await house.beat()
    assert (await letter(house, BILAL, "Hier ist Ihre Bescheinigung")).payload
    await sami.reads("Hier ist Ihre Bescheinigung")
    await house.gets_letter(DORIS, "Zahlen", "")
    await letter(house, DORIS, "Eine Schulung in einer Stadt")
