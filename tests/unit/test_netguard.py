"""The guard itself: it must refuse what leaves the machine and let the machine talk to itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import netguard

SCRIPT = """
import socket, sys
for attempt in (
    lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    lambda: socket.create_connection(("203.0.113.7", 80), timeout=1),
    lambda: socket.getaddrinfo("example.org", 443),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "", None, "0.0.0.0", b"127.8.8.8"])
def test_own_machine_is_local(host):
    assert netguard.is_local(host)


@pytest.mark.parametrize("host", ["192.168.0.1", "example.org", "8.8.8.8", "fe80::1%eth0", b"example.org"])
def test_everything_else_is_not(host):
    assert not netguard.is_local(host)


def test_guarded_script_is_refused_and_recorded(tmp_path: Path):
    script, record = tmp_path / "script.py", tmp_path / "record.txt"
    script.write_text(SCRIPT)
    command = [sys.executable, "-m", "tests.guarded_app", str(record), str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ConnectionRefusedError"] + ["OutgoingConnection"] * 3
    lines = record.read_text().splitlines()
    assert len(lines) == 3 and "203.0.113.7" in lines[0] and "example.org" in lines[1]
