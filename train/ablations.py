"""What PI-REC's training owes to its parts: the same short run with one part left out at a time.

    python -m train.ablations --avatars FOLDER --steps 600 --out runs/ablations
    python -m train.evaluate ablations --peer runs/ablations --avatars FOLDER --count 24 --out DIR

Forms       `whole`; `no_hands` (lines and blocks are the picture's own, strokes_levels.TRACED); `no_critic`
            (no adversarial loss); `avatars_only` (the avatars of a folder, no factory characters). Besides
            the networks that PI-REC is measured against: `original`, the paper's generator, and `pix2pix`.
Budget      All take the same number of steps, batch, rate, seed and number of pictures, so that the load of
            the machine decides nothing. A step without the critic is cheaper: each form's CPU seconds are in
            ablations.json beside its steps.
Size        Pictures of 128x192: views of 64x96, from 60 % on the whole pictures.
Going on    The same command goes on where it was stopped; forms that are done are left alone.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from anigen_core.errors import InputError
from train import loop, pirec
from train.options import describe, parse
from train.runs import write_safely

FORMS = ("whole", "no_hands", "no_critic", "avatars_only", "original", "pix2pix")
TOLD = "ablations.json"
"""Written beside the forms' folders: form to its steps, CPU seconds and seconds."""

_log = logging.getLogger("train")


@dataclass(frozen=True)
class Options:
    """The words are the help."""

    avatars: Annotated[Path, "a folder of VRM, GLB and PMX files, for the form without the factory"]
    out: Annotated[Path, "a folder; every form becomes a run folder in it"] = Path("runs/ablations")
    steps: Annotated[int, "of each form"] = 600
    tall: Annotated[int, "height of the pictures, two thirds as wide"] = 192
    batch: Annotated[int, "pictures a step at half size"] = 8
    rate: Annotated[float, "the highest learning rate"] = 5e-4
    pictures: Annotated[int, "pictures drawn for each of the two sources"] = 768
    each: Annotated[int, "pictures of each character"] = 4
    checks: Annotated[int, "validation pictures"] = 16
    store: Annotated[Path | None, "where drawn pictures are kept (default runs/pictures)"] = None
    widths: Annotated[str, "channels by level, for trials; empty: as shipped"] = ""


def options_of(form: str, options: Options) -> pirec.Options:
    """The options of the training script for one of `FORMS`."""
    changed: dict[str, Any] = {
        "whole": {},
        "no_hands": {"hands": False},
        "no_critic": {"critic_from": 1.0},
        "avatars_only": {"avatars": options.avatars},
        "original": {"model": "original"},
        "pix2pix": {"model": "pix2pix"},
    }[form]
    return pirec.Options(
        out=options.out / form,
        steps=options.steps,
        tall=options.tall,
        batch=options.batch,
        rate=options.rate,
        pictures=options.pictures,
        each=options.each,
        checks=options.checks,
        store=options.store,
        widths=options.widths,
        # A short run's average must not hold its first steps.
        ema=0.99,
        fresh=4.0,
        device="cpu",
        save_every=50,
        sample_every=max(1, options.steps),
        tensorboard=False,
        **changed,
    )


def run(options: Options) -> dict[str, dict[str, float]]:
    """Train every form that is not done yet; returns what `TOLD` holds.

    Raises:
        InputError: no avatars, or options that make no sense.
    """
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / TOLD
    told: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    for form in FORMS:
        if told.get(form, {}).get("steps") == options.steps:
            continue
        _log.info("%s:", form)
        wall, cpu = time.monotonic(), time.process_time()
        loop.run(pirec.Recipe, options_of(form, options))
        told[form] = {
            "steps": options.steps,
            "cpu_seconds": round(time.process_time() - cpu, 1),
            "seconds": round(time.monotonic() - wall, 1),
        }
        written = json.dumps(told, indent=1).encode() + b"\n"
        write_safely(path, lambda file, data=written: file.write(data))
    return told


def main(words: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    if "--help" in words or "-h" in words:
        print(f"python -m train.ablations --avatars FOLDER [options]\n\n{describe(Options)}")
        return 0
    try:
        run(parse(Options, words))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
