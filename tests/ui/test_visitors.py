"""What the page relies on in Gradio's own queue and sessions, on a small page that is served for real."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import gradio as gr
import httpx
import pytest

from anigen_core.ui import visitors
from anigen_core.ui.queue import FULL


@dataclass
class Small:
    """A page with one event that waits. begun: it runs. go: it may end. left: `has_left` was so."""

    url: str = ""
    page: gr.Blocks | None = None
    begun: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def wait(self, state: int) -> int:
        self.begun.set()
        while not self.go.wait(0.05):
            if visitors.has_left():
                self.left.set()
                break
        return state + 1

    def join(self, session: str) -> httpx.Response:
        body = {"data": [None], "fn_index": 0, "session_hash": session}
        return httpx.post(f"{self.url}gradio_api/queue/join", json=body)

    def listen(self, path: str, until: Callable[[], bool]) -> None:
        """Hear a stream of the server until something is so, then hang up."""
        with httpx.stream("GET", f"{self.url}gradio_api/{path}", timeout=30) as stream:
            for _ in stream.iter_raw():
                if until():
                    return


@pytest.fixture
def small() -> Iterator[Small]:
    made = Small()
    with gr.Blocks() as page:
        state = gr.State(0)
        gr.Button().click(made.wait, state, state)
        visitors.forget_closed(page)
    page.queue(max_size=1, default_concurrency_limit=1)
    visitors.full_in_words(page)
    _, made.url, _ = page.launch(server_name="127.0.0.1", prevent_thread_lock=True, quiet=True)
    made.page = page
    yield made
    made.go.set()
    page.close()


def session_of(small: Small, session: str) -> Any:
    assert small.page is not None
    return small.page.app.state_holder.session_data.get(session)


def eventually(done: Callable[[], bool]) -> bool:
    """Whether something becomes so within half a minute."""
    tick = threading.Event()
    return any(done() or tick.wait(0.05) for _ in range(600))


def test_a_full_queue_says_so_in_our_own_words(small: Small) -> None:
    assert small.join("first").status_code == 200
    assert small.begun.wait(30)
    assert small.join("second").status_code == 200  # waits
    refused = small.join("third")
    assert refused.status_code == 503 and refused.json()["detail"] == FULL


def test_a_visitor_who_hangs_up_is_seen_to_have_left(small: Small) -> None:
    assert small.join("going").status_code == 200
    assert small.begun.wait(30) and not small.left.is_set()
    small.listen("queue/data?session_hash=going", small.begun.is_set)
    assert small.left.wait(30)


def test_the_results_of_a_closed_page_are_soon_forgotten(small: Small) -> None:
    small.go.set()
    assert small.join("closing").status_code == 200
    small.listen("queue/data?session_hash=closing", lambda: False)
    assert session_of(small, "closing").STATE_TTL_WHEN_CLOSED > visitors.CLOSED_SECONDS
    small.listen("heartbeat/closing", lambda: True)
    assert eventually(lambda: session_of(small, "closing").STATE_TTL_WHEN_CLOSED == visitors.CLOSED_SECONDS)
