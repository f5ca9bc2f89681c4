"""A Postfix of our own, and its sink: high ports, own configuration and queue. Only root can start Postfix itself.

Mail for the domains of the bot goes to an LMTP server (Dovecot), all other mail to the simulated post, as if that were
the internet.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.daemon import Daemon, free_port, greets, is_root

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
myhostname = post.example.org
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
virtual_mailbox_maps =
message_size_limit = 52428800
virtual_mailbox_limit = 0
"""

_BEFORE_LMTP = """
virtual_mailbox_domains = regexp:{folder}/domains
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
lmtp_destination_recipient_limit = 1
relayhost = [127.0.0.1]:{internet_port}
"""

_THROWS_AWAY = """
default_transport = discard:
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


@dataclass(frozen=True)
class Postfix:
    """SMTP on `port`, with PIPELINING and plus-addresses; all mail for other domains goes to `internet_port`."""

    folder: str
    port: int
    internet_port: int
    postsuper: str

    def clear(self) -> None:
        """Throw away what is still on its way."""
        subprocess.run([self.postsuper, "-c", f"{self.folder}/etc", "-d", "ALL"], check=True, capture_output=True)


def start(master: str, postsuper: str, domains: str, lmtp_port: str) -> Daemon:
    """A Postfix in front of an LMTP server; `domains` is a regular expression. Its facts are what `Postfix` takes."""
    daemon, internet_port = Daemon(), free_port()
    (daemon.folder / "domains").write_text(f"/{domains}/ ours\n")
    ways = _BEFORE_LMTP.format(folder=daemon.folder, lmtp_port=lmtp_port, internet_port=internet_port)
    daemon.facts |= {"internet_port": internet_port, "postsuper": postsuper}
    return _started(daemon, master, postsuper, ways)


def that_discards(master: str, postsuper: str) -> Daemon:
    """A Postfix that queues all mail as any does, and then throws it away; its facts say the `port`."""
    return _started(Daemon(), master, postsuper, _THROWS_AWAY)


def _started(daemon: Daemon, master: str, postsuper: str, ways: str) -> Daemon:
    """The same with its configuration, on a free port; `ways` is where mail goes."""
    config, port = daemon.folder / "etc", free_port()
    config.mkdir()
    main = _MAIN.format(folder=daemon.folder, commands=Path(postsuper).parent, daemons=Path(master).parent)
    (config / "main.cf").write_text(main + ways)
    (config / "master.cf").write_text(_MASTER.format(port=port))
    # Postfix sleeps for two seconds on a file that was written just now.
    os.utime(config / "main.cf", (0, 0))
    _make_queue(daemon.folder)
    daemon.facts["port"] = port
    daemon.start([master, "-c", str(config)], lambda: greets(port))
    return daemon


def _make_queue(folder: Path) -> None:
    queue = folder / "queue"
    for name in ("pid", "maildrop", "public", *_OWN):
        (queue / name).mkdir(parents=True, mode=0o700)
    for path in (folder / "data", *(queue / name for name in _OWN)):
        path.mkdir(exist_ok=True)
        shutil.chown(path, "postfix")
    for name, mode in (("maildrop", 0o730), ("public", 0o710)):
        shutil.chown(queue / name, "postfix", "postdrop")
        (queue / name).chmod(mode)
    for path in (queue, queue / "pid"):
        path.chmod(0o755)


class SmtpSink(Daemon):
    """Postfix's sink: takes any mail on `port` and throws it away."""

    def __init__(self, program: str) -> None:
        super().__init__()
        self.port = free_port()
        root = ["-u", "nobody"] if is_root() else []
        self.start([program, *root, f"127.0.0.1:{self.port}", "1000"], lambda: greets(self.port))
