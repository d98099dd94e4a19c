"""Inputs that hand over the very file the user chose.

`gr.Image` decodes and converts uploads before our code sees them, with its own limits and its own error
messages. Here the original bytes go to `imaging.open_image`, the one place that opens untrusted pictures.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

import gradio as gr
from gradio.data_classes import ImageData

NOT_A_PICTURE = "The picture did not arrive whole; choose the file again."


class Picture(gr.Image):
    """A `gr.Image` whose value in Python is the path of the uploaded file as it is, or its bytes."""

    is_template = True  # gradio: shown by the browser part of the class it derives from

    def preprocess(self, payload: ImageData | None) -> Path | bytes | None:  # type: ignore[override]
        """The uploaded file; bytes where the browser sent the picture inline (`data:`), None when empty."""
        if payload is None:
            return None
        if payload.url and payload.url.startswith("data:"):
            try:
                return base64.b64decode(payload.url.partition(",")[2], validate=True)
            except binascii.Error:
                raise gr.Error(NOT_A_PICTURE, print_exception=False) from None
        if not payload.path:
            raise gr.Error(NOT_A_PICTURE, print_exception=False)
        return Path(payload.path)

    def api_info(self) -> dict:
        return super().api_info() | {"description": f"{self.label}."}

    def example_payload(self) -> dict:
        """What the "Use via API" page shows as a sample value."""
        return {"path": "picture.png", "meta": {"_type": "gradio.FileData"}}

    def example_value(self) -> str:
        return "picture.png"


class _Sampled(gr.File):
    """A `gr.File` whose sample value in the "Use via API" page is ours and not a document on the web."""

    is_template = True
    sample = ""

    def get_block_name(self) -> str:
        return "file"  # gradio would name the class between it and `gr.File`

    def api_info(self) -> dict:
        return super().api_info() | {"description": f"{self.label}."}

    def example_payload(self) -> dict | list[dict]:
        one = {"path": self.sample, "meta": {"_type": "gradio.FileData"}}
        return [one] if self.file_count == "multiple" else one

    def example_value(self) -> str | list[str]:
        return [self.sample] if self.file_count == "multiple" else self.sample


class PoseFile(_Sampled):
    """A file of OpenPose JSON."""

    sample = "pose.json"


class DocumentFile(_Sampled):
    """A document, or a picture with its recipe."""

    sample = "girl.anigen"


class PictureFiles(_Sampled):
    """Several pictures; give it `file_count="multiple"`."""

    sample = "picture.png"
