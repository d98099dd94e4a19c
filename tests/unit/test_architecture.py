"""The arrows of the house: who may import whom, read from the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "anigen_core"
SOURCES = sorted(CORE.rglob("*.py"))

ENGINES = {"torch", "torchvision", "openvino", "controlnet_aux", "gradio"}
PLAIN_NAMES = {
    *("document", "settings", "archive", "recipe", "pose", "color", "imaging", "lineart", "layers"),
    *("joining", "errors", "progress", "motion", "animation"),
}
PLAIN = sorted(
    path
    for path in SOURCES
    if path.parent.name in {"inking", "painting", "layering", "mannequin", "facemaking", "reposing"}
    or (path.parent == CORE and path.stem.split("_")[0] in PLAIN_NAMES)
)


def imports(path: Path, *, top_level: bool = False) -> set[str]:
    """Full dotted names that a file imports; `top_level` leaves out imports inside functions."""
    tree = ast.parse(path.read_text("utf-8"))
    found: set[str] = set()
    type_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in tree.body if top_level else ast.walk(tree):
        if id(node) in type_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).with_suffix("").parts[: -node.level or None]
            base = ".".join((*package, node.module or "")) if node.level else node.module or ""
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def tops(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", PLAIN, ids=lambda p: p.stem)
def test_plain_modules_know_no_engine(path: Path) -> None:
    used = tops(imports(path, top_level=True))
    assert not used & ENGINES
    # imaging converts tensors, lazily; nobody else may even do that.
    if path.stem != "imaging":
        assert not tops(imports(path)) & ENGINES


@pytest.mark.parametrize("path", sorted((CORE / "networks").glob("*.py")), ids=lambda p: p.stem)
def test_networks_know_torch_only(path: Path) -> None:
    used = imports(path)
    assert not {n for n in used if n.startswith("anigen_core") and not n.startswith("anigen_core.networks")}
    assert not tops(used) & (ENGINES - {"torch"})


@pytest.mark.parametrize("path", sorted((CORE / "stages").glob("*.py")), ids=lambda p: p.stem)
def test_no_stage_knows_another(path: Path) -> None:
    others = {f"anigen_core.stages.{p.stem}" for p in (CORE / "stages").glob("*.py")} - {
        f"anigen_core.stages.{path.stem}",
        "anigen_core.stages.__init__",
    }
    assert not imports(path) & (others | {"anigen_core.pipeline", "anigen_core.cli", "anigen_core.ui"})


@pytest.mark.parametrize("path", sorted((CORE / "library").glob("*.py")), ids=lambda p: p.stem)
def test_a_library_knows_neither_the_chain_nor_the_doors(path: Path) -> None:
    doors = ("anigen_core.pipeline", "anigen_core.cli", "anigen_core.ui")
    assert not [name for name in imports(path) if name.startswith(doors)]
    assert not tops(imports(path, top_level=True)) & ENGINES


def test_only_the_page_knows_gradio() -> None:
    users = {p.relative_to(CORE) for p in SOURCES if "gradio" in tops(imports(p))}
    assert all(path.parts[0] == "ui" for path in users)


def test_the_package_never_imports_training() -> None:
    assert not [p for p in SOURCES if "train" in tops(imports(p))]


def test_no_print_in_the_package() -> None:
    calls = [
        path
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not calls


def test_no_pickle_anywhere() -> None:
    for path in [*SOURCES, *(ROOT / "train").rglob("*.py")]:
        assert not tops(imports(path)) & {"pickle", "dill", "shelve", "marshal", "joblib"}, path
        # One exception: a package's own file for the evaluation, read as plain tensors.
        plain = "torch.load(File.get_model_file_path(), weights_only=True)"
        text = path.read_text("utf-8").replace(plain, "")
        assert "torch.load(" not in text, path


def test_importing_the_package_is_light() -> None:
    code = "import sys, anigen_core; print(sorted({'torch', 'numpy', 'gradio', 'cv2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
