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

import numpy as np
from PIL import Image

from anigen_core.color import nearest_known
from anigen_core.document import Document, Settings, write_atomically
from anigen_core.enlarging import Enlarger, reduced_lines
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
    preview_extent,
    wants_body,
    working_extent,
)
from anigen_core.progress import Event, Run, portion
from anigen_core.tidying import Tidied, tidied
from anigen_core.weights import list_weights

if TYPE_CHECKING:
    from anigen_core.runner import Runner

__all__ = ["Event", "Result", "Studio"]


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
    own: whether the lines are laid over the picture; else they are what the network drew.
    """

    lines: np.ndarray
    colors: np.ndarray
    full_lines: np.ndarray
    figure: np.ndarray | None = None
    own: bool = True


class Studio:
    """Runs the chain. Cheap to make; engines load when first needed, or by `warm_up`. Thread-safe."""

    def __init__(
        self, engine: Literal["auto", "torch", "openvino"] = "auto", *, weights: Path | None = None
    ) -> None:
        """weights: folder with trained weights; None takes those that come with the program."""
        self._engine: Literal["auto", "torch", "openvino"] = engine
        self._weights = weights
        self._runner: Runner | None = None
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Load the engine, the painter and the default enlarger: the first Finish does not wait for them."""
        from anigen_core.stages.reconstruct import Reconstruct
        from anigen_core.stages.upscale import Upscale, UpscaleOptions

        blank = np.full((64, 64), 255, np.uint8)
        Reconstruct(self.runner())(blank, np.zeros((64, 64, 4), np.uint8))
        Upscale(self.runner())(np.zeros((64, 64, 3), np.uint8), UpscaleOptions())

    def finish(
        self,
        document: Document,
        *,
        preview: bool = False,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """Turn a drawing into a finished picture.

        Args:
            document: lines, colors and pose, any of which may be missing where a pose fills the gap, or where
                the network chooses.
            preview: quickly and small, as many pixels as 256x384 has: not refined, not enlarged, eyes as they
                are, all of the picture in one layer.
            progress: called with news, on the calling thread.
            cancel: set it from another thread to stop; what is finished by then is kept.

        Raises:
            InputError: the drawing is empty or lacks what this needs.
            Cancelled: stopped; `partial` holds the painted result if there was one.
        """
        settings = document.settings
        meant = self._meant(document)
        eye_options(settings.eyes, document.pose)
        work, output = working_extent(document.extent), output_extent(document)
        if preview:
            work = output = preview_extent(document.extent)
        steps = {"body": 1.0} if wants_body(document) else {}
        steps |= {"reconstruct": 4.0, "layers": 1.0}
        steps |= {"upscale": 8.0} if output != work else {}
        steps |= {"eyes": 1.0} if settings.eyes and not preview else {}
        run = Run(steps, progress, cancel)
        run.notes += meant.notes
        result = None
        try:
            art = _drawing(replace(document, lines=meant.lines, colors=meant.colors), work, run)
            result, art = self._paint(document, art, run, preview)
            if output != work:
                result = self._enlarge(result, art, output, run)
            if settings.eyes and not preview:
                result = _recolor_eyes(result, run)
        except Cancelled as cancelled:
            cancelled.partial = result and _signed(result, run)
            raise
        return _signed(result, run)

    def _meant(self, document: Document) -> Tidied:
        """Lines and colors as they are meant.

        Raises:
            InputError: what is missing cannot be made up for.
        """
        meant = tidied(document.lines, document.colors)
        seen = replace(document, lines=meant.lines, colors=meant.colors)
        check_drawing(seen, chooses=self._painter(document.settings) is not None)
        if not wants_body(document):
            if not has_lines(seen):
                meant.notes.append("There are no lines, so the network chose the shapes.")
            if not has_colors(seen):
                meant.notes.append("There are no colors, so the lines were inked on white.")
        return meant

    def _painter(self, settings: Settings) -> Runner | None:
        """The runner where the network is to paint and its weights are there."""
        from anigen_core.stages.reconstruct import NAME

        if settings.painter != "pirec" or NAME not in list_weights(self._weights):
            return None
        return self.runner()

    def _paint(self, document: Document, art: _Art, run: Run, preview: bool) -> tuple[Result, _Art]:
        """The painted result, and the drawing with what counts as its lines from now on."""
        from anigen_core.painting.segments import fill_flats, segment
        from anigen_core.stages.reconstruct import Painted, ReconstructOptions, by_whom, paint

        settings = document.settings
        with run.step("reconstruct", "Painting") as report:
            if art.figure is None:
                options = ReconstructOptions(
                    painter=settings.painter,
                    strength=settings.strength,
                    refine=0 if preview else settings.refine,
                    shading=settings.shading,
                    light=settings.light,
                    ink=settings.ink,
                    seed=settings.seed,
                )
                runner = self._painter(settings)
                painted = paint(art.lines, art.colors, options, runner=runner, progress=report)
                run.methods.append(by_whom(runner, options, art.colors))
            else:
                flats, _ = fill_flats(segment(art.lines), art.lines, art.colors)
                painted = Painted(art.figure, flats, art.lines)
            if not painted.own:
                full = resize(painted.lines, Extent.of(art.full_lines))
                art = replace(art, lines=painted.lines, full_lines=full, own=False)
        with run.step("layers", "Sorting into layers"):
            picture = _on_ground(painted.picture, settings)
            if preview:
                layers = (Layer("picture", to_rgba(picture)),)
            else:
                layers = decompose(picture, painted.flats, art.lines)
            result = _result(document, layers)
        run.tell("layers", "Painted", picture=result.picture)
        return result, art

    def _enlarge(self, result: Result, art: _Art, output: Extent, run: Run) -> Result:
        """The result at another size, and taken into layers anew."""
        document, settings = result.document, result.document.settings
        work = Extent.of(result.picture)
        flats = composite([layer for layer in result.layers if layer.group == "flats"], work)
        with run.step("upscale", f"Enlarging to {output}") as report:
            enlarger = Enlarger(settings, None if settings.upscaler == "lanczos" else self.runner())
            picture = enlarger(result.picture, output, portion(report, 0.0, 0.6))
            lines = enlarger(art.full_lines, output, portion(report, 0.6, 0.9))
            if document.extent != work and art.own:
                # The picture was made from a scaled copy: the artist's own lines go over the softer ones.
                ink = next(layer for layer in result.layers if layer.name == "lines").image
                picture = _lay_ink(picture, lines, resize(_spread(ink), output))
            result = _result(document, decompose(picture, enlarge_flats(flats, output), lines))
        run.methods.append(enlarger.method)
        if document.extent != work:
            run.notes.append(f"The drawing is large, so it was painted at {work} and enlarged from there.")
        run.tell("upscale", "Enlarged", picture=result.picture)
        return result

    def runner(self) -> Runner:
        """The engine that runs the networks, made when first asked for; other stages may share it."""
        from anigen_core.runner import pick_runner

        with self._lock:
            if self._runner is None:
                self._runner = pick_runner(self._engine, folder=self._weights)
            return self._runner


def _drawing(document: Document, work: Extent, run: Run) -> _Art:
    """The drawing at working size, joined with the posed body where the artist left room for it."""
    full = np.full(document.extent.shape, 255, np.uint8) if document.lines is None else document.lines
    # A line thinner than a pixel would fade to gray; half of that is given back.
    lines = resize(full, work) if 2 * work.width > document.width else reduced_lines(full, work)
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
