"""The example documents are what their code draws, and they finish."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.pipeline import Studio
from tests.support import require

EXAMPLES = Path(__file__).parents[2] / "assets" / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.anigen"))
LARGEST = 120_000


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make_examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_six_and_all_are_small(code: ModuleType) -> None:
    assert sorted(code.EXAMPLES) == NAMES and len(NAMES) == 6
    assert all((EXAMPLES / f"{name}.anigen").stat().st_size <= LARGEST for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_example_is_what_its_code_draws(name: str, code: ModuleType) -> None:
    kept = Document.load(EXAMPLES / f"{name}.anigen")
    try:
        drawn = code.make(name)
    except InputError as error:  # those after the factory's characters need OpenGL
        require("egl", False, str(error))
        return
    assert kept.settings == drawn.settings
    assert kept.pose is not None and drawn.pose is not None
    assert np.abs(kept.pose.joints - drawn.pose.joints).max() < 0.01
    # OpenCV and OpenGL round an edge differently on other processors, never a stroke.
    assert (kept.lines is None) == (drawn.lines is None) and (kept.colors is None) == (drawn.colors is None)
    if kept.lines is not None:
        assert np.abs(kept.lines.astype(int) - drawn.lines).mean() < 0.05
    if kept.colors is not None:
        assert (kept.colors != drawn.colors).any(axis=2).mean() < 0.01


@pytest.mark.parametrize("name", NAMES)
def test_example_finishes_with_its_colors(name: str) -> None:
    document = Document.load(EXAMPLES / f"{name}.anigen")
    result = Studio().finish(document)
    assert not result.notes
    if document.colors is None:
        return
    painted = document.colors[..., 3] > 0
    # Most of what the artist painted is still about that color: shaded, inked, but never another one.
    difference = np.abs(result.picture.astype(int) - document.colors[..., :3]).max(axis=2)[painted]
    assert np.median(difference) < 15
