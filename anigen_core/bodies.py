"""A body as the network draws it (networks/psgan.py): pose and character in, a figure on the canvas out.

The network sees a frame of 2:3. Where the whole figure is on the canvas and small, the frame is laid round
the figure, so that it is drawn as large as can be; else it holds the canvas.

A network that has not learned long knows the parts of a body before it knows lines and eyes. What it does not
draw is drawn by rule, and said so: lines where parts meet, and the mannequin's face.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from anigen_core.character import PALETTE, Character, settled, wish_numbers
from anigen_core.color import nearest_known
from anigen_core.mannequin.drawing import Mannequin
from anigen_core.mannequin.skeleton import Skeleton, lift
from anigen_core.mannequin.solid import MATERIALS
from anigen_core.mannequin.solid import PARTS as LIMBS
from anigen_core.pose import L_HIP, NECK, NOSE, R_HIP, Pose

if TYPE_CHECKING:
    from anigen_core.runner import Runner

LATENT = 64
"""Random numbers that a character's seed stands for."""

_PARTS = np.array([0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12], np.uint8)
"""The part (`stages.parse.PARTS`) of each of the network's: an iris is an eye, a coat a top."""

_OF_PALETTE = {
    "skin": (1, 2),
    "hair": (7, 8),
    "top": (9,),
    "outer": (10,),
    "bottom": (11,),
    "socks": (12,),
    "shoes": (13,),
}
"""Which of the network's parts a color of the palette is of; the eyes' is inside of other colors."""

_FILLS = 0.86
"""Share of the frame that a figure takes for which the frame is made."""

_SMALL = 0.6
"""Share of the frame below which a figure gets a frame of its own."""

_FACE, _EYE = (1, 3, 4, 5), 4
_EYED = 0.08
"""Share of a face that is eyes below which the network is taken to have drawn none."""

_CONTRAST = 110
"""Between the dark and the light of an eye, 0 to 255, below which it is a blot."""

_INKED = 0.35
"""Mean ink where parts meet below which the network is taken to have drawn no lines."""

_FAINT, _SOLID = 0.15, 0.85
"""Coverage at which a pixel begins to be there, and from which it hides all that is behind it."""


class Frame(NamedTuple):
    """The network's window on the canvas: its upper left corner and its width, in canvas pixels."""

    x: float
    y: float
    width: float


class Figure(NamedTuple):
    """What the network drew, on the canvas: picture (H, W, 4) uint8 straight alpha; ink (H, W) float32 0..1;
    parts (H, W) uint8 numbers of `stages.parse.PARTS`; flats (H, W, 4) uint8, one color for each part, the
    median of what is not ink, alpha 255 inside; aided, whether lines or the face are by rule."""

    picture: np.ndarray
    ink: np.ndarray
    parts: np.ndarray
    flats: np.ndarray
    aided: bool = False


def frame_of(pose: Pose) -> Frame:
    """The frame for a pose on its canvas."""
    width = max(pose.width, pose.height * 2 / 3)
    x, y, wide, tall = pose.figure_box()
    inside = x >= 0 and y >= 0 and x + wide <= pose.width and y + tall <= pose.height
    needed = max(wide, tall * 2 / 3)
    if inside and needed < _SMALL * width:
        width = needed / _FILLS
        return Frame(x + (wide - width) / 2, y + (tall - 1.5 * width) / 2, width)
    return Frame((pose.width - width) / 2, (pose.height - 1.5 * width) / 2, width)


def points_of(pose: Pose, skeleton: Skeleton, frame: Frame) -> np.ndarray:
    """(60, 4) float32 as the network reads them: x, y in widths of the frame, presence, heads before the
    neck; 18 joints, her right hand, her left."""
    rows = np.zeros((60, 4), np.float32)
    corner = (frame.x, frame.y)
    rows[:18, :2] = (skeleton.points[:, :2] - corner) / frame.width
    rows[:18, 2] = skeleton.shown
    rows[:18, 3] = ((skeleton.points[:, 2] - skeleton.points[NECK, 2]) / skeleton.head).clip(-2, 2)
    for start, hand in ((18, pose.right_hand), (39, pose.left_hand)):
        if hand is not None:
            rows[start : start + 21, :2] = (hand[:, :2] - corner) / frame.width
            rows[start : start + 21, 2] = hand[:, 2] > 0
    rows[rows[:, 2] == 0] = 0
    return rows


def latent(seed: int) -> np.ndarray:
    """(64,) float32 that a seed stands for; zeros, the likeliest, for seed 0."""
    if seed == 0:
        return np.zeros(LATENT, np.float32)
    return np.random.default_rng(seed).standard_normal(LATENT).astype(np.float32)


def wish_of(
    character: Character, toward: Character | None, share: float, known: tuple[str, ...]
) -> np.ndarray:
    """(len(known) + 32 + 64,) float32: what the network is told of a character, or of one on the way to
    another, every color chosen. known: the network's words."""
    told = np.concatenate([wish_numbers(settled(character), known), latent(character.seed)])
    if toward is None or share <= 0:
        return told
    other = np.concatenate([wish_numbers(settled(toward), known), latent(toward.seed)])
    mixed = told + (other - told) * np.float32(share)
    # A color that only one of the two has comes in by its share, not mixed with black.
    colors, theirs = (row[len(known) : -LATENT].reshape(-1, 4) for row in (told, other))
    rgb = mixed[len(known) : -LATENT].reshape(-1, 4)
    rgb[:, :3] = np.where(
        colors[:, 3:] == theirs[:, 3:], rgb[:, :3], np.where(colors[:, 3:] > 0, colors, theirs)[:, :3]
    )
    # Halfway between two random directions the numbers would be too small; their size is kept.
    a, b = (float(np.linalg.norm(row[-LATENT:])) for row in (told, other))
    size = float(np.linalg.norm(mixed[-LATENT:]))
    if size > 0:
        mixed[-LATENT:] *= (a + (b - a) * share) / size
    return mixed


def draw(runner: Runner, name: str, pose: Pose, wish: np.ndarray) -> Figure:
    """Draw a body on the pose's canvas. wish: as `wish_of` makes it.

    Raises:
        InputError: the pose shows too little of a body.
    """
    frame = frame_of(pose)
    points = points_of(pose, lift(pose), frame)
    made = runner.run(name, points[None], np.ascontiguousarray(wish[None], np.float32))[0]
    rgb, alpha, ink = made[:3].clip(0, 1), made[3], made[4]
    alpha = np.clip((alpha - _FAINT) / (_SOLID - _FAINT), 0, 1)
    # Over white and with its coverage a picture can be enlarged; colors and coverage apart would fray.
    planes = [*(rgb * alpha), alpha, ink, *made[5:]]
    size = made.shape[2]
    laid = [_laid(plane, frame, size, pose.extent) for plane in planes]
    alpha = laid[3].clip(0, 1)
    color = np.stack(laid[:3], 2) / np.maximum(alpha, 1e-3)[..., None]
    picture = np.dstack([color, alpha])
    picture[alpha == 0] = 0
    told = np.argmax(laid[5:], 0)
    # What is there is something: the likeliest part besides the ground.
    bare = (told == 0) & (alpha >= 0.5)
    told[bare] = 1 + np.argmax([plane[bare] for plane in laid[6:]], 0)
    told[alpha < 0.5] = 0
    parts = _PARTS[told]
    _keep_colors(picture, told, wish[-LATENT - 4 * len(PALETTE) : -LATENT].reshape(-1, 4))
    ink = ((laid[4] - 0.2) / 0.6).clip(0, 1) * alpha
    flats = flat_colors(picture * 255, ink, parts)
    edge = borders(parts)
    aided = bool(edge.any() and ink[edge > 0.5].mean() < _INKED)
    if aided:
        ink = np.maximum(ink, edge)
        picture = _sharpened(picture, flats, ink)
    return Figure(
        (picture * 255 + 0.5).clip(0, 255).astype(np.uint8), ink.astype(np.float32), parts, flats, aided
    )


def _keep_colors(picture: np.ndarray, told: np.ndarray, palette: np.ndarray) -> None:
    """Take back, in place, what the parts have drifted from the wished colors: their medians become these.
    told: (H, W) the network's parts. palette: (8, 4) red, green, blue, given."""
    for part, color in zip(PALETTE, palette, strict=True):
        inside = np.isin(told, _OF_PALETTE.get(part, ())) & (picture[..., 3] > 0.5)
        if inside.any():
            drift = color[:3] - np.median(picture[inside][:, :3], 0)
            near = np.isin(told, _OF_PALETTE[part])
            picture[near, :3] = (picture[near, :3] + drift * color[3]).clip(0, 1)


def borders(parts: np.ndarray) -> np.ndarray:
    """(H, W) float32 0..1: lines of about two pixels where parts meet, for a network that draws none."""
    large = cv2.resize(parts, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    large = cv2.medianBlur(large, 9)
    edge = np.zeros(large.shape, np.uint8)
    edge[:, 1:] |= large[:, 1:] != large[:, :-1]
    edge[1:] |= large[1:] != large[:-1]
    edge = cv2.dilate(edge, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (4, 4)))
    soft = cv2.GaussianBlur(edge.astype(np.float32), (0, 0), 0.8)
    return cv2.resize(soft, parts.shape[::-1], interpolation=cv2.INTER_AREA)


def _laid(plane: np.ndarray, frame: Frame, size: int, extent: tuple[int, int]) -> np.ndarray:
    """A plane of the network, `size` pixels wide, on the canvas."""
    scale = frame.width / size
    # cv2 counts from the middle of a pixel.
    corner = (frame.x + 0.5 * scale - 0.5, frame.y + 0.5 * scale - 0.5)
    matrix = np.array([[scale, 0, corner[0]], [0, scale, corner[1]]])
    if scale < 0.75:  # reduced: means, or thin lines would break
        small = max(1, round(size * scale)), max(1, round(plane.shape[0] * scale))
        plane = cv2.resize(plane, small, interpolation=cv2.INTER_AREA)
        matrix = np.array([[1.0, 0, frame.x], [0, 1.0, frame.y]])
    how = cv2.INTER_CUBIC if scale > 1.01 else cv2.INTER_LINEAR
    return cv2.warpAffine(plane, matrix, extent, flags=how, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def lacks_eyes(figure: Figure) -> bool:
    """Whether a face is seen and no eyes in it, or only blots: networks learn those last."""
    face, eyes = np.isin(figure.parts, _FACE), figure.parts == _EYE
    if not face.any():
        return False
    if eyes.sum() < _EYED * face.sum():
        return True
    if figure.aided:
        eyes &= figure.ink < 0.3  # an outline by rule is no sign of an eye
    if not eyes.any():
        return True
    dark, light = np.percentile(figure.picture[eyes][:, :3].mean(1), (10, 90))
    return bool(light - dark < _CONTRAST)


def with_face(figure: Figure, drawn: Mannequin) -> Figure:
    """The same with the face of a mannequin in that pose, where both have their face."""
    inner = (drawn.materials == 1 + MATERIALS.index("face")).astype(np.uint8)
    # Without its rim, where the mannequin's own hair and chin are outlined.
    rim = max(1, round(0.035 * float(np.sqrt(inner.sum()))))
    inner = cv2.erode(inner, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * rim + 1, 2 * rim + 1)))
    face = np.isin(figure.parts, _FACE) & (inner > 0)
    soft = cv2.GaussianBlur(cv2.erode(face.astype(np.float32), np.ones((3, 3))), (0, 0), 1)[..., None]
    picture = figure.picture + (drawn.picture.astype(np.float32) - figure.picture) * soft
    picture[..., 3] = figure.picture[..., 3]
    ink = np.where(face, 1 - drawn.lines / np.float32(255), figure.ink).astype(np.float32)
    flats = np.where(face[..., None], drawn.colors, figure.flats)
    return Figure((picture + 0.5).clip(0, 255).astype(np.uint8), ink, figure.parts, flats, True)


def flat_colors(picture: np.ndarray, ink: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """(H, W, 4) uint8: one color for each part, see `Figure`. picture: (H, W, 4) float, 0 to 255; ink: (H, W)
    float32 0..1; parts: (H, W) uint8, 0 = none."""
    out = np.zeros((*parts.shape, 4), np.uint8)
    for part in np.unique(parts[parts > 0]):
        inside = parts == part
        pure = inside & (ink < 0.25) & (picture[..., 3] > 200)
        pixels = picture[pure if pure.any() else inside][:, :3]
        out[inside, :3] = np.median(pixels, 0).round().clip(0, 255).astype(np.uint8)
        out[inside, 3] = 255
    return out


def _sharpened(picture: np.ndarray, flats: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """(H, W, 4) float 0..1: a soft picture with the sharp outline of its parts, half its own colors and half
    the flat ones, and its lines drawn darker."""
    inside = (flats[..., 3] > 0).astype(np.float32)
    grown = flats[..., :3].reshape(-1, 3)[nearest_known(inside > 0)] / np.float32(255)
    own = np.where(picture[..., 3:] > 0.5, picture[..., :3], grown)
    color = (own + grown) / 2 * (1 - 0.7 * ink[..., None])
    alpha = np.maximum(cv2.GaussianBlur(inside, (0, 0), 0.8), ink * cv2.dilate(inside, np.ones((3, 3))))
    return np.dstack([color, alpha.clip(0, 1)])


def limbs_of(pose: Pose, figure: Figure) -> np.ndarray:
    """(H, W) uint8 numbers of `mannequin.solid.PARTS`: which limb a pixel of the figure belongs to, by the
    bone that is nearest; 0 outside."""
    skeleton = lift(pose)
    points, head = skeleton.points[:, :2], skeleton.head
    hips = (points[R_HIP] + points[L_HIP]) / 2
    bones: list[tuple[str, np.ndarray, np.ndarray, float]] = []
    if skeleton.shown[NECK]:
        top = points[NOSE] if skeleton.shown[NOSE] else points[NECK] - (0, 0.7 * head)
        bones.append(("head", top + 0.6 * (top - points[NECK]), top, 0.45))
        bones.append(("neck", top, points[NECK], 0.1))
        if skeleton.shown[R_HIP] and skeleton.shown[L_HIP]:
            bones += [
                ("torso", points[a], b, 0.25) for a, b in ((NECK, hips), (2, points[8]), (5, points[11]))
            ]
            bones.append(("torso", points[8], points[11], 0.25))
    for side, (root, middle, end), names in (
        ("r", (2, 3, 4), ("upper_arm", "forearm", "hand")),
        ("l", (5, 6, 7), ("upper_arm", "forearm", "hand")),
        ("r", (8, 9, 10), ("thigh", "shin", "foot")),
        ("l", (11, 12, 13), ("thigh", "shin", "foot")),
    ):
        for (a, b), name in zip(((root, middle), (middle, end)), names, strict=False):
            if skeleton.shown[a] and skeleton.shown[b]:
                bones.append((f"{side}_{name}", points[a], points[b], 0.12))
        if skeleton.shown[middle] and skeleton.shown[end]:
            reach = points[end] + 0.25 * (points[end] - points[middle])
            bones.append((f"{side}_{names[2]}", points[end] + 0.4 * (reach - points[end]), reach, 0.15))
    height, width = figure.parts.shape
    step = 4  # a bone's neighborhood is coarse anyway
    y, x = np.mgrid[step / 2 : height + step : step, step / 2 : width + step : step]
    best = np.full(y.shape, np.inf)
    limb = np.zeros(y.shape, np.uint8)
    for name, a, b, thick in bones:
        along = b - a
        t = ((x - a[0]) * along[0] + (y - a[1]) * along[1]) / max(float(along @ along), 1e-6)
        t = t.clip(0, 1)
        gap = np.hypot(x - a[0] - t * along[0], y - a[1] - t * along[1]) - thick * head
        limb[gap < best] = LIMBS.index(name)
        best = np.minimum(best, gap)
    out = np.repeat(np.repeat(limb, step, 0), step, 1)[:height, :width]
    out[np.isin(figure.parts, (6, 7))] = LIMBS.index("hair")
    return np.where(figure.parts > 0, out, np.uint8(0))
