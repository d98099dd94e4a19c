"""A rendered picture's passes as image files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PIL import Image

from ..parts import CLASS_OF, CLASSES, Part
from .renderer import Picture


def visible(picture: Picture) -> dict[str, np.ndarray]:
    """Every pass as something to look at: uint8 RGB, RGBA or gray."""
    out: dict[str, np.ndarray] = {}
    for name in ("beauty", "albedo", "shading", "lines"):
        value = getattr(picture, name)
        if value is not None:
            out[name] = value
    if picture.part is not None:
        wheel = np.arange(256)[:, None] * (67, 113, 181) % 200 + 40
        wheel[0] = 0
        out["part"] = wheel[picture.part].astype(np.uint8)
        out["part_number"] = picture.part
    if picture.normal is not None:
        out["normal"] = np.rint((picture.normal * 0.5 + 0.5) * 255).clip(0, 255).astype(np.uint8)
    if picture.depth is not None:
        inside = np.isfinite(picture.depth)
        near, far = (picture.depth[inside].min(), picture.depth[inside].max()) if inside.any() else (0.0, 1.0)
        gray = np.where(inside, 255 - 225 * (picture.depth - near) / max(far - near, 1e-6), 0)
        out["depth"] = np.nan_to_num(gray, posinf=0, neginf=0).astype(np.uint8)
    if picture.rest is not None:
        inside = np.isfinite(picture.rest[..., :1])
        low, high = np.array([-2.6, 0, -1.0]), np.array([2.6, 7.6, 1.0])
        scaled = np.nan_to_num((picture.rest - low) / (high - low))
        out["rest"] = np.where(inside, np.clip(scaled, 0, 1) * 255, 0).astype(np.uint8)
    if picture.motion is not None:
        out["motion"] = np.clip(128 + 8 * np.pad(picture.motion, ((0, 0), (0, 0), (0, 1))), 0, 255).astype(
            np.uint8
        )
    return out


def write_passes(picture: Picture, folder: Path) -> list[Path]:
    """Write every pass as PNG, the exact numbers as `passes.npz`, and what the part numbers mean, class by
    class, as `parts.json`. Returns the paths."""
    paths = []
    for name, image in visible(picture).items():
        path = folder / f"{name}.png"
        Image.fromarray(image).save(path)
        paths.append(path)
    exact = {n: getattr(picture, n) for n in ("part", "normal", "rest", "depth", "motion")}
    path = folder / "passes.npz"
    np.savez_compressed(path, **{n: v for n, v in exact.items() if v is not None})
    names: dict[str, dict[str, str]] = {name: {} for name in CLASSES}
    for part in Part:
        names[CLASSES[CLASS_OF[part]]][str(int(part))] = part.name.lower()
    legend = folder / "parts.json"
    legend.write_text(json.dumps(names, indent=1), encoding="utf-8")
    return [*paths, path, legend]
