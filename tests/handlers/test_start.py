"""The first words in a chat: nobody is on the list before their yes, and everybody may leave and come back."""

from storage import people
from tests.house import House


async def test_nobody_is_on_the_list_before_their_yes(house: House) -> None:
    sami = house.guest("Sami Haddad")
    await sami.says("/start")
    await sami.reads("Guten Tag, Sami Haddad!")
    async with house.database.read() as session:
        stranger = await people.by_address(session, "telegram", sami.chat)
        assert stranger
        assert not stranger.is_confirmed
        assert stranger.notice_accepted_at is None
    await sami.presses("Ja, gerne")
    await sami.reads("Willkommen")
