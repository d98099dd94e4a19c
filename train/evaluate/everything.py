"""Every task, one report: `python -m train.evaluate all --out report/`.

    ... --only tags,parse       # some tasks
    ... --quick                 # the fewest pictures each: minutes, to see that all works
    ... --avatars FOLDER --drawings FOLDER      # people's, too, wherever a task can use them
    ... --ablations runs/ablations              # measured, not recorded
    ... --peers runs/peers                      # the paper's forms and pix2pix, measured

Writes report.html (one file, pictures inside), report.md, and a folder for each task with its metrics.json
and grids. A task that is measured already, with the same options and weights, is not measured again; one
that fails is told in the report and tried again by the next call. Exit code 1 where any failed.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from anigen_core.errors import InputError
from anigen_core.weights import list_weights, load_card
from train.options import describe, parse
from train.runs import write_safely

from .document import Section, write
from .options import Options
from .plan import PLANS, Place

_log = logging.getLogger(__name__)
Measure = Callable[[str, Options], str]
"""A task and its options to its table, as `run` of this package's command."""

PEERED = ("reconstruct", "colorize")


@dataclass(frozen=True)
class AllOptions:
    """The words are the help."""

    out: Annotated[Path, "folder for the report"]
    only: Annotated[str, "tasks, with commas between; empty: all"] = ""
    quick: Annotated[bool, "the fewest pictures of each task"] = False
    avatars: Annotated[Path | None, "a folder of VRM, GLB and PMX files, measured on too"] = None
    drawings: Annotated[Path | None, "a folder of drawings, looked at too"] = None
    peers: Annotated[Path | None, "runs of pix2pix and of the papers' forms"] = None
    ablations: Annotated[Path | None, "runs of train.ablations"] = None
    engine: Annotated[Literal["auto", "torch", "openvino"], "what runs the networks"] = "auto"
    workers: Annotated[int, "processes that draw characters"] = 2


def tasks_of(options: AllOptions) -> list[str]:
    """The tasks that are asked for.

    Raises:
        InputError: one of them is unknown.
    """
    wanted = [word.strip() for word in options.only.split(",") if word.strip()]
    unknown = [word for word in wanted if word not in PLANS]
    if unknown:
        raise InputError(f"There is no task {unknown[0]!r} in the report; it has {', '.join(PLANS)}.")
    return [name for name in PLANS if not wanted or name in wanted]


def asked(options: AllOptions) -> Iterator[tuple[str, Place, Options]]:
    """Every task on every kind of pictures, and its own options."""
    for task in tasks_of(options):
        plan = PLANS[task]
        for place in plan.places():
            folder = {"characters": None, "avatars": options.avatars, "drawings": options.drawings}[place]
            if place != "characters" and folder is None:
                continue
            many = plan.avatars if place == "avatars" else plan.count
            peer = options.ablations if task == "ablations" else None
            yield (
                task,
                place,
                Options(
                    out=options.out / (task if place == "characters" else f"{task}_{place}"),
                    count=plan.quick if options.quick else many,
                    avatars=folder if place == "avatars" else None,
                    drawings=folder if place == "drawings" else None,
                    peer=options.peers if task in PEERED else peer,
                    engine=options.engine,
                    workers=options.workers,
                    **plan.more,
                ),
            )


def make(options: AllOptions, measure: Measure) -> int:
    """Measure what is not measured yet, write the report; returns how many tasks failed.

    Raises:
        InputError: unknown tasks, folders that are not there.
    """
    for folder in (options.avatars, options.drawings, options.peers, options.ablations):
        if folder is not None and not folder.is_dir():
            raise InputError(f"There is no folder {folder}.")
    sections, failed = [], 0
    for task, place, own in asked(options):
        if task == "ablations" and place == "avatars" and own.peer is None:
            continue  # recorded figures are told once
        why = _measured(task, own, measure)
        failed += why is not None
        sections.append(Section.read(task, place, own.out, why))
        write(options.out, sections)  # a report that is stopped holds what was done
    return failed


def _measured(task: str, own: Options, measure: Measure) -> str | None:
    """None where the task's figures are there now, else what went wrong, in one line."""
    path, marked = own.out / "asked.json", _mark(task, own)
    if path.is_file() and path.read_text("utf-8") == marked:
        _log.info("%s is measured already.", own.out.name)
        return None
    _log.info("%s ...", own.out.name)
    path.unlink(missing_ok=True)
    try:
        measure(task, own)
    except InputError as error:
        _log.warning("%s was not measured. %s", own.out.name, error)
        return str(error)
    except Exception as error:  # one broken task must not cost the others
        _log.exception("%s failed.", own.out.name)
        return f"{type(error).__name__}: {error}"
    write_safely(path, lambda file: file.write(marked.encode()))
    return None


def _mark(task: str, own: Options) -> str:
    """What decides a task's figures, as JSON: its options, its weights, the files of a folder of peers."""
    there = list_weights()
    told: dict[str, Any] = {name: str(value) for name, value in vars(own).items() if name != "workers"}
    del told["out"]
    told["weights used"] = {n: load_card(n).sha256 for n in PLANS[task].weights if n in there}
    if own.peer is not None:
        cards = sorted(own.peer.rglob("*.json"))
        told["peers used"] = {str(p.relative_to(own.peer)): p.stat().st_mtime for p in cards}
    return json.dumps(told, indent=1) + "\n"


def main(words: Sequence[str], measure: Measure) -> int:
    """The command after `all`; returns its exit code."""
    if "--help" in words or "-h" in words:
        print(f"python -m train.evaluate all --out DIR [options]\n\n{describe(AllOptions)}")
        return 0
    options = parse(AllOptions, words)
    failed = make(options, measure)
    print(f"{options.out / 'report.html'}, {options.out / 'report.md'}: {failed} tasks failed.")
    if failed:
        print("What failed is told in the report; the same command tries it again.", file=sys.stderr)
    return 1 if failed else 0
