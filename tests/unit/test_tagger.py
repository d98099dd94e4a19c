"""Tags: what a picture can tell, mirrored truth, and the words that come out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from anigen_core.errors import InputError
from anigen_core.networks.tagger import Tagger, with_code
from anigen_core.networks.tagger_peers import TAGS, Illustration2Vec
from anigen_core.stages.tags import Tags
from anigen_core.tagging import SETS, chosen
from anigen_core.weights import list_weights, load_card, load_weights, weights_folder
from train import pirec, tags
from train.tagger import kept_words

LABELS = {
    "tags": {
        "presentation": "girl",
        "age": "teen",
        "skin": "fair",
        "hair_color": "red",
        "eye_color": "blue",
        "hair_style": "bun",
        "hair_length": "short",
        "fringe": "blunt",
        "ahoge": "no",
        "outfit": "sailor",
        "top": "sailor blouse",
        "bottom": "skirt",
        "shoes": "loafers",
        "accessories": ["ribbon"],
        "expression": "smile",
        "view": "front",
        "face_view": "front",
        "framing": "bust",
        "pose": "free",
        "eyes_seen": ["left"],
        "seen": ["skin", "hair_front", "top", "accessory"],
    }
}


def test_what_a_picture_cannot_tell_has_no_weight() -> None:
    truth, weight = tags.targets(LABELS)
    told = {group: bool(weight[at].any()) for group, at in tags.SLICES.items()}
    assert told["hair_color"] and told["eye_color"] and told["outfit"]
    assert not told["shoes"] and not told["bottom"] and not told["posture"]
    assert not told["hair_style"]  # a bun is a kind that training does not know
    for group in tags.SINGLE:
        assert truth[tags.SLICES[group]].sum() == float(told[group])


def test_mirroring_swaps_the_eyes() -> None:
    truth, _ = tags.targets(LABELS)
    mirrored = truth[tags.swapped()]
    left, right = (tags.LABELS.index(f"details:{s}_eye_seen") for s in ("left", "right"))
    assert (truth[left], truth[right]) == (1, 0) and (mirrored[left], mirrored[right]) == (0, 1)


def test_features_come_at_three_scales() -> None:
    net = Tagger(len(tags.LABELS))
    x = torch.rand(1, 3, 96, 64)
    assert [f.shape[1:] for f in net.features(x)] == [(64, 24, 16), (128, 12, 8), (256, 6, 4)]
    assert net(x).shape == (1, len(tags.LABELS), 1, 1)
    assert 3.0e6 < sum(p.numel() for p in net.parameters()) < 4.0e6


def test_a_code_comes_behind_the_tags_and_old_weights_grow_one() -> None:
    """The shipped weights say nearly the same once they have a code, whose bits are halves."""
    torch.manual_seed(0)
    old = Tagger(7)
    torch.nn.init.normal_(old.head.weight, std=0.2)
    x = torch.rand(48, 3, 48, 32) * torch.rand(48, 3, 1, 1)
    with torch.no_grad():
        state = with_code(old.state_dict(), old.pooled(x).flatten(1))
        grown = Tagger(7, bits=512)
        grown.load_state_dict(state)
        told, before = grown(x), old(x).flatten(1)
    assert told.shape == (48, 7 + 512, 1, 1)
    logits, values = told.flatten(1)[:, :7], told.flatten(1)[:, 7:]
    left = (logits - before).square().mean() / (before - before.mean(0)).square().mean()
    assert left < 0.02
    shares = (values > 0).float().mean(0)
    assert float((shares - 0.5).abs().max()) < 0.05
    added = sum(v.numel() for v in state.values()) - sum(v.numel() for v in old.state_dict().values())
    assert 2 * added <= 0.53e6  # bytes as fp16


def test_the_layers_of_illustration2vec() -> None:
    with torch.device("meta"):
        peer = Illustration2Vec()
        assert sum(p.numel() for p in peer.parameters()) == 47_001_475
        assert peer(torch.empty(2, 3, 224, 224)).shape == (2, TAGS, 1, 1)


def test_every_group_gives_a_word_and_sets_only_likely_ones() -> None:
    assert set(SETS) == set(tags.SETS)
    logits = np.full(len(tags.LABELS), -3.0)
    logits[tags.LABELS.index("hair_color:red")] = 5
    logits[tags.LABELS.index("accessories:glasses")] = 2
    found = chosen(logits, tags.LABELS)
    assert {t.group for t in found} == {*tags.SINGLE, "accessories"}
    assert [t.word for t in found if t.group == "hair_color"] == ["red"]


def test_without_weights_colors_are_told() -> None:
    picture = np.full((60, 40, 3), 255, np.uint8)
    picture[10:50, 10:30] = (40, 90, 200)
    assert any(t.group == "color" for t in Tags()(picture))


def test_the_judge_has_weights_of_its_own() -> None:
    assert {"tagger", "tagger_judge"} <= set(list_weights())
    assert load_card("tagger_judge").labels == load_card("tagger").labels
    ours, judge = load_weights("tagger"), load_weights("tagger_judge")
    assert judge.keys() <= ours.keys()
    assert not any(np.array_equal(ours[name], judge[name]) for name in judge if judge[name].ndim == 4)


def test_no_training_learns_from_the_judge(tmp_path: Path) -> None:
    options = replace(
        pirec.Options(out=tmp_path), tagger=weights_folder() / "tagger_judge.safetensors", device="cpu"
    )
    with pytest.raises(InputError, match="never learned from"):
        _ = pirec.Recipe(options, torch.device("cpu")).features
    for script in Path(tags.__file__).parent.glob("*.py"):
        assert script.name == "tagger.py" or "tagger_judge" not in script.read_text("utf-8")


def test_words_keep_what_they_learned_when_the_vocabulary_grows() -> None:
    torch.manual_seed(0)
    old, new = Tagger(3), Tagger(4)
    state = kept_words(old.state_dict(), ("a", "b", "c"), new.state_dict(), ("new", "c", "a", "other"))
    grown = Tagger(4)
    grown.load_state_dict(state)
    x = torch.rand(1, 3, 48, 32)
    before, after, fresh = (net(x).flatten() for net in (old.eval(), grown.eval(), new.eval()))
    assert torch.allclose(after[[2, 1]], before[[0, 2]])
    assert torch.equal(state["head.weight"][0], new.state_dict()["head.weight"][0]) and len(fresh) == 4
