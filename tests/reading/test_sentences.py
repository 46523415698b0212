"""Where sentences end."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.markup import read_article
from detente.reading.sentences import split_sentences

ARTICLES = Path(__file__).parents[2] / "training" / "articles"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),  # plain
        ("Gen. Lee met Mr. Sato.", ["Gen. Lee met Mr. Sato."]),  # titles
        ("It hit the U.S. economy.", ["It hit the U.S. economy."]),  # an abbreviation inside
        (
            "He is in the U.S. The talks end.",
            ["He is in the U.S.", "The talks end."],
        ),  # and at the end
        ("J. K. Smith agreed.", ["J. K. Smith agreed."]),  # initials
        ("“Stop.” He left.", ["“Stop.”", "He left."]),  # the closing quote stays
        ('"Why?" he asked.', ['"Why?" he asked.']),  # the sentence goes on in lower case
        ("At 5 p.m. on Monday it rose 1.5 percent.", ["At 5 p.m. on Monday it rose 1.5 percent."]),
        (
            "One line\nbroken here.\n\nNext one",
            ["One line\nbroken here.", "Next one"],
        ),  # paragraphs
        ("They met on Jan. 14. No deal came.", ["They met on Jan. 14.", "No deal came."]),  # a date
        ("", []),  # nothing
        ("  \n\n ", []),  # white space alone
        ("Wait... Then he spoke.", ["Wait...", "Then he spoke."]),  # dots
    ],
)
def test_split(text: str, sentences: list[str]) -> None:
    assert [s.text for s in split_sentences(text)] == sentences


@given(st.text(alphabet=st.sampled_from("aB.!? \n”'1é-"), max_size=200))
def test_spans_lie_in_the_text_in_order_and_lose_nothing(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[s.start : s.end] == s.text and s.text.strip() == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.text for s in spans).split()) == "".join(text.split())


def test_gold_articles_come_out_right() -> None:
    right = total = 0
    for path in sorted(ARTICLES.glob("*/*.txt")):
        article = read_article(path)
        gold = {s.text for s in article.sentences}
        right += len(gold & {s.text for s in split_sentences(article.text)})
        total += len(gold)
    assert total > 400
    assert right / total > 0.99
