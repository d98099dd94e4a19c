"""Heads and painted faces: landmarks against paint, expressions, every kind, the shape from the side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from train.factory.body.body import Body
from train.factory.face.canvas import uv_of
from train.factory.face.eyes import is_shut
from train.factory.face.face import EXPRESSIONS, FACES, draw_face, landmarks, paint_face, visible_eyes
from train.factory.face.families import FAMILIES
from train.factory.face.head import Head, build_head
from train.factory.face.head_shape import depth
from train.factory.face.identity import describe, distance, distances
from train.factory.face.spec import EYES
from train.factory.geometry.mesh import outward
from train.factory.palette import draw_palette
from train.factory.parts import Part
from train.factory.seeds import Draw, draw_traits

pytest.importorskip("skia")

SIDES = ("left", "right")


def _head(seed: int, kind: str | None = None) -> tuple[Head, Body]:
    draw = Draw(seed)
    traits = draw_traits(draw)
    body = Body(traits.proportions)
    spec = draw_face(draw, traits)
    spec = draw_face(draw, traits, kind) if kind else spec
    return build_head(spec, draw_palette(draw, traits), body), body


def _texels(points: np.ndarray, size: int) -> np.ndarray:
    return uv_of(points[:, 0], points[:, 1]) * size


@pytest.mark.parametrize("kind", FACES)
def test_every_kind_draws_every_part(kind: str) -> None:
    head, _ = _head(12, kind)
    material = head.paint("neutral", (0.0, 0.0))
    assert material.texture is not None and material.parts is not None and material.lines is not None
    assert material.lines.shape == material.parts.shape
    count = np.bincount(material.parts.ravel(), minlength=256)
    for side in SIDES:
        for name in ("SCLERA", "IRIS", "HIGHLIGHT", "LASH", "BROW"):
            if name == "SCLERA" and not FAMILIES[kind].sclera:
                continue
            assert count[Part[f"{side.upper()}_{name}"]] > 60, (side, name)
    assert count[Part.LIPS] > 60 and count[Part.NOSE] > 10
    assert (material.lines > 0).mean() < 0.15
    assert set(np.unique(material.parts)) <= {0, *(int(p) for p in Part)}


@pytest.mark.parametrize("seed", range(6))
def test_irises_lie_inside_the_eye_landmarks_and_eyes_are_level(seed: int) -> None:
    head, body = _head(seed)
    material = head.paint("neutral", (0.0, 0.0))
    parts = material.parts
    assert parts is not None
    marks = {n: p - (0, body.proportions.chin, 0) for n, p in head.landmarks("neutral", (0.0, 0.0)).items()}
    for side in SIDES:
        eye = _texels(marks[f"{side}_eye"], len(parts))
        rows, columns = np.nonzero(parts == Part[f"{side.upper()}_IRIS"])
        slack = 0.05 * np.ptp(eye[:, 0])  # eight points cut the curve short
        assert columns.min() >= eye[:, 0].min() - slack and columns.max() <= eye[:, 0].max() + slack
        assert rows.min() >= eye[:, 1].min() - slack and rows.max() <= eye[:, 1].max() + slack
        middle = _texels(marks[f"{side}_iris"], len(parts))[0]
        assert abs(columns.mean() - middle[0]) < 0.15 * np.ptp(eye[:, 0])
    assert np.allclose(marks["left_eye"] * (-1, 1, 1), marks["right_eye"])


def test_gaze_moves_both_irises_the_same_way() -> None:
    head, _ = _head(3)
    for gaze, axis in (((1.0, 0.0), 0), ((0.0, 1.0), 1)):
        there, back = head.landmarks("neutral", gaze), head.landmarks("neutral", (-gaze[0], -gaze[1]))
        for side in SIDES:
            assert (there[f"{side}_iris"] - back[f"{side}_iris"])[0, axis] > 0.02


def test_highlights_lie_on_the_same_side_of_the_picture() -> None:
    parts = _head(3)[0].paint("neutral", (0.0, 0.0)).parts
    assert parts is not None
    offsets = []
    for side in ("LEFT", "RIGHT"):
        light = np.nonzero(parts == Part[f"{side}_HIGHLIGHT"])[1].mean()
        around = np.isin(parts, [Part[f"{side}_{n}"] for n in ("IRIS", "PUPIL", "HIGHLIGHT")])
        offsets.append(light - np.nonzero(around)[1].mean())
    assert offsets[0] < 0 and offsets[1] < 0


def test_expressions_differ_and_shut_eyes_have_no_iris() -> None:
    head, _ = _head(7)
    seen = []
    for expression in EXPRESSIONS:
        material = head.paint(expression, (0.0, 0.0))
        assert material.parts is not None and material.texture is not None
        marks = head.landmarks(expression, (0.0, 0.0))
        assert all(np.isfinite(p).all() and p.shape[1] == 3 for p in marks.values())
        for side in SIDES:
            iris = (material.parts == Part[f"{side.upper()}_IRIS"]).any()
            assert iris != is_shut(expression, side)
        seen.append(material.texture[::3, ::3].astype(np.int16))
    for i in range(len(seen)):
        for j in range(i):
            assert (np.abs(seen[i] - seen[j]).max(-1) > 20).sum() > 34, (EXPRESSIONS[i], EXPRESSIONS[j])


@pytest.mark.parametrize("seed", range(8))
def test_a_head_is_whole_symmetrical_and_finite(seed: int) -> None:
    head, body = _head(seed)
    for mesh in head.meshes:
        for value in (mesh.positions, mesh.normals, mesh.hull, mesh.uv, mesh.colors):
            assert value is not None and np.isfinite(value).all()
        assert mesh.faces.max() < len(mesh.positions)
    assert sum(len(m.positions) for m in head.meshes) < 7000
    ears = [m for m in head.meshes if m.name == "ear"]
    assert np.allclose(ears[0].positions * (-1, 1, 1), ears[1].positions, atol=1e-6)
    assert all(outward(m.positions - m.positions.mean(0), m.faces) > 0 for m in ears)
    skull = np.concatenate([m.positions for m in head.meshes if m.name != "ear"])
    reach = np.linalg.norm(
        (skull - head.center)[skull[:, 1] > body.proportions.chin + 0.5] / head.radii, axis=1
    )
    assert reach.max() < 1.035  # hair clears this


def test_the_profile_has_a_nose_before_the_lips_and_a_mouth_between_them() -> None:
    draw = Draw(5)
    spec = draw_face(draw, draw_traits(draw))
    y = np.linspace(0.02, 0.45, 431)
    z = depth(spec, 0.0, y)
    assert abs(y[z.argmax()] - spec.nose_y) < 0.02
    m = spec.mouth_y
    upper, mouth, lower = (float(depth(spec, 0.0, v)) for v in (m + 0.015, m, m - 0.016))
    assert mouth < upper < z.max() and mouth < lower + 0.004
    assert float(depth(spec, 0.30, 0.36)) < float(depth(spec, 0.08, 0.36))


def test_landmarks_lie_on_the_head() -> None:
    head, body = _head(4)
    skull = np.concatenate([m.positions for m in head.meshes if m.name != "ear"])
    for name, points in head.landmarks("open", (0.3, 0.0)).items():
        gap = np.linalg.norm(skull[None] - points[:, None], axis=-1).min(1)
        assert gap.max() < 0.03, name
    del body


def test_an_open_mouth_parts_the_lips_and_moves_its_landmarks_along() -> None:
    head, body = _head(5)
    assert head.shape("neutral") == {}
    moved = head.shape("open")
    rest, move = head.meshes[0].positions, moved[0]
    assert move.shape == rest.shape and np.isfinite(move).all()
    assert move[:, 2].min() < -0.01 and move[:, 1].min() < -0.005
    assert np.abs(move[rest[:, 1] - body.proportions.chin > 0.30]).max() < 1e-3  # eyes stay
    surface = np.concatenate([m.positions + moved[i] for i, m in enumerate(head.meshes[:2])])
    for name in ("mouth", "chin"):
        points = head.landmarks("open", (0.0, 0.0))[name]
        gap = np.linalg.norm(surface[None] - points[:, None], axis=-1).min(1)
        assert gap.max() < 0.02, name


def test_every_eye_shape_keeps_an_open_eye_with_its_iris_inside() -> None:
    draw = Draw(3)
    spec = draw_face(draw, draw_traits(draw))
    openings = set()
    for eye in EYES:
        marks = landmarks(replace(spec, eye=eye), "neutral", (0.0, 0.0))
        points, iris = marks["left_eye"], marks["left_iris"]
        assert np.ptp(points[:, 1]) > 0.06
        assert points[:, 0].min() < iris[0, 0] < points[:, 0].max()
        openings.add(np.round(points, 4).tobytes())
    assert len(openings) == len(EYES)


def test_an_eye_counts_as_visible_by_its_pixels_and_its_width() -> None:
    draw = Draw(6)
    spec = draw_face(draw, draw_traits(draw))
    marks = landmarks(spec, "neutral", (0.0, 0.0))
    part = np.zeros((100, 100), np.uint8)
    corners = {s: _texels(marks[f"{s}_eye"], 100) for s in SIDES}
    for side in SIDES:
        x, y = corners[side].T
        part[int(y.min()) : int(y.max()) + 1, int(x.min()) : int(x.max()) + 1] = Part[f"{side.upper()}_IRIS"]
    assert visible_eyes(part, corners) == {"left": True, "right": True}
    hidden = np.where(part == Part.LEFT_IRIS, Part.HAIR_FRONT, part).astype(np.uint8)
    assert visible_eyes(hidden, corners) == {"left": False, "right": True}
    narrow = {"left": corners["left"], "right": corners["right"] * (0.05, 1)}
    assert visible_eyes(part, narrow) == {"left": True, "right": False}


@pytest.mark.parametrize("kind", FACES)
def test_every_kind_paints_every_expression_with_its_landmarks_inside(kind: str) -> None:
    draw = Draw(31)
    traits = draw_traits(draw)
    spec, palette = draw_face(draw, traits, kind), draw_palette(draw, traits)
    for expression in EXPRESSIONS:
        material = paint_face(spec, palette, expression, (0.3, 0.0))
        parts = material.parts
        assert parts is not None
        marks = landmarks(spec, expression, (0.3, 0.0))
        for name, points in marks.items():
            assert np.isfinite(points).all(), (expression, name)
            if name != "jaw":
                at = _texels(points, len(parts))
                assert (at > 0).all() and (at < len(parts)).all(), (expression, name)
                assert np.abs(points[:, 0]).max() < 0.36 and points[:, 1].max() < 0.72, (expression, name)
        for side in SIDES:
            if is_shut(expression, side):
                continue
            eye = _texels(marks[f"{side}_eye"], len(parts))
            inside = np.isin(parts, [Part[f"{side.upper()}_{n}"] for n in ("IRIS", "PUPIL", "HIGHLIGHT")])
            rows, columns = np.nonzero(inside)
            slack = 0.06 * np.ptp(eye, axis=0).max()
            assert columns.min() >= eye[:, 0].min() - slack and columns.max() <= eye[:, 0].max() + slack
            assert rows.min() >= eye[:, 1].min() - slack and rows.max() <= eye[:, 1].max() + slack
        mouth = _texels(landmarks(spec, expression, (0, 0))["mouth"], len(parts))
        rows, columns = np.nonzero(np.isin(parts, [Part.MOUTH, Part.LIPS, Part.TEETH, Part.TONGUE]))
        assert abs(columns.mean() - mouth[:, 0].mean()) < 12, expression
        assert columns.min() <= mouth[:, 0].min() + 12 and columns.max() >= mouth[:, 0].max() - 12, expression


def test_kinds_are_drawn_about_as_often_and_never_held_out_ones_for_training() -> None:
    kinds = [draw_face(Draw(s), draw_traits(Draw(s))).kind for s in range(300)]
    share = {kind: kinds.count(kind) / len(kinds) for kind in FACES}
    assert share["sharp"] == share["dot"] == 0
    assert all(0.03 < v < 0.25 for k, v in share.items() if k not in ("sharp", "dot")), share


def test_identity_tells_faces_apart_but_neither_colors_nor_expressions() -> None:
    draw = Draw(8)
    traits = draw_traits(draw)
    faces = {kind: draw_face(draw, traits, kind) for kind in FACES}
    assert distance(faces["retro"], replace(faces["retro"], tear=not faces["retro"].tear)) < 1e-3
    near = replace(faces["retro"], eye_x=faces["retro"].eye_x + 0.004, mood=faces["retro"].mood + 0.1)
    assert 0 < distance(faces["retro"], near) < 0.3
    points = np.stack([describe(face) for face in faces.values()])
    far = distances(points)
    assert np.allclose(far, far.T) and far.max() < 4
    assert far[~np.eye(len(far), dtype=bool)].min() > 0.35
    assert np.median(far[~np.eye(len(far), dtype=bool)]) > 0.8


def test_a_beard_moves_with_the_jaw() -> None:
    draw = Draw(next(s for s in range(200) if draw_traits(Draw(s)).presentation == "boy"))
    traits = draw_traits(draw)
    spec = replace(draw_face(draw, traits, "realistic"), beard="full")
    head = build_head(spec, draw_palette(draw, traits), Body(traits.proportions))
    number = next(i for i, m in enumerate(head.meshes) if m.name == "beard")
    moved = head.shape("shouting")[number]
    assert moved.shape == head.meshes[number].positions.shape and moved[:, 1].min() < -0.01
    clean = build_head(replace(spec, beard="stubble"), draw_palette(draw, traits), Body(traits.proportions))
    assert all(m.name != "beard" for m in clean.meshes)
