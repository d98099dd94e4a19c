"""Values of the HTTP API whose schema says all there is to know: type, choices, range, default, meaning."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import gradio as gr

from anigen_core.ui.visitors import AT_ONCE


class Given(gr.JSON):
    """A value as a client sends it, unchanged; nobody sees it on the page.

    Gradio's own inputs tell clients their type, and neither range nor meaning.
    """

    is_template = True

    def __init__(self, schema: dict[str, Any]) -> None:
        """schema: JSON Schema with a "default" and a "description", which is also the label."""
        self._schema = schema
        super().__init__(schema["default"], label=schema["description"].rstrip("."))

    def get_config(self) -> dict[str, Any]:
        # Gradio takes what a component tells from the signature of its `__init__`, which is another one here.
        return super().get_config() | {"value": self.value, "label": self.label}

    def preprocess(self, payload: Any) -> Any:
        return payload

    def postprocess(self, value: Any) -> Any:
        return value

    def api_info(self) -> dict[str, Any]:
        return self._schema

    def example_payload(self) -> Any:
        return self._schema["default"]

    def example_value(self) -> Any:
        return self._schema["default"]


def word(choices: Sequence[str], default: str, words: str) -> Given:
    """One of some words."""
    return Given({"type": "string", "enum": list(choices), "default": default, "description": words})


def number(low: float, high: float, default: float, words: str) -> Given:
    """A number in a range; a whole one where `default` is an int."""
    kind = "integer" if isinstance(default, int) else "number"
    return Given({"type": kind, "minimum": low, "maximum": high, "default": default, "description": words})


def switch(words: str) -> Given:
    """Yes or no; no unless somebody says otherwise."""
    return Given({"type": "boolean", "default": False, "description": words})


def text(words: str) -> Given:
    """A text that may be empty."""
    return Given({"type": "string", "default": "", "description": words})


def listed(words: str, **kinds: str) -> Given:
    """A list that an event returns, of objects with these types by name; "strings" is a list."""
    texts = {"type": "array", "items": {"type": "string"}}
    properties = {name: texts if kind == "strings" else {"type": kind} for name, kind in kinds.items()}
    items = {"type": "object", "properties": properties, "required": list(kinds)}
    return Given({"type": "array", "items": items, "default": None, "description": words})


def by_name(
    names: Sequence[str], handler: Callable[[dict[str, Any], gr.Progress], Any]
) -> Callable[..., Any]:
    """A function of positional values, as gradio calls it, of a handler.

    Gradio takes the names of parameters from the signature, which is therefore built from `names`.
    """

    @wraps(handler)
    def called(*values: Any) -> Any:
        *given, progress = values
        return handler(dict(zip(names, given, strict=True)), progress)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter(name, kind, default=None) for name in names]
    parameters.append(inspect.Parameter("progress", kind, default=gr.Progress()))
    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {}
    return called


def add_event(
    description: str, handler: Callable[..., Any], inputs: Sequence[Any], outputs: Any, **options: Any
) -> None:
    """An event of the HTTP API, called as its handler is.

    options: of the event; without them it stands in the one line of those that draw.
    """
    name = handler.__name__
    gr.Button().click(
        _described(handler, inputs),
        list(inputs),
        outputs,
        api_name=name,
        api_description=description,
        **(options or {"concurrency_id": "engine", "concurrency_limit": AT_ONCE}),
    )


def _described(handler: Callable[..., Any], inputs: Sequence[Any]) -> Callable[..., Any]:
    """The handler, with the meaning of its parameters where Gradio looks for it to tell language models."""
    lines = []
    for name, component in zip(inspect.signature(handler).parameters, inputs, strict=False):
        meaning = component.api_info().get("description") or f"{component.label}."
        lines.append(f"    {name}: {' '.join(meaning.split())}")
    handler.__doc__ = "\n".join(["Parameters:", *lines])
    return handler
