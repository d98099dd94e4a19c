"""The HTTP API under calls that fit its schema, nearly fit it, or do not: an answer or one sentence."""

from __future__ import annotations

from functools import partial

from tests.fuzz.calls import call, calls
from tests.fuzz.running import fuzz
from tests.fuzz.targets import Target
from tests.ui.conftest import Server


def test_no_call_gets_anything_but_an_answer_or_a_sentence(trained_server: Server) -> None:
    url = trained_server.url
    summary = fuzz(Target(partial(calls, url), partial(call, url=url)), 40)
    assert not summary.crashes, [crash.words for crash in summary.crashes.values()]
    assert summary.cases >= 30 and summary.refused
    assert not trained_server.attempts()
