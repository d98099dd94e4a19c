"""Teach a shipped network one character, or one style, of your own.

    python -m train.adapt --avatar rin.vrm --model pirec --minutes 20 --out rin.pirec.safetensors
    python -m train.adapt --drawings my_drawings --model colorize --minutes 20 --out rin.colorize.safetensors

It begins with the weights that are shipped. Half of every batch are pictures of the avatar in poses by
chance, or the drawings of the folder (at least four of one character, best whole figures on transparent
ground); the other half are the factory's characters, so that nothing is forgotten. The budget is that of the
learning; before it one to five minutes go into drawing the pictures, which are kept.

Ctrl+C, or SIGTERM, is a pause: the weights so far are written, the state is kept in OUT.run beside them, and
the same command goes on. OUT.run/progress.json says at any time how far it is, for pages that show it.

The file is what `anigen draw --weights FILE` and the studio take; put it into the folder that
`anigen_core.adapted.own_folder()` names, and the studio lists it under its name.

--style: the drawings show several characters of one style. --delta: write a change of low rank, at most 2
MiB, which goes with these shipped weights alone. On one core of a CPU 10 minutes are some 300 steps of
PI-REC: enough for colors and shading, not for the pattern of a dress.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from anigen_core.adapted import ENDING, write_adapted
from anigen_core.errors import InputError
from anigen_core.weights import WeightCard, load_card, load_weights, weights_folder
from train.adapt_material import Material, of_avatar, of_drawings, source_of
from train.adapt_recipes import Progress, adapting, options_for
from train.engine import Run
from train.options import describe, parse
from train.pictures import Pictures
from train.schedule import Budget

LICENSE = "LicenseRef-own"
log = logging.getLogger("train")


@dataclass(frozen=True)
class Options:
    """The words are the help."""

    out: Annotated[Path, "the file of weights to write (.safetensors); a run beside it goes on"]
    avatar: Annotated[Path | None, "a VRM, GLB or PMX file, or"] = None
    drawings: Annotated[Path | None, "a folder of drawings of one character"] = None
    model: Annotated[Literal["pirec", "psgan", "colorize", "repose"], "which network learns"] = "pirec"
    minutes: Annotated[float | None, "how long it learns, or (20 where neither is given)"] = None
    steps: Annotated[int | None, "how many steps"] = None
    style: Annotated[bool, "the drawings share a style, not a character"] = False
    delta: Annotated[bool, "write the change alone, at low rank, at most 2 MiB"] = False
    share: Annotated[float, "of each batch that is own; the rest are the factory's characters"] = 0.5
    shots: Annotated[int, "pictures that are drawn of an avatar"] = 160
    pictures: Annotated[int, "of the factory's, drawn for this or found in the store"] = 256
    each: Annotated[int, "pictures of each of the factory's characters"] = 4
    store: Annotated[Path | None, "where the factory's pictures are kept (default runs/pictures)"] = None
    workers: Annotated[int, "processes that draw the factory's pictures"] = 1
    device: Annotated[Literal["auto", "cpu", "cuda"], "where to train"] = "auto"
    rate: Annotated[float | None, "the highest learning rate, where the usual one is not wanted"] = None
    batch: Annotated[int | None, "pictures a step, where the usual number is not wanted"] = None
    seed: Annotated[int, "another seed, another run"] = 0
    tall: Annotated[int, "height of the pictures; 768 where there is a GPU"] = 384
    shipped: Annotated[Path | None, "folder of the weights to begin with (default the program's)"] = None


def adapt(options: Options, *, clock: Callable[[], float] = time.monotonic) -> Path:
    """Adapt a network as the options say, or go on with it; returns the file that was written.

    Raises:
        InputError: what is given cannot be learned from; one plain sentence says why.
    """
    _check(options)
    folder = options.out.with_suffix(".run")
    minutes = options.minutes if options.minutes or options.steps else 20.0
    progress = Progress(folder / "progress.json", minutes)
    try:
        progress.tell("preparing", 0.0, "Looking at what is given.")
        material = _material(options, folder, progress)
        kind, settings = adapting(options.model, material, progress.watch, options.shipped)
        given = options_for(
            settings,
            options.model,
            folder,
            material,
            (options.shipped or weights_folder()) / f"{options.model}.safetensors",
            minutes=minutes,
            steps=options.steps,
            device=options.device,
            share=options.share,
            pictures=options.pictures,
            each=options.each,
            workers=options.workers,
            store=options.store,
            rate=options.rate,
            batch=options.batch,
            seed=options.seed,
        )
        if options.share < 1:
            _draw(options, material, progress)
        progress.tell("learning", 0.0, _estimate(len(material), minutes, options.steps))
        run = Run(kind, given, Budget(options.steps, minutes), clock)
        run.go()
        seconds = run.watch.seconds()
        done = run.budget.done(run.step, seconds)
        _write(options, material, folder, run.step, seconds)
        fraction = run.budget.progress(run.step, seconds)
        words = f"Learned in {run.step} steps." if done else "Paused; the same command goes on."
        progress.tell("done" if done else "paused", fraction, words, steps=run.step, file=str(options.out))
    except InputError as error:
        progress.tell("failed", 0.0, str(error))
        raise
    except Exception as error:
        progress.tell("failed", 0.0, f"Something went wrong: {type(error).__name__}; the log says what.")
        raise
    return options.out


def _check(options: Options) -> None:
    if (options.avatar is None) == (options.drawings is None):
        raise InputError("Say what to learn: give --avatar FILE or --drawings FOLDER.")
    if options.minutes is not None and options.steps is not None:
        raise InputError("Give a budget: either --minutes M or --steps N.")
    for name in ("minutes", "steps", "shots", "pictures", "each", "workers", "rate", "batch"):
        value = getattr(options, name)
        if value is not None and not value > 0:
            raise InputError(f"The option --{name} must be above 0.")
    if not 0 < options.share <= 1:
        raise InputError("The option --share must be above 0, and at most 1.")
    if options.out.suffix != ENDING or not options.out.resolve().parent.is_dir():
        raise InputError(f"'{options.out}' should end in {ENDING}, in a folder that exists.")


def _material(options: Options, folder: Path, progress: Progress) -> Material:
    """The own pictures: those of the run that goes on, or drawn now."""
    source = options.avatar or options.drawings
    assert source is not None
    of = f"{source_of(source)} {options.tall} {options.shots} {options.style}"
    kept = folder / f"own-{hashlib.sha256(of.encode()).hexdigest()[:12]}.npz"
    if kept.is_file():
        return Material.load(kept)
    size = (options.tall * 2 // 3, options.tall)
    words = "Drawing the avatar." if options.avatar else "Looking at the drawings."

    def say(fraction: float) -> None:
        progress.tell("preparing", fraction, words)

    if options.avatar is not None:
        material = of_avatar(options.avatar, size, options.shots, say=say)
    else:
        material = of_drawings(source, size, style=options.style, say=say)
    material.save(kept)
    return material


def _draw(options: Options, material: Material, progress: Progress) -> None:
    """Have the factory's pictures drawn, where they are not: their time is not that of the learning."""
    with Pictures(
        "train",
        material.size,
        tuple(material.passes),
        count=options.pictures,
        each=options.each,
        workers=options.workers,
        folder=options.store,
    ) as theirs:
        while theirs.ready < theirs.count:
            theirs.need(min(theirs.ready + 16, theirs.count))
            progress.tell("preparing", theirs.ready / theirs.count, "Drawing other characters.")


def _estimate(count: int, minutes: float | None, steps: int | None) -> str:
    """What will happen, in words."""
    if minutes is None:
        return f"Learning from {count} pictures in {steps} steps."
    return f"Learning from {count} pictures for {minutes:g} minutes."


def _write(options: Options, material: Material, folder: Path, steps: int, seconds: float) -> None:
    """One file out of the run folder's pair."""
    from safetensors.numpy import load

    shipped = load_card(options.model, options.shipped)
    state = load((folder / f"{options.model}.safetensors").read_bytes())
    what = "pictures of the avatar" if options.avatar else "drawings of"
    card = WeightCard(
        name=options.model,
        architecture=shipped.architecture,
        sha256="0" * 64,
        license=LICENSE,
        source="adapted from shipped weights by train/adapt.py",
        credit="whoever made what was learned from",
        data=f"{what} {material.name}; beside them characters drawn by train/factory",
        recipe=(
            f"python -m train.adapt --model {options.model}: {steps} steps in {seconds / 60:.1f} minutes, "
            f"{options.share:.0%} of each batch own, from {len(material)} pictures; averaged weights"
        ),
        dtype="float16",
        params=sum(array.size for array in state.values()),
        scale=shipped.scale,
        low=shipped.low,
        date=datetime.now(UTC).date().isoformat(),
        metrics={"steps": steps, "seconds": round(seconds, 1)},
        config=shipped.config,
        labels=shipped.labels,
        adapted_from=shipped.sha256,
    )
    if options.delta:
        from train.adapt_delta import of_low_rank

        state = of_low_rank(load_weights(options.model, options.shipped), state)
        card = replace(card, recipe=f"{card.recipe}; the change alone, at low rank")
    write_adapted(options.out, state, card)
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    log.info("Written: %s (%.1f MiB, %s).", options.out, options.out.stat().st_size / 2**20, digest[:12])


def main(words: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    if not words or "--help" in words or "-h" in words:
        print(f"python -m train.adapt [options]\n\n{describe(Options)}")
        return 0
    try:
        print(adapt(parse(Options, words)))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
