"""Faces by wish: what is obeyed, what the seed decides, morphs in equal steps, the network and the rule."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.character import Character, groups
from anigen_core.color import delta_e, parse_color
from anigen_core.errors import InputError
from anigen_core.facemaking import form, wishing
from anigen_core.facemaking.drawing import EYES
from anigen_core.facemaking.saying import say_eyes, say_hair
from anigen_core.networks.faces import LATENT, PARTS, Faces, composed
from anigen_core.runner import pick_runner
from anigen_core.stages import faces
from tests.tiny_faces import write_tiny_faces

SMALL = faces.FacesOptions(size=128)
NETWORK = faces.FacesOptions(size=128, maker="network")


def apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b.astype(int)).mean())


def test_a_seed_is_a_face_and_another_one_another() -> None:
    maker = faces.Faces()
    first, again, other = (maker(Character(seed=seed), SMALL) for seed in (1, 1, 2))
    assert np.array_equal(first.picture, again.picture) and first.character == again.character
    assert apart(first.picture, other.picture) > 5
    assert first.picture.shape == (128, 128, 4) and first.lines.shape == (128, 128)
    assert first.picture[0, 0, 3] == 0 and first.picture[110:, 64, 3].min() > 250
    assert first.lines.min() < 60 and (first.lines == 255).mean() > 0.5
    # What was open is said, and saying it gives the same face.
    assert np.array_equal(maker(first.character, SMALL).picture, first.picture)


def test_sizes_show_the_same_face() -> None:
    large, small = (faces.Faces()(Character(seed=3), faces.FacesOptions(size=s)) for s in (256, 128))
    assert large.picture.shape == (256, 256, 4)
    halved = large.picture.reshape(128, 2, 128, 2, 4).mean((1, 3))
    solid = small.picture[..., 3] == 255
    assert np.abs(halved - small.picture)[solid].mean() < 3


@pytest.mark.parametrize("group", [g for g in wishing.face_groups() if g != "style"])
def test_every_word_draws_a_face_and_most_show(group: str) -> None:
    maker, plain = faces.Faces(), Character(seed=4)
    bare = maker(plain.wishing("expression", "neutral").wishing("hair", "bob"), SMALL).picture
    shown = []
    for word in wishing.face_groups()[group]:
        wished = plain.wishing("expression", "neutral").wishing("hair", "bob").wishing(group, word)
        shown.append(apart(maker(wished, SMALL).picture, bare))
    assert np.mean(np.array(shown) > 0.01) >= 0.5, shown


def test_wished_colors_are_there_and_eyes_are_level_and_matched() -> None:
    who = Character.parse("hair=#ff66aa,eyes=#20a040,skin=#f5d0b0,expression=neutral,fringe=none", 5)
    picture = faces.Faces()(who).picture
    for color, least in (("#ff66aa", 2000), ("#f5d0b0", 2000)):
        near = delta_e(picture[..., :3], np.array(parse_color(color), np.uint8)) < 3
        assert (near & (picture[..., 3] == 255)).sum() > least
    red, green, blue = (picture[..., i].astype(int) for i in range(3))
    iris = (green > red + 30) & (green > blue + 20) & (picture[..., 3] == 255)
    rows, columns = np.nonzero(iris)
    left, right = columns < 128, columns >= 128
    assert abs(int(left.sum()) - int(right.sum())) < 0.12 * left.sum()
    assert abs(rows[left].mean() - rows[right].mean()) < 1.5
    assert abs(rows.mean() / 256 - EYES[1]) < 0.03 and abs(columns.mean() / 256 - EYES[0]) < 0.01


def test_a_morph_goes_in_steps_and_holds_its_ends() -> None:
    first = Character.parse("hair=twin_tails,hair_color=pink,accessories=glasses", 1)
    last = Character.parse("hair=spiky,hair_color=blue,expression=laugh", 2)
    maker = faces.Faces()
    walk = maker.morph(first, last, 7, SMALL)
    assert np.array_equal(walk[0].picture, maker(first, SMALL).picture)
    assert np.array_equal(walk[-1].picture, maker(last, SMALL).picture)
    steps = [apart(a.picture, b.picture) for a, b in pairwise(walk)]
    whole = apart(walk[0].picture, walk[-1].picture)
    assert max(steps) < 0.6 * whole and min(steps) > 0.02 * whole
    assert walk[0].character.word("hair") == "twin_tails" and walk[-1].character.word("hair") == "spiky"


def test_what_is_wished_for_stays_when_the_rest_is_filled() -> None:
    for seed in range(20):
        who = wishing.filled(Character.parse("hair_length=short,presentation=boy,eye_color=green", seed))
        assert who.word("presentation") == "boy" and who.word("eye_color") == "green"
        assert form.form_of(who).hair["back"] <= 0.16
    one, other = (wishing.filled(Character.parse(w, 9)) for w in ("", "eyes=tareme"))
    assert one.word("hair") == other.word("hair") and one.word("fringe") == other.word("fringe")


def test_short_words() -> None:
    who = say_eyes(say_hair(Character(), "pink twin tails, blunt"), "green+round")
    assert who.word("hair_color") == "pink" and who.word("hair") == "twin_tails"
    assert who.word("fringe") == "blunt" and who.word("eyes") == "round" and who.word("eye_color") == "green"
    assert say_hair(Character(), "#f9c bob").color("hair") == "#ff99cc"
    assert say_hair(Character(), "long").word("hair") == "long"
    with pytest.raises(InputError, match="not a word for hair"):
        say_hair(Character(), "plaid")
    with pytest.raises(InputError, match="two of a kind"):
        say_eyes(Character(), "green blue")


def test_what_cannot_be() -> None:
    with pytest.raises(InputError, match="128 or 256"):
        faces.FacesOptions(size=64)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="maker"):
        faces.FacesOptions(maker="cloud")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="1 to 64"):
        faces.Faces().morph(Character(), Character(), 0)


def test_numbers_of_a_wish() -> None:
    known = ("hair_color:pink", "accessories:glasses", "shoes:boots")
    who = Character.parse("hair_color=pink,skin=#ff0000,eyes=#0000ff")
    told = wishing.face_numbers(who, known)
    assert told[:3].tolist() == [1, 0, 0] and told[3:].reshape(3, 4).tolist() == [
        [1, 0, 0, 1],
        [0, 0, 0, 0],
        [0, 0, 1, 1],
    ]
    a, b = (np.concatenate([told, wishing.latent(seed)]) for seed in (1, 2))
    middle = wishing.between(a, b, 0.5)
    sizes = [np.linalg.norm(row[-LATENT:]) for row in (a, middle, b)]
    assert sizes[1] > 0.85 * min(sizes[0], sizes[2])
    assert np.allclose(wishing.between(a, b, 0.0), a) and np.allclose(
        wishing.between(a, b, 1.0), b, atol=1e-5
    )
    assert set(wishing.face_groups()) <= set(groups())
    assert wishing.LATENT == LATENT


def test_costs_are_those_in_the_header() -> None:
    network = Faces(len(wishing.face_labels()))
    count = sum(p.numel() for p in network.parameters())
    assert count < 0.87e6 and count == pytest.approx(0.82e6, abs=0.02e6)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(torch.zeros(1, network.told + LATENT))
    assert counter.get_total_flops() / 2e9 == pytest.approx(0.37, abs=0.02)


def test_the_composition_shows_what_the_fields_say() -> None:
    torch.manual_seed(0)
    network = Faces(3, widths=(8, 8, 8, 4), blocks=(1, 1, 1), control=16)
    wish = torch.zeros(1, 3 + 12)
    wish[0, 3:] = torch.tensor([1.0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1])
    fields = network.said(wish, torch.zeros(1, LATENT))
    parts = torch.full_like(fields.parts, -4)
    parts[:, PARTS.index("background")] = 1
    parts[:, PARTS.index("skin"), 32:] = 3
    parts[:, PARTS.index("hair_front"), :, :64] = 5
    flat = fields._replace(
        parts=parts, **{name: torch.full_like(fields.tone, -20) for name in ("tone", "shine", "ink")},
        rest=torch.zeros_like(fields.rest),
    )  # fmt: skip
    made = composed(flat, 128, 6.0)
    assert torch.allclose(made[0, :3, 100, 100], torch.tensor([1.0, 0, 0]), atol=1e-3)
    assert torch.allclose(made[0, :3, 100, 10], torch.tensor([0.0, 1, 0]), atol=1e-3)
    assert made[0, 3, 10, 100] < 1e-3 and made[0, 3, 100, 100] > 0.999
    outlined = composed(flat, 256, 6.0, outlined=True)
    assert outlined[0, 4, 200, 120:136].max() > 0.9 and outlined[0, 4, 200, 200] < 0.01
    # Sizes that have learned nothing add nothing to the one before.
    coarse = network.said(wish, torch.zeros(1, LATENT), fine=False)
    assert torch.allclose(fields.parts.mean(), coarse.parts.mean(), atol=0.05)


def test_the_network_draws_where_it_is_asked_to(tmp_path: Path) -> None:
    runner = pick_runner("torch", folder=write_tiny_faces(tmp_path))
    maker = faces.Faces(runner)
    made = maker(Character(seed=1), NETWORK)
    assert made.picture.shape == (128, 128, 4) and made.picture.dtype == np.uint8 and "network" in made.engine
    assert maker(Character(seed=1), faces.FacesOptions(maker="network")).picture.shape == (256, 256, 4)
    assert np.array_equal(maker(Character(seed=1), NETWORK).picture, made.picture)
    assert "rule" in maker(Character(seed=1), faces.FacesOptions(size=128, maker="rule")).engine
    walk = maker.morph(Character(seed=1), Character(seed=2), 3, NETWORK)
    assert np.array_equal(walk[0].picture, made.picture)
    assert "rule" in faces.Faces()(Character(seed=1), NETWORK).engine
