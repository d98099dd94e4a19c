"""Train the tagger: what a picture or a line drawing shows, in the factory's words and as a code of bits.

    python -m train.tagger --minutes 15 --device cpu --out runs/tagger
    python -m train.tagger --minutes 15 --device cpu --out runs/tagger_judge --judge

A batch holds two pictures of each of its characters, and sketches of some of them: codes (`codes.py`) learn
from what these have in common. `--start` takes weights with a code and those without one, which then grow it.

The judge is a smaller network without a code, from other seeds and other characters. It scores pictures and
never serves as a loss, so that no generator learns to please it.
CPU: 15 minutes of one thread, sides grow from 96 to 192. H100: `--minutes 5 --batch 256 --pictures 40000`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.errors import InputError
from anigen_core.networks.tagger import BITS, JUDGE_WIDTHS, WIDTHS, Tagger, with_code
from anigen_core.weights import WeightCard, weights_folder
from train import codes, loop, views
from train.pictures import place_of
from train.recipe import Step
from train.seeing import Seeing, SeeingOptions
from train.tags import LABELS, SETS, SINGLE, SLICES, colorless, swapped, targets

SIDES = ((0.0, (144, 96)), (0.6, (192, 128)))
"""Progress from which on the views have this (height, width): small first, for three times the pictures."""

MOVES = views.Moves(zoom=(0.85, 1.15), angle=8.0, shift=0.06)
"""Gentle: a tag such as the framing must stay true."""

CODE_LOSSES = {"similarity": 5.0, "quantization": 5.0, "balance": 100.0}
"""So that no term is drowned: the tags' loss is a sum over 20 groups of words, and balance, a mean over bits,
moves a bit only with a weight near their number. At 10 bits drifted to a quarter or three quarters."""

MIDDLE_OF = 192
"""Pictures whose features a grown code is centered at."""

_log = logging.getLogger("train")


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/loop.py."""

    batch: Annotated[int, "pictures a step"] = 24  # a second on one core; 256 where there is a GPU
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    # a picture, another one of the same character, a sketch of one of them
    lines: Annotated[float, "share of line drawings among the views"] = 1 / 3
    judge: Annotated[bool, "the second copy: other characters (use another --seed too)"] = False


def kept_words(
    state: dict[str, Tensor], labels: Sequence[str], own: dict[str, Tensor], wanted: Sequence[str]
) -> dict[str, Tensor]:
    """Weights that know the words `labels` for a network that tells those `wanted`: words of both keep what
    they learned, the others begin as in `own`, a new network's weights."""
    pairs = [(labels.index(word), place) for place, word in enumerate(wanted) if word in labels]
    out = dict(state)
    for name in ("head.weight", "head.bias"):
        out[name] = own[name].clone()
        for old, new in pairs:
            out[name][new] = state[name][old]
    return out


def features_of(path: Path | None, device: torch.device) -> Tagger | None:
    """Our tagger, frozen, for losses on its features. path: its weights; None: those that come with the
    program, and no tagger where there are none.

    Raises:
        InputError: no such file, another network's, or the judge's.
    """
    given, path = path is not None, path or weights_folder() / "tagger.safetensors"
    if not path.is_file():
        if given:
            raise InputError(f"There are no weights {path}; train the tagger first or leave --tagger out.")
        _log.info("No tagger: training without the feature loss.")
        return None
    if "judge" in path.stem:
        raise InputError("The judge is never learned from; give the tagger's weights.")
    try:
        state = {k: v.float() for k, v in load_file(path).items()}
        bits = len(state.get("coder.turn.bias", ()))
        network = Tagger(len(state["head.bias"]), bits=bits)  # whatever it tells: only features count
        network.load_state_dict(state)
    except Exception as error:
        raise InputError(f"The weights {path} are not our tagger's; leave --tagger out.") from error
    return network.to(device).eval().requires_grad_(False)


class Recipe(Seeing):
    """See the module."""

    name = "tagger"
    architecture = "tagger"
    Options = Options

    def setup(self) -> None:
        if self.options.judge:
            self.name = "tagger_judge"
            self.shuffle_seed = 7919  # other characters than those of the tagger
        self.widths = JUDGE_WIDTHS if self.options.judge else WIDTHS
        self.swap = torch.tensor(swapped(), device=self.device)
        self.colors = torch.tensor(colorless(), device=self.device)
        self.sets = torch.cat([torch.arange(SLICES[g].start, SLICES[g].stop) for g in SETS]).to(self.device)
        self.bits = 0 if self.options.judge else BITS
        self.known: dict[int, tuple[Any, ...]] = {}

    def network(self) -> nn.Module:
        return Tagger(len(LABELS), self.widths, self.bits)

    def started(self, state: dict[str, Tensor], own: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
        card = WeightCard.from_json(path.with_suffix(".json").read_text("utf-8"))
        state = kept_words(state, card.labels, own, LABELS)
        return (
            with_code(state, self._pooled(state)) if self.bits and "coder.turn.bias" not in state else state
        )

    def _pooled(self, state: dict[str, Tensor]) -> Tensor:
        """Pooled features (N, features) of views of the first pictures, by weights without a code."""
        network = Tagger(len(LABELS), self.widths).to(self.device).eval()
        network.load_state_dict(state)
        chance = views.Chance(torch.Generator().manual_seed(0), self.device)
        out = []
        for first in range(0, min(MIDDLE_OF, self.store.count), 32):
            indices = torch.arange(first, min(first + 32, self.store.count))
            seen = self.look(self.store.batch(indices), chance, SIDES[-1][1], MOVES, self.options.lines)[0]
            with torch.no_grad():
                out.append(network.pooled(seen).flatten(1))
        return torch.cat(out)

    def known_of(self, store: Any, indices: Tensor, known: dict[int, Any]) -> tuple[Any, ...]:
        """(B, labels) truth and weight of the tags, (B, 18, 2) joints and B names of the poses."""
        for i in indices.tolist():
            if i not in known:
                labels = store.labels(i)
                known[i] = *targets(labels), *codes.pose_of(labels)
        *arrays, names = zip(*(known[i] for i in indices.tolist()), strict=True)
        told = (torch.from_numpy(np.stack(a)).to(self.device, non_blocking=True) for a in arrays)
        return *told, list(names)

    def batch(self, step: Step) -> dict[str, Tensor]:
        view = [size for start, size in SIDES if step.progress >= start][-1]
        chance = views.Chance(step.host, self.device)
        sketches = round(step.size * self.options.lines)
        indices = codes.pick_pairs(self.store, step.host, step.size, sketches, self.among(step))
        truth, weight, joints, names = self.known_of(self.store, indices, self.known)
        looked = self.look(self.store.batch(indices), chance, view, MOVES, self.options.lines)
        facts = self._facts(*looked, truth, weight)
        characters = torch.tensor([place_of(n, self.store.each)[0] for n in indices.tolist()])
        at = SLICES["style"]
        styles = facts["truth"][:, at] * facts["weight"][:, at]
        numbers = (characters.to(self.device), indices.to(self.device))
        return {**facts, "alike": codes.likeness(*numbers, styles, codes.pose_nearness(joints, names))}

    def _facts(
        self, picture: Tensor, matrix: Tensor, lines: Tensor, truth: Tensor, weight: Tensor
    ) -> dict[str, Tensor]:
        flip = views.mirrored(matrix)[:, None]
        truth = torch.where(flip, truth[:, self.swap], truth)
        weight = torch.where(flip, weight[:, self.swap], weight).clone()
        weight[:, self.colors] *= (~lines).float()[:, None]
        return {"picture": picture, "truth": truth, "weight": weight, "lines": lines}

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        told = network(batch["picture"]).flatten(1).float()
        logits, values = told[:, : len(LABELS)], told[:, len(LABELS) :]
        terms = self._tag_losses(logits, batch["truth"], batch["weight"])
        if self.bits:
            terms["similarity"] = codes.similarity(values, batch["alike"])
            terms["quantization"] = codes.quantization(values)
            terms["balance"] = codes.balance(values)
        return {name: CODE_LOSSES.get(name, 1.0) * term for name, term in terms.items()}

    def _tag_losses(self, logits: Tensor, truth: Tensor, weight: Tensor) -> dict[str, Tensor]:
        single = logits.new_zeros(())
        for group in SINGLE:
            at = SLICES[group]
            told = weight[:, at].amax(1)
            each = functional.cross_entropy(
                logits[:, at], truth[:, at], reduction="none", label_smoothing=0.05
            )
            single = single + (each * told).sum() / told.sum().clamp_min(1)
        sets = self.sets
        each = functional.binary_cross_entropy_with_logits(logits[:, sets], truth[:, sets], reduction="none")
        told = weight[:, sets]
        # A set's words count like one group each: 11 yes/no questions against 17 choices.
        return {"choices": single, "sets": (each * told).sum(0).div(told.sum(0).clamp_min(1)).sum()}

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """Accuracy of the choices on validation characters, in pictures and line drawings; and of codes."""
        right: dict[str, list[float]] = {}
        values: dict[bool, list[Tensor]] = {False: [], True: []}
        for first in range(0, self.options.checks, 32):
            indices = torch.arange(first, min(first + 32, self.options.checks))
            truth, weight, *_ = self.known_of(self.checked, indices, {})
            for lines in (False, True):
                chance = views.Chance(torch.Generator().manual_seed(first), self.device)
                still = views.Moves((1.0, 1.0), 0.0, 0.0, 0.0)
                looked = self.look(self.checked.batch(indices), chance, SIDES[-1][1], still, float(lines))
                facts = self._facts(*looked, truth, weight)
                logits = network(facts["picture"]).flatten(1)
                values[lines].append(logits[:, len(LABELS) :])
                for group in SINGLE:
                    at = SLICES[group]
                    told = facts["weight"][:, at].amax(1) > 0
                    hit = logits[:, at].argmax(1) == facts["truth"][:, at].argmax(1)
                    kind = "lines" if lines else "picture"
                    right.setdefault(f"{kind}_{group}", []).extend(hit[told].float().tolist())
                    right.setdefault(f"{kind}_accuracy", []).extend(hit[told].float().tolist())
        out = {key: float(np.mean(hits)) for key, hits in right.items() if hits}
        if self.bits:
            who = torch.tensor([place_of(n, self.checked.each)[0] for n in range(self.options.checks)])
            pictures, sketches = (torch.cat(values[lines]) for lines in (False, True))
            out |= codes.figures(pictures, sketches, who.to(self.device))
        return out

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Sixteen validation views; a green border where most choices are right, red where not."""
        indices = torch.arange(min(16, self.options.checks))
        truth, weight, *_ = self.known_of(self.checked, indices, {})
        chance = views.Chance(torch.Generator().manual_seed(1), self.device)
        facts = self._facts(
            *self.look(self.checked.batch(indices), chance, SIDES[-1][1], MOVES, 0.5), truth, weight
        )
        logits = network(facts["picture"]).flatten(1)
        hits = torch.stack(
            [logits[:, SLICES[g]].argmax(1) == facts["truth"][:, SLICES[g]].argmax(1) for g in SINGLE], 1
        )
        shown = facts["picture"].clone()
        good = hits.float().mean(1) > 0.5
        color = torch.where(good[:, None], torch.tensor([0.1, 0.7, 0.2]), torch.tensor([0.9, 0.1, 0.1]))
        shown[:, :, :4] = color.to(shown)[:, :, None, None]
        return views.strip(shown).numpy()

    def card(self) -> dict[str, Any]:
        return {
            "scale": 0,
            "config": {"tags": len(LABELS), "widths": list(self.widths), "bits": self.bits},
            "labels": list(LABELS),
        }


if __name__ == "__main__":
    loop.main(Recipe)
