"""What `all` measures: each task, on which pictures, and which of its rows stand for what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

TASKS = {
    "tags": "which tags a picture has: average precision of each group",
    "similar": "similar pictures: mAP@10 by character, pose and style, sketches, beside colors and edges",
    "parse": "part map and joints: mIoU, PCK at 0.05 of the body's height, alpha",
    "landmarks": "face boxes and face landmarks: AP50, NME",
    "lines": "lines of finished pictures: boundary F1 beside XDoG",
    "cleanup": "rough sketches to clean lines: F1 beside adaptive threshold and thinning",
    "upscale": "our own results at twice the size: PSNR beside Lanczos and waifu2x",
    "reconstruct": "lines and color blocks to a picture: PSNR, KID, lines, blocks, beside weight-free forms",
    "ablations": "PI-REC without one of its parts, the paper's generator, pix2pix: PSNR, KID at 128 pixels",
    "colorize": "lines and hints, a reference or nothing to a picture: PSNR, delta E, KID, beside fills",
    "pose": "pose and wishes to a full body: PCK, KID, wish accuracy, palette, beside the mannequin",
    "faces": "wishes to a face: wish accuracy by a judge, KID, diversity, beside the rule",
    "repose": "a character's pictures in another pose: PSNR, KID, identity, beside a copy and limbs by rule",
    "eyes": "irises found and recolored: IoU, delta E to the wish, order of light and dark",
    "adapt": "adapted weights beside the shipped ones, on one's own character and on others: PSNR",
    "motion": "two poses in a row: what flickers beside the render's own, and detail, beside the mannequin",
}
"""What the commands are called, and what each finds out."""

Place = Literal["characters", "avatars", "drawings"]


@dataclass(frozen=True)
class Plan:
    """One task in the report.

    count: pictures or characters, as train/README.md measured. quick: the same for a trial. avatars: of
    them, 0 where the task has no use for avatars. drawings: whether people's drawings can be looked at.
    weights: shipped ones that the figures depend on. metric: the one that stands in the summary. without,
    original, pix2pix: rows of the same task without weights, of the paper's own form, and of the plain peer.
    """

    count: int
    metric: str
    weights: tuple[str, ...]
    quick: int = 1
    avatars: int = 0
    drawings: bool = False
    ours: str = "ours"
    without: str = "fallback"
    original: str = "original"
    pix2pix: str = "pix2pix"
    more: dict[str, Any] = field(default_factory=dict)

    def places(self) -> tuple[Place, ...]:
        """Where it can be measured."""
        found: list[Place] = ["characters"]
        if self.avatars:
            found.append("avatars")
        if self.drawings:
            found.append("drawings")
        return tuple(found)


PLANS = {
    "tags": Plan(60, "map_tags", ("tagger", "tagger_judge"), quick=3, without="chance"),
    "parse": Plan(40, "miou", ("parse",), quick=2, avatars=24, drawings=True),
    "landmarks": Plan(
        *(48, "nme:true_box", ("face_finder", "landmarks")),
        quick=2,
        drawings=True,
        original="yamaoka_rmsprop",
    ),
    "eyes": Plan(120, "iou:tall", ("iris", "face_finder"), quick=4, drawings=True),
    "lines": Plan(24, "line_f1", (), quick=2, drawings=True, ours="fallback", original="xdog"),
    "cleanup": Plan(24, "line_f1", (), quick=2, ours="fallback", original="threshold"),
    "upscale": Plan(12, "psnr", ("upscale",), without="lanczos", original="cunet"),
    "colorize": Plan(10, "psnr:figure/hints", ("colorize",), drawings=True),
    "faces": Plan(14, "kid", ("faces", "tagger_judge"), quick=4),
    "repose": Plan(12, "psnr:figure/one", ("repose", "tagger_judge"), avatars=5, without="warp"),
    "pose": Plan(16, "pck_share", ("psgan", "parse", "tagger_judge"), without="mannequin", more={"pool": 0}),
    "motion": Plan(8, "flicker_share", ("psgan",), without="mannequin"),
    "reconstruct": Plan(14, "psnr:figure", ("pirec",), avatars=20, drawings=True),
    "ablations": Plan(20, "psnr:figure", (), avatars=8, ours="whole", without="fill"),
    "similar": Plan(200, "map_at_10:character", ("tagger",), quick=4, ours="library"),
}
"""The cheap ones first, so that a report that is stopped holds most."""
