"""Contact sheets of characters, of poses and of motions, and the commands that write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from anigen_core.errors import InputError
from tests.support import require
from tests.unit.test_factory_vmd import Y, key, quaternion, vmd
from train.factory import sheet as sheets
from train.factory.__main__ import app
from train.factory.character import build_character
from train.factory.poses.named import FAMILIES, NAMED
from train.factory.render.renderer import Renderer


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    try:
        made = Renderer()
    except InputError as error:
        require("egl", False, str(error))
    yield made
    made.release()


def test_poses_of_a_sheet_come_from_all_families_and_views_from_all_sides() -> None:
    character = build_character(5)
    rng = np.random.default_rng(1)
    names = {sheets._pose(character, False, 0.0, rng).name for _ in range(150)}
    found = {family for family, rows in FAMILIES.items() if names & rows.keys()}
    assert found == set(FAMILIES) and len(names) > 70
    close = {sheets._pose(character, True, 0.0, rng).name for _ in range(30)}
    assert close <= {n for f in ("standing", "gestures", "holding") for n in FAMILIES[f]}
    yaws = np.array([sheets._yaw(rng, False) for _ in range(300)])
    assert 0.6 < (np.abs(yaws) <= 50).mean() < 0.95 and np.abs(yaws).max() > 120
    assert np.abs([sheets._yaw(rng, True) for _ in range(200)]).max() <= 70


def test_a_sheet_with_cameras_and_grounds(renderer: Renderer) -> None:
    pytest.importorskip("torch")
    plain = sheets.sheet(renderer, [5], "bust", columns=1)
    assert plain.shape == (400, 360, 3) and plain.dtype == np.uint8
    other = sheets.sheet(renderer, [5], "bust", columns=1, cameras=True, grounds=True)
    assert other.shape == plain.shape and not np.array_equal(other, plain)


def test_a_pose_sheet_shows_each_pose_twice_on_each_character(renderer: Renderer) -> None:
    page = sheets.pose_sheet(renderer, [5], ["peace", "sit_edge", "kick"], columns=2)
    assert page.shape == (440, 640, 3)
    assert (page[:220] < 250).any(-1).mean() > 0.05


def test_a_motion_becomes_a_sheet(renderer: Renderer, tmp_path: Path) -> None:
    file, out = tmp_path / "turn.vmd", tmp_path / "turn.png"
    file.write_bytes(vmd(key("センター", 0), key("センター", 30, (4, 0, 0), quaternion(Y, 180))))
    done = CliRunner().invoke(
        app, ["motion", str(file), "--out", str(out), "--frames", "3", "--columns", "3"]
    )
    assert done.exit_code == 0, done.output
    with Image.open(out) as page:
        pixels = np.asarray(page)
    assert pixels.shape == (300, 900, 3)
    ink = [(pixels[:, i * 300 : i * 300 + 300] < 250).any(-1) for i in range(3)]
    middle = [float(np.nonzero(cell)[1].mean()) for cell in ink]
    assert middle[0] + 10 < middle[1] < middle[2] - 10  # it walks to its left, the camera stays


def test_a_damaged_motion_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bad.vmd"
    file.write_bytes(b"nothing")
    done = CliRunner().invoke(app, ["motion", str(file), "--out", str(tmp_path / "o.png")])
    assert isinstance(done.exception, InputError) and "no motion file" in str(done.exception)
    done = CliRunner().invoke(app, ["poses", "--out", str(tmp_path / "o.png"), "--name", "somersault"])
    assert isinstance(done.exception, InputError) and "no pose" in str(done.exception)
    assert "somersault" not in NAMED
