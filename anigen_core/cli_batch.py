"""The command `anigen batch`: folders of drawings to pictures and layers, resumed where it was ended."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from anigen_core.cli_options import Choices, takes_choices
from anigen_core.cli_support import Json, interrupt_sets, own_weights, progress_bar, say
from anigen_core.errors import InputError

if TYPE_CHECKING:
    from anigen_core.batch.finishing import Order
    from anigen_core.batch.running import Report, Task

MAX_RETRIES = 20
MAX_WORKERS = 256
CORES = 2
"""Cores of a worker, unless --workers says otherwise."""


@takes_choices
def batch(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Folders, searched to the bottom, or files: .anigen, PNGs with their recipe, or "
            "NAME_lines.png, NAME_colors.png and NAME_pose.json, of which some may be missing."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder of the results, which also remembers them.")],
    psd: Annotated[bool, typer.Option("--psd", help="Layers, too, for Photoshop, Clip Studio.")] = False,
    ora: Annotated[bool, typer.Option("--ora", help="Layers, too, as OpenRaster.")] = False,
    save_document: Annotated[bool, typer.Option("--document", help="The document, too (.anigen).")] = False,
    *,
    choices: Choices,
    workers: Annotated[
        int | None,
        typer.Option(help="Drawings at a time; by default one for two cores, of a cluster one for a CPU."),
    ] = None,
    retries: Annotated[int, typer.Option(help="How often one is tried again whose worker died.")] = 1,
    ray: Annotated[
        str | None,
        typer.Option("--ray", help="Work on the Ray cluster at this address; auto: the one running here."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    as_json: Json = False,
) -> None:
    """Finish many drawings. Run again what was ended, and it goes on: finished ones are known by content."""
    from anigen_core.batch.jobs import find_jobs
    from anigen_core.batch.journal import Journal
    from anigen_core.batch.running import plan, run

    if not 0 <= retries <= MAX_RETRIES or not 1 <= (1 if workers is None else workers) <= MAX_WORKERS:
        raise InputError(f"Give --retries 0 to {MAX_RETRIES} and --workers 1 to {MAX_WORKERS}.")
    also = ((".psd", psd), (".ora", ora), (".anigen", save_document))
    order = _order(choices, (".png", *(suffix for suffix, wanted in also if wanted)))
    jobs = find_jobs(inputs, out)
    with Journal(out, look=dry_run) as journal:
        tasks = plan(jobs, order, journal)
        if dry_run:
            _show_plan(tasks, order, as_json)
            return
        journal.sweep(job.name for job in jobs)
        names = [task.job.name for task in tasks if task.state == "open"]
        stop, before = threading.Event(), len(tasks) - len(names)

        def tell(done: int, name: str) -> None:
            show((done - before) / len(names), f"{done} of {len(tasks)}: {name}")

        crew: Any = _crew(order, workers, ray, len(names)) if names else nullcontext()
        with progress_bar("Finishing", quiet=as_json) as show, interrupt_sets(stop), crew as at_work:
            report = run(tasks, at_work, journal, retries=retries, tell=tell, stop=stop)
    _show_report(report, as_json)


def _order(choices: Choices, suffixes: tuple[str, ...]) -> Order:
    """What is to be done with every drawing.

    Raises:
        InputError: a choice that is wrong for any drawing.
    """
    from anigen_core.batch.finishing import Order
    from anigen_core.options import check

    files, own = own_weights(choices["weights"])
    choices = {**choices, "weights": own if choices["weights"] else None}
    check(choices)
    return Order(choices, suffixes, tuple(str(path.resolve()) for path in files))


def _crew(order: Order, workers: int | None, ray: str | None, count: int) -> Any:
    """Who works on `count` drawings, as a context."""
    if ray is not None:
        from anigen_core.batch.on_ray import OnRay

        return OnRay(order, ray, workers)
    from anigen_core.batch.processes import Processes, cores

    return Processes(order, min(workers or max(1, cores() // CORES), count))


def _show_plan(tasks: list[Task], order: Order, as_json: bool) -> None:
    """What would be done, and what is wrong with drawings that cannot be."""
    from anigen_core.batch.finishing import read_sources
    from anigen_core.batch.running import TAKEN

    told: list[dict[str, Any]] = []
    for task in tasks:
        error = TAKEN if task.state == "taken" else ""
        if task.state == "open":
            try:
                read_sources(task.job.read(), order.choices)
            except InputError as refused:
                error = str(refused)
        files = [task.job.name + suffix for suffix in order.suffixes]
        state = "failed" if error else {"done": "done", "open": "to do"}[task.state]
        told.append({"name": task.job.name, "state": state, "files": files, "error": error})
    count = {state: sum(one["state"] == state for one in told) for state in ("to do", "done", "failed")}
    words = [f"{one['state']:7} {', '.join(one['files'])} {one['error']}".rstrip() for one in told]
    total = f"{count['to do']} to do, {count['done']} done already, {count['failed']} cannot be done."
    say(as_json, {"drawings": told, **count}, [*words, total])
    if count["failed"]:
        raise typer.Exit(1)


def _show_report(report: Report, as_json: bool) -> None:
    """The outcome, failures last; exit status 1 where there are any, 130 where it was stopped."""
    said = {
        "made": [
            {"name": name, "files": [str(path) for path in files], "notes": [*notes], "engine": engine}
            for name, files, notes, engine in report.made
        ],
        "done": report.done,
        "failed": [{"name": name, "error": error} for name, error in report.failed],
        "left": report.left,
        "seconds": round(report.seconds, 3),
    }
    total = f"{len(report.made)} made in {report.seconds:.1f} s, {len(report.done)} done before"
    words = [f"{total}, {len(report.failed)} failed."]
    if report.left:
        words.append(f"Stopped with {len(report.left)} left; the same command goes on.")
    words += [f"{name}: {error}" for name, error in report.failed]
    say(as_json, said, words)
    if report.left or report.failed:
        raise typer.Exit(130 if report.left else 1)
