"""The office that runs the list: what texts, letters and the outbox need to know of it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` by the clock on the wall nobody is written to, except in answer."""

    start: time
    end: time

    def include(self, local: datetime) -> bool:
        hour = local.time()
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass
class Office:
    """`list_address` is where letters go; the contact is whom people turn to; `bot_name` Telegram's user name, once
    known.

    `topics` are the keys of built-in topics or names of own ones. `plus_addresses`: the provider delivers user+tag@.
    """

    list_name: str
    list_address: str
    controller: str
    contact_person: str
    contact_phone: str
    privacy_url: str
    imprint_url: str
    public_url: str | None
    timezone: ZoneInfo
    language: str
    topics: tuple[str, ...]
    quiet_hours: QuietHours | None = None
    release_delay: timedelta = timedelta(minutes=2)
    approve_associations: bool = True
    plus_addresses: bool = True
    channel: str | None = None
    authserv_id: str | None = None
    bot_name: str | None = None

    @property
    def contact(self) -> str:
        return f"{self.contact_person}, {self.contact_phone}"

    @property
    def mail_host(self) -> str:
        return self.list_address.rpartition("@")[2] or "localhost"

    def plus(self, tag: str) -> str:
        """The list's address with a tag: list+tag@host; the plain one where the provider refuses tags, or where the
        local part would be longer than 64 octets (RFC 5321 4.5.3.1.1)."""
        user, _, host = self.list_address.rpartition("@")
        if not self.plus_addresses or len(f"{user}+{tag}") > 64:
            return self.list_address
        return f"{user}+{tag}@{host}"

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.timezone)

    def next_loud(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it lies in."""
        local = self.local(moment)
        if not self.quiet_hours or not self.quiet_hours.include(local):
            return moment
        day = local.date() if local.time() < self.quiet_hours.end else local.date() + timedelta(days=1)
        return datetime.combine(day, self.quiet_hours.end, tzinfo=self.timezone)
