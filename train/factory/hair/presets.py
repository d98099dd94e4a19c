"""Hairstyles somebody drew as strands in VRoid Studio (a JSON preset), read onto our heads.

A preset is a tree: groups ("Hairishes") with strands as "Children", each with "Points" and "Normals" in
meters around the head's bone (y up, the face to +z, left-handed), a curve of widths and a diamond as its
section.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.errors import InputError

from ..body.body import Body
from ..face.head import Head
from ..geometry.mesh import Array, unit
from ..palette import Palette
from ..parts import Part
from .hair import Hair, HairSpec
from .mesh import Look, Maker
from .tails import Bundle

SCALE = 4.6
"""Heads in a meter: a preset's head is 22 cm high."""

LARGEST = 32 * 2**20
"""Bytes of a preset file at most."""

MOST = 300
"""Strands at most; the sample presets have 46 to 83."""


@dataclass(frozen=True, eq=False)
class Preset:
    """Strands in heads from the chin: paths and normals (s, m, 3), half widths and thick (s, m)."""

    paths: Array
    normals: Array
    widths: Array
    thick: Array


def load_preset(file: str | Path) -> Preset:
    """The strands of a preset file.

    Raises:
        InputError: there is no such file, or it holds no strands, damaged ones or too many.
    """
    name = Path(file).name
    try:
        if Path(file).stat().st_size > LARGEST:
            raise InputError(f"The hair preset {name} is too large; at most 32 MB can be read.")
        data = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except OSError:
        raise InputError(f"The hair preset {name} cannot be opened; give the path of a JSON file.") from None
    except (ValueError, RecursionError):
        raise InputError(f"The hair preset {name} is not JSON; export it from VRoid Studio again.") from None
    groups = data.get("Hairishes") if isinstance(data, dict) else None
    if not isinstance(groups, list):
        raise InputError(f"The hair preset {name} has no list of strands named Hairishes.")
    try:
        strands = [s for group in groups for s in _strands(group)]
    except RecursionError:
        raise InputError(f"The hair preset {name} is nested too deeply.") from None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise InputError(f"A strand of the hair preset {name} is damaged; export it again.") from None
    if not strands:
        raise InputError(f"The hair preset {name} has no visible strand of two points or more.")
    if len(strands) > MOST:
        raise InputError(f"The hair preset {name} has {len(strands)} strands; {MOST} are the most.")
    m = int(np.clip(1550 // len(strands), 5, 17))
    paths, normals, sizes = [], [], []
    for points, outward, size in strands:
        u = np.linspace(0, 1, m)
        at = np.linspace(0, 1, len(points))
        paths.append(np.stack([np.interp(u, at, points[:, c]) for c in range(3)], 1))
        normals.append(np.stack([np.interp(u, at, outward[:, c]) for c in range(3)], 1))
        sizes.append(np.stack([size[0] * (w := np.interp(u, *size[2].T)), size[1] * w]))
    mirror = np.array([-1.0, 1.0, 1.0])  # left-handed to right-handed
    size = np.array(sizes) * SCALE
    return Preset(
        np.array(paths) * mirror * SCALE + (0, 0.03, -0.02),
        unit(np.array(normals) * mirror + 1e-9),
        np.clip(size[:, 0], 0.002, 0.3),
        np.clip(size[:, 1], 0.002, 0.15),
    )


def _strands(node: Any) -> Iterator[tuple[Array, Array, tuple[float, float, Array]]]:
    """Points (k, 3), normals (k, 3) and (half width, half thickness, curve (c, 2)) of a node and below."""
    if not node.get("Visibility", True):
        return
    points = _vectors(node.get("Points") or [])
    if len(points) >= 2:
        normals = _vectors(node.get("Normals") or [])
        if len(normals) != len(points):
            normals = points - (0, 0.1, 0)  # away from the head's middle
        if max(np.abs(points).max(), np.abs(normals).max()) > 10:
            raise ValueError("a point lies meters away")
        param = node["Param"]
        curve = param["_WidthCurve"]
        curve = curve["_Value" if curve.get("_HasOwnValue", True) else "_InheritedValue"]
        curve = np.array([(p["x"], p["y"]) for p in curve["_Curve"]["rawControlPoints"]], float)
        if curve.ndim != 2 or not np.isfinite(curve).all():
            raise ValueError("the curve of widths is damaged")
        wide, thick = (float(param[k]["_Value"]) for k in ("_Width", "_Thickness"))
        wide *= float(param["_WidthScale"]["_Value"])
        thick *= float(param["_ThicknessScale"]["_Value"])
        if not np.isfinite([wide, thick]).all():
            raise ValueError("a width is damaged")
        yield points, normals, (wide * 0.5, thick * 0.35, curve[np.argsort(curve[:, 0])])
    for child in node.get("Children") or []:
        yield from _strands(child)


def _vectors(rows: list[dict[str, float]]) -> Array:
    out = np.array([(r["x"], r["y"], r["z"]) for r in rows], float).reshape(-1, 3)
    if not np.isfinite(out).all():
        raise ValueError("a point is not a number")
    return out


def preset_hair(
    preset: Preset, spec: HairSpec, palette: Palette, head: Head, body: Body, hat: str = "none"
) -> Hair:
    """A preset on a head, in the head's colors. spec: gives streaks and highlight."""
    rng = np.random.default_rng(spec.chance)
    lowest = float(preset.paths[..., 1].min())
    look = Look(spec.streaks, lowest, spec.band, spec.band_shift, spec.dye, hat=hat)
    maker = Maker(palette, head, body, look, rng)
    paths = preset.paths + np.array([0, body.proportions.chin, 0])
    # out of the skull wherever it lies lower than the cap
    ball = (paths - head.center) / head.radii
    far = np.linalg.norm(ball, axis=-1, keepdims=True)
    close = (far < 1.06) & (ball[..., 1:2] > -0.4)
    paths = np.where(close, head.center + ball / np.maximum(far, 1e-6) * 1.06 * head.radii, paths)
    middle, tip = preset.paths.mean(1), preset.paths[:, -1]
    around = np.degrees(np.abs(np.arctan2(middle[:, 0], middle[:, 2])))
    front = (around < 55) & (tip[:, 2] > 0.1) & (tip[:, 1] > 0.1)
    side = ~front & (around < 95)
    meshes = [maker.cap()]
    for name, part, rows in (
        ("fringe", Part.HAIR_FRONT, front),
        ("sides", Part.HAIR_SIDE, side),
        ("back", Part.HAIR_BACK, ~front & ~side),
    ):
        if rows.any():
            bundle = Bundle(
                paths[rows], preset.normals[rows], preset.widths[rows], preset.thick[rows], name != "fringe"
            )
            meshes.append(maker.bundle(name, part, bundle))
    length = "short" if lowest > -0.2 else "medium" if lowest > -0.8 else "long"
    tags = {"hair_style": "preset", "hair_length": length, "fringe": "preset", "ahoge": "no"}
    return Hair(meshes, tags)
