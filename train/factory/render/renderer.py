"""The renderer: one figure, one camera, one style in; beauty and every label out (moderngl).

Two geometry passes: a G-buffer at twice the size, from which screen passes (screen.py) light, shade and ink;
and one pass at the final size that writes all labels at once. Only the screen passes know the style, so that
lines and labels are the same in all styles. On Linux the context is EGL's (a GPU or llvmpipe alike),
elsewhere the system's own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..geometry.mesh import unit
from ..geometry.skinning import Figure, Posed
from .camera import Camera
from .context import make_context
from .loaded import Loaded
from .screen import Screen, Target, assign, source, with_flags
from .style import RenderStyle

Array = np.ndarray
BEAUTY = ("beauty", "shading", "lines")
LABELS = ("albedo", "part", "normal", "rest", "depth", "motion")
PASSES = BEAUTY + LABELS
_LAMP = tuple(unit(np.array([-0.45, 0.6, 0.7])).tolist())  # of the outline's own weight


@dataclass(frozen=True, eq=False)
class Picture:
    """What was rendered; passes that were not asked for are None. H x W, row 0 on top.

    beauty (H, W, 4) uint8 straight-alpha RGBA. shading (H, W, 3) uint8: what light and shadow multiply the
    albedo by, 255 = 1. lines (H, W) uint8, 0 = ink, 255 = paper. albedo (H, W, 3) uint8, 0 outside. part (H,
    W) uint8 `Part` numbers. normal (H, W, 3) float32, unit, in view space (right, up, towards the viewer), 0
    outside. rest (H, W, 3) float32: place of the surface at rest, in heads, NaN outside. depth (H, W)
    float32: heads along the view, inf outside. motion (H, W, 2) float32: pixels that the surface moves right
    and down until the next frame.
    """

    beauty: Array | None = None
    shading: Array | None = None
    lines: Array | None = None
    albedo: Array | None = None
    part: Array | None = None
    normal: Array | None = None
    rest: Array | None = None
    depth: Array | None = None
    motion: Array | None = None


class Renderer:
    """Draws figures. One for each process; keeps the framebuffers of the last few sizes."""

    def __init__(self) -> None:
        self.context = make_context()
        self._programs: dict[tuple[str, ...], Any] = {}
        self._targets: dict[tuple[int, int], Target] = {}
        self._screen = Screen(self.context)

    def program(self, flags: tuple[str, ...]) -> Any:
        """The geometry program with some flags defined."""
        key = tuple(sorted(flags))
        if key not in self._programs:
            self._programs[key] = self.context.program(
                vertex_shader=with_flags(source("geometry.vert"), key),
                fragment_shader=with_flags(source("geometry.frag"), key),
            )
        return self._programs[key]

    def load(self, figure: Figure) -> Loaded:
        """Send a figure to the device."""
        return Loaded(self, figure)

    def _target(self, size: tuple[int, int]) -> Target:
        if size not in self._targets:
            while len(self._targets) >= 3:
                self._targets.pop(next(iter(self._targets))).release()
            self._targets[size] = Target(self.context, size)
        return self._targets[size]

    def render(
        self,
        loaded: Loaded,
        posed: Posed,
        camera: Camera,
        style: RenderStyle | None = None,
        passes: Collection[str] = PASSES,
    ) -> Picture:
        """Draw. passes: names out of `PASSES`; only those are computed and read back."""
        style = style or RenderStyle()
        ctx = self.context
        moving = np.concatenate([posed.positions, posed.hull, posed.normals, posed.following], 1)
        loaded.moving.write(np.ascontiguousarray(moving, np.float32))
        target = self._target((camera.width, camera.height))
        values = _uniforms(camera)
        flip = np.diag([1.0, -1.0, 1.0, 1.0])  # row 0 of what is read back is the picture's top
        values["projection"] = tuple((flip @ camera.projection).T.astype(np.float32).ravel())
        ctx.front_face = "cw"
        ctx.enable(ctx.DEPTH_TEST)
        out: dict[str, Array] = {}
        if set(passes) & set(BEAUTY):
            target.gbuffer.use()
            target.gbuffer.clear()
            self._draw(loaded, "GBUFFER", values)
            self._draw(loaded, "HULL", values)
            if style.see_through + style.veil > 0:
                target.face.use()
                target.face.clear()
                self._draw(loaded, "FACE", values)
            ctx.disable(ctx.DEPTH_TEST | ctx.CULL_FACE)
            self._screen.draw(target, loaded.table, style, values, _place(posed, camera))
            out |= target.read_final(passes)
        if set(passes) & set(LABELS):
            ctx.enable(ctx.DEPTH_TEST)
            target.labels.use()
            target.labels.clear()
            target.nowhere.use()
            target.nowhere.clear(*(np.nan,) * 3, np.inf)
            target.labels.use()
            self._draw(loaded, "LABEL", values)
            out |= target.read_labels(passes)
        return Picture(**out)

    def _draw(self, loaded: Loaded, stage: str, values: dict[str, Any]) -> None:
        ctx = self.context
        loaded.table.use(2)
        groups = [g for g in loaded.groups if stage in g[3]]
        for program in {id(g[3][stage].program): g[3][stage].program for g in groups}.values():
            assign(program, values | {"picture": 0, "marks": 1, "materials": 2})
        for material, double, _, arrays in groups:
            loaded.use(material)
            if double and stage != "HULL":
                ctx.disable(ctx.CULL_FACE)
            else:
                ctx.enable(ctx.CULL_FACE)
                ctx.cull_face = "front" if stage == "HULL" else "back"
            arrays[stage].render()

    def release(self) -> None:
        """Give the device back."""
        for target in self._targets.values():
            target.release()
        self._targets.clear()
        for program in self._programs.values():
            program.release()
        self._screen.release()
        self.context.release()


def _uniforms(camera: Camera) -> dict[str, Any]:
    pph = camera.pixels_per_head
    width = 1.25 * (pph / 90) ** 0.3 * (camera.height / 768) ** 0.3
    return {
        "view": tuple(camera.view.T.astype(np.float32).ravel()),
        "size": (float(camera.width), float(camera.height)),
        "lamp": _LAMP,
        "line_width": width,
        "line_reach": width * 0.95,
        "middle": camera.distance,
        "reach": 2 * pph,
        "head": pph,
        "scale": max((camera.height / 768) ** 0.5, 0.5),
    }


def _place(posed: Posed, camera: Camera) -> tuple[int, int, int, int]:
    """Columns and rows of the picture that the figure lies in, with room for its lines: left, top, right,
    bottom."""
    whole = (camera.projection @ camera.view).astype(np.float32)
    clip = posed.positions @ whole[[0, 1, 3], :3].T + whole[[0, 1, 3], 3]
    seen = clip[:, 2] > 0.05
    if not seen.any():
        return 0, 0, camera.width, camera.height
    x, y = (clip[seen, :2] / clip[seen, 2:] * (0.5, -0.5) + 0.5).T * ((camera.width,), (camera.height,))
    room = 8 + camera.height / 32
    left, right = np.clip([x.min() - room, x.max() + room], 0, camera.width).astype(int)
    top, bottom = np.clip([y.min() - room, y.max() + room], 0, camera.height).astype(int)
    return int(left), int(top), int(right), int(bottom)
