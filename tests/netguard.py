"""Refuses and records every attempt to leave this machine, DNS look-ups included.

The program promises that no picture, no statistic and no update check leaves the computer. An audit
hook sees every socket call made from Python, whichever library makes it. A hook cannot be removed
again, so one is installed per process and consults this module's record.
"""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path

_LOCAL_NAMES = {"", "localhost", "localhost.localdomain", "ip6-localhost"}
_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_RESOLVING = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class OutgoingConnection(RuntimeError):
    """Raised inside whatever tried to connect."""


def is_local(host: object) -> bool:
    """Whether a host name or address stays on this machine. None and "" mean "any interface"."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def install(record: Path | None = None) -> list[str]:
    """Install the hook; returns the list that attempts are appended to (and to `record`, a file)."""
    attempts: list[str] = []

    def refuse(event: str, host: object) -> None:
        line = f"{event} {host!r}"
        attempts.append(line)
        if record is not None:
            with record.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        raise OutgoingConnection(f"A connection to {host!r} was attempted ({event}).")

    def hook(event: str, arguments: tuple) -> None:
        if event in _CONNECTING:
            address = arguments[1] if len(arguments) > 1 else None
            # AF_UNIX addresses are file names, netlink ones are numbers: neither leaves the machine
            host = address[0] if isinstance(address, tuple) else None
            if isinstance(host, (str, bytes)) and not is_local(host):
                refuse(event, host)
        elif event in _RESOLVING and not is_local(arguments[0]):
            refuse(event, arguments[0])

    sys.addaudithook(hook)
    return attempts
