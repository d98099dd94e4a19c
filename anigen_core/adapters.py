"""The only door to torchvision and controlnet-aux, opened when a detector is first asked for.

Both are delicate: torchvision's wheel is built for one torch, and beside a CPU torch its compiled operators
do not load; controlnet-aux imports every detector it has, and most of those download weights. Here only the
two that compute and never download are offered. Whatever goes wrong on the way in costs these detectors, with
one plain sentence, and nothing else.
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
from types import ModuleType
from typing import Any

import cv2
import numpy as np

from anigen_core.errors import InputError

log = logging.getLogger(__name__)

DETECTORS = ("canny", "lineart_standard")
"""canny: thin edges. lineart_standard: lines darker than their surroundings, of natural width."""

BOX_SCHEMA = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"

_lock = threading.Lock()
_kept: list[Any] = []  # operator definitions live as long as the object that made them


def detect_lines(name: str, picture: np.ndarray) -> np.ndarray:
    """Lines of a picture by a controlnet-aux detector.

    `picture` is HW3 uint8 RGB; returns HW uint8, 0 = ink, 255 = paper, of the same size.

    Raises:
        InputError: no such detector, or controlnet-aux cannot be used on this machine.
    """
    if name not in DETECTORS:
        raise InputError(f"There is no line detector {name!r}; choose {' or '.join(DETECTORS)}.")
    height, width = picture.shape[:2]
    side = min(max(min(height, width), 64), 1024)
    auxiliary = load_controlnet_aux()
    # One at a time: silence is a state of the whole process, and two that overlap would keep stdout for good.
    with _lock, _silence():
        if name == "canny":
            detector = auxiliary.CannyDetector()
            found = detector(picture, detect_resolution=side, image_resolution=side, output_type="np")
        else:
            detector = auxiliary.LineartStandardDetector()
            found = detector(picture, detect_resolution=side, output_type="np")
    plane = np.ascontiguousarray(np.asarray(found)[..., 0])
    if plane.shape != (height, width):
        plane = cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA)
    return 255 - plane


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
