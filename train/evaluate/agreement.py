"""Whether what is written (train/README.md, the weight cards) is what was measured.

A claim names the place of a written figure, a cell of a table under a heading or some words of a card, and
the task, row and metric that it is a figure of. Written figures are rounded: they agree with what was
measured where that rounds to them. A claim can be judged only on as many characters as it was made on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from anigen_core.weights import list_weights, load_card

README = Path(__file__).parents[1] / "README.md"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Measured(Protocol):
    """A section of the report."""

    @property
    def task(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def told(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Claim:
    """section, line, column: of a table of the README, the beginning of the line's first cell; or `card` and
    words with one group, the figure. nth: which number of the cell. unit: what a written 1 means."""

    task: str
    row: str
    metric: str
    count: int
    section: str = ""
    line: str = ""
    column: int = 1
    nth: int = 0
    unit: float = 1.0
    card: str = ""
    words: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"card of {self.card}" if self.card else f"README, {self.section}: {self.line}"

    def written(self, readme: str) -> str | None:
        """The figure as it is written; None where it is not there."""
        if self.card:
            found = (
                re.search(self.words, load_card(self.card).recipe) if self.card in list_weights() else None
            )
            return found.group(1) if found else None
        for cells in _lines(readme, self.section):
            if cells[0].startswith(self.line) and self.column < len(cells):
                numbers = NUMBER.findall(cells[self.column])
                return numbers[self.nth] if self.nth < len(numbers) else None
        return None


def _lines(readme: str, section: str) -> Iterator[list[str]]:
    """The tables' lines under a heading, as cells."""
    _, _, rest = readme.partition(f"\n## {section}\n")
    for line in rest.partition("\n## ")[0].splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def _seen(line: str, task: str, metric: str, count: int, unit: float = 1.0, row: str = "ours") -> list[Claim]:
    """After, and apart for new draws and new kinds, of the table of what is not seen well."""
    section = "What is not seen well"
    rows = (row, f"{row}/new_draw", f"{row}/new_kind")
    return [
        Claim(task, name, metric, count, section, line, column, unit=unit)
        for name, column in zip(rows, (3, 4, 5), strict=True)
    ]


def _pair(task: str, section: str, count: int, line: str, metric: str, rows: Sequence[str]) -> list[Claim]:
    """One line of a table whose columns are rows of the task; "" skips a column."""
    return [
        Claim(task, row, metric, count, section, line, column) for column, row in enumerate(rows, 1) if row
    ]


CLAIMS: tuple[Claim, ...] = (
    *_seen("tags, mAP", "tags", "map_tags", 60),
    *_seen("parts, mIoU", "parse", "miou", 40),
    *_seen("joints, PCK", "parse", "pck", 40),
    *_seen("figure, alpha IoU", "parse", "alpha_iou", 40),
    *_seen("faces, AP50", "landmarks", "face_ap50", 48),
    *_seen("landmarks, NME", "landmarks", "nme:true_box", 48, 0.01),
    *_pair("eyes", "Eyes", 120, "iris's median color", "wish_delta_e", ("", "ours", "fallback")),
    *_pair("eyes", "Eyes", 120, "black irises to light", "wish_delta_e/black", ("", "ours", "fallback")),
    *_pair("eyes", "Eyes", 120, "white irises to dark", "wish_delta_e/white", ("", "ours", "fallback")),
    *_pair("eyes", "Eyes", 120, "order of light", "light_rank", ("", "ours", "fallback")),
    *_pair("eyes", "Eyes", 120, "changed pixels", "stray", ("", "ours", "fallback")),
    *_pair("eyes", "Eyes", 120, "iris IoU from 16", "iou:tall", ("", "ours", "fallback")),
    *_pair("faces", "Faces", 14, "judge: hair color", "wish:hair_color", ("ours", "fallback", "render")),
    *_pair("faces", "Faces", 14, "hair length", "wish:hair_length", ("ours", "fallback", "render")),
    *_pair("faces", "Faces", 14, "expression", "wish:expression", ("ours", "fallback", "render")),
    *_pair("faces", "Faces", 14, "KID", "kid", ("ours", "fallback")),
    *_pair("colorize", "Colorizer", 10, "20 dots", "psnr:figure/hints", ("", "", "ours", "fallback")),
    *_pair(
        "colorize", "Colorizer", 10, "another picture", "psnr:figure/reference", ("", "", "ours", "fallback")
    ),
    *_pair("colorize", "Colorizer", 10, "nothing", "psnr:figure/nothing", ("", "", "ours", "fallback")),
    *_pair("repose", "Repose", 12, "one reference", "psnr:figure/one", ("ours", "warp", "copy")),
    *_pair("repose", "Repose", 12, "four references", "psnr:figure/four", ("ours", "warp")),
    *_pair(
        "similar", "Similar pictures", 200, "same character", "map_at_10:character", ("", "library", "ours")
    ),
    *_pair("similar", "Similar pictures", 200, "same style", "map_at_10:style", ("", "library", "ours")),
    *_pair("similar", "Similar pictures", 200, "same pose name", "map_at_10:pose", ("", "library", "ours")),
    *_pair(
        *("reconstruct", "PI-REC, lines, upscaler", 14, "new draws, as drawn", "psnr:figure"),
        ("ours/new_draw", "fill/new_draw"),
    ),
    *_pair(
        *("reconstruct", "PI-REC, lines, upscaler", 14, "new draws, a third", "psnr:figure/missing"),
        ("ours/new_draw", "fill/new_draw"),
    ),
    *_pair(
        *("reconstruct", "PI-REC, lines, upscaler", 14, "new kinds, as drawn", "psnr:figure"),
        ("ours/new_kind", "fill/new_kind"),
    ),
    *_pair(
        *("reconstruct", "PI-REC, lines, upscaler", 14, "new draws, clean", "psnr:figure/clean"),
        ("ours/new_draw", "fill/new_draw"),
    ),
    *_pair(
        *("reconstruct", "PI-REC, lines, upscaler", 14, "new draws, rough", "psnr:figure/rough"),
        ("ours/new_draw", "fill/new_draw"),
    ),
    Claim("tags", "judge", "map_tags", 60, card="tagger_judge", words=r"mAP (\d\.\d+)"),
    Claim("eyes", "ours", "iou:tall", 60, card="iris", words=r"16 px on (\d\.\d+)"),
)


@dataclass(frozen=True)
class Verdict:
    """A claim, what is written, what was measured (None: not with as many characters), whether they agree."""

    claim: Claim
    written: str | None
    measured: float | None

    @property
    def differs(self) -> bool:
        """Whether it was measured and rounds to something else, or is not written at all."""
        if self.written is None:
            return True
        if self.measured is None:
            return False
        digits = len(self.written.partition(".")[2])
        return abs(self.measured / self.claim.unit - float(self.written)) > 0.5 * 10**-digits + 1e-9


def judged(sections: Sequence[Measured], claims: Sequence[Claim] = CLAIMS) -> list[Verdict]:
    """Every claim beside what the sections measured."""
    readme = README.read_text("utf-8")
    told = {s.task: s.told for s in sections if s.place == "characters" and s.told}
    out = []
    for claim in claims:
        task = told.get(claim.task, {})
        figure = task.get("rows", {}).get(claim.row, {}).get(claim.metric)
        value = None if figure is None or task.get("asked", task["count"]) != claim.count else figure["value"]
        out.append(Verdict(claim, claim.written(readme), value))
    return out


def told(sections: Sequence[Measured]) -> list[str]:
    """How many agree, in a sentence."""
    verdicts = judged(sections)
    measured = [v for v in verdicts if v.measured is not None]
    differing = sum(v.differs for v in measured)
    return [
        f"Of {len(verdicts)} written figures {len(measured)} were measured on as many characters: "
        f"{len(measured) - differing} agree, {differing} differ."
    ]


def table(sections: Sequence[Measured]) -> list[list[str]]:
    """A head, and those that differ."""
    lines = [["where", "task", "row", "figure", "written", "measured"]]
    for v in judged(sections):
        if v.differs:
            found = "" if v.measured is None else f"{v.measured / v.claim.unit:.3f}"
            names = [v.claim.task, v.claim.row, v.claim.metric]
            lines.append([v.claim.place, *names, v.written or "nothing", found])
    return lines
