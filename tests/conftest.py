"""What holds for every test: nothing in this process may connect to another machine."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests import netguard

# Clients report on themselves to their makers; what our server does is tested without these.
CLIENT_SILENCE = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1"}
os.environ.update(CLIENT_SILENCE)

# tests/unit/test_training.py runs these in a process of their own and says so.
collect_ignore = [] if os.environ.get("ANIGEN_TRAINING_TESTS") else ["training"]

_attempts = netguard.install()


@pytest.fixture(autouse=True)
def no_outgoing_connection() -> Iterator[None]:
    """Fails a test during which anything, in any thread, tried to reach another machine."""
    before = len(_attempts)
    yield
    assert not _attempts[before:], f"outgoing connections: {_attempts[before:]}"
