"""A few visitors at once, each with a drawing that tells whose it is. `python -m tests.load` has many."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import httpx

from tests.load.crowd import Habits, crowd
from tests.load.visitor import Page, Refused, Visitor
from tests.ui.conftest import Server

SIZE = (128, 192)

T = TypeVar("T")


def run(work: Coroutine[object, object, T]) -> T:
    """What `work` makes, in a loop of its own: the browser of other tests has the loop of this thread."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def test_nobody_gets_the_picture_of_another_and_no_stroke_is_lost(server: Server):
    habits = Habits(seconds=1, stroke=0.3, finish=0.6, least=2, leaves=0.2, size=SIZE)
    tally = run(crowd(server.url, 3, habits))
    assert not tally.failed and not tally.refused, (tally.failed, tally.refused)
    assert tally.lost == tally.mixed == 0
    assert len(tally.finish_seconds) >= 6 and tally.previews + tally.dropped


def test_a_crowd_is_served_or_refused_in_a_sentence_and_who_leaves_frees_the_place(server: Server):
    page = Page(httpx.get(f"{server.url}/config").json())

    async def come(owner: int) -> str:
        async with Visitor(server.url, page, owner, SIZE) as visitor:
            try:
                async for word in visitor.finish():
                    if "Waiting for" in str(word) or isinstance(word, bytes):
                        return "served"  # and gone, with the place in the line
            except Refused as refused:
                return str(refused)
        return "nothing"

    async def stays() -> bool:
        async with Visitor(server.url, page, 0, SIZE) as visitor:
            return any([isinstance(word, bytes) async for word in visitor.finish()])

    async def flood() -> list[str]:
        return [*await asyncio.gather(*map(come, range(48)))]

    said = set(run(flood()))
    assert "served" in said and all(word == "served" or "try again in a minute" in word for word in said), (
        said
    )
    assert run(stays()), "the line is empty again"
