"""Simulated hands: factory pictures drawn and painted as people draw and paint.

Lines of many sources are bent, thinned out, redrawn stroke by stroke and worn like a scan; color blocks are
coarse, few and disagree with the lines. Everything is batched and runs on the pictures' device; the same seed
draws the same hand in any batch. PI-REC (You et al. 2019) draws its edges' sigma and its colors' K anew for
every sample; the empty irises are Akita et al.'s (2020).

    python -m train.strokes --out sheet.png [--drawings FOLDER] [--count N]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from anigen_core.errors import InputError
from train.strokes_chance import Chance
from train.strokes_colors import blocks
from train.strokes_detail import bend, empty_irises, kept, proportion
from train.strokes_extra import construction, faint, hatching
from train.strokes_filters import displaced
from train.strokes_levels import LEVELS, Hand
from train.strokes_sources import SOURCES, lines_of, silhouette
from train.strokes_trace import by_hand, redrawn, stamped
from train.strokes_wear import blocky, on_paper, penciled, rescanned, stroked

__all__ = ["LEVELS", "SOURCES", "Drawing", "Hand", "draw"]


@dataclass(frozen=True)
class Drawing:
    """lines (B, 1, H, W) float32, 1 = paper, 0 = ink. colors (B, 4, H, W) float32 straight RGBA in 0..1,
    alpha 0 = not painted. What was not asked for is None."""

    lines_or_none: Tensor | None
    colors_or_none: Tensor | None

    @property
    def lines(self) -> Tensor:
        if self.lines_or_none is None:
            raise InputError("This drawing was made without lines.")
        return self.lines_or_none

    @property
    def colors(self) -> Tensor:
        if self.colors_or_none is None:
            raise InputError("This drawing was made without colors; ask for them with colors=True.")
        return self.colors_or_none


def draw(
    pictures: dict[str, Tensor],
    seeds: Tensor,
    level: str | Hand,
    *,
    lines: bool = True,
    colors: bool = False,
    worn: bool = True,
) -> Drawing:
    """Draw factory pictures by simulated hands.

    Args:
        pictures: uint8 tensors beauty (B, 4, H, W) straight RGBA, lines (B, 1, H, W) 0 = ink, part (B, 1,
            H, W) `Part` numbers (left out: no detail is told apart),
            albedo (B, 3, H, W) (colors without shadows).
        seeds: (B,) int64, one hand each.
        level: of `LEVELS`, or a hand of one's own.
        lines, colors: what to make.
        worn: False leaves out paper and scan.

    Raises:
        InputError: an unknown level.
    """
    if isinstance(level, str) and level not in LEVELS:
        raise InputError(f"A level is one of {', '.join(LEVELS)}, not {level!r}.")
    hand = LEVELS[level] if isinstance(level, str) else level
    straight = pictures["beauty"].float() / 255
    chance = Chance(seeds.to(straight.device))
    part = pictures.get("part")
    if part is None:
        part = torch.zeros_like(pictures["beauty"][:, :1])
    ink = _lines(straight, pictures["lines"], part, chance, hand, worn) if lines else None
    if not colors:
        return Drawing(ink, None)
    if "albedo" in pictures:
        straight = torch.cat([pictures["albedo"].float() / 255, straight[:, 3:]], 1)
    return Drawing(ink, blocks(straight, part, 1 - pictures["lines"].float() / 255, chance, hand))


def _lines(
    straight: Tensor, structure: Tensor, part: Tensor, chance: Chance, hand: Hand, worn: bool
) -> Tensor:
    height, width = straight.shape[2:]
    scale = height / 384
    unit = proportion(straight[:, 3:], hand)
    outline = silhouette(straight)
    straight, ink = empty_irises(straight, 1 - structure.float() / 255, part, chance, hand)
    ink = lines_of(straight, ink, chance, hand, chance.choice("source", hand.sources))
    ink = ink * kept(part, outline, chance, hand)
    wobble = chance.field("wobble", 26 * scale, height, width, 2)
    wobble = wobble * chance.within("wobble", hand.wobble)[:, None, None, None] * unit[:, None, None, None]
    ink = displaced(ink, bend(part, unit, chance, hand) + wobble)
    anew = chance.yes("redrawn", hand.redrawn)
    drawn = torch.empty_like(ink)
    index = anew.nonzero()[:, 0]
    if len(index):
        drawn[index] = redrawn(ink[index], unit[index], chance.of(index), hand)
    index = (~anew).nonzero()[:, 0]
    if len(index):
        drawn[index] = stroked(ink[index], unit[index], chance.of(index), hand)
    for name, share in (("hatched", hand.hatched), ("construction", hand.construction)):
        index = (anew & chance.yes(name, share)).nonzero()[:, 0]
        if len(index):
            luck = chance.of(index)
            if name == "hatched":
                strokes = hatching(straight[index], part[index], luck)
            else:
                strokes = construction(part[index], luck)
            by = by_hand(strokes, unit[index], luck, hand, name, scale)
            more = stamped(by, len(index), (height, width), ink.device)
            drawn[index] = torch.maximum(drawn[index], more * faint(luck))
    ink = penciled(drawn, chance, hand)
    if not worn:
        return 1 - ink
    return blocky(rescanned(on_paper(ink, chance, hand), chance, hand), chance, hand)


def main(words: Sequence[str] | None = None) -> int:
    """The command: a contact sheet to look at. Returns the exit status."""
    from train.options import describe, parse
    from train.strokes_sheet import SheetOptions, sheet

    words = sys.argv[1:] if words is None else words
    if "--help" in words:
        print("python -m train.strokes: a contact sheet of simulated hands\n" + describe(SheetOptions))
        return 0
    try:
        options = parse(SheetOptions, words)
        board = sheet(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    options.out.parent.mkdir(parents=True, exist_ok=True)
    board.save(options.out)
    print(options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
