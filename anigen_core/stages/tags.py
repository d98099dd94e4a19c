"""Tags of a picture or a line drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from anigen_core import weights
from anigen_core.imaging import to_rgb
from anigen_core.progress import Progress
from anigen_core.tagging import NAME, Tag, chosen, scores, tags_by_rules

if TYPE_CHECKING:
    from anigen_core.runner import Runner


class Tags:
    """Picture to tags. Without a runner: whether there are lines only, and the main colors."""

    def __init__(self, runner: Runner | None = None, labels: Sequence[str] | None = None) -> None:
        self._runner = runner
        self._labels = labels

    def __call__(self, picture: np.ndarray, *, progress: Progress | None = None) -> list[Tag]:
        """The likeliest word of each group and the likely words of each set.

        Args:
            picture: (H, W), (H, W, 3) or (H, W, 4) uint8.
            progress: called with the finished fraction; may raise `Cancelled`.
        """
        report = progress or (lambda fraction: None)
        report(0.0)
        if self._runner is None:
            tags = tags_by_rules(picture)
        else:
            labels = self._labels or weights.load_card(NAME).labels
            tags = chosen(scores(self._runner, to_rgb(picture)), labels)
        report(1.0)
        return tags
