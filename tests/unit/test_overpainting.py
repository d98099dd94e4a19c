"""Painting over the first picture of the chain: the strokes stay, and what lies beside them is refined."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from anigen_core.document import Document
from anigen_core.pipeline import Studio
from tests.figure import draw_figure
from tests.tiny_painter import write_tiny_painter


def test_strokes_stay_to_the_bit_and_the_rest_is_as_without_them(tmp_path: Path) -> None:
    studio = Studio("torch", weights=write_tiny_painter(tmp_path))
    figure = draw_figure(scale=1)
    document = Document.compose(figure.lines, figure.colors)
    plain = studio.finish(document)
    steps = {step.name: step for step in plain.steps}
    first, second = steps["paint"].picture, steps["refine"].picture
    assert first is not None and second is not None and not np.array_equal(first, second)
    painted = first.copy()
    painted[20:60, 30:70] = (32, 192, 96)
    made = studio.finish(replace(document, replaced={"paint": painted}))
    states = {step.name: step.state for step in made.steps}
    assert (states["paint"], states["refine"]) == ("replaced", "made")
    away = np.ones(painted.shape[:2], bool)
    away[10:70, 20:80] = False
    refined = {step.name: step.picture for step in made.steps}["refine"]
    assert refined is not None and np.array_equal(refined[away], second[away])
    assert np.array_equal(refined[20:60, 30:70], painted[20:60, 30:70])

    other = np.full_like(first, 200)
    taken = studio.finish(replace(document, replaced={"paint": other}))
    refined = {step.name: step.picture for step in taken.steps}["refine"]
    assert refined is not None and np.array_equal(refined, other), "another picture is not refined"
