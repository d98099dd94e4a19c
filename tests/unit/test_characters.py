"""Wishes: every word is known to the factory, wrong ones get a sentence, nothing is lost in files."""

import json

import numpy as np
import pytest

from anigen_core.character import (
    ANYBODY,
    CLOTHES,
    DICE,
    HUES,
    PALETTE,
    SETS,
    WORDS,
    Character,
    groups,
    labels,
    settled,
    wish_numbers,
)
from anigen_core.color import parse_color
from anigen_core.errors import InputError
from anigen_core.settings import Settings
from train.tags import SETS as TAG_SETS
from train.tags import SINGLE
from train.wishes import TAG_OF

SHE = Character.parse(
    "hair=twin_tails, hair-color=Pink, outfit=sailor, accessories=glasses+ribbon, hair=#F8A, top=#3a7bd5", 3
)


def test_the_words_are_those_the_factory_draws():
    tags = {**SINGLE, **TAG_SETS}
    for group, words in groups().items():
        drawn = [word.replace(" ", "_") for word in tags[TAG_OF.get(group, group)]]
        assert [word for word in drawn if not word.endswith("_seen")] == list(words), group


def test_words_become_a_character():
    assert SHE.word("hair") == "twin_tails" and SHE.word("hair_color") == "pink"
    assert SHE.words("accessories") == ("ribbon", "glasses")  # in the order of the group
    assert SHE.colors == (("hair", "#ff88aa"), ("top", "#3a7bd5")) and SHE.seed == 3
    assert Character.parse("") == ANYBODY and SHE.word("shoes") is None and SHE.color("shoes") is None


@pytest.mark.parametrize(
    "text",
    ["hair=antlers", "beard=long", "hair", "hair=", "top=#12", "shoes=boots+pumps", "nose=#fff"],
)
def test_wrong_wishes_are_refused_in_a_sentence(text):
    with pytest.raises(InputError, match=r"\.$"):
        Character.parse(text)


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, True])
def test_wrong_seeds_are_refused(seed):
    with pytest.raises(InputError, match="seed"):
        Character(seed=seed)


def test_changing_a_wish_changes_nothing_else():
    changed = SHE.wishing("hair", "bob").colored("top", None).colored("shoes", "#000")
    assert changed.word("hair") == "bob" and changed.color("shoes") == "#000000"
    assert changed.color("top") is None and changed.word("outfit") == "sailor"
    assert SHE.wishing("hair").word("hair") is None
    assert changed.wishing("hair", "twin_tails").colored("top", "#3a7bd5").colored("shoes", None) == SHE


def test_json_keeps_all_and_refuses_the_rest():
    assert Character.from_json(json.loads(json.dumps(SHE.to_json()))) == SHE
    assert Character.from_json({}) == ANYBODY
    for bad in (
        *([], {"wish": {}}, {"wishes": []}, {"wishes": {"hair": "bob"}}, {"wishes": {"hair": [1]}}),
        *({"colors": {"top": 3}}, {"seed": "1"}, {"wishes": {"hair": ["bob", "long"]}}),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            Character.from_json(bad)


def test_settings_carry_the_character():
    settings = Settings(character=SHE)
    assert Settings.from_json(json.loads(json.dumps(settings.to_json()))) == settings
    assert Settings.from_json({}).character == ANYBODY
    with pytest.raises(InputError, match=r"\.$"):
        Settings(character="pink")  # type: ignore[arg-type]


def test_dice_leave_what_is_locked():
    rng = np.random.default_rng(0)
    rolls = [SHE.rolled(rng, ("outfit", "accessories", "top")) for _ in range(40)]
    for roll in rolls:
        assert roll.word("outfit") == "sailor" and roll.words("accessories") == ("ribbon", "glasses")
        assert roll.color("top") == "#3a7bd5" and roll.color("hair") is None
        assert all(roll.word(group) for group in DICE)
    assert len({roll.word("hair") for roll in rolls}) > 10 and len({roll.seed for roll in rolls}) == 40
    assert SHE.rolled(np.random.default_rng(1)) == SHE.rolled(np.random.default_rng(1))
    with pytest.raises(InputError, match=r"\.$"):
        SHE.rolled(rng, ("nose",))


def test_numbers_for_a_network():
    known = labels()
    numbers = wish_numbers(SHE, known)
    assert numbers.shape == (len(known) + 4 * len(PALETTE),) and numbers.dtype == np.float32
    assert {word for word, n in zip(known, numbers, strict=False) if n} == {
        *("hair:twin_tails", "hair_color:pink", "outfit:sailor"),
        *("accessories:glasses", "accessories:ribbon"),
    }
    colors = numbers[len(known) :].reshape(len(PALETTE), 4)
    assert np.allclose(colors[PALETTE.index("hair")], (1, 0x88 / 255, 0xAA / 255, 1))
    assert colors[:, 3].sum() == 2 and not wish_numbers(ANYBODY, known).any()
    # A network that learned fewer words passes over the others.
    assert wish_numbers(SHE, ("hair:bob", "hair:twin_tails"))[:2].tolist() == [0, 1]
    assert set(SETS) <= set(groups())


def test_every_color_gets_chosen():
    chosen = settled(SHE)
    assert chosen.color("top") == "#3a7bd5" and chosen.color("hair") == "#ff88aa"  # as wished for
    assert all(chosen.color(part) for part in ("skin", "eyes", "bottom", "shoes"))
    assert settled(SHE) == chosen and chosen.wishes == SHE.wishes and settled(chosen) == chosen
    pink = [settled(Character.parse("hair_color=pink", seed)).color("hair") for seed in range(20)]
    red, green, blue = np.array([parse_color(str(color)) for color in pink]).T
    assert (red > green).all() and (red > blue).all() and 2 < len(set(pink)) <= 5
    # who wishes for nothing gets another outfit's colors with another seed
    anybody = {settled(Character(seed=seed)).colors for seed in range(20)}
    assert len(anybody) == 20


def test_hues_are_of_words_that_exist():
    made = json.loads(HUES.read_text("utf-8"))
    assert set(made) == {*WORDS, "outfit"}
    for group, rows in made.items():
        assert set(rows) == set(groups()[group]), group
    for palettes in made["outfit"].values():
        assert all(set(palette) <= set(CLOTHES) and palette for palette in palettes)
