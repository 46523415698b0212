"""Gold quotations against quotes of ours; and the floors on the committed gold."""

from datetime import date
from pathlib import Path

import pytest

from detente.errors import GoldError
from detente.evaluation.articles import article_of, gold_files
from detente.evaluation.markup import parse_article, read_article
from detente.evaluation.quotes import gold_quotes, is_speaker, score_quotes
from detente.evaluation.scores import Count
from detente.reading.actors import Resolver
from detente.reading.entities import Entities
from detente.reading.places import locate
from detente.reading.quotes import find_quotes
from detente.reading.sentences import split_sentences
from detente.records import Actor, Article, Quote, Span

ROOT = Path(__file__).parents[2]
# Plain clues to an unnamed speaker's state, so that the floor moves with this code alone.
WEIGHTS = {
    "dateline": 1.0,
    "possessor": 3.0,
    "place": 1.5,
    "city": 1.5,
    "first_here": 1.2,
    "nearest_here": 1.5,
    "rank1": 1.0,
    "rank2": 0.5,
    "subject_before": 0.8,
}
BODY = 'Ann Lee, the minister, called it "a grab". "We shall see," she said.'
GOLD = f"TITLE: T\nPUBLISHED: 2024-05-02\n---\n{BODY}\n---\nEVENTS\nQUOTES\n"
ROWS = "Ann Lee | a grab\nAnn Lee | We shall see,\n"


def read_quotes(article: Article) -> tuple[Quote, ...]:
    home = locate(article.place.title()).country if article.place else None
    on = date.fromisoformat(article.published) if article.published else None
    entities = Entities(article.text, on, home=home)
    resolver = Resolver(entities, weights=WEIGHTS, place=home)
    return find_quotes(
        article.text, split_sentences(article.text), entities=entities, resolver=resolver
    )


def quote(words: str, speaker: Actor | None) -> Quote:
    at = BODY.index(words)
    return Quote(words, Span(words, at, at + len(words)), speaker, Span(BODY, 0, len(BODY)))


LEE = Actor(None, person="Ann Lee")


@pytest.mark.parametrize(
    ("quotes", "with_speaker", "alone", "kinds"),
    [
        # all right
        ([quote("a grab", LEE), quote("We shall see,", LEE)], (2, 2, 2), (2, 2, 2), []),
        # one too many
        (
            [quote("a grab", LEE), quote("We shall see,", LEE), quote("minister", LEE)],
            (2, 3, 2),
            (2, 3, 2),
            ["spurious"],
        ),
        # a comma at the end makes no difference
        ([quote("We shall see", LEE)], (1, 1, 2), (1, 1, 2), ["missed"]),
        # the wrong speaker
        ([quote("a grab", Actor(None, ("NOR",)))], (0, 1, 2), (1, 1, 2), ["speaker", "missed"]),
        # no speaker
        ([quote("a grab", None)], (0, 1, 2), (1, 1, 2), ["speaker", "missed"]),
        # half of the words
        ([quote("grab", LEE)], (0, 1, 2), (0, 1, 2), ["missed", "missed", "spurious"]),
        # twice the same
        ([quote("a grab", LEE)] * 2, (1, 2, 2), (1, 2, 2), ["missed", "spurious"]),
        # nothing
        ([], (0, 0, 2), (0, 0, 2), ["missed", "missed"]),
    ],
)
def test_score(
    quotes: list[Quote],
    with_speaker: tuple[int, int, int],
    alone: tuple[int, int, int],
    kinds: list[str],
) -> None:
    rows = gold_quotes(parse_article(GOLD + ROWS, "a.txt"))
    assert rows is not None
    result = score_quotes([("a", rows, quotes)])
    assert result.with_speaker == Count(*with_speaker)
    assert result.alone == Count(*alone)
    assert [error.kind for error in result.errors] == kinds


@pytest.mark.parametrize(
    ("gold", "actor", "right"),
    [
        ("Ann Lee", Actor(None, person="Ann Lee"), True),  # the full name
        ("Ann LEE", Actor(None, person="Lee"), True),  # the surname, in any case
        ("Park Hong-keun", Actor(None, person="Park"), True),  # a surname that stands first
        ("Ann Lee", Actor(None, person="Ann Moe"), True),  # the first word may be the surname
        ("Ann Lee", Actor(None, person="Eva Moe"), False),  # somebody else
        ("Ann Lee", Actor(Span("Norway", 0, 6), ("NOR",)), False),  # only her state
        ("Japan", Actor(None, ("JPN",)), True),  # the state
        ("Japan", Actor(None, ("KOR",)), False),  # another
        ("government of Ecuador", Actor(None, ("ECU",), "GOV"), True),  # state and sector
        ("court of Ecuador", Actor(None, ("ECU",), "GOV"), False),  # another sector
        ("aide of Ann Lee", Actor(Span("an aide of Ms Lee", 0, 17)), True),  # an office
        ("aide of Ann Lee", Actor(None, person="Ann Lee"), True),  # a known leniency: the surname
        ("Shiv Sena", Actor(Span("The Shiv Sena", 0, 13)), True),  # a body by its name
        ("Japan", None, False),  # nobody
    ],
)
def test_speaker_agrees(gold: str, actor: Actor | None, right: bool) -> None:
    assert is_speaker(gold, actor) is right


def test_an_article_without_the_section() -> None:
    assert gold_quotes(parse_article(GOLD.replace("QUOTES\n", ""), "a.txt")) is None
    assert gold_quotes(parse_article(GOLD, "a.txt")) == ()


def test_an_error_tells_its_sentence() -> None:
    rows = gold_quotes(parse_article(GOLD + ROWS, "a.txt"))
    assert rows is not None
    told = [(e.kind, e.trigger, e.sentence) for e in score_quotes([("a", rows, [])]).errors]
    assert told == [("missed", words, BODY) for words in ("a grab", "We shall see,")]


@pytest.mark.parametrize("row", ["Ann Lee", "| words", "Ann Lee |", "Ann Lee | a gap"])
def test_bad_row(row: str) -> None:
    with pytest.raises(GoldError, match=r"a\.txt:8"):
        gold_quotes(parse_article(f"{GOLD}{row}\n", "a.txt"))


def test_no_figure_falls_below_its_floor() -> None:
    golds = map(read_article, gold_files([ROOT / "training" / "articles" / "dev"]))
    result = score_quotes(
        [(gold.name, gold_quotes(gold) or (), read_quotes(article_of(gold))) for gold in golds]
    )
    assert result.alone.gold == 58
    assert (result.alone.f1 or 0) >= 0.97
    assert (result.with_speaker.f1 or 0) >= 0.93


# The founding case: its quoted sentences with those that tell who speaks, and the speakers.
CASE_TEXT = """S. Korean President Yoon Suk Yeol met Japan’s Fumio Kishida in Tokyo Thursday.

“This week Tokyo saw its cherry blossom trees blooming a little earlier than usual. I’m very \
happy to have this opportunity,” Kishida said as the two faced each other across a table.

“Today’s meeting with Prime Minister Kishida has a special meaning,” Yoon said.

He said North Korea’s launch of a long-range ballistic missile that morning had shown the \
“grave threat” to international peace and stability.

Yoon has said that he expects to “invigorate” security cooperation.

Park Hong-keun, floor leader of South Korea’s main opposition Democratic Party, said Yoon’s \
visit should not stop at “his trip down memory lane” and asked Yoon to earn a true apology.

Japan said the “strategic challenge posed by China is the biggest Japan has ever faced” in a \
defense strategy paper released in December."""
CASE_SPEAKERS = [
    "Fumio Kishida",
    "Yoon Suk Yeol",
    "Yoon Suk Yeol",
    "Yoon Suk Yeol",
    "Park Hong-keun",
    "Japan",
]


def test_founding_case() -> None:
    quotes = read_quotes(Article("case", CASE_TEXT, published="2023-03-16"))
    assert len(quotes) == len(CASE_SPEAKERS)
    assert all(is_speaker(gold, q.speaker) for gold, q in zip(CASE_SPEAKERS, quotes, strict=True))
