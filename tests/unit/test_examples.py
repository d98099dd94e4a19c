"""The example documents are what their code draws, and they finish."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.pipeline import Studio

EXAMPLES = Path(__file__).parents[2] / "assets" / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.anigen"))


@pytest.mark.parametrize("name", NAMES)
def test_example_is_what_its_code_draws(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location("make_examples", EXAMPLES / "make_examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = Document.load(EXAMPLES / f"{name}.anigen")
    drawn = module.make(name)
    assert kept.lines is not None and kept.colors is not None
    assert kept.settings == drawn.settings and kept.pose == drawn.pose
    # OpenCV rounds an anti-aliased edge differently on other processors, never a stroke.
    assert np.abs(kept.lines.astype(int) - drawn.lines).mean() < 0.05
    assert (kept.colors != drawn.colors).any(axis=2).mean() < 0.001


@pytest.mark.parametrize("name", NAMES)
def test_example_finishes_with_its_colors(name: str) -> None:
    document = Document.load(EXAMPLES / f"{name}.anigen")
    assert document.colors is not None
    result = Studio().finish(document)
    assert not result.notes
    painted = document.colors[..., 3] > 0
    # Most of what the artist painted is still about that color: shaded, inked, but never another one.
    difference = np.abs(result.picture.astype(int) - document.colors[..., :3]).max(axis=2)[painted]
    assert np.median(difference) < 10
