"""How well a sketch and its skeleton are brought together, on factory characters whose joints are known.

    python -m tests.benchmarks.draft [--count 60] [--seed 5] [--out overlays.png]

Needs EGL, as the factory does. Line drawings of full figures are taken from the validation seeds. Printed:
- fit: mean distance of body joints from the truth in percent of the body's height, of a disturbed pose, after
  `fitted` with the parser's joints, and without them;
- stray: how often something is said of the true pose, of a drawing whose lower half is not there yet, and of
  a limb that was swung to where it lies on empty paper.
With --out, the drawings under the disturbed and the fitted skeleton, those that gained least last.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from anigen_core.draft import fitted, stray
from anigen_core.imaging import encode_png, to_rgb
from anigen_core.pipeline import Studio
from anigen_core.pose import PARENTS, Pose
from anigen_core.pose_maps import draw_skeleton
from anigen_core.stages.parse import Parse

SIZE = (384, 576)
BODY = slice(1, 14)
LIMBS = {"arm": (3, 6), "leg": (9, 12), "forearm": (4, 7), "lower leg": (10, 13)}
"""The joints whose bone is swung, hers of both sides."""
OUTWARD = [1, 0, 2, 5, 8, 11, 3, 6, 9, 12, 4, 7, 10, 13, 14, 15, 16, 17]
"""Joints, each after its parent."""


@dataclass(frozen=True, eq=False)
class Case:
    """A line drawing, its true pose, its figure (H, W) bool, and the body's height in pixels."""

    lines: np.ndarray
    pose: Pose
    figure: np.ndarray
    tall: float


def cases(count: int) -> Iterator[Case]:
    from train.factory.holdout import RANGES
    from train.factory.shots import Studio as Factory

    factory = Factory(SIZE, ("part", "lines"))
    for seed in RANGES["val"]:
        for sample in factory.pictures(seed, range(3)):
            joints = np.array(sample.labels["joints"])[:, :3]
            inside = ((joints[:, :2] > 0) & (joints[:, :2] < SIZE)).all()
            if sample.labels["tags"]["framing"] != "full" or not inside or sample.picture.lines is None:
                continue
            joints[:, 2] = 1
            assert sample.picture.part is not None
            lines = np.ascontiguousarray(sample.picture.lines)
            yield Case(lines, Pose(joints, *SIZE), sample.picture.part > 0, sample.labels["body_height"])
            count -= 1
            break
        if not count:
            return


def swung(pose: Pose, turns: np.ndarray) -> Pose:
    """Each bone turned by degrees (18,), what hangs on it too."""
    old, new, angle = pose.joints[:, :2], pose.joints.copy(), np.zeros(18)
    for joint in OUTWARD:
        if (parent := PARENTS[joint]) >= 0:
            angle[joint] = angle[parent] + np.radians(turns[joint])
            c, s = np.cos(angle[joint]), np.sin(angle[joint])
            new[joint, :2] = new[parent, :2] + np.array([[c, -s], [s, c]]) @ (old[joint] - old[parent])
    return replace(pose, joints=new)


def disturbed(case: Case, rng: np.random.Generator) -> Pose:
    turns = rng.normal(0, 4, 18)
    limbs = [joint for pair in LIMBS.values() for joint in pair]
    turns[limbs] = rng.normal(0, 22, len(limbs))
    move = rng.normal(0, 0.04 * case.tall, 2)
    return swung(case.pose, turns).scaled(np.exp(rng.normal(0, 0.08))).translated(*move)


def error(pose: Pose, case: Case) -> float:
    apart = pose.joints[BODY, :2] - case.pose.joints[BODY, :2]
    return float(100 * np.hypot(*apart.T).mean() / case.tall)


def measure_fit(all_cases: list[Case], rng: np.random.Generator, out: Path | None) -> None:
    parse = Parse(Studio().runner())
    rows = []
    for case in all_cases:
        start = disturbed(case, rng)
        found = parse(to_rgb(case.lines)).pose
        end = fitted(start, case.lines, found)
        rows.append(
            (error(start, case), error(end, case), error(fitted(start, case.lines), case), start, end)
        )
    before, after, alone = (np.array([row[i] for row in rows]) for i in range(3))
    for name, values in (("disturbed", before), ("fitted", after), ("without the parser", alone)):
        print(f"fit, {name}: mean {values.mean():.2f}, median {np.median(values):.2f} % of the body's height")
    print(f"fit, better in {(after < before).sum()} of {len(rows)}")
    if out is not None:
        order = np.argsort(after - before)
        pairs = [[under(all_cases[i], rows[i][3]), under(all_cases[i], rows[i][4])] for i in order]
        strips = [
            np.hstack([one for pair in pairs[k : k + 4] for one in pair]) for k in range(0, len(pairs), 4)
        ]
        out.write_bytes(encode_png(np.vstack([one for one in strips if one.shape == strips[0].shape])))


def under(case: Case, pose: Pose) -> np.ndarray:
    bones = draw_skeleton(pose, background=(255, 255, 255))
    return np.minimum(to_rgb(case.lines), 255 - (255 - bones) // 2)


def measure_stray(all_cases: list[Case], rng: np.random.Generator) -> None:
    wrong = sum(bool(stray(case.lines, case.pose)) for case in all_cases)
    begun = 0
    for case in all_cases:
        half = case.lines.copy()
        half[int(case.pose.joints[[8, 11], 1].mean()) :] = 255
        begun += bool(stray(half, case.pose))
    print(f"stray, said of the true pose: {wrong} of {len(all_cases)}; of half a drawing: {begun}")
    for name, joints in LIMBS.items():
        told = moved = 0
        for case in all_cases:
            for joint in joints:
                turns = np.zeros(18)
                turns[joint] = rng.choice([-1, 1]) * rng.uniform(45, 100)
                pose = swung(case.pose, turns)
                end = joint if name in ("forearm", "lower leg") else joint + 1
                if beside(case, pose, end):
                    moved += 1
                    told += bool(stray(case.lines, pose))
        print(f"stray, {name} swung onto empty paper: told {told} of {moved}")


def beside(case: Case, pose: Pose, joint: int) -> bool:
    """Whether the bone to a joint lies on the canvas and outside the figure."""
    a, b = pose.joints[PARENTS[joint], :2], pose.joints[joint, :2]
    column, row = np.floor(a + np.linspace(0.2, 1, 9)[:, None] * (b - a)).astype(int).T
    on = (column >= 0) & (column < SIZE[0]) & (row >= 0) & (row < SIZE[1])
    out = ~case.figure[row.clip(0, SIZE[1] - 1), column.clip(0, SIZE[0] - 1)]
    return bool(on.mean() >= 0.6 and out.mean() >= 0.8)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    all_cases = list(cases(options.count))
    measure_fit(all_cases, rng, options.out)
    measure_stray(all_cases, rng)


if __name__ == "__main__":
    main()
