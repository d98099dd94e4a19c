"""The screen passes: a G-buffer becomes light, light becomes color, color and lines become a drawing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .noises import clouds, grain
from .style import MEDIA, RenderStyle

Array = np.ndarray
TILE = 8  # pixels of a side of tiles.frag's squares


@cache
def source(name: str) -> str:
    """The text of a shader."""
    return (Path(__file__).parent / "shaders" / name).read_text(encoding="utf-8")


def with_flags(text: str, flags: Collection[str]) -> str:
    """The text of a shader with some flags defined after its first line."""
    head, body = text.split("\n", 1)
    return "\n".join([head, *(f"#define {flag}" for flag in sorted(flags)), body])


def assign(program: Any, values: dict[str, Any]) -> None:
    """Set those uniforms that the program has."""
    for name in program:
        if name in values:
            program[name].value = values[name]


def _three(four: Array) -> Array:
    """(h, w, 3) of (h, w, 4)."""
    return cv2.cvtColor(four, cv2.COLOR_RGBA2RGB)


class Target:
    """Framebuffers of one picture size (width, height)."""

    def __init__(self, ctx: Any, size: tuple[int, int]) -> None:
        self.size = size
        double = (size[0] * 2, size[1] * 2)
        self.cell = 4 if size[1] > 512 else 2  # supersamples that share their light
        coarse = (-(-double[0] // self.cell), -(-double[1] // self.cell))
        texture = ctx.texture
        depth = ctx.depth_renderbuffer(double)
        self.gbuffer = ctx.framebuffer(
            [texture(double, 4), texture(double, 4, dtype="f2"), texture(double, 4)], depth
        )
        self.face = ctx.framebuffer([texture(double, 4)], depth)
        self.face.depth_mask = False  # only looks at the surfaces' depth
        self.light = [ctx.framebuffer([texture(coarse, 4, dtype="f2")]) for _ in range(2)]
        formats = ((4, "f1"), (4, "f2"), (4, "f4"), (2, "f4"))
        single = ctx.depth_renderbuffer(size)
        self.labels = ctx.framebuffer([texture(size, n, dtype=d) for n, d in formats], single)
        self.mask = ctx.framebuffer([], single)
        tiles = (-(-size[0] // TILE), -(-size[1] // TILE))
        self.tiles = [ctx.framebuffer([texture(tiles, 1)]) for _ in range(2)]
        self.shaded = ctx.framebuffer([texture(size, 4) for _ in range(4)], single)
        self.shading = ctx.framebuffer([self.shaded.color_attachments[1]])
        self.final = ctx.framebuffer([texture(size, 4)], single)
        for frame in (self.shaded, self.final):
            frame.depth_mask = False  # only chooses pixels
        for frame in (self.gbuffer, self.face, *self.light, *self.tiles):
            for t in frame.color_attachments:
                t.filter = (ctx.NEAREST, ctx.NEAREST)
        self.nowhere = ctx.framebuffer([self.labels.color_attachments[2]])
        for t in self.shaded.color_attachments:
            t.filter = (ctx.LINEAR, ctx.LINEAR)
            t.repeat_x = t.repeat_y = False

    def _read(self, frame: Any, attachment: int, channels: int, kind: str) -> Array:
        data = frame.read(components=channels, attachment=attachment, dtype=kind, alignment=1)
        return np.frombuffer(data, np.uint8 if kind == "f1" else np.float32).reshape(
            self.size[1], self.size[0], channels
        )

    def read_final(self, passes: Collection[str]) -> dict[str, Array]:
        """beauty, shading and lines, of those that are wanted."""
        out = {}
        if "beauty" in passes:
            out["beauty"] = self._read(self.final, 0, 4, "f1")
        if "shading" in passes or "lines" in passes:
            both = self._read(self.shaded, 1, 4, "f1")
            out["shading"], out["lines"] = _three(both), np.bitwise_not(cv2.extractChannel(both, 3))
        return {k: v for k, v in out.items() if k in passes}

    def read_labels(self, passes: Collection[str]) -> dict[str, Array]:
        """The labels, of those that are wanted."""
        out = {}
        if "albedo" in passes or "part" in passes:
            both = self._read(self.labels, 0, 4, "f1")
            out["albedo"], out["part"] = _three(both), cv2.extractChannel(both, 3)
        if "normal" in passes:
            out["normal"] = _three(self._read(self.labels, 1, 4, "f4"))
        if "rest" in passes or "depth" in passes:
            both = self._read(self.labels, 2, 4, "f4")
            out["rest"], out["depth"] = _three(both), cv2.extractChannel(both, 3)
        if "motion" in passes:
            out["motion"] = self._read(self.labels, 3, 2, "f4")
        return {k: v for k, v in out.items() if k in passes}

    def release(self) -> None:
        """Give everything back."""
        frames = (self.gbuffer, self.face, *self.light, self.shaded, self.final, self.labels, *self.tiles)
        depths = {
            id(f.depth_attachment): f.depth_attachment for f in frames if f.depth_attachment is not None
        }
        for frame in (self.mask, self.shading, self.nowhere):
            frame.release()
        for frame in frames:
            for attachment in frame.color_attachments:
                attachment.release()
            frame.release()
        for depth in depths.values():
            depth.release()


class Screen:
    """Programs that run over whole pictures, and the textures of chance they use."""

    def __init__(self, ctx: Any) -> None:
        self.context = ctx
        self._corners = ctx.buffer(np.array([-1, -1, 3, -1, -1, 3], np.float32).tobytes())
        self._programs: dict[tuple[str, tuple[str, ...]], tuple[Any, Any]] = {}
        self._chance = []
        for picture in (clouds(), grain()):
            texture = ctx.texture(picture.shape[:2], 4, picture.tobytes())
            texture.filter = (ctx.LINEAR, ctx.LINEAR)
            self._chance.append(texture)

    def run(
        self, name: str, textures: dict[str, Any], values: dict[str, Any], flags: Collection[str] = ()
    ) -> None:
        """Draw one pass over the framebuffer in use. textures: by the sampler's name."""
        key = (name, tuple(sorted(flags)))
        if key not in self._programs:
            program = self.context.program(
                vertex_shader=source("screen.vert"), fragment_shader=with_flags(source(name), flags)
            )
            array = self.context.vertex_array(program, [(self._corners, "2f", "corner")])
            self._programs[key] = (program, array)
        program, array = self._programs[key]
        for unit, (sampler, texture) in enumerate(textures.items()):
            texture.use(unit)
            if sampler in program:
                program[sampler].value = unit
        assign(program, values)
        array.render()

    def draw(
        self,
        target: Target,
        table: Any,
        style: RenderStyle,
        values: dict[str, Any],
        place: tuple[int, int, int, int],
    ) -> None:
        """From the G-buffer to the finished picture. table: the materials' texture. values: of the camera:
        reach (supersampled pixels per head), head, scale, line_reach, size. place: left, top, right, bottom
        of what is drawn; the rest stays empty."""
        noise, paper = self._chance
        left, top, right, bottom = place
        box = (left, top, max(right - left, 1), max(bottom - top, 1))
        values = {**values, "span": (float(top), float(bottom))}
        for frame in (target.shaded, target.final):
            frame.scissor = None
            frame.use()
            frame.clear()
        target.shading.use()
        target.shading.clear(1.0, 1.0, 1.0, 0.0)
        for frame in (target.shaded, target.final, target.mask):
            frame.scissor = box
        albedo, space, extra = target.gbuffer.color_attachments
        buffers = {"g_albedo": albedo, "g_space": space, "g_extra": extra, "materials": table}
        values = {**values, **style.uniforms(), "cell": target.cell, "plane": 0.0}
        values["line"] *= min((values["head"] / 110) ** 0.4, 1.0)  # small hands do not drown in ink
        ping, pong = target.light
        across, down = left * 2 // target.cell, top * 2 // target.cell
        cells = (across, down, right * 2 // target.cell - across + 1, bottom * 2 // target.cell - down + 1)
        for frame in (ping, pong):
            frame.scissor = None
            frame.use()
            frame.clear(0.0, 0.0, 0.0, -1.0)
            frame.scissor = cells
        ping.use()
        self.run("light.frag", buffers, values)
        stride = style.blob * values["reach"] / target.cell / 3  # three taps to each side
        if stride > 0.2:
            for source_of, into, way in ((ping, pong, (stride, 0.0)), (pong, ping, (0.0, stride))):
                into.use()
                self.run("smooth.frag", {"field": source_of.color_attachments[0]}, {"stride": way})
        self._sorted(target, "sort.frag", {"g_space": space})
        target.shaded.use()
        buffers |= {"field": ping.color_attachments[0], "g_face": target.face.color_attachments[0]}
        through = {"THROUGH"} if style.see_through + style.veil > 0 else set()
        with self._only(">", values, -0.3):
            self.run("shade.frag", buffers | {"noise": noise}, values, through)
        with self._only("<", values, 0.3):
            self.run("shade.frag", buffers | {"noise": noise}, values, through | {"BORDER"})
        colors, _, marks, kinds = target.shaded.color_attachments
        flags = MEDIA[style.medium] | ({"BLUR"} if style.bloom > 0 else set())
        flags |= {"TWICE"} if style.strokes > 1 else set()
        flags |= {"SHIFTED"} if style.offset else set()
        flags |= {"OUTLINE"} if style.outline < 1 else set()
        if "BLUR" in flags:
            colors.build_mipmaps(max_level=4)
            colors.filter = (self.context.LINEAR_MIPMAP_LINEAR, self.context.LINEAR)
        else:
            colors.filter = (self.context.LINEAR, self.context.LINEAR)
        stray = values["scale"] * (style.wobble * (1 + style.strokes) + abs(style.offset) + 6)
        if style.medium == "sticker":
            stray += 8 * values["scale"] + 0.012 * values["head"]
        one, two = target.tiles
        one.use()
        self.run("tiles.frag", {"colors": colors}, {})
        two.use()
        near = {"near": -(-int(stray) // TILE)}
        self.run("tiles.frag", {"squares": one.color_attachments[0]}, near, {"WIDEN"})
        self._sorted(target, "near.frag", {"squares": two.color_attachments[0]})
        target.final.use()
        pictures = {"colors": colors, "marks": marks, "kinds": kinds, "noise": noise, "grain": paper}
        with self._only("<", values, 0.0):
            self.run("finish.frag", pictures, values, flags)

    def _sorted(self, target: Target, name: str, textures: dict[str, Any]) -> None:
        """Write depths that say which pixels later passes take."""
        ctx = self.context
        target.mask.use()
        ctx.enable(ctx.DEPTH_TEST)
        ctx.depth_func = "1"
        self.run(name, textures, {"plane": 0.0})
        ctx.depth_func = "<"
        ctx.disable(ctx.DEPTH_TEST)

    @contextmanager
    def _only(self, comparison: str, values: dict[str, Any], plane: float) -> Iterator[None]:
        """Within it, passes draw at a depth (-1..1), and where it compares so with the one that is there."""
        ctx = self.context
        values["plane"], ctx.depth_func = plane, comparison
        ctx.enable(ctx.DEPTH_TEST)
        yield
        ctx.disable(ctx.DEPTH_TEST)
        values["plane"], ctx.depth_func = 0.0, "<"

    def release(self) -> None:
        """Give everything back."""
        for program, array in self._programs.values():
            array.release()
            program.release()
        for texture in self._chance:
            texture.release()
        self._corners.release()
