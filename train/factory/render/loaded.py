"""A figure on the device: its buffers, its pictures, and how they are bound to the geometry's programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from anigen_core.errors import InputError

from ..geometry.skinning import Figure
from .material import Material

if TYPE_CHECKING:
    from .renderer import Renderer

Array = np.ndarray


class Loaded:
    """A figure's buffers and textures on the device. Give them back with `release`."""

    def __init__(self, renderer: Renderer, figure: Figure) -> None:
        ctx = renderer.context
        self.figure = figure
        self._renderer = renderer
        self._textures: dict[int, tuple[Any, Any]] = {}
        n = figure.size
        fixed = np.zeros(n, [("f", "<f4", 9), ("color", "u1", 4), ("numbers", "u1", 4)])
        for i, (mesh, rows) in enumerate(zip(figure.meshes, figure.slices, strict=True)):
            block = fixed[rows]
            f = block["f"]
            f[:, 0:2], f[:, 2:4], f[:, 4], f[:, 5] = mesh.uv, mesh.shine, mesh.outline, mesh.bias
            f[:, 6:9] = mesh.positions
            block["color"][:, :3] = np.clip(np.rint(np.asarray(mesh.colors) * 255), 0, 255)
            block["numbers"][:, 0], block["numbers"][:, 1] = mesh.part, mesh.edges
            block["numbers"][:, 2] = figure.material_of[i]
        self.fixed = ctx.buffer(fixed.tobytes())
        self.moving = ctx.buffer(reserve=n * 48, dynamic=True)
        rows = np.stack([m.row() for m in figure.materials])  # (materials, 3, 4)
        self.table = ctx.texture((3, len(rows)), 4, rows.tobytes(), dtype="f4")
        self.table.filter = (ctx.NEAREST, ctx.NEAREST)
        groups: dict[tuple, list[int]] = {}
        for i, mesh in enumerate(figure.meshes):
            m = mesh.material
            textured = figure.material_of[i] if m.texture is not None else -1
            key = (textured, m.cutout, m.double_sided, _band(mesh.shine))
            groups.setdefault(key, []).append(i)
        self.groups = []
        for (material, cutout, double, band), members in groups.items():
            index = ctx.buffer(np.concatenate([figure.faces[i] for i in members]).astype(np.int32).tobytes())
            flags = (("TEXTURED",) if material >= 0 else ()) + (("CUTOUT",) if cutout else ())
            arrays = {}
            stages = ["GBUFFER", "HULL", "LABEL"]
            look = figure.materials[material] if material >= 0 else None
            if look is not None and look.kind == "face" and look.parts is not None:
                stages.append("FACE")
            for stage in stages:
                shining = (f"BAND {band}",) if band >= 0 and stage == "GBUFFER" else ()
                program = renderer.program((*flags, *shining, stage))
                arrays[stage] = ctx.vertex_array(program, _bindings(program, self.moving, self.fixed), index)
            self.groups.append((material, double, index, arrays))
        for material in {g[0] for g in self.groups if g[0] >= 0}:
            self.paint(material, figure.materials[material])

    def paint(self, number: int, material: Material) -> None:
        """Put other pictures on material `number` (another expression, another color)."""
        ctx = self._renderer.context
        for texture in self._textures.pop(number, ()):
            texture.release()
        if material.texture is None:
            raise InputError("Only a material with a texture can be painted anew.")
        h, w = material.texture.shape[:2]
        picture = ctx.texture((w, h), 4, np.ascontiguousarray(material.texture).tobytes())
        picture.build_mipmaps()
        picture.filter = (ctx.LINEAR_MIPMAP_LINEAR, ctx.LINEAR)
        first = material.parts if material.parts is not None else material.lines
        h, w = first.shape[:2] if first is not None else (1, 1)
        both = np.zeros((h, w, 2), np.uint8)
        if material.parts is not None:
            both[..., 0] = material.parts
        if material.lines is not None:
            both[..., 1] = material.lines
        marks = ctx.texture((w, h), 2, both.tobytes(), alignment=1)
        levels = 4 if material.parts is not None else 0  # a small pixel shows a square's commonest number
        marks.build_mipmaps(max_level=levels)
        for level in range(1, levels + 1):
            both = _halved(both)
            marks.write(both.tobytes(), level=level, alignment=1)
        marks.filter = (ctx.NEAREST_MIPMAP_NEAREST, ctx.NEAREST)
        self._textures[number] = (picture, marks)

    def use(self, number: int) -> None:
        """Bind the pictures of a material."""
        if number >= 0:
            picture, marks = self._textures[number]
            picture.use(0)
            marks.use(1)

    def release(self) -> None:
        """Give everything back; the object is of no use afterwards."""
        for _, _, index, arrays in self.groups:
            for array in arrays.values():
                array.release()
            index.release()
        for pair in self._textures.values():
            for texture in pair:
                texture.release()
        for thing in (self.fixed, self.moving, self.table):
            thing.release()
        self.groups, self._textures = [], {}


def _band(shine: Array | None) -> int:
    """How a mesh of hair shines (geometry.frag), the number that `shine` carries in steps of 4; -1: not."""
    if shine is None or not (shine[:, 1] > 0).any():
        return -1
    return int((np.median(shine[shine[:, 1] > 0, 0]) + 2) // 4)


def _halved(marks: Array) -> Array:
    """(h, w, 2) part numbers and lines at half the size: the commonest number, the mean of the lines."""
    h, w = marks.shape[0] // 2, marks.shape[1] // 2
    a, b, c, d = (marks[i : 2 * h : 2, j : 2 * w : 2] for i in (0, 1) for j in (0, 1))
    pa, pb, pc, pd = (m[..., 0] for m in (a, b, c, d))
    out = np.empty_like(a)
    out[..., 0] = np.where((pb == pc) | (pb == pd), pb, np.where(pc == pd, pc, pa))
    np.copyto(out[..., 0], pa, where=(pa == pb) | (pa == pc) | (pa == pd))
    out[..., 1] = (a[..., 1].astype(np.uint16) + b[..., 1] + c[..., 1] + d[..., 1]) // 4
    return out


def _bindings(program: Any, moving: Any, fixed: Any) -> list[tuple]:
    """Vertex formats, with what the program does not read skipped."""
    out = []
    for buffer, layout in (
        (moving, (("position", "3f", 12), ("hull", "3f", 12), ("normal", "3f", 12), ("following", "3f", 12))),
        (
            fixed,
            (
                *(("uv", "2f", 8), ("shine", "2f", 8), ("look", "2f", 8), ("rest", "3f", 12)),
                *(("color", "4f1", 4), ("numbers", "4u1", 4)),
            ),
        ),
    ):
        read = [name for name, _, _ in layout if name in program]
        formats = [f if name in program else f"{size}x" for name, f, size in layout]
        if read:
            out.append((buffer, " ".join(formats), *read))
    return out
