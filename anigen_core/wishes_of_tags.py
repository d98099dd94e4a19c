"""From what the tagger says of a picture to the wishes that ask for more like it, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from anigen_core.character import SETS, Character, groups
from anigen_core.errors import InputError

NAMES = {"hair_style": "hair", "eye_shape": "eyes"}
"""Groups of the tagger that wishes call otherwise."""

PASSING = ("expression",)
"""Groups that say how the character is at that moment, not who it is."""

SURE, SURE_OF_SETS = 0.4, 0.6
"""Least chance of the one word of a group; a word of a set is right or wrong by itself, and needs more."""

UNSURE = "Nothing in this picture is sure enough to wish for; choose one that shows the character larger."


class Told(Protocol):
    """A tag, as `stages.tags` gives them. chance: 0 to 1."""

    @property
    def group(self) -> str: ...
    @property
    def word(self) -> str: ...
    @property
    def chance(self) -> float: ...


def wishes_of_tags(tags: Iterable[Told], colors: Mapping[str, str] | None = None, seed: int = 0) -> Character:
    """The character that somebody wishes for who wants more like a picture.

    Args:
        tags: of the picture. Those that are unsure, that no wish is about, or that pass (an expression) are
            left out.
        colors: (part of `character.PALETTE`, "#rrggbb") as they are in the picture.

    Raises:
        InputError: neither a tag nor a color is left.
    """
    best: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for tag in tags:
        group, word = NAMES.get(tag.group, tag.group), _plain(tag.word)
        if group in PASSING or word not in groups().get(group, ()):
            continue
        if tag.chance >= (SURE_OF_SETS if group in SETS else SURE):
            best[group].append((tag.chance, word))
    wishes = {
        group: tuple(word for _, word in found) if group in SETS else (max(found)[1],)
        for group, found in best.items()
    }
    if not wishes and not colors:
        raise InputError(UNSURE)
    return Character(tuple(wishes.items()), tuple((colors or {}).items()), seed)


def tags_of_wishes(character: Character) -> list[tuple[str, str]]:
    """(group, word) as the tagger calls what is wished for."""
    own = {wish: group for group, wish in NAMES.items()}
    return [(own.get(group, group), word) for group, words in character.wishes for word in words]


def _plain(word: str) -> str:
    return word.strip().lower().replace(" ", "_")
