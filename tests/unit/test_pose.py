"""The pose itself: hiding, mirroring, moving, fitting, and what it refuses."""

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.pose import JOINTS, L_WRIST, LIMBS, NOSE, PARENTS, R_WRIST, TWINS, Pose, joint_index
from anigen_core.pose_library import named_pose, named_poses, pose_documents


def waving() -> Pose:
    return named_pose("waving")


def test_tables_agree():
    assert len(JOINTS) == 18 and len(LIMBS) == 17
    assert all(PARENTS[child] == parent for parent, child in LIMBS)
    for joint, twin in enumerate(TWINS):
        a, b = JOINTS[joint], JOINTS[twin]
        assert a == b or {a[:2], b[:2]} == {"r_", "l_"}


def test_points_are_copied_and_read_only():
    source = np.array(waving().joints)
    pose = Pose(source)
    source[0] = 0
    assert pose.joints[0, 0] != 0
    with pytest.raises(ValueError):
        pose.joints[0, 0] = 3


def test_hide_and_show_keep_the_place():
    pose = waving()
    hidden = pose.hidden("r_wrist", L_WRIST)
    assert not hidden.visible[[R_WRIST, L_WRIST]].any() and hidden.point("r_wrist") is None
    assert (hidden.joints[:, :2] == pose.joints[:, :2]).all()
    assert hidden.shown("r_wrist", "l_wrist") == pose
    moved = hidden.with_joint("r_wrist", 5, 6)
    assert moved.visible[R_WRIST] and moved.joints[R_WRIST].tolist() == [5, 6, 1]


@pytest.mark.parametrize("name", ["waving", "peace_sign", "looking_back", "running"])
def test_mirror_swaps_sides_and_is_its_own_inverse(name):
    pose = named_pose(name)
    mirrored = pose.mirrored()
    for joint, twin in enumerate(TWINS):
        assert mirrored.joints[joint, 0] == pytest.approx(pose.width - pose.joints[twin, 0])
        assert mirrored.joints[joint, 1:] == pytest.approx(pose.joints[twin, 1:])
    assert (mirrored.left_hand is None) == (pose.right_hand is None)
    assert mirrored.mirrored().joints == pytest.approx(pose.joints, abs=1e-9)


def test_move_scale_turn():
    pose = waving()
    x, y, w, h = pose.box()
    assert pose.translated(3, -4).box() == pytest.approx((x + 3, y - 4, w, h))
    assert pose.scaled(0.5).box() == pytest.approx((x + w / 4, y + h / 4, w / 2, h / 2))
    turned = pose.rotated(90, (100.0, 100.0))
    nose = pose.joints[NOSE]
    assert turned.joints[NOSE, :2] == pytest.approx([200 - nose[1], nose[0]])  # clockwise as seen
    assert turned.right_hand is not None
    with pytest.raises(InputError):
        pose.scaled(0)


@pytest.mark.parametrize("extent", [(256, 384), (1024, 1536), (900, 300), (64, 64)])
def test_resize_keeps_proportions_and_fit_fills_the_canvas(extent):
    pose = waving()
    resized = pose.resized(extent)
    assert resized.extent == extent
    k = min(extent[0] / pose.width, extent[1] / pose.height)
    assert resized.box()[2:] == pytest.approx((pose.box()[2] * k, pose.box()[3] * k))
    fitted = pose.fitted(extent, margin=0.1)
    x, y, w, h = fitted.figure_box()
    gap = 0.1 * min(extent)
    assert min(x, y, extent[0] - x - w, extent[1] - y - h) == pytest.approx(gap, abs=0.01 * max(extent))


def test_height_of_a_sitting_figure_is_its_standing_height():
    standing, sitting = named_pose("standing"), named_pose("sitting_chair")
    # Both poses come from one body; the head says how large it is drawn.
    head = [float(np.hypot(*(p.joints[16, :2] - p.joints[17, :2]))) for p in (standing,)]
    assert standing.body_height() == pytest.approx(6.3 * head[0] / 0.78, rel=0.08)
    thigh = [np.hypot(*(p.joints[9, :2] - p.joints[10, :2])) / p.body_height() for p in (standing, sitting)]
    assert thigh[1] == pytest.approx(thigh[0], rel=0.15)


@pytest.mark.parametrize(
    "joints",
    [np.zeros((5, 3)), np.zeros((18, 2)), [["a"] * 3] * 18, np.full((18, 3), np.nan), np.full((18, 3), 1e9)],
)
def test_wrong_points_are_refused_with_a_sentence(joints):
    with pytest.raises(InputError, match=r"\.$"):
        Pose(joints)


@pytest.mark.parametrize(
    "call",
    [
        lambda pose: Pose(pose.joints, 0, 100),
        lambda pose: Pose(pose.joints, 100, 10**6),
        lambda pose: Pose(pose.joints, left_hand=np.zeros((5, 3))),
        lambda pose: joint_index("tail"),
        lambda pose: joint_index(18),
        lambda pose: pose.hidden(*range(18)).box(),
        lambda pose: pose.fitted(margin=0.7),
    ],
)
def test_wrong_calls_are_refused_with_a_sentence(call):
    with pytest.raises(InputError, match=r"^[A-Z].*\.$"):
        call(named_pose("standing"))


def test_library_holds_many_plausible_poses():
    library = named_poses()
    assert len(library) >= 24
    tags = {tag for pose in library.values() for tag in pose.tags}
    assert {"standing", "walking", "running", "jumping", "sitting", "kneeling", "lying", "fighting"} <= tags
    for name, entry in library.items():
        pose = entry.figure
        assert entry.name == name and entry.label and entry.tags
        assert pose.extent == (512, 768)
        x, y, w, h = pose.box()
        assert min(x, y) >= 0 and x + w <= 512 and y + h <= 768, name
        assert pose.visible[1:14].sum() >= 11, name  # the body is shown, but for hands behind the back


def test_bones_never_exceed_the_body_they_belong_to():
    """A picture may shorten a bone, never lengthen it: every limb stays within its share of the height."""
    shares = {(2, 3): 0.171, (3, 4): 0.152, (8, 9): 0.229, (9, 10): 0.224}
    for name, entry in named_poses().items():
        pose = entry.figure
        for (a, b), share in shares.items():
            for start, end in ((a, b), (TWINS[a], TWINS[b])):
                length = np.hypot(*(pose.joints[start, :2] - pose.joints[end, :2]))
                assert length <= 1.12 * share * pose.body_height(), (name, JOINTS[end])


def test_named_pose_on_any_canvas_and_unknown_name():
    assert named_pose("standing", (256, 384)).extent == (256, 384)
    with pytest.raises(InputError, match="standing, "):
        named_pose("moonwalk")


def test_the_library_as_a_page_takes_it():
    documents = pose_documents()
    assert [entry["name"] for entry in documents] == list(named_poses())
    for entry in documents:
        assert entry["label"]
        figure = Pose.from_json(entry["pose"])
        assert figure.joints == pytest.approx(named_pose(entry["name"]).joints, abs=1e-6)
