"""The left side of the page: every input of a Finish, under the names of `Form`'s fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import gradio as gr

from anigen_core.pose_library import named_poses
from anigen_core.settings import MAX_REFINE, MAX_SEED, Settings
from anigen_core.ui import actions, panels
from anigen_core.ui.components import Picture
from anigen_core.ui.engine import Engine
from anigen_core.ui.form import NO_POSE, Form
from anigen_core.ui.guard import PRIVATE

SOURCES: Any = ["upload", "clipboard"]
DEFAULT_EYE = "#3a7bd5"
DEFAULTS = Settings()
HALF = 180
"""Narrowest width in pixels of a control that shares its row with another one."""


def pose_choices(file: bool = False) -> list[tuple[str, str]]:
    """(label, name) of "none by name", which with a pose file means that file, and of all named poses."""
    return [
        ("Pose from the file" if file else "No pose", NO_POSE),
        *((pose.label, name) for name, pose in named_poses().items()),
    ]


class Inputs:
    """The inputs as gradio components; built inside a `gr.Blocks`."""

    def __init__(self, engine: Engine) -> None:
        self.by_name: dict[str, Any] = {}
        self._drawing()
        self._pose()
        self._painting(engine.has("pirec"))
        self._settings()

    @property
    def all(self) -> list[Any]:
        """In the order of `Form`'s fields, as handlers get them."""
        return [self.by_name[field.name] for field in fields(Form)]

    def __getitem__(self, name: str) -> Any:
        return self.by_name[name]

    def _drawing(self) -> None:
        gr.HTML(panels.section("1", "Your drawing", "Lines, colors, or both"))
        with gr.Row(equal_height=True):
            for name, label, hint in (
                ("lines", "Lines", "Drop the line drawing here"),
                ("colors", "Colors", "Drop the color blocks here"),
            ):
                self.by_name[name] = Picture(
                    label=label,
                    placeholder=hint,
                    sources=SOURCES,
                    height=186,
                    min_width=150,
                    format="png",
                    type="filepath",
                    image_mode=None,
                    buttons=["fullscreen"],
                    elem_classes=["drawing-input"],
                )
        with gr.Row():
            self.open = _file_button("Open a document", ".anigen", ".png")
            self.split = _file_button("Split a picture into lines and colors", "image")

    def _pose(self) -> None:
        gr.HTML(panels.section("2", "Pose", "Fills in what you have not drawn"))
        with gr.Row():
            with gr.Column(scale=3, min_width=190, elem_classes=["pose-controls"]):
                self.by_name["pose"] = gr.Dropdown(
                    pose_choices(), value=NO_POSE, label="Pose", show_label=False, container=False
                )
                self.pose_upload = _file_button("Open a pose file (OpenPose JSON)", ".json")
                self.by_name["pose_file"] = gr.File(
                    label="Pose file", type="binary", visible=False, height=60, elem_classes=["pose-file"]
                )
                self.by_name["mirror"] = gr.Checkbox(False, label="Mirrored", container=False)
            with gr.Column(scale=2, min_width=130):
                self.pose_view = gr.HTML(actions.pose_preview(None), elem_classes=["pose-holder"])

    def _painting(self, trained: bool) -> None:
        add = self.by_name
        gr.HTML(panels.section("3", "Painting", "How your drawing becomes a picture"))
        add["painter"] = gr.Radio(
            [("PI-REC" if trained else "PI-REC (not installed)", "pirec"), ("Segment fill", "fill")],
            value="pirec" if trained else "fill",
            label="Painter",
            show_label=False,
            container=False,
            elem_classes=["painter"],
        )
        with gr.Row(visible=trained) as row:
            add["strength"] = gr.Slider(
                0,
                1,
                DEFAULTS.strength,
                step=0.05,
                label="Strength",
                info="How strictly it follows your drawing",
                min_width=220,
            )
            add["refine"] = gr.Slider(
                0,
                MAX_REFINE,
                DEFAULTS.refine,
                step=1,
                label="Refine",
                info="How often it goes over the picture",
                min_width=220,
            )
        add["painter"].change(
            lambda name: gr.update(visible=name == "pirec"), add["painter"], row, queue=False, **PRIVATE
        )

    def _settings(self) -> None:
        add = self.by_name
        with gr.Accordion("Settings", open=False):
            with gr.Row():
                add["shading"] = gr.Slider(
                    0,
                    1,
                    DEFAULTS.shading,
                    step=0.05,
                    label="Shading",
                    info="Of segment fill and posed body",
                    min_width=HALF,
                )
                add["light"] = _choice(
                    "Light comes from the", "Side of the picture", Left="left", Right="right"
                )
            with gr.Row():
                add["ink"] = _choice("Ink", "Tinted: like the color beside", Tinted="colored", Black="black")
                add["body"] = _choice(
                    "Posed body", "Where you have not drawn", **{"Fill in": "fill", "Off": "off"}
                )
            with gr.Row():
                add["upscale"] = _choice("Enlarge", None, x1=1, x2=2, x4=4)
                add["upscaler"] = gr.Dropdown(
                    [
                        ("Ours, quick", "compact"),
                        ("waifu2x CUNet, slower", "cunet"),
                        ("Lanczos, plain", "lanczos"),
                    ],
                    value=DEFAULTS.upscaler,
                    label="Enlarged by",
                    min_width=HALF,
                )
            add["denoise"] = gr.Radio(
                [("Off", 0), ("Light", 1), ("Strong", 3)], value=0, label="Denoise", visible=False
            )
            with gr.Row(equal_height=True):
                add["transparent"] = gr.Checkbox(False, label="Transparent background", min_width=HALF)
                add["seed"] = gr.Number(
                    DEFAULTS.seed,
                    label="Seed",
                    info="PI-REC: 0 is the likeliest picture",
                    precision=0,
                    minimum=0,
                    maximum=MAX_SEED,
                    min_width=HALF,
                )
            self.eye_switches: dict[str, Any] = {}
            for side, seen in (("left", "right"), ("right", "left")):
                self._eye(side, seen)

    def _eye(self, side: str, seen: str) -> None:
        switch = gr.Checkbox(False, label=f"Recolor her {side} eye ({seen} in the picture)", container=False)
        with gr.Row(visible=False) as row:
            self.by_name[f"{side}_eye"] = gr.ColorPicker(None, label="Color", min_width=120)
            self.by_name[f"{side}_box"] = gr.Textbox(
                "", label="Place: x, y, width, height", placeholder="empty: from the pose", min_width=180
            )
        self.eye_switches[side] = switch
        color = self.by_name[f"{side}_eye"]
        switch.input(
            lambda on: (gr.update(visible=on), DEFAULT_EYE if on else None),
            switch,
            [row, color],
            queue=False,
            **PRIVATE,
        )
        # A restored document sets the color; the switch and the row follow.
        color.change(
            lambda value: (bool(value), gr.update(visible=bool(value))),
            color,
            [switch, row],
            queue=False,
            **PRIVATE,
        )


def _file_button(label: str, *kinds: str) -> gr.UploadButton:
    return gr.UploadButton(label, file_types=list(kinds), size="sm", min_width=150)


def _choice(label: str, info: str | None, **choices: Any) -> gr.Radio:
    """A radio of (shown name = value), the first one chosen, that takes half a row."""
    values = list(choices.values())
    return gr.Radio(list(choices.items()), value=values[0], label=label, info=info, min_width=HALF)
