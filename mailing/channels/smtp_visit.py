"""A visit to the mail server that hands nothing over: what set-up and `doctor` want to know of an account.

Each step may end it, and the reason says at which one: no server, no encryption, no login, a sender that it does not
take. A sender is asked about with MAIL FROM and taken back with RSET (RFC 5321 4.1.1.5), so that nothing leaves.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ssl import SSLError

from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPServerDisconnected

from mailing.addresses import envelope
from mailing.channels.smtp import SmtpServer

SECONDS = 15


class Unusable(Exception):
    """The account cannot be used; `reason` is "unreachable", "tls", "login", "sender" or "lost"; `said` is what the
    server answered."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.reason, self.said = reason, said


@dataclass(frozen=True)
class Visit:
    """`features` are the keywords of EHLO; `takes_plus` whether a sender with a tag is taken as well."""

    features: frozenset[str]
    encrypted: bool
    takes_plus: bool


async def visit(server: SmtpServer, name: str, sender: str, plus_sender: str, *, seconds: float = SECONDS) -> Visit:
    """Connect, log in, and ask about both senders; `name` is what we call ourselves. Raises `Unusable`."""
    client = SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls == "implicit",
        start_tls=False,
        local_hostname=name,
        timeout=seconds,
    )
    try:
        return await _look_around(client, server, sender, plus_sender)
    finally:
        with suppress(SMTPException, OSError):
            await client.quit(timeout=2)
        client.close()


async def _look_around(client: SMTP, server: SmtpServer, sender: str, plus_sender: str) -> Visit:
    with _refusal_means("unreachable"):
        await client.connect()
        await client.ehlo()
    if server.tls == "starttls":
        with _refusal_means("tls"):
            await client.starttls()
            await client.ehlo()
    if server.user is not None:
        with _refusal_means("login"):
            await client.login(server.user, server.password or "")
    with _refusal_means("sender"):
        await client.mail(envelope(sender))
        await client.rset()
    features = frozenset(name.upper() for name in client.esmtp_extensions)
    return Visit(features, server.tls != "none", await _takes(client, plus_sender))


async def _takes(client: SMTP, sender: str) -> bool:
    try:
        await client.mail(envelope(sender))
        await client.rset()
    except (SMTPException, OSError):
        return False
    return True


@contextmanager
def _refusal_means(reason: str) -> Iterator[None]:
    try:
        yield
    except SMTPResponseException as error:
        raise Unusable(reason, f"{error.code} {error.message}") from None
    except (SMTPException, OSError) as error:
        if any(isinstance(cause, SSLError) for cause in (error, error.__cause__, error.__context__)):
            raise Unusable("tls") from None
        lost = isinstance(error, SMTPServerDisconnected) and reason not in ("unreachable", "tls")
        raise Unusable("lost" if lost else reason) from None
