"""The page's own bits of HTML: header, empty state, progress and notes. Text from outside is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from anigen_core.imaging import Extent

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Settings
    from anigen_core.pipeline import Result

STEPS = {
    "body": "Body",
    "reconstruct": "Paint",
    "layers": "Layers",
    "upscale": "Enlarge",
    "eyes": "Eyes",
    "files": "Files",
}
"""The pipeline's steps in order, in the artist's words; the last one is the page's own."""

LOGO = """
<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/>
<path d="M8 24C10 14 13 8 16 8s6 6 8 16"/><path class="blush" d="M11.5 19c3 1.6 6 1.6 9 0"/></svg>"""

HEADER = f"""
<div class="masthead">{LOGO}
  <div><h1>AniGen Studio</h1>
  <p>Lines, color blocks and a pose become a finished character, in layers.</p></div>
  <button type="button" class="theme-switch" aria-label="Switch between light and dark" title="Light or dark">
  <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.2"/>
  <path d="M12 3.8a8.2 8.2 0 0 1 0 16.4z"/></svg></button>
</div>"""

ILLUSTRATION = """
<svg viewBox="0 0 180 210" aria-hidden="true">
<rect x="8" y="6" width="164" height="198" rx="9" class="sheet"/>
<g class="paint"><path class="hair" d="M90 34c32 0 46 26 44 60-1 26 6 44 12 58-14-4-22-8-28-18H90z"/>
<path class="skin" d="M90 62c14 4 24 4 34-2 4 30-8 56-34 62z"/>
<path class="dress" d="M90 138c20 2 40 14 46 56H90z"/></g>
<g class="ink"><path d="M90 34c-32 0-46 26-44 60 1 26-6 44-12 58 14-4 22-8 28-18"/>
<path d="M90 34c32 0 46 26 44 60-1 26 6 44 12 58-14-4-22-8-28-18"/>
<path d="M57 72c4 32 14 46 33 50 19-4 29-18 33-50-12 0-22-6-28-18-8 12-22 18-38 18z"/>
<path d="M79 119v12c-18 4-32 22-36 62M101 119v12c18 4 32 22 36 62M83 108c5 3 9 3 14 0"/>
<path d="M68 88c3-4 9-4 12 0M100 88c3-4 9-4 12 0M74 90v6M106 90v6"/></g></svg>"""

STEPS_TO_TAKE = """
<ol><li>Put in a <b>line drawing</b>, <b>color blocks</b>, or both, of the same size.</li>
<li>Choose a <b>pose</b>. It fills in whatever you have not drawn.</li>
<li>Press <b>Finish</b>.</li></ol>"""


def invitation(examples: bool) -> str:
    """What stands where the result will be; with examples below it, or a small picture in their place."""
    hint = "Choose only a pose, or split any picture into lines and colors."
    return (
        f'<div class="invite {"short" if examples else ""}">{"" if examples else ILLUSTRATION}'
        f"<h2>Your finished picture appears here</h2>{STEPS_TO_TAKE}<p>No drawing at hand? {hint}"
        f"{' Or begin with one of these:' if examples else ''}</p></div>"
    )


LINES_INVITATION = """
<div class="invite"><h2>The lines appear here</h2>
<ol><li>Drop a <b>picture</b>: a painting, a drawing, or a photograph of a pencil sketch.</li>
<li>Press <b>Take the lines</b>.</li>
<li>Save them as a transparent PNG or as SVG, or use them in the studio.</li></ol></div>"""


def section(number: str, title: str, hint: str = "") -> str:
    """The heading of a part of the form."""
    count = f"<span>{number}</span>" if number else ""
    return f'<div class="section">{count}<h2>{title}</h2><p>{hint}</p></div>'


def planned_steps(settings: Settings, has_pose: bool) -> list[str]:
    """The steps that a run with these settings goes through, for the row of step names."""
    skipped = set()
    if not has_pose or settings.body == "off":
        skipped.add("body")
    if settings.upscale == 1:
        skipped.add("upscale")
    if not settings.eyes:
        skipped.add("eyes")
    return [step for step in STEPS if step not in skipped]


def progress(message: str, fraction: float, steps: Sequence[str], current: str) -> str:
    """The progress panel: words, a bar, and the steps with the current one marked."""
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
        f"<b>{percent}%</b></div>"
        f'<div class="bar" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}"><i style="width:{percent}%"></i></div><ol>{items}</ol></div>'
    )


def message(kind: str, text: str) -> str:
    """A line in place of the progress: kind "error" or "stopped"."""
    return f'<div class="told {kind}" role="{"alert" if kind == "error" else "status"}">{escape(text)}</div>'


NO_PREVIEWS = (
    '<p class="off">Previews are off: twice they took more than a second here. Press Finish instead.</p>'
)


def preview_words(result: Result) -> str:
    """Below a preview. The last sentence is shown only where a finished picture stands below it."""
    width, height = Extent.of(result.picture)
    return (
        f"<p>A small, quick picture of {width} x {height} pixels, made in {took(result)}. "
        "<b>Finish</b> makes the real one."
        '<span class="older"> The finished picture below is from before your last change.</span></p>'
    )


def varies(result: Result) -> bool:
    """Whether its painter can make other pictures of the same drawing."""
    return "by PI-REC" in result.engine


def took(result: Result) -> str:
    return _seconds(sum(result.seconds.values()))


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 0.95 else f"{seconds:.2f} s"


def notes(result: Result, extra: Sequence[str]) -> str:
    """Which variation this is, what made it, how long that took, and what the user should know."""
    width, height = Extent.of(result.picture)
    items = "".join(f"<li>{escape(note)}</li>" for note in (*extra, *result.notes))
    details = ", ".join(
        f"{STEPS.get(step, step).lower()} {spent:.1f} s" for step, spent in result.seconds.items()
    )
    which = f"<p><b>{escape(_which(result.document.settings))}</b></p>" if varies(result) else ""
    return (
        f'<div class="notes">{which}<p>{escape(result.engine)}. It took '
        f'<b title="{escape(details)}">{took(result)}</b>.</p>'
        f'<p class="facts">{width} x {height} pixels, {len(result.layers)} layers</p>'
        f"{f'<ul>{items}</ul>' if items else ''}</div>"
    )


def _which(settings: Settings) -> str:
    return f"Variation {settings.seed} (seed {settings.seed})" if settings.seed else "First result (seed 0)"


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
