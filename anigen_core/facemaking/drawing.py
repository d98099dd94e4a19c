"""A face by rule: head, hair and shoulders from the front, cel shaded, with clean lines.

It is drawn in flat layers from behind to the front, as an animator's cel is, at any size alike.
"""

from __future__ import annotations

import numpy as np

from anigen_core.facemaking import trimmings
from anigen_core.facemaking.canvas import Canvas, mirrored, smooth
from anigen_core.facemaking.features import paint_features
from anigen_core.facemaking.form import EDGE_X, Form
from anigen_core.facemaking.shapes import CROWN, LINE, SKULL, pen, shape

EYES = (0.5, 0.58)
"""Where the middle between the eyes is in the picture, in sides; so it is in the faces that the network
learns from (train/faces_crops.py)."""

_SHADE = np.array([0.80, 0.74, 0.84])
_SKIN_SHADE = np.array([0.95, 0.80, 0.78])


def draw_form(form: Form, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(size, size, 4) uint8 straight alpha, and its lines (size, size) uint8, 0 = ink."""
    canvas = Canvas(EYES)
    rng = np.random.default_rng([form.seed, 0xD0])
    trimmings.behind(canvas, form)
    _back(canvas, form, rng)
    _body(canvas, form)
    _tails(canvas, form, behind=False)
    face = _face(canvas, form)
    _front(canvas, form, face, rng)
    trimmings.before(canvas, form)
    return canvas.shrunk(size)


# --- hair ----------------------------------------------------------------------------------------------


def _cap(form: Form, rng: np.random.Generator, grow: float = 0.0) -> np.ndarray:
    """The upper outline of the hair from her right temple over the crown to the left one, (N, 2)."""
    hair = form.hair
    turn = np.linspace(np.radians(186), np.radians(354), 120)
    out = hair["volume"] + grow
    wide, tall = SKULL + out, -CROWN + 0.03 + out
    radius = np.ones_like(turn)
    spikes = np.abs(np.sin(turn * 6.5 + 0.4)) ** 0.8
    radius += hair["spikes"] * (0.24 * (1 - spikes) - 0.05)
    radius += hair["lumps"] * 0.035 * np.abs(np.sin(turn * 8))
    # Rounder than an ellipse: a skull is as broad above as it is at the temples.
    x = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.84 * wide * radius
    y = -(np.abs(np.sin(turn)) ** 0.84) * tall * radius + 0.02
    y -= hair["crest"] * 0.2 * np.exp(-((x / 0.06) ** 2)) * (0.8 + 0.2 * np.cos(turn * 40))
    return np.column_stack([x, y])


def _back(canvas: Canvas, form: Form, rng: np.random.Generator) -> None:
    hair, color = form.hair, form.colors["hair"]
    _tails(canvas, form, behind=True)
    if hair["bun"] > 0.05:
        r = 0.095 * hair["bun"] ** 0.5
        turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        ring = np.column_stack([r * np.cos(turn), CROWN - 0.06 + 0.85 * r * np.sin(turn)])
        shape(canvas, ring, color)
        canvas.draw(canvas.stroke(ring[22:36] * [0.6, 1] + [0, 0.02], 0.006), pen(color), 0.7)
    end = hair["back"]
    if end < 0:
        return
    y = np.linspace(-0.1, end, 40)
    t = (y + 0.1) / (end + 0.1)
    wide = SKULL + hair["volume"]
    half = wide + (hair["wide"] - wide) * t**0.8 + 0.012 * np.sin(np.pi * t)
    half = half + hair["flare"] * 0.05 * (t - 0.72).clip(0) / 0.28
    half = half + hair["wave"] * 0.018 * np.sin(y * 38) * t + hair["lumps"] * 0.018 * np.abs(np.sin(y * 26))
    right = np.column_stack([half, y])
    left = right * [-1, 1]
    # The hem: strands that end in points, one side longer where it leans.
    x = np.linspace(half[-1], -half[-1], 90)
    teeth = np.abs((x / 0.055 + 0.25) % 1 - 0.5) * 2
    deep = 0.018 + 0.03 * (1 - np.abs(x) / max(half[-1], 0.01)) + 0.05 * hair["spikes"] + 0.03 * hair["flare"]
    hem = np.column_stack([x, end + deep * (1 - teeth) + hair["lean"] * x / 0.24])
    points = np.vstack([right, hem, left[::-1]])
    mask = shape(canvas, points, color)
    canvas.tint(mask, _SHADE * 0.93)


def _tail(
    canvas: Canvas,
    form: Form,
    path: np.ndarray,
    thick: float,
    amount: float,
) -> None:
    """A tail of hair along a path (N, 2); beads where it is braided, turns where it is curled."""
    hair, color = form.hair, form.colors["hair"]
    path = smooth(path, closed=False, fine=12)
    along = np.linspace(0, 1, len(path))
    half = thick * amount * np.interp(along, (0, 0.06, 0.35, 0.75, 1), (0.4, 0.75, 1.0, 0.75, 0.02))
    length = np.cumsum(np.r_[0, np.linalg.norm(np.diff(path, axis=0), axis=1)])
    beads = np.abs(np.sin(length * (26 if hair["curl"] < 0.5 else 19)))
    rough = max(hair["braid"], hair["curl"])
    half = half * (1 - 0.3 * rough * (1 - beads))
    way = np.gradient(path, axis=0)
    normal = np.column_stack([-way[:, 1], way[:, 0]])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    a, b = path + normal * half[:, None], path - normal * half[:, None]
    outline = np.vstack([a, b[::-1]])
    mask = shape(canvas, outline, color)
    inner = np.vstack([a, (path + 0.25 * normal * half[:, None])[::-1]])
    canvas.tint(canvas.mask(inner) * mask, _SHADE)
    if rough > 0.3:
        for i in np.flatnonzero((beads[1:-1] < beads[:-2]) & (beads[1:-1] <= beads[2:])) + 1:
            j = min(i + 5, len(path) - 1)
            canvas.draw(canvas.stroke(np.array([a[i], path[j], b[i]]), 0.006), pen(color), 0.8 * rough)
    else:
        for side in (-0.3, 0.35):
            line = (path + side * normal * half[:, None])[6:-14:4]
            if len(line) > 3:
                canvas.draw(canvas.stroke(line, 0.005), pen(color), 0.6)
    root = path[3]
    tie = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    band = 0.024 * amount
    shape(canvas, root + band * np.column_stack([np.cos(tie), np.sin(tie)]), form.colors["trim"], 0.006)


def _tails(canvas: Canvas, form: Form, *, behind: bool) -> None:
    hair = form.hair
    far = hair["tail_length"]

    def lay(name: str, points: list[tuple[float, float]], thick: float) -> None:
        amount = hair[name]
        if amount > 0.05:
            path = np.array(points)
            # A tail that is hardly there, on the way from a face without it, is short, too.
            _tail(canvas, form, path[0] + (path - path[0]) * [1, far] * amount**0.5, thick, amount)

    if behind:
        for s in (-1, 1):
            high = [(0.2, -0.22), (0.30, -0.28), (0.38, -0.1), (0.36, 0.15), (0.31, 0.46)]
            lay("twin", [(s * x, y) for x, y in high], 0.078)
        lay("side_tail", [(0.2, -0.22), (0.30, -0.28), (0.38, -0.08), (0.35, 0.15), (0.29, 0.44)], 0.085)
        lay("pony", [(0.1, -0.33), (0.25, -0.37), (0.36, -0.2), (0.36, 0.05), (0.30, 0.4)], 0.085)
    else:
        for s in (-1, 1):
            low = [(0.2, 0.14), (0.25, 0.2), (0.24, 0.32), (0.22, 0.5)]
            lay("low_twin", [(s * x, y) for x, y in low], 0.06)
        lay("low_tail", [(0.17, 0.18), (0.22, 0.22), (0.22, 0.34), (0.2, 0.52)], 0.06)


def _front(canvas: Canvas, form: Form, face: np.ndarray, rng: np.random.Generator) -> None:
    """The cap of hair, the fringe and the locks beside the face."""
    hair, color = form.hair, form.colors["hair"]
    bald = hair["volume"] < 0.012
    cap = _cap(form, rng)
    edge = np.column_stack([EDGE_X * (SKULL + hair["volume"]) / 0.24, form.fringe])
    end, wide = hair["locks"], hair["lock_width"]
    shown = np.vstack([cap, edge[::-1]])
    locks = []
    if end > -0.04:
        outer = SKULL + hair["volume"] - 0.004
        sway = 0.012 * hair["wave"]
        for s in (-1, 1):
            tip = end + (0.02 if s > 0 else -0.01) + hair["lean"] * s
            side = np.array(
                [(outer, -0.12), (outer + 0.006, 0.03), (outer - 0.004 + sway, 0.6 * tip + 0.02),
                 (outer - 0.55 * wide, tip), (outer - 0.9 * wide - sway, 0.55 * tip),
                 (outer - wide, 0.0), (outer - wide - 0.012, -0.12)]
            )  # fmt: skip
            locks.append(smooth(side * [s, 1]))
    whole = canvas.mask(shown)
    for lock in locks:
        whole = np.maximum(whole, canvas.mask(lock))
    # The shadow that hair throws on the face, a little below it.
    lowered = np.roll(whole, round(0.022 * len(whole)), axis=0)
    canvas.tint(lowered * face * (1 - whole), _SKIN_SHADE)
    for lock in locks:
        mask = shape(canvas, lock, color)
        x, _ = canvas.grid()
        canvas.tint(mask * (np.abs(x) > SKULL + hair["volume"] - 0.018), _SHADE)
        middle = lock[len(lock) // 2]
        top = np.array([middle[0] * 0.98, middle[1] - 0.55 * max(end, 0.05)])
        canvas.draw(canvas.stroke(np.array([top, (top + middle) / 2, middle]), 0.005), pen(color), 0.6)
    mask = canvas.mask(shown)
    canvas.lay(mask, color)
    _shade_hair(canvas, form, mask)
    ink = np.maximum(canvas.outline(np.vstack([cap, edge[::-1]]), LINE), 0)
    canvas.draw(ink * (1.0 if not bald else 0.8), pen(color))
    _strands(canvas, form, edge, color)
    if form.worn.get("ahoge"):
        top = CROWN - hair["volume"] - 0.02
        curl = np.array([(0.0, top + 0.03), (0.01, top - 0.05), (0.06, top - 0.085), (0.1, top - 0.05)])
        canvas.draw(canvas.stroke(curl, 0.028 * form.worn["ahoge"], (0.6, 0.1)), pen(color))
        canvas.lay(canvas.stroke(curl, 0.014 * form.worn["ahoge"], (0.6, 0.1)), color)


def _shade_hair(canvas: Canvas, form: Form, mask: np.ndarray) -> None:
    """Its second tone away from the light, and the band of shine."""
    x, y = canvas.grid()
    top = -CROWN + form.hair["volume"]
    side = (x / (SKULL + 0.05) + 0.55) ** 2 + ((y + 0.16) / (top + 0.12)) ** 2
    dark = np.clip((side - 1.75) * 14, 0, 1)
    canvas.tint(mask * dark, _SHADE)
    curve = -0.19 - 0.06 * np.cos(x * 5.2) + 0.014 * np.abs(np.sin(x * 46)) + 0.012 * np.sin(x * 21)
    band = np.clip(1.2 - np.abs(y - curve) / (0.014 + 0.012 * np.abs(np.sin(x * 31))), 0, 1)
    band = np.clip(band * 3, 0, 1) * (np.abs(x + 0.03) < 0.165)
    light = form.colors["hair"] + (255 - form.colors["hair"]) * 0.5
    shown = mask * band * (1 - dark) * min(1.0, max(0.0, (form.hair["volume"] - 0.004) * 60))
    canvas.color += (light.astype(np.float32) - canvas.color) * (0.8 * shown)[..., None].astype(np.float32)


def _strands(canvas: Canvas, form: Form, edge: np.ndarray, color: np.ndarray) -> None:
    """Lines that climb from the notches of the fringe toward the crown."""
    y = edge[:, 1]
    notches = [i for i in range(4, len(y) - 4) if y[i] == y[i - 4 : i + 5].min() and y[i] < y[i - 4] - 0.002]
    for i in notches:
        foot = edge[i]
        rise = 0.075 + 0.02 * np.sin(9 * i)
        head = np.array([foot[0] * 0.86, foot[1] - rise])
        middle = (foot + head) / 2 + [0.004 * np.sign(foot[0]), 0]
        if head[1] > CROWN + 0.03:
            canvas.draw(canvas.stroke(np.array([foot, middle, head]), 0.0065, (1.0, 0.1)), pen(color), 0.85)


# --- skin and clothes ----------------------------------------------------------------------------------


def _body(canvas: Canvas, form: Form) -> None:
    skin, top = form.colors["skin"], form.colors["top"]
    wide, jaw = form.face["shoulder"], form.face["jaw"]
    neck = jaw - 0.03
    right = np.array([(0.052, neck), (0.055, neck + 0.08), (0.085, neck + 0.115), (0.2, 0.43), (0.2, 0.5)])
    mask = shape(canvas, mirrored(right * [wide**0.5, 1]), skin)
    x, y = canvas.grid()
    shadow = ((x / 0.1) ** 2 + ((y - neck - 0.01) / 0.075) ** 2 < 1).astype(np.float32)
    canvas.tint(mask * shadow, _SKIN_SHADE)
    slope = neck + 0.1
    right = np.array(
        [(0.0, slope + 0.055), (0.062, slope + 0.03), (0.092, slope + 0.005), (0.19, slope + 0.05),
         (0.275, slope + 0.105), (0.31, 0.46), (0.32, 0.55)]
    )  # fmt: skip
    half = smooth(right * [wide, 1], closed=False)
    mask = shape(canvas, mirrored(half), top)
    canvas.tint(mask * np.clip(((x - 0.05) * 1.2 + (y - slope - 0.02)) * 9 - 1.2, 0, 1), _SHADE)
    collar = np.array([(0.0, slope + 0.072), (0.07, slope + 0.045), (0.1, slope + 0.012)])
    canvas.draw(
        canvas.stroke(np.vstack([collar[::-1] * [-wide, 1], collar[1:] * [wide, 1]]), 0.005), pen(top), 0.8
    )
    fold = np.array([(0.2, slope + 0.12), (0.19, slope + 0.17), (0.2, slope + 0.22)])
    for s in (-1, 1):
        canvas.draw(canvas.stroke(fold * [s * wide, 1], 0.006), pen(top), 0.8)


def _face(canvas: Canvas, form: Form) -> np.ndarray:
    """The head without its hair; gives the face's mask."""
    skin, jaw, cheek = form.colors["skin"], form.face["jaw"], form.face["cheek"]
    for s in (-1, 1):
        ear = np.array(
            [(0.185, -0.02), (0.205, -0.045), (0.222, -0.03), (0.218, 0.015), (0.196, 0.055), (0.18, 0.05)]
        )
        shape(canvas, smooth(ear * [s * cheek / 0.19, 1]), skin)
        inner = np.array([(0.2, -0.022), (0.209, -0.005), (0.199, 0.022)])
        canvas.draw(canvas.stroke(inner * [s * cheek / 0.19, 1], 0.005), pen(skin), 0.6)
    right = np.array(
        [(0.0, CROWN + 0.02), (0.13, CROWN + 0.045), (SKULL - 0.01, -0.2), (cheek + 0.008, -0.03),
         (cheek - 0.006, 0.05), (0.79 * cheek, 0.58 * jaw), (0.43 * cheek, 0.87 * jaw), (0.1 * cheek, jaw)]
    )  # fmt: skip
    outline = smooth(mirrored(right[1:]))
    mask = shape(canvas, outline, skin)
    x, y = canvas.grid()
    rim = np.clip(((x / cheek) ** 2 + ((y + 0.03) / (jaw + 0.03)) ** 2 - 0.93) * 12, 0, 1) * (x > 0.02)
    canvas.tint(mask * rim * (y > -0.02), _SKIN_SHADE, 0.7)
    paint_features(canvas, form, mask)
    return mask
