"""The visible surface of a heap of ellipsoids, sampled on a grid finer than the picture's pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anigen_core.mannequin.skeleton import Skeleton
from anigen_core.mannequin.solid import Solid


@dataclass(frozen=True)
class Surface:
    """What is seen at each sample. Arrays are (h, w) and cover only the figure's box on the canvas.

    extent: canvas (width, height) in pixels. scale: samples per pixel. origin: the box's corner in pixels.
    depth: float32 pixels toward the viewer, -inf where nothing is. inside: bool.
    normal: (h, w, 3) float32 unit vectors, zero outside.
    local: (h, w, 3) float32 head space (her left, up from the chin, front) in heads; zero without a head.
    part, material: uint8 numbers into the tables of mannequin.py. piece: int32 number of the sweep, 0
        outside.
    """

    extent: tuple[int, int]
    scale: int
    origin: tuple[int, int]
    depth: np.ndarray
    inside: np.ndarray
    normal: np.ndarray
    local: np.ndarray
    part: np.ndarray
    material: np.ndarray
    piece: np.ndarray


def sample(solid: Solid, skeleton: Skeleton, extent: tuple[int, int], scale: int) -> Surface:
    """Find the nearest ellipsoid at every sample of the figure's box.

    Viewed straight on, an ellipsoid p' Q p = 1 is a quadratic in the depth of each sample, solved in closed
    form.
    """
    centers, axes = np.array(solid.centers), np.array(solid.axes)
    reach = np.sqrt((axes**2).sum(axis=2))  # half size of each ellipsoid's box
    low = np.maximum(np.floor((centers - reach).min(axis=0)[:2]) - 4, 0).astype(int)
    high = np.minimum(np.ceil((centers + reach).max(axis=0)[:2]) + 4, extent).astype(int)
    low = np.minimum(low, np.array(extent) - 1)
    width, height = (int(side) for side in np.maximum(high - low, 1) * scale)
    depth = np.full((height, width), -np.inf, np.float32)
    index = np.full((height, width), -1, np.int32)
    # A hair of thickness keeps the ellipsoids of degenerate poses (all joints in one spot) invertible.
    spread = axes @ axes.transpose(0, 2, 1) + np.eye(3) * (0.005 * skeleton.head) ** 2
    forms = np.linalg.inv(spread)
    head = None
    if skeleton.chin is not None and skeleton.face is not None:
        head = (skeleton.chin, skeleton.face.T / skeleton.head)
    starts = np.floor((centers - reach)[:, :2] * scale - low * scale).astype(int).clip(0, (width, height))
    ends = (np.ceil((centers + reach)[:, :2] * scale - low * scale).astype(int) + 1).clip(0, (width, height))
    xs = ((np.arange(width) + 0.5) / scale + low[0]).astype(np.float32)
    ys = ((np.arange(height) + 0.5) / scale + low[1]).astype(np.float32)
    for number, ((x0, y0), (x1, y1)) in enumerate(zip(starts, ends, strict=True)):
        if x0 >= x1 or y0 >= y1:
            continue
        cx, cy, cz = (np.float32(value) for value in centers[number])
        q = forms[number].astype(np.float32)
        dx, dy = xs[None, x0:x1] - cx, ys[y0:y1, None] - cy
        # q22 z^2 + 2 b z + c = 0; half of the discriminant over q22 squared is the half depth squared.
        b = (q[0, 2] / q[2, 2]) * dx + (q[1, 2] / q[2, 2]) * dy
        square = b * b
        square -= ((q[0, 0] * dx * dx - 1) + q[1, 1] * dy * dy) / q[2, 2]
        if q[0, 1] != 0:
            square -= (2 * q[0, 1] / q[2, 2]) * (dy * dx)
        half = np.sqrt(np.maximum(square, 0))
        z = half - b + cz
        window = (slice(y0, y1), slice(x0, x1))
        nearer = (square > 0) & (z > depth[window])
        if solid.fringe[number] and head is not None:
            rows, columns = np.nonzero(nearer)
            across, along = xs[x0:x1][columns], ys[y0:y1][rows]
            front = z[rows, columns]
            cut = _cut_hair(head, across, along, front, front - 2 * half[rows, columns])
            z[rows, columns] = cut
            nearer[rows, columns] = cut > depth[window][rows, columns]
        np.copyto(depth[window], z, where=nearer)
        np.copyto(index[window], number, where=nearer)

    inside = index >= 0
    at = index[inside]
    rows, columns = np.nonzero(inside)
    spots = np.stack([xs[columns], ys[rows], depth[inside]], axis=1)
    offset = (spots - centers.astype(np.float32)[at]).astype(np.float32)
    slope = np.einsum("nij,nj->ni", forms.astype(np.float32)[at], offset)
    slope /= np.sqrt(np.einsum("ni,ni->n", slope, slope))[:, None]
    normal = np.zeros((height, width, 3), np.float32)
    normal[inside] = slope
    local = np.zeros((height, width, 3), np.float32)
    if head is not None:
        local[inside] = np.stack(_to_head(head, *spots.T), axis=1)
    part, material = (np.array([0, *rows], np.uint8)[index + 1] for rows in (solid.parts, solid.materials))
    piece = np.array([0, *solid.pieces], np.int32)[index + 1]
    return Surface(
        extent, scale, (int(low[0]), int(low[1])), depth, inside, normal, local, part, material, piece
    )


_OPENING = (0.03, 0.14)  # the hair is open in front of z = 0.03 + 0.14 y: from the ears up to the temples


def _cut_hair(
    head: tuple[np.ndarray, np.ndarray], x: np.ndarray, y: np.ndarray, front: np.ndarray, back: np.ndarray
) -> np.ndarray:
    """Depth at which a ray meets the cap of hair, -inf where it passes through the opening or under the hem.

    x, y: (n,) pixels. front, back: (n,) depth where the ray would enter and leave the uncut cap.
    """
    u, v, w = _to_head(head, x, y, front)
    ahead = w - _OPENING[0] - _OPENING[1] * v  # how far the entry lies in front of the opening's plane
    is_open = (ahead > 0) & (v < fringe_edge(u))
    # Through the opening the ray goes on to the plane behind which there is hair again.
    slope = float(head[1][2, 2] - _OPENING[1] * head[1][1, 2])
    depth = front
    if slope > 1e-6:
        # The hair is a shell around the neck: toward the middle the plane recedes to its back.
        hollow = 0.4 * np.maximum(1 - np.abs(u) / 0.32, 0)
        depth = np.where(is_open, front - (ahead + hollow) / np.float32(slope), front)
        u, v, w = _to_head(head, x, y, depth)
        is_open &= (depth < back) | (v >= fringe_edge(u))
    # Rims of the ellipsoids inside the shell: the ray goes on to the shell's far wall.
    neck = (v < 0.33) & (np.hypot(u, w + 0.05) < 0.27)
    if head[1][2, 2] > 0.5 * np.linalg.norm(head[1][2]):  # seen from the front
        wall = -0.05 - np.sqrt(np.maximum(0.27**2 - u * u, 0))
        depth = np.where(neck, depth - (w - wall) / np.float32(head[1][2, 2]), depth)
        u, v, w = _to_head(head, x, y, depth)
        neck &= depth < back
    return np.where(is_open | neck | (v < hem_edge(u, w)), np.float32(-np.inf), depth)


def fringe_edge(x: np.ndarray) -> np.ndarray:
    """Lower edge of the fringe over the chin, in heads: pointed strands, longer toward the temples."""
    strand = np.abs((x / 0.19 + 0.62) % 1.0 - 0.42) / 0.58
    return 0.452 + 0.075 * np.minimum(strand, 1.0) ** 0.8 - 1.3 * np.maximum(np.abs(x) - 0.27, 0.0)


def hem_edge(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Lower edge of the hair around the head, in heads: broad strands."""
    strand = np.abs(strand_phase(x, z) % 1.0 - 0.5) * 2
    return -0.055 + 0.08 * strand**2


def strand_phase(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Number of the strand around the head; whole numbers lie between two strands' tips."""
    return np.arctan2(x, -z - 0.15) * (5.5 / np.pi) + 0.5


def _to_head(
    head: tuple[np.ndarray, np.ndarray], x: np.ndarray, y: np.ndarray, z: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chin, turn = head
    turn, (cx, cy, cz) = turn.astype(np.float32), chin.astype(np.float32)
    px, py, pz = x - cx, y - cy, z - cz
    u, v, w = (turn[k, 0] * px + turn[k, 1] * py + turn[k, 2] * pz for k in range(3))
    return u, v, w
