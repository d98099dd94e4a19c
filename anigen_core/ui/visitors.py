"""What keeps a server of many visitors within its memory, and them from waiting for those who are gone."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import gradio as gr
from gradio.context import LocalContext

from anigen_core.ui.queue import FULL, PLACES

AT_ONCE = PLACES + 8
"""Runs that gradio begins at once: the line itself is the engine's, which tells everybody the place in it."""

EVENTS = 4 * PLACES
"""What waits in gradio's queue at once: also the small things that a page asks for when it opens."""

THREADS = 2 * AT_ONCE + 16
"""Who waits has a thread, and so has everything that is quick."""

SESSIONS = 128
"""Visits of which the page remembers anything. Each takes a megabyte, the newest result some ten."""

CLOSED_SECONDS = 120
"""How long the result of a page that was closed is kept: a lost connection may come back."""

_M_ARENA_MAX = -8  # malloc.h


def share_memory() -> None:
    """Have all threads share two heaps. With one for each, as glibc does it, what a thread gave back is of no
    use to the others: 32 visitors took 2.9 GB so, and 1.4 GB less without."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 2)


def forget_closed(page: gr.Blocks) -> None:
    """Let go of the results of pages that were closed. Call it while the page is being built."""

    def closed(request: gr.Request) -> None:
        session = page.app.state_holder.session_data.get(request.session_hash or "")
        if session is not None:
            session.STATE_TTL_WHEN_CLOSED = CLOSED_SECONDS  # type: ignore[assignment]

    page.unload(closed)


def full_in_words(page: gr.Blocks) -> None:
    """Have gradio's queue refuse what is too much in our own words."""
    push = page._queue.push

    async def told(*given: Any, **named: Any) -> Any:
        success, words, state = await push(*given, **named)
        return success, FULL if state == "queue_full" else words, state

    page._queue.push = told  # type: ignore[method-assign]


def has_left() -> bool:
    """Whether the client of the event that is being handled has gone away."""
    page, event = LocalContext.blocks.get(None), LocalContext.event_id.get(None)
    if page is None or event is None:
        return False
    running = page._queue.active_jobs  # pyright: ignore[reportAttributeAccessIssue]
    return any(not one.alive for job in running if job for one in job if one._id == event)
