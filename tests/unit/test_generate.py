"""The posed mannequin: right on every named pose, at every size, and plain about what it cannot draw."""

import numpy as np
import pytest

from anigen_core.character import Character, groups
from anigen_core.color import parse_color
from anigen_core.errors import Cancelled, InputError
from anigen_core.mannequin.costume import costume_of
from anigen_core.mannequin.drawing import Look, mannequin
from anigen_core.mannequin.skeleton import lift
from anigen_core.mannequin.solid import MATERIALS, PARTS
from anigen_core.pose import FACE_JOINTS, Pose
from anigen_core.pose_library import named_pose, named_poses
from anigen_core.stages.generate import Generate, GenerateOptions

SMALL = (192, 288)


@pytest.mark.parametrize("name", list(named_poses()))
def test_every_named_pose_is_drawn_whole(name):
    pose = named_pose(name, SMALL)
    figure = mannequin(pose)
    height, width = SMALL[1], SMALL[0]
    assert figure.picture.shape == (height, width, 4) and figure.picture.dtype == np.uint8
    assert figure.colors.shape == (height, width, 4) and figure.colors.dtype == np.uint8
    assert figure.lines.shape == figure.parts.shape == (height, width)
    assert set(np.unique(figure.colors[..., 3])) == {0, 255}
    assert ((figure.colors[..., 3] > 0) == (figure.parts > 0)).all()
    assert set(np.unique(figure.parts)) <= set(range(len(PARTS)))
    assert figure.lines.min() < 16 and (figure.lines == 255).mean() > 0.5
    # Nothing is cut off by the edge of the canvas.
    border = np.concatenate([figure.parts[0], figure.parts[-1], figure.parts[:, 0], figure.parts[:, -1]])
    assert not border.any()
    # Each visible joint of a limb lies on the figure, and each limb is there.
    for joint in range(1, 14):
        if pose.visible[joint]:
            x, y = pose.joints[joint, :2].astype(int)
            assert figure.parts[y - 2 : y + 3, x - 2 : x + 3].any(), joint
    for part in ("head", "hair", "torso", "r_thigh", "l_thigh", "r_shin", "l_shin"):
        if part != "head" or pose.visible[0]:
            assert (figure.parts == PARTS.index(part)).sum() > 20, part


@pytest.mark.parametrize("name", ["running", "peace_sign", "looking_back", "arms_crossed", "kneeling"])
def test_mirror_image(name):
    """The mirrored pose gives the mirrored figure: same silhouette, left and right parts swapped."""
    pose = named_pose(name, SMALL)
    figure, twin = mannequin(pose), mannequin(pose.mirrored())
    swap = [PARTS.index({"r": "l", "l": "r"}[p[0]] + p[1:] if p[1] == "_" else p) for p in PARTS]
    # A number is picked a quarter of a pixel off center, so outlines may differ by a pixel.
    assert (np.array(swap)[figure.parts] != twin.parts[:, ::-1]).mean() < 0.012


@pytest.mark.parametrize("extent", [(128, 192), (512, 768), (1024, 1536), (700, 500)])
def test_sizes_show_the_same_figure(extent):
    figure = mannequin(named_pose("waving"), Look(extent=extent))
    assert figure.picture.shape[:2] == (extent[1], extent[0])
    share = min(extent[0] / 512, extent[1] / 768) ** 2 * 512 * 768
    reference = mannequin(named_pose("waving", SMALL))
    assert (figure.parts > 0).sum() / share == pytest.approx((reference.parts > 0).mean(), rel=0.03)


def test_colors_are_the_ones_asked_for_and_light_has_a_side():
    options = Look(top="#ff0000", bottom="#00ff00", shoes="#0000ff", hair="#ffff00", skin="#ffccaa")
    figure = mannequin(named_pose("standing", SMALL), options)
    for part, color in (
        ("torso", "#ff0000"),
        ("l_foot", "#0000ff"),
        ("hair", "#ffff00"),
        ("neck", "#ffccaa"),
    ):
        colors = figure.colors[figure.parts == PARTS.index(part)][:, :3]
        assert (colors == parse_color(color)).all(axis=1).mean() > 0.5
    torso = figure.parts == PARTS.index("torso")
    sides = []
    for light in ("left", "right"):
        picture = mannequin(named_pose("standing", SMALL), Look(light=light)).picture
        luminance = np.where(torso, picture[..., :3].mean(axis=2), np.nan)
        sides.append(np.nanmean(luminance[:, :96]) - np.nanmean(luminance[:, 96:]))
    assert sides[0] > 2 > -2 > sides[1]
    flat = mannequin(named_pose("standing", SMALL), Look(shading=0)).picture
    assert flat[torso][:, :3].mean() > picture[torso][:, :3].mean()


def test_front_and_back():
    front, back = (mannequin(named_pose(name, SMALL)) for name in ("standing", "back_view"))
    face = [(f.parts == PARTS.index("head")).sum() for f in (front, back)]
    assert face[0] > 20 * max(face[1], 1)
    assert lift(named_pose("standing")).forward[2] > 0.9 > -0.9 > lift(named_pose("back_view")).forward[2]
    left, right = lift(named_pose("profile")), lift(named_pose("profile").mirrored())
    assert left.forward[0] < -0.9 and right.forward[0] > 0.9
    alone = lift(named_pose("three_quarter").hidden(*FACE_JOINTS[1:])).face  # a nose is enough to have a face
    assert alone is not None and alone[2, 2] > 0


def test_limbs_lie_where_anatomy_puts_them():
    """Crossed forearms lie on the chest; arms behind the back are covered by it."""
    crossed = mannequin(named_pose("arms_crossed", SMALL)).parts
    for side in ("r", "l"):
        assert (crossed == PARTS.index(f"{side}_forearm")).sum() > 80
    behind = lift(named_pose("hands_behind_back"))
    assert len(behind.behind) == 2
    assert behind.points[4, 2] < 0 and behind.points[7, 2] < 0


@pytest.mark.parametrize(
    ("hidden", "present", "absent"),
    [
        (range(8, 14), ("head", "torso", "r_forearm"), ("r_thigh", "l_shin")),  # a bust
        ((*FACE_JOINTS, *range(1, 8)), ("torso", "l_thigh", "r_foot"), ("head", "l_hand", "neck")),  # legs
        ((4, 7), ("r_upper_arm",), ("r_forearm", "l_hand")),
        ((10, 13), ("r_thigh",), ("r_shin", "l_foot")),
        (FACE_JOINTS, ("torso", "neck"), ("head", "hair")),
        ((0, 14, 15), ("hair", "torso"), ()),
        ((1,), ("head", "torso"), ()),
        ((2, 3, 4), ("torso", "l_hand"), ("r_forearm",)),
    ],
)
def test_hidden_joints(hidden, present, absent):
    figure = mannequin(named_pose("a_pose", SMALL).hidden(*hidden))
    for part in present:
        assert (figure.parts == PARTS.index(part)).any(), part
    for part in absent:
        assert not (figure.parts == PARTS.index(part)).any(), part


@pytest.mark.parametrize("shown", [(0,), (2, 3, 4), (9, 10, 12, 13), (3, 4, 6, 7)])
def test_too_little_of_a_body_is_refused(shown):
    pose = named_pose("standing").hidden(*[joint for joint in range(18) if joint not in shown])
    with pytest.raises(InputError, match=r"show at least.*\.$"):
        Generate()(pose)


def test_wild_poses_do_not_break_it():
    rng = np.random.default_rng(3)
    for _ in range(12):
        joints = np.column_stack([rng.uniform(-60, 260, (18, 2)), rng.random(18) > 0.2])
        pose = Pose(joints, 200, 220)
        try:
            picture = Generate()(pose)
        except InputError:
            continue
        assert picture.shape == (220, 200, 4)
    same = np.zeros((18, 3))
    same[:] = (50, 50, 1)
    assert Generate()(Pose(same, 100, 100)).shape == (100, 100, 4)
    away = named_pose("standing", SMALL).translated(-4000, 0)
    assert not Generate()(away)[..., 3].any()


@pytest.mark.parametrize(
    "wrong", [{"skin": "pink!"}, {"light": "up"}, {"shading": 2}, {"line_width": 0}, {"expression": "?"}]
)
def test_wrong_options_are_refused(wrong):
    with pytest.raises(InputError, match=r"\.$"):
        Look(**wrong)


def share_of(figure, material, rows=slice(None)):
    return (figure.materials[rows] == 1 + MATERIALS.index(material)).mean()


def test_the_mannequin_wears_what_is_wished_for():
    pose = named_pose("standing", SMALL)

    def drawn(wish):
        who = Character.parse(wish)
        return mannequin(pose, GenerateOptions(character=who, figure="mannequin").look())

    plain = drawn("hair=bob")
    for hair in ("long", "very_long", "twin_tails", "ponytail", "braids", "topknot", "spiky"):
        assert share_of(drawn(f"hair={hair}"), "hair") != share_of(plain, "hair"), hair
    below = slice(SMALL[1] * 3 // 10, None)
    assert share_of(drawn("hair=twin_tails"), "hair", below) > 0.002 > share_of(plain, "hair", below)
    skirt, trousers, shorts = (drawn(f"bottom={word}") for word in ("kimono", "trousers", "shorts"))
    assert share_of(skirt, "bottom") > share_of(trousers, "bottom") > 1.5 * share_of(shorts, "bottom")
    assert share_of(drawn("outfit=suit"), "top") > 1.2 * share_of(drawn("outfit=tank"), "top")
    assert share_of(drawn("outfit=sailor"), "socks") > 0.01 and share_of(plain, "socks") == 0
    sitting = named_pose("sitting_chair", SMALL)
    costume = costume_of(Character.parse("outfit=kimono,hair=very_long"))
    assert share_of(mannequin(sitting, Look(costume=costume)), "bottom") > 0.03


@pytest.mark.parametrize("group", ["hair", "outfit", "top", "bottom", "hair_length"])
def test_every_word_is_a_costume(group):
    made = {costume_of(Character().wishing(group, word)) for word in groups()[group]}
    assert len(made) > 2


def test_stage_reports_progress_stops_and_repeats_itself():
    pose = named_pose("jumping", SMALL)
    seen: list[float] = []
    first = Generate()(pose, progress=seen.append)
    assert seen[0] == 0 and seen[-1] == 1 and seen == sorted(seen)
    assert (first == Generate()(pose)).all()

    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Generate()(pose, progress=stop)
