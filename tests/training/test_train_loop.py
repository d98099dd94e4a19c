"""The trainer: resuming after a kill, several processes, options, budgets, GANs, the weights it writes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core import weights
from anigen_core.errors import InputError
from tests.unit.train_toy import Options, Recipe
from train import loop, runs
from train.options import describe, parse
from train.schedule import WARM_UP, Budget, rate_factor, step_seed

ROOT = Path(__file__).resolve().parents[2]
BASE = Options(device="cpu", tensorboard=False, save_every=4, log_every=3, sample_every=1000)


@pytest.fixture(autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def script(*words: str, module: str = "tests.unit.train_toy", **environment: str) -> Any:
    env = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", **environment}
    run = [sys.executable, "-m", *module.split(), *words]
    return subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)


def state(folder: Path) -> dict[str, Any]:
    return runs.load_state(folder / "state.safetensors")


def assert_same(a: Any, b: Any, where: str = "state") -> None:
    """Bit for bit, through dicts and lists; the seconds aside."""
    if isinstance(a, dict):
        assert a.keys() == b.keys(), where
        for key in a.keys() - {"seconds"}:
            assert_same(a[key], b[key], f"{where}.{key}")
    elif isinstance(a, torch.Tensor):
        assert torch.equal(a, b), where
    elif isinstance(a, list):
        for i, (x, y) in enumerate(zip(a, b, strict=True)):
            assert_same(x, y, f"{where}[{i}]")
    else:
        assert a == b, where


def test_a_killed_run_goes_on_to_the_weights_of_an_unbroken_one(tmp_path: Path) -> None:
    """With a critic, a gradient penalty, dropout, and steps that were taken but not saved."""
    words = ["--steps", "18", "--save-every", "4", "--device", "cpu", "--no-tensorboard", "--log-every", "3"]
    words += ["--adversarial"]
    broken = script(*words, "--out", str(tmp_path / "a"), TOY_KILL_AT="13")
    assert broken.returncode == -signal.SIGKILL, broken.stderr
    assert state(tmp_path / "a")["step"] == 12
    again = script(*words, "--out", str(tmp_path / "a"))
    assert again.returncode == 0 and "from step 12" in again.stderr, again.stderr
    options = replace(BASE, out=tmp_path / "b", steps=18, adversarial=True)
    loop.run(Recipe, options)  # one process, unbroken
    assert_same(state(tmp_path / "a"), state(tmp_path / "b"))
    made = [(tmp_path / name / "toy.safetensors").read_bytes() for name in "ab"]
    assert made[0] == made[1]
    rows = [json.loads(line) for line in (tmp_path / "a" / "metrics.jsonl").read_text().splitlines()]
    steps = [row["step"] for row in rows if "loss" in row]
    assert steps == sorted(set(steps)) and steps[-1] == 18


def test_two_processes_draw_differently_and_end_with_equal_weights(tmp_path: Path) -> None:
    words = ["--nproc_per_node", "2", "-m", "tests.unit.train_toy", "--device", "cpu", "--steps", "12"]
    done = script(*words, "--no-tensorboard", "--out", str(tmp_path), module="torch.distributed.run")
    assert done.returncode == 0, done.stderr
    (line,) = [w for w in (tmp_path / "log.txt").read_text().splitlines() if "World size 2" in w]
    seeds = line.split("by process: ")[1].split(";")[0].split(", ")
    assert seeds == [str(step_seed(0, rank, 0)) for rank in (0, 1)]
    assert "weights equal in all" in line and line in done.stderr
    alone = tmp_path / "alone"
    loop.run(Recipe, replace(BASE, out=alone, steps=12))
    assert not torch.equal(state(tmp_path)["network"]["tail.weight"], state(alone)["network"]["tail.weight"])


@dataclass(frozen=True)
class Few:
    size: Annotated[int, "how large"] = 3
    share: float | None = None
    kind: Literal["a", "b"] = "a"
    fast: bool = False
    out_folder: Path = Path("x")
    plain: str = loop.option("p", "said the other way")


def test_options_are_read_by_their_types() -> None:
    assert parse(Few, []) == Few()
    words = ["--size=4", "--share", "-0.5", "--kind", "b", "--fast", "--out-folder", "y z"]
    assert parse(Few, words) == Few(4, -0.5, "b", True, Path("y z"))
    assert not parse(Few, ["--fast", "--no-fast"]).fast
    text = describe(Few)
    assert "how large [3]" in text and "said the other way [p]" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--sise", "4"], "There is no option --sise; the options are --fast, --kind, --out-folder,"),
        (["--no-size"], "There is no option --no-size; the options are"),
        (["size"], "There is no option size;"),
        (["--size"], "The option --size needs a value."),
        (["--size", "--fast"], "The option --size needs a value."),
        (["--size", "x"], "--size takes a whole number, not 'x'."),
        (["--share", "x"], "--share takes a number, not 'x'."),
        (["--kind", "c"], "--kind is one of a, b, not 'c'."),
        (["--fast=1"], "The option --fast takes no value."),
    ],
)  # fmt: skip
def test_wrong_options_are_refused_in_one_sentence(words: list[str], sentence: str) -> None:
    with pytest.raises(InputError) as told:
        parse(Few, words)
    assert str(told.value).startswith(sentence)


def test_a_script_says_what_was_wrong(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for words, sentence in (
        (["--epochs", "3"], "There is no option --epochs; the options are --adversarial, --batch,"),
        ([], "Give a budget: either --steps N or --minutes M."),
        (["--steps", "3", "--minutes", "1"], "Give a budget"),
        (["--steps", "3", "--batch", "0"], "The option --batch must be above 0."),
    ):
        with pytest.raises(SystemExit) as ended:
            loop.main(Recipe, [*words, "--out", str(tmp_path)])
        said = capsys.readouterr().err
        assert ended.value.code == 2 and said.startswith(sentence) and said.count("\n") == 1
    loop.main(Recipe, ["--help"])
    assert "--save-every" in capsys.readouterr().out


class Clock:
    """Seconds that pass by `pace` with every look."""

    def __init__(self, pace: float) -> None:
        self.now, self.pace = 100.0, pace

    def __call__(self) -> float:
        self.now += self.pace
        return self.now


def test_minutes_shape_the_schedule_and_count_from_before_a_resume(tmp_path: Path) -> None:
    options = replace(BASE, out=tmp_path, minutes=1.0, log_every=1)
    loop.run(Recipe, options, clock=Clock(1.5))
    rows = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    rows = [row for row in rows if "loss" in row]
    progress, rates = np.array([r["progress"] for r in rows]), np.array([r["rate"] for r in rows])
    assert (np.diff(progress) > 0).all() and progress[-1] > 0.8
    top = int(rates.argmax())
    assert progress[top - 1] < 0.1 <= progress[top] or abs(progress[top] - 0.1) < 0.06  # risen by a tenth
    assert (np.diff(rates[top:]) < 0).all() and rates[-1] < 0.25 * options.rate
    first = state(tmp_path)
    assert first["seconds"] >= 60
    loop.run(Recipe, options, clock=Clock(1.5))  # the budget is spent: no further step
    assert state(tmp_path)["step"] == first["step"]
    loop.run(Recipe, replace(options, minutes=1.5), clock=Clock(1.5))
    more = state(tmp_path)["step"] - first["step"]
    assert 0 < more < 0.8 * first["step"]


def test_the_rate_rises_over_300_steps_or_a_tenth_and_falls_as_a_cosine() -> None:
    long = [rate_factor(s, Budget(steps=30_000).progress(s, 0)) for s in range(30_000)]
    assert long[0] == pytest.approx(1 / WARM_UP) and max(long) == pytest.approx(1, abs=1e-3)
    assert int(np.argmax(long)) == WARM_UP - 1
    assert long[15_000] == pytest.approx(0.525, abs=1e-3) and long[-1] == pytest.approx(0.05, abs=1e-3)
    short = [rate_factor(s, s / 100) for s in range(100)]
    assert int(np.argmax(short)) == 10
    late = [rate_factor(s, 0.4 + 0.6 * s / 6000, began=0.4) for s in range(6000)]  # a critic that joins late
    assert late[0] < 0.01 and int(np.argmax(late)) == WARM_UP - 1


def test_the_run_folder_and_the_weights(tmp_path: Path) -> None:
    out = tmp_path / "run"
    shipped = tmp_path / "shipped" / "toy_two.safetensors"
    options = replace(BASE, out=out, steps=10, sample_every=5, export=shipped, tensorboard=True)
    loop.run(Recipe, options)
    config, code = (json.loads((out / f"{name}.json").read_text()) for name in ("config", "code"))
    assert (
        config["options"]["steps"] == 10 and config["precision"] in ("fp32", "bf16") and config["world"] == 1
    )
    assert len(code["sources"]) == 64
    assert "Done after 10 steps" in (out / "log.txt").read_text()
    assert list((out / "tensorboard").iterdir()) and (out / "samples" / "step_0000005.png").exists()
    assert Image.open(out / "curve.png").size == (960, 540) and Image.open(out / "sample.png").size == (
        36,
        36,
    )
    rows = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    assert {"ema", "raw"} <= rows[-1].keys() and rows[0]["images_per_second"] > 0
    average = state(out)["average"]
    for folder, name in ((out, "toy"), (shipped.parent, "toy_two")):
        network = weights.build(name, folder)
        for key, value in network.state_dict().items():
            assert torch.equal(value, average[key].half().float()), key
        card = weights.load_card(name, folder)
        assert card.architecture == "upconv_7" and card.dtype == "float16" and card.params == 552_483
        assert card.metrics["steps"] == 10 and "10 steps of 2 pictures" in card.recipe
    again = replace(BASE, out=tmp_path / "more", steps=1, start=shipped)
    loop.run(Recipe, again)
    moved = state(tmp_path / "more")["network"]
    assert max(float((moved[k] - average[k]).abs().max()) for k in moved) < 5e-3


def test_what_a_run_refuses(tmp_path: Path) -> None:
    options = replace(BASE, out=tmp_path, steps=2)
    loop.run(Recipe, options)
    with pytest.raises(InputError, match="holds a run with batch 2, not 3"):
        loop.run(Recipe, replace(options, batch=3))
    loop.run(Recipe, replace(options, steps=3, workers=7))  # these may change
    (tmp_path / "bad.safetensors").write_bytes(b"bad")
    with pytest.raises(InputError, match="cannot start this network"):
        loop.run(Recipe, replace(options, out=tmp_path / "c", start=tmp_path / "bad.safetensors"))
    (tmp_path / "state.safetensors").write_bytes(b"bad")
    with pytest.raises(InputError, match="cannot be read"):
        loop.run(Recipe, options)


class Broken(Recipe):
    def loss(self, network, batch, step):
        factor = float("nan") if step.number >= 6 else 1.0
        return {name: term * factor for name, term in super().loss(network, batch, step).items()}


def test_a_loss_that_is_no_number_ends_the_run_and_spares_the_state(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="is not a number at step"):
        loop.run(Broken, replace(BASE, out=tmp_path, steps=20, log_every=50))
    saved = state(tmp_path)
    assert saved["step"] == 4 and all(torch.isfinite(v).all() for v in saved["network"].values())


class Told(Recipe):
    def batch(self, step):
        if step.number == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return super().batch(step)


def test_sigterm_saves_and_ends(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    loop.run(Told, replace(BASE, out=tmp_path, steps=20))
    assert state(tmp_path)["step"] == 4 and "Stopped after 4 steps" in (tmp_path / "log.txt").read_text()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_half_written_file_never_replaces_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "state.safetensors"
    runs.save_state(path, {"step": 1})

    def fail(file: Any) -> None:
        file.write(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        runs.write_safely(path, fail)
    assert state(tmp_path)["step"] == 1 and [p.name for p in tmp_path.iterdir()] == ["state.safetensors"]
