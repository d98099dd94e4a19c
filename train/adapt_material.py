"""What a network is adapted to: pictures of one avatar, or drawings of one character, as the factory would
have them: the same passes, the same labels.

An avatar (VRM, GLB, PMX) is drawn in its own colors and one plain style, in poses and views by chance. A
dozen and a few of the factory's named poses (`UNSEEN`) never occur, so that they can be asked for afterwards.
Of drawings nothing but pixels is known: parts and joints are our parser's, lines and flat colors our own
stages' (train/pirec_drawings.py). Each is seen whole, and in parts at twice the size.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, check_size, open_image, resize, to_rgba
from anigen_core.runner import pick_runner
from anigen_core.stages.parse import Parse
from anigen_core.weights import list_weights
from train.evaluate.sources import DRAWINGS
from train.pirec_drawings import OPAQUE, fitted, passes_of
from train.runs import write_safely
from train.shapes import head_in

if TYPE_CHECKING:
    from anigen_core.runner import Runner
    from train.factory.avatars.avatars import Avatar
    from train.factory.character import Character

PASSES = ("beauty", "part", "lines", "albedo")
LEAST_DRAWINGS = 4
"""Fewer drawings of a character teach a network these drawings and not the character."""

MOST_DRAWINGS = 200
ALIKE = 0.35
"""Share of their colors that two drawings have in common where they count as one character's. Of fifteen
characters by one artist drawings of one had 0.99 in common, of two 0.22 in the median, 0.84 at the most."""

UNSEEN = (
    *("contrapposto", "akimbo", "peace", "cheer", "run", "hand_on_heart", "look_back", "kneel"),
    *("thinking", "star_jump", "shrug", "lunge", "point", "bow", "sit", "arms_crossed"),
)
"""Named poses that no picture of an avatar that is learned from shows."""

Say = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Material:
    """Pictures of somebody's own character, all of one size.

    name: of the file or folder they are of. passes: uint8 (N, H, W, channels) by name of pass. labels: as
    the factory's, one for each. heads: (N, 4) x0, y0, x1, y1 of each head; zeros where no face is seen.
    """

    name: str
    passes: dict[str, np.ndarray]
    labels: Sequence[dict[str, Any]]
    heads: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.passes["beauty"].shape[2], self.passes["beauty"].shape[1]

    def digest(self) -> str:
        """Of all pixels: two materials with the same are the same."""
        total = hashlib.sha256()
        for name in sorted(self.passes):
            total.update(self.passes[name].tobytes())
        return total.hexdigest()[:16]

    def save(self, path: Path) -> None:
        """Keep it, so that a run that goes on need not draw again."""
        told = np.array(json.dumps({"name": self.name, "labels": list(self.labels)}))
        given: Any = {"told": told, "heads": self.heads, **self.passes}
        write_safely(path, lambda file: np.savez(file, **given))

    @classmethod
    def load(cls, path: Path) -> Material:
        """What `save` wrote. Raises InputError where it is damaged."""
        try:
            with np.load(path, allow_pickle=False) as file:
                told = json.loads(str(file["told"]))
                passes = {name: file[name] for name in PASSES}
                return cls(told["name"], passes, told["labels"], file["heads"])
        except Exception as error:
            raise InputError(f"{path} is damaged; delete it and begin again.") from error


def _joined(name: str, shots: Sequence[tuple[dict[str, np.ndarray], dict[str, Any]]]) -> Material:
    passes = {n: np.stack([_channels(arrays[n]) for arrays, _ in shots]) for n in PASSES}
    heads = np.array([head_in(arrays["part"]) or (0.0,) * 4 for arrays, _ in shots], np.float32)
    return Material(name, passes, [labels for _, labels in shots], heads)


def _channels(array: np.ndarray) -> np.ndarray:
    return array if array.ndim == 3 else array[..., None]


# --- avatars -----------------------------------------------------------------------------------------------


def source_of(path: Path) -> str:
    """A digest of a file, or of all files of a folder and its subfolders."""
    total = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def of_avatar(
    path: Path, size: tuple[int, int], count: int, *, unseen: bool = False, say: Say | None = None
) -> Material:
    """`count` pictures of an avatar at `size` (width, height), always the same.

    unseen: whole figures in the poses of `UNSEEN`, one after the other; else any pose but these, framed by
    chance. say: told the finished fraction.

    Raises:
        InputError: the file is no avatar, or lacks what a figure needs.
    """
    from train.factory.avatars.avatars import load_avatar
    from train.factory.labels import label
    from train.factory.poses.poses import draw_pose
    from train.factory.render.cameras import Outline, draw_shot, fit, suited
    from train.factory.render.renderer import Renderer
    from train.factory.render.style import RenderStyle

    avatar = load_avatar(path)
    body = _body(avatar)
    who: Any = SimpleNamespace(
        spec=SimpleNamespace(seed=0, traits=SimpleNamespace(proportions=SimpleNamespace(width=1.0))),
        landmarks=lambda *_: {},
        tags={},
    )
    renderer, shots = Renderer(), []
    try:
        model = renderer.load(avatar.original)
        outline = Outline.of(avatar.original)
        try:
            for number in range(count):
                rng = np.random.default_rng([0x0117, unseen, number])
                if unseen:
                    pose = draw_pose(rng, body, UNSEEN[number % len(UNSEEN) :][:1])
                else:
                    pose = draw_pose(rng, body)
                    while pose.name in UNSEEN or pose.name == "between":
                        pose = draw_pose(rng, body)
                posed = avatar.pose(avatar.original, pose.stance)
                shot = draw_shot(rng, "full" if unseen else None)
                camera = fit(suited(shot, posed.frames), outline, posed.frames, size)
                picture = renderer.render(model, posed, camera, RenderStyle(), {*PASSES, "depth"})
                arrays = {name: np.asarray(getattr(picture, name)) for name in PASSES}
                told = label(cast("Character", who), posed, camera, picture)
                tags = {"style": "cel", "pose": pose.name, "framing": shot.framing}
                shots.append((arrays, {**told, "tags": {**told["tags"], **tags}}))
                if say is not None:
                    say((number + 1) / count)
        finally:
            model.release()
    finally:
        renderer.release()
    return _joined(path.name, shots)


def _body(avatar: Avatar) -> Any:
    """A usual body of the avatar's height, for drawing poses."""
    from train.factory.body.body import Body
    from train.factory.body.bones import BONE
    from train.factory.body.skeleton import Proportions

    chin = float(avatar.skeleton.rest[BONE["head"], 1]) - 0.10
    return Body(Proportions(heads=float(np.clip(chin + 1, 2.6, 8.0))))


# --- drawings ----------------------------------------------------------------------------------------------


def of_drawings(
    folder: Path,
    size: tuple[int, int],
    *,
    whole: bool = False,
    style: bool = False,
    least: int = LEAST_DRAWINGS,
    say: Say | None = None,
) -> Material:
    """The drawings of a folder and its subfolders: each whole, and three parts of it at twice the size.

    whole: only whole. style: they may show several characters. say: told the finished fraction.

    Raises:
        InputError: fewer drawings of a figure than `least`, too many, or of different characters.
    """
    runner = pick_runner() if "parse" in list_weights() else None
    found = figures(folder, runner)
    if len(found) < least:
        raise InputError(
            f"There are {len(found)} drawings of a figure in {folder}; at least {least} of the same "
            "character are needed, better a dozen."
        )
    if len(found) > MOST_DRAWINGS:
        raise InputError(f"There are {len(found)} drawings in {folder}; give at most {MOST_DRAWINGS}.")
    if not style:
        check_same(found)
    shots = []
    for number, picture in enumerate(found.values()):
        shots.append(_known(fitted(picture, size), runner))
        if not whole:
            twice = _known(fitted(picture, (2 * size[0], 2 * size[1])), runner)
            shots += [_cut(*twice, size, share) for share in (0.0, 0.3, 1.0)]
        if say is not None:
            say((number + 1) / len(found))
    return _joined(folder.name, shots)


def figures(folder: Path, runner: Runner | None) -> dict[str, np.ndarray]:
    """The pictures of a folder that show a figure, cut out, by the files' names: (H, W, 4) uint8."""
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}; --drawings takes a folder with pictures.")
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in DRAWINGS):
        image = open_image(path)
        check_size(image.size, f"'{path.name}'")
        extent = Extent(*image.size)
        picture = resize(to_rgba(image), extent.fitted(Extent(1024, 1536)))
        if float((picture[..., 3] > 127).mean()) > OPAQUE:  # on a ground: the parser tells what is figure
            picture = picture.copy()
            picture[..., 3] = np.rint(Parse(runner)(picture).figure * 255)
        share = float((picture[..., 3] > 127).mean())
        if 0.01 < share <= OPAQUE:
            found[path.relative_to(folder).as_posix()] = picture
    return found


def check_same(found: dict[str, np.ndarray]) -> None:
    """Raises InputError where the drawings fall into groups with hardly a color in common: rather silent than
    wrong, for a character may change clothes."""
    names = list(found)
    colors = [_colors(found[name]) for name in names]
    group = list(range(len(names)))
    for i, a in enumerate(colors):
        for j, b in enumerate(colors[:i]):
            if np.minimum(a, b).sum() >= ALIKE:
                group = [group[j] if g == group[i] else g for g in group]
    sizes = {g: group.count(g) for g in group}
    if len(sizes) > 1:
        name = names[group.index(min(sizes, key=lambda g: sizes[g]))]
        raise InputError(
            f"{name} seems to show another character than other drawings beside it; take it out, or add "
            "--style if they share a style and not a character."
        )


def _colors(picture: np.ndarray) -> np.ndarray:
    """(n,) shares of the figure's colors, coarsely: light in 6 steps, hue and chroma in 9 by 9."""
    lab = srgb_to_oklab(picture[..., :3][picture[..., 3] > 127]).reshape(-1, 3)
    steps = np.stack([lab[:, 0] * 6, lab[:, 1] / 0.08 + 4.5, lab[:, 2] / 0.08 + 4.5], 1)
    light, red, blue = np.clip(steps.astype(int), 0, (5, 8, 8)).T
    count = np.bincount((light * 9 + red) * 9 + blue, minlength=6 * 81)
    return count / max(count.sum(), 1)


def _known(picture: np.ndarray, runner: Runner | None) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Passes and labels of a drawing (H, W, 4) uint8."""
    pose = Parse(runner)(picture).pose
    rows = [[float(x), float(y), int(seen > 0), 0.0] for x, y, seen in pose.joints]
    hands = [[0.0, 0.0, 0, 0.0]] * 21
    told = {"joints": rows, "left_hand": hands, "right_hand": hands, "landmarks": {}, "seed": 0}
    return passes_of(picture, runner), {**told, "tags": {}, "box": _box(picture)}


def _box(picture: np.ndarray) -> list[int]:
    """x0, y0, x1, y1 (exclusive) of what is opaque of (H, W, 4) uint8; all of it where nothing is."""
    rows, columns = (np.flatnonzero((picture[..., 3] > 127).any(axis)) for axis in (1, 0))
    if not len(rows):
        return [0, 0, picture.shape[1], picture.shape[0]]
    return [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1]


def _cut(
    arrays: dict[str, np.ndarray], told: dict[str, Any], size: tuple[int, int], down: float
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """A part of `size` out of the middle, `down` (0 to 1) of the way from the figure's top to its bottom."""
    width, height = size
    rows = np.flatnonzero(arrays["beauty"][..., 3].any(1))
    room = arrays["beauty"].shape[0] - height
    top = int(np.clip(rows[0] + down * max(0, rows[-1] + 1 - rows[0] - height), 0, room))
    left = (arrays["beauty"].shape[1] - width) // 2
    joints = []
    for x, y, seen, depth in told["joints"]:
        x, y = x - left, y - top
        joints.append([x, y, int(bool(seen) and 0 <= x < width and 0 <= y < height), depth])
    cut = {name: array[top : top + height, left : left + width] for name, array in arrays.items()}
    return cut, {**told, "joints": joints, "box": _box(cut["beauty"])}
