"""Hits on one picture: what was asked first, then what was found, each with its name and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from anigen_core.imaging import Extent, open_image, resize, to_rgb
from anigen_core.library.entries import Hit
from anigen_core.library.library import Library

FIELD = Extent(200, 240)
"""Of a picture, in pixels; its words stand below."""

_WORDS, _GAP, _ACROSS = 44, 12, 6
_PAPER, _INK, _FAINT = (250, 249, 247), (60, 54, 60), (150, 144, 150)


class Card(NamedTuple):
    """A picture of a sheet, (H, W, 3 or 4) uint8, with its title and what is said of it."""

    picture: np.ndarray
    title: str
    words: str = ""


def cards_of(library: Library, hits: Sequence[Hit]) -> list[Card]:
    """The hits of a search, as their thumbnails."""
    return [
        Card(np.asarray(open_image(library.thumbnail(hit.entry))), hit.entry.name, hit.why) for hit in hits
    ]


def contact_sheet(cards: Sequence[Card], across: int = _ACROSS) -> np.ndarray:
    """(H, W, 3) uint8: the cards in rows of `across`."""
    across = max(1, min(across, len(cards)))
    down = -(-len(cards) // across)
    step_x, step_y = FIELD.width + _GAP, FIELD.height + _WORDS + _GAP
    sheet = Image.new("RGB", (across * step_x + _GAP, down * step_y + _GAP), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, card in enumerate(cards):
        x, y = _GAP + number % across * step_x, _GAP + number // across * step_y
        small = to_rgb(resize(card.picture, Extent.of(card.picture).fitted(FIELD)))
        extent = Extent.of(small)
        place = (x + (FIELD.width - extent.width) // 2, y + (FIELD.height - extent.height) // 2)
        sheet.paste(Image.fromarray(small), place)
        _write(pen, (x, y + FIELD.height + 4), card.title, 13, _INK)
        _write(pen, (x, y + FIELD.height + 22), card.words, 11, _FAINT)
    return np.asarray(sheet)


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, color: tuple) -> None:
    """A line of text, cut where its field ends."""
    font = ImageFont.load_default(size)
    if pen.textlength(text, font) > FIELD.width:
        while text and pen.textlength(text + "…", font) > FIELD.width:
            text = text[:-1]
        text += "…"
    pen.text(at, text, font=font, fill=color)
