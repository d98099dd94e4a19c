"""The renderer: one figure, one camera, one style in; beauty and every label out (moderngl).

Two geometry passes: a G-buffer at twice the size, from which a single screen pass shades, draws interior
lines and averages to the final size; and one pass at the final size that writes all labels at once. On Linux
the context is EGL's (a GPU or llvmpipe alike), elsewhere the system's own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.errors import InputError

from .camera import Camera
from .context import make_context
from .material import Material
from .mesh import unit
from .skinning import Figure, Posed
from .style import RenderStyle

Array = np.ndarray
BEAUTY = ("beauty", "shading", "lines")
LABELS = ("albedo", "part", "normal", "rest", "depth", "motion")
PASSES = BEAUTY + LABELS


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


@cache
def _source(name: str) -> str:
    return (Path(__file__).parent / "shaders" / name).read_text(encoding="utf-8")


def _with(source: str, flags: Collection[str]) -> str:
    head, body = source.split("\n", 1)
    return "\n".join([head, *(f"#define {flag}" for flag in sorted(flags)), body])


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
            key = (figure.material_of[i] if m.texture is not None else -1, m.cutout, m.double_sided)
            groups.setdefault(key, []).append(i)
        self.groups = []
        for (material, cutout, double), members in groups.items():
            index = ctx.buffer(np.concatenate([figure.faces[i] for i in members]).astype(np.int32).tobytes())
            flags = (("TEXTURED",) if material >= 0 else ()) + (("CUTOUT",) if cutout else ())
            arrays = {}
            for stage in ("GBUFFER", "HULL", "LABEL"):
                program = renderer.program((*flags, stage))
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


class Renderer:
    """Draws figures. One for each process; keeps the framebuffers of the last few sizes."""

    def __init__(self) -> None:
        self.context = make_context()
        self._programs: dict[tuple[str, ...], Any] = {}
        self._targets: dict[tuple[int, int], _Target] = {}
        ctx = self.context
        self._shade = ctx.program(vertex_shader=_source("screen.vert"), fragment_shader=_source("shade.frag"))
        self._corners = ctx.buffer(np.array([-1, -1, 3, -1, -1, 3], np.float32).tobytes())
        self._screen = ctx.vertex_array(self._shade, [(self._corners, "2f", "corner")])

    def program(self, flags: tuple[str, ...]) -> Any:
        """The geometry program with some flags defined."""
        key = tuple(sorted(flags))
        if key not in self._programs:
            self._programs[key] = self.context.program(
                vertex_shader=_with(_source("geometry.vert"), key),
                fragment_shader=_with(_source("geometry.frag"), key),
            )
        return self._programs[key]

    def load(self, figure: Figure) -> Loaded:
        """Send a figure to the device."""
        return Loaded(self, figure)

    def _target(self, size: tuple[int, int]) -> _Target:
        if size not in self._targets:
            while len(self._targets) >= 3:
                self._targets.pop(next(iter(self._targets))).release()
            self._targets[size] = _Target(self.context, size)
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
        values = _uniforms(camera, style)
        flip = np.diag([1.0, -1.0, 1.0, 1.0])  # row 0 of what is read back is the picture's top
        values["projection"] = tuple((flip @ camera.projection).T.astype(np.float32).ravel())
        ctx.front_face = "cw"
        ctx.enable(ctx.DEPTH_TEST)
        out: dict[str, Array] = {}
        if set(passes) & set(BEAUTY):
            target.gbuffer.use()
            target.gbuffer.clear()
            self._draw(loaded, "GBUFFER", values)
            if style.line > 0:
                self._draw(loaded, "HULL", values)
            ctx.disable(ctx.DEPTH_TEST | ctx.CULL_FACE)
            target.final.use()
            for i, texture in enumerate(target.gbuffer.color_attachments):
                texture.use(i)
            loaded.table.use(3)
            _assign(self._shade, values | {"g_albedo": 0, "g_space": 1, "g_extra": 2, "materials": 3})
            self._screen.render()
            out |= target.read_final(passes)
        if set(passes) & set(LABELS):
            ctx.enable(ctx.DEPTH_TEST)
            target.labels.use()
            target.labels.clear()
            self._draw(loaded, "LABEL", values)
            out |= target.read_labels(passes)
        return Picture(**out)

    def _draw(self, loaded: Loaded, stage: str, values: dict[str, Any]) -> None:
        ctx = self.context
        loaded.table.use(2)
        for program in {id(g[3][stage].program): g[3][stage].program for g in loaded.groups}.values():
            _assign(program, values | {"picture": 0, "marks": 1, "materials": 2})
        for material, double, _, arrays in loaded.groups:
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
        for program in (*self._programs.values(), self._shade):
            program.release()
        self._screen.release()
        self._corners.release()
        self.context.release()


def _uniforms(camera: Camera, style: RenderStyle) -> dict[str, Any]:
    pph = camera.pixels_per_head
    width = 1.25 * style.line * (pph / 90) ** 0.3 * (camera.height / 768) ** 0.3
    return {
        "view": tuple(camera.view.T.astype(np.float32).ravel()),
        "size": (float(camera.width), float(camera.height)),
        "light": tuple(unit(np.array(style.light)).tolist()),
        "line_width": width,
        "line_variation": style.line_variation,
        "line_reach": width * 0.95,
        "ink_color": style.ink,
        "wash": style.wash,
        "saturation": style.saturation,
        "lift": style.lift,
        "middle": camera.distance,
        "reach": 2 * pph,
        "softness": style.softness,
        "depth": style.depth,
        "tones": float(style.tones),
        "shadow_shift": style.shadow_shift,
        "tint": style.shadow_tint,
        "ink_tone": style.ink_tone,
        "gloss_gain": style.gloss,
        "rim_gain": style.rim,
        "contact": style.contact,
    }


def _assign(program: Any, values: dict[str, Any]) -> None:
    for name in program:
        if name in values:
            program[name].value = values[name]


class _Target:
    """Framebuffers of one picture size."""

    def __init__(self, ctx: Any, size: tuple[int, int]) -> None:
        self.size = size
        double = (size[0] * 2, size[1] * 2)
        texture = ctx.texture
        self.gbuffer = ctx.framebuffer(
            [texture(double, 4), texture(double, 4, dtype="f2"), texture(double, 4)],
            ctx.depth_renderbuffer(double),
        )
        for t in self.gbuffer.color_attachments:
            t.filter = (ctx.NEAREST, ctx.NEAREST)
        self.final = ctx.framebuffer([texture(size, 4), texture(size, 4)])
        formats = ((4, "f1"), (4, "f2"), (4, "f4"), (2, "f4"))
        self.labels = ctx.framebuffer(
            [texture(size, n, dtype=d) for n, d in formats], ctx.depth_renderbuffer(size)
        )

    def _read(self, frame: Any, attachment: int, channels: int, kind: str) -> Array:
        data = frame.read(components=channels, attachment=attachment, dtype=kind, alignment=1)
        dtype = {"f1": np.uint8, "f2": np.float16, "f4": np.float32}[kind]
        return np.frombuffer(data, dtype).reshape(self.size[1], self.size[0], channels)

    def read_final(self, passes: Collection[str]) -> dict[str, Array]:
        out = {}
        if "beauty" in passes:
            out["beauty"] = self._read(self.final, 0, 4, "f1")
        if "shading" in passes or "lines" in passes:
            both = self._read(self.final, 1, 4, "f1")
            out["shading"] = np.ascontiguousarray(both[..., :3])
            out["lines"] = 255 - both[..., 3]
        return {k: v for k, v in out.items() if k in passes}

    def read_labels(self, passes: Collection[str]) -> dict[str, Array]:
        out = {}
        both = self._read(self.labels, 0, 4, "f1")
        out["albedo"], out["part"] = np.ascontiguousarray(both[..., :3]), np.ascontiguousarray(both[..., 3])
        outside = out["part"] == 0
        if "normal" in passes:
            out["normal"] = self._read(self.labels, 1, 4, "f2")[..., :3].astype(np.float32)
        if "rest" in passes or "depth" in passes:
            both = self._read(self.labels, 2, 4, "f4")
            out["rest"], out["depth"] = both[..., :3].copy(), both[..., 3].copy()
            out["rest"][outside] = np.nan
            out["depth"][outside] = np.inf
        if "motion" in passes:
            out["motion"] = self._read(self.labels, 3, 2, "f4")
        return {k: v for k, v in out.items() if k in passes}

    def release(self) -> None:
        for frame in (self.gbuffer, self.final, self.labels):
            for attachment in frame.color_attachments:
                attachment.release()
            if frame.depth_attachment is not None:
                frame.depth_attachment.release()
            frame.release()
