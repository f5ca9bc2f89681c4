"""An account on a mail server, written as one URL: `smtp://user@host:587?tls=starttls`, `imaps://user@host:993/INBOX`.

The URL never holds the password, since passwords contain `#`, `/`, `?` and `@`, and URLs end up in logs. User and
folder may be percent-encoded; a user may contain a plain `@`. Ports and encryption follow RFC 8314: implicit TLS on 465
and 993, STARTTLS on 587 and 143. No encryption at all must be asked for by name (`tls=none`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from pydantic import SecretStr
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from mailing.channels.smtp import SmtpServer
    from mailing.imap_session import Access

Encryption = Literal["implicit", "starttls", "none"]

PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}


@dataclass(frozen=True, slots=True)
class Account:
    """Where a server is and who we are there; `user` is None for a server that asks nobody."""

    host: str
    port: int
    user: str | None
    tls: Encryption
    folder: str = "INBOX"
    password: SecretStr | None = None

    def url(self, kind: Literal["smtp", "imap"]) -> str:
        """How the account is written, without its password."""
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        secured = "s" if self.tls == "implicit" else ""
        folder = f"/{quote(self.folder)}" if kind == "imap" else ""
        tls = "" if secured else f"?tls={self.tls}"
        return f"{kind}{secured}://{who}{host}:{self.port}{folder}{tls}"

    def as_smtp_server(self) -> "SmtpServer":
        """For mailing/channels/smtp.py."""
        from mailing.channels.smtp import SmtpServer

        password = self.password.get_secret_value() if self.password else None
        return SmtpServer(self.host, self.port, self.tls, self.user, password)

    def as_mailbox(self) -> "Access":
        """For mailing/imap.py."""
        from mailing.imap_session import Access

        assert self.user
        password = self.password.get_secret_value() if self.password else ""
        return Access(self.host, self.port, self.user, password, self.tls, self.folder)


def smtp_account(url: object) -> object:
    """Reads NETZBOTE_SMTP_URL. Raises ValueError, or the error `password_in_url`."""
    return _read(url, ("smtp", "smtps")) if isinstance(url, str) else url


def imap_account(url: object) -> object:
    """Reads NETZBOTE_IMAP_URL, which must name a user. Raises ValueError, or the error `password_in_url`."""
    if not isinstance(url, str):
        return url
    account = _read(url, ("imap", "imaps"))
    if not account.user:
        raise ValueError("no user")
    return account


def _read(url: str, schemes: tuple[str, ...]) -> Account:
    parts = urlsplit(url.strip())
    if parts.password is not None:
        raise PydanticCustomError("password_in_url", "a password in the URL")
    if parts.scheme not in schemes or not parts.hostname or parts.fragment:
        raise ValueError("no account")
    return Account(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        tls=_encryption(parts),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def _encryption(parts: SplitResult) -> Encryption:
    usual: Encryption = "implicit" if parts.scheme.endswith("s") else "starttls"
    match parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)):
        case []:
            return usual
        case [("tls", ("implicit" | "starttls" | "none") as asked)]:
            return asked
    raise ValueError("unknown words after the question mark")
