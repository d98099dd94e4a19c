"""The choices of a Finish on the page, under the names of the fields of `Choices`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import gradio as gr

from anigen_core.settings import MAX_REFINE, MAX_SEED, Settings
from anigen_core.ui import panels, texts
from anigen_core.ui.adapt_panel import AdaptPanel
from anigen_core.ui.adapting import Teacher
from anigen_core.ui.character import CharacterPanel
from anigen_core.ui.engine import Engine
from anigen_core.ui.faces import FacesPanel
from anigen_core.ui.form import Choices
from anigen_core.ui.guard import PRIVATE
from anigen_core.ui.library import LibraryPanel
from anigen_core.ui.own import OwnPanel
from anigen_core.ui.results import own_html
from anigen_core.ui.texts import say

DEFAULT_EYE = "#3a7bd5"
DEFAULTS = Settings()
HALF = 140
"""Narrowest width in pixels of a control that shares its row with another one."""

OPTIONS: dict[str, list[tuple[str, Any]]] = {
    "light": [("light_left", "left"), ("light_right", "right")],
    "ink": [("ink_colored", "colored"), ("ink_black", "black")],
    "upscaler": [
        ("upscaler_compact", "compact"),
        ("upscaler_cunet", "cunet"),
        ("upscaler_lanczos", "lanczos"),
    ],
    "denoise": [("denoise_0", 0), ("denoise_1", 1), ("denoise_3", 3)],
}
"""(text, value) of what can be chosen, the default first."""


class Inputs:
    """The choices as gradio components; built inside a `gr.Blocks`."""

    def __init__(self, engine: Engine, flats: Any, off: Any, teacher: Teacher) -> None:
        """flats, off: the components that say whether flats are kept, and which steps are switched off; they
        stand elsewhere on the page."""
        self._teacher = teacher
        self.by_name: dict[str, Any] = {"flats": flats, "off": off}
        self.trained = engine.has("pirec")
        self.colors = engine.has("colorize")
        self.drawn = engine.has("psgan")
        self._painting()
        self._own()
        self._character()
        self._finding()
        self._settings()

    @property
    def all(self) -> list[Any]:
        """In the order of the fields of `Choices`, as handlers get them."""
        return [self.by_name[field.name] for field in fields(Choices)]

    @property
    def of_painter(self) -> list[Any]:
        """The events of choices that a preview shows."""
        sliders = [self.by_name[name].release for name in ("strength", "shading", "mix")]
        chosen = ("painter", "seed", "light", "ink", "figure", "character", "flats", "weights")
        return [*sliders, *(self.by_name[name].input for name in chosen)]

    def __getitem__(self, name: str) -> Any:
        return self.by_name[name]

    def translated(self, language: str) -> dict[Any, Any]:
        """Updates for what gradio does not translate: the words of choices."""
        made: dict[Any, Any] = {self.heading: panels.section(texts.words(language)["painting"])}
        for name in OPTIONS:
            made[self.by_name[name]] = gr.update(choices=_choices(name, language))
        made[self.by_name["painter"]] = gr.update(choices=self._painters(language))
        made[self.by_name["figure"]] = gr.update(choices=self._figures(language))
        made[self.by_name["weights"]] = self.weights("", language)
        return made

    def weights(self, chosen: str | None, language: str = "en") -> Any:
        """An update of the choice of weights: those that there are now, and the chosen one if it is not."""
        names, chosen = own_weights(), chosen or ""
        choices = _weights(names, language)
        if chosen and chosen not in names:
            choices.append((f"{chosen} ({texts.words(language)['weights_missing']})", chosen))
        return gr.update(choices=choices, value=chosen, visible=len(choices) > 1)

    def restored(self, values: dict[str, Any]) -> dict[Any, Any]:
        """Updates that show the values of a document's settings."""
        made = {self.by_name[name]: value for name, value in values.items()}
        if "weights" in values:
            made[self.by_name["weights"]] = self.weights(values["weights"])
        return made

    def _painters(self, language: str = "en") -> list[tuple[str, str]]:
        words = texts.words(language)
        names = {
            "pirec": "pirec" if self.trained else "pirec_missing",
            "colorize": "colorize" if self.colors else "colorize_missing",
            "fill": "fill",
        }
        return [(words[name], painter) for painter, name in names.items()]

    def _figures(self, language: str = "en") -> list[tuple[str, str]]:
        words = texts.words(language)
        named = words["psgan" if self.drawn else "psgan_missing"]
        return [(words["figure_auto"], "auto"), (named, "psgan"), (words["mannequin"], "mannequin")]

    def _own(self) -> None:
        with gr.Accordion(say("own"), open=False, elem_classes=["settings", "own-fold"]):
            self.own = OwnPanel(elem_classes=["own-holder"])
            names = own_weights()
            self.by_name["weights"] = gr.Dropdown(
                _weights(names, "en"),
                value="",
                label=say("weights"),
                info=say("weights_info"),  # type: ignore[arg-type]
                visible=bool(names),
                elem_classes=["own-weights"],
            )
            self.adapt = AdaptPanel(self._teacher)

    def _character(self) -> None:
        with gr.Accordion(say("character"), open=False, elem_classes=["settings", "character"]):
            self.by_name["character"] = CharacterPanel(elem_classes=["character-holder"])
            self.by_name["figure"] = gr.Radio(
                self._figures(),
                value=DEFAULTS.figure,
                label=say("figure"),
                info=say("figure_info"),  # type: ignore[arg-type]
            )

    def _finding(self) -> None:
        with gr.Accordion(say("faces"), open=False, elem_classes=["settings", "faces-fold"]):
            self.faces = FacesPanel(elem_classes=["faces-holder"])
        with gr.Accordion(say("library"), open=False, elem_classes=["settings", "library-fold"]):
            self.library = LibraryPanel(elem_classes=["library-holder"])

    def _painting(self) -> None:
        add = self.by_name
        self.heading = own_html(panels.section(texts.words("en")["painting"]))
        add["painter"] = gr.Radio(
            self._painters(),
            value="pirec" if self.trained else "fill",
            label=say("painter"),
            show_label=False,
            container=False,
            elem_classes=["painter"],
        )
        with gr.Row(visible=self.trained) as row:
            add["strength"] = gr.Slider(
                0,
                1,
                DEFAULTS.strength,
                step=0.05,
                label=say("strength"),
                min_width=HALF,
                elem_classes=["brief"],
            )
            add["refine"] = gr.Slider(
                0,
                MAX_REFINE,
                DEFAULTS.refine,
                step=1,
                label=say("refine"),
                min_width=HALF,
                elem_classes=["brief"],
            )
        add["painter"].change(
            lambda name: gr.update(visible=name == "pirec"), add["painter"], row, queue=False, **PRIVATE
        )

    def _settings(self) -> None:
        add = self.by_name
        with gr.Accordion(say("settings"), open=False, elem_classes=["settings"]):
            with gr.Row():
                add["seed"] = gr.Number(
                    DEFAULTS.seed,
                    label=say("seed"),
                    info=say("seed_info"),
                    precision=0,
                    minimum=0,
                    maximum=MAX_SEED,
                    min_width=HALF,
                )
                add["shading"] = gr.Slider(
                    0,
                    1,
                    DEFAULTS.shading,
                    step=0.05,
                    label=say("shading"),
                    min_width=HALF,
                    elem_classes=["brief"],
                )
            with gr.Row():
                add["light"], add["ink"] = _radio("light"), _radio("ink")
            with gr.Row():
                add["mix"] = gr.Slider(
                    0,
                    1,
                    DEFAULTS.mix,
                    step=0.05,
                    label=say("mix"),
                    info=say("mix_info"),  # type: ignore[arg-type]
                    min_width=HALF,
                    elem_classes=["brief"],
                )
                add["upscale"] = gr.Radio(
                    [("x1", 1), ("x2", 2), ("x4", 4)], value=1, label=say("upscale"), min_width=HALF
                )
            add["upscaler"] = gr.Dropdown(
                _choices("upscaler"), value=DEFAULTS.upscaler, label=say("upscaler"), min_width=HALF
            )
            add["denoise"] = _radio("denoise", visible=False)
            add["transparent"] = gr.Checkbox(False, label=say("transparent"), container=False)
            self.eye_switches: dict[str, Any] = {side: self._eye(side) for side in ("left", "right")}
        add["upscaler"].change(
            lambda name: gr.update(visible=True) if name == "cunet" else gr.update(visible=False, value=0),
            add["upscaler"],
            add["denoise"],
            queue=False,
            **PRIVATE,
        )

    def _eye(self, side: str) -> Any:
        switch = gr.Checkbox(False, label=say(f"{side}_eye"), container=False)
        with gr.Row(visible=False) as row:
            color = gr.ColorPicker(None, label=say("eye_color"), min_width=110)
            box = gr.Textbox("", label=say("eye_box"), placeholder=say("eye_box_hint"), min_width=170)  # type: ignore[arg-type]
        self.by_name[f"{side}_eye"], self.by_name[f"{side}_box"] = color, box
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
        return switch


def own_weights() -> dict[str, tuple[str, ...]]:
    """The names of the user's own weights, each with the networks that it has."""
    from anigen_core.adapted import list_adapted

    return list_adapted()


def _weights(names: dict[str, tuple[str, ...]], language: str) -> list[tuple[str, str]]:
    own = [(f"{name} ({', '.join(networks)})", name) for name, networks in names.items()]
    return [(texts.words(language)["weights_shipped"], ""), *own]


def _choices(name: str, language: str = "en") -> list[tuple[str, Any]]:
    return [(texts.words(language)[key], value) for key, value in OPTIONS[name]]


def _radio(name: str, *, visible: bool = True) -> gr.Radio:
    """A radio of `OPTIONS`, the first one chosen, that takes half a row."""
    info = say(f"{name}_info") if f"{name}_info" in texts.words("en") else None
    return gr.Radio(
        _choices(name),
        value=OPTIONS[name][0][1],
        label=say(name),
        info=info,  # type: ignore[arg-type]
        min_width=HALF,
        visible=visible,
    )
