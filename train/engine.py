"""One training run, from its first step or its last state to its weights."""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from anigen_core.errors import InputError

from . import runs
from .losses import R1_EVERY
from .recipe import Options, Recipe, Step
from .schedule import Budget, Stopwatch, rate_factor, step_seed

SYNC_EVERY = 10
"""Steps after which several processes agree on the time spent and on whether to stop."""

FREE = {
    *("out", "steps", "minutes", "device", "precision", "start", "workers", "store", "save_every", "compile"),
    *("sample_every", "log_every", "export", "tensorboard"),
}
"""Options that may differ when a run goes on; the others decide what it learns."""

log = runs.log


class Average:
    """The averaged network (EMA): exported, sampled and measured. Its decay rises from 0.1 to what was asked,
    so that a short run's average holds nothing of the first random weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self._decay = decay

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Take in the weights after step number `step`."""
        decay = min(self._decay, (1 + step) / (10 + step))
        foreach: Any = torch._foreach_lerp_  # type: ignore[reportPrivateImportUsage]  # one call for all
        foreach(list(self.network.parameters()), [p.detach() for p in network.parameters()], 1 - decay)
        for a, b in zip(self.network.buffers(), network.buffers(), strict=True):
            a.copy_(b)


def make_optimizer(network: nn.Module, rate: float, betas: tuple[float, float], decay: float) -> Any:
    """AdamW, fused on CUDA; biases and norms do not decay."""
    parameters = [p for p in network.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]
    cuda = parameters[0].is_cuda
    return torch.optim.AdamW([g for g in groups if g["params"]], rate, betas, fused=cuda)


def load_optimizer(optimizer: Any, state: dict[str, Any]) -> None:
    """Go on with an optimizer's state, each of its tensors laid out in memory like its parameter: a sum over
    another layout is rounded differently."""
    optimizer.load_state_dict(state)
    for parameter, mine in optimizer.state.items():
        for name, tensor in mine.items():
            if tensor.shape == parameter.shape:
                mine[name] = torch.empty_like(parameter).copy_(tensor)


def choose_precision(wanted: str, device: torch.device) -> str:
    """What "auto" means: bf16 where the hardware multiplies in it, else fp32. On a CPU with AVX-512 BF16 a
    step of our networks then takes about half the time; where bf16 is only imitated it takes longer."""
    if wanted != "auto":
        return wanted
    if device.type == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp32"
    asked = [getattr(torch.cpu, f"_is_{name}_supported", None) for name in ("avx512_bf16", "amx_tile")]
    return "bf16" if any(ask() for ask in asked if ask) else "fp32"


def seed_all(seed: int) -> None:
    """Start torch's, numpy's and Python's global generators anew."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)


class Run:
    """See the module. `go` does everything."""

    def __init__(
        self, kind: type[Recipe], options: Options, budget: Budget, clock: Callable[[], float]
    ) -> None:
        from accelerate import Accelerator

        self.options, self.budget = options, budget
        if options.device == "cuda" and not torch.cuda.is_available():
            raise InputError("There is no CUDA device here; leave --device out or say --device cpu.")
        cpu = options.device == "cpu" or not torch.cuda.is_available()
        self.accelerator = Accelerator(cpu=cpu)
        self.device = self.accelerator.device
        self.rank, self.world = self.accelerator.process_index, self.accelerator.num_processes
        self.first = self.accelerator.is_main_process
        self.precision = choose_precision(options.precision, self.device)
        if self.device.type == "cuda":
            torch.set_float32_matmul_precision("high")  # TF32 for what stays in fp32
            torch.backends.cudnn.benchmark = True
        self.out = options.out
        self.out.mkdir(parents=True, exist_ok=True)
        seed_all(step_seed(options.seed, 0, -1))  # all processes make the same network
        self.recipe = kind(options, self.device, self.rank, self.world)
        self.network = self.recipe.network().to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        critic = self.recipe.critic()
        self.critic = None if critic is None else critic.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        if options.start is not None:
            self._begin_with(options.start)
        self.average = Average(self.network, options.ema)
        self.optimizer = self.recipe.optimizer(self.network)
        if self.optimizer is None:
            self.optimizer: Any = make_optimizer(self.network, options.rate, (0.9, 0.99), options.decay)
        self.critic_optimizer: Any = None
        if self.critic is not None:
            self.critic_optimizer = make_optimizer(self.critic, options.critic_rate, (0.0, 0.99), 0.0)
        self.step = self.critic_steps = 0
        self.critic_began = 0.0
        self.watch = Stopwatch(clock, self._resume())
        self.called: Any = self.network
        if options.compile and self.device.type == "cuda":
            self.called = torch.compile(self.network)
        self._stop = False
        self._agreed = self.watch.seconds()

    # --- state -----------------------------------------------------------------------------------------

    def _begin_with(self, path: Path) -> None:
        from safetensors.torch import load_file

        try:
            state = {k: v.float() if v.is_floating_point() else v for k, v in load_file(path).items()}
            self.network.load_state_dict(self.recipe.started(state, self.network.state_dict(), path))
        except Exception as error:
            raise InputError(f"The weights {path} cannot start this network; leave --start out.") from error

    def _fixed(self) -> dict[str, Any]:
        """The options that decide what is learned, as they are stored."""
        values = {k: v for k, v in asdict(self.options).items() if k not in FREE}
        return {**json.loads(json.dumps(values, default=str)), "name": self.recipe.name, "world": self.world}

    def _resume(self) -> float:
        """Load the folder's state if there is one; returns the seconds spent before."""
        path = self.out / "state.safetensors"
        if not path.exists():
            return 0.0
        state = runs.load_state(path)
        then, now = json.loads(state["fixed"]), self._fixed()
        for name in now:
            if then.get(name) != now[name]:
                raise InputError(
                    f"The folder {self.out} holds a run with {name} {then.get(name)}, not {now[name]}; "
                    "give the same, or another --out."
                )
        self.network.load_state_dict(state["network"])
        self.average.network.load_state_dict(state["average"])
        load_optimizer(self.optimizer, state["optimizer"])
        if self.critic is not None and self.critic_optimizer is not None:
            self.critic.load_state_dict(state["critic"])
            load_optimizer(self.critic_optimizer, state["critic_optimizer"])
        self.step, self.critic_steps = state["step"], state["critic_steps"]
        self.critic_began = state["critic_began"]
        return state["seconds"]

    def _save(self) -> None:
        """Write the state. The random numbers need no place in it: they follow from seed, rank and step."""
        if not self.first:
            return
        state = {
            "network": self.network.state_dict(),
            "average": self.average.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "critic_steps": self.critic_steps,
            "critic_began": self.critic_began,
            "seconds": self.watch.seconds(),
            "fixed": json.dumps(self._fixed()),
        }
        if self.critic is not None and self.critic_optimizer is not None:
            state["critic"] = self.critic.state_dict()
            state["critic_optimizer"] = self.critic_optimizer.state_dict()
        runs.save_state(self.out / "state.safetensors", state)

    # --- several processes -----------------------------------------------------------------------------

    def _agree(self) -> float:
        """Seconds spent, the same number in every process, and whether any was told to stop."""
        if self.world == 1:
            return self.watch.seconds()
        if self.step % SYNC_EVERY == 0 or not hasattr(self, "_told"):
            told = torch.tensor([self.watch.seconds(), float(self._stop)], device=self.device)
            told = self.accelerator.gather(told[None])
            self._agreed, self._told = float(told[0, 0]), bool(told[:, 1].any())  # type: ignore[index]
        return self._agreed

    def _halt(self) -> bool:
        return self._stop if self.world == 1 else self._told

    def _mean(self, network: nn.Module) -> None:
        """Gradients become the mean over the processes. Done by hand, in one piece: a GAN's networks run
        several times a step, which the usual wrapper does not allow."""
        if self.world == 1:
            return
        grads = [p.grad for p in network.parameters() if p.grad is not None]
        flat: Any = self.accelerator.reduce(torch.cat([g.flatten() for g in grads]), "mean")
        for grad, mean in zip(grads, flat.split([g.numel() for g in grads]), strict=True):
            grad.copy_(mean.view(grad.shape))

    def _spread(self) -> None:
        """All processes begin with the weights of the first."""
        if self.world > 1:
            from accelerate.utils import broadcast

            for network in (self.network, self.critic):
                for tensor in [*network.parameters(), *network.buffers()] if network is not None else []:
                    tensor.data.copy_(broadcast(tensor.data.contiguous()))  # type: ignore[arg-type]

    def _assert_equal(self) -> str:
        """A hash of the weights, which must be the same in every process.

        Raises:
            RuntimeError: they are not.
        """
        total = hashlib.sha256()
        for parameter in self.network.parameters():
            total.update(parameter.detach().float().cpu().contiguous().numpy().tobytes())
        mine = torch.tensor([int(total.hexdigest()[:15], 16)], device=self.device)
        every: Any = self.accelerator.gather(mine)
        if not bool((every == mine).all()):
            raise RuntimeError("The processes ended with different weights.")
        return total.hexdigest()

    # --- steps -----------------------------------------------------------------------------------------

    def _step(self, progress: float) -> Step:
        seed = step_seed(self.options.seed, self.rank, self.step)
        seed_all(seed)
        generator = torch.Generator(self.device)
        generator.manual_seed(seed)
        host = torch.Generator()
        host.manual_seed(seed)
        place = (self.device, self.rank, self.world)
        return Step(self.step, progress, self.options.batch, *place, generator, host)

    def _autocast(self) -> Any:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.precision == "bf16")

    def _descend(self, network: nn.Module, optimizer: Any, terms: dict[str, Tensor], rate: float) -> None:
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad(set_to_none=True)
        self.accelerator.backward(torch.stack([t.float() for t in terms.values()]).sum())
        self._mean(network)
        nn.utils.clip_grad_norm_(network.parameters(), self.options.clip)
        optimizer.step()

    def _learn(self, progress: float) -> dict[str, Tensor]:
        """One step of the network, and of the critic where it takes part; the terms of both."""
        step = self._step(progress)
        if self.critic is not None and progress >= self.recipe.critic_from:
            if self.critic_steps == 0:
                self.critic_began = progress
            step.critic, step.r1 = self.critic.requires_grad_(False), self.critic_steps % R1_EVERY == 0
        self.network.train()
        with torch.no_grad():
            batch = self.recipe.batch(step)
        with self._autocast():
            terms = self.recipe.loss(self.called, batch, step)
        rate = self.options.rate * rate_factor(self.step, progress)
        self._descend(self.network, self.optimizer, terms, rate)
        told = {name: term.detach() for name, term in terms.items()}
        if step.critic is not None and self.critic is not None:
            self.critic.requires_grad_(True).train()
            with self._autocast():
                terms = self.recipe.critic_loss(self.critic, self.called, batch, step)
            factor = rate_factor(self.critic_steps, progress, began=self.critic_began)
            self._descend(self.critic, self.critic_optimizer, terms, self.options.critic_rate * factor)
            told |= {f"critic_{name}": term.detach() for name, term in terms.items()}
            self.critic_steps += 1
        self.average.update(self.network, self.step)
        self.step += 1
        return told

    # --- the run ---------------------------------------------------------------------------------------

    def go(self) -> Path:
        """Train to the end of the budget, or until told to stop; the state and the weights are written."""
        with self._logging(), self._signals():
            try:
                self._spread()
                self._train()
            finally:
                self.recipe.close()
        return self.out

    def _train(self) -> None:
        from .report import Reporter

        reporter = Reporter(self)
        try:
            last = -1.0
            while True:
                progress = self.budget.progress(self.step, seconds := self._agree())
                if self._halt() or self.budget.done(self.step, seconds):
                    break
                reporter.take(self._learn(progress), progress)
                last = progress
                if self.step % self.options.save_every == 0:
                    reporter.flush(progress)  # also refuses a loss that is not a number
                    self._save()
                if self.step % self.options.sample_every == 0:
                    reporter.show()
            reporter.flush(max(last, 0.0))
            self._save()
            weights = self._assert_equal()
            seed = step_seed(self.options.seed, self.rank, 0)
            gathered: Any = self.accelerator.gather(torch.tensor([seed], device=self.device))
            seeds = gathered.tolist()
            if self.world > 1:
                if len(set(seeds)) != self.world:
                    raise RuntimeError("Several processes drew the same random numbers.")
                log.info(
                    "World size %d; seeds of step 0 by process: %s; weights equal in all: %s.",
                    self.world,
                    ", ".join(map(str, seeds)),
                    weights[:16],
                )
            if self.first:
                reporter.finish(stopped=self._halt())
            self.accelerator.wait_for_everyone()
        finally:
            reporter.close()
            if self.world > 1:
                self.accelerator.end_training()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """SIGTERM and Ctrl+C save and end; a second one ends at once."""

        def stop(number: int, _: Any) -> None:
            self._stop = True
            signal.signal(number, before[number])

        before: dict[int, Any] = {}
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                before[number] = signal.signal(number, stop)
        except ValueError:  # not the main thread
            before = {}
        try:
            yield
        finally:
            for number, old in before.items():
                signal.signal(number, old)

    @contextmanager
    def _logging(self) -> Iterator[None]:
        """The log goes to the screen, and to log.txt, from the first process only."""
        log.setLevel(logging.INFO if self.first else logging.ERROR)
        handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
        if self.first:
            handlers.append(logging.FileHandler(self.out / "log.txt", encoding="utf-8"))
        for handler in handlers:
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
            log.addHandler(handler)
        try:
            yield
        finally:
            for handler in handlers:
                log.removeHandler(handler)
                handler.close()
