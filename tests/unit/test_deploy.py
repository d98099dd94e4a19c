"""What is needed to put the studio elsewhere: a Space, a container, a lent GPU."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

from anigen_core.document import Document
from anigen_core.ui.zero_gpu import on_lent_gpu

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"

KEYS = {
    *(
        "title",
        "emoji",
        "colorFrom",
        "colorTo",
        "sdk",
        "sdk_version",
        "python_version",
        "app_file",
        "app_port",
    ),
    *("base_path", "fullWidth", "header", "short_description", "models", "datasets", "tags", "thumbnail"),
    *("pinned", "hf_oauth", "disable_embedding", "startup_duration_timeout", "custom_headers"),
    *("preload_from_hub", "suggested_hardware", "license"),
}
"""What the front matter of a Space may hold, as its reference says."""
COLORS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}


def test_the_front_matter_of_the_space_is_valid() -> None:
    text = (DEPLOY / "space" / "README.md").read_text("utf-8")
    _, matter, words = text.split("---\n", 2)
    values = yaml.safe_load(matter)
    assert set(values) <= KEYS and values["sdk"] == "gradio" and len(values["short_description"]) <= 60
    assert {values["colorFrom"], values["colorTo"]} <= COLORS and values["header"] in ("mini", "default")
    assert (ROOT / values["app_file"]).is_file() and "AniGen" in words
    assert values["suggested_hardware"] == "cpu-basic" and re.fullmatch(
        r"\d+[hm]", values["startup_duration_timeout"]
    )


def test_the_space_installs_what_the_program_needs() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    listed = (DEPLOY / "space" / "requirements.txt").read_text().splitlines()
    version = re.search(r"sdk_version: (\S+)", (DEPLOY / "space" / "README.md").read_text())
    assert version is not None
    assert set(needed) - set(listed) == {"gradio>=6.31,<7"} and version[1].startswith("6."), (
        "the SDK brings it"
    )


def test_the_upload_lists_what_would_go_without_a_network(tmp_path: Path) -> None:
    environment = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:9", "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, DEPLOY / "upload.py", "me/anigen", "--dry-run"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=True)
    *lines, total = done.stdout.splitlines()
    names = [line.split()[-1] for line in lines]
    for name in ("app.py", "README.md", "requirements.txt", ".gitattributes", "anigen_core/pipeline.py"):
        assert name in names
    assert not [name for name in names if name.startswith(("tests", "train", ".venv", "runs"))]
    weights = [line for line in lines if line.endswith(".safetensors")]
    assert weights and all(" large " in line for line in weights)
    assert total.startswith(f"{len(names)} files, ") and total.endswith("to the Space me/anigen.")
    done = subprocess.run([*command[:2], "me", "--dry-run"], capture_output=True, text=True)
    assert done.returncode == 2 and "OWNER/NAME" in done.stderr


def test_the_container_is_no_root_and_copies_what_there_is() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    kept = [line[1:] for line in ignored if line.startswith("!")]
    for line in text.splitlines():
        if line.startswith("COPY"):
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists() and any(source.startswith(place) for place in kept), source
    steps = [line.split()[0] for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert steps.index("USER") < steps.index("ENTRYPOINT") and "HEALTHCHECK" in steps


def test_compose_runs_it_read_only_with_a_look_at_its_health() -> None:
    services: Any = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for service in services.values():
        assert service["read_only"] and service["user"] == "1000:1000" and service["cap_drop"] == ["ALL"]
        assert "startup-events" in service["healthcheck"]["test"][-1] and service["tmpfs"]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    # The usual build of torch has CUDA in it; another index is for machines without a GPU.
    assert services["studio-gpu"]["build"]["args"]["TORCH_INDEX"] == ""


def test_a_gpu_is_asked_for_only_where_one_is_lent(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("SPACES_ZERO_GPU", raising=False)
    assert on_lent_gpu(lambda document: document) is None and "spaces" not in sys.modules
    # The package itself runs on such a Space alone; this is the part of it that is used.
    (tmp_path / "spaces.py").write_text(
        "def GPU(duration):\n"
        "    return lambda function: lambda document: (duration(document), function(document))\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    finish = on_lent_gpu(lambda document: "finished")
    assert finish is not None and finish(Document.compose(size=(64, 64))) == (10, "finished")
    del sys.modules["spaces"]
