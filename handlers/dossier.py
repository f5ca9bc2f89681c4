"""All that is stored about a person, in words (Article 15 GDPR)."""

from mailing.turn import Turn
from storage import identity
from storage.identity import Dossier
from storage.people import Person


async def in_words(turn: Turn, person: Person) -> str:
    """One fact a line, in the language of whoever asks."""
    found = await identity.dossier(turn.session, person)
    return "\n".join([*_about(turn, found), *_agreed(turn, found), *_came(turn, found), *_happened(turn, found)])


def _about(turn: Turn, found: Dossier) -> list[str]:
    say, person = turn.words, found.person
    lines = [say.text("dossier-name", name=person.name or "–"), say.text("dossier-phone", phone=person.phone or "–")]
    lines.append(say.text("dossier-since", when=say.date(person.created_at, turn.office.timezone)))
    lines += [say.text(f"dossier-{a.channel}", address=a.address) for a in found.addresses]
    lines += [say.text("dossier-contact", name=c.association.name, role=c.role or "–") for c in found.contacts]
    zone = turn.office.timezone
    lines += [
        say.text("dossier-source", field=source.field, source=source.source, when=say.date(source.at, zone))
        for source in found.sources.values()
    ]
    return lines


def _agreed(turn: Turn, found: Dossier) -> list[str]:
    say, zone = turn.words, turn.office.timezone
    lines = []
    for consent in found.consents:
        key = "dossier-consent-ended" if consent.withdrawn_at else "dossier-consent"
        lines.append(
            say.text(
                key,
                address=consent.address,
                when=say.date(consent.given_at, zone),
                door=say.text(f"door-{consent.door}"),
                wording=consent.wording,
                ended=say.date(consent.withdrawn_at, zone) if consent.withdrawn_at else "",
            )
        )
    return lines


def _came(turn: Turn, found: Dossier) -> list[str]:
    say, zone, lines = turn.words, turn.office.timezone, []
    for one in found.sign_ups:
        title, when = one.training.title, say.date(one.changed_at, zone)
        lines.append(say.text("dossier-sign-up", title=title, state=one.state, seats=one.seats, when=when))
        wrote = [name.name for name in one.participants], [answer.value for answer in one.answers], [one.feedback_text]
        lines += [say.text("dossier-wrote", title=title, words=words) for part in wrote for words in part if words]
    for answer in found.declared:
        lines.append(
            say.text(
                "dossier-declared",
                title=answer.declaration.title,
                name=answer.association.name,
                said=answer.said,
                comment=answer.comment or "–",
                when=say.date(answer.at, zone),
            )
        )
    return lines


def _happened(turn: Turn, found: Dossier) -> list[str]:
    say = turn.words
    return [
        say.text("dossier-deliveries", number=len(found.deliveries)),
        say.text("dossier-requests", number=len(found.requests)),
    ]
