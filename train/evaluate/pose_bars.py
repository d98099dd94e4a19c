"""What pose to full body is to reach."""

from __future__ import annotations

from .bars import Bar
from .bodies import JUDGED


def bars() -> list[Bar]:
    """All of them; one whose row was not measured is not met."""
    out = [
        Bar("pck at 0.05 of the body's height", "ours", "pck", "at least", 0.85),
        Bar("pck beside that of the renders", "ours", "pck_share", "at least", 0.90),
        Bar("kid: below that without an adversary, surely", "ours-plain", "kid", "at most", 0.0, sure=True),
        Bar("kid: below the nearest render's, surely", "ours-nearest", "kid", "at most", 0.0, sure=True),
    ]
    for group in JUDGED:
        out.append(Bar(f"wish accuracy: {group}", "ours", f"wish:{group}", "at least", 0.85))
    out.append(Bar("palette, delta E", "ours", "palette", "at most", 6.0))
    out.append(Bar("seconds for 512x768", "ours", "seconds", "at most", 0.5))
    return out
