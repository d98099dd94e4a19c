"""The report of all tasks as one HTML file with its pictures inside, and as Markdown beside its pictures.

Both are made of the same blocks: what the tasks wrote (metrics.json, the grids) is all they know.
"""

from __future__ import annotations

import base64
import html
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from train.runs import write_safely

from . import agreement
from .plan import PLANS, TASKS, Place
from .report import metric_of

GRIDS = ("random", "best", "worst")
WIDEST = 1200
"""Pixels of a picture inside the HTML; the folder has it whole."""

KINDS = {
    "": "All pictures",
    "new_draw": "New draws of known kinds",
    "new_kind": "New kinds",
    "avatar": "Avatars",
    "drawing": "Drawings",
}
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 1360px; margin: 2em auto; padding: 1em }
h2 { margin-top: 2.5em; border-bottom: 2px solid #ddd } h3 { margin: 1.4em 0 .4em; font-size: 1em }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums }
th, td { padding: .25em .7em; text-align: right; border-bottom: 1px solid #e4e4e4; white-space: nowrap }
th:first-child, td:first-child { text-align: left } th { background: #f5f5f5 }
.wide { overflow-x: auto } small { color: #777 } .bad { color: #a40000 } img { max-width: 100% }
summary { cursor: pointer; margin: .6em 0 } figure { margin: 1em 0 }
figcaption { color: #555; font-size: 13px }
"""


@dataclass(frozen=True)
class Section:
    """One task on one kind of pictures. told: its metrics.json, and as
    "asked" the number that was asked for, of eyes or pictures; or nothing. why: what went wrong."""

    task: str
    place: Place
    folder: Path
    told: dict[str, Any] = field(default_factory=dict)
    why: str | None = None

    @classmethod
    def read(cls, task: str, place: Place, folder: Path, why: str | None = None) -> Section:
        """From the folder that the task wrote."""
        path = folder / "metrics.json"
        told = json.loads(path.read_text("utf-8")) if why is None and path.is_file() else {}
        path = folder / "asked.json"
        if told and path.is_file():
            told["asked"] = int(json.loads(path.read_text("utf-8"))["count"])
        return cls(task, place, folder, told, why)

    @property
    def title(self) -> str:
        """Of the heading."""
        return self.task if self.place == "characters" else f"{self.task}, {self.place}"

    @property
    def words(self) -> str:
        """What the task finds out."""
        words = TASKS[self.task]
        return words[0].upper() + words[1:]

    @property
    def rows(self) -> dict[str, Any]:
        """Row to metric to value, low, high."""
        return self.told.get("rows", {})

    def pictures(self) -> list[Path]:
        """The grids: by chance, best, worst; then what else the task drew."""
        if not self.told:
            return []
        files = [self.folder / f"{name}.png" for name in GRIDS]
        others = sorted(p for p in self.folder.glob("*.png") if p.stem not in GRIDS)
        return [p for p in [*files, *others] if p.is_file()]


Table = list[list[str]]


def write(folder: Path, sections: Sequence[Section]) -> None:
    """report.html and report.md, each in one go."""
    folder.mkdir(parents=True, exist_ok=True)
    page, text = _html(sections), _markdown(folder, sections)
    write_safely(folder / "report.html", lambda file: file.write(page.encode()))
    write_safely(folder / "report.md", lambda file: file.write(text.encode()))


# --- what both are made of ---------------------------------------------------------------------------------


def tables(section: Section) -> Iterator[tuple[str, Table]]:
    """A heading and a table for each kind of pictures: metrics down, rows across."""
    kinds = list(dict.fromkeys(row.partition("/")[2].removesuffix(" (recorded)") for row in section.rows))
    for kind in kinds:
        rows = [r for r in section.rows if r.partition("/")[2].removesuffix(" (recorded)") == kind]
        metrics = list(dict.fromkeys(m for row in rows for m in section.rows[row]))
        table = [["", *(_short(row) for row in rows)]]
        for metric in metrics:
            arrow = "↑" if metric_of(metric).better == "higher" else "↓"
            cells = (_cell(section.rows[row].get(metric), metric) for row in rows)
            table.append([f"{metric} {arrow}", *cells])
        yield KINDS.get(kind, kind), table


def _short(row: str) -> str:
    name = row.partition("/")[0]
    return f"{name} (recorded)" if row.endswith("(recorded)") and "(recorded)" not in name else name


def _cell(figure: dict[str, float] | None, metric: str) -> str:
    if figure is None:
        return ""
    digits = metric_of(metric).digits
    if figure["low"] == figure["high"]:  # a single character: nothing is known of its spread
        return f"{figure['value']:.{digits}f}"
    return f"{figure['value']:.{digits}f} [{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"


def summary(sections: Sequence[Section]) -> Table:
    """One line for each task: its main figure for ours and for everybody it is measured against."""
    head = ["task", "pictures of", "figure", "ours", "without weights", "original form", "pix2pix"]
    table = [[*head, "ours, new draws", "ours, new kinds", "bars met"]]
    for section in sections:
        plan, rows = PLANS[section.task], section.rows
        metric = plan.metric
        names = (plan.ours, plan.without, plan.original, plan.pix2pix)
        cells = [_cell(_figure(rows, name, metric), metric) for name in names]
        kinds = [
            _cell(_figure(rows, f"{plan.ours}/{kind}", metric), metric) for kind in ("new_draw", "new_kind")
        ]
        bars = section.told.get("bars", [])
        met = f"{sum(bar['met'] for bar in bars)} of {len(bars)}" if bars else ""
        who = f"{section.place}: {section.told['count']}" if section.told else section.place
        if section.why is not None:
            cells[0] = "failed"
        elif not any(cells):
            cells[0] = "pictures only"
        cells = [cell or "-" for cell in cells]
        table.append([section.task, who, metric, *cells, *kinds, met])
    return table


def _figure(rows: dict[str, Any], name: str, metric: str) -> dict[str, float] | None:
    row = rows.get(name) or rows.get(f"{name} (recorded)") or {}
    return row.get(metric)


def _bars(section: Section) -> Table:
    bars = section.told.get("bars", [])
    if not bars:
        return []
    table = [["asked", "wanted", "measured", "met"]]
    for bar in bars:
        value = bar["value"]
        digits = 2 if value is None or abs(value) >= 0.1 else 4
        found = (
            "not measured"
            if value is None
            else f"{value:.{digits}f} [{bar['low']:.{digits}f}, {bar['high']:.{digits}f}]"
        )
        table.append([bar["bar"], bar["wanted"], found, "met" if bar["met"] else "not met"])
    return table


LEGEND = (
    "Square brackets hold 95 % intervals of a bootstrap over characters; a single one has none. "
    "↑: higher is better, ↓: lower. A dash was not measured: where the paper's form or pix2pix has none, it "
    "has not been trained on these pictures. Lines and cleanup ship no network: ours is the rule there."
)


# --- Markdown ----------------------------------------------------------------------------------------------


def _markdown(folder: Path, sections: Sequence[Section]) -> str:
    parts = ["# What the stages make, measured", LEGEND, _piped(summary(sections))]
    parts += ["## Figures of train/README.md and the weight cards", *agreement.told(sections)]
    differing = agreement.table(sections)
    parts += [_piped(differing)] if len(differing) > 1 else []
    for section in sections:
        parts += [f"## {section.title}", f"{section.words}."]
        if section.why is not None:
            parts.append(f"**Not measured:** {section.why}")
        for title, table in tables(section):
            parts += [f"### {title}", _piped(table)]
        parts += [*section.told.get("notes", []), *([_piped(_bars(section))] if _bars(section) else [])]
        for path in section.pictures():
            parts.append(f"{path.stem}:\n\n![{section.title}, {path.stem}]({path.relative_to(folder)})")
    return "\n\n".join(parts) + "\n"


def _piped(table: Table) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table]
    return "\n".join([lines[0], "|" + "---|" * len(table[0]), *lines[1:]])


# --- HTML --------------------------------------------------------------------------------------------------


def _html(sections: Sequence[Section]) -> str:
    body = ["<h1>What the stages make, measured</h1>", f"<p>{LEGEND}</p>", _grid(summary(sections))]
    body.append("<h2>Figures of train/README.md and the weight cards</h2>")
    body += [f"<p>{html.escape(line)}</p>" for line in agreement.told(sections)]
    differing = agreement.table(sections)
    body += [_grid(differing)] if len(differing) > 1 else []
    for section in sections:
        body.append(f'<h2 id="{html.escape(section.folder.name)}">{html.escape(section.title)}</h2>')
        body.append(f"<p>{html.escape(section.words)}.</p>")
        if section.why is not None:
            body.append(f'<p class="bad">Not measured: {html.escape(section.why)}</p>')
        for number, (title, table) in enumerate(tables(section)):
            mark = " open" if number == 0 else ""
            body.append(f"<details{mark}><summary>{html.escape(title)}</summary>{_grid(table)}</details>")
        body += [f"<p>{html.escape(note)}</p>" for note in section.told.get("notes", [])]
        if _bars(section):
            body.append(f"<details><summary>What is asked</summary>{_grid(_bars(section))}</details>")
        body += [_inside(path, section.title) for path in section.pictures()]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>AniGen Studio, measured</title>'
        f"<style>{STYLE}</style>{''.join(body)}</html>\n"
    )


def _grid(table: Table) -> str:
    def marked(cell: str) -> str:
        value, bracket, rest = html.escape(cell).partition(" [")
        return f"{value} <small>[{rest}</small>" if bracket else value

    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in table[0])
    rows = ("<tr>" + "".join(f"<td>{marked(cell)}</td>" for cell in row) + "</tr>" for row in table[1:])
    return f'<div class="wide"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _inside(path: Path, title: str) -> str:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)))
    if picture.height > 16000:  # the format's own limit is 16383
        picture = picture.crop((0, 0, picture.width, 16000))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82)
    data = base64.b64encode(out.getvalue()).decode()
    words = html.escape(f"{title}: {path.stem.replace('_', ' ')}")
    return (
        f'<figure><figcaption>{words}</figcaption><img loading="lazy" alt="{words}" '
        f'src="data:image/webp;base64,{data}"></figure>'
    )
