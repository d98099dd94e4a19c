"""Who is to be drawn: wishes by word (hair, eyes, clothes, style), colors of parts, and a seed for the rest.

The words are those of `data/wishes.json`; what is not wished for is left open, and the seed decides it. The
same character in another pose is the same person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.errors import InputError

PALETTE = ("skin", "hair", "eyes", "top", "outer", "bottom", "socks", "shoes")
"""The parts that can be given a color. "eyes" is the irises, "outer" what is worn over the top."""

SETS = ("accessories", "details")
"""Groups of which any number of words may be wished for; of all others one."""

DICE = ("presentation", "hair", "hair_color", "fringe", "eyes", "eye_color", "face", "outfit")
"""What dice decide. The rest follows from these, as the shoes do from the outfit, and is left open."""

WORDS = {"hair_color": "hair", "eye_color": "eyes", "skin": "skin"}
"""Groups whose words say a color, and the part of `PALETTE` that it is of."""

CLOTHES = ("top", "outer", "bottom", "socks", "shoes")
"""The parts of `PALETTE` that an outfit colors."""

HUES = Path(__file__).parent / "data" / "hues.json"
"""Colors that go with words, and palettes that go with outfits (train/wish_colors.py)."""

MAX_SEED = 2**32 - 1

_GIVEN = re.compile(r"#?[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Every group of wishes and its words, in the order in which they are shown."""
    path = Path(__file__).parent / "data" / "wishes.json"
    return {name: tuple(words) for name, words in json.loads(path.read_text("utf-8")).items()}


@dataclass(frozen=True)
class Character:
    """A character as it is wished for.

    Attributes:
        wishes: (group, words) in the order of `groups()`; one word a group, several in `SETS`.
        colors: (part of `PALETTE`, "#rrggbb") in that order.
        seed: decides what is left open, 0 to 4294967295.

    Raises:
        InputError: a group, word, part or color that does not exist, or a seed out of its range.
    """

    wishes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    colors: tuple[tuple[str, str], ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "wishes", _checked_wishes(dict(self.wishes)))
        object.__setattr__(self, "colors", _checked_colors(dict(self.colors)))
        whole = isinstance(self.seed, int) and not isinstance(self.seed, bool)
        if not whole or not 0 <= self.seed <= MAX_SEED:
            raise InputError(f"The character's seed must be a whole number from 0 to {MAX_SEED}.")

    @classmethod
    def parse(cls, text: str, seed: int = 0) -> Character:
        """From words such as "hair=twin_tails, hair_color=pink, accessories=glasses+ribbon, top=#3a7bd5".

        A color in place of a word is the color of that part; `skin`, `hair`, `eyes` and so on take both,
        one after the other.

        Raises:
            InputError: what is wrong with it, in a sentence.
        """
        wishes: dict[str, tuple[str, ...]] = {}
        colors: dict[str, str] = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            name, found, value = (part.strip() for part in entry.partition("="))
            if not found or not value:
                raise InputError(f"The wish '{entry[:40]}' must look like hair=twin_tails or top=#3a7bd5.")
            name = name.lower().replace("-", "_").replace(" ", "_")
            if _GIVEN.fullmatch(value) and (value.startswith("#") or name not in groups()):
                colors[name] = value
            else:
                wishes[name] = tuple(_plain(word) for word in value.split("+"))
        return cls(tuple(wishes.items()), tuple(colors.items()), seed)

    def word(self, group: str) -> str | None:
        """The word wished for in a group of one, else None."""
        words = dict(self.wishes).get(group)
        return words[0] if words else None

    def words(self, group: str) -> tuple[str, ...]:
        """The words wished for in a group."""
        return dict(self.wishes).get(group, ())

    def color(self, part: str) -> str | None:
        """The color wished for a part of `PALETTE`, else None."""
        return dict(self.colors).get(part)

    def wishing(self, group: str, *words: str) -> Character:
        """With these words in a group in place of those there; none leaves it open."""
        wishes = dict(self.wishes) | {group: words}
        return replace(self, wishes=tuple(wishes.items()))

    def colored(self, part: str, color: str | None) -> Character:
        """With this color of a part; None leaves it open."""
        colors = {k: v for k, v in self.colors if k != part} | ({part: color} if color else {})
        return replace(self, colors=tuple(colors.items()))

    def rolled(self, rng: np.random.Generator, locked: Collection[str] = ()) -> Character:
        """Another character by chance: a new seed, and a new word in each group of `DICE` that is not locked.

        locked: groups and parts ("hair", "top") that stay as they are. All else is left open.

        Raises:
            InputError: `locked` names neither a group nor a part.
        """
        for name in locked:
            if name not in groups() and name not in PALETTE:
                raise InputError(f"'{str(name)[:40]}' cannot be locked; {_listed((*groups(), *PALETTE))}")
        wishes = {name: words for name, words in self.wishes if name in locked}
        for name in DICE:
            if name not in locked:
                words = groups()[name]
                wishes[name] = (words[int(rng.integers(len(words)))],)
        colors = tuple((part, color) for part, color in self.colors if part in locked)
        return Character(tuple(wishes.items()), colors, int(rng.integers(MAX_SEED + 1)))

    def to_json(self) -> dict[str, Any]:
        """Plain values only."""
        return {
            "wishes": {group: list(words) for group, words in self.wishes},
            "colors": dict(self.colors),
            "seed": self.seed,
        }

    @classmethod
    def from_json(cls, values: Any) -> Character:
        """From what `json.loads` gave; missing keys take their defaults.

        Raises:
            InputError: another shape, or a value that does not exist.
        """
        if not isinstance(values, dict) or not set(values) <= {"wishes", "colors", "seed"}:
            raise InputError("A character must be a JSON object with wishes, colors and a seed.")
        wishes, colors = values.get("wishes", {}), values.get("colors", {})
        if not isinstance(wishes, dict) or not isinstance(colors, dict):
            raise InputError("A character's wishes and colors must be JSON objects.")
        for words in wishes.values():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise InputError("The wishes of a group must be a JSON list of words.")
        listed = tuple((group, tuple(words)) for group, words in wishes.items())
        return cls(listed, tuple(colors.items()), values.get("seed", 0))


@cache
def labels() -> tuple[str, ...]:
    """Every word as "group:word", in order."""
    return tuple(f"{group}:{word}" for group, words in groups().items() for word in words)


def wish_numbers(character: Character, known: Sequence[str]) -> np.ndarray:
    """(len(known) + 32,) float32: 1 for each word wished for, then red, green, blue in 0..1 and 1 = given for
    each part of `PALETTE`.

    known: words as "group:word", in the order in which a network learned them; others are passed over.
    """
    wished = {f"{group}:{word}" for group, words in character.wishes for word in words}
    out = np.zeros(len(known) + 4 * len(PALETTE), np.float32)
    out[: len(known)] = [word in wished for word in known]
    for part, color in character.colors:
        at = len(known) + 4 * PALETTE.index(part)
        out[at : at + 3] = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        out[at + 3] = 1
    return out


def _checked_wishes(wishes: dict[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    for name, words in wishes.items():
        if name not in groups():
            raise InputError(f"There is no wish '{str(name)[:40]}'; {_listed(groups())}")
        for word in words:
            if word not in groups()[name]:
                raise InputError(f"'{str(word)[:40]}' is not a wish for {name}; {_listed(groups()[name])}")
        if len(words) > 1 and name not in SETS:
            raise InputError(f"Only one word can be wished for {name}; choose one of {', '.join(words)}.")
    ordered = {name: tuple(w for w in groups()[name] if w in wishes.get(name, ())) for name in groups()}
    return tuple((name, words) for name, words in ordered.items() if words)


def _checked_colors(colors: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if not colors:
        return ()
    # Here, so that knowing the settings costs no import of OpenCV: the page is built from them.
    from anigen_core.color import parse_color, to_hex

    for part in colors:
        if part not in PALETTE:
            raise InputError(f"There is no part '{str(part)[:40]}' to color; {_listed(PALETTE)}")
    return tuple((part, to_hex(parse_color(colors[part]))) for part in PALETTE if part in colors)


def _plain(word: str) -> str:
    return word.strip().lower().replace(" ", "_")


def _listed(words: Collection[str]) -> str:
    return f"choose from {', '.join(words)}."


@cache
def _hues() -> Mapping[str, Mapping[str, Any]]:
    return json.loads(HUES.read_text("utf-8"))


def settled(character: Character) -> Character:
    """The character with every color chosen: by its words where they say one, else by its seed.

    Colors that are wished for stay. Clothes that are not wished for take a palette of the outfit that is, or
    of any, so that they belong together.
    """
    rng = np.random.default_rng([character.seed, 0xC0105])
    for group, part in WORDS.items():
        known = _hues()[group]
        word = character.word(group) or ""
        if word not in known:
            word = tuple(known)[int(rng.integers(len(known)))]
        color = known[word][int(rng.integers(len(known[word])))]
        if character.color(part) is None:
            character = character.colored(part, color)
    known = _hues()["outfit"]
    outfit = character.word("outfit") or ""
    if outfit not in known:
        outfit = tuple(known)[int(rng.integers(len(known)))]
    palette = known[outfit][int(rng.integers(len(known[outfit])))]
    for part, color in palette.items():
        if character.color(part) is None:
            character = character.colored(part, color)
    return character


ANYBODY = Character()
"""Nothing is wished for."""
