"""Two engines, one picture; the cache on disk; no telemetry; threads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from anigen_core import runner as runners
from anigen_core.calibration import calibration_input, calibration_picture, compare
from anigen_core.errors import InputError

NAME = "upscale"
ROOT = Path(__file__).parents[2]


def picture(size: int = 40) -> np.ndarray:
    return np.ascontiguousarray(calibration_picture(size).transpose(2, 0, 1)[None], np.float32) / 255


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def openvino(cache: Path) -> runners.OpenVinoRunner:
    made = runners.OpenVinoRunner(precision="float32", cache=cache)
    made.run(NAME, picture())
    return made


@pytest.fixture(scope="module")
def torch_runner() -> runners.TorchRunner:
    return runners.TorchRunner(device="cpu")


@pytest.mark.parametrize("name", [NAME, "waifu2x_cunet_scale2x"])
def test_both_engines_draw_the_same_picture(
    name: str, openvino: runners.OpenVinoRunner, torch_runner: runners.TorchRunner
) -> None:
    for size in (40, 52):
        first, second = openvino.run(name, picture(size)), torch_runner.run(name, picture(size))
        assert first.dtype == second.dtype == np.float32
        assert first.shape == second.shape
        assert abs(first - second).max() < 1e-4 < 1 / 255


def test_batches_and_any_size(openvino: runners.OpenVinoRunner, torch_runner: runners.TorchRunner) -> None:
    batch = np.concatenate([picture(36)[..., :30], picture(40)[..., :36, 10:]])
    for engine in (openvino, torch_runner):
        assert engine.run(NAME, batch).shape == (2, 3, 72, 60)


def test_results_are_not_overwritten_by_the_next_run(openvino: runners.OpenVinoRunner) -> None:
    first = openvino.run(NAME, picture())
    copy = first.copy()
    openvino.run(NAME, 1 - picture())
    np.testing.assert_array_equal(first, copy)


def test_many_threads_get_their_own_answer(openvino: runners.OpenVinoRunner) -> None:
    inputs = [picture() * shade for shade in np.linspace(0, 1, 12, dtype=np.float32)]
    alone = [openvino.run(NAME, tensor) for tensor in inputs]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda tensor: openvino.run(NAME, tensor), inputs))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_kept_network_needs_neither_torch_nor_telemetry(
    openvino: runners.OpenVinoRunner, cache: Path
) -> None:
    code = f"""
import sys
from tests import netguard
attempts = netguard.install()
import numpy as np
from anigen_core.runner import OpenVinoRunner
from pathlib import Path
runner = OpenVinoRunner(precision="float32", cache=Path({str(cache)!r}))
print(runner.run({NAME!r}, np.zeros((1, 3, 20, 20), np.float32)).shape)
print("torch" in sys.modules, sys.modules.get("openvino_telemetry"), attempts)
"""
    environment = {**os.environ, "CI": "", "HOME": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["(1, 3, 40, 40)", "False None []"]


@pytest.mark.parametrize("damage", ["network.bin", "network.xml", "facts.json"])
def test_a_damaged_cache_is_made_anew(damage: str, openvino: runners.OpenVinoRunner, cache: Path) -> None:
    (file,) = cache.glob(f"{NAME}-*/{damage}")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    again = runners.OpenVinoRunner(precision="float32", cache=cache).run(NAME, picture())
    np.testing.assert_allclose(again, openvino.run(NAME, picture()), atol=1e-5)
    assert file.stat().st_size > 0.9 * len(whole)


def test_without_a_folder_to_write_it_still_works(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    runner = runners.OpenVinoRunner(precision="float32", cache=tmp_path / "file" / "cache")
    assert runner.run(NAME, picture()).shape == (1, 3, 80, 80)


def test_the_precision_found_is_remembered(cache: Path) -> None:
    runner = runners.OpenVinoRunner(cache=cache)
    runner.run(NAME, picture())
    (file,) = cache.glob(f"{NAME}-*/facts.json")
    facts = json.loads(file.read_text())
    assert facts["precision"] in ("float32", "bfloat16") and facts["because"]
    assert runner.describe() == f"OpenVINO on the CPU, {facts['precision']}"
    facts["precision"] = "bfloat16" if "psnr" in facts else facts["precision"]
    file.write_text(json.dumps(facts))
    other = runners.OpenVinoRunner(cache=cache)
    other.run(NAME, picture())
    assert other.describe().endswith(facts["precision"])


def test_the_measure_of_the_precision_rule() -> None:
    exact = np.linspace(0, 1, 3 * 64 * 64, dtype=np.float32).reshape(1, 3, 64, 64)
    assert compare(exact, exact, 0.0) == (1.0, 120.0)
    within, psnr = compare(exact, exact + 3 / 255, 0.0)
    assert within < 0.02 and psnr == pytest.approx(38.6, abs=0.1)
    assert compare(exact * 2 - 1, (exact + 3 / 255) * 2 - 1, -1.0)[1] == pytest.approx(psnr, abs=1e-3)


def test_calibration_input_has_the_network_s_range() -> None:
    tensor = calibration_input(8, -1.0)
    assert tensor.shape == (1, 8, 128, 128) and tensor.dtype == np.float32
    assert -1 <= tensor.min() < -0.5 and 0.9 < tensor.max() <= 1


def test_torch_in_bfloat16_stays_close(torch_runner: runners.TorchRunner) -> None:
    half = runners.TorchRunner(precision="bfloat16", device="cpu")
    assert half.describe() == "torch on the CPU, bfloat16"
    difference = half.run(NAME, picture()) - torch_runner.run(NAME, picture())
    assert 1e-5 < abs(difference).max() < 0.1


def test_engines_are_picked_by_name() -> None:
    assert isinstance(runners.pick_runner("openvino"), runners.OpenVinoRunner)
    assert isinstance(runners.pick_runner("torch"), runners.TorchRunner)
    assert runners.pick_runner(precision="float32").describe().endswith(", float32")
    assert runners.pick_runner("openvino").describe() == "OpenVINO on the CPU"
    with pytest.raises(InputError, match="choose auto, torch or openvino"):
        runners.pick_runner("abacus")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="choose auto, float32 or bfloat16"):
        runners.pick_runner(precision="int3")  # type: ignore[arg-type]


def test_without_openvino_torch_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    assert isinstance(runners.pick_runner("auto"), runners.TorchRunner)
    with pytest.raises(InputError, match="OpenVINO is not installed; install it or choose the engine torch"):
        runners.pick_runner("openvino")


def test_unknown_weights_are_refused(openvino: runners.OpenVinoRunner) -> None:
    with pytest.raises(InputError, match="is missing"):
        openvino.run("nothing", picture())


def test_the_cache_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANIGEN_CACHE", str(tmp_path))
    assert runners.cache_folder() == tmp_path
    monkeypatch.delenv("ANIGEN_CACHE")
    assert "anigen" in str(runners.cache_folder())


def test_memory_that_was_given_back_is_taken_again(
    openvino: runners.OpenVinoRunner, torch_runner: runners.TorchRunner
) -> None:
    for engine in (openvino, torch_runner):
        before = engine.run(NAME, picture())
        engine.release()
        engine.release()
        assert np.array_equal(engine.run(NAME, picture()), before)


def test_memory_is_given_back_while_others_compute(openvino: runners.OpenVinoRunner) -> None:
    wanted = openvino.run(NAME, picture(64))
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(openvino.run, NAME, picture(64)) for _ in range(12)]
        while not all(run.done() for run in runs):
            openvino.release()
        assert all(np.array_equal(run.result(), wanted) for run in runs)
