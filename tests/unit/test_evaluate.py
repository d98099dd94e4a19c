"""The evaluation: what it measures on, how it refuses, and each task once with networks never trained."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.networks import landmarks, parse, pirec, pirec_peers, tagger
from train import ablations, runs
from train.evaluate import forms, frames, sources
from train.evaluate.__main__ import main, run
from train.evaluate.example import Example
from train.evaluate.options import Options
from train.evaluate.sources import choose_seeds, drawings, kind_of
from train.factory.holdout import RANGES
from train.strokes_levels import TRACED, Hand
from train.tags import LABELS


def test_seeds_are_spread_and_half_of_them_of_new_kinds() -> None:
    seeds = choose_seeds("test", 40)
    assert seeds == choose_seeds("test", 80)[:40] and len(set(seeds)) == 40
    assert all(seed in RANGES["test"] for seed in seeds)
    assert sum(kind_of(seed) == "new_kind" for seed in seeds) == 20
    assert max(seeds) - min(seeds) > len(RANGES["test"]) / 2
    with pytest.raises(InputError, match="1 to"):
        choose_seeds("test", 0)


def test_drawings_of_a_folder_and_its_subfolders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no picture"):
        list(drawings(tmp_path))
    with pytest.raises(InputError, match="no folder"):
        list(drawings(tmp_path / "none"))
    (tmp_path / "sub").mkdir()
    Image.new("L", (20, 30), 200).save(tmp_path / "b.png")
    Image.new("RGBA", (20, 30)).save(tmp_path / "sub" / "a.webp")
    found = list(drawings(tmp_path))
    assert [e.who for e in found] == ["b.png", "sub/a.webp"]
    assert all(e.picture.shape == (30, 20, 4) and not e.labels for e in found)


def test_wrong_words_are_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["--out", str(tmp_path)]
    for words, told in (
        (["smell", *out], "tasks are tags"),
        (["parse"], "--out must be given"),
        (["parse", *out, "--color", "red"], "no option --color"),
        (["parse", *out, "--level", "messy"], "clean, usual, rough"),
        (["parse", *out, "--count", "0"], "start at 1"),
        (["parse", *out, "--weights", str(tmp_path / "parse.safetensors")], "--weights takes"),
        (["parse", *out, "--avatars", "a", "--drawings", "b"], "not both"),
    ):
        assert main(words) == 2
        assert told in capsys.readouterr().err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights that know nothing."""
    folder = tmp_path_factory.mktemp("weights")
    torch.manual_seed(0)
    small: dict[str, Any] = {"widths": (8, 8, 8, 8), "blocks": (0, 0, 0, 0)}
    deep: dict[str, Any] = {"widths": (8, 8, 8, 8, 8), "blocks": (0, 0, 0, 0, 0)}
    made: dict[str, tuple[Any, dict[str, Any], Any]] = {
        "parse": (parse.Parse(**deep), deep, ()),
        "face_finder": (landmarks.FaceFinder(**small), small, ()),
        "landmarks": (landmarks.Landmarks(**small), small, ()),
        "tagger": (tagger.Tagger(len(LABELS)), {"tags": len(LABELS)}, LABELS),
        "pirec": (pirec.PiRec(thin=4, **deep), {"thin": 4, **deep}, ()),
        "pix2pix": (pirec_peers.Pix2Pix(4), {"width": 4}, ()),
    }
    for name, (network, config, labels) in made.items():
        card = {"architecture": name, "scale": 0, "config": config, "labels": list(labels)}
        card |= {"data": "none", "recipe": "never trained"}
        runs.export(folder / f"{name}.safetensors", network.state_dict(), card)
    return folder


@pytest.fixture(scope="module")
def drawn() -> list[Example]:
    """A new draw and a new kind, drawn once for all tasks."""
    return list(sources.characters("test", 2, workers=1))


@pytest.mark.parametrize(
    ("task", "name", "metrics"),
    [
        ("parse", "parse", {"miou", "pck", "alpha_iou", "seconds", "iou:skin"}),
        ("landmarks", "landmarks", {"seconds"}),
        ("tags", "tagger", {"map_tags", "seconds", "map_tags:hair_color"}),
    ],
)
def test_a_task_from_end_to_end(
    task: str,
    name: str,
    metrics: set[str],
    folder: Path,
    tmp_path: Path,
    drawn: list[Example],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "characters", lambda split, count, **_: iter(drawn[:count]))
    options = Options(
        out=tmp_path,
        count=2,
        workers=1,
        weights=folder / f"{name}.safetensors",
        engine="torch",
        level="clean" if task == "parse" else None,
    )
    table = run(task, options)
    written = json.loads((tmp_path / "metrics.json").read_text())
    assert written["task"] == task and written["count"] == 2
    ours = written["rows"]["ours"]
    assert metrics <= set(ours)
    for figure in ours.values():
        assert set(figure) == {"value", "low", "high"}
        assert np.isfinite(figure["value"]) and figure["low"] <= figure["value"] <= figure["high"]
    assert {"ours/new_draw", "ours/new_kind"} <= set(written["rows"])
    assert Image.open(tmp_path / "random.png").width > 100
    assert all(word in table for word in ("ours", *metrics))


def test_drawings_are_looked_at_without_truth(folder: Path, tmp_path: Path) -> None:
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (70, 50, 3), np.uint8)).save(tmp_path / "a.png")
    options = Options(
        out=tmp_path / "out", drawings=tmp_path, weights=folder / "parse.safetensors", engine="torch"
    )
    run("parse", options)
    written = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert set(written["rows"]["ours"]) == {"seconds"}
    assert (tmp_path / "out" / "random.png").is_file()


@pytest.fixture(scope="module")
def five() -> list[Example]:
    """The five pictures of a new draw, small."""
    return list(frames.framed("test", 1, ("part", "lines", "albedo", "shading"), (128, 192)))


def test_every_character_is_seen_in_five_ways(five: list[Example]) -> None:
    tags = [example.labels["tags"] for example in five]
    assert [t["framing"] in ("full", "knees") for t in tags] == [True, True, False, False, True]
    assert [t["framing"] for t in tags[2:4]] == ["bust", "face"]
    assert tags[0]["pose"] in frames.STANDING and tags[1]["pose"] not in frames.STANDING
    assert len({t["number"] for t in tags}) == 5 and len({e.who for e in five}) == 1


def test_conditions_change_what_they_say(five: list[Example]) -> None:
    drawing = forms.drawn(five[0], "usual", 3)
    assert np.array_equal(drawing.lines, forms.drawn(five[0], "usual", 3).lines)
    painted = drawing.colors[..., 3] >= 128
    assert painted.mean() > 0.02 and (drawing.lines < 220).mean() > 0.005
    lines, colors = forms.disturbed(drawing, "missing", 1)
    share = 1 - (colors[..., 3] >= 128).sum() / painted.sum()
    assert np.array_equal(lines, drawing.lines) and 0.1 < share < 0.6
    lines, colors = forms.disturbed(drawing, "shifted", 1)
    assert np.array_equal(lines, drawing.lines) and not np.array_equal(colors, drawing.colors)
    by = [int(np.abs(np.argwhere(c[..., 3]).min(0) - np.argwhere(painted).min(0)).max()) for c in (colors,)]
    assert by[0] <= 2  # six pixels of a picture four times as high
    lines, colors = forms.disturbed(drawing, "no_lines", 1)
    assert (lines == 255).all() and np.array_equal(colors, drawing.colors)
    one = forms.Drawing(drawing.lines, np.where(painted[..., None], 255, 0).astype(np.uint8).repeat(4, 2))
    assert np.array_equal(forms.disturbed(one, "missing").colors, one.colors)
    assert set(forms.forms(drawing)) == set(forms.FORMS)


def test_reconstruct_from_end_to_end(
    five: list[Example], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "framed", lambda *_: iter([five[0], five[3]]))
    options = Options(
        out=tmp_path, count=1, weights=folder / "pirec.safetensors", peer=folder, engine="torch"
    )
    text = run("reconstruct", options)
    written = json.loads((tmp_path / "metrics.json").read_text())
    rows = written["rows"]
    assert {"ours", "fallback", "domain", "domain_lines", "fill", "pix2pix", "truth"} <= set(rows)
    assert {"ours-fallback/new_draw", "ours-pix2pix", "ours/new_draw"} <= set(rows)
    usual = {"psnr:figure", "psnr:head", "ssim", "gradient_ssim", "kid", "eye_error", "seconds"}
    lines = {"line_recall", "line_f1", "line_recall/clean", "line_f1/rough", "lines_gain", "shift_cost"}
    others = {"psnr:figure/missing", "psnr:head/shifted", "psnr:figure/no_lines", "psnr:head/clean"}
    assert usual | lines | others | {"block_delta_e", "block_delta_e_90"} <= set(rows["ours"])
    for name in ("psnr:figure", "psnr:head/missing"):
        best = max(rows[form][name]["value"] for form in forms.FORMS)
        assert rows["fallback"][name]["value"] == pytest.approx(best)
        gain = rows["ours"][name]["value"] - best
        assert rows["ours-fallback"][name]["value"] == pytest.approx(gain)
    assert len(written["bars"]) == 27 and "bars are met" in text
    grids = {p.stem: Image.open(p).size for p in tmp_path.glob("*.png")}
    assert set(grids) == {"random", "best", "worst", "clean", "rough"}
    assert grids["random"][0] > 5 * 128


def test_reconstruct_of_drawings_and_wrong_peers(folder: Path, tmp_path: Path) -> None:
    picture = np.full((96, 72, 3), 250, np.uint8)
    picture[20:80, 20:50] = (200, 60, 60)
    picture[20:80, 20:22] = 0
    Image.fromarray(picture).save(tmp_path / "a.png")
    weights = folder / "pirec.safetensors"
    options = Options(out=tmp_path / "out", drawings=tmp_path, weights=weights, engine="torch")
    run("reconstruct", options)
    written = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert set(written["rows"]["ours"]) == {"seconds", "line_recall", "block_delta_e", "block_delta_e_90"}
    assert (tmp_path / "out" / "random.png").is_file()
    with pytest.raises(InputError, match="weights of a peer"):
        run("reconstruct", Options(out=tmp_path / "out", weights=weights, peer=tmp_path, engine="torch"))


def test_no_hand_paints_where_the_figure_is(five: list[Example]) -> None:
    figure = five[0].picture[..., 3] > 127

    def overlap(level: str | Hand) -> float:
        painted = forms.drawn(five[0], level, 2).colors[..., 3] > 127
        return float((painted & figure).sum() / (painted | figure).sum())

    assert overlap(TRACED) > 0.85 > overlap("rough") + 0.2


def test_ablations_from_end_to_end(
    five: list[Example], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form, name in (("whole", "pirec"), ("no_hands", "pirec"), ("pix2pix", "pix2pix")):
        (tmp_path / "runs" / form).mkdir(parents=True)
        for file in folder.glob(f"{name}.*"):
            shutil.copy(file, tmp_path / "runs" / form)
    monkeypatch.setattr(frames, "framed", lambda *_: iter([five[0]]))
    run("ablations", Options(out=tmp_path / "out", count=1, peer=tmp_path / "runs"))
    rows = json.loads((tmp_path / "out" / "metrics.json").read_text())["rows"]
    assert {"whole", "no_hands", "pix2pix", "fill", "no_hands-whole"} <= set(rows)
    assert {"psnr:figure", "psnr:head/traced", "gradient_ssim/rough"} <= set(rows["pix2pix"])
    # The same weights under two names: a difference of nothing.
    assert rows["no_hands-whole"]["psnr:figure"]["value"] == pytest.approx(0, abs=1e-6)
    with pytest.raises(InputError, match=r"train\.ablations"):
        run("ablations", Options(out=tmp_path / "out", peer=tmp_path / "out"))


def test_every_ablation_leaves_out_one_thing(tmp_path: Path) -> None:
    asked = ablations.Options(avatars=tmp_path)
    whole = vars(ablations.options_of("whole", asked))
    for form in ablations.FORMS[1:]:
        other = vars(ablations.options_of(form, asked))
        assert len({name for name in whole if whole[name] != other[name]} - {"out"}) == 1


@pytest.mark.parametrize("task", ["lines", "cleanup"])
def test_without_a_line_network_the_rules_are_measured(
    task: str, five: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "characters", lambda *_, **__: iter(five[:1]))
    run(task, Options(out=tmp_path, count=1))
    rows = json.loads((tmp_path / "metrics.json").read_text())["rows"]
    assert "ours" not in rows and 0 < rows["fallback"]["line_f1"]["value"] <= 1
