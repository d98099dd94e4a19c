"""Weight files, their cards, and the conversion that made them."""

from __future__ import annotations

import shutil
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from torch import nn

from anigen_core import weights
from anigen_core.errors import InputError
from train import convert_waifu2x as convert

NAME = "upscale"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A weights folder that a test may damage."""
    for suffix in (".json", ".safetensors"):
        shutil.copy(weights.weights_folder() / (NAME + suffix), tmp_path)
    return tmp_path


def test_everything_shipped_loads_and_is_accounted_for() -> None:
    names = weights.list_weights()
    assert set(names) >= {entry.name for entry in convert.SOURCES if entry.shipped}
    credits = (weights.weights_folder() / "CREDITS.md").read_text("utf-8")
    size = 0
    for name in names:
        card, tensors = weights.load_card(name), weights.load_weights(name)
        assert card.params == sum(tensor.size for tensor in tensors.values())
        assert all(tensor.dtype == np.float32 for tensor in tensors.values())
        assert card.credit and card.license and card.source and card.metrics
        assert f"{name}.safetensors" in credits
        size += (weights.weights_folder() / f"{name}.safetensors").stat().st_size
    assert size < 60 * 1024 * 1024
    assert "Copyright (C) 2015 nagadomi" in credits


def test_a_network_is_built_for_inference() -> None:
    network = weights.build(NAME)
    assert not network.training
    assert not any(parameter.requires_grad for parameter in network.parameters())


def test_a_card_survives_its_file() -> None:
    card = weights.load_card(NAME)
    assert weights.WeightCard.from_json(card.to_json()) == card
    with pytest.raises(ValueError, match="not a weight card"):
        weights.WeightCard.from_json('{"name": "x", "surprise": 1}')


def test_damaged_weights_are_refused(folder: Path) -> None:
    file = folder / f"{NAME}.safetensors"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(InputError, match="do not match their card; install AniGen Studio again"):
        weights.load_weights(NAME, folder)


def test_a_huge_file_is_refused_unread(folder: Path) -> None:
    with (folder / f"{NAME}.safetensors").open("wb") as file:
        file.truncate(weights.MAX_WEIGHT_BYTES + 1)
    with pytest.raises(InputError, match="larger than 16 MiB"):
        weights.load_weights(NAME, folder)


def test_missing_files_are_named(folder: Path) -> None:
    (folder / f"{NAME}.safetensors").unlink()
    assert weights.list_weights(folder) == ()
    with pytest.raises(InputError, match=rf"{NAME}\.safetensors is missing; install"):
        weights.load_weights(NAME, folder)
    with pytest.raises(InputError, match=r"there_is_none\.json is missing"):
        weights.load_card("there_is_none", folder)


@pytest.mark.parametrize("name", ["../secret", "", "a/b", "C:\\x", "Ä"])
def test_a_name_cannot_leave_the_folder(name: str, folder: Path) -> None:
    with pytest.raises(InputError, match=f"choose one of {NAME}"):
        weights.load_card(name, folder)


def test_weights_of_another_network_do_not_fit(folder: Path) -> None:
    card = replace(weights.load_card(NAME), architecture="cunet")
    (folder / f"{NAME}.json").write_text(card.to_json(), "utf-8")
    with pytest.raises(InputError, match="do not fit their network"):
        weights.build(NAME, folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 3}', "\x00"])
def test_damaged_cards_are_refused(text: str, folder: Path) -> None:
    (folder / f"{NAME}.json").write_text(text, "utf-8")
    with pytest.raises(InputError, match="is damaged; install"):
        weights.load_card(NAME, folder)


PARAM = "7767517\n2 2\nInput a 0 1 x\nConvolution c 1 1 x y 0=2 1=1 5=1 6=6 9=2 -23310=1,0.1\n"
DATA = (
    struct.pack("<I", convert.FLOAT16_TAG)
    + np.arange(6, dtype="<f2").tobytes()
    + np.array([7, 8], "<f4").tobytes()
)


def test_a_convolution_is_read_from_ncnn_files() -> None:
    layers = convert.parse_param(PARAM)
    assert layers[1].get(0, 0) == 2 and layers[1].values[10] == pytest.approx(0.1)
    state = convert.convert(layers, DATA, nn.Sequential(nn.Conv2d(3, 2, 1)))
    np.testing.assert_array_equal(state["0.weight"].reshape(2, 3), [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(state["0.bias"], [7, 8])


@pytest.mark.parametrize("data", [b"", DATA[:3], DATA[:10], DATA[:-1], DATA + b"\0", b"\1\2\3\4" + DATA[4:]])
def test_a_bin_file_is_never_overrun(data: bytes) -> None:
    with pytest.raises((convert.ConversionError, struct.error)):
        convert.convert(convert.parse_param(PARAM), data, nn.Sequential(nn.Conv2d(3, 2, 1)))


@pytest.mark.parametrize(
    "text",
    ["", "hello", "7767517\n3 2\nInput a 0 1 x\n", "7767517\n1 1\nConvolution c one 1\n", PARAM + "a b\n"],
)
def test_a_broken_param_file_is_refused(text: str) -> None:
    with pytest.raises(convert.ConversionError):
        convert.parse_param(text)


def test_another_network_is_refused() -> None:
    for network in (nn.Conv2d(3, 2, 3), nn.Conv2d(4, 2, 1), nn.Conv2d(3, 2, 1, stride=2)):
        with pytest.raises(convert.ConversionError):
            convert.convert(convert.parse_param(PARAM), DATA, nn.Sequential(network))


def test_members_are_found_in_a_folder_and_in_a_wheel(tmp_path: Path) -> None:
    inside = tmp_path / "package" / "models" / "models-cunet"
    inside.mkdir(parents=True)
    (inside / "a.param").write_text("x")
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("package/models/models-cunet/a.param", "x")
    for source in (tmp_path, tmp_path / "a.whl"):
        assert convert.read_member(source, "models-cunet", "a.param") == b"x"
        with pytest.raises(convert.ConversionError, match=r"holds no models-cunet/b\.param"):
            convert.read_member(source, "models-cunet", "b.param")
    with pytest.raises(convert.ConversionError, match="neither a wheel nor a folder"):
        convert.read_member(inside / "a.param", "models-cunet", "a.param")
