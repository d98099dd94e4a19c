"""The page's own bits of HTML: header, empty state, progress and notes. Text from outside is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, get_args

from anigen_core.imaging import Extent
from anigen_core.settings import Painter

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Settings
    from anigen_core.pipeline import Result

STEPS = {
    "candidates": "Candidates",
    "ranking": "Ranking",
    "references": "Pictures",
    "body": "Body",
    "lines": "Lines",
    "repose": "Pose",
    "sheet": "Sheet",
    "paint": "Paint",
    "refine": "Refine",
    "layers": "Layers",
    "upscale": "Enlarge",
    "eyes": "Eyes",
    "files": "Files",
}
"""The pipeline's steps in order, in the artist's words; the last one is the page's own."""

LOGO = """
<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/>
<path d="M8 24C10 14 13 8 16 8s6 6 8 16"/><path class="blush" d="M11.5 19c3 1.6 6 1.6 9 0"/></svg>"""


def header(words: Mapping[str, str]) -> str:
    """The name of the program and the switch between light and dark."""
    theme = escape(words["theme"])
    return f"""
<div class="masthead">{LOGO}
  <div><h1>AniGen Studio</h1><p>{escape(words["tagline"])}</p></div>
  <button type="button" class="theme-switch" aria-label="{theme}" title="{theme}">
  <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.2"/>
  <path d="M12 3.8a8.2 8.2 0 0 1 0 16.4z"/></svg></button>
</div>"""


VIEWS = ("begin", "live", "sheet", "result")


def view_switch(words: Mapping[str, str]) -> str:
    """The buttons that choose what the place for pictures shows; `static/studio.js` listens to them."""
    names = (words["show_examples"], words["show_live"], words["show_sheet"], words["show_result"])
    buttons = "".join(
        f'<button type="button" data-show="{view}" aria-pressed="false">{escape(name)}</button>'
        for view, name in zip(VIEWS, names, strict=True)
    )
    return f'<div class="views" role="group" aria-label="{escape(words["shown"])}">{buttons}</div>'


def invitation(words: Mapping[str, str]) -> str:
    """What stands over the drawings to begin with. The texts may hold <b>; they are ours."""
    answers = "".join(
        f'<button type="button" data-tour="{answer}">{words[f"tour_{answer}"]}</button>'
        for answer in ("start", "refuse")
    )
    offer = f'<p class="tour-offer">{words["tour_offer"]} {answers}</p>'
    return f'<div class="invite"><h2>{words["invite"]}</h2><p>{words["invite_steps"]}</p>{offer}</div>'


def nothing_yet(words: Mapping[str, str]) -> str:
    """What stands in the place of a result before there is one."""
    return f'<div class="invite"><p>{words["no_result"]}</p></div>'


def lines_invitation(words: Mapping[str, str]) -> str:
    """What stands where the lines of a picture will be."""
    return f'<div class="invite tall"><h2>{words["lines_invite"]}</h2><p>{words["lines_steps"]}</p></div>'


def painter_now(words: Mapping[str, str]) -> str:
    """Which painter will paint: all of them, of which the stylesheet shows the one that is chosen."""
    names = "".join(
        f'<b data-painter="{painter}">{escape(words[painter])}</b>' for painter in get_args(Painter)
    )
    return f'<p class="painter-now">{escape(words["painter_now"])} {names}</p>'


def section(title: str) -> str:
    """The heading of a part of the form."""
    return f'<div class="section"><h2>{escape(title)}</h2></div>'


def planned_steps(settings: Settings, has_pose: bool) -> list[str]:
    """The steps that a run with these settings goes through, for the row of step names."""
    skipped = {"candidates", "ranking", "references", "repose", "sheet"}  # of other runs
    if not has_pose or not settings.mix:
        skipped |= {"body", "lines"}
    if settings.painter != "pirec" or not settings.refine:
        skipped.add("refine")
    if settings.upscale == 1:
        skipped.add("upscale")
    if not settings.eyes:
        skipped.add("eyes")
    skipped |= set(settings.off)
    return [step for step in STEPS if step not in skipped]


def progress(
    message: str, fraction: float, steps: Sequence[str], current: str, left: float | None = None
) -> str:
    """The progress panel: words, a bar, and the steps with the current one marked. left: seconds to the end,
    None while nobody knows."""
    steps = (
        [*steps]
        if current in steps or current not in STEPS
        else sorted({*steps, current}, key=[*STEPS].index)
    )
    position = steps.index(current) if current in steps else -1
    states = ["done" if i < position else "now" if i == position else "later" for i in range(len(steps))]
    items = "".join(
        f'<li class="{state}">{STEPS[step]}</li>' for step, state in zip(steps, states, strict=True)
    )
    percent = round(100 * fraction)
    return (
        f'<div class="progress"><div class="line"><span role="status">{escape(message)}</span>'
        f"<b>{_time_left(left)}{percent}%</b></div>"
        f'<div class="bar" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}"><i style="width:{percent}%"></i></div><ol>{items}</ol></div>'
    )


def _time_left(seconds: float | None) -> str:
    """Whole seconds, so that the figure does not flicker; nothing for the last one."""
    if seconds is None or seconds < 1:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f'<span class="left">about {f"{minutes} min " if minutes else ""}{rest} s left</span> '


def message(kind: str, text: str) -> str:
    """A line in place of the progress: kind "error" or "stopped"."""
    return f'<div class="told {kind}" role="{"alert" if kind == "error" else "status"}">{escape(text)}</div>'


def preview_words(result: Result, seconds: float) -> str:
    """Below a preview: what it is, so that nobody takes it for the finished picture."""
    return f"{Extent.of(result.picture)}, made in {1000 * seconds:.0f} ms"


def varies(result: Result) -> Settings | None:
    """The settings of a result whose painter can make other pictures of the same drawing, else None."""
    varied = "by PI-REC" in result.engine or "colored by" in result.engine.lower()
    return result.document.settings if varied else None


def took(result: Result) -> str:
    return _seconds(sum(result.seconds.values()))


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 0.95 else f"{seconds:.2f} s"


def notes(result: Result) -> str:
    """Which variation this is, what made it, how long that took, and what the user should know."""
    width, height = Extent.of(result.picture)
    items = "".join(f"<li>{escape(note)}</li>" for note in result.notes)
    details = ", ".join(
        f"{STEPS.get(step, step).lower()} {spent:.1f} s" for step, spent in result.seconds.items()
    )
    name = f"<p><b>{escape(which(result))}</b></p>" if varies(result) else ""
    return (
        f'<div class="notes">{name}<p>{escape(result.engine)}. It took '
        f'<b title="{escape(details)}">{took(result)}</b>.</p>'
        f'<p class="facts">{width} x {height} pixels, {len(result.layers)} layers</p>'
        f"{f'<ul>{items}</ul>' if items else ''}</div>"
    )


def which(result: Result) -> str:
    """The name of a result among others of the same drawing."""
    seed = result.document.settings.seed
    if not varies(result):
        return "Result"
    return f"Variation {seed} (seed {seed})" if seed else "First result (seed 0)"


def lines_notes(lines: np.ndarray, words: str, seconds: float) -> str:
    """What found the lines, and how long it took."""
    width, height = Extent.of(lines)
    return (
        f'<div class="notes"><p>{escape(words)}. It took <b>{_seconds(seconds)}</b>.</p>'
        f'<p class="facts">{width} x {height} pixels</p></div>'
    )


def plain_notes(result: Result, extra: Sequence[str]) -> str:
    """The same as text, for the API: one sentence a line."""
    return "\n".join([*extra, *result.notes, f"{result.engine}.", f"It took {took(result)}."])
