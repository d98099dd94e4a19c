"""Many visitors at once, each drawing, looking at previews and finishing, and what came of it."""

from __future__ import annotations

import asyncio
import io
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx
from PIL import Image

from anigen_core.document import Document
from tests.load.drawing import Drawing, owner_of
from tests.load.visitor import Page, Refused, Visitor

PATIENT = 10.0
"""Seconds a visitor waits for the first word about the place in the line, or about the picture."""


@dataclass(frozen=True)
class Habits:
    """What every visitor does.

    Attributes:
        seconds: how long all of it takes.
        stroke, finish: seconds from one stroke, and one Finish, to the next.
        least: pictures that everybody stays for, however long it takes.
        leaves: share of those who close the tab while they wait for a picture, and come back.
    """

    seconds: float
    stroke: float = 3.0
    finish: float = 60.0
    least: int = 0
    leaves: float = 0.1
    size: tuple[int, int] = (512, 768)

    def stays(self, drawing: Drawing, ends: float) -> bool:
        """Whether the visitor who draws this goes on."""
        return time.monotonic() < ends or drawing.finished < self.least


@dataclass
class Tally:
    """What came of it. lost: pictures without a stroke of theirs. mixed: pictures of somebody else's drawing.
    silent: those who waited and were not told their place. failed: everything that is no plain sentence."""

    strokes: int = 0
    previews: int = 0
    dropped: int = 0
    left: int = 0
    lost: int = 0
    mixed: int = 0
    silent: int = 0
    preview_seconds: list[float] = field(default_factory=list)
    finish_seconds: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)


async def crowd(url: str, count: int, habits: Habits) -> Tally:
    """So many visitors, who come one after the other within the time between two of their Finishes."""
    tally, page = Tally(), Page(httpx.get(f"{url}/config").json())
    ends = time.monotonic() + habits.seconds
    await asyncio.gather(*(_visitor(url, page, owner, count, habits, ends, tally) for owner in range(count)))
    return tally


async def _visitor(
    url: str, page: Page, owner: int, count: int, habits: Habits, ends: float, tally: Tally
) -> None:
    chance = random.Random(owner)
    await asyncio.sleep(chance.random() * min(habits.finish, habits.seconds / 3))
    drawing = None
    while drawing is None or habits.stays(drawing, ends):
        visitor = Visitor(url, page, owner, habits.size)
        visitor.drawing = drawing or visitor.drawing
        drawing = visitor.drawing
        try:
            async with visitor:
                await _stay(visitor, range(count), habits, ends, tally, chance)
        except Exception as error:
            tally.failed[f"{type(error).__name__}: {error}"] += 1
            await asyncio.sleep(habits.stroke)


async def _stay(
    visitor: Visitor, owners: range, habits: Habits, ends: float, tally: Tally, chance: random.Random
) -> None:
    """One visit: until the time is over, or the tab is closed while a picture is waited for."""
    looking: asyncio.Task[None] | None = None
    finish = time.monotonic() + habits.finish * chance.uniform(0.3, 1)
    while habits.stays(visitor.drawing, ends):
        visitor.drawing.stroke()
        tally.strokes += 1
        if looking is None or looking.done():
            looking = asyncio.create_task(_look(visitor, owners, tally))
        if time.monotonic() >= finish:
            leaves = chance.random() < habits.leaves
            await _finish(visitor, owners, tally, leaves)
            if leaves:
                looking.cancel()
                return
            finish = max(finish + habits.finish, time.monotonic())
        await asyncio.sleep(habits.stroke)
    if looking is not None:
        await looking


async def _look(visitor: Visitor, owners: range, tally: Tally) -> None:
    begun = time.monotonic()
    try:
        picture = await visitor.preview()
    except Exception as error:
        tally.failed[f"preview: {type(error).__name__}: {error}"] += 1
        return
    tally.preview_seconds.append(time.monotonic() - begun)
    if picture is None:
        tally.dropped += 1
        return
    tally.previews += 1
    tally.mixed += owner_of(picture, owners) != visitor.drawing.owner


async def _finish(visitor: Visitor, owners: range, tally: Tally, leaves: bool) -> None:
    begun, told = time.monotonic(), False
    news = visitor.finish()
    try:
        async for word in news:
            waited = time.monotonic() - begun
            if isinstance(word, bytes):
                visitor.drawing.finished += 1
                tally.finish_seconds.append(waited)
                tally.lost += not visitor.drawing.same_as(Document.open(word))
                tally.mixed += owner_of(Image.open(io.BytesIO(word)), owners) != visitor.drawing.owner
                continue
            if leaves:
                tally.left += 1
                return
            if not told and "Reading" not in word:  # the place in the line, or how far it is
                told = True
                tally.silent += waited > PATIENT
    except Refused as refused:
        tally.refused[str(refused)] += 1
    finally:
        await news.aclose()
