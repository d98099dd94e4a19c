"""The evaluation of bodies: what is asked, who draws, and the whole of it on tiny pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.pose import L_EAR, L_EYE, NOSE, R_EAR, R_EYE
from tests.tiny_body import write_tiny_body
from train.evaluate import bodies, frames, metrics, pose, pose_sheets
from train.evaluate.__main__ import run
from train.evaluate.bodies import Asked, Pool, asked, pose_of
from train.evaluate.options import Options
from train.factory.shots import Plan

SMALL = (128, 192)


@pytest.fixture(scope="module")
def five() -> list[Asked]:
    """What is asked about one new draw, small."""
    return list(asked("test", 1, SMALL))


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Pool:
    """Sixteen tiny training pictures."""
    made = Pool(16, 1, tmp_path_factory.mktemp("pictures"), (48, 72))
    made.close()
    return made


def test_a_character_is_asked_for_in_five_ways(five: list[Asked]) -> None:
    assert [one.frame for one in five] == list(frames.BODIES)
    assert len({one.example.who for one in five}) == 1
    tags = [one.example.labels["tags"] for one in five]
    assert all(t["framing"] in ("full", "knees") for t in tags) and tags[4]["framing"] == "knees"
    assert "back" in tags[3]["view"]
    for group in ("hair", "hair_color", "outfit", "eyes"):
        assert len({one.character.word(group) for one in five}) == 1
    colored = [one.character.colors for one in five if one.character.colors]
    assert len(set(colored)) == 1 and dict(colored[0]).keys() >= {"skin", "hair"}
    assert all(one.pose.extent == SMALL for one in five)


def test_a_pose_shows_the_face_as_the_head_is_turned(five: list[Asked]) -> None:
    labels = five[0].example.labels
    shown = {
        "front": {NOSE, R_EYE, L_EYE, R_EAR, L_EAR},
        "three_quarter": {NOSE, R_EYE, L_EYE, L_EAR},
        "side": {NOSE, L_EYE, L_EAR},
        "three_quarter_back": {R_EAR, L_EAR},
        "back": {R_EAR, L_EAR},
    }
    joints = np.array(labels["joints"], np.float64)
    joints[[L_EYE, L_EAR], 3], joints[[R_EYE, R_EAR], 3] = 1.0, 2.0  # the left side is nearer
    joints[:, 2] = 0
    hands = {"left_hand": np.zeros((21, 4)), "right_hand": np.ones((21, 4))}
    for view, face in shown.items():
        made = pose_of({**labels, **hands, "joints": joints, "tags": {"face_view": view}})
        assert set(np.flatnonzero(made.visible)) == {*range(1, 14), *face}
        assert made.left_hand is None and made.right_hand is not None


def test_the_nearest_picture_has_the_words_first_and_then_the_pose(pool: Pool, five: list[Asked]) -> None:
    one = next(known for known in pool._known if all(known.words))
    wished = dict(zip(bodies.JUDGED, one.words, strict=True))
    character = Character(tuple((group, (word,)) for group, word in wished.items() if word))
    joints = one.joints.copy() * (48, 72, 1)
    joints[:, 2] = 1
    same = type(five[0].pose)(joints, 48, 72)
    beauty = pool._store.batch([one.number], ("beauty",))["beauty"][0].permute(1, 2, 0).numpy()
    found = pool.nearest(same, character)
    assert np.array_equal(found[beauty[..., 3] == 255], beauty[beauty[..., 3] == 255][:, :3])
    # somebody else in the same pose, where such words are wished for
    other = next(known for known in pool._known if not set(known.words) & set(one.words))
    wished = dict(zip(bodies.JUDGED, other.words, strict=True))
    character = Character(tuple((group, (word,)) for group, word in wished.items() if word))
    assert not np.array_equal(pool.nearest(same, character), found)
    assert pool.nearest(five[0].pose, character).shape == (SMALL[1], SMALL[0], 3)


def test_peers_are_looked_for_and_named(tmp_path: Path) -> None:
    options = Options(out=tmp_path, engine="torch")
    with pytest.raises(InputError, match="plain/psgan"):
        bodies.peers(tmp_path, options)
    for name, file in (("plain", "psgan"), ("original", "psgan_original")):
        (tmp_path / name).mkdir()
        made = write_tiny_body(tmp_path / name) / "psgan.safetensors"
        card = json.loads(made.with_suffix(".json").read_text())
        made.with_suffix(".json").unlink()
        (tmp_path / name / f"{file}.json").write_text(json.dumps({**card, "name": file}))
        made.rename(tmp_path / name / f"{file}.safetensors")
    found = bodies.peers(tmp_path, options)
    assert set(found) == {"plain", "original"}
    card = found["original"].card("psgan")  # it answers in the place of the stage's weights
    assert card is not None and card.name == "psgan_original"


def test_light_and_detail() -> None:
    pixels = np.array([[200, 10, 10]] * 6 + [[90, 5, 5]] * 5, np.uint8)
    assert metrics.lit_color(pixels).tolist() == [200, 10, 10]
    sharp = np.zeros((32, 32, 3), np.uint8)
    sharp[:, 16:] = 255
    smeared = np.repeat(np.linspace(0, 255, 32).astype(np.uint8)[None, :, None], 32, 0).repeat(3, 2)
    assert metrics.gradient_energy(smeared) < 0.2 * metrics.gradient_energy(sharp)
    assert metrics.gradient_energy(sharp, np.zeros((32, 32), bool)) == 0


def test_a_square_may_reach_beyond_the_picture() -> None:
    picture = np.zeros((20, 30, 3), np.uint8)
    cut = pose._cut(picture, pose._square(-10, -10, 10, 10))
    assert cut.shape == (22, 22, 3)
    assert (cut[:11] == 255).all() and (cut[11:, 11:] == 0).all()


def test_pose_from_end_to_end(
    five: list[Asked], pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pose, "asked", lambda *_: iter([five[0], five[3]]))
    monkeypatch.setattr(pose, "Pool", lambda *_: pool)
    monkeypatch.setattr(pose_sheets, "MANY", 1)
    monkeypatch.setattr(pose_sheets, "EXTENT", SMALL)
    (tmp_path / "plain").mkdir()
    weights = write_tiny_body(tmp_path / "plain") / "psgan.safetensors"
    options = Options(out=tmp_path, count=1, weights=weights, peer=tmp_path, engine="torch")
    text = run("pose", options)
    written = json.loads((tmp_path / "metrics.json").read_text())
    rows = written["rows"]
    assert {"ours", "plain", "mannequin", "nearest", "render", "render/new_draw"} <= set(rows)
    assert rows["ours-plain"]["kid"]["value"] == 0  # they are the same
    assert {"ours-nearest", "ours-mannequin"} <= set(rows)
    bars = {bar["bar"]: bar for bar in written["bars"]}
    assert len(bars) == 10 and not bars["pck at 0.05 of the body's height"]["met"]
    drawn = {"pck", "pck_share", "pck:back", "kid", "seconds", "alpha_iou", "palette", "palette/flat"}
    assert drawn <= set(rows["mannequin"])
    assert "detail:head" in rows["nearest"] and "palette" not in rows["nearest"]
    assert rows["render"]["pck_share"]["value"] == rows["render"]["detail:head"]["value"] == 1
    assert rows["render"]["palette/flat"]["value"] < 12
    assert "pck" in text and "mannequin" in text
    grids = {path.stem: Image.open(path).size for path in tmp_path.glob("*.png")}
    assert {"random", "heads", "one_character_16_poses", "sixteen_characters_one_pose"} <= set(grids)
    assert grids["one_character_16_poses"] == SMALL


def test_no_wishes_are_known_of_drawings(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="factory characters"):
        run("pose", Options(out=tmp_path, drawings=tmp_path))


def test_of_a_character_without_such_pictures_others_are_taken() -> None:
    def none(_: Plan) -> bool:
        return False

    def every(_: Plan) -> bool:
        return True

    wanted = {"never": none, "always": every}
    assert frames.numbers_of(lambda number: None, wanted) == [1, 0]  # type: ignore[arg-type, return-value]
