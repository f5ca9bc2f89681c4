"""A Postfix of our own, and its sink: high ports, own configuration and queue. Only root can start Postfix itself.

Mail for one domain goes to an LMTP server (Dovecot), all other mail to the simulated post, as if that were the
internet.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tests.daemon import Daemon, free_port, open_folder

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
myhostname = post.{domain}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
recipient_delimiter = +
disable_dns_lookups = yes
smtp_host_lookup = native
virtual_mailbox_domains = {domain}
virtual_mailbox_maps =
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
lmtp_destination_recipient_limit = 1
relayhost = [127.0.0.1]:{internet_port}
message_size_limit = 52428800
virtual_mailbox_limit = 0
"""

# No `postlog`: its queue of ten lines is full before it reads the first, and then everybody waits for ever.
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""

# Queue folder, mode and group, as in Postfix's own list `postfix-files`; all but `pid` belong to its user.
_OWN = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


class Postfix(Daemon):
    """SMTP on `port`, with PIPELINING and plus-addresses."""

    def __init__(self, master: str, postsuper: str, *, domain: str, lmtp_port: int, internet_port: int) -> None:
        super().__init__(open_folder())
        self.port = free_port()
        self._config = self.folder / "etc"
        self._postsuper = postsuper
        self._config.mkdir()
        main = _MAIN.format(
            folder=self.folder, commands=Path(postsuper).parent, daemons=Path(master).parent, domain=domain,
            lmtp_port=lmtp_port, internet_port=internet_port,
        )  # fmt: skip
        (self._config / "main.cf").write_text(main)
        # Postfix sleeps for two seconds on a file that was written just now.
        os.utime(self._config / "main.cf", (0, 0))
        (self._config / "master.cf").write_text(_MASTER.format(port=self.port))
        self._make_queue()
        self.start([master, "-c", str(self._config)], self.port)

    def _make_queue(self) -> None:
        queue = self.folder / "queue"
        for name in ("pid", "maildrop", "public", *_OWN):
            (queue / name).mkdir(parents=True, mode=0o700)
        for path in (self.folder / "data", *(queue / name for name in _OWN)):
            path.mkdir(exist_ok=True)
            shutil.chown(path, "postfix")
        for name, mode in (("maildrop", 0o730), ("public", 0o710)):
            shutil.chown(queue / name, "postfix", "postdrop")
            (queue / name).chmod(mode)
        for path in (queue, queue / "pid"):
            path.chmod(0o755)

    def clear(self) -> None:
        """Throw away what is still on its way."""
        subprocess.run([self._postsuper, "-c", str(self._config), "-d", "ALL"], check=True, capture_output=True)


class SmtpSink(Daemon):
    """Postfix's sink: takes any mail on `port` and throws it away."""

    def __init__(self, program: str) -> None:
        super().__init__(open_folder())
        self.port = free_port()
        root = ["-u", "nobody"] if os.geteuid() == 0 else []
        self.start([program, *root, f"127.0.0.1:{self.port}", "1000"], self.port)
