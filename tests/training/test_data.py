"""From marked sentences to samples: each label at the word that it belongs to."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from training.data import IGNORE, Sample, SampleMaker, read_records, trigger_lexicon

from detente.errors import GoldError
from detente.evaluation.markup import MarkedSentence, parse_sentence
from detente.reading.labels import (
    NONE,
    STATUS_LABELS,
    argument_tags,
    event_labels,
    mode_labels,
    trigger_tags,
)
from detente.reading.network import shipped_weights
from detente.reading.words import MAX_PIECES, encode

MARKED = (
    "{t1 On Monday} {a1 France} {e1:CONSULT.visit;future will visit} {r1,r2 Germany}, "
    "which it {e2:ACCUSE;historical blamed} for unrest, {s1 officials} said in {l1 Paris}."
)


class _Never(random.Random):
    """Chance that never strikes: no false triggers, no jitter."""

    def random(self) -> float:
        return 1.0


class _Always(random.Random):
    """Chance that always strikes."""

    def random(self) -> float:
        return 0.0


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return shipped_weights().tokenizer


def record(marked: str = MARKED) -> MarkedSentence:
    return parse_sentence(marked, "x:1")


def made_of(
    tokenizer: Tokenizer,
    marked: str = MARKED,
    *,
    lexicon: frozenset[str] = frozenset(),
    rng: random.Random | None = None,
) -> Sample:
    return SampleMaker(tokenizer, lexicon, rng or _Never()).sample(record(marked))


def tagged(tokenizer: Tokenizer, text: str, tags: np.ndarray, names: tuple[str, ...]) -> dict:
    """Word -> tag, of the words whose tag is not O."""
    encoded = encode(tokenizer, text)
    return {
        text[a:b]: names[tags[first]]
        for (a, b), first in zip(encoded.words, encoded.first, strict=True)
        if tags[first] > 0
    }


TEXT = parse_sentence(MARKED, "x:1").text


def test_each_event_is_a_marked_trigger_of_its_sentence(tokenizer: Tokenizer) -> None:
    marked = made_of(tokenizer).marked
    assert [event_labels()[m.event] for m in marked] == ["CONSULT", "ACCUSE"]
    assert [STATUS_LABELS[m.status] for m in marked] == ["future", "historical"]
    assert [mode_labels()[m.mode] for m in marked] == [("CONSULT", "visit"), ("ACCUSE", None)]


def test_triggers_of_the_first_pass(tokenizer: Tokenizer) -> None:
    assert tagged(tokenizer, TEXT, made_of(tokenizer).trigger, trigger_tags()) == {
        "will": "B-CONSULT",
        "visit": "I-CONSULT",  # the second word goes on
        "blamed": "B-ACCUSE",
    }


def test_arguments_of_the_second_pass_are_its_event_s_own(tokenizer: Tokenizer) -> None:
    consult, accuse = made_of(tokenizer).marked
    assert tagged(tokenizer, TEXT, consult.argument, argument_tags()) == {
        "On": "B-time",
        "Monday": "I-time",
        "France": "B-actor",
        "Germany": "B-recipient",
        "officials": "B-source",
        "Paris": "B-place",
    }
    assert tagged(tokenizer, TEXT, accuse.argument, argument_tags()) == {"Germany": "B-recipient"}


def test_marks_cover_the_trigger_alone(tokenizer: Tokenizer) -> None:
    consult, accuse = made_of(tokenizer).marked
    encoded = encode(tokenizer, TEXT)
    for trigger, expected in ((consult, {"will", "visit"}), (accuse, {"blamed"})):
        marked = {
            TEXT[a:b]
            for (a, b), first, last in zip(encoded.words, encoded.first, encoded.last, strict=True)
            if trigger.marks[first : last + 1].all()
        }
        assert marked == expected


def test_labels_stand_on_first_pieces_only(tokenizer: Tokenizer) -> None:
    sample = made_of(tokenizer)
    first = set(encode(tokenizer, TEXT).first.tolist())
    for tags in (sample.trigger, *(m.argument for m in sample.marked)):
        assert set(np.flatnonzero(tags != IGNORE).tolist()) == first
    rows = [sample.ids, sample.shapes, sample.trigger]
    rows += [row for m in sample.marked for row in (m.marks, m.argument)]
    assert len({len(row) for row in rows}) == 1


class _OnlyFalse(random.Random):
    """Chance that strikes for false triggers alone: they are asked for last."""

    def __init__(self) -> None:
        super().__init__(0)
        self.asked = 0

    def random(self) -> float:
        self.asked += 1
        return 1.0 if self.asked == 1 else 0.0


def test_false_trigger_is_none_and_no_real_trigger(tokenizer: Tokenizer) -> None:
    lexicon = frozenset({"said", "blamed", "visit"})
    *_, false = made_of(tokenizer, lexicon=lexicon, rng=_OnlyFalse()).marked
    assert event_labels()[false.event] == NONE
    assert (false.mode, false.status, set(false.argument)) == (IGNORE, IGNORE, {IGNORE})
    # of the three words, only "said" is no trigger here
    encoded = encode(tokenizer, TEXT)
    words = [TEXT[a:b] for a, b in encoded.words]
    assert np.flatnonzero(false.marks).tolist() == [encoded.first[words.index("said")]]


@pytest.mark.parametrize(
    ("lexicon", "rng"),
    [
        (frozenset({"said"}), _Never()),  # chance says no
        (frozenset({"blamed"}), _Always(0)),  # a real trigger is no false one
        (frozenset(), _Always(0)),  # nothing is known
    ],
)
def test_no_false_trigger(
    lexicon: frozenset[str], rng: random.Random, tokenizer: Tokenizer
) -> None:
    made = made_of(tokenizer, lexicon=lexicon, rng=rng)
    assert NONE not in {event_labels()[m.event] for m in made.marked}


def test_jitter_marks_one_word_of_a_longer_trigger(tokenizer: Tokenizer) -> None:
    consult, accuse = made_of(tokenizer, rng=_OnlyFalse()).marked
    assert consult.marks.sum() == 1  # "will" or "visit"
    assert accuse.marks.sum() == 1  # "blamed", as ever


def test_states_are_swapped_with_their_labels(tokenizer: Tokenizer) -> None:
    plain, swapped = made_of(tokenizer), made_of(tokenizer, rng=_Always(0))
    assert swapped.ids.tolist() != plain.ids.tolist()
    assert [m.event for m in swapped.marked] == [m.event for m in plain.marked]
    for before, after in zip(plain.marked, swapped.marked, strict=True):
        assert [t for t in before.argument if t > 0] == [t for t in after.argument if t > 0]


def test_sentence_without_events_is_all_outside(tokenizer: Tokenizer) -> None:
    only = made_of(tokenizer, "Hail fell on the hills above the town for an hour.")
    assert set(only.trigger[only.trigger != IGNORE].tolist()) == {0}
    assert only.marked == ()


def test_trigger_beyond_the_last_piece_is_left_out(tokenizer: Tokenizer) -> None:
    long = "rain " * (MAX_PIECES + 20) + "{a1 France} {e1:AGREE signed} a pact."
    made = made_of(tokenizer, long)
    assert len(made.ids) <= MAX_PIECES
    assert (made.trigger <= 0).all()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (["{e1:AGREE agreed}."] * 2, {"agreed"}),  # seen twice
        (["{e1:AGREE agreed}."], set()),  # once may be chance
        (["{e1:AGREE Agreed}.", "{e1:AGREE agreed}."], {"agreed"}),  # case apart
        (["{e1:CONSULT met}."] * 3, set()),  # too short to tell anything
        (["{e1:AGREE will sign}."] * 2, {"will", "sign"}),  # each word
        (["{e1:AID 20 tanks}."] * 2, {"tanks"}),  # numbers are no words
        (["They agreed."] * 2, set()),  # not marked
    ],
)
def test_trigger_lexicon(marked: list[str], expected: set[str]) -> None:
    assert trigger_lexicon(map(record, marked)) == expected


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for number in (2, 11, 12):
        text = f"{{a1 France}} {{e1:AGREE agreed}} to part {number}.\n\nNo event {number}.\n"
        (tmp_path / "corpus" / f"part-{number}.txt").write_text(text, "utf-8")
    article = "TITLE: T\nPUBLISHED: 2022-02-03\n---\nHail fell.\n---\nEVENTS\n"
    for name in ("train", "dev"):
        (tmp_path / "articles" / name).mkdir(parents=True)
        (tmp_path / "articles" / name / "12-a.txt").write_text(article, "utf-8")
    return tmp_path


def test_read_records_in_the_order_of_numbers(corpus: Path) -> None:
    # 2 before 11, as numbers; training articles last, and none of the gold ones
    texts = [record.text for record in read_records(corpus)]
    assert texts == [
        "France agreed to part 2.",
        "No event 2.",
        "France agreed to part 11.",
        "No event 11.",
        "France agreed to part 12.",
        "No event 12.",
        "Hail fell.",
    ]


@pytest.mark.parametrize(("until", "count"), [(None, 7), (12, 7), (11, 4), (1, 0)])
def test_read_records_until_a_part(corpus: Path, until: int | None, count: int) -> None:
    assert len(read_records(corpus, until=until)) == count


def test_read_records_stops_at_a_malformed_line(corpus: Path) -> None:
    (corpus / "corpus" / "part-11.txt").write_text("Fine.\n{a1 France agreed.\n", "utf-8")
    with pytest.raises(GoldError, match=r"part-11\.txt:2"):
        read_records(corpus)


def test_same_seed_same_samples(tokenizer: Tokenizer) -> None:
    lexicon = frozenset({"said", "unrest"})
    one, other = (made_of(tokenizer, lexicon=lexicon, rng=random.Random(7)) for _ in range(2))
    assert one.ids.tolist() == other.ids.tolist()
    assert [m.marks.tolist() for m in one.marked] == [m.marks.tolist() for m in other.marked]
