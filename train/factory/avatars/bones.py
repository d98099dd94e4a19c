"""From a file's bones to the factory's skeleton: which bone is which, where they are, how they hang."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from anigen_core.errors import InputError

from ..body.bones import BONE, BONES, FINGERS, PARENTS, SIDES, SKIN_BONE, TIP_PARENT
from ..body.skeleton import Proportions, Skeleton, make_skeleton
from .raw import RawAvatar

NEEDED = (
    "hips",
    "head",
    *(s + b for s in SIDES for b in ("UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot")),
)
"""Bones without which a file is no figure."""

_CENTER = {
    "hips": "hips", "hip": "hips", "pelvis": "hips", "spine": "spine", "chest": "chest", "spine1": "chest",
    "upperchest": "upperChest", "spine2": "upperChest", "neck": "neck", "head": "head",
}  # fmt: skip
_LIMBS = {
    **dict.fromkeys(("shoulder", "clavicle", "collar"), "Shoulder"),
    **dict.fromkeys(("upperarm", "arm", "uparm"), "UpperArm"),
    **dict.fromkeys(("lowerarm", "forearm", "elbow", "lowarm"), "LowerArm"),
    **dict.fromkeys(("hand", "wrist"), "Hand"),
    **dict.fromkeys(("upperleg", "thigh", "upleg"), "UpperLeg"),
    **dict.fromkeys(("lowerleg", "shin", "calf", "leg", "knee", "lowleg"), "LowerLeg"),
    **dict.fromkeys(("foot", "ankle"), "Foot"),
    **dict.fromkeys(("toe", "toes", "toebase", "ball"), "Toes"),
    **dict.fromkeys(("eye", "faceeye"), "Eye"),
}
_NOISE = {"mixamorig", "j", "bip", "c", "adj", "armature", "def", "bip01", "valvebiped", "character"}
_JAPANESE = {
    "下半身": "hips",
    "上半身": "spine",
    "上半身2": "chest",
    "上半身3": "upperChest",
    "首": "neck",
    "頭": "head",
    "目": "Eye",
    "肩": "Shoulder",
    "腕": "UpperArm",
    "ひじ": "LowerArm",
    "手首": "Hand",
    "足": "UpperLeg",
    "ひざ": "LowerLeg",
    "足首": "Foot",
    "つま先": "Toes",
    "足先EX": "Toes",
}
_JAPANESE_FINGERS = {"人指": "Index", "人差指": "Index", "中指": "Middle", "薬指": "Ring", "小指": "Little"}


def _finger(core: str) -> str | None:
    """`index1`, `findex01`, `handlittle2`, `thumbproximal` to a bone without its side."""
    match = re.fullmatch(
        r"(?:hand|f)?(thumb|index|middle|mid|ring|little|pinky)(?:finger)?(\d|proximal|intermediate|distal|metacarpal)",
        core,
    )
    if match is None:
        return None
    finger = {"mid": "Middle", "pinky": "Little"}.get(match[1], match[1].capitalize())
    joints = (
        ("Metacarpal", "Proximal", "Distal") if finger == "Thumb" else ("Proximal", "Intermediate", "Distal")
    )
    if match[2].isdigit():
        return finger + joints[int(match[2]) - 1] if 1 <= int(match[2]) <= 3 else None
    joint = match[2].capitalize()
    if finger == "Thumb" and joint == "Intermediate":
        joint = "Proximal"
    return finger + joint if joint in joints else None


def bone_of(name: str) -> str | None:
    """The VRM bone that a name means (Blender, VRoid, Mixamo, Unity and MikuMikuDance habits), or None."""
    name = unicodedata.normalize("NFKC", name)
    side = {"左": "left", "右": "right"}.get(name[:1], "")
    core = name[1:] if side else name
    if core in _JAPANESE:
        bone = _JAPANESE[core]
        return (side + bone if side else bone) if (side + bone) in BONE else None
    if side:
        for japanese, finger in _JAPANESE_FINGERS.items():
            if core[:-1] == japanese and core[-1] in "123":
                return side + finger + ("Proximal", "Intermediate", "Distal")[int(core[-1]) - 1]
        if core[:-1] == "親指" and core[-1] in "012":
            return side + "Thumb" + ("Metacarpal", "Proximal", "Distal")[int(core[-1])]
        return None
    words = [w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)]
    for word in words:
        side = {"l": "left", "left": "left", "r": "right", "right": "right"}.get(word, side)
    core = "".join(
        w.lstrip("0") if w.isdigit() else w
        for w in words
        if w not in _NOISE and w not in ("l", "r", "left", "right")
    )
    if not side:
        return _CENTER.get(core)
    limb = _LIMBS.get(core) or _finger(core)
    return side + limb if limb else None


def find_bones(raw: RawAvatar) -> dict[str, int]:
    """Bone name to node: what the file says, or what the names say.

    Raises:
        InputError: naming the bones that are missing.
    """
    found = dict(raw.humanoid)
    if not found:
        plain = [unicodedata.normalize("NFKC", n) for n in raw.names]
        for i, name in enumerate(raw.names):
            bone = bone_of(name)
            if bone is not None:
                found.setdefault(bone, i)
        if "上半身M" in plain and "上半身2" in plain:  # an additional bone between the two of the trunk
            found["chest"], found["upperChest"] = plain.index("上半身M"), plain.index("上半身2")
        for i, name in enumerate(plain):
            if name in ("左足先EX", "右足先EX"):
                found["leftToes" if name[0] == "左" else "rightToes"] = i
    missing = [name for name in NEEDED if name not in found]
    if missing:
        words = ", ".join(missing[:6]) + (f" and {len(missing) - 6} more" if len(missing) > 6 else "")
        raise InputError(f"This is not a humanoid avatar that can be posed: it has no bone for {words}.")
    return found


def follow(raw: RawAvatar, found: dict[str, int]) -> np.ndarray:
    """(nodes,) row of `SKIN_BONES` that each node of the file turns with."""
    known = {node: SKIN_BONE[name] for name, node in found.items()}
    for i, name in enumerate(raw.names):
        plain = unicodedata.normalize("NFKC", name)
        if i in known:
            continue
        if "袖" in plain:  # sleeve bones are moved by the arm's
            bone = bone_of(plain.replace("袖", "").replace("IK", ""))
            if bone is not None:
                known[i] = SKIN_BONE[bone]
        for side, sign in (("left", "左"), ("right", "右")):
            words = re.split(r"[._ ]", plain.lower())
            if plain == sign + "手捩" or ("forearm" in words and "twist" in words and side[0] in words):
                known[i] = SKIN_BONE[side + "LowerArmTwist"]
    upward = raw.follows if raw.follows is not None else raw.parents
    out = np.zeros(len(raw.names), np.int64)  # what hangs on nothing known goes with the hips
    for i in range(len(out)):
        at, steps = i, 0
        while at >= 0 and at not in known and steps < 256:
            at, steps = int(upward[at]), steps + 1
        out[i] = known.get(at, SKIN_BONE["hips"])
    return out


def upright(raw: RawAvatar, found: dict[str, int]) -> np.ndarray:
    """(3, 3) turn about the vertical that makes the figure face +z, its left at +x.

    Raises:
        InputError: the legs are in one place.
    """
    x, _, z = raw.places[found["leftUpperLeg"]] - raw.places[found["rightUpperLeg"]]
    size = float(np.hypot(x, z))
    height = float(raw.places[found["head"], 1] - raw.places[found["leftFoot"], 1])
    if not (size > 1e-6 and height > size / 4 and np.isfinite(raw.places).all()):
        raise InputError("This avatar does not stand upright with its legs apart, so it cannot be posed.")
    c, s = x / size, z / size
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def _arc(way: np.ndarray, to: np.ndarray) -> np.ndarray:
    """The shortest rotation that takes direction `way` to `to`."""
    a, b = way / max(np.linalg.norm(way), 1e-9), to / np.linalg.norm(to)
    v, c = np.cross(a, b), float(a @ b)
    if c < -0.9999:
        return np.diag([1.0, -1.0, -1.0])
    k = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.eye(3) + k + k @ k / (1 + c)


def make_fitted(places: dict[str, np.ndarray]) -> Skeleton:
    """A skeleton from the joints that are known (heads, ground 0, facing +z). The others are put where a
    body of usual proportions has them. The neutral turns come from the directions of the limbs, so that
    files in A and T stances move alike."""
    usual = make_skeleton(Proportions())
    rest = np.zeros((len(BONES), 3))
    down = np.array([0.0, -1.0, 0.0])
    neutral = np.tile(np.eye(3), (len(BONES), 1, 1))
    trunk = ("hips", "spine", "chest", "upperChest", "neck", "head")
    have = [i for i, name in enumerate(trunk) if name in places]
    for axis in range(3):
        values = np.interp(range(6), have, [places[trunk[i]][axis] for i in have])
        for name, value in zip(trunk, values, strict=True):
            rest[BONE[name], axis] = value
    for side in SIDES:
        a, b, c = (places[side + n] for n in ("UpperArm", "LowerArm", "Hand"))
        ends = [
            places[side + n]
            for n in ("MiddleProximal", "IndexProximal", "LittleProximal")
            if side + n in places
        ]
        neutral[BONE[side + "UpperArm"]] = _arc(b - a, down)
        neutral[BONE[side + "LowerArm"]] = _arc(c - b, down)
        hand = _arc((ends[0] - c) if ends else (c - b), down)
        for name in (
            "Hand",
            *(n.removeprefix(side) for n in BONES if n.startswith(side) and any(f in n for f in FINGERS)),
        ):
            neutral[BONE[side + name]] = hand
        for upper, lower in (("UpperLeg", "LowerLeg"), ("LowerLeg", "Foot")):
            way = places[side + lower] - places[side + upper]
            if way @ down < 0.966 * np.linalg.norm(way):  # a stride or spread legs; small leanings are style
                neutral[BONE[side + upper]] = _arc(way, down)
        arm = np.linalg.norm(c - b) / np.linalg.norm(
            np.subtract(*(usual.rest[BONE["left" + n]] for n in ("LowerArm", "Hand")))
        )
        leg = places[side + "UpperLeg"][1] / usual.leg
        for name in BONES:
            if not name.startswith(side):
                continue
            parent = PARENTS[BONE[name]]
            if name in places:
                rest[BONE[name]] = places[name]
            elif name == side + "Shoulder":
                inner = rest[BONE["neck"]]
                rest[BONE[name]] = inner + (a - inner) * [0.25, 0.8, 0.8]
            else:
                scale = 1.0 if name.endswith("Eye") else leg if name.endswith("Toes") else arm
                rest[BONE[name]] = (
                    rest[parent] + _offset(usual, usual.rest[BONE[name]], parent, neutral) * scale
                )
    tips = {}
    for name, parent in TIP_PARENT.items():
        before = PARENTS[parent]
        way = rest[parent] - rest[before]
        tips[name] = rest[parent] + way * 0.8
        if "Toes" in name:
            scale = rest[BONE["leftUpperLeg"], 1] / usual.leg
            tips[name] = rest[parent] + (usual.tips[name] - usual.rest[parent]) * scale
    points = {n: p - usual.rest[BONE["head"]] + rest[BONE["head"]] for n, p in usual.head_points.items()}
    return Skeleton(rest, tips, points, neutral)


def _offset(usual: Skeleton, place: np.ndarray, parent: int, neutral: np.ndarray) -> np.ndarray:
    """How a bone of the usual body lies to its parent, in the avatar's rest stance."""
    return neutral[parent].T @ usual.neutral[parent] @ (place - usual.rest[parent])


def spread_trunk(
    dense: np.ndarray, positions: np.ndarray, skeleton: Skeleton, places: dict[str, np.ndarray]
) -> None:
    """Give bones that the file does not have their share of the vertices (n, 64) of the bone below, by
    height, so that a bending trunk stays in one piece. In place."""
    for below, above in (
        ("hips", "spine"),
        ("spine", "chest"),
        ("chest", "upperChest"),
        ("upperChest", "neck"),
    ):
        if above in places:
            continue
        low, high = (skeleton.rest[BONE[n], 1] for n in (below, above))
        reach = max(0.5 * (high - low), 0.03)
        share = np.clip((positions[:, 1] - (high - reach)) / (2 * reach), 0, 1)
        moved = dense[:, BONE[below]] * (share * share * (3 - 2 * share))
        dense[:, BONE[below]] -= moved
        dense[:, BONE[above]] += moved
