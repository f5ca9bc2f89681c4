"""A Dovecot of our own: IMAP and LMTP on high ports, mailboxes in a temporary folder, started by root or by anybody.

One serves a whole run of tests: mailboxes of different domains do not touch each other.
"""

import base64
import grp
import json
import os
import pwd
import smtplib
import uuid
from dataclasses import dataclass
from pathlib import Path

from tests.daemon import Daemon, free_port, greets, is_root

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0 secs
recipient_delimiter = +
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
{users}
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = dict
  args = {folder}/users.conf
}}
userdb {{
  driver = dict
  args = {folder}/users.conf
  default_fields = uid={uid} gid={gid} home={folder}/mail/%Lu
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
}}
"""

# One JSON file per user, read at each login; a passwd-file is looked at once per second only.
_USERS = """
uri = fs:posix:prefix={folder}/
key passdb {{
  key = users/%Lu
  format = json
}}
key userdb {{
  key = users/%Lu
  format = json
}}
passdb_objects = passdb
userdb_objects = userdb
"""

# Outside root there is one user for everything, and no chroot.
_ONE_USER = """
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
"""

# What a server says that keeps everything below INBOX (Courier, Cyrus, many hosters).
_BELOW_INBOX = {"namespace/inbox/separator": ".", "namespace/inbox/prefix": "INBOX."}


@dataclass(frozen=True)
class Dovecot:
    """IMAP on `imap_port`; what comes to `lmtp_port` lies in its mailbox when the answer arrives."""

    folder: str
    imap_port: int
    lmtp_port: int

    def mailbox(self, address: str, password: str, *, below_inbox: bool = False) -> None:
        """Make a mailbox; with `below_inbox`, all its other folders are called `INBOX.…`."""
        secret = base64.b64encode(password.encode()).decode()
        user = {"password": f"{{PLAIN.B64}}{secret}", **(_BELOW_INBOX if below_inbox else {})}
        (Path(self.folder) / "users" / address.lower()).write_text(json.dumps(user))

    def deliver(self, raw: bytes, to: str, sender: str) -> None:
        """Put a mail into a mailbox."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [to], raw)

    def clear(self, domain: str) -> None:
        """Forget every mailbox of this domain and all its mail."""
        for user in (Path(self.folder) / "users").glob(f"*@{domain}"):
            user.unlink()
        for mails in (Path(self.folder) / "mail").glob(f"*@{domain}"):
            # A process may still be writing in there.
            mails.rename(mails.with_name(f"{mails.name}.{uuid.uuid4()}"))


def start(program: str) -> Daemon:
    """A Dovecot; its facts are the arguments of `Dovecot`."""
    daemon = Daemon()
    folder, imap_port, lmtp_port = daemon.folder, free_port(), free_port()
    user = pwd.getpwnam("nobody") if is_root() else pwd.getpwuid(os.geteuid())
    for name in ("users", "mail"):
        (folder / name).mkdir()
    os.chown(folder / "mail", user.pw_uid, user.pw_gid)
    names = {"user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name}
    config = _CONFIG.format(
        folder=folder, imap_port=imap_port, lmtp_port=lmtp_port, uid=user.pw_uid, gid=user.pw_gid,
        users="" if is_root() else _ONE_USER.format(**names), chroot="" if is_root() else "chroot =",
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(config)
    (folder / "users.conf").write_text(_USERS.format(folder=folder))
    daemon.facts |= {"imap_port": imap_port, "lmtp_port": lmtp_port}
    daemon.start([program, "-F", "-c", str(folder / "dovecot.conf")], lambda: greets(imap_port))
    return daemon
