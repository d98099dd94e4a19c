"""What a run tells: progress bar, figures, samples, and at the end the weights with their card."""

from __future__ import annotations

import inspect
import math
import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from tqdm import tqdm

from . import runs

if TYPE_CHECKING:
    from .engine import Run

log = runs.log


class Reporter:
    """Collects the terms of the steps as tensors and looks at them every `log_every` steps: a GPU is not
    waited for in between."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._sums: dict[str, Tensor] = {}
        self._counts: dict[str, int] = {}
        self._begun = run.watch.seconds(), run.step
        self._figures = self._bar = None
        self._measured: dict[str, Any] = {}
        if not run.first:
            return
        o = run.options
        self._figures = runs.Figures(run.out, run.step, tensorboard=o.tensorboard)
        parameters = sum(p.numel() for p in run.network.parameters())
        device = torch.cuda.get_device_name() if run.device.type == "cuda" else platform.processor() or "cpu"
        about = {"device": str(run.device), "device_name": device, "precision": run.precision}
        about |= {"world": run.world, "parameters": parameters, "torch": torch.__version__}
        config = {"name": run.recipe.name, "architecture": run.recipe.architecture, **about}
        runs.write_json(run.out / "config.json", {**config, "options": asdict(o)})
        runs.write_json(run.out / "code.json", runs.code_version())
        log.info(
            "%s: %.2f M parameters on %s (%s, %s), world size %d, from step %d.",
            *(run.recipe.name, parameters / 1e6, run.device, device, run.precision, run.world, run.step),
        )
        minutes = run.budget.steps is None
        self._bar = tqdm(
            total=round((run.budget.minutes or 0) * 60) if minutes else run.budget.steps,
            initial=int(run.watch.seconds()) if minutes else run.step,
            unit="s" if minutes else "step",
            desc=run.recipe.name,
        )

    def take(self, terms: dict[str, Tensor], progress: float) -> None:
        """The terms of one step."""
        for name, term in terms.items():
            self._sums[name] = self._sums[name] + term.float() if name in self._sums else term.float()
            self._counts[name] = self._counts.get(name, 0) + 1
        if self._run.step % self._run.options.log_every == 0:
            self.flush(progress)

    def flush(self, progress: float) -> None:
        """Write the means since the last time.

        Raises:
            RuntimeError: one is not a number; the state on the disk is from before.
        """
        if not self._sums:
            return
        run = self._run
        values = torch.stack(list(self._sums.values())).tolist()
        means = {n: v / self._counts[n] for n, v in zip(self._sums, values, strict=True)}
        self._sums, self._counts = {}, {}
        if not all(math.isfinite(v) for v in means.values()):
            bad = ", ".join(n for n, v in means.items() if not math.isfinite(v))
            raise RuntimeError(
                f"The loss ({bad}) is not a number at step {run.step}; start again from the last state "
                "with a lower --rate or --precision fp32."
            )
        seconds, step = run.watch.seconds(), run.step
        steps, spent = step - self._begun[1], max(seconds - self._begun[0], 1e-9)
        speed = steps * run.options.batch * run.world / spent
        self._begun = seconds, step
        if self._figures is None or self._bar is None:
            return
        row = {"step": step, "seconds": round(seconds, 3), "progress": round(progress, 6)}
        row |= {"rate": run.optimizer.param_groups[0]["lr"], "images_per_second": round(speed, 2)}
        self._figures.add({**row, "loss": means})
        self._bar.n = min(int(seconds) if run.budget.steps is None else step, self._bar.total)
        words = ", ".join(f"{n} {v:.4g}" for n, v in means.items())
        self._bar.set_postfix_str(f"step {step}, {speed:.1f} images/s, {words}")

    def show(self) -> None:
        """Sample the averaged network; measure it, and the raw one beside it."""
        run = self._run
        if self._figures is None:
            return
        begun = run.watch.seconds()
        average = run.average.network
        run.network.eval()
        with torch.no_grad():
            picture = run.recipe.sample(average)
            self._measured = run.recipe.measure(average)
            raw = run.recipe.measure(run.network) if self._measured else {}
        run.network.train()
        if picture is not None:
            path = run.out / "samples" / f"step_{run.step:07d}.png"
            runs.write_picture(path, picture)
            runs.write_picture(run.out / "sample.png", picture)
            self._figures.picture(run.step, picture)
        if self._measured:
            self._figures.add({"step": run.step, "ema": self._measured, "raw": raw})
            words = ", ".join(f"{n} {v:.4g} (raw {raw[n]:.4g})" for n, v in self._measured.items())
            log.info("Step %d: %s.", run.step, words)
        self._figures.draw()
        self._begun = self._begun[0] + run.watch.seconds() - begun, self._begun[1]

    def finish(self, *, stopped: bool) -> None:
        """Sample, measure, and write the weights."""
        run = self._run
        self.show()
        seconds = run.watch.seconds()
        card = run.recipe.card()
        pictures = run.options.batch * run.world
        script = Path(inspect.getfile(type(run.recipe))).stem  # one script may make several networks
        recipe = (
            f"python -m train.{script}: {run.step} steps of {pictures} pictures "
            f"in {seconds / 60:.1f} minutes on {run.device.type}, {run.precision}, averaged weights"
        )
        metrics = {"steps": run.step, "seconds": round(seconds, 1), **self._measured}
        fields = {"architecture": run.recipe.architecture, "recipe": recipe, **card}
        fields["metrics"] = {**metrics, **card.get("metrics", {})}
        state = run.recipe.shipped(run.average.network.state_dict())
        paths = [run.out / f"{run.recipe.name}.safetensors"]
        paths += [run.options.export] if run.options.export is not None and not stopped else []
        for path in paths:
            runs.export(path.with_suffix(".safetensors"), state, {"name": path.stem, **fields})
        word = "Stopped" if stopped else "Done"
        log.info("%s after %d steps and %.1f s: %s.", word, run.step, seconds, paths[-1])

    def close(self) -> None:
        """Finish the files."""
        if self._figures is not None:
            self._figures.close()
        if self._bar is not None:
            self._bar.close()
