"""Which words of a picture a tagger says rightly, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from train.tags import LABELS, SLICES, targets
from train.wishes import TAG_OF


def true_words(
    labels: dict[str, Any], groups: Sequence[str], known: Sequence[str], unknown: set[str]
) -> Iterator[tuple[str, str, list[int]]]:
    """Each group of wishes whose word a picture can tell: its name, the true label, and the places of the
    group's labels among `known`.

    labels: of the picture (factory.labels.label). known: labels of a tagger. unknown: gets true labels that
    the tagger never learned, whose groups are left out.
    """
    truth, told = targets(labels)
    for group in groups:
        at = SLICES[TAG_OF.get(group, group)]
        if not told[at].any():
            continue
        word = LABELS[at][int(truth[at].argmax())]
        if word not in known:
            unknown.add(word)
            continue
        yield group, word, [known.index(other) for other in LABELS[at] if other in known]
