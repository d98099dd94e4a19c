"""Documents: exact round trips, older and newer versions, and files that mean harm."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from anigen_core.archive import write_archive
from anigen_core.document import Document, EyeWish, Settings, write_atomically
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, encode_png, open_image
from anigen_core.pose import Pose
from anigen_core.recipe import embed_recipe, extract_recipe

RNG = np.random.default_rng(1)
LINES = RNG.integers(0, 256, (48, 32), np.uint8)
COLORS = RNG.integers(0, 256, (48, 32, 4), np.uint8)
STYLE = RNG.integers(0, 256, (20, 70, 4), np.uint8)


def some_pose(extent: tuple[int, int] = (32, 48)) -> Pose:
    joints = np.ones((18, 3))
    joints[:, :2] = np.random.default_rng(2).uniform(2, 30, (18, 2))
    joints[3, 2] = 0
    return Pose(joints, *extent)


REFERENCE = RNG.integers(0, 256, (40, 60, 4), np.uint8)


def some_references() -> list[tuple[np.ndarray, Pose | None]]:
    return [(REFERENCE, some_pose((60, 40))), (REFERENCE[:, :30], None)]


def some_document() -> Document:
    eyes = (EyeWish("left", "#3a7bd5"), EyeWish("right", "#ABC", (3, 4, 10, 8)))
    settings = Settings(
        painter="colorize",
        flats=True,
        strength=0.25,
        refine=3,
        seed=7,
        shading=0.3,
        light="right",
        ink="black",
        mix=0.75,
        transparent=True,
        upscale=2,
        eyes=eyes,
    )
    return Document.compose(LINES, COLORS, some_pose(), settings, style=STYLE, references=some_references())


def manifest(**changes: object) -> dict:
    return {"format": "anigen", "version": 1, "width": 32, "height": 48, "settings": {}} | changes


def archive(value: object, **members: bytes) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return write_archive({"manifest.json": text.encode(), **members})


def sentence(error: pytest.ExceptionInfo[InputError]) -> str:
    text = str(error.value)
    assert (
        text.endswith(".")
        and "\n" not in text
        and (text[0].isupper() or text[0] == "'")
        and text.count(". ") == 0
    )
    return text


# ---- round trips


def test_round_trip_is_exact_and_deterministic(tmp_path: Path) -> None:
    document = some_document()
    path = tmp_path / "größe 絵.anigen"
    document.save(path)
    again = Document.load(path)
    assert again == document
    assert (
        again.colors is not None and (again.colors[COLORS[..., 3] == 0] == COLORS[COLORS[..., 3] == 0]).all()
    )
    assert again.to_bytes() == document.to_bytes() == path.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("which", ["lines", "colors", "pose", "style", "references", "nothing"])
def test_every_part_may_be_missing(which: str) -> None:
    parts = {"lines": LINES, "colors": COLORS, "pose": some_pose(), "style": STYLE}
    parts |= {"references": some_references()}
    document = Document.compose(**{which: parts[which]} if which in parts else {})  # type: ignore[arg-type]
    assert document.extent == ((512, 768) if which in ("nothing", "style", "references") else (32, 48))
    assert Document.load(document.to_bytes()) == document


def test_documents_differ() -> None:
    other = some_document()
    assert other.lines is not None
    other.lines = other.lines ^ 1
    assert other != some_document()
    assert Document.compose(LINES) != Document.compose(None, COLORS)
    assert Document.compose(LINES) != Document.compose(LINES, style=STYLE)
    first, second = some_references()
    both = Document.compose(LINES, references=[first, second])
    assert both != Document.compose(LINES, references=[first])
    assert both != Document.compose(LINES, references=[first, (REFERENCE[:, :30], some_pose((30, 40)))])
    assert both != Document.compose(LINES, references=[first, (REFERENCE[:, 30:], None)])


def test_opaque_colors_count_as_painted_everywhere() -> None:
    document = Document.compose(colors=COLORS[..., :3])
    assert document.colors is not None and (document.colors[..., 3] == 255).all()


def test_pose_from_another_canvas_is_scaled() -> None:
    document = Document.compose(LINES, pose=some_pose((64, 96)))
    assert document.pose is not None and document.pose.extent == (32, 48)
    assert np.allclose(document.pose.joints[:3, :2], some_pose().joints[:3, :2] / 2, atol=1e-6)


def test_saving_over_a_file_keeps_it_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        write_atomically(tmp_path / "none" / "a.anigen", b"x")
    assert "'a.anigen' cannot be written" in sentence(error)
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError):
        write_atomically(tmp_path / "folder", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


# ---- compose and settings


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"lines": LINES, "colors": COLORS[:, :-1]}, ["32x48", "31x48"]),
        ({"lines": LINES[:15]}, ["32x15", "16"]),
        ({"style": STYLE[:15]}, ["style", "70x15", "16"]),
        ({"style": np.zeros((16, 6145, 3), np.uint8)}, ["style", "6145x16", "4096x6144"]),
        ({"references": 5 * some_references()[:1]}, ["5 pictures", "at most 4"]),
        ({"references": [(REFERENCE, None), (REFERENCE[:9], None)]}, ["Picture 2", "60x9", "16"]),
        ({"references": [(np.zeros((4096, 3073, 3), np.uint8), None)]}, ["Picture 1", "3073x4096"]),
        ({"lines": LINES[:1, :1]}, ["1x1"]),
        ({"lines": LINES, "size": (40, 48)}, ["40x48", "32x48"]),
        ({"size": (4097, 6144)}, ["4096x6144"]),
        ({"size": (20000, 20000)}, ["4096x6144"]),
        (
            {"lines": LINES, "settings": Settings(eyes=(EyeWish("left", "#fff", (32, 1, 5, 5)),))},
            ["left eye"],
        ),
    ],
)
def test_compose_refuses(parts: dict, words: list[str]) -> None:
    with pytest.raises(InputError) as error:
        Document.compose(**parts)
    assert all(word in sentence(error) for word in words)


def test_landscape_canvas_may_be_as_large() -> None:
    assert Document.compose(size=(6144, 4096)).extent == (6144, 4096)


@pytest.mark.parametrize(
    "values",
    [
        {"seed": -1},
        {"seed": 1.0},
        {"seed": 2**32},
        {"seed": True},
        {"shading": 1.1},
        {"shading": float("nan")},
        {"shading": "0.5"},
        {"light": "top"},
        {"ink": None},
        {"body": 1},
        {"mix": -0.1},
        {"mix": "half"},
        {"transparent": 1},
        {"upscale": 3},
        {"upscale": True},
        {"upscaler": "magic"},
        {"denoise": 1},
        {"denoise": 2, "upscaler": "cunet"},
        {"eyes": {}},
        {"eyes": ["left"]},
        {"eyes": [{"side": "left"}]},
        {"eyes": [{"side": "middle", "color": "#fff"}]},
        {"eyes": [{"side": "left", "color": "blue"}]},
        {"eyes": [{"side": "left", "color": "#fff", "box": [0, 0, 0, 4]}]},
        {"eyes": [{"side": "left", "color": "#fff", "box": [0, 0, 1.5, 4]}]},
        {"eyes": [{"side": "left", "color": "#fff", "shade": 1}]},
        {"eyes": [{"side": "left", "color": "#fff"}] * 2},
        {"painter": "brush"},
        {"flats": 1},
        {"strength": 1.5},
        {"strength": True},
        {"refine": 4},
        {"refine": 1.0},
        {"sead": 1},
        [],
    ],
)
def test_settings_refuse(values: object) -> None:
    with pytest.raises(InputError) as error:
        Settings.from_json(values)
    sentence(error)


def test_an_older_document_s_enlarger_becomes_ours() -> None:
    assert Settings.from_json({"upscaler": "upconv_7"}).upscaler == "compact"


def test_an_older_document_s_body_becomes_the_mix() -> None:
    assert Settings.from_json({"body": "off"}) == Settings(mix=0.0)
    assert Settings.from_json({"body": "fill"}) == Settings()


def test_settings_round_trip_and_name_what_is_valid() -> None:
    settings = some_document().settings
    assert Settings.from_json(json.loads(json.dumps(settings.to_json()))) == settings
    assert settings.eyes[1].color == "#aabbcc"
    with pytest.raises(InputError, match=r"'sead' .* strength, refine, seed, shading, light"):
        Settings.from_json({"sead": 1})


def test_documents_from_before_there_was_a_network_are_read() -> None:
    old = manifest(settings={"seed": 4, "shading": 0.2})
    settings = Document.load(archive(old, **{"lines.png": encode_png(LINES)})).settings
    assert settings == Settings(seed=4, shading=0.2)
    assert (settings.painter, settings.strength, settings.refine) == ("pirec", 0.6, 1)


# ---- versions


def test_reads_version_0() -> None:
    data = archive(
        {"format": "anigen", "version": 0, "size": [32, 48], "seed": 9}, **{"lines.png": encode_png(LINES)}
    )
    assert Document.load(data) == Document.compose(LINES, settings=Settings(seed=9))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (manifest(version=2), "newer AniGen; update"),
        (manifest(version=10**400), "newer AniGen; update"),
        (manifest(version=-1), "version"),
        (manifest(version=True), "version"),
        (manifest(version="1"), "version"),
        (manifest(format="zip"), "not an AniGen document"),
        ([], "not an AniGen document"),
        (manifest(width=32.0), "size"),
        (manifest(width=True), "size"),
        (manifest(width=None), "size"),
        (manifest(width=0), "0x48"),
        (manifest(width=10**9), "4096x6144"),
        ({"format": "anigen", "version": 0, "size": 5}, "size"),
        (manifest(settings=[]), "settings"),
        (manifest(settings={"wrong": 1}), "'wrong'"),
        ("{", "JSON"),
        ('{"format": NaN}', "JSON"),
        ('{"format": -Infinity}', "JSON"),
        ("[" * 17 + "]" * 17, "JSON"),
        ("[" * 100_000, "JSON"),
        ('\\"' * 300_000, "JSON"),
        ("1" * 100_000, "JSON"),
    ],
)
def test_manifest_is_held_to_its_word(value: object, words: str) -> None:
    with pytest.raises(InputError) as error:
        Document.load(archive(value))
    assert words in sentence(error)


def test_brackets_inside_strings_are_not_nesting() -> None:
    assert Document.load(archive(manifest(note='"\\' + "[" * 50))).extent == (32, 48)


@pytest.mark.parametrize("pose", [b"{}", b"NaN", b'{"people": []}', b"[1, 2, 3, 4, 5]", b'["a"]'])
def test_bad_poses_are_refused(pose: bytes) -> None:
    with pytest.raises(InputError) as error:
        Document.load(archive(manifest(), **{"pose.json": pose}))
    assert str(error.value).endswith(".")


# ---- the recipe in a PNG


def test_a_finished_png_gives_the_document_back() -> None:
    document = some_document()
    png = encode_png(COLORS)
    with_recipe = embed_recipe(png, document.to_bytes())
    assert np.array_equal(np.asarray(open_image(with_recipe)), COLORS)
    assert Document.from_png(with_recipe) == Document.open(with_recipe) == document
    assert Document.open(document.to_bytes()) == document
    # Embedding again replaces.
    other = Document.compose(LINES)
    assert Document.from_png(embed_recipe(with_recipe, other.to_bytes())) == other


def test_png_without_or_with_a_damaged_recipe() -> None:
    png = encode_png(LINES)
    with pytest.raises(InputError) as error:
        Document.from_png(png)
    assert "no recipe" in sentence(error)
    full = embed_recipe(png, b"not a zip at all")
    with pytest.raises(InputError):
        Document.from_png(full)
    with pytest.raises(InputError) as error:
        Document.from_png(full.replace(b"not a zip", b"not a zap"))
    assert "damaged" in sentence(error)
    for cut in range(8, len(full), 11):
        with pytest.raises(InputError):
            extract_recipe(full[:cut])


def test_png_of_endless_chunks_ends() -> None:
    empty = struct.pack(">I", 0) + b"teXt" + struct.pack(">I", zlib.crc32(b"teXt"))
    with pytest.raises(InputError):
        extract_recipe(b"\x89PNG\r\n\x1a\n" + empty * 70_000)


def test_extent_is_exposed() -> None:
    assert some_document().extent == Extent(32, 48)
