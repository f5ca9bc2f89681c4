"""A certificate of this machine that nobody vouches for, unless SSL_CERT_FILE names it."""

import asyncio
import ssl
import subprocess
from pathlib import Path

from tests.needs import program


async def self_signed(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """What a server needs to show it, and the file."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=post", "-addext"]
    command = [program("openssl"), *make, "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate
