"""Five kinds of pictures of every character, out of those that the factory would take by chance anyway."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import count as counting
from pathlib import Path
from typing import cast

from train.factory.character import Character, build_character
from train.factory.holdout import Split
from train.factory.poses.named import FAMILIES
from train.factory.shots import Plan, Studio, plan

from .example import Example
from .sources import choose_seeds, kind_of

STANDING = {"stand", "hand_on_hip", "wave"} | {
    name
    for family in ("standing", "gestures")
    for name, (support, _) in FAMILIES[family].items()
    if support == "feet"
}
"""Named poses on both feet."""

FAR = 200
"""Pictures among which the five are sought; a character without one of them gets another one."""

FRAMES: dict[str, Callable[[Plan], bool]] = {
    "standing": lambda p: p.shot.framing == "full" and p.pose.name in STANDING and abs(p.shot.yaw) <= 65,
    "pose": lambda p: p.shot.framing in ("full", "knees") and p.pose.name not in STANDING,
    "bust": lambda p: p.shot.framing == "bust",
    "face": lambda p: p.shot.framing == "face",
    "three_quarter": lambda p: p.shot.framing in ("full", "knees") and 20 < abs(p.shot.yaw) <= 65,
}
"""A standing figure, another pose, a bust, a face, and somebody turned."""


BODIES: dict[str, Callable[[Plan], bool]] = {
    "standing": FRAMES["standing"],
    "pose": lambda p: p.shot.framing == "full" and p.pose.name not in STANDING,
    "three_quarter": FRAMES["three_quarter"],
    "back": lambda p: p.shot.framing == "full" and abs(p.shot.yaw) >= 115,
    "cropped": lambda p: p.shot.framing == "knees" and abs(p.shot.yaw) <= 65,
}
"""Whole bodies: standing, in another pose, turned, from behind, and cut off at the knees."""


def numbers_of(
    plans: Callable[[int], Plan], wanted: Mapping[str, Callable[[Plan], bool]] = FRAMES
) -> list[int]:
    """The numbers of the pictures that stand for what is wanted, in its order. plans: number to plan."""
    found: dict[str, int] = {}
    for number in counting():
        if number >= FAR:
            spare = (n for n in counting() if n not in found.values())
            return [found[name] if name in found else next(spare) for name in wanted]
        seen = plans(number)
        name = next((name for name, fits in wanted.items() if name not in found and fits(seen)), None)
        if name is not None:
            found[name] = number
        if len(found) == len(wanted):
            break
    return [found[name] for name in wanted]


def framed(
    split: Split,
    count: int,
    passes: Collection[str],
    size: tuple[int, int] = (512, 768),
    wanted: Mapping[str, Callable[[Plan], bool]] = FRAMES,
) -> Iterator[Example]:
    """What is wanted of each of `count` characters of a split, in its order. A picture takes a third of a
    second of one core."""
    studio = Studio(size, ("beauty", *sorted(set(passes) - {"beauty"})))
    try:
        for seed in choose_seeds(split, count):
            yield from _taken(studio, build_character(seed), str(seed), kind_of(seed), wanted)
    finally:
        studio.release()


def dressed(
    folder: Path,
    count: int,
    passes: Collection[str],
    size: tuple[int, int] = (512, 768),
    wanted: Mapping[str, Callable[[Plan], bool]] = FRAMES,
) -> Iterator[Example]:
    """The same of the avatars in a folder: `count` times all that is wanted, the avatars in turn.

    Raises:
        InputError: no avatars, or a file that cannot be read.
    """
    from train.factory.avatars.shots import Guise, avatar_files, load_avatar

    avatars = [(path.stem, load_avatar(path)) for path in avatar_files(folder)]
    studio = Studio(size, ("beauty", *sorted(set(passes) - {"beauty"})))
    try:
        for number in range(count):
            name, avatar = avatars[number % len(avatars)]
            guise = Guise(avatar, number, hair=False)
            guise.figure = avatar.original
            yield from _taken(studio, cast("Character", guise), f"{name} {number}", "avatar", wanted)
    finally:
        studio.release()


def _taken(
    studio: Studio, character: Character, who: str, kind: str, wanted: Mapping[str, Callable[[Plan], bool]]
) -> Iterator[Example]:
    numbers = numbers_of(lambda n: plan(character, n), wanted)
    for sample in studio.of(character, numbers):
        arrays = {name: getattr(sample.picture, name) for name in studio.passes}
        yield Example(who, kind, arrays["beauty"], arrays, sample.labels)
