"""Things worn and carried: every one builds, has its word, and hands reach what they hold."""

import numpy as np
import pytest

pytest.importorskip("moderngl")

from train.factory.body.body import Body
from train.factory.body.bones import BONE, FINGERS, SIDES
from train.factory.body.skeleton import Proportions
from train.factory.character import build_character, draw_character
from train.factory.clothes.outfit import ACCESSORIES as WORN
from train.factory.face.head import Head, build_head
from train.factory.parts import CLASS_OF, CLASSES
from train.factory.poses.poses import DrawnPose, named
from train.factory.things.headwear_fit import COVERS, press
from train.factory.things.headwear_parts import Dyes
from train.factory.things.holding import FRAME, closed_hand, hand_size, hold, upright
from train.factory.things.props import HELD, carry
from train.factory.things.tables import USUAL, WORDS
from train.factory.things.things import ACCESSORIES, ThingsSpec, build_things

BODIES = {"chibi": 3.2, "tall": 7.3}
DYES = Dyes(
    (0.4, 0.3, 0.6), (0.9, 0.9, 0.9), (0.8, 0.2, 0.3), (0.2, 0.2, 0.3), (0.95, 0.95, 0.95), (0.9, 0.8, 0.4)
)
PALETTE = draw_character(0).palette
STANCES = ("stand", "walk", "sit", "arms_up", "run")


@pytest.fixture(scope="module", params=BODIES)
def figure(request) -> tuple[Body, Head]:
    body = Body(Proportions(heads=BODIES[request.param], hands=1.04))
    spec = draw_character(0)
    return body, build_head(spec.face, spec.palette, body)


@pytest.mark.parametrize(
    ("slot", "name"), [(s, n) for s, names in USUAL.items() for n in names if n != "none"]
)
def test_every_thing_builds(figure, slot, name):
    body, head = figure
    for turn in (0.05, 0.55):  # of colors and details
        spec = ThingsSpec(**{slot: name}, turns=(turn,) * len(USUAL))
        things = build_things(spec, PALETTE, body, head)
        assert things.meshes and set(things.words) == {WORDS[f"{slot} {name}"]} <= {*ACCESSORIES, *WORN}
        assert sum(len(m.positions) for m in things.meshes) < 4000
        for mesh in things.meshes:
            assert np.isfinite(mesh.positions).all()
            assert mesh.hull is not None and np.isfinite(mesh.hull).all()
            assert mesh.faces.max() < len(mesh.positions)
            assert np.allclose(mesh.weights.sum(1), 1, atol=1e-4)
            assert set(CLASS_OF[np.unique(mesh.part)]) == {CLASSES.index("accessory")}


def _frames(body: Body, things, stance: str):
    pose = things.held(DrawnPose(stance, False, named(stance), named(stance)), np.random.default_rng(3))
    assert pose.stance.within_limits() and pose.following.within_limits()
    return body.skeleton.pose(pose.stance), pose


@pytest.mark.parametrize("name", [n for n, h in HELD.items() if h.shape == "grip" and h.on == "hand"])
def test_grips_lie_in_the_closed_hand(figure, name):
    """Each finger's middle stands off the grip's axis by its radius and the finger's own thickness."""
    body, head = figure
    held, size = HELD[name], hand_size(body)
    spec = ThingsSpec(held=name, turns=(0.0,) * len(USUAL))
    things = build_things(spec, PALETTE, body, head)
    side = things.grips[0].hand.side
    for stance in STANCES:
        frames, _ = _frames(body, things, stance)
        skeleton = body.skeleton
        row = BONE[side + "Hand"]
        rest = skeleton.rest[row] + skeleton.neutral[row].T @ things.grips[0].hand.center
        center = frames.carry(side + "Hand", rest)
        axis = frames.turns[row] @ skeleton.neutral[row].T @ FRAME[:, 1]
        for finger in FINGERS[1:]:
            a, b = (frames.joint(f"{side}{finger}{joint}") for joint in ("Intermediate", "Distal"))
            way = (a + b) / 2 - center
            far = np.linalg.norm(way - (way @ axis) * axis)
            assert far < held.radius * size + 0.065 * size, (stance, finger)


@pytest.mark.parametrize("name", [n for n, h in HELD.items() if h.other is not None])
def test_both_hands_reach(figure, name):
    """The second hand comes to its place on the thing: within a tenth of a head."""
    body, _ = figure
    carried = None
    for turn in np.linspace(0, 0.99, 60):  # details decide whether the second hand joins in
        dyes = Dyes(DYES.main, DYES.trim, DYES.accent, DYES.dark, DYES.light, DYES.metal, float(turn))
        carried = carry(name, body, dyes, left=False, out=0.08)
        if len(carried.grips) == 2:
            break
    if carried is None or len(carried.grips) < 2:
        pytest.skip("held with one hand only")
    for stance in STANCES:
        pose = DrawnPose(stance, False, named(stance), named(stance))
        frames = body.skeleton.pose(hold(pose, body, carried.grips, np.random.default_rng(1)).stance)
        spots, turns = [], []
        for grip in carried.grips:
            row = BONE[grip.hand.side + "Hand"]
            hang = body.skeleton.neutral[row]
            spots.append(frames.carry(row, body.skeleton.rest[row] + hang.T @ grip.hand.center))
            turns.append(frames.turns[row] @ hang.T @ FRAME @ grip.tilt)
        if carried.grips[1].fixed:
            chest = BONE["upperChest"]
            for grip, spot in zip(carried.grips, spots, strict=True):
                goal = frames.carry(chest, body.skeleton.rest[chest] + grip.place)
                assert np.linalg.norm(goal - spot) < 0.10, (stance, grip.hand.side)
        else:
            goal = spots[0] + turns[0] @ carried.grips[1].place
            assert np.linalg.norm(goal - spots[1]) < 0.10, stance


def test_holding_moves_both_pictures_alike_and_nothing_else(figure):
    body, head = figure
    things = build_things(ThingsSpec(held="sword"), draw_character(0).palette, body, head)
    start = DrawnPose("walk", False, named("walk"), named("run"))
    pose = things.held(start, np.random.default_rng(0))
    changed = np.any(pose.stance.angles != start.stance.angles, 1)
    assert changed.any() and np.array_equal(pose.stance.angles[changed], pose.following.angles[changed])
    assert np.array_equal(pose.following.angles[~changed], start.following.angles[~changed])


def test_who_lies_gets_up_to_hold_something(figure):
    body, head = figure
    things = build_things(ThingsSpec(held="staff"), draw_character(0).palette, body, head)
    lying = DrawnPose("lie_on_back", False, named("lie_on_back"), named("lie_on_back"))
    assert upright(things.held(lying, np.random.default_rng(0)).stance, standing=True)
    nothing = build_things(ThingsSpec(), draw_character(0).palette, body, head)
    assert nothing.held(lying, np.random.default_rng(0)) is lying


def test_thick_things_open_the_hand():
    body = Body(Proportions())
    for side in SIDES:
        thin, thick = (closed_hand(body, side, r * hand_size(body)) for r in (0.02, 0.09))
        joint = f"{side}MiddleIntermediate"
        assert thin.fingers[joint][0] > thick.fingers[joint][0]
        assert (thin.center[0] < 0) == (side == "left")  # the palm looks at the thigh


def test_hats_press_the_hair(figure):
    _, head = figure
    rng = np.random.default_rng(0)
    way = rng.normal(size=(400, 3))
    hair = head.center + way / np.linalg.norm(way, axis=1, keepdims=True) * 0.62
    for kind in COVERS:
        high = press(hair, head, kind)[:, 1].max()
        assert high < head.center[1] + 0.61
    assert press(hair, head, "none") is hair


def test_shares_of_seeds():
    """Over half of all seeds have something, about a quarter hold something; clashes never happen."""
    specs = [draw_character(seed).things for seed in range(0, 4000, 16)]
    some = np.mean([bool(s.named()) for s in specs])
    assert 0.45 < some < 0.75
    assert 0.18 < np.mean([s.held != "none" for s in specs]) < 0.34
    for s in specs:
        assert s.hat == "none" or (s.ears, s.horns, s.halo) == ("none",) * 3
        assert s.back == "none" or s.bag in ("none", "shoulder_bag")


def test_a_character_with_everything_stays_within_its_budget():
    spec = draw_character(4)
    character = build_character(spec)
    assert set(character.things.words) <= set(character.tags["accessories"])
