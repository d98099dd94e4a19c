"""Eyes drawn by code, so it is known which pixel is iris: it gets the color, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from anigen_core.color import delta_e, oklab_to_srgb, parse_color, srgb_to_oklab
from anigen_core.errors import Cancelled, InputError
from anigen_core.painting.iris import find_iris
from anigen_core.painting.tint import tinted
from anigen_core.pose import Pose
from anigen_core.stages.eyes import Eyes, EyesOptions, EyeSpec, eye_boxes

SKINS = {"fair": (250, 222, 205), "dark": (150, 100, 75)}
IRISES = {
    "blue": (60, 110, 200),
    "brown": (120, 70, 40),
    "red": (200, 40, 60),
    "gold": (235, 190, 60),
    "grey": (130, 130, 135),
    "black": (22, 20, 26),
}
WISHES = ("#3a7bd5", "#f0c030", "#202028", "#f2f2f2", "#909090", "#c02040")


@dataclass
class Drawn:
    """An eye and the truth about it: (h, w) bool masks."""

    image: np.ndarray
    opening: np.ndarray
    body: np.ndarray
    highlight: np.ndarray
    pupil: np.ndarray


def draw_eye(size: int, iris: tuple[int, int, int], skin: tuple[int, int, int], look: float = 0.0) -> Drawn:
    """An open anime eye: lash, shaded white, tall iris with a gradient, outline, pupil, two highlights."""
    fine = 6
    w, h = round(size * 1.15), size
    y, x = (np.mgrid[: h * fine, : w * fine] + 0.5).astype(np.float32) / fine
    cx, cy = w / 2, h * 0.54
    u = np.abs((x - cx) / (w * 0.44))
    top = cy - h * 0.34 * np.sqrt(np.clip(1 - u**2.2, 0, 1))
    low = cy + h * 0.30 * np.sqrt(np.clip(1 - u**2.6, 0, 1))
    opening = (y > top) & (y < low) & (u < 1)
    ix, iy, rx, ry = cx + look * w, cy - h * 0.02, h * 0.24, h * 0.31

    def ellipse(dx: float, dy: float, kx: float, ky: float) -> np.ndarray:
        return np.hypot((x - ix - dx * rx) / (rx * kx), (y - iy - dy * ry) / (ry * ky)) < 1

    inside = ellipse(0, 0, 1, 1) & opening
    ring = inside & ~ellipse(0, 0, 0.9, 0.9)
    pupil = inside & ellipse(0, 0, 0.4, 0.42)
    highlight = inside & (ellipse(-0.35, -0.4, 0.28, 0.24) | ellipse(0.4, 0.4, 0.14, 0.13))
    thick = h * 0.07 * (1.15 - u**2 * 0.6)
    lash = (u < 1.06) & (y > top - thick) & (y < top + thick * 0.35)

    image = np.empty((*x.shape, 3), np.float32)
    image[:] = skin
    shade = np.clip(1 - (y - top) / (h * 0.12), 0, 1)
    image = np.where(opening[..., None], 250 - 30 * shade[..., None], image)
    gradient = 0.85 + 0.3 * (y - iy + ry) / (2 * ry)
    color = np.array(iris, np.float32)
    image = np.where(inside[..., None], np.clip(color * gradient[..., None], 0, 255), image)
    image[ring], image[pupil], image[highlight] = color * 0.5, color * 0.12 + 8, 255
    image[lash] = (40, 25, 30)

    def mask(fine_mask: np.ndarray, least: float = 0.99) -> np.ndarray:
        return cv2.resize(fine_mask.astype(np.float32), (w, h), interpolation=cv2.INTER_AREA) > least

    body = inside & ~ring & ~pupil & ~highlight & ~lash
    small = np.rint(cv2.resize(image, (w, h), interpolation=cv2.INTER_AREA)).astype(np.uint8)
    return Drawn(
        small, mask(opening | lash, 0), mask(body), mask(highlight), mask(pupil & ~highlight & ~lash)
    )


def recolor(image: np.ndarray, color: str) -> np.ndarray:
    box = (0, 0, image.shape[1], image.shape[0])
    return Eyes()(image, EyesOptions(left=EyeSpec(color, box)))


def recolor_all(eye: Drawn) -> Iterator[tuple[str, np.ndarray]]:
    """Every wish and its result; the iris, which does not depend on the wish, is looked for only once."""
    iris = find_iris(eye.image)
    assert iris is not None
    for wish in WISHES:
        painted = tinted(eye.image, iris, parse_color(wish))
        yield wish, np.where(iris.weight[..., None] > 0, painted, eye.image)


def middle_color(image: np.ndarray, mask: np.ndarray) -> np.ndarray:
    return oklab_to_srgb(np.median(srgb_to_oklab(image[mask]), axis=0))


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("iris", IRISES)
@pytest.mark.parametrize(("size", "look"), [(40, 0.0), (64, 0.06), (110, -0.05)])
def test_the_iris_gets_the_color_and_nothing_else_does(iris: str, skin: str, size: int, look: float) -> None:
    eye = draw_eye(size, IRISES[iris], SKINS[skin], look)
    for wish, result in recolor_all(eye):
        wanted = np.array(parse_color(wish), np.uint8)
        # The iris as a whole: 8 is where a color still has the same name; most are under 3.
        assert delta_e(middle_color(result, eye.body), wanted) <= 8, wish
        changed = (result != eye.image).any(axis=2)
        assert (changed & ~eye.opening).mean() <= 0.02, wish
        assert np.percentile(delta_e(result[eye.highlight], eye.image[eye.highlight]), 90) <= 3, wish


@pytest.mark.parametrize("iris", ["blue", "brown", "red", "gold", "grey"])
def test_light_and_dark_keep_their_order(iris: str) -> None:
    eye = draw_eye(90, IRISES[iris], SKINS["fair"])
    before = srgb_to_oklab(eye.image)[..., 0]
    for wish, result in recolor_all(eye):
        after = srgb_to_oklab(result)[..., 0]
        assert np.corrcoef(before[eye.body], after[eye.body])[0, 1] > (0.9 if wish != "#f2f2f2" else 0.8)
        pupil, body, shine = (np.median(after[mask]) for mask in (eye.pupil, eye.body, eye.highlight))
        assert pupil <= body <= shine, wish


def test_median_error_over_all_is_small() -> None:
    errors = []
    for iris in IRISES.values():
        eye = draw_eye(72, iris, SKINS["fair"])
        errors += [
            float(delta_e(middle_color(result, eye.body), np.array(parse_color(wish), np.uint8)))
            for wish, result in recolor_all(eye)
        ]
    assert np.median(errors) <= 3


def test_a_white_iris_is_found_by_its_outline() -> None:
    eye = draw_eye(72, (236, 236, 240), SKINS["fair"])
    result = recolor(eye.image, "#3a7bd5")
    assert delta_e(middle_color(result, eye.body), np.array([58, 123, 213], np.uint8)) <= 10
    assert ((result != eye.image).any(axis=2) & ~eye.opening).mean() <= 0.02


def test_not_a_bit_outside_of_the_boxes_changes() -> None:
    eye = draw_eye(60, IRISES["blue"], SKINS["fair"])
    h, w = eye.image.shape[:2]
    picture = np.random.default_rng(0).integers(0, 256, (h + 50, 2 * w + 60, 4), np.uint8)
    picture[..., 3] = 255
    boxes = {"right": (10, 20, w, h), "left": (w + 40, 25, w, h)}
    for x, y, _, _ in boxes.values():
        picture[y : y + h, x : x + w, :3] = eye.image
    picture[40, :, 3] = 0  # a transparent row keeps its colors, too
    before = picture.copy()
    options = EyesOptions(EyeSpec("#f00", boxes["left"]), EyeSpec("#00ff00", boxes["right"]))
    result = Eyes()(picture, options)
    assert np.array_equal(picture, before)
    changed = (result != picture).any(axis=2)
    for x, y, _, _ in boxes.values():
        assert changed[y : y + h, x : x + w].any()
        changed[y : y + h, x : x + w] = False
    assert not changed.any()
    assert np.array_equal(result[..., 3], picture[..., 3]) and np.array_equal(result[40], picture[40])
    # Each side got its own color.
    bodies = [result[y : y + h, x : x + w, :3] for x, y, _, _ in (boxes["left"], boxes["right"])]
    medians = [np.median(body[eye.body], axis=0) for body in bodies]
    assert medians[0][0] > 200 > medians[0][1] and medians[1][1] > 200 > medians[1][0]
    assert np.array_equal(Eyes()(picture), picture)
    assert Eyes()(picture[..., :3].copy(), options).shape[2] == 3


@pytest.mark.parametrize(
    "crop",
    [
        np.full((40, 50, 3), (250, 222, 205), np.uint8),
        np.full((40, 50, 3), 255, np.uint8),
        np.zeros((40, 50, 3), np.uint8),
        np.linspace(120, 250, 50).astype(np.uint8)[None, :, None].repeat(40, 0).repeat(3, 2),
    ],
)
def test_no_iris_is_said_so(crop: np.ndarray) -> None:
    with pytest.raises(InputError, match=r"No iris was found in the left eye's box; draw .*\.$"):
        recolor(crop, "#123456")


def test_hair_that_hangs_into_the_box_is_no_iris() -> None:
    crop = np.full((40, 50, 3), (250, 222, 205), np.uint8)
    cv2.ellipse(crop, (25, 2), (14, 24), 0, 0, 360, (110, 90, 85), -1)
    with pytest.raises(InputError, match="No iris"):
        recolor(crop, "#d03030")


@pytest.mark.parametrize("seed", range(4))
def test_noise_and_tiny_boxes_do_no_harm(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for shape in ((8, 8, 3), (9, 40, 3), (40, 9, 3), (30, 30, 3)):
        try:
            assert recolor(rng.integers(0, 256, shape, np.uint8), "#abc").shape == shape
        except InputError as error:
            assert str(error).endswith(".")


def test_wrong_wishes_are_refused() -> None:
    picture = np.zeros((50, 50, 3), np.uint8)
    with pytest.raises(InputError, match="is not a color"):
        EyeSpec("bluish", (0, 0, 20, 20))
    with pytest.raises(InputError, match="at least 8 pixels"):
        EyeSpec("#fff", (0, 0, 20, 7))
    with pytest.raises(InputError, match="left eye's box lies outside"):
        Eyes()(picture, EyesOptions(left=EyeSpec("#fff", (45, 0, 20, 20))))


def test_progress_is_told_and_may_cancel() -> None:
    eye = draw_eye(40, IRISES["red"], SKINS["fair"])
    box = (0, 0, eye.image.shape[1], 40)
    told: list[float] = []
    Eyes()(eye.image, EyesOptions(EyeSpec("#fff", box), EyeSpec("#000", box)), progress=told.append)
    assert told == [0.5, 1.0]

    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Eyes()(eye.image, EyesOptions(EyeSpec("#fff", box)), progress=stop)


def test_an_iris_is_where_it_was_drawn() -> None:
    eye = draw_eye(80, IRISES["brown"], SKINS["fair"], look=0.05)
    iris = find_iris(eye.image)
    assert iris is not None
    rows, columns = np.nonzero(eye.body | eye.pupil)
    assert abs(iris.center[0] - columns.mean()) < 3 and abs(iris.center[1] - rows.mean()) < 6
    assert (iris.weight[eye.body] > 0.5).mean() > 0.97
    again = find_iris(eye.image)
    assert again is not None and np.array_equal(iris.weight, again.weight)


# ---- boxes from a pose


def face(**eyes: tuple[float, float]) -> Pose:
    joints = np.zeros((18, 3))
    joints[1] = 100, 160, 1
    joints[0] = 100, 110, 1
    for row, name in ((14, "right"), (15, "left")):
        if name in eyes:
            joints[row] = *eyes[name], 1
    return Pose(joints, 200, 300)


def test_boxes_lie_round_the_eyes_and_do_not_overlap() -> None:
    boxes = eye_boxes(face(left=(120, 100), right=(80, 100)))
    assert set(boxes) == {"left", "right"}
    for side, middle in (("left", 120), ("right", 80)):
        x, y, width, height = boxes[side]
        assert abs(x + width / 2 - middle) <= 1 and abs(y + height / 2 - 100) <= 1 and 24 <= width <= 40
    assert boxes["right"][0] + boxes["right"][2] <= boxes["left"][0]


def test_hidden_eyes_have_no_box_and_boxes_stay_on_the_canvas() -> None:
    assert set(eye_boxes(face(left=(190, 100)))) == {"left"}
    x, y, width, height = eye_boxes(face(left=(195, 5)))["left"]
    assert x >= 0 and y >= 0 and x + width <= 200 and y + height <= 300
    assert eye_boxes(face()) == {}
    assert eye_boxes(face(left=(900, 900))) == {}
