"""How much stands through clothes over many seeds in poses by chance.

    python -m tests.benchmarks.penetration [--count 500] [--each 4] [--first 0] [--sheet worst.png]

Each of `count` stances is one of `each` of a seed; the stance, the view and nothing else are those of the
dataset's picture of that number, seen whole at 160x240. Says the median, the 95th percentile and the worst of
both figures of train.factory.penetration, the worst with their seeds and poses, and which families of outfits
are the worst; `--sheet` paints these, what stands through in magenta.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from train.factory.character import Character, build_character
from train.factory.penetration import Penetration, Probe
from train.factory.render.cameras import Outline, Shot, fit
from train.factory.render.renderer import Renderer
from train.factory.sheet import grid, over_paper
from train.factory.shots import Plan, plan

SIZE = (160, 240)
SHOWN = (320, 480)


@dataclass(frozen=True, eq=False)
class Found:
    """One stance of one seed."""

    seed: int
    number: int
    pose: str
    outfit: str
    yaw: float
    skin: float
    limbs: float

    @property
    def share(self) -> float:
        """The greater of both figures."""
        return max(self.skin, self.limbs)

    def words(self) -> str:
        """For people."""
        both = f"skin {100 * self.skin:.2f} %, limbs' clothes {100 * self.limbs:.2f} %"
        return f"seed {self.seed} picture {self.number} ({self.outfit}, {self.pose}, {self.yaw:.0f}): {both}"


def whole(made: Plan) -> Shot:
    """The shot of a plan, moved back until everything is seen."""
    return Shot("full", yaw=made.shot.yaw, pitch=float(np.clip(made.shot.pitch, -15, 30)), margin=1.0)


def measured(character: Character, probe: Probe, outline: Outline, number: int) -> tuple[Found, Penetration]:
    """What stands through in one stance."""
    made = plan(character, number)
    posed = character.pose(made.pose.stance)
    found = probe.measure(posed, fit(whole(made), outline, posed.frames, SIZE))
    kind = str(character.tags["outfit"])
    seed = character.spec.seed
    return Found(seed, number, made.pose.name, kind, made.shot.yaw, found.skin, found.limbs), found


def measure(renderer: Renderer, first: int, count: int, each: int) -> list[Found]:
    """`count` stances, `each` of a seed."""
    out: list[Found] = []
    for seed in range(first, first + -(-count // each)):
        character = build_character(seed)
        probe, outline = Probe(character, renderer), Outline.of(character.figure)
        for number in range(min(each, count - len(out))):
            out.append(measured(character, probe, outline, number)[0])
        probe.release()
    return out


def painted(renderer: Renderer, found: list[Found]) -> np.ndarray:
    """A page of the worst, what stands through in magenta."""
    cells = []
    for one in found:
        character = build_character(one.seed)
        probe, outline = Probe(character, renderer), Outline.of(character.figure)
        made = plan(character, one.number)
        posed = character.pose(made.pose.stance)
        camera = fit(whole(made), outline, posed.frames, SHOWN)
        mask = probe.measure(posed, camera).mask
        loaded = renderer.load(character.figure)
        picture = renderer.render(loaded, posed, camera, None, ("beauty",))
        assert picture.beauty is not None
        cell = over_paper(picture.beauty)
        marked = cell.copy()
        marked[mask] = (255, 0, 220)
        cells += [cell, marked]
        loaded.release()
        probe.release()
    return grid(cells, min(len(cells), 8))


def report(found: list[Found], worst: int) -> list[str]:
    """For people."""
    lines = []
    for name in ("skin", "limbs", "share"):
        shares = 100 * np.array([getattr(f, name) for f in found])
        words = {"skin": "skin", "limbs": "limbs' clothes", "share": "the greater of both"}[name]
        lines.append(
            f"{words}: median {np.median(shares):.2f} %, 95th percentile {np.percentile(shares, 95):.2f} %, "
            f"worst {shares.max():.2f} %"
        )
    for attribute in ("outfit", "pose"):
        groups = defaultdict(list)
        for f in found:
            groups[getattr(f, attribute)].append(f.share)
        ranked = sorted(groups.items(), key=lambda item: -float(np.mean(item[1])))[:6]
        lines.append(f"{attribute}: " + ", ".join(f"{k} {100 * np.mean(v):.2f} %" for k, v in ranked))
    return lines + [f.words() for f in sorted(found, key=lambda f: -f.share)[:worst]]


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--each", type=int, default=4, help="stances of a seed")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--worst", type=int, default=12, help="how many of the worst are named")
    parser.add_argument("--sheet", type=Path, help="PNG of the worst")
    options = parser.parse_args()
    renderer = Renderer()
    start = time.perf_counter()
    found = measure(renderer, options.first, options.count, options.each)
    spent = time.perf_counter() - start
    print("\n".join(report(found, options.worst)))
    print(f"{len(found)} stances in {spent:.0f} s, {1000 * spent / len(found):.0f} ms each")
    if options.sheet:
        ranked = sorted(found, key=lambda f: -f.share)[: options.worst]
        Image.fromarray(painted(renderer, ranked)).save(options.sheet)
    renderer.release()


if __name__ == "__main__":
    main()
