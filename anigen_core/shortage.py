"""When the memory of a GPU, or of the computer, is too small for a picture: what smaller one to ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anigen_core.errors import InputError

if TYPE_CHECKING:
    from anigen_core.document import Document

WORDS = ("out of memory", "unable to allocate", "can't allocate", "bad_alloc")
SMALLEST = 256
"""Pixels: of a canvas whose shorter side is no longer than this nothing smaller is offered."""


def is_shortage(error: BaseException) -> bool:
    """Whether an error says that memory was short, whichever engine it comes from."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    return isinstance(error, RuntimeError) and any(word in str(error).lower() for word in WORDS)


def too_large(document: Document) -> InputError:
    """The refusal of a drawing that memory is too short for, with the next smaller size."""
    upscale, (width, height) = document.settings.upscale, document.extent
    if upscale > 1:
        said = f"enlarge {upscale // 2} times" if upscale > 2 else "do not enlarge it"
        return InputError(
            f"There is not enough memory for a picture of this size; {said}, or try again later."
        )
    if min(width, height) > SMALLEST:
        smaller = f"{width * 2 // 3}x{height * 2 // 3}"
        return InputError(
            f"There is not enough memory for a picture of this size; use a canvas of {smaller}."
        )
    return InputError("There is not enough memory to draw; close other programs and try again.")
