"""A thousand characters: none fails, no word of the tags is too frequent or too rare, hardly two look alike.

    python -m tests.benchmarks.factory DIR [--count 1000] [--report]

Seeds are drawn by chance, a third from each split (so that the held-out kinds, which only half of the test
seeds may have, are among them). Each character is built and photographed twice: picture 0 of the dataset with
every pass at 128x192, and standing in front of one camera for all at 96x144. What is found goes to
DIR/characters.jsonl line by line; a run that was stopped goes on where it was. `--report` only reads.

The rules:
- no error; no empty picture (figure under 2 % of the pixels); every number finite;
- for tags of four and more values, none over 40 % or under 0.5 %. Poses count by group (`GROUPS`), since each
  of the 250 names alone is rare by design; seen classes, seeds and angles are no tags in this sense. The
  held-out kinds, rare by design too, are listed apart;
- the silhouettes of fewer than 1 % have a neighbor with IoU over 0.95 and palette difference under 5. The
  palette difference: CIEDE2000 between the mean albedo of each class of parts (hair front, hair back, skin,
  top, ...), averaged with the classes' mean areas as weights; a class that only one of both has counts
  50 with half its area.

Printed beside the rules, to be followed over time: how many different combinations of words there are, and
how far faces are apart (factory.face.identity, which sees no color, hair or pose): the median distance to
the nearest neighbor, and the medians within a kind of face and between kinds.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.color import delta_e
from train.factory.character import Character, build_character
from train.factory.face.identity import describe, distances
from train.factory.holdout import HELD_OUT, RANGES
from train.factory.labels import label
from train.factory.parts import CLASS_OF, CLASSES
from train.factory.poses.named import FAMILIES
from train.factory.poses.poses import named
from train.factory.poses.stance import BASIC
from train.factory.render.camera import Camera
from train.factory.render.cameras import Outline, fit
from train.factory.render.renderer import Loaded, Picture, Renderer
from train.factory.shots import plan

SIZE, SMALL = (128, 192), (96, 144)
CAMERA = Camera(np.array([0.0, 3.6, 0.0]), 36.0, yaw=20.0, width=SMALL[0], height=SMALL[1])
NO_TAGS = {"seed", "number", "yaw", "face_yaw", "pitch", "mirrored", "seen", "pose", "eyes_seen"}
MOST, LEAST = 0.40, 0.005

GROUPS = {
    **dict.fromkeys(BASIC, "basic"),
    **{name: family for family, rows in FAMILIES.items() for name in rows},
    "free": "free",
    "between": "between",
}
"""The group of each named pose."""


def seeds(count: int) -> list[int]:
    """`count` seeds by chance, a third of each split; the first of them are the same for every count."""
    rng = np.random.default_rng(20_260)
    columns = [rng.choice(r.stop - r.start, 40_000, replace=False) + r.start for r in RANGES.values()]
    return [int(s) for s in np.stack(columns, 1).ravel()[:count]]


def faults(picture: Picture, labels: dict[str, Any], positions: np.ndarray) -> list[str]:
    """What is wrong with a picture, in words."""
    assert picture.part is not None and picture.depth is not None and picture.normal is not None
    assert picture.rest is not None and picture.motion is not None and picture.beauty is not None
    inside = picture.part > 0
    finite = {
        "positions": np.isfinite(positions).all(),
        "depth": np.isfinite(picture.depth[inside]).all(),
        "normal": np.isfinite(picture.normal).all(),
        "rest": np.isfinite(picture.rest[inside]).all(),
        "motion": np.isfinite(picture.motion[inside]).all(),
        "joints": np.isfinite(np.array(labels["joints"], float)).all(),
        "hands": np.isfinite(np.array(labels["left_hand"] + labels["right_hand"], float)).all(),
        "landmarks": all(np.isfinite(np.array(v, float)).all() for v in labels["landmarks"].values()),
    }
    out = [f"not finite: {name}" for name, fine in finite.items() if not fine]
    if inside.mean() < 0.02 or (picture.beauty[..., 3] > 127).mean() < 0.02:
        out.append("empty")
    return out


def look(character: Character, renderer: Renderer, loaded: Loaded) -> dict[str, Any]:
    """Silhouette and palette of a character that stands before the camera of all."""
    posed = character.pose(named("stand"))
    picture = renderer.render(loaded, posed, CAMERA, passes=("part", "albedo"))
    assert picture.part is not None and picture.albedo is not None
    which = CLASS_OF[picture.part].ravel()
    area = np.bincount(which, minlength=len(CLASSES))
    sums = [np.bincount(which, picture.albedo[..., c].ravel(), len(CLASSES)) for c in range(3)]
    means = np.stack(sums, 1) / np.maximum(area, 1)[:, None]
    packed = base64.b64encode(np.packbits(picture.part > 0).tobytes()).decode()
    return {"silhouette": packed, "area": area.tolist(), "colors": np.rint(means).astype(int).tolist()}


def packed_face(character: Character) -> str:
    """The character's face as a point of face.identity, packed."""
    return base64.b64encode(describe(character.spec.face).astype(np.float16).tobytes()).decode()


def examined(seed: int, renderer: Renderer) -> dict[str, Any]:
    """Everything about a seed, JSON-ready."""
    try:
        character = build_character(seed)
        loaded = renderer.load(character.figure)
        try:
            row = {"seed": seed, **look(character, renderer, loaded), "face": packed_face(character)}
            p = plan(character, 0)
            posed = character.pose(p.pose.stance, p.pose.following, expression=p.expression)
            camera = fit(p.shot, Outline.of(character.figure), posed.frames, SIZE)
            loaded.paint(character.face_material, character.face(p.expression, p.gaze))
            picture = renderer.render(loaded, posed, camera, p.style)
        finally:
            loaded.release()
        tags = {"framing": p.shot.framing, "pose": p.pose.name, "style": p.style.name}
        labels = label(character, posed, camera, picture, expression=p.expression, gaze=p.gaze, tags=tags)
        found = faults(picture, labels, np.concatenate([posed.positions, posed.following]))
        words = {**labels["tags"], "face": character.spec.face.kind}
        parts = {int(p) for mesh in character.figure.meshes for p in np.unique(mesh.part)}
        return {**row, "faults": found, "tags": words, "parts": sorted(parts)}
    except Exception as error:  # every error is a finding
        return {"seed": seed, "faults": [f"{type(error).__name__}: {error}"]}


def tag_table(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The share of the characters that has each word, tag by tag, the most frequent first."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        tags = dict(row["tags"])
        tags["pose group"] = GROUPS[tags["pose"]]
        for name, value in tags.items():
            if name not in NO_TAGS:
                counts.setdefault(name, Counter()).update(value if isinstance(value, list) else [value])
    return {t: {w: n / len(rows) for w, n in c.most_common()} for t, c in counts.items()}


def beyond(table: dict[str, dict[str, float]]) -> list[str]:
    """The words that break the rule, as sentences."""
    held = {kind for kinds in HELD_OUT.values() for kind in kinds}
    return [
        f"{tag}: {word} {100 * share:.1f} %" + (" (held out)" if word in held else "")
        for tag, words in table.items()
        if len(words) >= 4
        for word, share in words.items()
        if not LEAST <= share <= MOST
    ]


def alike(rows: list[dict[str, Any]]) -> list[tuple[int, int, float, float]]:
    """Pairs of seeds with IoU over 0.95 and palette difference under 5, with both numbers."""
    packed = [np.frombuffer(base64.b64decode(r["silhouette"]), np.uint8) for r in rows]
    flat = np.unpackbits(np.stack(packed), axis=1).astype(np.float32)
    total = flat.sum(1)
    both = flat @ flat.T
    iou = both / (total[:, None] + total[None] - both)
    first, second = np.nonzero(np.triu(iou > 0.95, 1))
    area = np.array([r["area"] for r in rows], float)[:, 1:]
    colors = np.array([r["colors"] for r in rows], np.uint8)[:, 1:]
    weight = (area[first] + area[second]) / 2
    shared = (area[first] > 0) & (area[second] > 0)
    apart = np.where(shared, delta_e(colors[first], colors[second]), 50.0)
    difference = (weight * apart).sum(1) / np.maximum(weight.sum(1), 1)
    return [
        (rows[a]["seed"], rows[b]["seed"], float(iou[a, b]), float(d))
        for a, b, d in zip(first, second, difference, strict=True)
        if d < 5
    ]


def combinations(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """How many different combinations of words the characters have, and the pictures of them (with pose,
    view, expression, framing and style)."""
    of_picture = {"pose", "view", "face_view", "expression", "framing", "style", "seen", "posture"}

    def words(row: dict[str, Any], without: set[str]) -> tuple:
        tags = {name: value for name, value in row["tags"].items() if name not in without}
        return tuple((name, str(sorted(v) if isinstance(v, list) else v)) for name, v in sorted(tags.items()))

    character = {words(row, of_picture | NO_TAGS) for row in rows}
    picture = {words(row, (NO_TAGS | {"seen"}) - {"pose"}) for row in rows}
    return len(character), len(picture)


def faces_apart(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Medians of the face-identity distances: to the nearest neighbor, within a kind and between kinds, and
    the share of faces whose nearest neighbor is of their own kind."""
    points = np.stack([np.frombuffer(base64.b64decode(r["face"]), np.float16) for r in rows])
    far = distances(points.astype(np.float32))
    kinds = np.array([r["tags"]["face"] for r in rows])
    same = kinds[:, None] == kinds[None]
    upper = np.triu(np.ones_like(same), 1)
    np.fill_diagonal(far, np.inf)
    return {
        "nearest": float(np.median(far.min(1))),
        "within": float(np.median(far[same & upper])) if (same & upper).any() else 0.0,
        "between": float(np.median(far[~same & upper])) if (~same & upper).any() else 0.0,
        "own kind": float((kinds[far.argmin(1)] == kinds).mean()),
    }


def report(rows: list[dict[str, Any]]) -> str:
    """For people."""
    bad = [r for r in rows if r["faults"]]
    fine = [r for r in rows if "tags" in r]
    table = tag_table(fine)
    lines = [f"{len(rows)} characters, {len(bad)} with faults"]
    lines += [f"  seed {r['seed']}: {', '.join(r['faults'])}" for r in bad[:20]]
    for tag, words in sorted(table.items()):
        lines.append(f"{tag}: " + ", ".join(f"{w} {100 * s:.1f}" for w, s in words.items()))
    lines.append("Beyond 40 % or 0.5 %: " + ("; ".join(beyond(table)) or "none"))
    pairs = alike(fine)
    twins = {s for a, b, *_ in pairs for s in (a, b)}
    lines.append(f"With a neighbor: {len(twins)} ({100 * len(twins) / len(fine):.2f} %)")
    lines += [f"  {a} and {b}: IoU {i:.3f}, difference {d:.2f}" for a, b, i, d in pairs[:20]]
    of_character, of_picture = combinations(fine)
    lines.append(f"Different combinations of words: {of_character} characters, {of_picture} pictures")
    if len(fine) > 1:
        far = faces_apart(fine)
        lines.append(
            f"Faces apart (median): nearest neighbor {far['nearest']:.2f}, "
            f"within a kind {far['within']:.2f}, between kinds {far['between']:.2f}; "
            f"{100 * far['own kind']:.0f} % are nearest to their own kind"
        )
    return "\n".join(lines)


def main() -> None:
    """Examine what is missing in the folder, then report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--report", action="store_true", help="only read what is there")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / "characters.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    wanted = seeds(options.count)
    known = {row["seed"] for row in rows}
    missing = [] if options.report else [s for s in wanted if s not in known]
    if missing:
        renderer, start = Renderer(), time.perf_counter()
        with path.open("a") as file:
            for i, seed in enumerate(missing, 1):
                row = examined(seed, renderer)
                rows.append(row)
                file.write(json.dumps(row) + "\n")
                file.flush()
                if i % 50 == 0:
                    pace = (time.perf_counter() - start) / i
                    print(f"{i}/{len(missing)}, {1000 * pace:.0f} ms each", file=sys.stderr)
        renderer.release()
    chosen = set(wanted)
    print(report([row for row in rows if row["seed"] in chosen]))


if __name__ == "__main__":
    main()
