"""Short words for a face: what "pink twin tails" says of hair, and "green" or "round" of eyes."""

from __future__ import annotations

import re

from anigen_core.character import Character, groups
from anigen_core.errors import InputError

HAIR = ("hair_color", "hair", "fringe", "hair_length")
EYES = ("eye_color", "eyes")
"""Groups in which words are looked up, one after the other: "long" is a style before it is a length."""

_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_MOST_WORDS = 3  # of one wish: "over the eye" and the like


def say_hair(character: Character, text: str) -> Character:
    """The character with words for its hair: a color, a style, a fringe, a length, or "#rrggbb", separated by
    spaces, commas or plus signs.

    Raises:
        InputError: a word that is none of these.
    """
    return _said(character, text, "hair", HAIR)


def say_eyes(character: Character, text: str) -> Character:
    """The same for its eyes: a color, a shape, or "#rrggbb"."""
    return _said(character, text, "eyes", EYES)


def _said(character: Character, text: str, part: str, among: tuple[str, ...]) -> Character:
    rest = [word for word in re.split(r"[\s,+]+", text.strip().lower()) if word]
    given: set[str] = set()
    while rest:
        if _COLOR.fullmatch(rest[0]):
            character = character.colored(part, rest.pop(0))
            continue
        length, group, word = _longest(rest, among, given)
        given.add(group)
        character = character.wishing(group, word)
        rest = rest[length:]
    return character


def _longest(rest: list[str], among: tuple[str, ...], given: set[str]) -> tuple[int, str, str]:
    """How many words the longest known one at the beginning takes, its group, and itself."""
    for length in range(min(_MOST_WORDS, len(rest)), 0, -1):
        word = "_".join(rest[:length]).replace("-", "_")
        for group in among:
            if group not in given and word in groups()[group]:
                return length, group, word
    known = [word for group in among for word in groups()[group]]
    raise InputError(
        f"'{rest[0][:40]}' is not a word for {'hair' if 'hair' in among else 'eyes'}, or there are two of a "
        f"kind; choose from {', '.join(dict.fromkeys(known))}, or give a color like #ff9ec6."
    )
