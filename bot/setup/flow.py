"""The set-up from its first question to its last file: everything is asked and tried, and then written."""

import asyncio
import os
from dataclasses import dataclass, replace
from pathlib import Path

from bot import asking
from bot.commands import NoMail, say
from bot.settings import PREFIX, SECRETS, Settings, config_file, load
from bot.setup import accounts, first_day, messenger
from bot.setup.accounts import Tested
from bot.setup.files import write_configuration, write_units
from bot.setup.questions import Questions, question
from mailing.addresses import normal
from mailing.imap import Inspection, Watermark
from storage.refusals import Refusal


class MailboxInUse(Refusal):
    """Somebody reads there: `number` mails are read already."""


class NothingSetUp(Refusal):
    """Neither Telegram nor mail: there would be nothing to do."""


@dataclass(frozen=True)
class Prepared:
    """What was asked and tried, by the names of settings; a secret that is None is not wanted."""

    values: dict[str, str | bool]
    secrets: dict[str, str | None]
    mark: Watermark | None
    admin: str | None


@dataclass(frozen=True)
class Written:
    """`offered` is what to say of the first admin; `overruled` are settings that the environment says otherwise."""

    config: Path
    units: list[Path]
    settings: Settings
    offered: str | None
    overruled: list[str]


def prepare(questions: Questions, *, as_it_is: bool) -> Prepared:
    """Ask and try. Raises Tried, Abort, and the refusals of the database."""
    has_admin, has_mark = asyncio.run(first_day.state(questions.known))
    office = questions.office()
    out = accounts.mail_out(questions, office["list_address"])
    box = accounts.mail_in(questions, out) if out else None
    values: dict[str, str | bool] = {name: v for name, v in questions.known.items() if name not in SECRETS}
    values |= office
    for kind, tested in (("smtp_url", out), ("imap_url", box)):
        values.pop(kind, None)
        if tested:
            values[kind] = tested.account.url("smtp" if kind == "smtp_url" else "imap")
    if out and box:
        if not has_mark:
            _refuse_read_mail(questions, box, as_it_is=as_it_is)
        back = accounts.comes_back(questions, out, box, office["list_address"], office["list_name"])
        values["plus_addresses"] = back.plus and out.found.takes_plus
    token = messenger.token(questions, questions.known.get("telegram_api") or "https://api.telegram.org")
    if not (out or token):
        raise NothingSetUp
    secrets = {
        "smtp_password": out.password if out else None,
        "imap_password": box.password if box else None,
        "telegram_token": token,
    }
    admin = _first_admin(questions, can_write=out is not None, has_admin=has_admin)
    return Prepared(values, secrets, box.found.mark if box else None, admin)


def write(prepared: Prepared) -> Written:
    """Write it all down. Raises OSError, and SettingsWrong when the environment says something that is wrong."""
    config = config_file().absolute()
    values = {"data_dir": str(config.parent / "data"), **prepared.values}
    write_configuration(config, values, prepared.secrets)
    settings = load()
    units = write_units(config, settings)
    offered = asyncio.run(first_day.begin(settings, prepared.mark, prepared.admin))
    said = {PREFIX + name.upper(): str(value) for name, value in values.items()}
    overruled = [name for name, value in said.items() if os.environ.get(name, value) not in (value, "")]
    return Written(config, units, settings, offered, overruled)


def _refuse_read_mail(questions: Questions, box: Tested[Inspection], *, as_it_is: bool) -> None:
    """A mailbox in which somebody reads is no mailbox for a program. Raises MailboxInUse."""
    number = box.found.read
    if number and not as_it_is and not questions.sure("setup-mailbox-read", number=number):
        raise MailboxInUse(number=number)


def _first_admin(questions: Questions, *, can_write: bool, has_admin: bool) -> str | None:
    """Whom to ask to be the first; None if there is one, or nobody is named. Raises NoMail, Tried."""
    if not can_write and questions.given.get("admin"):
        raise NoMail
    said = questions.given.get("admin")
    if said is None and can_write and not has_admin and not questions.yes:
        said = asking.answer(question("admin"), None, _no_address, optional=True)
    if said and (sentence := _no_address(said)):
        replace(questions, yes=True).complain(f"--admin: {sentence}")
    return said


def _no_address(said: str) -> str | None:
    return None if normal(said) else say().text("refusal-not-a-mail-address")
