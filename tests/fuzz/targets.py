"""What is fuzzed: for each kind of file how damaged ones are made, and what reads them."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from anigen_core.archive import write_archive
from anigen_core.document import Document, EyeWish, Settings
from anigen_core.imaging import encode_png, open_image, to_rgb
from anigen_core.pose_json import read_pose
from anigen_core.pose_library import named_pose
from anigen_core.recipe import embed_recipe
from tests.avatar_files import make_glb, make_pmx
from tests.fuzz import calls, commands
from tests.fuzz.mutations import changed_json, damaged, damaged_png, json_values

SMALL = np.random.default_rng(1).integers(0, 256, (24, 16, 4), np.uint8)


@dataclass(frozen=True)
class Target:
    """files: makes damaged files. read: reads one; it may raise InputError, and nothing else. seconds: of a
    core, at most, for one."""

    files: Callable[[], st.SearchStrategy[bytes]]
    read: Callable[[bytes], Any]
    seconds: float = 5.0


def _json(value: Any) -> bytes:
    # What is no text, such as half of a surrogate pair, has to reach the parser as well.
    return json.dumps(value, ensure_ascii=True).encode()


@cache
def _document() -> Document:
    settings = Settings(eyes=(EyeWish("left", "#3a7bd5", (2, 2, 5, 5)),), upscale=2, seed=3)
    pose = named_pose("waving").resized((16, 24))
    reference = (SMALL, named_pose("standing").resized((16, 24)))
    return Document.compose(SMALL[..., 0], SMALL, pose, settings, style=SMALL[:16], references=[reference])


@cache
def _members() -> dict[str, bytes]:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(_document().to_bytes())) as file:
        return {name: file.read(name) for name in file.namelist()}


@st.composite
def _documents(draw: st.DrawFn) -> bytes:
    members = dict(_members())
    match draw(st.sampled_from(("raw", "recipe", "manifest", "manifest", "pose", "picture", "members"))):
        case "raw":
            return draw(damaged([_document().to_bytes()]))
        case "recipe":
            png = embed_recipe(encode_png(SMALL), _document().to_bytes())
            return draw(damaged([png]) | damaged_png([png]))
        case "manifest":
            members["manifest.json"] = _json(draw(changed_json([json.loads(members["manifest.json"])])))
        case "pose":
            name = draw(st.sampled_from(("pose.json", "reference1.json")))
            members[name] = _json(draw(changed_json([json.loads(members[name])])))
        case "picture":
            name = draw(st.sampled_from([name for name in members if name.endswith(".png")]))
            members[name] = draw(damaged_png([members[name]]))
        case "members":
            name = draw(st.sampled_from(sorted(members)))
            data = members.pop(name)
            other = draw(st.sampled_from(("lines.png", "reference9.png", "../x.png", "a" * 200, "style.png")))
            members[other] = data
    return write_archive(members)


@st.composite
def _poses(draw: st.DrawFn) -> bytes:
    pose = named_pose("sitting_front")
    people = json.loads(pose.to_json())
    bare = {"pose_keypoints_2d": people["people"][0]["pose_keypoints_2d"][:54]}
    seeds = [people, [people], {"people": [bare]}, [{"people": [bare], "canvas_width": 512}]]
    if draw(st.integers(0, 9)) == 0:
        return draw(damaged([pose.to_json().encode()]))
    return _json(draw(changed_json(seeds) if draw(st.booleans()) else st.just(seeds[0]) | json_values))


@cache
def _pictures() -> tuple[bytes, ...]:
    made = []
    for mode in ("RGB", "RGBA", "L", "P", "1", "LA", "I;16", "CMYK"):
        picture = Image.fromarray(SMALL[..., :3]).convert(
            "L" if mode == "I;16" else mode if mode != "LA" else "LA"
        )
        picture = picture.convert("I").convert("I;16") if mode == "I;16" else picture
        for kind in ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF"):
            out = io.BytesIO()
            try:
                picture.save(out, kind)
            except (OSError, ValueError):
                continue  # this kind of file has no such mode
            made.append(out.getvalue())
    return tuple(made)


def _read_picture(data: bytes) -> Any:
    return to_rgb(np.asarray(open_image(data)))


@cache
def _avatars() -> tuple[bytes, ...]:
    return (*(make_glb(kind) for kind in ("", "VRM", "VRMC_vrm")), make_pmx(), _motion())


def _motion() -> bytes:
    """A VMD file with two keys of two bones."""
    out = b"Vocaloid Motion Data 0002".ljust(30, b"\0") + b"model".ljust(20, b"\0")
    keys = [("頭", 0), ("頭", 9), ("左腕", 0), ("左腕", 9)]
    out += struct.pack("<I", len(keys))
    for name, frame in keys:
        out += name.encode("shift_jis").ljust(15, b"\0") + struct.pack("<I7f", frame, 0, 0, 0, 0, 0, 0, 1)
        out += bytes(64)
    return out + struct.pack("<4I", 0, 0, 0, 0)


@st.composite
def _avatar_files(draw: st.DrawFn) -> bytes:
    if draw(st.booleans()):
        return draw(damaged(_avatars()))
    glb = draw(st.sampled_from(_avatars()[:3]))
    (size,) = struct.unpack("<I", glb[12:16])
    text = _json(draw(changed_json([json.loads(glb[20 : 20 + size])])))
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text + glb[20 + size :]
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def _read_avatar(data: bytes) -> Any:
    from train.factory.avatars.avatars import fit_avatar
    from train.factory.avatars.gltf import read_glb
    from train.factory.avatars.pmx import read_pmx
    from train.factory.poses.vmd import parse_motion

    if data[:4] == b"PMX ":
        return fit_avatar(read_pmx(data))
    return fit_avatar(read_glb(data)) if data[:4] == b"glTF" else parse_motion(data)


@cache
def _cards() -> tuple[Any, ...]:
    from anigen_core.weights import weights_folder

    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(weights_folder().glob("*.json"))[:4])


def _read_card(data: bytes) -> Any:
    """A card beside weights; the errors are those that `load_card` turns into a sentence."""
    from anigen_core.weights import WeightCard

    try:
        return WeightCard.from_json(data.decode())
    except (ValueError, TypeError, KeyError):
        return None


TARGETS: dict[str, Target] = {
    "documents": Target(_documents, Document.open),
    "json": Target(_poses, lambda data: read_pose(data)),
    "avatars": Target(_avatar_files, _read_avatar),
    "pictures": Target(lambda: damaged(_pictures()) | damaged_png(_pictures()[:1]), _read_picture),
    "commands": Target(commands.command_lines, commands.run_command, commands.SECONDS),
    "calls": Target(calls.calls, calls.call),
    "cards": Target(lambda: changed_json(_cards()).map(_json) | damaged([_json(_cards()[0])]), _read_card),
}
