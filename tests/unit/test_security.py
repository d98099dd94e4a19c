"""The promises of SECURITY.md about the source, and that each of them names a test that is there."""

from __future__ import annotations

import ast
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from anigen_core.errors import MAX_SENTENCE, InputError
from anigen_core.export import ora_bytes
from anigen_core.layers import Layer
from anigen_core.ui.doorkeeper import own_name
from anigen_core.ui.panels import lines_notes, message, painter_now, progress

ROOT = Path(__file__).parents[2]
SOURCE = sorted(path for folder in ("anigen_core", "train") for path in (ROOT / folder).rglob("*.py"))
SOURCE.append(ROOT / "app.py")

RUNS_DATA = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "yaml"}
"""Modules that can run what stands in a file."""

RUNS_TEXT = {
    "eval",
    "exec",
    "os.system",
    "os.popen",
    "pickle.load",
    "pickle.loads",
    "yaml.load",
    "joblib.load",
}
SCRIPT = "<img src=x onerror=alert(1)>"


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def wrongs(text: str) -> list[str]:
    """What in a module could run data as code."""
    tree, found = ast.parse(text), []
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        found += [name for name in names if name.partition(".")[0] in RUNS_DATA]
    for name, call in _calls(tree):
        given = {word.arg: word.value for word in call.keywords}
        unsafe = {
            "torch.load": getattr(given.get("weights_only"), "value", None) is not True,
            "np.load": "allow_pickle" in given and getattr(given["allow_pickle"], "value", True) is not False,
        }
        shell = "shell" in given and name.startswith("subprocess.")
        if name in RUNS_TEXT or unsafe.get(name) or shell:
            found.append(name)
    return found


def test_nothing_runs_data_as_code() -> None:
    assert len(SOURCE) > 300
    found = {str(path.relative_to(ROOT)): wrongs(path.read_text("utf-8")) for path in SOURCE}
    assert not {path: what for path, what in found.items() if what}


@pytest.mark.parametrize(
    "text",
    [
        *("import pickle", "from joblib import load", "import yaml", "eval(x)", "os.system(x)"),
        *("torch.load(p)", "torch.load(p, weights_only=False)", "np.load(p, allow_pickle=True)"),
        "subprocess.run(x, shell=True)",
    ],
)
def test_the_scan_would_notice(text: str) -> None:
    assert wrongs(text)


def test_every_promise_names_a_test_that_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert len(named) > 10
    for file, function in named:
        assert f"def {function}" in (ROOT / file).read_text("utf-8"), (file, function)


def test_text_from_outside_is_no_html() -> None:
    panels = (
        message("error", SCRIPT),
        progress(SCRIPT, 0.5, ["paint"], "paint"),
        lines_notes(np.zeros((4, 4), np.uint8), SCRIPT, 1.0),
        painter_now({"painter_now": SCRIPT, "pirec": SCRIPT, "colorize": SCRIPT, "fill": SCRIPT}),
    )
    for panel in panels:
        assert "<img" not in panel and "&lt;img" in panel


def test_a_name_of_a_layer_in_an_openraster_file_is_no_markup() -> None:
    name = '"/><script>alert(1)</script>&'
    picture = np.full((16, 16, 4), 255, np.uint8)
    with zipfile.ZipFile(io.BytesIO(ora_bytes([Layer(name, picture)], picture))) as file:
        stack = ElementTree.fromstring(file.read("stack.xml"))
    assert name in [one.get("name") for one in stack.iter("layer")]


def test_a_sentence_stays_a_sentence_whatever_it_quotes() -> None:
    said = str(InputError(f"There is no '{'a' * 5000}\x1b[2J'; choose another."))
    assert len(said) < MAX_SENTENCE + 10 and said.isprintable() and said.endswith("choose another.")


def test_only_a_studio_for_this_computer_alone_insists_on_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SPACE_ID", "GRADIO_ROOT_PATH", "GRADIO_SHARE", "GRADIO_SERVER_NAME"):
        monkeypatch.delenv(name, raising=False)
    assert own_name(None, known=False) and own_name("localhost", known=False)
    assert not own_name("0.0.0.0", known=False) and not own_name(None, known=True)
    monkeypatch.setenv("SPACE_ID", "ann/studio")
    assert not own_name(None, known=False)


def test_weights_and_documents_are_no_code() -> None:
    """What ships is safetensors and JSON; nothing else lies beside them."""
    folder = ROOT / "assets" / "weights"
    kinds = {path.suffix for path in folder.iterdir() if path.is_file()}
    assert kinds <= {".safetensors", ".json", ".md", ".txt"}
    for card in folder.glob("*.json"):
        json.loads(card.read_text("utf-8"))
