"""What the surfaces of an avatar are (from the names of its materials, else from color and bone), and their
colors: new ones by chance, in OKLab."""

from __future__ import annotations

import re
import zlib

import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab

from ..body.bones import BONE, BONES, SKIN_BONES
from ..palette import RGB, draw_palette
from ..parts import Part, sided
from ..render.material import Kind
from ..seeds import Draw, draw_traits

_NAMES = (  # the first that matches counts
    (
        "accessory",
        r"robo|glass|ribbon|(?<![a-z])(ears?|tail|hat|cap|bag)(?![a-z])|pack|gear|metal|logo|emit|plastic|acce"
        r"|weapon|飾|耳|尾|マーク|リボン|帽|メガネ",
    ),
    ("brow", r"brow|眉|mayu"),
    ("lash", r"lash|eyeline|まつ|睫"),
    ("hair", r"hair|kami|髪|bang|ahoge"),
    ("sclera", r"eyewhite|sclera|白目"),
    ("highlight", r"highlight|ハイライト"),
    ("mouth", r"mouth|tongue|teeth|(?<![a-z])lip|口|舌|歯"),
    ("eye", r"eye|iris|pupil|hitomi|目|瞳"),
    ("face", r"face|kao|顔|頭|cheek|頬"),
    ("sock", r"sock|stocking|tights|靴下|ソックス"),
    ("shoes", r"shoe|boot|sneaker|靴|くつ"),
    ("bottom", r"bottom|pants|trouser|skirt|shorts|jeans|ボトム|スカート|ズボン"),
    (
        "top",
        r"(?<![a-z])top|shirt|jacket|coat|cloth|wear|uniform|dress|hoodie|sweater|服|huku|fuku|トップス|上着",
    ),
    ("skin", r"skin|hada|肌|手足"),
)  # fmt: skip
KIND_OF: dict[str, Kind] = {
    "accessory": "cloth", "brow": "flat", "lash": "flat", "hair": "hair", "sclera": "eye",
    "highlight": "flat", "mouth": "flat", "eye": "eye", "face": "face", "sock": "cloth",
    "shoes": "leather", "bottom": "cloth",
    "top": "cloth", "skin": "skin",
}  # fmt: skip
CLASSES = tuple(KIND_OF)
NEVER = ("青ざめ", "頬照り", "イライラ", "涙", "モーフ", "blush", "blend")
"""Overlays that expressions switch on: left out."""


def class_of(name: str) -> str | None:
    """What a material's name says it is; None where it says nothing or means the whole body."""
    lower = name.lower()
    return next((kind for kind, pattern in _NAMES if re.search(pattern, lower)), None)


def sample(texture: np.ndarray | None, uv: np.ndarray, color: tuple[float, float, float]) -> np.ndarray:
    """(n, 4) uint8 colors of a material at (n, 2) texture coordinates, which repeat."""
    out = np.full((len(uv), 4), 255.0)
    if texture is not None:
        h, w = texture.shape[:2]
        x = np.floor((uv[:, 0] % 1.0) * w).astype(int).clip(0, w - 1)
        y = np.floor((uv[:, 1] % 1.0) * h).astype(int).clip(0, h - 1)
        out = texture[y, x].astype(np.float64)
    out[:, :3] *= color
    return np.rint(out).astype(np.uint8)


def like_skin(lab: np.ndarray) -> np.ndarray:
    """(...,) bool: whether OKLab colors may be skin."""
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    return (lab[..., 0] > 0.5) & (chroma > 0.018) & (chroma < 0.13) & (hue > 12) & (hue < 82)


def _fleshy(lab: np.ndarray) -> np.ndarray:
    """(...,) bool: colors that somebody's skin may have, the palest and the pinkest included."""
    hue, chroma = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])), np.hypot(lab[..., 1], lab[..., 2])
    return (lab[..., 0] > 0.45) & (chroma > 0.008) & (chroma < 0.13) & (hue > -30) & (hue < 95)


def skin_tone(lab: np.ndarray) -> np.ndarray:
    """(3,) the usual color of the skin among (m, 3) colors, eyes and lips left out."""
    may = _fleshy(lab)
    return np.median(lab[may] if may.any() else lab, 0)


def guess(
    lab: np.ndarray, corners: np.ndarray, region: np.ndarray, middle: np.ndarray, eye: np.ndarray
) -> np.ndarray:
    """Classes of the m triangles of a material whose name says nothing: (m,) rows of `CLASSES`.

    lab: (m, 3) OKLab colors of their middles. corners: (m, 3, 3) nearer to their corners. region: (m,) rows
    of `BONES` that they follow. middle: (m, 3) their places. eye: (3,) the middle of the eyes.
    """
    names = np.array(BONES)[region]
    head = (names == "head") | (np.char.find(names, "Eye") >= 0)
    offset = middle - eye
    front = head & (np.abs(offset[:, 0]) < 0.30) & (np.abs(offset[:, 1]) < 0.26) & (offset[:, 2] > 0.12)
    skin = like_skin(lab)
    pale = front & _fleshy(lab)
    if pale.sum() > 0.2 * front.sum():  # the skin of this one, be it paler or darker than most
        tone = np.median(lab[pale], 0)
        skin |= (np.hypot(*(lab - tone)[:, 1:].T) < 0.022) & (np.abs(lab[:, 0] - tone[0]) < 0.14)
    around = head & ~skin & ~front
    if around.any():  # a fringe in front of the face has the color of the hair behind
        front &= np.linalg.norm(corners - np.median(lab[around], 0), axis=2).max(1) > 0.13
    feet = (np.char.find(names, "Foot") >= 0) | (np.char.find(names, "Toes") >= 0)
    shin = np.char.find(names, "LowerLeg") >= 0
    low = shin | (np.char.find(names, "UpperLeg") >= 0) | (names == "hips")
    if (feet & ~skin).any():  # boots go up the shin in their color
        feet |= shin & (np.linalg.norm(lab - np.median(lab[feet & ~skin], 0), axis=1) < 0.08)
    body = np.where(skin, "skin", np.where(feet, "shoes", np.where(low, "bottom", "top")))
    words = np.where(head, np.where(skin | front, "face", "hair"), body)
    return np.array([CLASSES.index(w) for w in words.tolist()], np.int64)


def special(name: str) -> tuple[str, Part] | None:
    """What a bone's name says about all that hangs on it: ears, a tail, ornaments in the hair."""
    lower = name.lower()
    if "飾" in lower or "hairribbon" in lower:
        return "accessory", Part.HAIR_ORNAMENT
    if "hair" in lower or "髪" in lower:
        return None
    if re.search(r"(?<![a-z])tail|尾|しっぽ", lower):
        return "hair", Part.TAIL
    if re.search(r"(?<![a-z])ears?(?![a-z])|耳", lower):
        return "hair", Part.ANIMAL_EARS
    return None


def region_of(rows: np.ndarray) -> np.ndarray:
    """Rows of `SKIN_BONES` to rows of `BONES`: helpers to the bone that they help."""
    table = np.array(
        [BONE[n] if n in BONE else BONE[n.removesuffix("Half").removesuffix("Twist")] for n in SKIN_BONES]
    )
    return table[rows]


def part_of(kind: str, region: int, left: bool, behind: bool) -> Part:
    """The part number of a triangle: its class, the bone that it follows, its side and whether it lies
    behind the middle of the head."""
    bone = BONES[region]
    side = (
        "left"
        if bone.startswith("left")
        else "right"
        if bone.startswith("right")
        else "left"
        if left
        else "right"
    )
    arm = any(w in bone for w in ("UpperArm", "LowerArm")) or ("Hand" in bone and kind != "skin")
    hand = bone[len(side) :].startswith(("Hand", "Thumb", "Index", "Middle", "Ring", "Little"))
    limb = bone.startswith(side)
    if kind in ("brow", "lash", "sclera", "highlight"):
        return sided(kind.upper(), side)
    if kind == "eye":
        return sided("IRIS", side)
    if kind == "hair":
        return Part.HAIR_BACK if behind else Part.HAIR_FRONT
    if kind == "shoes":
        return sided("SHOE", side)
    if kind == "sock":
        return sided("SOCK", side)
    if kind == "bottom":
        return sided("TROUSER", side) if "Leg" in bone or "Foot" in bone else Part.BOTTOM
    if kind == "top":
        return sided("SLEEVE", side) if arm or (limb and hand) else Part.TOP
    if kind in ("skin", "face"):
        if bone in ("head", "leftEye", "rightEye"):
            return Part.FACE
        if bone == "neck":
            return Part.NECK
        for word, name in (("Toes", "FOOT"), ("Foot", "FOOT"), ("Leg", "LEG"), ("Arm", "ARM")):
            if word in bone:
                return sided(name, side)
        return sided("HAND", side) if limb and hand else Part.TORSO
    return Part.MOUTH if kind == "mouth" else Part.ORNAMENT


def _lab(rgb: RGB) -> np.ndarray:
    return srgb_to_oklab(np.rint(np.array(rgb) * 255).astype(np.uint8)[None])[0].astype(np.float64)


class Recolor:
    """The colors of one seed: its palette (palette.py), laid over an avatar's surfaces in OKLab.

    hair: (3,) OKLab, the usual color of the avatar's own hair; brows painted on a face turn with it.
    """

    def __init__(self, seed: int, hair: np.ndarray | None = None) -> None:
        draw = Draw(seed % 1_000_000)
        self.seed, self.hair = seed, hair
        self.palette = draw_palette(draw, draw_traits(draw))

    def _target(self, kind: str, name: str) -> np.ndarray:
        """(3,) what the usual color of a surface becomes. name: of its material."""
        p = self.palette
        rng = np.random.default_rng([self.seed, zlib.crc32(name.encode())])
        choice = {
            "hair": (p.hair,),
            "eye": (p.left_eye,),
            "face": (p.skin,),
            "skin": (p.skin,),
            "mouth": (p.skin,),
            "top": (p.main,),
            "bottom": (p.second,),
            "sock": (p.sock,),
            "shoes": (p.leather,),
        }.get(kind, (p.dark, p.leather, p.accent, p.light, p.second))
        if kind == "top" and name[-1:].isdigit() and name[-1] not in "01":
            choice = (p.light,)  # a second cloth of the same garment
        return _lab(choice[int(rng.integers(len(choice)))])

    def mapped(self, lab: np.ndarray, kind: str, name: str, mean: np.ndarray, spread: float) -> np.ndarray:
        """(n, 3) OKLab colors of a surface, changed. mean, spread: of the colors that show. name: of its
        material; hair, skin, eyes, tops and bottoms agree over all materials."""
        if kind in ("lash", "highlight", "sclera"):
            return lab
        target = self._target("hair" if kind == "brow" else kind, name)
        if kind in ("face", "skin", "mouth"):
            near = _near_tone(lab, mean)[:, None]
            out = lab + (target - mean) * near
            if kind != "face":
                return out
            vivid = np.clip((np.hypot(lab[:, 1], lab[:, 2]) - 0.03) / 0.04, 0, 1)[:, None] * (1 - near)
            brow = np.zeros_like(near)
            if self.hair is not None:
                brow = np.clip(1.6 - np.linalg.norm(lab - self.hair, axis=1) / 0.07, 0, 1)[:, None]
                brow = brow * (1 - near)
                out = out + (self._over(lab, self.hair, self._target("hair", ""), 0.8, 0.6) - out) * brow
            iris = _polar(lab, self._target("eye", ""), 0.35)
            return out + (iris - out) * vivid * (1 - brow)
        if kind in ("hair", "brow"):
            return self._over(lab, mean, target * ([0.75, 0.8, 0.8] if kind == "brow" else 1), 0.85, 0.5)
        if kind == "eye":
            vivid = np.clip((np.hypot(lab[:, 1], lab[:, 2]) - 0.02) / 0.03, 0, 1)[:, None]
            return lab + (_polar(lab, target, 0.6) - lab) * vivid
        if spread < 0.05:  # one color: another one
            return self._over(lab, mean, target, 0.9, 0.8)
        angle = np.arctan2(target[2], target[1]) - np.arctan2(mean[2], mean[1])
        out = _turned(lab, float(angle), 0.85)
        out[:, 0] = np.clip(lab[:, 0] + np.clip(target[0] - mean[0], -0.2, 0.2) * 0.6, 0.1, 1)
        return out

    @staticmethod
    def _over(lab: np.ndarray, mean: np.ndarray, target: np.ndarray, light: float, tint: float) -> np.ndarray:
        """Colors around `mean` as colors around `target`; light, tint: what is left of their differences."""
        return target + (lab - mean) * [light, tint, tint]

    def texture(
        self, texture: np.ndarray, kind: str, name: str, mean: np.ndarray, spread: float
    ) -> np.ndarray:
        """A texture (h, w, 4) uint8 changed, through a table of 32 steps a channel; what the
        table rounds away is added back."""
        steps = np.arange(4, 256, 8).astype(np.uint8)
        cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1).reshape(-1, 3)
        table = oklab_to_srgb(self.mapped(srgb_to_oklab(cube), kind, name, mean, spread)).astype(np.int16)
        rgb = texture[..., :3] >> 3
        index = (rgb[..., 0].astype(np.int32) * 32 + rgb[..., 1]) * 32 + rgb[..., 2]
        rest = texture[..., :3].astype(np.int16) - (rgb.astype(np.int16) * 8 + 4)
        out = texture.copy()
        out[..., :3] = np.clip(table[index] + rest, 0, 255)
        return out

    def color(self, color: np.ndarray, kind: str, name: str, mean: np.ndarray, spread: float) -> np.ndarray:
        """(n, 3) sRGB 0..1, changed."""
        lab = srgb_to_oklab(np.rint(np.asarray(color) * 255).astype(np.uint8))
        return oklab_to_srgb(self.mapped(lab, kind, name, mean, spread)).astype(np.float64) / 255


def _near_tone(lab: np.ndarray, tone: np.ndarray) -> np.ndarray:
    """(n,) 0..1: how far colors belong to the skin of a tone, its shades included, without hard borders."""
    chroma = np.hypot(lab[:, 1], lab[:, 2]) / max(float(np.hypot(*tone[1:])), 0.012)
    hue = np.arctan2(lab[:, 2], lab[:, 1]) - np.arctan2(tone[2], tone[1])
    apart = np.abs(np.degrees((hue + np.pi) % (2 * np.pi) - np.pi))
    out = (
        np.clip((chroma - 0.3) / 0.4, 0, 1)
        * np.clip((3.4 - chroma) / 1.0, 0, 1)
        * np.clip((70 - apart) / 30, 0, 1)
    )
    return out * np.clip((lab[:, 0] - tone[0] + 0.42) / 0.2, 0, 1)


def _turned(lab: np.ndarray, angle: float, gain: float) -> np.ndarray:
    c, s = np.cos(angle) * gain, np.sin(angle) * gain
    return np.column_stack([lab[:, 0], lab[:, 1] * c - lab[:, 2] * s, lab[:, 1] * s + lab[:, 2] * c])


def _polar(lab: np.ndarray, target: np.ndarray, share: float) -> np.ndarray:
    """Colors in the hue and chroma of `target`; their lightness goes `share` of the way to its own."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    usual = max(float(np.median(chroma[chroma > 0.03])) if (chroma > 0.03).any() else 0.05, 0.05)
    gain = np.clip(chroma / usual, 0.4, 1.3)[:, None] * target[1:]
    return np.column_stack([lab[:, 0] + (target[0] - 0.55) * share, gain])
