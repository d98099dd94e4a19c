"""AniGen: lines, color blocks and a pose become a finished, layered anime character.

    from anigen_core import Document, Studio

    Studio().finish(Document.load("girl.anigen")).save("girl.psd")

Names are imported when first used, so that `import anigen_core` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anigen_core.animation import Animation
    from anigen_core.character import Character
    from anigen_core.document import Document, EyeWish, Settings
    from anigen_core.errors import Cancelled, InputError
    from anigen_core.pipeline import Event, Result, Studio
    from anigen_core.pose import Pose

__version__ = "0.1.0"
__all__ = [
    "Animation",
    "Cancelled",
    "Character",
    "Document",
    "Event",
    "EyeWish",
    "InputError",
    "Pose",
    "Result",
    "Settings",
    "Studio",
]

_HOME = {
    "Animation": "animation",
    "Cancelled": "errors",
    "Character": "character",
    "Document": "document",
    "Event": "pipeline",
    "EyeWish": "document",
    "InputError": "errors",
    "Pose": "pose",
    "Result": "pipeline",
    "Settings": "document",
    "Studio": "pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
