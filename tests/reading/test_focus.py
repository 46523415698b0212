"""The state of a party without a name, by what is known around it."""

import pytest

from detente.reading.focus import REASONS, Clues, choose, score
from detente.reading.network import shipped_weights

NOTHING = Clues(
    dateline=None,
    possessor=None,
    place=None,
    city=None,
    here=(),
    later=(),
    ranking=(),
    party_before=None,
    subject_before=None,
    named_before=None,
    actor=None,
)


def clues(**known: object) -> Clues:
    fields = {name: getattr(NOTHING, name) for name in Clues.__slots__}
    return Clues(**(fields | known))


def test_without_candidates_it_stays_open() -> None:
    assert choose(NOTHING, {"dateline": 1.0}) == (None, "")


def test_the_best_sum_wins_and_its_best_feature_is_the_reason() -> None:
    weights = {"dateline": 1.0, "rank1": 0.7, "party_before": 0.6}
    asked = clues(dateline="KEN", ranking=("UGA",), party_before="UGA")
    assert choose(asked, weights) == ("UGA", REASONS["rank1"])


def test_every_feature_has_a_reason() -> None:
    everything = clues(
        dateline="KEN",
        possessor="UGA",
        place="TZA",
        city="RWA",
        here=("BDI", "COD"),
        later=("ZMB",),
        ranking=("MWI", "MOZ", "AGO", "NAM"),
        party_before="BWA",
        subject_before="ZWE",
        named_before="ZAF",
        actor="LSO",
    )
    features = {name for found in everything.candidates().values() for name in found}
    assert features == set(REASONS)
    assert "NAM" not in everything.candidates()  # the fourth is not asked for


def test_the_shipped_weights_know_their_features() -> None:
    assert set(shipped_weights().focus) == set(REASONS)


@pytest.mark.parametrize(("features", "expected"), [({}, 0.0), ({"a": 1.0, "b": 1.0}, 3.0)])
def test_score(features: dict[str, float], expected: float) -> None:
    assert score(features, {"a": 1.0, "b": 2.0}) == expected
