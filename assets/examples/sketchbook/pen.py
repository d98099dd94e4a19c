"""A drawing under way: ink on paper and rough blocks of color, put down in the order an artist would.

Shapes cover what lies under them, as when one erases the lines of what is behind. Ink is drawn four times too
large and reduced, so that thin lines get soft edges. The hand trembles by a seeded generator: same seed, same
drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np

from .curves import Path, lock, path, sample

FINE = 4
"""Ink is drawn this many times larger than the canvas."""

_SHIFT = 4  # cv2 takes coordinates in 1/16 pixel


class Sketch:
    """One canvas.

    Args:
        width, height: in pixels.
        colors: name to (r, g, b); the first is put down first when the blocks are roughened.
        seed: of the trembling hand.
        rough: 0 draws every line once; up to 1, long lines are searched for with a second, thinner stroke and
            run past their ends.
    """

    def __init__(
        self, width: int, height: int, colors: dict[str, tuple[int, int, int]], seed: int, rough: float = 0.0
    ) -> None:
        self.width, self.height = width, height
        self._rough = rough
        self.colors = colors
        self.joints: dict[str, tuple[float, float]] = {}
        self._names = list(colors)
        self._rng = np.random.default_rng(seed)
        self._brush_rng = np.random.default_rng((seed, 1))  # another line must not move the blocks
        self._ink = np.zeros((height * FINE, width * FINE), np.uint8)
        self._blocks = np.zeros((height, width), np.uint8)  # 0 = not painted, else 1 + number of the color
        self._frame = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

    # ---- where the paper lies

    @contextmanager
    def at(
        self,
        x: float,
        y: float,
        scale: float = 1.0,
        turn: float = 0.0,
        flip: bool = False,
        stretch: float = 1.0,
    ) -> Iterator[None]:
        """Local units: origin at (x, y), `turn` degrees clockwise, `flip` mirrors, `stretch` widens."""
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        local = scale * np.array([[c, -s], [s, c]]) @ np.diag([-stretch if flip else stretch, 1.0])
        outer = self._frame
        self._frame = np.column_stack([outer[:, :2] @ local, outer[:, :2] @ np.array([x, y]) + outer[:, 2]])
        try:
            yield
        finally:
            self._frame = outer

    @property
    def mirrored(self) -> bool:
        """Whether +x of the local units points to the left of the picture."""
        return bool(np.linalg.det(self._frame[:, :2]) < 0)

    def mark(self, **joints: tuple[float, float]) -> None:
        """Note where joints of the pose lie, in local units; they end up in `joints` in canvas pixels."""
        for name, point in joints.items():
            x, y = self._frame[:, :2] @ np.array(point) + self._frame[:, 2]
            self.joints[name] = round(float(x), 1), round(float(y), 1)

    def _place(self, source: str | Path) -> Path:
        source = path(source) if isinstance(source, str) else source
        return Path(source.points @ self._frame[:, :2].T + self._frame[:, 2], source.corner, source.lifted)

    # ---- what the hand does

    def shape(
        self, outline: str | Path, color: str | None, width: float = 1.8, *, cover: bool = True
    ) -> None:
        """A closed outline: covers what is under it, takes a block of color, and gets its contour drawn."""
        curve = sample(self._place(outline), closed=True)
        if cover:
            self._fill(curve.points, 0)
        if color is not None:
            self._block(curve.points, color)
        if width > 0:
            for stroke in curve.strokes:
                self._stroke(stroke, width)

    def line(self, *paths: str | Path, width: float = 1.3, ends: float = 0.25) -> None:
        """Open strokes; `ends` is the share of the width left where the pen comes down and lifts."""
        for text in paths:
            for stroke in sample(self._place(text)).strokes:
                self._stroke(stroke, width, ends)

    def fill(self, outline: str | Path, color: str | None = None) -> None:
        """Solid ink, e.g. a pupil."""
        curve = sample(self._place(outline), closed=True)
        self._fill(curve.points, 255)
        if color is not None:
            self._block(curve.points, color)

    def clear(self, outline: str | Path, color: str | None = None) -> None:
        """Erase the ink inside an outline, e.g. the light in an eye."""
        curve = sample(self._place(outline), closed=True)
        self._fill(curve.points, 0)
        if color is not None:
            self._block(curve.points, color)

    def paint(self, outline: str | Path, color: str) -> None:
        """Color without any line."""
        self._block(sample(self._place(outline), closed=True).points, color)

    def hair(
        self, spine: str, width: float, color: str = "hair", *, ink: float = 1.5, tip: float = 0.0,
        belly: float = 0.4,
        strands: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """A strand of hair along a spine; `strands` adds inner lines at -1 (left edge) .. 1 (right edge)."""
        self.shape(lock(spine, width, tip, belly), color, ink)
        for offset in strands:
            middle = lock(spine, width * abs(offset), 0, belly).points
            half = len(middle) // 2
            edge = middle[: half + 1] if offset > 0 else middle[half:][::-1]
            low, high = sorted(self._rng.uniform((0.0, 0.75), (0.2, 0.95)))
            edge = edge[int(low * len(edge)) : max(int(high * len(edge)), int(low * len(edge)) + 3)]
            none = np.zeros(len(edge), bool)
            self.line(Path(edge, none, none), width=ink * 0.62, ends=0.1)

    def backdrop(self, color: str, margin: float = 14.0) -> None:
        """A quick wash behind everything; call it first."""
        w, h, m = self.width, self.height, margin
        self.paint(
            f"{m} {m * 1.5}!, {w * 0.5} {m * 0.5}, {w - m} {m}!, {w - m * 0.5} {h * 0.5}, "
            f"{w - m * 1.3} {h - m}!, {m} {h - m * 0.7}!",
            color,
        )

    # ---- what comes out

    def lines(self) -> np.ndarray:
        """(H, W) uint8, 0 = ink, 255 = paper."""
        small = cv2.resize(self._ink, (self.width, self.height), interpolation=cv2.INTER_AREA)
        # A soft pen at 96 % never gets fully black where it is thin; faint specks are paper.
        return 255 - np.where(small < 6, 0, small).astype(np.uint8)

    def rough_colors(self, brush: int = 6, slip: float = 4.0, fine: tuple[str, ...] = ()) -> np.ndarray:
        """(H, W, 4) uint8: the blocks as if put down quickly with a round brush of radius `brush` pixels.

        `slip` is how far, in pixels, the brush strays over the lines. Colors in `fine` (eyes, ribbons) are
        dabbed with a small brush after the large ones.
        """
        out = np.zeros((self.height, self.width, 4), np.uint8)
        drift = self._drift(slip)
        for name in sorted(self._names, key=lambda n: n in fine):
            mask = np.where(self._blocks == 1 + self._names.index(name), np.uint8(255), np.uint8(0))
            if not mask.any():
                continue
            radius, share = (2, 0.25) if name in fine else (brush, 1.0)
            mask = cv2.remap(mask, *self._moved(drift * share), cv2.INTER_LINEAR)
            # Opening with a disc leaves what a round brush can reach; what it cannot reach gets one dab.
            disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
            small = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
            blobs = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, small), cv2.MORPH_OPEN, disc)
            rest = cv2.morphologyEx(cv2.subtract(mask, cv2.dilate(blobs, disc)), cv2.MORPH_OPEN, small)
            blobs = cv2.max(blobs, cv2.dilate(rest, small) if rest.any() else rest)
            blobs = cv2.GaussianBlur(blobs, (0, 0), 0.7)
            alpha = (blobs.astype(np.float32) / 255.0)[..., None]
            out[..., :3] = np.where(
                blobs[..., None] >= 128, np.array(self.colors[name], np.uint8), out[..., :3]
            )
            out[..., 3] = np.where(alpha[..., 0] >= 0.5, 255, out[..., 3])
        return out

    def clean_colors(self) -> np.ndarray:
        """(H, W, 4) uint8: the blocks exactly as they were put down, for looking at."""
        table = np.array([(0, 0, 0, 0), *((*self.colors[n], 255) for n in self._names)], np.uint8)
        return table[self._blocks]

    # ---- private

    def _fill(self, points: np.ndarray, value: int) -> None:
        fine = np.round((points * FINE) * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(self._ink, [fine], value, cv2.LINE_8, _SHIFT)

    def _block(self, points: np.ndarray, color: str) -> None:
        exact = np.round(points * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(self._blocks, [exact], 1 + self._names.index(color), cv2.LINE_8, _SHIFT)

    def _stroke(self, points: np.ndarray, width: float, ends: float = 0.35) -> None:
        """A line along (N, 2) points, and in a rough drawing the one that was tried beside it."""
        if self._rough and len(points) > 40:
            tip = self._rng.uniform(0, 3.5 * self._rough, 2)
            first, last = points[0] - points[4], points[-1] - points[-5]
            start = points[:1] + tip[0] * first / max(float(np.hypot(*first)), 1e-6)
            end = points[-1:] + tip[1] * last / max(float(np.hypot(*last)), 1e-6)
            if self._rng.random() < self._rough:
                low, high = self._rng.uniform((0.0, 0.55), (0.35, 1.0)) * len(points)
                aside = self._rng.choice((-1.0, 1.0)) * self._rng.uniform(0.9, 1.7)
                forward = np.gradient(points, axis=0)
                side = np.stack([-forward[:, 1], forward[:, 0]], axis=1) / np.hypot(*forward.T)[:, None].clip(
                    1e-6
                )
                self._press((points + aside * side)[int(low) : int(high)], 0.55 * width, 0.1)
            points = np.concatenate([start, points, end])
        self._press(points, width, ends)

    def _press(self, points: np.ndarray, width: float, ends: float) -> None:
        """A line of pressed and released width along (N, 2) points."""
        steps = np.hypot(*np.diff(points, axis=0).T)
        along = np.concatenate([[0], np.cumsum(steps)])
        length = along[-1]
        if length < 0.5:
            return
        count = max(4, int(length * 2.5))
        s = np.linspace(0, length, count)
        p = np.stack([np.interp(s, along, points[:, i]) for i in (0, 1)], axis=1)
        # The wrist sways over about 35 px, by less than half a pixel; short strokes are surer.
        sway = min(0.45, length / 120)
        p = p + sway * np.stack([self._noise(s, 35.0), self._noise(s, 35.0)], axis=1)
        taper = min(0.4 * length, 16.0)
        press = np.minimum(s, length - s) / taper
        press = ends + (1 - ends) * np.sin(np.clip(press, 0, 1) * np.pi / 2)
        w = width * press * (1 + 0.10 * self._noise(s, 25.0)) * (0.86 + 0.28 * np.sin(np.pi * s / length))
        radius = np.maximum(w * FINE / 2, 0.8)
        fine = np.round(p * FINE * (1 << _SHIFT)).astype(np.int32)
        for (x, y), r in zip(fine, np.round(radius * (1 << _SHIFT)).astype(np.int32), strict=True):
            cv2.circle(self._ink, (int(x), int(y)), int(r), 255, -1, cv2.LINE_8, _SHIFT)

    def _noise(self, s: np.ndarray, wave: float) -> np.ndarray:
        knots = np.arange(0, s[-1] + 3 * wave, wave)
        return np.interp(s, knots, self._rng.normal(0, 0.6, len(knots)))

    def _drift(self, slip: float) -> np.ndarray:
        cells = (max(3, self.height // 40), max(3, self.width // 40), 2)
        coarse = self._brush_rng.uniform(-slip, slip, cells).astype(np.float32)
        return cv2.resize(coarse, (self.width, self.height), interpolation=cv2.INTER_CUBIC)

    def _moved(self, drift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        y, x = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        return x + drift[..., 0], y + drift[..., 1]


def penciled(passes: list[np.ndarray], seed: int = 0) -> np.ndarray:
    """(H, W) uint8: line drawings of one thing over one another, as a grainy pencil puts them on paper, each
    fainter than the one before it."""
    rng = np.random.default_rng(seed)
    dark = np.zeros(passes[0].shape, np.float32)
    for number, lines in enumerate(passes):
        grain = cv2.GaussianBlur(rng.normal(0, 1, lines.shape).astype(np.float32), (0, 0), 0.7)
        soft = 255 - cv2.GaussianBlur(lines, (0, 0), 0.6).astype(np.float32)
        dark = np.maximum(dark, np.clip(soft * (0.95 * 0.63**number + 0.12 * grain / grain.std()), 0, 255))
    return np.where(dark < 14, 255, 255 - dark).astype(np.uint8)
