"""A pose as a small vector picture: a soft body with the skeleton on top, for light and dark pages."""

from __future__ import annotations

from collections.abc import Iterator

from anigen_core.pose import (
    L_ANKLE,
    L_EAR,
    L_ELBOW,
    L_EYE,
    L_HIP,
    L_KNEE,
    L_SHOULDER,
    L_WRIST,
    LIMBS,
    NECK,
    NOSE,
    R_ANKLE,
    R_EAR,
    R_ELBOW,
    R_EYE,
    R_HIP,
    R_KNEE,
    R_SHOULDER,
    R_WRIST,
    Pose,
)  # fmt: skip  # isort: skip

# thickness of the flesh along each bone, in head sizes
_FLESH = (
    *(
        (R_SHOULDER, R_ELBOW, 0.34),
        (L_SHOULDER, L_ELBOW, 0.34),
        (R_ELBOW, R_WRIST, 0.28),
        (L_ELBOW, L_WRIST, 0.28),
    ),
    *((R_HIP, R_KNEE, 0.5), (L_HIP, L_KNEE, 0.5), (R_KNEE, R_ANKLE, 0.36), (L_KNEE, L_ANKLE, 0.36)),
)
_TORSO = (R_SHOULDER, L_SHOULDER, L_HIP, R_HIP)
_HER_RIGHT = {R_SHOULDER, R_ELBOW, R_WRIST, R_HIP, R_KNEE, R_ANKLE, R_EYE, R_EAR}
_HER_LEFT = {L_SHOULDER, L_ELBOW, L_WRIST, L_HIP, L_KNEE, L_ANKLE, L_EYE, L_EAR}


def pose_svg(pose: Pose, label: str) -> str:
    """An `<svg>` of the figure; her left and her right are drawn in two colors."""
    shown = pose.visible
    parts = [*_flesh(pose), *_bones(pose)]
    for joint in range(18):
        if shown[joint]:
            x, y = pose.joints[joint, :2]
            parts.append(_disc(_side(joint), x, y, 0.075 * pose.head_size()))
    x, y, width, height = pose.figure_box()
    edge = 0.2 * pose.head_size()
    view = f"{x - edge:.0f} {y - edge:.0f} {width + 2 * edge:.0f} {height + 2 * edge:.0f}"
    return f'<svg class="pose-view" viewBox="{view}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _flesh(pose: Pose) -> Iterator[str]:
    head, shown = pose.head_size(), pose.visible
    if shown[list(_TORSO)].all():
        corners = " ".join(_at(pose, joint) for joint in _TORSO)
        yield f'<polygon class="flesh" points="{corners}" stroke-width="{0.35 * head:.1f}"/>'
    for start, end, thickness in _FLESH:
        if shown[start] and shown[end]:
            yield _line("flesh", _at(pose, start), _at(pose, end), thickness * head)
    face = [joint for joint in (NOSE, R_EYE, L_EYE, R_EAR, L_EAR) if shown[joint]]
    if face:
        x, y = pose.joints[face, :2].mean(axis=0)
        yield _disc("flesh", x, y, 0.5 * head)
        if shown[NECK]:
            yield _line("flesh", _at(pose, NECK), f"{x:.1f},{y:.1f}", 0.26 * head)


def _bones(pose: Pose) -> Iterator[str]:
    for start, end in LIMBS:
        if pose.visible[start] and pose.visible[end]:
            yield _line(_side(end), _at(pose, start), _at(pose, end), 0.07 * pose.head_size())


def _at(pose: Pose, joint: int) -> str:
    return f"{pose.joints[joint, 0]:.1f},{pose.joints[joint, 1]:.1f}"


def _line(kind: str, start: str, end: str, width: float) -> str:
    return f'<polyline class="{kind}" points="{start} {end}" stroke-width="{width:.1f}"/>'


def _disc(kind: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" stroke-width="0"/>'


def _side(joint: int) -> str:
    return "bone right" if joint in _HER_RIGHT else "bone left" if joint in _HER_LEFT else "bone"
