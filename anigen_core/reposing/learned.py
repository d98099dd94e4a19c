"""The network's half of reposing: pictures and poses in, where every place comes from out. No torch here.

What networks/repose.py tells are places; here they are applied to the references at their full size. The
numbers and planes are those of the head of that file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anigen_core.bodies import Frame, frame_of, points_of
from anigen_core.color import nearest_known
from anigen_core.mannequin.skeleton import lift
from anigen_core.pose import Pose
from anigen_core.reposing.carrying import Carried
from anigen_core.reposing.reference import Reference

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "repose"
"""Of the weights."""

WIDTH, HEIGHT = 256, 384
"""Size at which the network looks."""

_SHARED = 6
_DECIDED = 4.0
"""How much more sharply references are chosen among than the network learned it: two at once are a ghost."""

_DOUBTED = 0.04
"""Visibility up to which a reference is not believed; from twice as much on it is."""

_INSIDE = 0.6
"""Coverage from which a place lies inside of the figure."""

_FAINT, _SOLID = 0.3, 0.7
"""Coverage up to which nothing is there, and from which all is: mixed places never say quite 0 or 1."""

_SHRINK = 0.8
"""Scale below which a reference is made smaller first; else lines would break."""


def imagine(runner: Runner, references: Sequence[Reference], pose: Pose) -> Carried:
    """The character of the references in a pose, on its canvas.

    Raises:
        InputError: a pose shows too little of a body.
    """
    frame = frame_of(pose)
    target = points_of(pose, lift(pose), frame)
    frames = [frame_of(reference.pose) for reference in references]
    shown = np.stack([_framed(one.figure, at) for one, at in zip(references, frames, strict=True)])
    points = np.stack(
        [points_of(one.pose, lift(one.pose), at) for one, at in zip(references, frames, strict=True)]
    )
    told = runner.run(NAME, shown, points, target[None])[0]
    count = len(references)
    each, shared = told[: 3 * count].reshape(count, 3, *told.shape[1:]), told[3 * count :]
    weight = np.exp(_DECIDED * (each[:, 2] - each[:, 2].max(0)))
    weight /= weight.sum(0)
    visible, sure = (_on_canvas(plane, frame, pose.extent).clip(0, 1) for plane in shared[:2])
    painted = np.dstack([_on_canvas(plane, frame, pose.extent) for plane in shared[2:_SHARED]])
    shown = np.zeros_like(painted)
    inked = any(reference.lines is not None for reference in references)
    ink = np.zeros(visible.shape, np.float32) if inked else None
    known = all(reference.parts is not None for reference in references)
    parts = np.zeros(visible.shape, np.uint8) if known else None
    most = np.zeros(visible.shape, np.float32)
    for number, (reference, at) in enumerate(zip(references, frames, strict=True)):
        share = _on_canvas(weight[number], frame, pose.extent)
        x = at.x + at.width * _on_canvas(each[number, 0], frame, pose.extent)
        y = at.y + at.width * _on_canvas(each[number, 1], frame, pose.extent)
        scale = min(1.0, frame.width / at.width)
        shown += share[..., None] * _taken(_premultiplied(reference.figure), x, y, scale)
        share = share * visible
        if ink is not None and reference.lines is not None:
            ink += share * _taken((255 - reference.lines) / np.float32(255), x, y, scale)
        if parts is not None and reference.parts is not None:
            columns = np.floor(x).clip(0, reference.parts.shape[1] - 1).astype(np.intp)
            rows = np.floor(y).clip(0, reference.parts.shape[0] - 1).astype(np.intp)
            np.copyto(parts, reference.parts[rows, columns], where=share > most)
            np.maximum(most, share, out=most)
    cover = (painted[..., 3] + (shown[..., 3] - painted[..., 3]) * visible) * _inside(frame, pose.extent)
    alpha = ((cover - _FAINT) / (_SOLID - _FAINT)).clip(0, 1)[..., None]
    color = _colors(shown, painted, visible, cover)
    sure = np.where(alpha[..., 0] > 0, sure, np.float32(1))
    planes = np.concatenate([color * alpha, alpha], 2).astype(np.float32)
    ink = None if ink is None else ink.clip(0, 1) * alpha[..., 0]
    if parts is not None:
        there = alpha[..., 0] >= 0.5
        named = there & (parts > 0)
        if named.any():
            parts = np.where(named, parts, parts.ravel()[nearest_known(named)])
        parts = np.where(there, parts, np.uint8(0))
    return Carried(planes, sure.astype(np.float32), ink, parts)


def _colors(shown: np.ndarray, painted: np.ndarray, visible: np.ndarray, cover: np.ndarray) -> np.ndarray:
    """(H, W, 3) float32 0..1: the references' own colors wherever they may be believed at all, and elsewhere
    those of the nearest such place, not of its outline: what the network paints has the right shape, but
    muddy colors."""
    own = ((visible - _DOUBTED) / _DOUBTED).clip(0, 1) * ((shown[..., 3] - 0.5) / 0.3).clip(0, 1)
    first, second = (p[..., :3] / np.maximum(p[..., 3:], 0.05) for p in (shown, painted))
    solid = ((cover >= _INSIDE) & (own > 0.9)).astype(np.uint8)
    if not solid.any():
        return (second + (first - second) * own[..., None]).clip(0, 1).astype(np.float32)
    wide = 1 + 2 * round(max(shown.shape[:2]) / 250)
    inner = cv2.erode(solid, np.ones((wide, wide), np.uint8))
    near = nearest_known((inner if inner.any() else solid) > 0)
    rest = first.reshape(-1, 3)[near]
    return (rest + (first - rest) * own[..., None]).clip(0, 1).astype(np.float32)


def _premultiplied(figure: np.ndarray) -> np.ndarray:
    """(H, W, 4) float32 0..1 of (H, W, 4) uint8 straight alpha."""
    planes = figure.astype(np.float32) / 255
    planes[..., :3] *= planes[..., 3:]
    return planes


def _framed(figure: np.ndarray, frame: Frame) -> np.ndarray:
    """(4, 384, 256) float32, straight alpha 0..1: a figure as the network sees it, in its frame."""
    scale = WIDTH / frame.width
    planes = _premultiplied(figure)
    if scale < _SHRINK:
        size = max(1, round(figure.shape[1] * scale)), max(1, round(figure.shape[0] * scale))
        planes = cv2.resize(planes, size, interpolation=cv2.INTER_AREA)
        matrix = np.array([[1.0, 0, -frame.x * scale], [0, 1.0, -frame.y * scale]])
    else:
        corner = ((0.5 - frame.x) * scale - 0.5, (0.5 - frame.y) * scale - 0.5)
        matrix = np.array([[scale, 0, corner[0]], [0, scale, corner[1]]])
    seen = cv2.warpAffine(planes, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    seen[..., :3] = (seen[..., :3] / np.maximum(seen[..., 3:], 1e-4)).clip(0, 1)
    seen[seen[..., 3] <= 0] = 0
    return np.ascontiguousarray(seen.transpose(2, 0, 1))


def _on_canvas(plane: np.ndarray, frame: Frame, extent: tuple[int, int]) -> np.ndarray:
    """A plane of the network on the canvas, (H, W) float32; at its border as it is there."""
    scale = frame.width / plane.shape[1]
    corner = (frame.x + 0.5 * scale - 0.5, frame.y + 0.5 * scale - 0.5)
    matrix = np.array([[scale, 0, corner[0]], [0, scale, corner[1]]])
    return cv2.warpAffine(
        np.ascontiguousarray(plane), matrix, extent, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _inside(frame: Frame, extent: tuple[int, int]) -> np.ndarray:
    """(H, W) float32: 1 within the frame."""
    x, y = np.arange(extent[0]) + 0.5, np.arange(extent[1]) + 0.5
    across = (x >= frame.x) & (x <= frame.x + frame.width)
    down = (y >= frame.y) & (y <= frame.y + 1.5 * frame.width)
    return np.outer(down, across).astype(np.float32)


def _taken(planes: np.ndarray, x: np.ndarray, y: np.ndarray, scale: float) -> np.ndarray:
    """Float32 planes (h, w[, c]) of a reference at places (pixels), (H, W[, c]), 0 outside. scale: how large
    it comes out, about."""
    if scale < _SHRINK:
        size = max(1, round(planes.shape[1] * scale)), max(1, round(planes.shape[0] * scale))
        kx, ky = size[0] / planes.shape[1], size[1] / planes.shape[0]
        planes, x, y = cv2.resize(planes, size, interpolation=cv2.INTER_AREA), x * kx, y * ky
    map_x, map_y = (x - 0.5).astype(np.float32), (y - 0.5).astype(np.float32)
    found = cv2.remap(planes, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
    return found.clip(0, 1)
