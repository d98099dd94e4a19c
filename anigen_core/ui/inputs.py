"""The left side of the page: every input of a Finish, under the names of `Form`'s fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import gradio as gr

from anigen_core.pose_library import named_poses
from anigen_core.ui import actions, panels
from anigen_core.ui.components import Picture
from anigen_core.ui.form import NO_POSE, Form

SOURCES: Any = ["upload", "clipboard"]
DEFAULT_EYE = "#3a7bd5"


def pose_choices(file: bool = False) -> list[tuple[str, str]]:
    """(label, name) of "none by name", which with a pose file means that file, and of all named poses."""
    return [
        ("Pose from the file" if file else "No pose", NO_POSE),
        *((pose.label, name) for name, pose in named_poses().items()),
    ]


class Inputs:
    """The inputs as gradio components; built inside a `gr.Blocks`."""

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}
        self._drawing()
        self._pose()
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
                    height=206,
                    min_width=150,
                    format="png",
                    type="filepath",
                    image_mode=None,
                    buttons=["fullscreen"],
                    elem_classes=["drawing-input"],
                )
        with gr.Row():
            self.split = gr.UploadButton(
                "Split a picture into lines and colors",
                file_types=["image"],
                type="filepath",
                size="sm",
                min_width=150,
            )
            self.open = gr.UploadButton(
                "Open a document",
                file_types=[".anigen", ".png"],
                type="binary",
                size="sm",
                min_width=150,
            )

    def _pose(self) -> None:
        gr.HTML(panels.section("2", "Pose", "Fills in what you have not drawn"))
        with gr.Row():
            with gr.Column(scale=3, min_width=190, elem_classes=["pose-controls"]):
                self.by_name["pose"] = gr.Dropdown(
                    pose_choices(), value=NO_POSE, label="Pose", show_label=False, container=False
                )
                self.pose_upload = gr.UploadButton(
                    "Open a pose file (OpenPose JSON)", file_types=[".json"], type="filepath", size="sm"
                )
                self.by_name["pose_file"] = gr.File(
                    label="Pose file", type="binary", visible=False, height=60, elem_classes=["pose-file"]
                )
                self.by_name["mirror"] = gr.Checkbox(False, label="Mirrored", container=False)
            with gr.Column(scale=2, min_width=130):
                self.pose_view = gr.HTML(actions.pose_preview(None), elem_classes=["pose-holder"])

    def _settings(self) -> None:
        add = self.by_name
        with gr.Accordion("Settings", open=False):
            with gr.Row():
                add["shading"] = gr.Slider(
                    0, 1, 0.5, step=0.05, label="Shading", info="0 is flat", min_width=180
                )
                add["light"] = gr.Radio(
                    [("Left", "left"), ("Right", "right")],
                    value="left",
                    label="Light comes from the",
                    info="Side of the picture",
                    min_width=180,
                )
            with gr.Row():
                add["ink"] = gr.Radio(
                    [("Tinted", "colored"), ("Black", "black")],
                    value="colored",
                    label="Ink",
                    info="Tinted: like the color beside",
                    min_width=180,
                )
                add["body"] = gr.Radio(
                    [("Fill in", "fill"), ("Off", "off")],
                    value="fill",
                    label="Posed body",
                    info="Where you have not drawn",
                    min_width=180,
                )
            with gr.Row():
                add["upscale"] = gr.Radio(
                    [("x1", 1), ("x2", 2), ("x4", 4)],
                    value=1,
                    label="Enlarge",
                    min_width=180,
                    elem_classes=["factors"],
                )
                add["upscaler"] = gr.Dropdown(
                    [
                        ("waifu2x, quick", "upconv_7"),
                        ("waifu2x CUNet, finest", "cunet"),
                        ("Lanczos, plain", "lanczos"),
                    ],
                    value="upconv_7",
                    label="Enlarged by",
                    min_width=180,
                )
            add["denoise"] = gr.Radio(
                [("Off", 0), ("Light", 1), ("Strong", 3)], value=0, label="Denoise", visible=False
            )
            with gr.Row(equal_height=True):
                add["transparent"] = gr.Checkbox(False, label="Transparent background", min_width=180)
                add["seed"] = gr.Number(
                    0,
                    label="Seed",
                    info="Segment fill does not use it",
                    precision=0,
                    minimum=0,
                    min_width=180,
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
        gr.on(
            [switch.input],
            lambda on: (gr.update(visible=on), DEFAULT_EYE if on else None),
            switch,
            [row, color],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
        # A restored document sets the color; the switch and the row follow.
        color.change(
            lambda value: (bool(value), gr.update(visible=bool(value))),
            color,
            [switch, row],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
