"""What stands through clothes is counted, and what does not is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anigen_core.errors import InputError
from tests.support import require
from train.factory.character import Character, build_character, draw_character
from train.factory.geometry.skinning import Posed
from train.factory.penetration import Penetration, Probe
from train.factory.poses.poses import named
from train.factory.render.cameras import Outline, Shot, fit
from train.factory.render.renderer import Renderer


class _Dressed:
    """A character, its probe, and a way to push parts of it out."""

    def __init__(self, renderer: Renderer, character: Character) -> None:
        self.character = character
        self.probe = Probe(character, renderer)
        self.outline = Outline.of(character.figure)

    def measured(self, stance: str, pushed: str = "", by: float = 0.0) -> Penetration:
        """pushed: meshes of this name go outwards by `by` heads."""
        posed = self.character.pose(named(stance))
        camera = fit(Shot("full", yaw=20.0), self.outline, posed.frames, (160, 240))
        return self.probe.measure(self._pushed(posed, pushed, by), camera)

    def _pushed(self, posed: Posed, name: str, by: float) -> Posed:
        positions = posed.positions.copy()
        figure = self.character.figure
        for mesh, rows in zip(figure.meshes, figure.slices, strict=True):
            if mesh.name == name:
                positions[rows] += by * posed.hull[rows]
        return replace(posed, positions=positions)


def _first(**wanted) -> Character:
    """The first seed with this outfit."""
    for seed in range(400):
        spec = draw_character(seed)
        if all(getattr(spec.outfit, name) == value for name, value in wanted.items()):
            return build_character(spec)
    raise AssertionError(wanted)


@pytest.fixture(scope="module")
def renderer():
    try:
        made = Renderer()
    except InputError as error:
        require("egl", False, str(error))
    yield made
    made.release()


@pytest.fixture(scope="module")
def skirted(renderer: Renderer):
    dressed = _Dressed(renderer, _first(kind="sailor", legs="skirt"))
    yield dressed
    dressed.probe.release()


def test_what_clothes_hide_is_found(skirted: _Dressed) -> None:
    figure = skirted.character.figure
    covered = {}
    for mesh, rows in zip(figure.meshes, figure.slices, strict=True):
        covered.setdefault(mesh.name, []).append(skirted.probe.covered[rows].mean())
    assert covered["base"][0] > 0.8  # below the skirt
    assert 0.05 < covered["left leg"][0] < 0.9
    assert not any(covered["face"] + covered["neck"] + covered["left index"])
    assert "skirt" in covered and not covered["skirt"][0]


def test_a_standing_figure_is_decently_dressed(skirted: _Dressed) -> None:
    found = skirted.measured("stand")
    assert found.garments > 2000
    assert found.skin < 0.002 and found.limbs < 0.002
    assert found.mask.shape == (240, 160)


def test_a_thigh_that_was_pushed_out_is_counted(skirted: _Dressed) -> None:
    shares = [skirted.measured("stand", "left base", by).skin for by in (0.0, 0.2, 0.3)]
    assert shares[0] < 0.002 < 0.01 < shares[1] < shares[2] < 0.6
    assert skirted.measured("stand", "left index", 0.3).skin < 0.002  # hands may be anywhere


def test_trousers_through_a_coat_are_counted_apart(renderer: Renderer) -> None:
    coat = _Dressed(renderer, _first(kind="coat", legs="trousers"))
    still, pushed = coat.measured("stand"), coat.measured("stand", "left trouser", 0.3)
    coat.probe.release()
    assert still.limbs < 0.002 and pushed.limbs > 0.01
    assert np.isclose(still.skin, pushed.skin, atol=0.002)
