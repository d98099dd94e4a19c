"""What an evaluation can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal


@dataclass(frozen=True)
class Options:
    """The words are the help."""

    out: Annotated[Path, "folder for the results"]
    split: Annotated[Literal["train", "val", "test"], "whose characters"] = "test"
    count: Annotated[
        int,
        "characters, of each ten pictures (similar), five (reconstruct, pose, repose), three (colorize) or "
        "one; of avatars: pictures",
    ] = 200
    avatars: Annotated[Path | None, "measure on the VRM, GLB and PMX files of a folder instead"] = None
    drawings: Annotated[Path | None, "measure on the pictures of a folder instead"] = None
    level: Annotated[
        Literal["clean", "usual", "rough"] | None,
        "line art by a simulated hand of this level; of tasks that always have hands, this one only",
    ] = None
    weights: Annotated[Path | None, "weights to measure instead of the shipped ones, card beside them"] = None
    peer: Annotated[
        Path | None,
        "runs of other methods, measured too: the landmark study's, peers of PI-REC or PSGAN, upconv_7",
    ] = None
    pool: Annotated[int, "pose: training pictures among which the nearest is sought; 0: none is"] = 512
    refine: Annotated[int, "reconstruct: passes of refinement, 0 to 3"] = 1
    tall: Annotated[int, "adapt: height of the pictures, two thirds as wide"] = 768
    engine: Annotated[Literal["auto", "torch", "openvino"], "what runs the networks"] = "auto"
    workers: Annotated[int, "processes that draw characters"] = 2
