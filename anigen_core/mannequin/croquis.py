"""Ink and tone of a drawn figure: outlines, cel shadow, and the marks of the hair.

Everything is worked out on the samples of a `Surface`, in 0..1 float32 planes of its shape.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.mannequin.solid import FACE_SKIN, HAIR, MATERIALS, SKIN
from anigen_core.mannequin.surface import Surface, fringe_edge, hem_edge, strand_phase


def shade(surface: Surface, head: float, light: str) -> np.ndarray:
    """How far each sample lies in the second tone: form shadow, and the shadow one part casts on another."""
    towards = np.array([-0.62 if light == "left" else 0.62, -0.55, 0.56], np.float32)
    facing = cv2.GaussianBlur(surface.normal @ towards, (0, 0), 0.02 * head * surface.scale)
    edges = np.full(len(MATERIALS), 0.05, np.float32)  # how far round the form the shadow begins
    edges[[FACE_SKIN, HAIR]] = -0.40, -0.10
    edge = edges[surface.material]
    form = ((edge - facing) / 0.03 + 0.5).clip(0, 1)

    # Cast shadow: look up toward the light; something clearly nearer there throws its shadow here.
    reach = head * surface.scale
    dx, dy = round(0.07 * reach) * (1 if light == "left" else -1), round(0.10 * reach)
    height, width = surface.depth.shape
    floor = np.float32(-1e6)  # finite, so that empty samples can be subtracted
    moved = np.full((height, width), floor, np.float32)
    source = surface.depth[: height - dy, max(-dx, 0) : width - max(dx, 0)]
    moved[dy:, max(dx, 0) : width + min(dx, 0)] = np.maximum(source, floor)
    step = moved - np.where(surface.inside, surface.depth, -floor)
    cast = ((step > 0.10 * head) & (step < 1.6 * head)).astype(np.float32)
    cast = cv2.GaussianBlur(cast, (0, 0), 0.012 * reach)
    return np.maximum(form, ((cast - 0.5) / 0.3 + 0.5).clip(0, 1)).astype(np.float32)


def outline(surface: Surface, head: float, line: float) -> np.ndarray:
    """Ink of the outlines: `line` samples wide on silhouettes, thinner where parts meet inside."""
    strong = np.zeros(surface.depth.shape, bool)
    fine = np.zeros(surface.depth.shape, bool)
    everything = slice(None)
    # The face is skin as well: where the jaw runs into the neck there is no line.
    stuff = np.where(surface.material == FACE_SKIN, SKIN, surface.material)
    for first, second in (
        ((everything, slice(1, None)), (everything, slice(None, -1))),
        ((slice(1, None), everything), (slice(None, -1), everything)),
    ):
        outside = surface.inside[first] != surface.inside[second]
        both = surface.inside[first] & surface.inside[second]
        with np.errstate(invalid="ignore"):  # inf - inf where both are empty
            jump = both & (np.abs(surface.depth[first] - surface.depth[second]) > 0.085 * head)
        parted = surface.part[first] != surface.part[second]
        cloth = both & (stuff[first] != stuff[second])
        meet = both & (surface.piece[first] != surface.piece[second])
        strong[first] |= outside | (jump & parted)
        fine[first] |= jump | cloth
        # Creases: only the few samples where two sweeps meet need their directions compared.
        rows, columns = np.nonzero(meet & ~jump)
        a, b = surface.normal[first][rows, columns], surface.normal[second][rows, columns]
        sharp = np.einsum("ij,ij->i", a, b) < 0.5
        fine[first][rows[sharp], columns[sharp]] = True
    fine = _without_specks(fine & ~strong, round(0.13 * head * surface.scale))
    return np.maximum(_thick(strong, line), _thick(fine, 0.66 * line))


def strokes(surface: Surface, marks: list[np.ndarray], head: float, line: float) -> np.ndarray:
    """Ink of strokes (n, 3) that lie on the surface, thin, and only where nothing hides them."""
    ink = np.zeros(surface.depth.shape, np.uint8)
    for mark in marks:
        at = (mark[:, :2] - surface.origin) * surface.scale - 0.5
        columns, rows = np.rint(at).astype(int).T
        height, width = surface.depth.shape
        if min(columns.min(), rows.min()) < 0 or columns.max() >= width or rows.max() >= height:
            continue
        if np.abs(surface.depth[rows, columns] - mark[:, 2]).max() > 0.05 * head:
            continue
        points = np.rint(at * 16).astype(np.int32)
        cv2.polylines(ink, [points], False, 255, max(round(0.5 * line), 1), cv2.LINE_AA, 4)
    return ink.astype(np.float32) * np.float32(0.8 / 255)


def _without_specks(edge: np.ndarray, shortest: int) -> np.ndarray:
    """Drop marks smaller than `shortest` samples: dashes along a seam say nothing and look like dirt."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(edge.astype(np.uint8), connectivity=8)
    keep = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= shortest
    keep[0] = False
    return keep[np.asarray(labels, np.int32)] if count > 1 else edge


def _thick(edge: np.ndarray, width: float) -> np.ndarray:
    """Ink of a width in samples around an edge mask, its steps smoothed away."""
    distance = cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, 5)
    distance = cv2.GaussianBlur(distance, (0, 0), 0.9)
    return (width / 2 + 0.75 - distance).clip(0, 1)


def paint_hair(surface: Surface, head: float) -> tuple[np.ndarray, np.ndarray]:
    """Ink of a few strands, and how far each sample lies in the band of shine across the crown."""
    ink = np.zeros(surface.depth.shape, np.float32)
    shine = np.zeros(surface.depth.shape, np.float32)
    box = box_of(surface.material == HAIR)
    if box is None:
        return ink, shine
    hair = surface.material[box] == HAIR
    x, y, z = np.moveaxis(surface.local[box], -1, 0)
    blur = 1.2 / (head * surface.scale)
    # In front, strokes climb from the notches of the fringe; around the back, from those of the hem.
    front = z > 0.12
    fringe = np.abs((x / 0.19 + 0.62 + 0.5 - 0.42) % 1.0 - 0.5) * 0.19
    climb = y - fringe_edge(x)
    taper = (1 - climb / 0.17).clip(0, 1)
    ink_front = soft(fringe - 0.008 * taper, blur) * (climb > 0) * (taper > 0) * front * (np.abs(x) < 0.3)
    phase = strand_phase(x, z)
    around = np.abs(phase - np.round(phase)) * 0.2
    rise = y - hem_edge(x, z)
    taper = (1 - rise / (0.2 + 0.14 * (np.round(phase) % 2))).clip(0, 1)
    ink_back = soft(around - 0.009 * taper, blur) * (taper > 0) * ~front
    ink[box] = 0.8 * np.maximum(ink_front, ink_back) * hair
    angle = np.arctan2(x, z)
    band = 0.745 + 0.016 * np.cos(angle * 17) + 0.012 * np.cos(angle * 7 + 1)
    shine[box] = soft(np.abs(y - band) - 0.022 - 0.014 * np.cos(angle * 11), blur * 1.5) * hair
    return ink, shine


def soft(distance: np.ndarray, blur: float) -> np.ndarray:
    """1 where the signed distance is negative, 0 where positive, with an edge one sample wide."""
    return (0.5 - distance / blur).clip(0, 1)


def box_of(mask: np.ndarray) -> tuple[slice, slice] | None:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
