"""The panel in which the studio's networks learn one's own character; only seen at the machine itself."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.ui import adapting, panels
from anigen_core.ui.adapting import AVATARS, DONE, PAUSED, PICTURES, RUNNING, Lesson, Status, Teacher
from anigen_core.ui.guard import PRIVATE, is_local, one_sentence
from anigen_core.ui.results import own_html
from anigen_core.ui.texts import say

if TYPE_CHECKING:
    from anigen_core.ui.inputs import Inputs

NOT_HERE = "Networks learn only at the machine itself; open the studio there, at its own address 127.0.0.1."
TICK = 1.5
"""Seconds between two looks at a run."""

SUGGESTED = 20
"""Minutes."""

Made = dict[Any, Any]


class AdaptPanel:
    """Built inside a `gr.Blocks`; `wire` connects it."""

    def __init__(self, teacher: Teacher) -> None:
        self.teacher = teacher
        fold = gr.Accordion(say("teach"), open=False, visible=False, elem_classes=["settings", "teach"])
        with fold as self.fold:
            self.files = gr.File(
                label=say("teach_files"),
                file_count="multiple",
                file_types=[*PICTURES, *AVATARS],
                type="filepath",
                height=110,
            )
            with gr.Row():
                self.name = gr.Textbox("", label=say("teach_name"), max_length=40, min_width=120)
                self.model = gr.Dropdown(adapting.models(), label=say("teach_model"), min_width=110)
            self.minutes = gr.Slider(
                *adapting.MINUTES,
                SUGGESTED,
                step=1,
                label=say("teach_minutes"),
                info=say("teach_minutes_info"),  # type: ignore[arg-type]
                elem_classes=["brief"],
            )
            self.told = own_html("", "teach-told")
            with gr.Row():
                self.start = gr.Button(say("teach_start"), size="sm", variant="primary", min_width=80)
                self.pause = gr.Button(say("teach_pause"), size="sm", min_width=80, visible=False)
                self.resume = gr.Button(say("teach_resume"), size="sm", min_width=80, visible=False)
        self.timer = gr.Timer(TICK, active=False)
        self.seen = gr.State("")  # of which lesson what was told last: the buttons are changed once for each

    def wire(self, page: gr.Blocks, inputs: Inputs) -> None:
        """Connect it; the choice of weights is renewed when there are new ones."""
        weights = inputs["weights"]
        shown = [self.told, self.start, self.pause, self.resume, self.timer, self.seen, weights]

        def arrive(request: gr.Request) -> Made:
            if not is_local(request) or not adapting.can_teach():
                return {self.fold: gr.update(visible=False)}
            return {self.fold: gr.update(visible=True)} | self._shown("")

        def look(seen: str, chosen: str | None, request: gr.Request) -> Made:
            if not is_local(request):
                return {self.timer: gr.Timer(active=False)}
            made = self._shown(seen)
            if made[self.seen] != seen and not made[self.seen].startswith(RUNNING):
                made[weights] = inputs.weights(chosen)
            return made

        def begin(files: Any, name: Any, model: Any, minutes: Any, request: gr.Request) -> Made:
            def work() -> None:
                paths = [Path(file) for file in files or []]
                avatar = any(path.suffix.lower() in AVATARS for path in paths)
                kind = "avatar" if avatar else "drawings"
                self.teacher.start(Lesson((name or "").strip(), model or "", int(minutes or 0), kind), paths)

            return self._tried(work, request)

        def go_on(minutes: Any, request: gr.Request) -> Made:
            def work() -> None:
                status = self.teacher.status()
                if status is None:
                    raise InputError("There is no lesson to go on with; start one.")
                self.teacher.resume(f"{status.lesson.name}.{status.lesson.model}", int(minutes or 0))

            return self._tried(work, request)

        def stop(request: gr.Request) -> Made:
            return self._tried(self.teacher.pause, request)

        page.load(arrive, None, [self.fold, *shown], **PRIVATE)
        given = [self.files, self.name, self.model, self.minutes]
        self.start.click(begin, given, shown, **PRIVATE)
        self.resume.click(go_on, self.minutes, shown, **PRIVATE)
        self.pause.click(stop, None, shown, **PRIVATE)
        self.timer.tick(look, [self.seen, weights], shown, queue=False, **PRIVATE)

    def _tried(self, work: Callable[[], None], request: gr.Request) -> Made:
        """What is seen after `work`, or with the sentence that says why it could not be done."""
        if not is_local(request):
            return {self.told: panels.message("error", NOT_HERE)}
        try:
            with one_sentence():
                work()
        except InputError as error:
            made = self._shown("")
            return made | {self.told: panels.message("error", str(error)) + made[self.told]}
        return self._shown("")

    def _shown(self, seen: str) -> Made:
        """Updates that show the lesson; of the buttons only where it is not as it was `seen`."""
        status = self.teacher.status()
        if status is None:
            return {self.told: "", self.seen: ""}
        lesson, running = status.lesson, status.state == RUNNING
        made: Made = {self.told: _told(status), self.seen: f"{status.state} {lesson.name}.{lesson.model}"}
        if made[self.seen] != seen:
            made |= {
                self.start: gr.update(interactive=not running),
                self.pause: gr.update(visible=running),
                self.resume: gr.update(visible=status.state in (PAUSED, DONE)),
                self.timer: gr.Timer(active=running),
            }
        return made


def _told(status: Status) -> str:
    """Name, share and time left, a bar, and what is being done."""
    lesson, percent = status.lesson, round(100 * status.fraction)
    name = escape(f"{lesson.name} ({lesson.model})")
    if status.state == adapting.FAILED:
        return panels.message("error", f"{lesson.name} ({lesson.model}): {status.words}")
    left = "" if status.seconds_left is None else f", {_minutes(status.seconds_left)} left"
    share = "preparing" if status.preparing else f"{percent}%{left}"
    if status.state != RUNNING:
        share = "done" if status.state == DONE else f"paused at {percent}%"
    return (
        f'<div class="progress"><div class="line"><b>{name}</b><span role="status">{share}</span></div>'
        f'<div class="bar" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}"><i style="width:{percent}%"></i></div>'
        f"<p>{escape(status.words)}</p></div>"
    )


def _minutes(seconds: int) -> str:
    minutes = max(1, round(seconds / 60))
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
