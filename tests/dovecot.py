"""A Dovecot of our own: IMAP and LMTP on high ports, mailboxes in a temporary folder, started by root or by anybody."""

import base64
import grp
import itertools
import json
import os
import pwd
import smtplib

from tests.daemon import Daemon, free_port, is_root, open_folder

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


class Dovecot(Daemon):
    """IMAP on `imap_port`; what comes to `lmtp_port` lies in its mailbox when the answer arrives."""

    def __init__(self, program: str) -> None:
        super().__init__(open_folder())
        self.imap_port, self.lmtp_port = free_port(), free_port()
        self._numbers = itertools.count(1)
        self._owner = user = pwd.getpwnam("nobody") if is_root() else pwd.getpwuid(os.geteuid())
        self._mail, self._users = self.folder / "mail", self.folder / "users"
        self._users.mkdir()
        self._make_mail()
        names = {"user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name}
        config = _CONFIG.format(
            folder=self.folder, imap_port=self.imap_port, lmtp_port=self.lmtp_port, uid=user.pw_uid, gid=user.pw_gid,
            users="" if is_root() else _ONE_USER.format(**names), chroot="" if is_root() else "chroot =",
        )  # fmt: skip
        (self.folder / "dovecot.conf").write_text(config)
        (self.folder / "users.conf").write_text(_USERS.format(folder=self.folder))
        self.start([program, "-F", "-c", str(self.folder / "dovecot.conf")], self.imap_port)

    def _make_mail(self) -> None:
        self._mail.mkdir()
        os.chown(self._mail, self._owner.pw_uid, self._owner.pw_gid)

    def mailbox(self, address: str, password: str, *, below_inbox: bool = False) -> None:
        """Make a mailbox; with `below_inbox`, all its other folders are called `INBOX.…`."""
        secret = base64.b64encode(password.encode()).decode()
        user = {"password": f"{{PLAIN.B64}}{secret}", **(_BELOW_INBOX if below_inbox else {})}
        (self._users / address.lower()).write_text(json.dumps(user))

    def deliver(self, raw: bytes, to: str, sender: str) -> None:
        """Put a mail into a mailbox."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [to], raw)

    def clear(self) -> None:
        """Forget every mailbox and all mail."""
        for user in self._users.iterdir():
            user.unlink()
        # A process may still be writing in there.
        self._mail.rename(self.folder / f"mail-{next(self._numbers)}")
        self._make_mail()
