"""Other pictures of the same draft: what is locked stays as it is in the current one, the rest is by chance.

What a lock holds depends on where the picture comes from. Where the posed body is drawn, the character
varies:

    pose     another of the named poses, where nothing is drawn that says it
    colors   the colors of all parts; locked, each is the one that is seen now
    face     hair, fringe, eyes and expression, and with them the colors of skin, hair and eyes
    clothes  the outfit and all that is worn

Where the artist drew all of it, the painting varies by its seed, and

    colors         the blocks get other hues, skin excepted
    face, clothes  locked, that region of the finished picture is kept, pixel by pixel
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

import cv2
import numpy as np

from anigen_core.character import CLOTHES, Character, groups, settled
from anigen_core.color import oklab_to_srgb, pack_rgb, srgb_to_oklab, to_hex
from anigen_core.errors import InputError
from anigen_core.planning import has_colors, has_lines
from anigen_core.settings import MAX_SEED

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.stages.pick import Owner

Lock = Literal["pose", "colors", "face", "clothes"]
LOCKS: tuple[Lock, ...] = get_args(Lock)

ROLLED: Mapping[Lock, tuple[str, ...]] = {
    "face": ("hair", "fringe", "eyes", "expression"),
    "clothes": ("outfit",),
    "colors": ("hair_color", "eye_color"),
}
"""Groups of wishes that get a word by chance where the lock is open."""

WORN = ("top", "bottom", "shoes", "accessories")
"""Groups that are left to a new outfit."""

HEAD = ("skin", "hair", "eyes")
"""Parts whose colors belong to the face."""

KEPT_PARTS: Mapping[Lock, tuple[str, ...]] = {
    "face": ("face", "brow", "eye", "mouth", "hair_front", "hair_back"),
    "clothes": ("top", "bottom", "sock", "shoe", "accessory"),
}
"""Parts (`stages.parse.PARTS`) that make the region of a lock."""

MOST_BLOCKS = 32
"""A drawing with more colors than these is no drawing in blocks: its hues are left alone."""

SMALL_BLOCK, WHOLE = 0.03, 0.3
"""Share of the picture up to which a block is small; share of it in a region from which on all of it is."""

NEAR = 0.5
"""Share of what is open that changes when candidates branch from one."""

NEUTRAL = 0.03
"""Chroma (OKLab) below which a color has no hue to change."""

EVERYTHING_LOCKED = "Everything that could vary here is locked; open one of the locks."


@dataclass(frozen=True)
class Variant:
    """A document that makes another picture. whose: the seed that differs. recolored: blocks, (from, to)."""

    document: Document
    seed: int
    whose: Owner
    recolored: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is asked for beside a document.

    Attributes:
        locks: what stays.
        picture: (H, W, 3 or 4) uint8, the finished picture that regions are kept of; None: there is none.
        near: only some of what is open changes.
        turn: asks for others, 0 to 999.

    Raises:
        InputError: a lock that does not exist, or a turn out of its range.
    """

    locks: Collection[Lock] = LOCKS
    picture: np.ndarray | None = field(default=None, repr=False)
    near: bool = False
    turn: int = 0

    def __post_init__(self) -> None:
        if not all(lock in LOCKS for lock in self.locks):
            raise InputError(f"What can be locked is {', '.join(LOCKS)}.")
        if type(self.turn) is not int or not 0 <= self.turn <= 999:
            raise InputError("There is no such turn; ask for new candidates.")


ALL_LOCKED = Wanted()


def of_character(document: Document, wanted: Wanted, count: int, *, learned: bool) -> list[Variant]:
    """Documents with another character by chance, in another pose where that is open.

    learned: the network draws the body, and its seed alone makes another one.

    Raises:
        InputError: everything is locked.
    """
    settings, locks = document.settings, set(wanted.locks)
    if learned:  # whose wishes stay: it knows too few words to vary them
        locks |= {"face", "clothes"}
    poses = _other_poses(document, wanted) if "pose" not in locks and not _drawn(document) else []
    if not poses and not learned and all(lock in locks for lock in ROLLED):
        raise InputError(EVERYTHING_LOCKED)
    made = []
    for number in range(count):
        rng = np.random.default_rng([settings.character.seed, wanted.turn, number, 0x7A5])
        character = rolled(settings.character, locks, rng, near=wanted.near)
        if learned and "colors" in locks:  # it chooses colors by its seed; those it was told stay
            character = replace(settings.character, seed=character.seed)
        changed = replace(document, settings=replace(settings, character=character))
        if poses:
            changed = replace(changed, pose=poses[number % len(poses)])
        made.append(Variant(changed, character.seed, "character"))
    return made


def of_painting(
    document: Document, wanted: Wanted, seeds: Sequence[int], parts: np.ndarray | None = None
) -> list[Variant]:
    """Documents with another seed of the painter, and with blocks of other hues where colors are open.

    parts: (H, W) uint8 of the drawing's size, `stages.parse.PARTS` of the finished picture; None: not known.
    """
    spared = parts if "face" in wanted.locks else None
    colors = [] if "colors" in wanted.locks else block_colors(document.colors, spared)
    made = []
    for seed in seeds:
        changed = replace(document, settings=replace(document.settings, seed=seed))
        pairs: tuple[tuple[str, str], ...] = ()
        if colors and document.colors is not None:
            rng = np.random.default_rng([seed, wanted.turn, 0xC01])
            pairs = tuple((to_hex(color), to_hex(turned)) for color, turned in _turned(colors, rng))
            changed = replace(changed, colors=recolored(document.colors, pairs))
        made.append(Variant(changed, seed, "drawing", pairs))
    return made


def free(document: Document, whose: Owner, *, learned: bool) -> tuple[Lock, ...]:
    """The locks that hold something here: without them it would vary.

    whose, learned: as of the variants. Of a painting, face and clothes need a finished picture as well.
    """
    if whose == "character":
        pose: tuple[Lock, ...] = () if _drawn(document) else ("pose",)
        return (*pose, "colors") if learned else (*pose, "colors", "face", "clothes")
    colors: tuple[Lock, ...] = ("colors",) if block_colors(document.colors) else ()
    return (*colors, "face", "clothes")


def rolled(
    character: Character, locks: Collection[Lock], rng: np.random.Generator, *, near: bool = False
) -> Character:
    """Another character by chance: a new seed, and a new word in every group that is open."""
    open_groups = [name for lock, names in ROLLED.items() if lock not in locks for name in names]
    if "face" in locks:
        open_groups = [name for name in open_groups if name not in ROLLED["colors"]]
    chosen = [name for name in open_groups if not near or rng.random() < NEAR]
    if near and open_groups and not chosen:
        chosen = [open_groups[int(rng.integers(len(open_groups)))]]
    wishes = dict(character.wishes)
    for name in chosen:
        words = groups()[name]
        wishes[name] = (words[int(rng.integers(len(words)))],)
    if "outfit" in chosen:
        wishes = {name: words for name, words in wishes.items() if name not in WORN}
    seen = seen_colors(character)
    seed = int(rng.integers(MAX_SEED + 1))
    colors = seen
    if "colors" not in locks:
        # Palettes of any outfit: those of one are few.
        others = dict(settled(Character(seed=seed)).colors)
        colors = {part: others[part] for part in CLOTHES if part in others}
        colors |= {part: seen[part] for part in HEAD if "face" in locks}
    return Character(tuple(wishes.items()), tuple(colors.items()), seed)


def seen_colors(character: Character) -> dict[str, str]:
    """The color of every part as the mannequin of this character shows it."""
    from anigen_core.stages.generate import GenerateOptions

    look = GenerateOptions(character).look()
    worn = {"eyes": look.iris} | {part: getattr(look, part) for part in ("skin", "hair", "top", "bottom")}
    worn |= {"socks": look.socks, "shoes": look.shoes}
    return worn | dict(character.colors)


def kept_region(parts: np.ndarray, locks: Collection[Lock], colors: np.ndarray | None = None) -> np.ndarray:
    """(H, W) bool: what the locks keep of a picture with these parts, with a rim that its lines lie in.

    colors: (H, W, 4) uint8 blocks of its drawing; a small block, a ribbon or a cuff, is kept whole or not at
    all.
    """
    from anigen_core.stages.parse import PARTS

    numbers = [PARTS.index(name) for lock in locks for name in KEPT_PARTS.get(lock, ())]
    inside = np.isin(parts, numbers)
    if not inside.any():
        return inside
    out = np.zeros_like(inside)
    for block in _small_blocks(colors):
        kept = inside[block].mean() >= WHOLE
        inside[block], out[block] = kept, not kept
    rim = max(1, round(max(parts.shape) / 200))
    wide = cv2.dilate(inside.astype(np.uint8), np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)) > 0
    return wide & ~out


def _small_blocks(colors: np.ndarray | None) -> Iterator[tuple[np.ndarray, ...]]:
    """Places (rows, columns) of every area of one color that is small in the picture."""
    if colors is None:
        return
    packed = np.where(colors[..., 3] >= 128, pack_rgb(colors[..., :3]), -1)
    found = np.setdiff1d(packed, [-1])
    for color in found if len(found) <= MOST_BLOCKS else ():
        count, areas = cv2.connectedComponents((packed == color).astype(np.uint8), connectivity=8)
        sizes = np.bincount(np.ravel(areas), minlength=count)
        for number in range(1, count):
            if sizes[number] <= SMALL_BLOCK * packed.size:
                yield np.nonzero(np.asarray(areas) == number)


def block_colors(colors: np.ndarray | None, spared: np.ndarray | None = None) -> list[np.ndarray]:
    """The (3,) uint8 colors of a drawing's blocks whose hue can change: no skin, nothing neutral, and none
    that lies mostly in the face. Nothing where these are no blocks.

    spared: (H, W) uint8 parts of the picture; None spares nothing.
    """
    if colors is None:
        return []
    painted = colors[..., 3] >= 128
    rgb = colors[painted][:, :3]
    packed, first, where = np.unique(pack_rgb(rgb), return_index=True, return_inverse=True)
    if not 0 < len(packed) <= MOST_BLOCKS:
        return []
    kept = np.zeros(len(packed), bool)
    if spared is not None:
        face = kept_region(spared, ["face"])[painted]
        kept = np.bincount(where.ravel(), face, len(packed)) > 0.5 * np.bincount(where.ravel())
    found = [rgb[i] for i, out in zip(first, kept, strict=True) if not out]
    return [color for color in found if _has_hue(color)]


def recolored(colors: np.ndarray, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """Blocks (H, W, 4) uint8 with colors exchanged, each pixel at most once."""
    from anigen_core.color import parse_color

    packed, made = pack_rgb(colors[..., :3]), colors.copy()
    for before, after in pairs:
        red, green, blue = parse_color(before)
        made[(packed == (red << 16 | green << 8 | blue)) & (colors[..., 3] > 0), :3] = parse_color(after)
    return made


def _drawn(document: Document) -> bool:
    return has_lines(document) or has_colors(document)


def _other_poses(document: Document, wanted: Wanted) -> list:
    from anigen_core.pose_library import named_poses

    library = [entry.pose(document.extent) for entry in named_poses().values()]
    rng = np.random.default_rng([document.settings.character.seed, wanted.turn, 0x905E])
    others = [library[int(i)] for i in rng.permutation(len(library))]
    return [pose for pose in others if pose != document.pose]


def _has_hue(color: np.ndarray) -> bool:
    """Whether changing its hue makes another color, and it is none of skin."""
    light, a, b = srgb_to_oklab(color[None])[0]
    chroma, hue = float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)))
    skin = 20 <= hue <= 85 and light > 0.6 and chroma < 0.11
    return chroma >= NEUTRAL and not skin


def _turned(colors: Sequence[np.ndarray], rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Each color with another hue, as light and as colorful as it was; like hues turn together."""
    lab = srgb_to_oklab(np.stack(colors))
    sector = (np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) // 40).astype(int)
    turns = {int(one): np.radians(rng.uniform(40, 320)) for one in np.unique(sector)}
    turned = []
    for (light, a, b), one in zip(lab, sector, strict=True):
        cos, sin = np.cos(turns[int(one)]), np.sin(turns[int(one)])
        turned.append(oklab_to_srgb(np.array([light, a * cos - b * sin, a * sin + b * cos])))
    return list(zip(colors, turned, strict=True))
