"""Motion files of MikuMikuDance (.vmd): keys of bones, and the place and turn of each bone between them.

A file is a head of 30 bytes, the model's name, a count, and that many keys of 111 bytes: the bone's name
(15 bytes, Shift-JIS), the frame (30 a second), the displacement (3 floats), the turn (a quaternion x, y, z,
w) and 64 bytes of Bezier curves. Faces, cameras and lights that follow are not read. There x is to the
model's left, y up, and the model looks along -z; everything that leaves this file looks along +z.
`vmd_stance` makes stances of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from anigen_core.errors import InputError

MOST_BYTES = 256 * 1024 * 1024
MOST_FRAMES = 10_000_000
FRAMES_PER_SECOND = 30

_KEY = np.dtype(
    [("name", "V15"), ("frame", "<u4"), ("place", "<f4", 3), ("turn", "<f4", 4), ("curves", "u1", 64)]
)
_HEADS = {b"Vocaloid Motion Data 0002": 20, b"Vocaloid Motion Data file": 10}  # bytes of the model's name
_FLIP_TURN = np.array([-1.0, -1.0, 1.0, 1.0])
_FLIP_PLACE = np.array([1.0, 1.0, -1.0])


@dataclass(frozen=True, eq=False)
class Track:
    """The keys of one bone, in order of time.

    frames: (k,) float64. places: (k, 3) in units of the format, about a thirteenth of a head. turns: (k, 4)
    unit quaternions x, y, z, w. curves: (k, 4, 4) of x, y, z and the turn: the two inner points ax, ay, bx,
    by (0..1) of the Bezier curve by which this key is reached from the one before.
    """

    frames: np.ndarray
    places: np.ndarray
    turns: np.ndarray
    curves: np.ndarray

    @property
    def moves(self) -> bool:
        """Whether any key displaces or turns the bone."""
        return bool(np.abs(self.places).max() > 1e-4 or np.abs(self.turns[:, :3]).max() > 1e-4)

    def at(self, frame: float) -> tuple[np.ndarray, np.ndarray]:
        """Displacement (3,) and quaternion (4,) at a time between, before or after the keys."""
        after = int(np.searchsorted(self.frames, frame, side="right"))
        if after == 0 or after == len(self.frames):
            row = min(after, len(self.frames) - 1)
            return self.places[row], self.turns[row]
        before = after - 1
        share = (frame - self.frames[before]) / (self.frames[after] - self.frames[before])
        eased = _eased(self.curves[after], float(share))
        place = self.places[before] + (self.places[after] - self.places[before]) * eased[:3]
        return place, _between(self.turns[before], self.turns[after], float(eased[3]))


def _eased(curves: np.ndarray, share: float) -> np.ndarray:
    """Height of Bezier curves (c, 4) from (0, 0) to (1, 1) where their x is `share`; (c,)."""
    ax, ay, bx, by = curves.T
    low, high = np.zeros(len(curves)), np.ones(len(curves))
    for _ in range(24):  # x grows with the parameter, so halving finds it
        t = (low + high) / 2
        left = 3 * t * (1 - t) ** 2 * ax + 3 * t * t * (1 - t) * bx + t**3 < share
        low, high = np.where(left, t, low), np.where(left, high, t)
    t = (low + high) / 2
    return 3 * t * (1 - t) ** 2 * ay + 3 * t * t * (1 - t) * by + t**3


def _between(a: np.ndarray, b: np.ndarray, share: float) -> np.ndarray:
    """The unit quaternion `share` of the shorter way from a to b."""
    cosine = float(a @ b)
    b = b if cosine >= 0 else -b
    angle = np.arccos(min(abs(cosine), 1.0))
    if angle < 1e-4:
        mixed = a + (b - a) * share
    else:
        mixed = (np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)
    return mixed / np.linalg.norm(mixed)


def matrix(q: np.ndarray) -> np.ndarray:
    """(3, 3) rotation of a unit quaternion x, y, z, w."""
    x, y, z, w = q
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )


@dataclass(frozen=True, eq=False)
class Motion:
    """Tracks by the bone's Japanese name. model: whom the motion was made for."""

    model: str
    tracks: dict[str, Track]

    @property
    def last(self) -> float:
        """The frame of the last key."""
        return float(max(t.frames[-1] for t in self.tracks.values()))

    def place(self, bone: str, frame: float) -> np.ndarray:
        """(3,) displacement of a bone; none where the file does not name it."""
        return self.tracks[bone].at(frame)[0] if bone in self.tracks else np.zeros(3)

    def turn(self, bone: str, frame: float) -> np.ndarray:
        """(3, 3) rotation of a bone; none where the file does not name it."""
        return matrix(self.tracks[bone].at(frame)[1]) if bone in self.tracks else np.eye(3)


def _text(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("cp932", errors="replace").strip()


def parse_motion(data: bytes) -> Motion:
    """The motion in the bytes of a file.

    Raises:
        InputError: no motion file, cut short, without bones, or with numbers that mean nothing.
    """
    head = data[:30].split(b"\0", 1)[0]
    if head not in _HEADS:
        raise InputError("This is no motion file of MikuMikuDance (.vmd).")
    at = 30 + _HEADS[head]
    if len(data) < at + 4:
        raise InputError("The motion file ends within its head.")
    count = int.from_bytes(data[at : at + 4], "little")
    if count == 0:
        raise InputError("The motion file moves no bones; it may hold only a camera or faces.")
    if count * _KEY.itemsize > len(data) - at - 4:
        raise InputError(f"The motion file is cut short: it promises {count} keys of bones.")
    keys = np.frombuffer(data, _KEY, count, at + 4)
    if not (np.isfinite(keys["place"]).all() and np.isfinite(keys["turn"]).all()):
        raise InputError("The motion file holds numbers that are not finite.")
    if int(keys["frame"].max()) > MOST_FRAMES or np.abs(keys["place"]).max() > 1e6:
        raise InputError("The motion file holds times or places out of all measure.")
    names, which = np.unique(keys["name"].view(("u1", 15)).reshape(count, 15), axis=0, return_inverse=True)
    order = np.lexsort((keys["frame"], which.ravel()))
    starts = np.searchsorted(which.ravel()[order], np.arange(len(names) + 1))
    tracks = {}
    for i, raw in enumerate(names):
        name = _text(raw.tobytes())
        if name and name not in tracks:
            tracks[name] = _track(keys[order[starts[i] : starts[i + 1]]])
    if not tracks:
        raise InputError("The motion file's bones have no names.")
    return Motion(_text(data[30:at]), tracks)


def _track(keys: np.ndarray) -> Track:
    """Of keys in order of time; of several at one frame the last counts."""
    keys = keys[np.append(np.diff(keys["frame"].astype(np.int64)) > 0, True)]
    turns = keys["turn"].astype(np.float64)
    length = np.linalg.norm(turns, axis=1, keepdims=True)
    turns = np.where(length > 1e-6, turns / np.maximum(length, 1e-6), [0.0, 0.0, 0.0, 1.0])
    curves = keys["curves"][:, :16].reshape(-1, 4, 4).copy()  # point by channel
    curves[:, 0, 2:] = keys["curves"][:, 17:19]  # the first row's may be taken by a switch of the physics
    points = np.minimum(curves, 127).transpose(0, 2, 1) / 127.0
    return Track(
        keys["frame"].astype(np.float64),
        keys["place"].astype(np.float64) * _FLIP_PLACE,
        turns * _FLIP_TURN,
        points,
    )


def load_motion(path: Path) -> Motion:
    """The motion in a file.

    Raises:
        InputError: the file is missing, too large, or no motion (see `parse_motion`).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path.name} is larger than {MOST_BYTES >> 20} MiB; that is no motion file.")
        data = path.read_bytes()
    except OSError:
        raise InputError(f"The motion file {path.name} cannot be read.") from None
    return parse_motion(data)
