"""The HTTP API, used as others use it: by gradio_client, and by plain HTTP where that would be kinder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from anigen_core.character import Character
from anigen_core.document import Document
from anigen_core.options import OPTIONS
from anigen_core.pipeline import Studio
from anigen_core.pose import Pose
from anigen_core.pose_library import named_pose
from anigen_core.settings import EyeWish
from tests.ui.conftest import Server


@pytest.fixture(scope="module")
def client(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(
        server.url,
        verbose=False,
        analytics_enabled=False,
        download_files=tmp_path_factory.mktemp("downloads"),
    )


def call(client: Client, **values: Any) -> tuple[Path, str, list[Path]]:
    picture, notes, files = client.predict(api_name="/finish", **values)
    return Path(picture), notes, [Path(file) for file in files]


def sentence(client: Client, **values: Any) -> str:
    """The error of a call that has to fail."""
    with pytest.raises(AppError) as caught:
        call(client, **values)
    return str(caught.value)


def test_finish_gives_picture_notes_and_files(client: Client, drawing: Any):
    lines, colors = map(handle_file, map(str, drawing))
    picture, notes, files = call(client, lines=lines, colors=colors, pose="standing", transparent=True)
    assert [file.suffix for file in files] == [".png", ".psd", ".ora", ".anigen"]
    assert Image.open(picture).size == (192, 288) and Image.open(picture).mode == "RGBA"
    assert "no trained network" in notes and notes.endswith(" s.")
    document = Document.load(files[3])
    assert document.settings.transparent
    assert document.pose == Pose.from_json(named_pose("standing", (192, 288)).to_json())
    assert Document.from_png(picture) == document, "the recipe survives the way through the server"


def test_the_painter_can_be_chosen_and_is_remembered(client: Client, drawing: Any):
    lines, colors = map(handle_file, map(str, drawing))
    _, notes, files = call(
        client, lines=lines, colors=colors, painter="fill", strength=0.2, refine=3, seed=9, shading=0.1
    )
    settings = Document.load(files[3]).settings
    assert (settings.painter, settings.strength, settings.refine, settings.seed) == ("fill", 0.2, 3, 9)
    assert settings.shading == 0.1
    assert "segment fill" in notes and "It took" in notes


def test_colors_are_taken_as_hints_beside_a_style_reference(client: Client, drawing: Any):
    lines, colors = map(handle_file, map(str, drawing))
    given = {"lines": lines, "colors": colors, "style": colors}
    _, notes, files = call(client, **given, painter="colorize", flats=True, character="hair=#c83830")
    document = Document.load(files[3])
    assert (document.settings.painter, document.settings.flats) == ("colorize", True)
    assert document.style is not None and document.style.shape == (288, 192, 4)
    assert "olored by" in notes


def test_a_pose_alone_is_enough_and_may_come_as_a_file(client: Client, tmp_path: Path):
    path = tmp_path / "pose.json"
    path.write_text(named_pose("waving", (128, 192)).to_json())
    picture, _, _ = call(client, pose_file=handle_file(str(path)))
    assert Image.open(picture).size == (128, 192)
    mirrored, _, _ = call(client, pose_file=handle_file(str(path)), mirror=True)
    assert not np.array_equal(np.asarray(Image.open(picture)), np.asarray(Image.open(mirrored)))


def test_a_character_is_wished_for_in_words(client: Client):
    wishes = "hair=twin_tails, hair_color=pink, top=#2060e0"
    _, _, files = call(client, pose="standing", character=wishes, figure="mannequin")
    settings = Document.load(files[3]).settings
    assert settings.figure == "mannequin" and settings.character == Character.parse(wishes)


def test_the_same_seed_gives_the_same_picture(client: Client, drawing: Any):
    values = {"lines": handle_file(str(drawing[0])), "colors": handle_file(str(drawing[1])), "seed": 3}
    first, again = (np.asarray(Image.open(call(client, **values)[0])) for _ in range(2))
    assert np.array_equal(first, again)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "The canvas is empty"),
        ({"pose": "standing", "upscale": 3}, "1, 2 or 4"),
        ({"pose": "standing", "shading": 7}, "0"),
        ({"pose": "standing", "denoise": 1}, "cunet"),
        ({"pose": "standing", "strength": 1.5}, "strength"),
        ({"pose": "standing", "refine": 4}, "0 to 3"),
        ({"pose": "standing", "seed": -1}, "seed"),
        ({"pose": "standing", "left_eye": "blue"}, "blue"),
        ({"pose": "standing", "character": "hair=antlers"}, "antlers"),
        ({"pose": "standing", "character": "{"}, "did not arrive whole"),
        ({"pose": "standing", "left_eye": "#00f", "left_box": "1, 2"}, "210, 140, 40, 30"),
    ],
)
def test_wrong_values_end_in_a_sentence(client: Client, values: dict[str, Any], expected: str):
    told = sentence(client, **values)
    assert expected in told and told.endswith(".") and "Traceback" not in told


def test_only_lines_and_only_colors_are_told_what_is_missing(client: Client, drawing: Any):
    lines, colors = map(handle_file, map(str, drawing))
    assert "color" in sentence(client, lines=lines, painter="fill")
    assert "lines" in sentence(client, colors=colors, painter="fill")
    assert "no colors" in call(client, lines=lines)[1] and "no lines" in call(client, colors=colors)[1]


def test_a_file_that_is_not_a_picture_has_the_same_sentence_as_everywhere(client: Client, noisy_text: Path):
    from anigen_core.errors import InputError
    from anigen_core.imaging import open_image

    with pytest.raises(InputError) as known:
        open_image(noisy_text)
    assert sentence(client, lines=handle_file(str(noisy_text))) == str(known.value)


@pytest.mark.parametrize("text", ['{"people": []}', '{"people": NaN}', "[", '{"people": [{"pose": "x"}]}'])
def test_broken_pose_files_end_in_a_sentence(client: Client, tmp_path: Path, text: str):
    path = tmp_path / "pose.json"
    path.write_text(text)
    told = sentence(client, pose_file=handle_file(str(path)))
    assert told.endswith(".") and "Traceback" not in told


def test_a_pose_name_and_a_pose_file_together_are_refused(client: Client, tmp_path: Path):
    path = tmp_path / "pose.json"
    path.write_text(named_pose("waving").to_json())
    assert "not both" in sentence(client, pose="standing", pose_file=handle_file(str(path)))


def test_the_schema_is_true(client: Client):
    api: Any = client.view_api(return_format="dict", print_info=False)
    assert set(api["named_endpoints"]) == {
        *("/finish", "/finish_document", "/preview", "/lines", "/search", "/faces"),
    }
    assert not api["unnamed_endpoints"]
    parameters = {entry["parameter_name"]: entry for entry in api["named_endpoints"]["/finish"]["parameters"]}
    assert all(entry["parameter_has_default"] for entry in parameters.values())
    assert "waving" in parameters["pose"]["type"]["enum"]
    assert parameters["upscale"]["type"]["type"] == "integer"
    assert parameters["light"]["type"]["enum"] == ["left", "right"]
    assert parameters["painter"]["type"]["enum"] == ["pirec", "colorize", "fill"]
    assert parameters["refine"]["type"]["type"] == parameters["seed"]["type"]["type"] == "integer"
    assert len(api["named_endpoints"]["/finish"]["returns"]) == 3
    for endpoint in api["named_endpoints"].values():
        assert "http" not in json.dumps([entry["example_input"] for entry in endpoint["parameters"]])
        for entry in endpoint["parameters"]:
            assert entry["type"].get("description") or entry["parameter_name"] == "drawing"
            assert entry["type"].get("default") == entry["parameter_default"]


def test_the_schema_of_the_choices_is_the_table_of_options(client: Client):
    api: Any = client.view_api(return_format="dict", print_info=False)
    endpoints = api["named_endpoints"]
    for name, optional in (("/finish", False), ("/finish_document", True)):
        told = {entry["parameter_name"]: entry for entry in endpoints[name]["parameters"]}
        for option in OPTIONS:
            assert told[option.name]["type"] == option.schema(optional=optional)
            assert told[option.name]["parameter_default"] == (None if optional else option.default)


def test_a_document_is_finished_as_it_was_saved_or_with_other_choices(
    client: Client, doll: Path, tmp_path: Path
):
    def finished(path: Path, **values: Any) -> tuple[np.ndarray, Document]:
        picture, _, files = client.predict(handle_file(str(path)), api_name="/finish_document", **values)
        return np.asarray(Image.open(picture)), Document.load(files[3])

    picture, document = finished(doll)
    assert document == Document.load(doll)
    made = Studio().finish(document)
    assert np.array_equal(made.picture, picture), "the same picture as from Python"
    made.save(tmp_path / "doll.png")
    assert finished(tmp_path / "doll.png")[1] == document, "a PNG with its recipe will do"
    other, changed = finished(doll, painter="fill", transparent=True, off=["eyes"], right_eye="#20a040")
    assert other.shape == (288, 192, 4) and changed.settings == replace(
        document.settings,
        painter="fill",
        transparent=True,
        off=("eyes",),
        eyes=(EyeWish("right", "#20a040"),),
    )


def test_what_is_no_document_is_refused(client: Client, drawing: Any, noisy_text: Path):
    for given, expected in ((None, "no document"), (drawing[0], "no recipe"), (noisy_text, "neither")):
        with pytest.raises(AppError) as caught:
            file = None if given is None else handle_file(str(given))
            client.predict(file, api_name="/finish_document")
        assert expected in str(caught.value) and str(caught.value).endswith(".")


# ---- the drawing stage's own value


def on_stage(lines: Path | str | None = None, colors: Path | str | None = None, **more: Any) -> dict:
    """A value of the stage on a canvas of 192x288, as a client writes it."""
    given = {"lines": lines, "colors": colors}
    files = {name: handle_file(str(path)) for name, path in given.items() if path is not None}
    return {"width": 192, "height": 288, **files, **more}


def test_the_stage_has_a_true_schema(client: Client):
    api: Any = client.view_api(return_format="dict", print_info=False)
    entry = api["named_endpoints"]["/preview"]["parameters"][0]
    assert entry["parameter_name"] == "drawing"
    schema = entry["type"]
    assert schema["type"] == "object" and schema["required"] == ["width", "height"]
    assert set(schema["properties"]) == {
        *("width", "height", "revision", "lines", "colors", "pose", "style", "selection", "picture"),
        *("references", "replaced", "same", "keys", "asked"),
    }
    assert schema["properties"]["width"]["type"] == "integer"
    file, nothing = schema["properties"]["lines"]["anyOf"]
    assert nothing == {"type": "null"} and file["$ref"].rpartition("/")[2] in schema["$defs"]
    sample = entry["example_input"]
    assert set(sample) <= set(schema["properties"]) and "http" not in json.dumps(sample)


def test_a_preview_of_a_drawing_as_the_stage_sends_it(client: Client, drawing: Any):
    pose = named_pose("standing", (192, 288)).to_dict()
    path = client.predict(on_stage(*drawing, pose=pose), "fill", 0.6, 0, api_name="/preview")
    picture = np.asarray(Image.open(path).convert("RGB"))
    assert picture.shape == (288, 192, 3), "smaller than a preview's largest size, so as it is"
    assert picture[220, 96, 2] > picture[220, 96, 0], "the dress is blue"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"width": 64}, "more pixels than the canvas"),
        ({"width": 384, "height": 576}, "make them the same size"),
        ({"width": 100000}, "scale it down"),
        ({"width": 0}, "at least"),
        ({"pose": {"people": []}}, "no people"),
        ({"pose": {"people": [{"pose_keypoints_2d": [0.0] * 54}]}}, "hidden"),
    ],
)
def test_a_drawing_that_does_not_fit_itself_is_refused(
    client: Client, drawing: Any, change: dict[str, Any], expected: str
):
    with pytest.raises(AppError) as caught:
        client.predict({**on_stage(*drawing), **change}, "fill", 0.6, 0, api_name="/preview")
    assert expected in str(caught.value) and str(caught.value).endswith(".")


def test_a_preview_of_nothing_says_what_is_missing(client: Client):
    for value in (None, on_stage()):
        with pytest.raises(AppError) as caught:
            client.predict(value, "fill", 0.6, 0, api_name="/preview")
        assert str(caught.value).endswith(".")


# ---- lines of a picture


def test_lines_of_a_picture(client: Client, tmp_path: Path):
    picture = np.full((120, 90, 3), 250, np.uint8)
    picture[30:90, 20:70] = (200, 60, 40)
    path = tmp_path / "picture.png"
    Image.fromarray(picture).save(path)
    made, words = client.predict(handle_file(str(path)), "picture", 0, 0.5, api_name="/lines")
    lines = np.asarray(Image.open(made).convert("L"))
    assert lines.shape == (120, 90) and words.startswith("Lines ") and words.endswith(".")
    assert lines[50:70, 16:24].min() < 128, "the red box has a border"
    assert lines[:20].min() > 200, "and the paper has none"


def test_lines_of_nothing_and_wrong_options_are_refused(client: Client, drawing: Any):
    given = handle_file(str(drawing[0]))
    for picture, width, detail, expected in (
        (None, 0, 0.5, "no picture"),
        (given, 900, 0.5, "line width"),
        (given, 0, 3, "detail"),
    ):
        with pytest.raises(AppError) as caught:
            client.predict(picture, "auto", width, detail, api_name="/lines")
        assert expected in str(caught.value) and str(caught.value).endswith(".")


def test_internals_are_not_offered_to_clients(client: Client):
    with pytest.raises(ValueError, match="Cannot find a function"):
        client.predict(api_name="/run")
