"""Somebody's own weights: their files, and pictures that are made with them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from anigen_core import weights
from anigen_core.adapted import (
    Adapted,
    find_adapted,
    list_adapted,
    name_of,
    one_each,
    open_adapted,
    write_adapted,
)
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.pipeline import Studio
from anigen_core.running import Runners
from anigen_core.settings import Settings
from tests.figure import draw_figure
from tests.tiny_colorizer import write_tiny_colorizer
from tests.tiny_painter import write_tiny_painter
from tests.unit.test_cli import anigen
from train.adapt_delta import of_low_rank

FIGURE = draw_figure(scale=1)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_colorizer(write_tiny_painter(tmp_path_factory.mktemp("shipped")))


def changed(shipped: Path, network: str = "pirec", by: float = 0.1) -> dict[str, np.ndarray]:
    """The shipped weights, other than they were."""
    rng = np.random.default_rng(1)
    state = sorted(weights.load_weights(network, shipped).items())
    return {name: np.asarray(v + by * rng.standard_normal(v.shape), np.float16) for name, v in state}


def write(path: Path, shipped: Path, network: str = "pirec", **fields: object) -> Path:
    card = weights.load_card(network, shipped)
    card = replace(card, adapted_from=card.sha256, data="drawings of rin", **fields)  # type: ignore[arg-type]
    write_adapted(path, changed(shipped, network), card)
    return path


@pytest.fixture(scope="module")
def rin(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("own") / "rin.pirec.safetensors", shipped)


def refusal(path: Path, shipped: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_adapted(path, shipped).load(shipped)
    return str(caught.value)


# ---- files


def test_a_file_holds_its_card_and_its_weights(rin: Path, shipped: Path) -> None:
    own = open_adapted(rin, shipped)
    assert (own.name, own.network, own.card.data) == ("rin", "pirec", "drawings of rin")
    for name, value in own.load(shipped).items():
        np.testing.assert_array_equal(value, changed(shipped)[name])
    assert own.build(shipped).training is False


def test_names_are_files_without_their_endings() -> None:
    assert name_of(Path("rin.safetensors")) == name_of(Path("rin.colorize.safetensors")) == "rin"
    assert name_of(Path("rin.v2.safetensors")) == "rin.v2"
    assert name_of(Path("リン.pirec.safetensors")) == "リン"


def test_what_is_no_such_file_is_refused_in_a_sentence(rin: Path, shipped: Path, tmp_path: Path) -> None:
    other, data = tmp_path / "x.safetensors", rin.read_bytes()
    assert "no file of weights" in refusal(tmp_path / "gone.safetensors", shipped)
    assert "no card" in refusal(shipped / "pirec.safetensors", shipped)
    for harm in (b"", b"\xff" * 64, data[:100]):
        other.write_bytes(harm)
        assert "no card" in refusal(other, shipped)
    for harm in (data[:-1], data[:-1] + bytes([data[-1] ^ 1])):
        other.write_bytes(harm)
        assert "damaged" in refusal(other, shipped)
    other.write_bytes(data + bytes(weights.MAX_WEIGHT_BYTES))
    assert "larger than 16 MiB" in refusal(other, shipped)


def test_weights_of_another_network_are_refused(rin: Path, shipped: Path, tmp_path: Path) -> None:
    write(tmp_path / "wide.safetensors", shipped, config={"widths": [999999]})
    assert "another form" in refusal(tmp_path / "wide.safetensors", shipped)
    write(tmp_path / "tags.safetensors", shipped, name="tagger")
    assert "no network that can be adapted" in refusal(tmp_path / "tags.safetensors", shipped)
    assert "did not come" in refusal(rin, tmp_path)
    state = changed(shipped)
    state.popitem()
    write_adapted(tmp_path / "less.safetensors", state, weights.load_card("pirec", shipped))
    with pytest.raises(InputError, match="do not fit"):
        open_adapted(tmp_path / "less.safetensors", shipped).build(shipped)


def test_a_change_of_low_rank_is_small_and_near(shipped: Path, tmp_path: Path) -> None:
    before, card = weights.load_weights("pirec", shipped), weights.load_card("pirec", shipped)
    rng = np.random.default_rng(2)
    after = dict(before)
    for name, value in before.items():  # a change of rank 1 in each layer
        if value.ndim < 2:
            continue
        flat = value.reshape(len(value), -1)
        one = np.outer(rng.standard_normal(len(flat)), rng.standard_normal(flat.shape[1]))
        after[name] = (value + 0.01 * one.reshape(value.shape)).astype(np.float32)
    small = of_low_rank(before, after, most=200_000)
    write_adapted(tmp_path / "rin.safetensors", small, replace(card, adapted_from=card.sha256))
    assert (tmp_path / "rin.safetensors").stat().st_size <= 200_000
    for name, value in open_adapted(tmp_path / "rin.safetensors", shipped).load(shipped).items():
        np.testing.assert_allclose(value, after[name], atol=2e-3)
    write_adapted(tmp_path / "old.safetensors", small, replace(card, adapted_from="0" * 64))
    assert "change other weights" in refusal(tmp_path / "old.safetensors", shipped)


# ---- the user's folder


@pytest.fixture
def home(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder with rin, who has taught the painter."""
    monkeypatch.setenv("ANIGEN_HOME", str(tmp_path))
    folder = tmp_path / "weights"
    folder.mkdir()
    write(folder / "rin.pirec.safetensors", shipped)
    return folder


def test_names_of_the_folder(home: Path, shipped: Path) -> None:
    (home / "broken.safetensors").write_bytes(b"nothing")
    write(home / "rin.colorize.safetensors", shipped, "colorize")
    found = find_adapted("rin", shipped=shipped)
    assert {own.network for own in found} == {"pirec", "colorize"}
    assert list_adapted(shipped=shipped) == {"rin": ("colorize", "pirec")}
    for name in ("mia", "../rin", "rin.pirec.safetensors"):
        with pytest.raises(InputError, match="no weights of your own called"):
            find_adapted(name, shipped=shipped)
    write(home / "rin.safetensors", shipped)
    with pytest.raises(InputError, match="both for pirec"):
        find_adapted("rin", shipped=shipped)
    assert one_each(()) == ()


def test_settings_hold_names_and_no_paths() -> None:
    assert Settings.from_json(Settings(weights="rin").to_json()).weights == "rin"
    for wrong in ("a/b", "a\\b", " rin", "x" * 99, "a\nb", 3):
        with pytest.raises(InputError, match="own weights"):
            Settings(weights=wrong)  # type: ignore[arg-type]


# ---- pictures


def picture(studio: Studio, painter: str = "pirec", weights: str = "") -> np.ndarray:
    settings = Settings(painter=painter, weights=weights)  # type: ignore[arg-type]
    return studio.finish(Document.compose(FIGURE.lines, FIGURE.colors, settings=settings)).picture


def test_own_weights_paint_another_picture(home: Path, shipped: Path) -> None:
    plain, own = (
        Studio("torch", weights=shipped),
        Studio("torch", weights=shipped, adapted=[home / "rin.pirec.safetensors"]),
    )
    usual, hers = picture(plain), picture(own)
    assert np.abs(usual.astype(int) - hers).max() > 8
    np.testing.assert_array_equal(picture(plain, weights="rin"), hers)
    np.testing.assert_array_equal(picture(plain), usual)
    np.testing.assert_array_equal(picture(plain, "colorize", "rin"), picture(plain, "colorize"))
    document = Document.compose(FIGURE.lines, FIGURE.colors, settings=Settings(weights="rin"))
    result = plain.finish(document)
    assert "your weights rin" in result.engine and result.document.settings.weights == "rin"
    with pytest.raises(InputError, match="called 'mia' here; there are: "):
        picture(plain, weights="mia")


def test_weights_that_were_written_anew_are_loaded_anew(home: Path, shipped: Path) -> None:
    studio = Studio("torch", weights=shipped)
    first = picture(studio, weights="rin")
    card = weights.load_card("pirec", shipped)
    write_adapted(home / "rin.pirec.safetensors", changed(shipped, by=0.2), card)
    assert np.abs(picture(studio, weights="rin").astype(int) - first).max() > 8


def test_networks_that_nobody_taught_are_in_memory_once(home: Path, shipped: Path) -> None:
    runners = Runners("torch", shipped)
    own, plain = runners.runner("rin"), runners.runner()
    assert own is runners.runner("rin") and own is not plain
    card, theirs = own.card("colorize"), plain.card("colorize")
    assert card is theirs and own.card("pirec") != plain.card("pirec")
    assert isinstance(find_adapted("rin", shipped=shipped)[0], Adapted)


def test_the_command_line_says_what_is_wrong_with_weights(tmp_path: Path) -> None:
    (tmp_path / "no.safetensors").write_bytes(b"nothing")
    given = ("colorize", "l.png", "--out", "o.png", "--json", "--weights")
    for words, sentence in ((["no.safetensors"], "no card"), (["mia"], "called 'mia'")):
        done = anigen(*given, *words, cwd=tmp_path, expect=2)
        assert sentence in json.loads(done.stdout)["error"]
