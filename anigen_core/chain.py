"""The chain: what a drawing goes through, step by step, to become a finished and layered picture.

    body -> lines -> paint -> refine -> layers -> upscale -> eyes

Every step looks first whether it has done the same before. What a person painted over a step is used in its
place: of "body" and "lines" it is drawing, which the steps after it take up; of "paint" and "refine" it is
the picture, from which flats and lines are found as for any picture; of "upscale" and "eyes" it is the
finished picture, so that nothing before it needs to be painted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from anigen_core import painters, redoing
from anigen_core.artwork import Art, drawn, lay_ink, on_ground, spread
from anigen_core.enlarging import Enlarger
from anigen_core.eye_coloring import FINDERS, eyed
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.layering.flats import enlarge_regions
from anigen_core.layers import Layer, canvas_extent, composite, decompose, flats_of
from anigen_core.overpainting import refined_by_hand
from anigen_core.pace import Task
from anigen_core.painters import SEER, Painters, Painting
from anigen_core.painting.segments import fill_flats, segment
from anigen_core.planning import wants_body
from anigen_core.progress import Progress, portion
from anigen_core.remembering import Memory, content, identity
from anigen_core.result import Result, recolored, with_sketch
from anigen_core.sorting import parts_of
from anigen_core.stages.upscale import weights_of

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.ledger import Ledger
    from anigen_core.running import Runners
    from anigen_core.steps import StepName

ENLARGED = (0.45, 0.65)
"""Share of enlarging after which the picture, and its lines, are large; the rest is for the layers."""

SORTED_BYTES = 24
"""A pixel of an enlarged picture with its layers takes so many, and somewhat more."""

SHARES = {"body": 1.0, "lines": 0.5, "paint": 3.0, "refine": 1.5, "layers": 1.0, "upscale": 8.0, "eyes": 1.0}
"""Of the work, before anybody knows how long each step takes on this machine."""


@dataclass(frozen=True, eq=False)
class _Sorted:
    """A picture and the visible layers that make it. parts: (H, W) uint8 of it, where they are known. method:
    what enlarged it, in words."""

    picture: np.ndarray
    layers: tuple[Layer, ...]
    parts: np.ndarray | None
    method: str = ""


@dataclass(frozen=True)
class Plan:
    """What a run is to do.

    Attributes:
        document: the drawing as it is meant, with the settings that count (`planning.counting`).
        own: the document as it was given.
        work, output: sizes of painting and of the finished picture.
        preview: neither remembered nor taken into layers.
    """

    document: Document
    own: Document
    work: Extent
    output: Extent
    preview: bool = False

    def over(self, step: StepName) -> np.ndarray | None:
        """What a person painted in the place of a step that is not switched off."""
        used = step not in self.document.settings.off or step == "paint"
        return self.document.replaced.get(step) if used and not self.preview else None

    @cached_property
    def ready(self) -> np.ndarray | None:
        """The finished picture, (h, w, 3 or 4) uint8 of the output's size, where a person painted it."""
        for step in ("eyes", "upscale"):
            picture = self.over(step)
            if picture is not None:
                return on_ground(resize(picture, self.output), self.own.settings)
        return None

    def tasks(self) -> dict[str, Task]:
        """The steps that may have to run."""
        settings, pixels = self.document.settings, self.work.width * self.work.height
        large = self.output.width * self.output.height
        steps = {}
        if wants_body(self.document):
            steps |= {"body": Task("body", settings.figure, pixels), "lines": Task("lines", "", pixels)}
        if self.ready is not None:
            steps["layers"] = Task("layers", "around", large)
        else:
            steps |= self._painting(pixels)
            if self.output != self.work:
                how = f"{settings.upscaler} {large / pixels > 4}"
                steps["upscale"] = Task("upscale", how, large)
        if settings.eyes and not self.preview and self.over("eyes") is None:
            steps["eyes"] = Task("eyes", "", large)
        return steps

    def _painting(self, pixels: int) -> dict[str, Task]:
        settings = self.document.settings
        layers = {"layers": Task("layers", str(self.preview), pixels)}
        if self.over("refine") is not None:
            return {"refine": Task("refine", "by hand", pixels)} | layers
        how = f"{settings.painter} {settings.seed > 0}" if self.over("paint") is None else "by hand"
        paint = {"paint": Task("paint", how, pixels)}
        if settings.painter == "pirec" and settings.refine:
            paint["refine"] = Task("refine", str(settings.refine), pixels)
        return paint | layers


class Chain:
    """One run of the chain.

    Args:
        plan: what is wished for. ledger: knows what was done before. runners: have the networks.

    Attributes:
        so_far: what is kept when somebody stops the run: a result, the picture (h, w, 3 or 4) uint8 of an
            early step, or None where nothing was made yet.
    """

    def __init__(self, plan: Plan, ledger: Ledger, runners: Runners) -> None:
        self._plan, self._ledger, self._runners = plan, ledger, runners
        self._run = ledger.run
        self._settings = plan.document.settings
        self.so_far: Result | np.ndarray | None = None

    def finish(self) -> Result:
        """Go through all steps.

        Raises:
            InputError: a step cannot do what is wished for.
            Cancelled: stopped.
        """
        plan = self._plan
        art = drawn(plan.document, plan.work, self._ledger, self._runners.drawer(self._settings))
        if art.figure is not None:
            self.so_far = art.figure
        elif art.body is not None:
            self.so_far = lay_ink(art.colors, art.lines, np.zeros((*art.lines.shape, 3), np.uint8))
        if plan.ready is not None:
            return self._ready(art, plan.ready)
        painting, key = self._painted(art)
        if not painting.own:
            full = resize(painting.lines, Extent.of(art.full_lines))
            art = replace(art, lines=painting.lines, full_lines=full, own=False)
        art = replace(art, parts=painting.parts)
        result, art, key = self._in_layers(painting, art, key)
        if plan.output != plan.work:
            result = self._enlarged(result, art, key)
        if self._settings.eyes and not plan.preview:
            result = self._with_eyes(result)
        return result

    def _ready(self, art: Art, picture: np.ndarray) -> Result:
        """The result whose picture a person painted; its eyes are colored before it is taken into layers."""
        document, eyes = self._plan.own, self._plan.over("eyes")
        self._ledger.replace("upscale" if eyes is None else "eyes", picture)
        plain = None
        if eyes is None and self._settings.eyes:
            plain, picture = picture, self._eyes_of(picture)
        self._run.methods.append(painters.GIVEN)
        result = redoing.around(document, picture, art, self._run, self._runners.having(SEER))
        self._run.tell("layers", "Sorted", picture=picture)
        return replace(result, plain=plain)

    def _painted(self, art: Art) -> tuple[Painting, str]:
        """The painted drawing at working size, and a key of all that it depends on."""
        plan, settings = self._plan, self._settings
        over = plan.over("refine")
        if over is not None:
            painting, key = self._by_hand("refine", over, art)
        elif art.figure is not None and plan.over("paint") is None:
            # The posed body is all there is, and finished.
            flats, _ = fill_flats(segment(art.lines), art.lines, art.colors)
            key = content("figure", art.figure, art.lines, art.colors)
            painting = Painting(art.figure, flats, art.lines, True, None, "")
        else:
            painting, key = self._first(art)
            who = self._runners.painters(settings)
            flat = "paint" in settings.off and plan.over("paint") is None
            if not flat and painters.refines(plan.document, art, who):
                painting, key = self._refined(painting, key, art, who)
        self._run.drop("paint", "refine")
        self._run.methods += filter(None, [painting.method])
        return painting, key

    def _by_hand(self, step: StepName, picture: np.ndarray, art: Art) -> tuple[Painting, str]:
        settings = self._settings
        picture = np.array(resize(picture, self._plan.work))
        self._ledger.replace(step, on_ground(picture, settings))
        with self._run.step(step, "Taking what you painted"):
            painting = painters.given(self._plan.document, art, picture)
        how = settings.painter, settings.strength
        return painting, content(step, picture, art.lines, art.colors, how)

    def _first(self, art: Art) -> tuple[Painting, str]:
        """The first picture: painted, by hand, or flat."""
        plan, ledger, settings = self._plan, self._ledger, self._settings
        over = plan.over("paint")
        if over is not None:
            return self._by_hand("paint", over, art)
        if "paint" in settings.off:
            with self._run.step("paint", "Laying flat colors"):
                painting = painters.flat(plan.document, art)
            key = content("flat", art.lines, art.colors, painters.color_options(settings), settings.painter)
        else:
            who = self._runners.painters(settings)
            key = painters.asked(plan.document, art, who)

            def make(report: Progress) -> Painting:
                first = painters.first(plan.document, art, who, report)
                if first.draft is not None and painters.refines(plan.document, art, who):
                    ledger.memory.keep(_draft(key), first.draft)
                return first.painting

            painting = ledger.take("paint", "Painting", key, make, keep=not plan.preview)
        ledger.show("paint", on_ground(painting.picture, settings))
        return painting, key

    def _refined(self, painting: Painting, key: str, art: Art, who: Painters) -> tuple[Painting, str]:
        document = self._plan.document
        self.so_far = on_ground(painting.picture, self._settings)
        self._run.tell("paint", "Painted", picture=self.so_far)
        by_hand = self._plan.over("paint") is not None
        # Behind a person's picture lies the painter's own one, of which the rest is refined.
        asked = painters.asked(document, art, who) if by_hand else key
        memory = self._ledger.memory

        settings = self._settings
        how = settings.refine, settings.ink, identity(who.runner, "pirec")
        usual = content("refine", asked, how)

        def refined(report: Progress) -> tuple[Painting, Painting]:
            """What the painter makes first, and last."""
            first, draft = memory.recall(asked), memory.recall(_draft(asked))
            last = memory.recall(usual) if by_hand else None
            if first is None or (draft is None and last is None):
                again = painters.first(document, art, who)
                first, draft = again.painting, again.draft
            if last is None:
                assert draft is not None
                last = painters.refined(document, art, draft, who, report)
            return first, last

        def make(report: Progress) -> Painting:
            first, last = refined(report)
            return refined_by_hand(document, art, painting, first, last) if by_hand else last

        name = content("refine by hand", key, usual) if by_hand else usual
        painting = self._ledger.take("refine", "Refining", name, make)
        self._ledger.show("refine", on_ground(painting.picture, self._settings))
        return painting, name

    def _in_layers(self, painting: Painting, art: Art, key: str) -> tuple[Result, Art, str]:
        """The painted result at working size, and its drawing with the parts of it."""
        plan, settings = self._plan, self._settings

        def make(report: Progress) -> _Sorted:
            picture, parts = on_ground(painting.picture, settings), None
            if plan.preview:
                layers = (Layer("picture", to_rgba(picture)),)
            else:
                parts = art.parts
                if parts is None:
                    parts = parts_of(painting.picture, painting.flats, art.lines, seer)
                layers = decompose(picture, painting.flats, art.lines, parts=parts)
            return _sorted(plan.own, layers, parts)

        seer = self._runners.having(SEER)
        key = content("layers", key, settings.transparent, identity(seer, SEER))
        made, _ = self._ledger.remembered("layers", "Sorting into layers", key, make, keep=not plan.preview)
        result = with_sketch(plan.own, made.picture, made.layers)
        self.so_far = result
        self._run.tell("layers", "Painted", picture=result.picture)
        return result, replace(art, parts=made.parts), key

    def _enlarged(self, result: Result, art: Art, key: str) -> Result:
        """The result at another size, and taken into layers anew."""
        plan, settings = self._plan, self._settings
        runner = None if settings.upscaler == "lanczos" else self._runners.runner()

        def make(report: Progress) -> _Sorted:
            # What the painter computed in, the enlarger needs; and what that needs, the layers do.
            self._runners.release()
            self._ledger.memory.make_room(SORTED_BYTES * plan.output.width * plan.output.height)
            flats = composite(flats_of(result.layers), plan.work)
            enlarger = Enlarger(settings, runner)
            picture = enlarger(result.picture, plan.output, portion(report, 0.0, ENLARGED[0]))
            lines = enlarger(art.full_lines, plan.output, portion(report, *ENLARGED))
            self._runners.release()
            if plan.own.extent != plan.work and art.own:
                # The picture was made from a scaled copy: the artist's own lines go over the softer ones.
                ink = next(layer for layer in result.layers if layer.name == "lines").image
                picture = lay_ink(picture, lines, resize(spread(ink), plan.output))
            flats, parts = enlarge_regions(flats, art.parts, plan.output)
            layers = decompose(picture, flats, lines, parts=parts)
            return _sorted(plan.own, layers, None, enlarger.method)

        who = identity(runner, *weights_of(settings.upscaler, settings.denoise))
        how = settings.upscaler, settings.denoise, art.own, plan.work, plan.output, plan.own.extent
        name = content("upscale", key, art.full_lines, how, who)
        made = self._ledger.take("upscale", f"Enlarging to {plan.output}", name, make)
        self._run.methods.append(made.method)
        if plan.own.extent != plan.work:
            self._run.notes.append(
                f"The drawing is large, so it was painted at {plan.work} and enlarged from there."
            )
        self._ledger.show("upscale", made.picture)
        self.so_far = large = with_sketch(plan.own, made.picture, made.layers)
        self._run.tell("upscale", "Enlarged", picture=large.picture)
        return large

    def _with_eyes(self, result: Result) -> Result:
        picture = self._eyes_of(result.picture)
        return replace(recolored(result, picture), plain=result.picture)

    def _eyes_of(self, picture: np.ndarray) -> np.ndarray:
        """A finished picture with its eyes colored."""
        seer, memory = self._runners.having(FINDERS[0]), self._ledger.memory
        document = self._plan.document
        with self._run.step("eyes", "Coloring the eyes"):
            again = "eyes" in self._ledger.again
            made, fresh = eyed(document, picture, None, self._run, seer, Memory(0) if again else memory)
        self._ledger.mark("eyes", "made" if fresh else "kept")
        self._ledger.show("eyes", made)
        return made


def _sorted(
    document: Document, layers: tuple[Layer, ...], parts: np.ndarray | None, method: str = ""
) -> _Sorted:
    """Layers with the picture that they make."""
    picture = composite(layers, canvas_extent(layers))
    if not document.settings.transparent:
        picture = np.ascontiguousarray(picture[..., :3])
    return _Sorted(picture, layers, parts, method)


def _draft(key: str) -> str:
    """Where the network's first picture of a drawing is kept for its next passes."""
    return f"draft {key}"
