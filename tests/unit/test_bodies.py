"""The body by a network: its input is the pose, its output lands where the pose is, wishes are seen."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from anigen_core import bodies, pose
from anigen_core.character import PALETTE, Character, labels
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.mannequin.skeleton import lift
from anigen_core.networks import psgan
from anigen_core.networks.psgan_peers import Original, keypoint_maps
from anigen_core.pipeline import Studio
from anigen_core.pose import Pose
from anigen_core.pose_library import named_pose
from anigen_core.runner import pick_runner
from anigen_core.settings import Settings
from anigen_core.stages.generate import Generate, GenerateOptions, by_whom, draw_body
from tests.tiny_body import write_tiny_body

BY_NETWORK = GenerateOptions(figure="psgan")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_tiny_body(tmp_path_factory.mktemp("body"))


@pytest.fixture(scope="module")
def runner(folder):
    return pick_runner("torch", folder=folder)


def test_the_network_knows_the_programs_tables():
    assert tuple(map(tuple, pose.LIMBS)) == psgan.LIMBS and psgan.PALETTE == PALETTE
    assert psgan.LATENT == bodies.LATENT and len(bodies._PARTS) == len(psgan.PARTS)


def test_pose_maps_are_where_the_joints_are():
    shown = named_pose("waving", (512, 768))
    points = bodies.points_of(shown, lift(shown), bodies.Frame(0, 0, 512))
    maps = psgan.pose_maps(torch.from_numpy(points)[None], 96)[0]
    assert maps.shape == (psgan.PLANES, 96, 64) and float(maps.min()) >= 0
    for joint in range(18):
        if points[joint, 2]:
            y, x = divmod(int(maps[joint].argmax()), 64)
            assert np.hypot(x + 0.5 - points[joint, 0] * 64, y + 0.5 - points[joint, 1] * 64) < 1
        else:
            assert not maps[joint].any()
    gone = torch.from_numpy(points * np.float32(0))[None]
    assert not psgan.pose_maps(gone, 48).any()


def test_what_is_in_front_is_told_from_what_is_behind():
    points = torch.zeros(1, 60, 4)
    points[0, 1] = torch.tensor([0.5, 0.3, 1, 0])
    points[0, 2] = torch.tensor([0.3, 0.3, 1, 0])
    for depth, plane in ((1.0, 35), (-1.0, 36)):
        points[0, 3] = torch.tensor([0.3, 0.6, 1, depth])
        maps = psgan.pose_maps(points, 48)[0]
        assert float(maps[plane].max()) > 0.5 and not maps[71 - plane].any()


def test_sizes_grow_upon_one_another():
    torch.manual_seed(0)
    network = psgan.Psgan(5, (8, 8, 8, 8, 8), control=16).eval()
    wish, points = torch.randn(2, 5 + 32 + 64), torch.rand(2, 60, 4)
    with torch.no_grad():
        made = network.grown(points, wish, 5)
        assert [tuple(p.shape[1:]) for p in made] == [(20, 96, 64), (20, 192, 128), (20, 384, 256)]
        assert torch.equal(network(points, wish), made[-1])
        assert torch.equal(network.grown(points, wish, 4)[-1], made[1])
        # Each picture alone, whatever else is in the batch.
        assert torch.allclose(network(points[:1], wish[:1]), made[-1][:1], atol=1e-5)


def test_the_papers_form_takes_the_same_input():
    torch.manual_seed(0)
    network = Original(5, (8, 8, 8, 8, 8)).eval()
    wish, points = torch.randn(2, 5 + 32 + 64), torch.rand(2, 60, 4)
    with torch.no_grad():
        out = network(points, wish)
        assert out.shape == (2, psgan.OUTPUTS, 96, 64)
        # words and colors are nothing to it
        wish[:, :37] += 1
        assert torch.equal(network(points, wish), out)
        wish[:, 37:] += torch.randn(64)
        assert not torch.equal(network(points, wish), out)
    maps = keypoint_maps(points, 12, 96)
    assert maps.shape == (2, 18, 12, 8) and set(maps.unique().tolist()) == {-1.0, 1.0}


def test_engines_agree(folder, runner):
    other = pick_runner("openvino", folder=folder)
    options = GenerateOptions(character=Character.parse("hair=bob, top=#ff0000", 3))
    a, b = (draw_body(named_pose("running"), options, runner=r) for r in (runner, other))
    assert (np.abs(a.picture.astype(int) - b.picture) <= 2).mean() > 0.999
    assert (a.parts != b.parts).mean() < 0.001


@pytest.mark.parametrize("extent", [(512, 768), (300, 300), (1024, 512), (90, 400)])
def test_any_canvas_gets_its_own_size(runner, extent):
    body = draw_body(named_pose("sitting_chair", extent), BY_NETWORK, runner=runner)
    height, width = extent[1], extent[0]
    assert body.method == "psgan" and body.picture.shape == body.colors.shape == (height, width, 4)
    assert body.lines.shape == body.limbs.shape == body.parts.shape == (height, width)
    assert body.picture.dtype == body.lines.dtype == body.parts.dtype == np.uint8
    assert ((body.colors[..., 3] > 0) == (body.parts > 0)).all()
    assert ((body.limbs > 0) == (body.parts > 0)).all()
    assert "PSGAN" in by_whom(body, runner)


def test_the_figure_moves_with_the_pose(runner):
    """What lies inside the frame moves by whole pixels as the pose does."""
    small = named_pose("standing", (512, 768)).scaled(0.4)
    frame = bodies.frame_of(small)
    assert frame.width < 512
    a = draw_body(small, BY_NETWORK, runner=runner).picture
    b = draw_body(small.translated(24, -16), BY_NETWORK, runner=runner).picture
    assert (a[100:-100, 100:-100] == b[84:-116, 124:-76]).mean() > 0.98


def test_same_seed_same_picture_and_wishes_are_seen(runner):
    here = named_pose("standing", (128, 192))
    she = Character.parse("hair=twin_tails, hair_color=pink", 5)
    one = draw_body(here, GenerateOptions(character=she), runner=runner).picture
    assert (one == draw_body(here, GenerateOptions(character=she), runner=runner).picture).all()
    for other in (replace(she, seed=6), she.wishing("hair", "bob"), she.colored("top", "#00ff00")):
        assert (one != draw_body(here, GenerateOptions(character=other), runner=runner).picture).any()


def test_the_way_between_two_characters(runner):
    known = labels()
    a = Character.parse("hair=bob, outfit=bellhop", 5)
    b = Character.parse("hair=long, outfit=tank, shoes=#00ff00", 9)
    start, end = (bodies.wish_of(c, None, 0, known) for c in (a, b))
    assert (bodies.wish_of(a, b, 0, known) == start).all()
    assert np.allclose(bodies.wish_of(a, b, 1, known)[: len(known)], end[: len(known)])
    half = bodies.wish_of(a, b, 0.5, known)
    assert half[known.index("hair:bob")] == half[known.index("hair:long")] == 0.5
    one, other, mixed = (row[len(known) : -64].reshape(-1, 4) for row in (start, end, half))
    for x, y, z in zip(one, other, mixed, strict=True):
        if x[3] and y[3]:
            assert np.allclose(z, (x + y) / 2)
        elif x[3] or y[3]:  # a color of one of the two fades in as itself, never through black
            assert np.allclose(z, [*(x if x[3] else y)[:3], 0.5])
    assert (one[:, 3] != other[:, 3]).any() and (one[:, 3] * other[:, 3]).any()
    # random numbers stay as large as random numbers are
    assert 6 < np.linalg.norm(half[-64:]) < 10
    assert not bodies.latent(0).any() and np.abs(bodies.latent(1)).max() > 1


@pytest.mark.parametrize("name", ["back_view", "crouching", "jumping", "lying", "arms_crossed"])
def test_odd_poses_and_hidden_joints(runner, name):
    shown = named_pose(name, (256, 384))
    for hidden in ((), (4, 7), (9, 10, 12, 13), (0, 14, 15, 16, 17)):
        try:
            body = draw_body(shown.hidden(*hidden), BY_NETWORK, runner=runner)
        except InputError as error:
            assert str(error).endswith(".")
            continue
        assert np.isfinite(body.picture).all()


def test_three_joints_get_a_sentence(runner):
    few = np.zeros((18, 3))
    few[[2, 3, 4]] = (100, 100, 1)
    with pytest.raises(InputError, match=r"too little of the body.*\.$"):
        Generate(runner)(Pose(few, 200, 300))


def test_without_weights_or_on_demand_the_mannequin(runner):
    here = named_pose("standing", (128, 192))
    plain = draw_body(here)
    assert plain.method == "mannequin"
    again = draw_body(here, GenerateOptions(figure="mannequin"), runner=runner)
    assert (plain.picture == again.picture).all()
    # Where nobody says who draws, the mannequin does, but for who turns into another.
    assert draw_body(here, runner=runner).method == "mannequin"
    wished = GenerateOptions(character=Character.parse("hair=bob"))
    assert draw_body(here, wished, runner=runner).method == "mannequin"
    turning = GenerateOptions(character=Character.parse("hair=bob"), toward=Character(seed=2), share=0.5)
    assert draw_body(here, turning, runner=runner).method == "psgan"
    red = draw_body(here, GenerateOptions(character=Character.parse("top=#ff0000, outer=#ff0000")))
    assert (red.colors[red.parts == 8] == (255, 0, 0, 255)).all() and (red.parts == plain.parts).all()
    red = draw_body(here, GenerateOptions(character=Character.parse("top=#ff0000", 3)))
    assert (red.colors[red.parts == 8] == (255, 0, 0, 255)).all(), "under no coat that nobody wished for"
    assert ((plain.parts > 0) == (plain.limbs > 0)).all()


def test_the_chain_draws_the_body_and_says_so(folder):
    settings = Settings(painter="fill", figure="psgan")
    document = Document.compose(pose=named_pose("waving", (128, 192)), settings=settings)
    by_network = Studio("torch", weights=folder).finish(document)
    assert "PSGAN" in by_network.engine and by_network.picture.shape == (192, 128, 3)
    settings = replace(document.settings, figure="mannequin")
    by_rule = Studio("torch", weights=folder).finish(replace(document, settings=settings))
    assert "mannequin" in by_rule.engine and (by_rule.picture != by_network.picture).any()


@pytest.mark.parametrize("wrong", [{"figure": "puppet"}, {"share": 2}, {"light": "up"}])
def test_wrong_options_are_refused(wrong):
    with pytest.raises(InputError, match=r"\.$"):
        GenerateOptions(**wrong)


def test_lines_run_where_parts_meet():
    parts = np.zeros((60, 40), np.uint8)
    parts[10:50, 10:30] = 8
    parts[30:50, 10:30] = 9
    ink = bodies.borders(parts)
    assert ink.shape == parts.shape and ink.max() > 0.7
    for row, column in ((30, 20), (10, 20), (40, 10), (40, 29)):
        assert ink[row - 1 : row + 2, column - 1 : column + 2].max() > 0.6
    assert not ink[20, 15:25].any() and not ink[:6].any() and not bodies.borders(parts * 0).any()


def test_drifts_from_the_wished_colors_are_taken_back():
    rng = np.random.default_rng(0)
    picture = np.dstack([rng.uniform(0.4, 0.6, (40, 40, 3)), np.ones((40, 40))])
    told = np.zeros((40, 40), int)
    told[:20], told[20:, :20] = psgan.PARTS.index("hair_front"), psgan.PARTS.index("top")
    palette = np.zeros((8, 4), np.float32)
    palette[PALETTE.index("hair")] = (0.2, 0.7, 0.5, 1)
    before = picture.copy()
    bodies._keep_colors(picture, told, palette)
    assert np.allclose(np.median(picture[:20], (0, 1))[:3], (0.2, 0.7, 0.5), atol=1e-6)
    assert np.allclose(picture[:20].std((0, 1)), before[:20].std((0, 1)))  # light and shade stay
    assert np.array_equal(picture[20:], before[20:])  # a color that is open, and the ground
    for part, numbers in bodies._OF_PALETTE.items():
        assert {psgan.PARTS[number] for number in numbers} == set(psgan._COLORED[part])
