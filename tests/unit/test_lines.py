"""The lines stage on a character drawn by code, whose lines are known."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from anigen_core.errors import Cancelled, InputError
from anigen_core.imaging import Extent
from anigen_core.inking import learned
from anigen_core.inking.thinning import thin
from anigen_core.networks.lines import Lines as Network
from anigen_core.runner import Runner, TorchRunner
from anigen_core.stages.lines import KINDS, Kind, Lines, LinesOptions, recognize
from train.runs import export

INK = (45, 30, 35)
SKIN = (250, 222, 205)
NECK = (222, 180, 165)
HAIR = (120, 70, 50)
DRESS = (70, 120, 190)


def cartoon(
    scale: float = 1.0, *, outline: bool = True, transparent: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """A bust on a pale ground: picture (H, W, 3 or 4), and where its lines run, (H, W) bool, one pixel wide.

    Without an outline the same shapes meet without any ink.
    """
    factor = 4
    height, width = round(384 * scale), round(256 * scale)
    picture = np.full((height * factor, width * factor, 3), (232, 238, 240), np.uint8)
    alpha = np.zeros(picture.shape[:2], np.uint8)
    truth = np.zeros(picture.shape[:2], np.uint8)
    pen = round(3 * scale * factor)

    def place(*points: tuple[float, float]) -> np.ndarray:
        return np.rint(np.array(points) * scale * factor).astype(np.int32)

    def outlined(shape: np.ndarray, fill: tuple[int, int, int]) -> None:
        cv2.fillPoly(picture, [shape], fill)
        cv2.fillPoly(alpha, [shape], 255)
        cv2.fillPoly(truth, [shape], 0)
        cv2.polylines(truth, [shape], True, 255, factor)
        if outline:
            cv2.polylines(picture, [shape], True, INK, pen)
            cv2.polylines(alpha, [shape], True, 255, pen)

    def stroke(shape: np.ndarray, thickness: float) -> None:
        cv2.polylines(picture, [shape], False, INK, round(thickness * scale * factor))
        cv2.polylines(truth, [shape], False, 255, factor)

    def oval(x: float, y: float, a: float, b: float, start: int = 0, end: int = 360) -> np.ndarray:
        turn = np.radians(np.arange(start, end + 1, 3))
        return place(*zip(x + a * np.cos(turn), y + b * np.sin(turn), strict=True))

    outlined(oval(128, 110, 88, 92), HAIR)
    outlined(place((70, 250), (186, 250), (220, 360), (36, 360)), DRESS)
    outlined(place((112, 190), (144, 190), (150, 262), (106, 262)), NECK)
    outlined(oval(128, 130, 62, 74), SKIN)
    for x in (100, 156):
        stroke(oval(x, 128, 14, 12, 190, 350), 4)
        stroke(oval(x, 132, 7, 9), 2)
    stroke(oval(128, 168, 16, 7, 20, 160), 2.5)

    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    if transparent:
        small = np.dstack([small, cv2.resize(alpha, (width, height), interpolation=cv2.INTER_AREA)])
    line = cv2.resize(truth, (width, height), interpolation=cv2.INTER_AREA) > 40
    return small, thin(line)


def near(mask: np.ndarray, radius: float) -> np.ndarray:
    return cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5) <= radius


def score(lines: np.ndarray, truth: np.ndarray, radius: float = 2.5) -> tuple[float, float, float]:
    """Precision and recall of the middle of the strokes, and how often each is drawn (length by length)."""
    middle = thin(lines < 170)
    precision = (middle & near(truth, radius)).sum() / max(middle.sum(), 1)
    recall = (truth & near(middle, radius)).sum() / truth.sum()
    return float(precision), float(recall), float(middle.sum() / truth.sum())


@pytest.mark.parametrize(("scale", "width"), [(1.0, None), (1.0, 2.0), (2.0, None), (2.0, 2.0), (3.0, None)])
def test_an_inked_character_keeps_every_line_once(scale, width):
    picture, truth = cartoon(scale)
    precision, recall, copies = score(Lines()(picture, LinesOptions(width=width)), truth, 1 + 1.5 * scale)
    assert precision >= 0.95
    assert recall >= 0.95
    assert 0.85 <= copies <= 1.1


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_colors_that_meet_without_ink_get_one_line(scale):
    picture, truth = cartoon(scale, outline=False)
    precision, recall, copies = score(Lines()(picture), truth, 1 + 1.5 * scale)
    assert precision >= 0.95
    assert recall >= 0.92
    assert 0.8 <= copies <= 1.15


@pytest.mark.parametrize("outline", [True, False])
def test_the_silhouette_is_a_line_and_the_transparent_ground_is_empty(outline):
    picture, truth = cartoon(2.0, outline=outline, transparent=True)
    picture[picture[..., 3] == 0, :3] = np.random.default_rng(0).integers(0, 255, 3)
    lines = Lines()(picture)
    precision, recall, copies = score(lines, truth, 4)
    assert precision >= 0.95 and recall >= 0.92 and copies <= 1.15
    assert (lines[~near(picture[..., 3] > 0, 3)] == 255).all()


def test_what_lies_under_full_transparency_does_not_matter():
    picture, _ = cartoon(2.0, transparent=True)
    other = picture.copy()
    other[picture[..., 3] == 0, :3] = np.random.default_rng(1).integers(0, 255, (1, 3))
    assert np.array_equal(Lines()(picture), Lines()(other))


def test_a_dark_area_is_an_outline_and_a_blush_is_nothing():
    picture = np.full((384, 384, 3), 245, np.uint8)
    cv2.circle(picture, (190, 190), 120, (20, 18, 30), -1, cv2.LINE_AA)
    soft = picture.astype(np.float32)
    y, x = np.mgrid[:384, :384]
    soft -= 30 * np.exp(-((x - 50) ** 2 + (y - 50) ** 2) / 400)[..., None] * (0, 1, 1)
    lines = Lines()(np.clip(soft, 0, 255).astype(np.uint8), LinesOptions(kind="picture"))
    distance = np.hypot(x - 190, y - 190)
    assert (lines[distance < 110] == 255).all()
    assert (lines[distance > 128] == 255).all()
    assert score(lines, np.abs(distance - 120) < 0.6)[1] > 0.97


def test_a_noisy_picture_gets_no_specks():
    picture, truth = cartoon(2.0)
    rng = np.random.default_rng(0)
    noisy = np.clip(picture + rng.normal(0, 6, picture.shape), 0, 255).astype(np.uint8)
    data = cv2.imencode(".jpg", noisy[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    opened = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert opened is not None
    lines = Lines()(np.ascontiguousarray(opened[..., ::-1]))
    precision, recall, _ = score(lines, truth, 4)
    assert precision >= 0.95 and recall >= 0.93
    assert (lines[~near(truth, 8)] == 255).mean() > 0.999


def test_detail_adds_lines_and_never_takes_them_away():
    picture, _ = cartoon(2.0, outline=False)
    cv2.line(picture, (150, 560), (350, 600), (58, 104, 170), 4, cv2.LINE_AA)
    ink = [(Lines()(picture, LinesOptions(detail=d)) < 170).sum() for d in (0.0, 0.5, 1.0)]
    assert ink[0] <= ink[1] <= ink[2]
    assert ink[0] < ink[2]


def drawing(size: int = 400) -> np.ndarray:
    lines = np.full((size, size), 255, np.uint8)
    cv2.circle(lines, (200, 180), 110, 0, 3, cv2.LINE_AA)
    cv2.line(lines, (60, 330), (340, 350), 0, 6, cv2.LINE_AA)
    return lines


def test_a_clean_drawing_stays_as_it_is():
    lines = drawing()
    assert recognize(np.repeat(lines[..., None], 3, axis=2)) == "drawing"
    assert np.abs(Lines()(lines).astype(int) - lines).max() <= 15


def test_a_drawing_loses_specks_and_gets_white_paper():
    lines = (drawing().astype(np.float32) * 0.95).astype(np.uint8)
    lines[10, 10] = lines[390, 20] = 30
    clean = Lines()(lines, LinesOptions(kind="drawing"))
    assert (clean[~near(drawing() < 255, 2)] == 255).all()


def test_chalk_on_a_blackboard_becomes_ink_on_paper():
    lines = drawing()
    assert np.abs(Lines()(255 - lines).astype(int) - lines).max() <= 15


def test_lines_on_a_transparent_ground_are_a_drawing():
    lines = drawing()
    picture = np.dstack([np.zeros((*lines.shape, 3), np.uint8), 255 - lines])
    assert recognize(picture) == "drawing"
    assert np.abs(Lines()(picture).astype(int) - lines).max() <= 15


def test_kinds_are_told_apart():
    assert recognize(cartoon(2.0)[0]) == "picture"
    assert recognize(cartoon(2.0, transparent=True)[0]) == "picture"
    grey = cv2.cvtColor(cartoon(2.0)[0], cv2.COLOR_RGB2GRAY)
    assert recognize(np.repeat(grey[..., None], 3, axis=2)) == "picture"
    rng = np.random.default_rng(0)
    graphite = 255 - (255 - drawing().astype(np.float32)) * rng.uniform(0.2, 0.8, (400, 400))
    page = np.clip(graphite * 0.9 + rng.normal(0, 4, (400, 400)), 0, 255).astype(np.uint8)
    assert recognize(np.repeat(page[..., None], 3, axis=2)) == "pencil"
    tan = np.clip(page[..., None] * np.array((1.0, 0.96, 0.86)), 0, 255).astype(np.uint8)
    assert recognize(tan) == "pencil"
    on_a_desk = np.full((500, 520, 3), (90, 60, 35), np.uint8)
    on_a_desk[50:450, 60:460] = tan
    assert recognize(on_a_desk) == "pencil"
    night = np.zeros((400, 400, 3), np.uint8) + np.linspace(20, 110, 400).astype(np.uint8)[:, None, None]
    night[rng.integers(0, 400, 300), rng.integers(0, 400, 300)] = 250
    assert recognize(night) == "picture"


@pytest.mark.parametrize("kind", ["auto", "picture", "drawing", "pencil"])
@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (1, 33), (40, 3)])
@pytest.mark.parametrize("channels", [3, 4])
def test_smallest_and_plainest_pictures(kind, shape, channels):
    for value in (0, 127, 255):
        picture = np.full((*shape, channels), value, np.uint8)
        for width in (None, 2.0):
            lines = Lines()(picture, LinesOptions(kind=kind, width=width))
            assert lines.shape == shape and lines.dtype == np.uint8
    noise = np.random.default_rng(0).integers(0, 256, (*shape, channels), np.uint8)
    assert Lines()(noise, LinesOptions(kind=kind)).shape == shape


def test_the_same_picture_gives_the_same_lines():
    picture, _ = cartoon()
    assert np.array_equal(Lines()(picture), Lines()(picture.copy()))


def test_progress_rises_to_one_and_may_cancel():
    picture, _ = cartoon()
    seen: list[float] = []
    Lines()(picture, progress=seen.append)
    assert seen == sorted(seen) and seen[0] == 0.0 and seen[-1] == 1.0

    def cancel(fraction: float) -> None:
        if fraction > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        Lines()(picture, progress=cancel)


@pytest.mark.parametrize(
    "options",
    [{"kind": "photo"}, {"width": 0.0}, {"width": 100.0}, {"detail": -0.1}, {"detail": float("nan")}],
)
def test_wrong_options_are_one_sentence(options):
    with pytest.raises(InputError, match=r"^[^.]*(\.\d[^.]*)*\.$"):
        LinesOptions(**options)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A small network that has learned nothing."""
    folder = tmp_path_factory.mktemp("weights")
    torch.manual_seed(0)
    config = {"widths": [8] * 5, "blocks": [1] * 5, "thin": 4}
    state = Network(**config).state_dict()
    export(folder / "lines.safetensors", state, {"architecture": "lines", "scale": 0, "config": config})
    return TorchRunner(folder=folder, device="cpu")


@pytest.mark.parametrize("kind", ["picture", "drawing", "pencil"])
@pytest.mark.parametrize("size", [(48, 80), (200, 133), (1100, 900)])
def test_the_network_takes_every_kind_and_size(network: Runner, kind: Kind, size: tuple[int, int]) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)
    ink = learned.find_ink(network, picture, sketch=kind != "picture")
    assert ink.shape[0] / ink.shape[1] == pytest.approx(size[0] / size[1], rel=0.02)
    assert 0.79 < np.sqrt(ink.size) / learned.USUAL < 1.26
    lines = Lines(network, KINDS)(picture, LinesOptions(kind))
    assert lines.shape == size and lines.dtype == np.uint8


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.3])
def test_strokes_are_drawn_where_the_network_is_sure(factor: float) -> None:
    ink = np.zeros((300, 200), np.float32)
    ink[100:103, 20:180] = 0.9
    ink[200:203, 20:180] = 0.45  # some
    ink[250, 100:103] = 0.9  # a speck
    ink[101, 100] = 0.3  # not quite a gap
    extent = Extent(round(200 * factor), round(300 * factor))
    faint = [learned.drawn(ink, extent, width=2.0, detail=d) for d in (0.0, 1.0)]
    for lines, rows in zip(faint, ((101,), (101, 201)), strict=True):
        inked = (lines < 128).mean(1) > 0.5
        found = np.flatnonzero(inked)
        assert len(found) >= len(rows)
        assert all(np.abs(found - (row + 0.5) * factor).min() <= 1.5 for row in rows)
        assert all(min(abs(f - (row + 0.5) * factor) for row in rows) <= 3 for f in found)
    assert (learned.drawn(ink * 0, extent, width=None, detail=0.5) == 255).all()


def test_without_weights_the_rules_draw(tmp_path: Path) -> None:
    picture, _ = cartoon()
    runner = TorchRunner(folder=tmp_path, device="cpu")
    assert np.array_equal(Lines(runner)(picture), Lines()(picture))
