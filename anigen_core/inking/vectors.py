"""Line drawings as strokes: smooth curves with a width, and SVG.

A drawing is thinned, the skeleton is cut at its branches, and branches that run on straight are joined again,
so that a stroke is one path as a hand would draw it. Paths are fitted with cubic Bezier curves (Schneider,
"An Algorithm for Automatically Fitting Digitized Curves", 1990). The width of a path is the ink that lies
nearer to it than to any other, over its length; where it changes much, the path is cut. What is too wide for
a stroke becomes a filled outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from anigen_core.inking.curves import fit
from anigen_core.inking.thinning import neighborhood, remove_specks, thin

FAINT = 200
"""Lines at least this light are paper."""

HOLE = 16
"""Holes of fewer pixels (of a drawing of 512x768) are the grain of a pencil: a hatched shade is one area and
no net of strokes."""

SMALL = 512 * 768
"""Drawings of fewer pixels are traced at twice their size."""

LEVELS = 4
"""Strokes are drawn in so many darknesses."""

_NEIGHBORS = np.array([code.bit_count() for code in range(256)])
"""How many neighbors a code of `neighborhood` says."""

_LENGTH = np.array([sum((1.0, 2**0.5)[i % 2] for i in range(8) if c >> i & 1) / 2 for c in range(256)])
"""How much of a path lies in a pixel with these neighbors."""

_STEPS = ((-1, 0), (0, 1), (1, 0), (0, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))


@dataclass(frozen=True)
class Path:
    """curve: (3 n + 1, 2) float control points x, y in px of the drawing, pixel centers at .5. width: px; 0
    is a filled outline. dark: 0..1."""

    curve: np.ndarray
    width: float
    dark: float


def trace(lines: np.ndarray, *, tolerance: float = 0.4, speck: int = 4) -> list[Path]:
    """The strokes of a line drawing.

    Args:
        lines: (H, W) uint8, 0 = ink.
        tolerance: px that a curve may lie beside the skeleton.
        speck: pieces of fewer pixels are left out.
    """
    if lines.size >= SMALL:
        return _traced(lines, tolerance, speck)
    # Strokes of a pixel or two have ragged skeletons; twice as large, they are smooth.
    large = cv2.resize(lines, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return [Path(p.curve / 2, p.width / 2, p.dark) for p in _traced(large, 2 * tolerance, 4 * speck)]


def _traced(lines: np.ndarray, tolerance: float, speck: int) -> list[Path]:
    ink = remove_specks(lines < FAINT, speck)
    if not ink.any():
        return []
    ink = ~remove_specks(~ink, max(4, min(HOLE, HOLE * ink.size // (512 * 768))))
    dark = np.where(ink, (255 - lines.astype(np.float32)) / 255, 0)
    areas = _areas(ink)
    skeleton = thin(ink & ~areas)
    chains = _joined(*_branches(skeleton))
    widths, darkness = _pens(dark * ~areas, skeleton)
    paths = [Path(fit(ring, 2 * tolerance), 0.0, shade) for ring, shade in _outlines(areas, dark)]
    for chain in chains:
        for piece in _even(chain, widths):
            rows, columns = piece.T
            width = float(np.mean(widths[rows, columns]))
            if len(piece) == 1 and width < 1.0:
                continue
            level = float(np.quantile(darkness[rows, columns], 0.75))
            points = _smooth(piece[:, ::-1] + 0.5)
            paths.append(Path(fit(points, tolerance), width, level))
    return paths


def svg(lines: np.ndarray, *, color: str = "#000000", tolerance: float = 0.4) -> str:
    """An SVG file of a line drawing, (H, W) uint8, on a transparent ground.

    Strokes of one pen are one element. color: of the ink, "#rrggbb".
    """
    height, width = lines.shape
    pens: dict[tuple[float, float], list[str]] = {}
    for path in trace(lines, tolerance=tolerance):
        dark = max(1, round(path.dark * LEVELS)) / LEVELS
        # Two pens that differ by a tenth look alike: fewer pens, a smaller file.
        wide = 0.0 if path.width == 0 else round(float(1.1 ** round(np.log(path.width) / np.log(1.1))), 2)
        pens.setdefault((wide, dark), []).append(_words(path.curve, closed=path.width == 0))
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">',
        f'<g fill="none" stroke="{color}" stroke-linecap="round" stroke-linejoin="round">',
    ]
    for (wide, dark), words in sorted(pens.items()):
        faint = "" if dark == 1 else f' opacity="{dark:g}"'
        pen = f'stroke-width="{wide:g}"' if wide else f'fill="{color}" fill-rule="evenodd" stroke="none"'
        out.append(f'<path {pen}{faint} d="{"".join(words)}"/>')
    return "\n".join([*out, "</g>", "</svg>", ""])


def _words(curve: np.ndarray, *, closed: bool) -> str:
    """Path data with one decimal, each place said relative to the place before as it was rounded."""
    whole = np.rint(curve * 10).astype(int)
    words = [f"M{_number(whole[0, 0])} {_number(whole[0, 1])}"]
    if len(whole) == 1:
        words.append("h0")
    for i in range(0, len(whole) - 1, 3):
        moved = (whole[i + 1 : i + 4] - whole[i]).ravel()
        text = " ".join(_number(v) for v in moved)
        words.append(("c" if i == 0 else " ") + text)
    return "".join(words).replace(" -", "-") + ("z" if closed else "")


def _number(tenths: int) -> str:
    text = f"{abs(tenths) / 10:g}".removeprefix("0") or "0"
    return ("-" if tenths < 0 else "") + text


def _areas(ink: np.ndarray) -> np.ndarray:
    """(H, W) bool: ink that is far wider than the strokes of this drawing."""
    depth = cv2.distanceTransform(np.pad(ink, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    middles = depth[thin(ink)]
    radius = max(3.5, 2.5 * float(np.median(middles))) if len(middles) else 3.5
    core = depth >= radius
    if not core.any():
        return core
    reach = cv2.distanceTransform(np.where(core, np.uint8(0), np.uint8(1)), cv2.DIST_L2, 5)
    return ink & (reach < radius)


def _outlines(areas: np.ndarray, dark: np.ndarray) -> Iterable[tuple[np.ndarray, float]]:
    """Closed rings (N, 2) x, y around the areas and their holes, and the darkness of each area."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(areas.astype(np.uint8), connectivity=4)
    for number in range(1, count):
        x, y, w, h = (int(v) for v in stats[number, :4])
        area = labels[y : y + h, x : x + w] == number
        shade = float(dark[y : y + h, x : x + w][area].mean())
        # Twice as large, so that the ring runs where pixels end and not through their centers.
        large = np.repeat(np.repeat(area, 2, 0), 2, 1).astype(np.uint8)
        for ring in cv2.findContours(large, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)[0]:
            points = (ring[:, 0] + 0.5) / 2 + (x, y)
            if len(points) >= 12:
                around = _smooth(np.concatenate([points[-6:], points, points[:6]]))[6:-6]
                yield np.concatenate([around, around[:1]]), shade


def _branches(skeleton: np.ndarray) -> tuple[list[np.ndarray], dict[tuple[int, int], int]]:
    """Branches of a skeleton as (N, 2) rows and columns, their ends included; and its forks, pixel to number
    (pixels of one fork that touch have the same number)."""
    count = _NEIGHBORS[neighborhood(skeleton)]
    forks = skeleton & (count > 2)
    _, labels = cv2.connectedComponents(forks.astype(np.uint8), connectivity=8)
    node = {(r, c): int(labels[r, c]) for r, c in np.argwhere(forks).tolist()}
    plain = skeleton & ~forks
    left = {(r, c) for r, c in np.argwhere(plain).tolist()}

    def walk(here: tuple[int, int]) -> list[tuple[int, int]]:
        """On from `here` over plain pixels to an end or onto a fork."""
        way = [here]
        left.discard(here)
        while True:
            near = [(here[0] + dy, here[1] + dx) for dy, dx in _STEPS]
            ahead = next((p for p in near if p in left), None)
            if ahead is None:
                fork = next((p for p in near if p in node and (len(way) > 2 or p not in begun)), None)
                return way if fork is None else [*way, fork]
            left.discard(ahead)
            way.append(ahead)
            here = ahead

    branches = []
    ends = _NEIGHBORS[neighborhood(plain)]
    for start in [(r, c) for r, c in np.argwhere(plain & (ends <= 1)).tolist()]:
        if start not in left:
            continue
        fork = next((p for dy, dx in _STEPS if (p := (start[0] + dy, start[1] + dx)) in node), None)
        begun = set() if fork is None else {fork}
        way = walk(start)
        branches.append(np.array(way if fork is None else [fork, *way]))
    while left:  # rings without a fork
        start, begun = next(iter(left)), set()
        way = walk(start)
        branches.append(np.array([*way, start] if len(way) > 2 else way))
    # Forks that touch nothing but each other, and branches of no pixel between two of them.
    for (r, c), number in node.items():
        for dy, dx in _STEPS[1:3] + _STEPS[4:6]:
            other = (r + dy, c + dx)
            if node.get(other) == number:
                branches.append(np.array([(r, c), other]))
    return branches, node


def _joined(branches: Sequence[np.ndarray], node: dict[tuple[int, int], int]) -> list[np.ndarray]:
    """Branches put together where two of a fork run on straight."""
    at: dict[int, list[tuple[int, bool]]] = {}
    kept = [b for b in branches if len(b) > 2 or not (tuple(b[0]) in node and tuple(b[-1]) in node)]
    for i, branch in enumerate(kept):
        for last in (False, True):
            number = node.get(tuple(branch[-1 if last else 0].tolist()))
            if number is not None:
                at.setdefault(number, []).append((i, last))
    mate: dict[tuple[int, bool], tuple[int, bool]] = {}
    for ends in at.values():
        heading = {e: _heading(kept[e[0]], e[1]) for e in ends}
        pairs = sorted(combinations(ends, 2), key=lambda p: float(heading[p[0]] @ heading[p[1]]))
        for a, b in pairs:
            if a not in mate and b not in mate and a[0] != b[0] and heading[a] @ heading[b] < -0.6:
                mate[a], mate[b] = b, a
    done: set[int] = set()
    chains = []
    for first in range(len(kept)):
        if first in done:
            continue
        # Back to where the stroke begins, or once round.
        here, seen = (first, False), {first}
        while here in mate and mate[here][0] not in seen:
            number, last = mate[here]
            seen.add(number)
            here = (number, not last)
        parts = []
        while True:
            number, last = here
            if number in done:
                break
            done.add(number)
            parts.append(kept[number][::-1] if last else kept[number])
            if (number, not last) not in mate:
                break
            here = mate[number, not last]
        chains.append(np.concatenate(parts))
    return chains


def _heading(branch: np.ndarray, last: bool) -> np.ndarray:
    """(2,) unit vector out of a branch's end into the branch."""
    way = branch[::-1] if last else branch
    step = (way[min(8, len(way) - 1)] - way[0]).astype(float)
    return step / max(float(np.hypot(*step)), 1e-9)


def _pens(dark: np.ndarray, skeleton: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(H, W) float32 width of the stroke at each pixel of the skeleton, and its darkness."""
    deepest = cv2.dilate(dark, np.ones((3, 3), np.uint8)) * skeleton
    if not skeleton.any():
        return deepest, deepest
    _, labels = cv2.distanceTransformWithLabels(
        np.where(skeleton, np.uint8(0), np.uint8(1)), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    nearest = np.asarray(labels, np.intp)
    mass = np.bincount(nearest.ravel(), dark.ravel())[nearest] * skeleton
    # A diagonal step is longer than a straight one.
    code = neighborhood(skeleton)
    long = _LENGTH[code].astype(np.float32) * skeleton
    sums = [cv2.boxFilter(x.astype(np.float32), -1, (9, 9), normalize=False) for x in (mass, long)]
    level = cv2.boxFilter(deepest, -1, (9, 9), normalize=False)
    level /= np.maximum(cv2.boxFilter(skeleton.astype(np.float32), -1, (9, 9), normalize=False), 1)
    width = sums[0] / np.maximum(sums[1], 1.0) / np.maximum(level, 0.1)
    return np.maximum(width, 0.4), level


def _even(chain: np.ndarray, widths: np.ndarray) -> Iterable[np.ndarray]:
    """Pieces of a path whose width stays within a third; they share their ends."""
    rows, columns = chain.T
    values, start = np.log(widths[rows, columns]), 0
    for i in range(8, len(chain) - 8):
        if i - start >= 8 and abs(values[i] - values[start : start + 8].mean()) > 0.3:
            yield chain[start : i + 1]
            start = i
    yield chain[start:]


def _smooth(points: np.ndarray) -> np.ndarray:
    """(N, 2) without the staircase of pixels; the ends stay."""
    if len(points) < 4:
        return points.astype(float)
    out = np.concatenate([2 * points[:1] - points[3:0:-1], points, 2 * points[-1:] - points[-2:-5:-1]])
    kernel = np.array([1, 6, 15, 20, 15, 6, 1]) / 64
    for axis in range(2):
        out[3:-3, axis] = np.convolve(out[:, axis], kernel, "valid")
    out = out[3:-3]
    out[0], out[-1] = points[0], points[-1]
    return out
