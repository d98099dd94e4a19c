"""One way to run a network, two engines: torch (reference, GPU) and OpenVINO (CPU).

Both take the name of shipped weights (anigen_core/weights.py) and BCHW float32 arrays, and agree within
1/255. The OpenVINO engine converts a network once with torch's tracer and keeps the result on disk, so that
later starts need no torch at all. Nothing here ever opens a connection: OpenVINO's telemetry is kept from
loading.

**Precision.** float32 is the rule. The OpenVINO engine uses bfloat16 only if all of this holds, measured once
on the calibration picture and remembered with the converted network:
  1. the CPU reports bfloat16 among its own capabilities;
  2. against float32, at least 99 % of the 8-bit samples lie within 1/255, and PSNR is at least 50 dB;
  3. it is at least 1.2 times as fast.
For networks that paint (`PAINTERS`) the second point reads: PSNR is at least 40 dB on a drawing. What they
paint is itself some 20 to 30 dB from what the artist would have; at 30 dB, 40 dB more cost 0.4 dB.
Networks whose output is no picture (scale 0 on their card) stay at float32.
(waifu2x fails 2: it shifts flat colors by up to 2/255. int8 is not used: it needs pictures to calibrate on.)
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import threading
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from anigen_core import weights
from anigen_core.calibration import calibration_drawing, calibration_input, compare
from anigen_core.errors import InputError
from anigen_core.folders import cache_folder

if TYPE_CHECKING:
    from anigen_core.adapted import Adapted

log = logging.getLogger(__name__)

Precision = Literal["auto", "float32", "bfloat16"]

WITHIN_ONE = 0.99
MIN_PSNR = 50.0
MIN_SPEEDUP = 1.2
PAINTERS = {"pirec", "pirec_original", "pix2pix"}
MIN_PAINTER_PSNR = 40.0
CACHE_VERSION = 4


class Runner(Protocol):
    """What a stage needs from an engine."""

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        """Run the weights `name` on float32 arrays, BCHW where they are pictures; returns a new BCHW float32
        array. Thread-safe.

        Raises:
            InputError: there are no such weights, or their file is damaged.
        """
        ...

    def describe(self, name: str | None = None) -> str:
        """The engine in words, such as "OpenVINO on the CPU, float32"; the precision once it is known, of the
        weights `name` or of all that ran."""
        ...

    def card(self, name: str) -> weights.WeightCard | None:
        """What is known about the weights `name`; None where this runner has none of that name."""
        ...


def pick_runner(
    engine: Literal["auto", "torch", "openvino"] = "auto",
    *,
    precision: Precision = "auto",
    folder: Path | None = None,
    adapted: Sequence[Adapted] = (),
) -> TorchRunner | OpenVinoRunner:
    """The engine asked for; "auto" is torch where it finds a CUDA GPU, else OpenVINO, else torch on the CPU.

    `folder` holds the weights; None means those that came with the program. `adapted`: somebody's own, each
    in the place of the shipped ones whose network it has.

    Raises:
        InputError: OpenVINO was asked for and is not installed, or the name is unknown.
    """
    if engine not in ("auto", "torch", "openvino"):
        raise InputError(f"There is no engine {engine!r}; choose auto, torch or openvino.")
    if engine == "torch" or (engine == "auto" and _cuda_works()):
        runner = TorchRunner(precision=precision, folder=folder, adapted=adapted)
    else:
        try:
            runner = OpenVinoRunner(precision=precision, folder=folder, adapted=adapted)
        except ImportError as error:
            if engine == "openvino":
                raise InputError(
                    "OpenVINO is not installed; install it or choose the engine torch."
                ) from error
            runner = TorchRunner(precision=precision, folder=folder, adapted=adapted)
    log.info("Networks run with %s.", runner.describe())
    return runner


def _cuda_works() -> bool:
    """Whether torch can use a GPU. Asks the driver first, for importing torch takes seconds."""
    library = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    import torch

    return torch.cuda.is_available()


@dataclass
class _Loaded:
    """A network ready to run. The lock lets one thread at a time use it. release: frees what it used."""

    call: Any
    precision: str
    release: Callable[[], object] = lambda: None
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Engine(ABC):
    """What both engines share: networks by name, each loaded once, whichever thread asks first."""

    label = ""

    def __init__(self, precision: Precision, folder: Path | None, adapted: Sequence[Adapted]) -> None:
        if precision not in ("auto", "float32", "bfloat16"):
            raise InputError(f"There is no precision {precision!r}; choose auto, float32 or bfloat16.")
        self._precision = precision
        self._folder = folder
        self._adapted = {own.network: own for own in adapted}
        self._networks: dict[str, _Loaded] = {}
        self._cards: dict[str, weights.WeightCard] = {}
        self._loading = threading.Lock()

    def describe(self, name: str | None = None) -> str:
        networks = dict(self._networks)
        used = sorted({network.precision for key, network in networks.items() if name in (None, key)})
        if not used and self._precision == "auto":
            return self.label  # the precision is chosen when the first network loads
        return f"{self.label}, {' and '.join(used) or self._precision}"

    def card(self, name: str) -> weights.WeightCard | None:
        if name not in self._cards:
            try:
                self._cards[name] = self._read_card(name)
            except InputError:
                return None
        return self._cards[name]

    def _read_card(self, name: str) -> weights.WeightCard:
        own = self._adapted.get(name)
        return own.card if own else weights.load_card(name, self._folder)

    def _build(self, name: str) -> Any:
        own = self._adapted.get(name)
        return own.build(self._folder) if own else weights.build(name, self._folder)

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        arrays = tuple(np.ascontiguousarray(array, np.float32) for array in arrays)
        with self._loading:
            if name not in self._networks:
                self._networks[name] = self._load(name, arrays)
            network = self._networks[name]
        with network.lock:
            return network.call(arrays)

    def release(self) -> None:
        """Give back the memory that networks computed in; they stay loaded. Those that run keep it."""
        for network in list(self._networks.values()):
            if network.lock.acquire(blocking=False):
                try:
                    network.release()
                finally:
                    network.lock.release()
        give_back()

    @abstractmethod
    def _load(self, name: str, arrays: Sequence[np.ndarray]) -> _Loaded:
        """The network `name`, ready for arrays of these kinds."""


class TorchRunner(_Engine):
    """The reference: eager torch, channels_last, on a CUDA GPU when there is one. "auto" means float32."""

    def __init__(
        self,
        *,
        precision: Precision = "auto",
        folder: Path | None = None,
        adapted: Sequence[Adapted] = (),
        device: str | None = None,
    ) -> None:
        super().__init__(precision, folder, adapted)
        import torch

        self._torch = torch
        self._device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.label = f"torch on the {'GPU' if self._device.type == 'cuda' else 'CPU'}"

    def _load(self, name: str, arrays: Sequence[np.ndarray]) -> _Loaded:
        torch, device = self._torch, self._device
        network = self._build(name).to(device)
        network = network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        half = self._precision == "bfloat16"

        def call(arrays: Sequence[np.ndarray]) -> np.ndarray:
            # TF32 keeps 10 bits of each factor; the two engines would no longer draw the same picture.
            exact = (
                torch.backends.cudnn.flags(allow_tf32=False)
                if device.type == "cuda"
                else contextlib.nullcontext()
            )
            with torch.inference_mode(), exact, torch.autocast(device.type, torch.bfloat16, enabled=half):
                tensors = (torch.from_numpy(array).to(device) for array in arrays)
                result = network(*(_channels_last(tensor) for tensor in tensors))
                return result.float().cpu().contiguous().numpy()

        return _Loaded(call, "bfloat16" if half else "float32")


class OpenVinoRunner(_Engine):
    """The CPU engine. Any height and width; converted networks and the precision found are kept on disk.

    `cache` overrides the folder (default `cache_folder()`). A folder that cannot be written costs the
    conversion at every start and nothing else.
    """

    label = "OpenVINO on the CPU"

    def __init__(
        self,
        *,
        precision: Precision = "auto",
        folder: Path | None = None,
        adapted: Sequence[Adapted] = (),
        cache: Path | None = None,
    ) -> None:
        super().__init__(precision, folder, adapted)
        self._ov = _import_openvino()
        self._core = self._ov.Core()
        self._cache = cache or cache_folder()

    def _load(self, name: str, arrays: Sequence[np.ndarray]) -> _Loaded:
        card = self._read_card(name)
        version = re.sub(r"[^0-9A-Za-z.]+", "-", self._ov.__version__)
        place = self._cache / f"{name}-{card.sha256[:16]}-openvino-{version}-v{CACHE_VERSION}"
        found = self._read(place)
        if found is None:
            model = self._convert(name, arrays)
            facts: dict[str, Any] = {}
        else:
            model, facts = found
        precision = self._precision
        if precision == "auto" and card.scale == 0:
            precision = "float32"  # the rule compares pictures; logits and places have no such scale
        if precision == "auto":
            if "precision" not in facts:
                facts |= self._choose_precision(model, arrays, card)
                self._write(place, model, facts)
            precision = facts["precision"]
        elif found is None:
            self._write(place, model, facts)
        compiled = self._compile(model, precision)
        return _Loaded(_call(compiled), precision, compiled.release_memory)

    def _convert(self, name: str, arrays: Sequence[np.ndarray]) -> Any:
        """Trace the torch module for OpenVINO's frontend; height and width of pictures stay free."""
        import torch
        from openvino.frontend import FrontEndManager
        from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

        network = self._build(name)
        example = tuple(torch.from_numpy(array) for array in arrays)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            decoder = TorchScriptPythonDecoder(network, example_input=example)
            frontend = FrontEndManager().load_by_framework("pytorch")
            model = frontend.convert(frontend.load(decoder))
        shapes = {
            port: [-1, array.shape[1], -1, -1] if array.ndim == 4 else [-1, *array.shape[1:]]
            for port, array in zip(model.inputs, arrays, strict=True)
        }
        model.reshape(shapes)
        model.set_friendly_name(name)  # OpenVINO's own name counts up, so the file would differ each time
        return model

    def _compile(self, model: Any, precision: str) -> Any:
        hint = {"float32": "f32", "bfloat16": "bf16"}[precision]
        options: dict[str, Any] = {"INFERENCE_PRECISION_HINT": hint, "PERFORMANCE_HINT": "LATENCY"}
        threads = os.environ.get("OMP_NUM_THREADS", "")
        if threads.isdigit():
            options["INFERENCE_NUM_THREADS"] = int(threads)  # OpenVINO alone does not look at it
        return self._core.compile_model(model, "CPU", options)

    def _choose_precision(
        self, model: Any, arrays: Sequence[np.ndarray], card: weights.WeightCard
    ) -> dict[str, Any]:
        """Apply the rule at the head of this file; returns the precision and what was measured."""
        if "BF16" not in self._core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            return {"precision": "float32", "because": "the CPU has no bfloat16"}
        low, paints = card.low, card.architecture in PAINTERS
        inputs = [calibration_input(array.shape[1], low) for array in arrays]
        if paints:
            inputs = [calibration_drawing()]
        exact, quick = (_call(self._compile(model, precise)) for precise in ("float32", "bfloat16"))
        within, psnr = compare(exact(inputs), quick(inputs), low)
        facts = {"within_1_255": round(within, 4), "psnr": round(psnr, 1)}
        if psnr < (MIN_PAINTER_PSNR if paints else MIN_PSNR) or (within < WITHIN_ONE and not paints):
            return {"precision": "float32", "because": "bfloat16 is too coarse", **facts}
        # CPU seconds, and the two take turns, so that another program's burst of work does not decide.
        times = [(_seconds(exact, inputs), _seconds(quick, inputs)) for _ in range(3)]
        speedup = sum(t for t, _ in times) / max(sum(t for _, t in times), 1e-6)
        facts["speedup"] = round(speedup, 2)
        if speedup < MIN_SPEEDUP:
            return {"precision": "float32", "because": "bfloat16 is hardly faster", **facts}
        return {"precision": "bfloat16", "because": "bfloat16 is exact enough and faster", **facts}

    def _read(self, place: Path) -> tuple[Any, dict[str, Any]] | None:
        """A converted network and its facts from disk; None if there is none or it is damaged."""
        try:
            facts = json.loads((place / "facts.json").read_text("utf-8"))
            for suffix in (".xml", ".bin"):
                # OpenVINO maps the file into memory: a truncated one would end the program.
                if _sha256(place / f"network{suffix}") != facts["sha256"][suffix]:
                    return None
            return self._core.read_model(place / "network.xml"), facts
        except (OSError, ValueError, KeyError, TypeError, RuntimeError):
            return None

    def _write(self, place: Path, model: Any, facts: dict[str, Any]) -> None:
        """Put a network on disk in one step, so that another process sees all of it or nothing."""
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
                fresh = Path(scratch) / "fresh"
                fresh.mkdir()
                self._ov.serialize(model, str(fresh / "network.xml"), str(fresh / "network.bin"))
                facts["sha256"] = {s: _sha256(fresh / f"network{s}") for s in (".xml", ".bin")}
                (fresh / "facts.json").write_text(json.dumps(facts, indent=2), "utf-8")
                shutil.rmtree(place, ignore_errors=True)
                fresh.rename(place)
        except (OSError, RuntimeError) as error:
            log.info("The converted network is not kept: %s", error)


def _import_openvino() -> Any:
    """OpenVINO without its telemetry, which sends an event at import unless its package cannot be found."""
    if "openvino" not in sys.modules:
        # None makes `import openvino_telemetry` raise ImportError; OpenVINO then uses its own empty stub.
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino

    return openvino


def _call(compiled: Any) -> Callable[[Sequence[np.ndarray]], np.ndarray]:
    """The one request of a compiled network as a function."""
    request = compiled.create_infer_request()
    return lambda arrays: np.array(request.infer(list(arrays))[0], np.float32)


def give_back() -> None:
    """Hand freed memory to the system: glibc keeps what engines free, hundreds of MiB of it."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _seconds(call: Any, arrays: Sequence[np.ndarray]) -> float:
    start = time.process_time()
    call(arrays)
    return time.process_time() - start


def _channels_last(tensor: Any) -> Any:
    """Pictures with their channels last in memory; anything else as it is."""
    import torch

    return tensor.contiguous(memory_format=torch.channels_last) if tensor.ndim == 4 else tensor.contiguous()
