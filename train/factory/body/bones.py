"""The names of things that hang on a skeleton: VRM humanoid bones, helper bones, tips, and their turning
axes.

Axes: y up, the character faces +z, its left hand is at +x. Left and right are always the character's own.
Every bone's angles are (flex, spread, twist) in degrees, measured from the neutral stance: standing straight,
arms hanging, palms towards the thighs. Positive means, on both sides alike:

    flex    limb swings forward (knee: heel to the back; foot: toes up; fingers and hand: towards the palm;
            trunk, neck and head: bow forward)
    spread  limb moves away from the midline (hand: towards the thumb; trunk and head: lean to the left)
    twist   limb turns inwards (trunk and head: turn to the left)

so equal numbers left and right give a symmetrical figure. The shoulder rises by itself with a lifted arm.
"""

from __future__ import annotations

import numpy as np

SIDES = ("left", "right")
FINGERS = ("Thumb", "Index", "Middle", "Ring", "Little")

_CENTER = {
    "hips": None,
    "spine": "hips",
    "chest": "spine",
    "upperChest": "chest",
    "neck": "upperChest",
    "head": "neck",
}
_SIDE = {
    "Eye": "head",
    "Shoulder": "upperChest",
    "UpperArm": "Shoulder",
    "LowerArm": "UpperArm",
    "Hand": "LowerArm",
    "ThumbMetacarpal": "Hand",
    "ThumbProximal": "ThumbMetacarpal",
    "ThumbDistal": "ThumbProximal",
    **{
        f"{finger}{joint}": f"{finger}{before}" if before else "Hand"
        for finger in FINGERS[1:]
        for joint, before in (("Proximal", ""), ("Intermediate", "Proximal"), ("Distal", "Intermediate"))
    },
    "UpperLeg": "hips",
    "LowerLeg": "UpperLeg",
    "Foot": "LowerLeg",
    "Toes": "Foot",
}


def _tree() -> dict[str, str | None]:
    tree: dict[str, str | None] = dict(_CENTER)
    for side in SIDES:
        for name, parent in _SIDE.items():
            tree[side + name] = parent if parent in _CENTER else side + parent
    return tree


_TREE = _tree()
BONES = tuple(_TREE)
"""The 54 VRM 1.0 humanoid bones used here (no jaw), parents before children."""

BONE = {name: i for i, name in enumerate(BONES)}
"""Row of a bone by name."""

PARENTS = tuple(-1 if parent is None else BONE[parent] for parent in _TREE.values())
"""Row of each bone's parent; -1 for the hips."""


def _levels() -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    depth = [0] * len(BONES)
    for i, parent in enumerate(PARENTS[1:], start=1):
        depth[i] = depth[parent] + 1
    rows = [np.array([i for i, d in enumerate(depth) if d == level]) for level in range(1, max(depth) + 1)]
    return tuple((at, np.array(PARENTS)[at]) for at in rows)


LEVELS = _levels()
"""Rows of the bones that are one, two, ... steps from the hips, and rows of their parents."""

_HALVED = ("UpperArm", "LowerArm", "UpperLeg", "LowerLeg")
HELPERS = tuple(
    [side + name + "Half" for side in SIDES for name in _HALVED] + [side + "LowerArmTwist" for side in SIDES]
)
"""Bones for skinning only: `...Half` sits at a joint and turns half as far, which keeps the volume of a bent
elbow, knee, hip or shoulder; `...LowerArmTwist` sits at the elbow and takes half of the hand's twist."""

SKIN_BONES = BONES + HELPERS
"""Everything that a vertex may be bound to, in the order of the skinning matrices."""

SKIN_BONE = {name: i for i, name in enumerate(SKIN_BONES)}

TIPS = tuple(side + f + "Tip" for side in SIDES for f in (*FINGERS, "Toes"))
"""Ends of the last bones: they are points, not bones."""

TIP_PARENT = {
    side + f + "Tip": BONE[side + (f + "Distal" if f != "Toes" else "Toes")]
    for side in SIDES
    for f in (*FINGERS, "Toes")
}


def _axes() -> np.ndarray:
    """(54, 3, 3) axes of flex, spread and twist of every bone in the neutral stance."""
    x, y, z = np.eye(3)
    trunk, swing, knee = (x, -z, y), (-x, z, -y), (x, z, -y)
    finger = (-z, -x, -y)
    thumb = np.array([0.75, -0.25, -0.6]) / np.linalg.norm([0.75, -0.25, -0.6])
    left = {
        "Eye": trunk,
        "Shoulder": (-y, z, x),  # forward, up, roll
        "UpperArm": swing,
        "LowerArm": swing,
        "Hand": finger,
        "UpperLeg": swing,
        "LowerLeg": knee,
        "Foot": swing,
        "Toes": swing,
    }
    axes = np.zeros((len(BONES), 3, 3))
    for i, name in enumerate(BONES):
        if name in _CENTER:
            axes[i] = trunk
            continue
        side = "left" if name.startswith("left") else "right"
        part = name[len(side) :]
        rows = np.array([thumb, -x, -y]) if part.startswith("Thumb") else np.array(left.get(part, finger))
        # a mirrored turn: the axis is a pseudo vector; the eyes turn together, not apart
        axes[i] = rows if side == "left" or part == "Eye" else rows * [1, -1, -1]
    return axes


AXES = _axes()

_LIMITS = {
    "hips": ((-180, 180), (-180, 180), (-180, 180)),
    "spine": ((-20, 35), (-18, 18), (-20, 20)),
    "chest": ((-15, 25), (-14, 14), (-20, 20)),
    "upperChest": ((-12, 15), (-10, 10), (-12, 12)),
    "neck": ((-25, 25), (-20, 20), (-35, 35)),
    "head": ((-25, 25), (-20, 20), (-35, 35)),
    "Eye": ((-20, 20), (-1, 1), (-30, 30)),
    "Shoulder": ((-15, 20), (-8, 20), (-10, 10)),
    "UpperArm": ((-50, 175), (-12, 175), (-75, 95)),
    "LowerArm": ((0, 148), (0, 0), (-10, 10)),
    "Hand": ((-65, 70), (-20, 15), (-85, 85)),
    "ThumbMetacarpal": ((-15, 35), (-15, 30), (-20, 20)),
    "ThumbProximal": ((-5, 50), (0, 0), (0, 0)),
    "ThumbDistal": ((-10, 75), (0, 0), (0, 0)),
    "Proximal": ((-20, 92), (-14, 14), (-5, 5)),
    "Intermediate": ((0, 105), (0, 0), (0, 0)),
    "Distal": ((0, 75), (0, 0), (0, 0)),
    "UpperLeg": ((-30, 125), (-25, 75), (-65, 45)),
    "LowerLeg": ((0, 150), (0, 0), (-10, 10)),
    "Foot": ((-50, 28), (-12, 12), (-15, 20)),
    "Toes": ((-15, 60), (0, 0), (0, 0)),
}


def _limit_table() -> np.ndarray:
    """(54, 3, 2) lowest and highest angle of every bone, degrees."""
    table = np.zeros((len(BONES), 3, 2))
    for i, name in enumerate(BONES):
        key = name if name in _LIMITS else name.removeprefix("left").removeprefix("right")
        if key not in _LIMITS:
            key = next(k for k in ("Proximal", "Intermediate", "Distal") if key.endswith(k))
        table[i] = _LIMITS[key]
    return table


LIMITS = _limit_table()


def twin(name: str) -> str:
    """The same bone or tip of the other side; bones of the middle are their own."""
    if name.startswith("left"):
        return "right" + name[4:]
    return "left" + name[5:] if name.startswith("right") else name


TWINS = np.array([BONE[twin(name)] for name in BONES])
IS_CENTER = np.array([name in _CENTER for name in BONES])
