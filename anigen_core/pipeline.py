"""Studio: the chain from a drawing to a finished, layered picture.

    document -> posed body where nothing is drawn -> picture -> layers -> enlarged -> eyes -> Result

No stage knows another; what passes between them are plain arrays. The picture that is delivered is, by
definition, its visible layers laid over one another, so a PSD and the PNG can never disagree.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
from PIL import Image

from anigen_core.color import nearest_known
from anigen_core.document import Document, Settings, write_atomically
from anigen_core.errors import Cancelled, InputError
from anigen_core.imaging import Extent, resize, to_rgb, to_rgba
from anigen_core.joining import join_body
from anigen_core.layers import (
    Layer,
    canvas_extent,
    composite,
    decompose,
    enlarge_flats,
    repainted,
    sketch_layers,
)
from anigen_core.planning import (
    check_drawing,
    eye_options,
    has_colors,
    has_lines,
    output_extent,
    wants_body,
    working_extent,
)
from anigen_core.progress import Event, Progress, Run, portion

if TYPE_CHECKING:
    from anigen_core.runner import Runner

__all__ = ["Event", "Result", "Studio"]

PLAIN_RESIZE = 1.25
"""Up to this factor an enlarging network adds nothing that a good filter does not."""

FLAT_REACH = 9
"""Width in pixels of the neighborhood that must have one color for its middle to count as flat."""


@dataclass(frozen=True)
class Result:
    """A finished drawing.

    Attributes:
        picture: (H, W, 3) uint8, or (H, W, 4) straight alpha where the settings ask for transparency.
        layers: what the picture is made of, bottom first; the visible ones composite to it.
        document: what it was made from, settings included; the same document gives the same picture.
        notes: plain sentences the user should read, such as what was guessed.
        seconds: time of each step.
        engine: which methods and engines made it, in words.
    """

    picture: np.ndarray
    layers: tuple[Layer, ...]
    document: Document
    notes: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    engine: str = ""

    def to_bytes(self, suffix: str) -> bytes:
        """The file of a kind: ".png" (recipe inside), ".psd", ".ora" or ".anigen".

        Raises:
            InputError: any other ending.
        """
        from anigen_core import export

        match suffix.lower():
            case ".png":
                return export.png_bytes(self.picture, self.document, engine=self.engine)
            case ".psd":
                return export.psd_bytes(self.layers, self.picture)
            case ".ora":
                return export.ora_bytes(self.layers, self.picture)
            case ".anigen":
                return self.document.to_bytes()
        raise InputError(f"'{suffix}' cannot be written; use .png, .psd, .ora or .anigen.")

    def save(self, path: str | Path) -> None:
        """Write the file that its ending names: .png, .psd, .ora or .anigen."""
        write_atomically(path, self.to_bytes(Path(path).suffix))


@dataclass(frozen=True)
class _Art:
    """The drawing as it is painted: at working size, with the posed body joined in.

    lines (h, w), colors (h, w, 4): what the painting stage gets. full_lines: the same lines at the size of
    the drawing, the artist's own pixels untouched. figure: a ready picture, when the body is all there is.
    """

    lines: np.ndarray
    colors: np.ndarray
    full_lines: np.ndarray
    figure: np.ndarray | None = None


class Studio:
    """Runs the chain. Cheap to make; engines load when first needed, or by `warm_up`. Thread-safe."""

    def __init__(self, engine: Literal["auto", "torch", "openvino"] = "auto") -> None:
        self._engine: Literal["auto", "torch", "openvino"] = engine
        self._runner: Runner | None = None
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Load the engine and the default enlarger, so that the first Finish does not wait for them."""
        from anigen_core.stages.upscale import Upscale, UpscaleOptions

        Upscale(self._get_runner())(np.zeros((64, 64, 3), np.uint8), UpscaleOptions())

    def finish(
        self,
        document: Document,
        *,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """Turn a drawing into a finished picture.

        Args:
            document: lines, colors and pose, any of which may be missing where a pose fills the gap.
            progress: called with news, on the calling thread.
            cancel: set it from another thread to stop; what is finished by then is kept.

        Raises:
            InputError: the drawing is empty or lacks what this needs.
            Cancelled: stopped; `partial` holds the painted result if there was one.
        """
        check_drawing(document)
        settings = document.settings
        eye_options(settings.eyes, document.pose)
        work, output = working_extent(document.extent), output_extent(document)
        steps = {"body": 1.0} if wants_body(document) else {}
        steps |= {"reconstruct": 4.0, "layers": 1.0}
        steps |= {"upscale": 8.0} if output != work else {}
        steps |= {"eyes": 1.0} if settings.eyes else {}
        run = Run(steps, progress, cancel)
        result = None
        try:
            art = _drawing(document, work, run)
            result = self._paint(document, art, run)
            if output != work:
                result = self._enlarge(result, art, output, run)
            if settings.eyes:
                result = _recolor_eyes(result, run)
        except Cancelled as cancelled:
            cancelled.partial = result and _signed(result, run)
            raise
        return _signed(result, run)

    def _paint(self, document: Document, art: _Art, run: Run) -> Result:
        from anigen_core.painting.segments import fill_flats, segment
        from anigen_core.stages.reconstruct import Painted, ReconstructOptions, paint

        settings = document.settings
        with run.step("reconstruct", "Painting") as report:
            if art.figure is None:
                options = ReconstructOptions(
                    shading=settings.shading, light=settings.light, ink=settings.ink, seed=settings.seed
                )
                painted = paint(art.lines, art.colors, options, progress=report)
                run.methods.append("painted by segment fill and cel shading (no trained network)")
            else:
                flats, _ = fill_flats(segment(art.lines), art.lines, art.colors)
                painted = Painted(art.figure, flats)
        with run.step("layers", "Sorting into layers"):
            layers = decompose(_on_ground(painted.picture, settings), painted.flats, art.lines)
            result = _result(document, layers)
        run.tell("layers", "Painted", picture=result.picture)
        return result

    def _enlarge(self, result: Result, art: _Art, output: Extent, run: Run) -> Result:
        """The result at another size, and taken into layers anew."""
        document, settings = result.document, result.document.settings
        work = Extent.of(result.picture)
        flats = composite([layer for layer in result.layers if layer.group == "flats"], work)
        with run.step("upscale", f"Enlarging to {output}") as report:
            enlarger = _Enlarger(settings, None if settings.upscaler == "lanczos" else self._get_runner())
            picture = enlarger(result.picture, output, portion(report, 0.0, 0.6))
            lines = enlarger(art.full_lines, output, portion(report, 0.6, 0.9))
            if document.extent != work:
                # The picture was made from a scaled copy: the artist's own lines go over the softer ones.
                ink = next(layer for layer in result.layers if layer.name == "lines").image
                picture = _lay_ink(picture, lines, resize(_spread(ink), output))
            result = _result(document, decompose(picture, enlarge_flats(flats, output), lines))
        run.methods.append(enlarger.method)
        if document.extent != work:
            run.notes.append(f"The drawing is large, so it was painted at {work} and enlarged from there.")
        run.tell("upscale", "Enlarged", picture=result.picture)
        return result

    def _get_runner(self) -> Runner:
        from anigen_core.runner import pick_runner

        with self._lock:
            if self._runner is None:
                self._runner = pick_runner(self._engine)
            return self._runner


class _Enlarger:
    """Brings pictures to an exact size: the upscale stage by 2 or 4, then a filter for the rest."""

    def __init__(self, settings: Settings, runner: Runner | None) -> None:
        from anigen_core.stages.upscale import Upscale

        self._settings = settings
        self._runner = runner
        self._stage = Upscale(runner)

    def __call__(self, array: np.ndarray, extent: Extent, progress: Progress | None) -> np.ndarray:
        """An HW, HW3 or HW4 uint8 array at `extent`; one that has this size already comes back untouched."""
        from anigen_core.stages.upscale import UpscaleOptions

        ratio = extent.width / array.shape[1]
        if ratio > PLAIN_RESIZE:
            factor = 2 if ratio <= 2.5 else 4
            options = UpscaleOptions(factor, self._settings.upscaler, self._settings.denoise)
            return _keep_flat(array, resize(self._stage(array, options, progress=progress), extent))
        return resize(array, extent)

    @property
    def method(self) -> str:
        """What enlarged, in words; the engine's precision is known once it has run."""
        if self._runner is None:
            return "enlarged by Lanczos"
        return f"enlarged by waifu2x {self._settings.upscaler} ({self._runner.describe()})"


def _keep_flat(small: np.ndarray, large: np.ndarray) -> np.ndarray:
    """Give flat color back its exact value; the networks turn it into a faint grid of two or three values."""
    around = np.ones((FLAT_REACH, FLAT_REACH), np.uint8)
    uneven = cv2.dilate(small, around) != cv2.erode(small, around)
    flat = ~(uneven.any(axis=2) if small.ndim == 3 else uneven)
    extent = Extent.of(large)
    flat = resize(flat.astype(np.uint8), extent, Image.Resampling.NEAREST) > 0
    large = large.copy()
    large[flat] = resize(small, extent, Image.Resampling.NEAREST)[flat]
    return large


def _drawing(document: Document, work: Extent, run: Run) -> _Art:
    """The drawing at working size, joined with the posed body where the artist left room for it."""
    full = np.full(document.extent.shape, 255, np.uint8) if document.lines is None else document.lines
    lines = resize(full, work)
    # Blocks keep their exact colors: only nearest makes no mixtures.
    colors = np.zeros((*work.shape, 4), np.uint8)
    if document.colors is not None:
        colors = resize(document.colors, work, Image.Resampling.NEAREST)
    if not wants_body(document) or document.pose is None:
        return _Art(lines, colors, full)
    with run.step("body", "Drawing the posed body"):
        from anigen_core.stages.generate import GenerateOptions, mannequin

        settings = document.settings
        options = GenerateOptions(light=settings.light, shading=settings.shading)
        figure = mannequin(document.pose.resized(work), options)
        if not has_lines(document) and not has_colors(document):
            run.methods.append("posed mannequin (no trained network)")
            return _Art(figure.lines, figure.colors, resize(figure.lines, document.extent), figure.picture)
        joined = join_body(lines, colors, figure.lines, figure.colors, figure.parts)
    if not joined.parts:
        run.notes.append("What the pose shows is already drawn, so no body was added.")
        return _Art(lines, colors, full)
    run.methods.append("joined with a posed mannequin (no trained network)")
    added = resize(np.where(joined.lines < lines, joined.lines, np.uint8(255)), document.extent)
    return _Art(joined.lines, joined.colors, np.minimum(full, added))


def _recolor_eyes(result: Result, run: Run) -> Result:
    from anigen_core.stages.eyes import Eyes, EyesOptions

    document = result.document
    picture = result.picture
    with run.step("eyes", "Coloring the eyes") as report:
        options = eye_options(document.settings.eyes, document.pose, picture.shape[1] / document.width)
        for side in ("right", "left"):
            spec = getattr(options, side)
            if spec is None:
                continue
            try:
                picture = Eyes()(picture, EyesOptions(**{side: spec}))
            except InputError as error:
                # The picture is finished all but for this eye; a note keeps it, an error would lose it.
                run.notes.append(str(error))
            report(0.5)
        layers = repainted(result.layers, picture)
    return _result(document, layers)


def _result(document: Document, layers: Sequence[Layer]) -> Result:
    """The picture as its layers make it, with the artist's own drawing as hidden layers on top."""
    visible = tuple(layer for layer in layers if layer.group != "sketch")
    extent = canvas_extent(visible)
    picture = composite(visible, extent)
    if not document.settings.transparent:
        picture = np.ascontiguousarray(picture[..., :3])
    # Enlarged by repeating pixels, so that every one the artist drew is still there.
    own = [
        array if array is None else resize(array, extent, Image.Resampling.NEAREST)
        for array in (document.lines, document.colors)
    ]
    return Result(picture, (*visible, *sketch_layers(*own)), document)


def _signed(result: Result, run: Run) -> Result:
    words = "; ".join(run.methods)
    engine = words[:1].upper() + words[1:]
    return replace(result, notes=tuple(run.notes), seconds=dict(run.seconds), engine=engine)


def _on_ground(picture: np.ndarray, settings: Settings) -> np.ndarray:
    """On white paper, or as it is where the settings ask for transparency."""
    return to_rgba(picture) if settings.transparent else to_rgb(picture)


def _spread(ink: np.ndarray) -> np.ndarray:
    """(H, W, 3): the color of the ink carried beyond its edges, so that enlarging mixes no black into it."""
    known = ink[..., 3] > 0
    return ink[..., :3].reshape(-1, 3)[nearest_known(known)] if known.any() else ink[..., :3]


def _lay_ink(paint: np.ndarray, lines: np.ndarray, tint: np.ndarray) -> np.ndarray:
    """Lines of color `tint` over a picture; RGB stays RGB, RGBA gains the alpha of the ink."""
    ink = Layer("lines", np.dstack([tint, 255 - lines]))
    laid = composite([Layer("paint", to_rgba(paint)), ink])
    return laid if paint.shape[2] == 4 else laid[..., :3]
