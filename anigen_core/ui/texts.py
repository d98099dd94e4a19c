"""The page's words in the languages of `i18n/*.json`; what a language lacks is said in English.

Gradio shows the words in the browser's language; before it starts, `static/language.js` makes that the one
which was chosen for the stage.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

FOLDER = Path(__file__).parent / "i18n"
NAMESPACE = "page"
LANGUAGES = ("en", "ja", "zh")


@cache
def words(language: str) -> dict[str, str]:
    """The page's texts of a language, by key; English where it has none."""
    own = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")).get(NAMESPACE, {})
    return own if language == "en" else {**words("en"), **{key: text for key, text in own.items() if text}}


def translations() -> gr.I18n:
    """For `launch(i18n=...)`. Gradio knows Chinese as "zh-CN" only; a plain "zh" would stay English."""
    return gr.I18n(
        **{
            {"zh": "zh-CN"}.get(language, language): {
                f"{NAMESPACE}.{key}": text for key, text in words(language).items()
            }
            for language in LANGUAGES
        }
    )


def say(key: str) -> Any:
    """A text that the browser puts in, an `I18nData`, which Gradio takes for labels, infos and values.

    Typed as Any because most of its components declare `str`.

    Raises:
        KeyError: English has no such text.
    """
    if key not in words("en"):
        raise KeyError(key)
    return I18nData(f"{NAMESPACE}.{key}")


def language_of(wish: object) -> str:
    """The language that a browser names, English where it is none of ours."""
    code = str(wish or "").lower().partition("-")[0]
    return code if code in LANGUAGES else "en"
