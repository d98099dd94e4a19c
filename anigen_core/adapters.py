"""The only door to torchvision and controlnet-aux, opened when a detector is first asked for.

Both are delicate: torchvision's wheel is built for one torch, and beside a CPU torch its compiled operators
do not load; controlnet-aux imports every detector it has, and most of those download weights. Here nothing
is ever downloaded: two detectors only compute, and two more are there once somebody has put their weights on
this machine. Whatever goes wrong on the way in costs these detectors, with one plain sentence, and nothing
else.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np

from anigen_core.errors import InputError
from anigen_core.folders import data_folder
from anigen_core.pose import Pose

log = logging.getLogger(__name__)

DETECTORS = ("canny", "lineart_standard")
"""canny: thin edges. lineart_standard: lines darker than their surroundings, of natural width."""

ANNOTATORS = "lllyasviel/Annotators"
WEIGHTS = {"lineart_anime": "netG.pth", "openpose": "body_pose_model.pth"}
"""Detectors that need weights, and the file of the repository `ANNOTATORS` that holds them: the lines of
drawings, and the joints of people (Cao et al. 2017)."""

BOX_SCHEMA = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"

_lock = threading.Lock()
_kept: list[Any] = []  # operator definitions live as long as the object that made them


def detect_lines(name: str, picture: np.ndarray) -> np.ndarray:
    """Lines of a picture by a controlnet-aux detector.

    `picture` is HW3 uint8 RGB; returns HW uint8, 0 = ink, 255 = paper, of the same size.

    Raises:
        InputError: no such detector, or controlnet-aux cannot be used on this machine.
    """
    if name not in DETECTORS and name != "lineart_anime":
        raise InputError(f"There is no line detector {name!r}; choose {' or '.join(DETECTORS)}.")
    weights = None if name in DETECTORS else _needed(name)
    height, width = picture.shape[:2]
    side = min(max(min(height, width), 64), 1024)
    auxiliary = load_controlnet_aux()
    # One at a time: silence is a state of the whole process, and two that overlap would keep stdout for good.
    with _lock, _silence():
        if name == "canny":
            detector = auxiliary.CannyDetector()
            found = detector(picture, detect_resolution=side, image_resolution=side, output_type="np")
        elif weights is not None:
            detector = auxiliary.LineartAnimeDetector.from_pretrained(str(weights.parent), weights.name)
            found = detector(picture, detect_resolution=side, image_resolution=side, output_type="np")
        else:
            detector = auxiliary.LineartStandardDetector()
            found = detector(picture, detect_resolution=side, output_type="np")
    plane = np.ascontiguousarray(np.asarray(found)[..., 0])
    if plane.shape != (height, width):
        plane = cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA)
    return 255 - plane


def detect_pose(picture: np.ndarray) -> Pose | None:
    """The pose of the person in a picture that OpenPose sees best, None where it sees nobody.

    `picture` is HW3 uint8 RGB. Joints have OpenPose's own scores; those that it does not see are hidden.

    Raises:
        InputError: its weights are not on this machine, or controlnet-aux cannot be used.
    """
    weights = _needed("openpose")
    load_controlnet_aux()
    with _lock, _silence():
        from controlnet_aux.open_pose.body import Body

        places, people = Body(str(weights))(np.ascontiguousarray(picture[..., ::-1]))
    if not len(people):
        return None
    best = people[int(np.argmax(people[:, 18]))]
    joints = np.zeros((18, 3))
    for joint, place in enumerate(best[:18].astype(int)):
        if place >= 0:
            joints[joint] = places[place, :3]
    return Pose(joints, picture.shape[1], picture.shape[0])


def weights_at_hand(name: str) -> Path | None:
    """The weights of a detector of `WEIGHTS` on this machine: in the folder annotators beside the user's own
    things, or where huggingface_hub keeps what was downloaded before. Never asks the network."""
    file = WEIGHTS[name]
    own = data_folder() / "annotators" / file
    if own.is_file():
        return own
    from huggingface_hub import try_to_load_from_cache

    kept = try_to_load_from_cache(ANNOTATORS, file)
    return Path(kept) if isinstance(kept, str) else None


def _needed(name: str) -> Path:
    weights = weights_at_hand(name)
    if weights is None:
        raise InputError(
            f"The weights of {name} are not on this machine; put {WEIGHTS[name]} of {ANNOTATORS} into "
            f"{data_folder() / 'annotators'}."
        )
    return weights


def load_controlnet_aux() -> ModuleType:
    """controlnet-aux, imported once. Raises InputError where it cannot be."""
    with _lock:
        if (loaded := sys.modules.get("controlnet_aux")) is not None:
            return loaded
        _load_torchvision()
        return _import("controlnet_aux", "controlnet-aux==0.0.10")


def _load_torchvision() -> ModuleType:
    """torchvision, imported also where its compiled operators do not fit the installed torch.

    Without them transforms, models and utils work; `torchvision.ops.nms` and image decoding do not.
    """
    if (loaded := sys.modules.get("torchvision")) is not None:
        return loaded
    try:
        with _silence():
            return importlib.import_module("torchvision")
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise _unusable("torchvision", error) from error
    except ImportError as error:
        raise _unusable("torchvision", error) from error
    # Its compiled half did not load. It asks only that two operators be known by name.
    import torch

    for part in [key for key in sys.modules if key.partition(".")[0] == "torchvision"]:
        del sys.modules[part]
    library = torch.library.Library("torchvision", "DEF")
    for operator in ("nms", "qnms"):
        with contextlib.suppress(RuntimeError):  # known already, from an import that failed later on
            library.define(operator + BOX_SCHEMA)
    _kept.append(library)
    log.info("torchvision runs without its compiled operators, which do not fit this torch.")
    return _import("torchvision", "a torchvision that fits your torch")


def _import(name: str, wanted: str) -> ModuleType:
    try:
        with _silence():
            return importlib.import_module(name)
    except Exception as error:  # a mismatched install fails in ways nobody can list
        raise _unusable(name, error, wanted) from error


def _unusable(name: str, error: Exception, wanted: str = "") -> InputError:
    reason = str(error).strip().split("\n")[0].rstrip(".") or type(error).__name__
    return InputError(
        f"The line detectors of controlnet-aux cannot be used, because {name} does not load ({reason}); "
        f"install {wanted or 'a torchvision that fits your torch'}, or use another line method."
    )


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep the libraries' warnings and greetings off the user's terminal."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
