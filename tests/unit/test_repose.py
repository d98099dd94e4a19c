"""One's own character in another pose, by rule and by a tiny network that has learned nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.pose import L_ANKLE, L_KNEE, NECK, NOSE, Pose
from anigen_core.pose_library import named_pose
from anigen_core.reposing.carrying import places, turns_of
from anigen_core.reposing.owning import owners
from anigen_core.reposing.rig import PIECES, rig_of
from anigen_core.runner import Runner, TorchRunner
from anigen_core.stages.repose import Reference, Repose, Reposed, ReposeOptions, by_whom, learned, repose
from tests.figure import PAINTS
from tests.own_figure import both_raised, near, own_parts, own_picture, own_pose, own_reference, waving
from tests.tiny_repose import write_tiny_repose


@pytest.fixture(scope="module")
def raised() -> Reposed:
    return repose([own_reference()], waving())


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return TorchRunner(folder=write_tiny_repose(tmp_path_factory.mktemp("repose")), device="cpu")


def test_in_its_own_pose_a_character_is_itself() -> None:
    made = repose([own_reference()], own_pose())
    picture = own_picture()
    assert made.method == "warp" and made.picture.shape == picture.shape
    solid = (picture[..., 3] == 255) & (made.picture[..., 3] > 200)
    assert solid.sum() > 0.99 * (picture[..., 3] == 255).sum()
    apart = np.abs(made.picture[solid][:, :3].astype(int) - picture[solid][:, :3])
    assert apart.mean() < 3 and made.certainty > 0.9


def test_an_arm_goes_where_the_pose_says(raised: Reposed) -> None:
    joints = waving().joints
    for share in (0.3, 0.6, 0.9):
        x, y = joints[3, :2] + share * (joints[4, :2] - joints[3, :2])
        assert near(raised.picture, x, y, "skin")
    old = own_pose().joints[4]
    assert raised.picture[int(old[1]), int(old[0]) - 4, 3] == 0
    assert near(raised.picture, 192, 232, "skin", 8)  # the other arm stays
    assert near(raised.picture, 128, 180, "dress")


def test_lines_and_parts_come_along(raised: Reposed) -> None:
    assert raised.lines.shape == (384, 256) and raised.lines.dtype == np.uint8
    assert (raised.lines[130:170, 5:50] < 128).sum() > 40
    assert raised.parts is not None
    assert raised.parts[149, 30] == 2 and raised.parts[180, 128] == 8 and raised.parts[0, 0] == 0


def test_a_figure_is_cut_where_its_pieces_meet() -> None:
    owner = owners(own_picture(), rig_of(own_pose()), own_parts())
    names = {name: 1 + PIECES.index(name) for name in PIECES}
    for x, y, name in (
        *((128, 50, "head"), (128, 98, "head"), (128, 180, "trunk"), (66, 230, "r_forearm")),
        *((190, 230, "l_forearm"), (112, 340, "r_shin"), (143, 340, "l_shin"), (85, 180, "r_upper_arm")),
    ):
        assert owner[y, x] == names[name], name
    assert (owner > 0).sum() == (own_picture()[..., 3] > 0).sum()


def test_joints_lead_to_joints() -> None:
    old, new = rig_of(own_pose()), rig_of(both_raised())
    turns = turns_of(new, old)
    for name in ("r_upper_arm", "r_forearm", "l_thigh", "head"):
        for end in ("start", "end"):
            if name == "head" and end == "end":
                continue  # heads keep their size
            x, y = (np.array([[value]]) for value in getattr(new.bones[name], end))
            found = places(name, new, old, turns, x, y)
            assert np.allclose(np.ravel(found), getattr(old.bones[name], end), atol=0.5)


def test_size_and_place_follow_the_pose() -> None:
    made = repose([own_reference()], own_pose(), ReposeOptions(extent=(512, 768)))
    assert made.picture.shape == (768, 512, 4)
    assert near(made.picture, 256, 360, "dress") and near(made.picture, 256, 100, "hair")
    small = repose([own_reference()], own_pose().scaled(0.5, (128, 192)))
    assert near(small.picture, 128, 186, "dress", 3) and small.picture[100:150, :60, 3].max() == 0


def test_what_one_picture_hides_comes_from_another() -> None:
    one = own_picture().copy()
    one[140:250, 162:] = 0  # her left arm is out of sight
    pose = own_pose().hidden(6, 7)
    half = Reference(one, pose, np.where(one[..., 3] > 0, own_parts(), 0).astype(np.uint8))
    target = both_raised()
    spot = target.joints[6, :2] * 0.4 + target.joints[7, :2] * 0.6
    alone = repose([half], target, ReposeOptions(mirror=False))
    assert not near(alone.picture, spot[0], spot[1], "skin")
    mirrored = repose([half], target)
    assert near(mirrored.picture, spot[0], spot[1], "skin")  # her right arm, reflected
    both = repose([half, own_reference()], target, ReposeOptions(mirror=False))
    assert near(both.picture, spot[0], spot[1], "skin")


def test_a_foreshortened_leg_keeps_its_foot() -> None:
    target = own_pose().with_joint(L_KNEE, 150, 258).with_joint(L_ANKLE, 150, 300)
    made = repose([own_reference()], target)
    boot = np.abs(made.picture[270:330, 135:180, :3].astype(int) - (70, 50, 40)).max(2) < 12
    tall = np.flatnonzero(boot.any(1))
    assert 25 <= np.ptp(tall) <= 55  # 40 as drawn


def test_from_behind_hair_hides_the_face() -> None:
    reference = own_reference()
    behind = named_pose("back_view", (256, 384))
    made = repose([reference], behind)
    x, y = behind.joints[NOSE, :2] if behind.joints[NOSE, 2] else behind.joints[NECK, :2] - (0, 40)
    around = made.picture[int(y) - 25 : int(y) + 8, int(x) - 14 : int(x) + 14]
    hair = np.abs(around[..., :3].astype(int) - np.array(PAINTS["hair"])).max(2) < 12
    assert hair.mean() > 0.9


def test_the_network_tells_places_and_references_keep_their_pixels(runner: Runner) -> None:
    network = ReposeOptions(refine=False, method="repose")
    assert learned(runner, network) and not learned(None, network)
    assert not learned(runner, ReposeOptions(method="warp"))
    made = repose([own_reference()], own_pose(), network, runner=runner)
    assert made.method == "repose" and made.picture.shape == (384, 256, 4)
    for x, y, name in ((128, 180, "dress"), (128, 40, "hair"), (113, 350, "boots")):
        assert near(made.picture, x, y, name)
    assert made.parts is not None and made.parts[180, 128] == 8
    assert made.sure.min() >= 0 and made.sure.max() <= 1 and made.lines.min() < 64
    large = replace(network, extent=(512, 768))
    two = repose([own_reference()] * 2, own_pose(), large, runner=runner)
    assert two.picture.shape == (768, 512, 4) and near(two.picture, 256, 360, "dress")
    assert "network" in by_whom(made, runner)
    assert "no trained network" in by_whom(replace(made, method="warp"), runner)


def test_the_stage_returns_the_picture() -> None:
    done: list[float] = []
    picture = Repose()([own_reference()], own_pose(), progress=done.append)
    assert picture.shape == (384, 256, 4) and done[0] == 0 and done[-1] == 1 and done == sorted(done)


def test_a_picture_on_plain_ground_is_cut_out() -> None:
    flat = np.full((384, 256, 3), 240, np.uint8)
    alpha = own_picture()[..., 3:] / 255
    flat = (own_picture()[..., :3] * alpha + flat * (1 - alpha)).astype(np.uint8)
    figure = Reference(flat, own_pose()).figure
    assert figure[5, 5, 3] == 0 and figure[180, 128, 3] == 255
    made = repose([Reference(flat, own_pose())], waving())
    assert near(made.picture, 30, 149, "skin") and made.parts is None


def test_wrong_input_is_one_sentence(tmp_path: Path) -> None:
    one = own_reference()
    nobody = Pose(np.zeros((18, 3)), 256, 384)
    for call, words in (
        (lambda: repose([], own_pose()), "no picture of the character"),
        (lambda: repose([one] * 5, own_pose()), "at most 4"),
        (lambda: repose([one], nobody), "too little of the body"),
        (lambda: repose([Reference(own_picture(), nobody)], own_pose()), "too little of the body"),
        (lambda: Reference(own_picture()[..., 0], own_pose()), "RGB or RGBA"),
        (lambda: Reference(own_picture(), own_pose(), parts=np.zeros((4, 4), np.uint8)), "picture's size"),
        (lambda: ReposeOptions(seed=-1), "seed"),
        (lambda: ReposeOptions(method="magic"), "'repose' or 'warp'"),  # type: ignore[arg-type]
    ):
        with pytest.raises(InputError, match=words):
            call()
