"""What PI-REC is to reach."""

from __future__ import annotations

from collections.abc import Collection

from .bars import Bar

ABOVE = "ours-fallback"
PIX2PIX = "ours-pix2pix or ours-pix2pix (recorded)"
ORIGINAL = "ours-original or ours-original (recorded)"
REGIONS = ("figure", "head")


def bars(levels: Collection[str], *, avatars: bool = False) -> list[Bar]:
    """The bars that can be judged on hands of some levels, on factory characters or on avatars."""
    out: list[Bar] = []
    if avatars:
        if "usual" in levels:
            for region in REGIONS:
                name = f"psnr:{region}"
                out.append(Bar(f"{name}, avatars: above the fallback", ABOVE, name, "at least", 2.0))
        return out
    if "usual" in levels:
        out += _usual()
    if "clean" in levels:
        out.append(Bar("line_recall, clean lines", "ours", "line_recall/clean", "at least", 0.90))
    if "rough" in levels:
        out.append(Bar("line_f1, rough lines", "ours", "line_f1/rough", "at least", 0.75))
        words = "line_f1, rough lines: above the fallback"
        out.append(Bar(words, ABOVE, "line_f1/rough", "at least", 0.10))
    return out


def _usual() -> list[Bar]:
    out: list[Bar] = []
    for region in REGIONS:
        name = f"psnr:{region}"
        for kind, words, limit in (("new_draw", "new draws", 3.0), ("new_kind", "new kinds", 2.0)):
            words = f"{name}, {words}: above the fallback"
            out.append(Bar(words, f"{ABOVE}/{kind}", name, "at least", limit))
        words = f"{name}, a third missing: above the fallback"
        out.append(Bar(words, ABOVE, f"{name}/missing", "at least", 3.0))
    for region in REGIONS:
        for suffix in ("", "/missing", "/shifted", "/no_lines"):
            name = f"psnr:{region}{suffix}"
            out.append(Bar(f"{name}: not below pix2pix", PIX2PIX, name, "at least", -0.2))
    for rival, row in (("pix2pix", PIX2PIX), ("original", ORIGINAL)):
        words = f"better than {rival}'s, surely"
        out.append(Bar(f"kid: {words}", row, "kid", "at most", 0.0, sure=True))
        out.append(Bar(f"gradient_ssim: {words}", row, "gradient_ssim", "at least", 0.0, sure=True))
        out.append(Bar(f"eye_error: {words}", row, "eye_error", "at most", 0.0, sure=True))
    out.append(Bar("psnr:figure: what lines are worth", "ours", "lines_gain", "at least", 2.0))
    out.append(Bar("psnr:figure: what a shift of 6 px costs", "ours", "shift_cost", "at most", 2.0))
    out.append(Bar("block_delta_e, median", "ours", "block_delta_e", "at most", 6.0))
    out.append(Bar("block_delta_e, 90th percentile", "ours", "block_delta_e_90", "at most", 12.0))
    return out
