"""Line art, hints and blocks after characters of the factory (train/factory), which are made by code.

Needs a checkout and OpenGL (EGL); the documents made from it need neither.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.pose import Pose

CANVAS = (512, 768)


@dataclass(frozen=True, eq=False)
class Model:
    """A character that stands model. lines (H, W) uint8, 0 = ink. colors (H, W, 4) uint8 without light.
    parts (H, W) uint8 numbers of train.factory.parts. pose: her joints."""

    lines: np.ndarray
    colors: np.ndarray
    parts: np.ndarray
    pose: Pose


def model(seed: int, stance: str, yaw: float, expression: str = "smile") -> Model:
    """The character with this number in a named pose, seen from `yaw` degrees."""
    from train.factory.character import build_character
    from train.factory.labels import label
    from train.factory.poses.poses import named
    from train.factory.render.cameras import Outline, Shot, fit
    from train.factory.render.renderer import Renderer

    renderer, character, pose = Renderer(), build_character(seed), named(stance)
    posed = character.pose(pose, pose.blended(named("walk"), 0.08), expression=expression)
    camera = fit(Shot("full", yaw=yaw), Outline.of(character.figure), posed.frames, CANVAS)
    loaded = renderer.load(character.figure)
    loaded.paint(character.face_material, character.face(expression))
    picture = renderer.render(loaded, posed, camera)
    joints = np.array(label(character, posed, camera, picture, expression=expression)["joints"])
    loaded.release()
    renderer.release()
    assert picture.lines is not None and picture.albedo is not None and picture.part is not None
    alpha = np.where(picture.part > 0, np.uint8(255), np.uint8(0))
    colors = np.dstack([picture.albedo[..., :3], alpha])
    joints[:, 2] = 1.0
    return Model(inked(picture.lines), colors, picture.part, Pose(joints[:, :3], *CANVAS))


def inked(lines: np.ndarray) -> np.ndarray:
    """Thin gray lines (H, W) uint8 as a pen draws them: darker, and a little wider."""
    ink = (255 - cv2.GaussianBlur(lines, (0, 0), 0.55)).astype(np.float32)
    ink = np.clip(ink * 1.9, 0, 245)
    return np.where(ink < 40, 255, 255 - ink).astype(np.uint8)


def hints(drawn: Model, smallest: int = 40) -> np.ndarray:
    """(H, W, 4) uint8: a dot in every cell of the lines, of the color the model has there, as large as fits.

    Cells under `smallest` pixels are left to the program.
    """
    from anigen_core.inking.thinning import distance_to
    from anigen_core.painting.segments import segment

    labels, inside = segment(drawn.lines), distance_to(drawn.lines < 200)
    dots = np.zeros_like(drawn.colors)
    for cell, size in enumerate(np.bincount(labels.reshape(-1))):
        here = labels == cell
        if size < smallest or (drawn.colors[here, 3] > 0).mean() < 0.7:
            continue
        y, x = np.unravel_index(int(np.where(here, inside, -1).argmax()), labels.shape)
        color = np.median(drawn.colors[here & (drawn.colors[..., 3] > 0)], axis=0)
        radius = int(np.clip(inside[y, x] - 1.5, 1, 6))
        cv2.circle(dots, (int(x), int(y)), radius, tuple(int(value) for value in color), -1)
    return dots


def blocks(colors: np.ndarray, count: int = 12, blur: int = 7) -> np.ndarray:
    """(H, W, 4) uint8: colors (H, W, 4) as few flat ones, their edges rounded as by a brush."""
    from anigen_core.color import color_domain

    return color_domain(colors, count, blur=blur)


def dabbed(dots: np.ndarray, places: dict[tuple[int, int], str], radius: int = 6) -> np.ndarray:
    """Hints (H, W, 4) with more dots: place (x, y) to color."""
    from anigen_core.color import parse_color

    more = dots.copy()
    for place, color in places.items():
        cv2.circle(more, place, radius, (*parse_color(color), 255), -1)
    return more
