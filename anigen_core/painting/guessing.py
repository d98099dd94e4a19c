"""Colors for cells that nobody spoke of, without a network: by the part that a cell shows.

What shows which part is told by whoever can see it, or else by place: a standing figure has its hair on top
and its shoes at the bottom. A part takes the color that is wished for it, that a reference picture has there,
or one of a palette whose colors belong together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.character import PALETTE, Character, settled
from anigen_core.color import oklab_to_srgb, palette, parse_color, srgb_to_oklab, to_hex
from anigen_core.face_rules import skin_faces
from anigen_core.painting.cel import skin_like
from anigen_core.painting.paint import INK
from anigen_core.silhouette import mean_pose, silhouette

Rgb = tuple[int, int, int]

(GROUND, FACE, SKIN, BROW, EYE, MOUTH, HAIR, HAIR_BACK, TOP, BOTTOM, SOCK, SHOE, THING) = range(13)
"""Part numbers, those of stages.parse.PARTS."""

ALIKE = np.array([0, 2, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11, 12], np.uint8)
"""Parts that have one color: a face is skin, and hair is hair before and behind."""

WORN = {
    SKIN: "skin",
    HAIR: "hair",
    TOP: "top",
    BOTTOM: "bottom",
    SOCK: "socks",
    SHOE: "shoes",
    THING: "outer",
}
"""The part of `PALETTE` that colors a kind of cell."""

HOLE = 0.85
"""Share of a closed cell that must be ground for it to be a hole in the figure."""

TONES = 4
"""Colors that a part of a reference may have."""

WHITE: Rgb = (252, 252, 252)


def wished(given: Mapping[str, Rgb], seed: int) -> dict[str, Rgb]:
    """A color for every part of `PALETTE`: those given, and of the others what the seed chooses."""
    known = tuple((part, to_hex(color)) for part, color in given.items())
    colors = {part: parse_color(color) for part, color in settled(Character(colors=known, seed=seed)).colors}
    for part, stand_in in (("outer", "top"), ("bottom", "top"), ("socks", "skin"), ("shoes", "bottom")):
        colors.setdefault(part, colors[stand_in])
    return {part: colors[part] for part in PALETTE}


def kinds_of(parts: np.ndarray, labels: np.ndarray, lines: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """(N,) uint8: what each cell shows, as a part of `ALIKE`; paper round the figure is ground.

    parts: (H, W) uint8. labels: (H, W) int32 cells. lines: (H, W) uint8. outside: (N,) bool.
    """
    alike = ALIKE[np.minimum(parts, THING)]
    weight = np.where(lines >= INK, 1.0, 0.05)
    count = len(outside)
    votes = np.bincount(
        labels.reshape(-1).astype(np.int64) * 16 + alike.reshape(-1), weight.reshape(-1), minlength=count * 16
    ).reshape(count, 16)
    # What lines close in is hardly ever ground, and whoever looked at lines alone may have thought so.
    total = votes.sum(1)
    votes[:, GROUND] *= (votes[:, GROUND] >= HOLE * total) | (votes[:, 1:].sum(1) == 0)
    kinds = votes.argmax(1).astype(np.uint8)
    kinds[outside] = GROUND
    return kinds


def parts_by_place(labels: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """(H, W) uint8 parts of a drawing of which nothing is known but its cells: as of somebody who stands.

    The face is the cell in the upper half that holds the most small ones, its features.
    """
    inside = ~outside[labels]
    parts = np.zeros(labels.shape, np.uint8)
    if not inside.any():
        return parts
    face = _face_cell(labels, outside, inside)
    parts[inside] = _zones(inside, None if face is None else _box(face))[inside]
    if face is not None:
        _, top, _, bottom = _box(face)
        low = np.arange(len(parts))[:, None] > top + 0.62 * (bottom - top)
        features = _filled(face) & ~face
        parts[features], parts[features & low] = EYE, MOUTH
        parts[face] = FACE
    return parts


def parts_by_color(picture: np.ndarray) -> np.ndarray:
    """(h, w) uint8 parts of a picture (h, w, 4) uint8 of which nothing is known: skin by its color, the rest
    by its place."""
    inside = silhouette(picture) > 0.5
    parts = np.zeros(inside.shape, np.uint8)
    if not inside.any():
        return parts
    faces = skin_faces(picture)
    parts[inside] = _zones(inside, faces[0][1] if faces else None)[inside]
    parts[inside & (skin_like(srgb_to_oklab(picture[..., :3])) > 0.5)] = SKIN
    return parts


def _zones(inside: np.ndarray, face: np.ndarray | None) -> np.ndarray:
    """(H, W) uint8: what somebody who stands has at each height. face: its box (x0, y0, x1, y1), if known."""
    rows = np.flatnonzero(inside.any(1))
    joints = mean_pose(inside, face)
    chin = joints[1, 1] - 0.2 * (joints[1, 1] - joints[0, 1]) if face is None else float(face[3])
    feet = float(rows[-1] + 1)
    # What is below the chin: a neck, then clothes to the thighs, legs, shoes.
    at = chin + np.array([0.05, 0.36, 0.62, 0.9]) * max(1.0, feet - chin)
    y = np.arange(inside.shape[0])[:, None]
    zones = np.select(
        [y < chin, y < at[0], y < at[1], y < at[2], y < at[3]], [HAIR, SKIN, TOP, BOTTOM, SKIN], SHOE
    )
    return np.broadcast_to(zones, inside.shape).astype(np.uint8)


def _face_cell(labels: np.ndarray, outside: np.ndarray, inside: np.ndarray) -> np.ndarray | None:
    """(H, W) bool; None where no cell holds two features."""
    area = np.bincount(labels[inside], minlength=len(outside))
    rows = np.flatnonzero(inside.any(1))
    best, held = None, 1
    for cell in np.flatnonzero(area >= 0.015 * inside.sum()):
        mask = labels == cell
        if np.flatnonzero(mask.any(1)).mean() > rows.mean():
            continue
        holes = _filled(mask) & ~mask
        number = len(np.unique(labels[holes])) if holes.any() else 0
        if number > held and holes.sum() < mask.sum():
            best, held = mask, number
    return best


def _box(mask: np.ndarray) -> np.ndarray:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], float)


def by_part(
    kinds: np.ndarray, labels: np.ndarray, colors: Mapping[str, Rgb], look: Look | None = None
) -> np.ndarray:
    """(N, 3) uint8: the color of each cell by what it shows.

    kinds: (N,) uint8 of `kinds_of`. colors: of every part of `PALETTE`. look: a reference's, which counts
    first where it shows that part.
    """
    out = np.full((len(kinds), 3), 255, np.uint8)
    places = _places(kinds, labels)
    for kind, name in WORN.items():
        out[kinds == kind] = colors[name]
    skin = np.array(colors["skin"], np.uint8)
    out[kinds == MOUTH] = _moved(skin, light=0.82, red=0.05)
    out[kinds == BROW] = _moved(np.array(colors["hair"], np.uint8), light=0.8)
    for cell in np.flatnonzero(kinds == EYE):
        out[cell] = WHITE
    for cell, what in _eyes(kinds, labels):
        iris = np.array(look.eyes if look and look.eyes else colors["eyes"], np.uint8)
        out[cell] = iris if what == "iris" else _moved(iris, light=0.45)
    if look is not None:
        for cell in np.flatnonzero((kinds != EYE) & (kinds != GROUND)):
            tone = look.tone(int(kinds[cell]), places[cell])
            if tone is not None:
                out[cell] = tone
    return out


@dataclass(frozen=True, eq=False)
class Look:
    """What colors a reference picture has where.

    tones: part to its colors, most frequent first. maps: part to (rows, columns, tones) float32, how much of
    each tone lies where in the part's box. eyes: of the irises, None where none are seen.
    """

    tones: Mapping[int, np.ndarray]
    maps: Mapping[int, np.ndarray]
    eyes: Rgb | None

    def tone(self, kind: int, place: np.ndarray) -> np.ndarray | None:
        """(3,) uint8, the color of a part at a place (y, x in 0..1 of its box); None where it is not seen."""
        if kind not in self.tones:
            return None
        at = self.maps[kind]
        row, column = (min(n - 1, int(v * n)) for n, v in zip(at.shape[:2], place, strict=True))
        return self.tones[kind][int(at[row, column].argmax())]


def look_of(reference: np.ndarray, parts: np.ndarray) -> Look:
    """The look of a reference (h, w, 4) uint8 straight alpha, of which `parts` (h, w) uint8 are known."""
    rgb, seen = reference[..., :3], reference[..., 3] >= 128
    alike = ALIKE[np.minimum(parts, THING)]
    tones, maps = {}, {}
    dark = srgb_to_oklab(rgb)[..., 0] < 0.25
    for kind in range(1, THING + 1):
        here = (alike == kind) & seen
        plain = here & ~dark if (here & ~dark).sum() > 0.3 * here.sum() else here
        if kind == EYE or plain.sum() < max(12, 2e-4 * here.size):
            continue
        centers, which = palette(rgb, TONES, weights=plain)
        lit = _lit(centers)
        shares = np.stack([(plain & (lit[which] == i)) for i in range(len(centers))], 2).astype(np.float32)
        tones[kind] = centers
        maps[kind] = _spread_map(shares, here)
    eye = (alike == EYE) & seen
    return Look(tones, maps, _iris_color(rgb[eye]))


def _lit(centers: np.ndarray) -> np.ndarray:
    """(K,) index: each tone, or the lighter one that it is the shade of."""
    lab = srgb_to_oklab(centers)
    out = np.arange(len(centers))
    for i, j in ((i, j) for i in range(len(centers)) for j in range(len(centers)) if i != j):
        step = lab[j] - lab[i]
        # A shade of a color is darker and of about its hue; so it is never the other way round.
        if 0 < step[0] < 0.22 and np.hypot(step[1], step[2]) < 0.05 and out[j] == j:
            out[i] = j
    for _ in range(len(centers)):
        out = out[out]
    return out


def _spread_map(shares: np.ndarray, here: np.ndarray, cells: int = 24) -> np.ndarray:
    """(cells, cells, K): how much of each tone lies round each place of a part's box; a place where nothing
    is seen has the tones of all."""
    rows, columns = np.flatnonzero(here.any(1)), np.flatnonzero(here.any(0))
    box = shares[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = cv2.resize(box, (cells, cells), interpolation=cv2.INTER_AREA).reshape(cells, cells, -1)
    near = cv2.GaussianBlur(small, (0, 0), 1.6).reshape(small.shape)
    return near + 0.02 * small.mean((0, 1)) / max(1e-6, float(small.mean((0, 1)).max()))


def _iris_color(pixels: np.ndarray) -> Rgb | None:
    """Of all pixels (n, 3) of eyes the most colorful ones' median."""
    if len(pixels) < 8:
        return None
    lab = srgb_to_oklab(pixels)
    colorful = np.hypot(lab[:, 1], lab[:, 2]) * ((lab[:, 0] > 0.25) & (lab[:, 0] < 0.85))
    some = colorful >= max(0.03, float(np.quantile(colorful, 0.8)))
    if some.sum() < 4:
        return None
    red, green, blue = (int(v) for v in np.median(pixels[some], 0))
    return red, green, blue


def _moved(rgb: np.ndarray, *, light: float = 1.0, red: float = 0.0) -> np.ndarray:
    lab = srgb_to_oklab(rgb).copy()
    lab[0] *= light
    lab[1] += red
    return oklab_to_srgb(lab)


def _places(kinds: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(N, 2): where each cell's middle lies in the box of all that shows the same, y and x in 0..1."""
    count = len(kinds)
    rows, columns = (np.ravel(v) for v in np.indices(labels.shape, dtype=np.float32))
    flat = labels.reshape(-1)
    area = np.maximum(np.bincount(flat, minlength=count), 1)
    middle = np.stack([np.bincount(flat, v, minlength=count) / area for v in (rows, columns)], 1)
    out = np.full((count, 2), 0.5)
    of_pixel = kinds[flat]
    for kind in np.unique(kinds):
        here = of_pixel == kind
        low = np.array([rows[here].min(), columns[here].min()])
        high = np.array([rows[here].max(), columns[here].max()])
        mine = kinds == kind
        out[mine] = (middle[mine] - low) / np.maximum(high - low, 1)
    return np.clip(out, 0, 1)


def _eyes(kinds: np.ndarray, labels: np.ndarray) -> list[tuple[int, str]]:
    """Cells of eyes that are not white: ("iris" or "pupil") by where they lie in their eye."""
    count, number, stats, _ = cv2.connectedComponentsWithStats((kinds == EYE)[labels].astype(np.uint8))
    found = []
    for eye in range(1, count):
        left, top, wide, high = (int(v) for v in stats[eye][:4])
        box = np.s_[top : top + high, left : left + wide]
        here = np.asarray(number, np.int32)[box] == eye
        for cell in np.unique(labels[box][here]):
            rows, columns = np.nonzero((labels[box] == cell) & here)
            aside = abs(columns.mean() / wide - 0.5)
            tall, across = np.ptp(rows) + 1, np.ptp(columns) + 1
            if aside < 0.24 and tall >= 0.4 * high and across <= 0.8 * wide:
                found.append((int(cell), "iris"))
            elif aside < 0.15 and tall >= 0.2 * high and 0.35 < rows.mean() / high < 0.75:
                found.append((int(cell), "pupil"))
    return found


def _filled(mask: np.ndarray) -> np.ndarray:
    """A mask (H, W) bool with its holes filled."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    out = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(out, contours, -1, 1, -1)
    return out > 0
