"""The texts of the page: every language says all of it, and nothing asks for a text that is not there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "anigen_core" / "ui"
LANGUAGES = ("ja", "zh")
EXACT = re.compile(r"""\bt\(\s*["'`]([a-z_]+(?:\.\w+)+)["'`]""")
"""A text asked for by its whole key: t("tools.brush")."""
BUILT = re.compile(r"\bt\(\s*`([a-z_]+(?:\.\w+)*)\.(\w*)\$\{[^}]*\}(\w*)`")
"""A text whose key is put together: t(`tools.${name}_hint`)."""
QUOTED = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")
"""A key held in a table, as the help sheet and the menus do."""


def texts(language: str) -> dict[str, str]:
    """All texts of a language by dotted key."""
    flat: dict[str, str] = {}

    def walk(table: dict, prefix: str) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                walk(value, f"{prefix}{name}.")
            else:
                assert isinstance(value, str), f"{language}: {prefix}{name} is no text"
                flat[prefix + name] = value

    walk(json.loads((UI / "i18n" / f"{language}.json").read_text(encoding="utf-8")), "")
    return flat


def scripts() -> list[Path]:
    return sorted((UI / "static").rglob("*.js"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_and_nothing_more(language: str) -> None:
    english, own = texts("en"), texts(language)
    missing = [key for key in english if key not in own]
    superfluous = [key for key in own if key not in english]
    assert not missing, f"{language}.json lacks: {', '.join(missing)}"
    assert not superfluous, f"{language}.json has, and en.json has not: {', '.join(superfluous)}"


@pytest.mark.parametrize("language", ("en", *LANGUAGES))
def test_no_text_is_empty(language: str) -> None:
    assert not [key for key, text in texts(language).items() if not text.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_values_are_the_same_in_every_language(language: str) -> None:
    english = texts("en")
    for key, text in texts(language).items():
        held = sorted(re.findall(r"\{(\w+)\}", text))
        assert held == sorted(re.findall(r"\{(\w+)\}", english.get(key, text))), f"{language}: {key}"


@pytest.mark.parametrize("script", scripts(), ids=lambda path: path.name)
def test_scripts_ask_only_for_texts_that_exist(script: Path) -> None:
    source, english = script.read_text(encoding="utf-8"), texts("en")
    spaces = {key.split(".")[0] for key in english}
    suffixes = {"js", "css", "json", "png", "psd", "ora"}
    asked = set(EXACT.findall(source))
    asked |= {
        key
        for key in QUOTED.findall(source)
        if key.split(".")[0] in spaces and key.split(".")[1] not in suffixes
    }
    missing = sorted(key for key in asked if key not in english)
    assert not missing, f"{script.name} asks for {', '.join(missing)}"
    for space, start, end in BUILT.findall(source):
        pattern = re.compile(rf"{re.escape(space)}\.{start}\w+{end}$")
        assert any(pattern.match(key) for key in english), f"{script.name}: no {space}.{start}...{end}"
