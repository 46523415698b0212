"""The shipped dispatches: counts, dates, ids, and that intake opens every file."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from detente.intake.sources import open_sources
from detente.records import Article

FOLDER = Path(__file__).parents[1] / "examples" / "dispatches"
PUBLISHERS = {
    "Saltmarsh Wire",
    "Kestrel Courier",
    "Northquay Monitor",
    "Ferrant Post",
    "Tamarind Review",
}
PAIRS = ("aus-chn", "kor-jpn", "nor-swe", "sau-irn")
ORIGIN = re.compile(r"(?:first appeared in|was first published by) the ([A-Z]\w+ [A-Z]\w+)\.")
FURNITURE = re.compile(
    r"cookie|newsletter|unsubscribe|inbox|leave a reply|post a comment|most read|related articles"
    r"|you may also like|more from|all rights reserved|mailing list|privacy policy|^tags:",
    re.IGNORECASE | re.MULTILINE,
)


@cache
def dispatches(pair: str) -> tuple[Article, ...]:
    return tuple(open_sources([str(FOLDER / pair)]))


def every_dispatch() -> list[Article]:
    return [article for pair in PAIRS for article in dispatches(pair)]


def form_of(article: Article) -> str:
    return Path(article.source.split(":")[0]).suffix


@pytest.mark.parametrize(
    ("pair", "at_least", "first", "last"),
    [
        ("kor-jpn", 45, "2018", "2024"),  # the founding case: it turns in March 2023
        ("sau-irn", 20, "2016", "2023"),  # turns in the same month
        ("aus-chn", 20, "2018", "2024"),  # falls in 2020, thaws from 2022
        ("nor-swe", 20, "2018", "2023"),  # no turn
    ],
)
def test_pair_has_its_articles_and_years(pair: str, at_least: int, first: str, last: str) -> None:
    articles = dispatches(pair)
    years = {(article.published or "")[:4] for article in articles}
    assert len(articles) >= at_least
    assert (min(years), max(years)) == (first, last)


def test_folders_are_the_pairs() -> None:
    assert tuple(sorted(p.name for p in FOLDER.iterdir() if p.is_dir())) == PAIRS


def test_readme_counts_agree() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    counts = dict(re.findall(r"^\| `([a-z-]+)/` \|[^|]+\|[^|]+\| (\d+) \|", readme, re.MULTILINE))
    assert counts == {pair: str(len(dispatches(pair))) for pair in PAIRS}
    assert f"{len(every_dispatch())} short articles" in readme


def test_intake_opens_every_file() -> None:
    files = sorted(path for pair in PAIRS for path in (FOLDER / pair).iterdir())
    opened = {article.source.split(":")[0] for article in every_dispatch()}
    assert opened == {str(path) for path in files}
    assert [article.rejected for article in every_dispatch() if article.rejected] == []


def test_all_that_an_article_needs_is_known() -> None:
    for article in every_dispatch():
        assert article.language == "en", article.source
        assert article.title, article.source
        assert article.publisher in PUBLISHERS, article.source
        assert date.fromisoformat(article.published or "") <= date(2024, 12, 31), article.source


def test_all_five_publishers_and_all_forms() -> None:
    assert {article.publisher for article in every_dispatch()} == PUBLISHERS
    forms = Counter(form_of(article) for article in every_dispatch())
    assert min(forms[".html"], forms[".txt"]) >= 8
    assert forms[".jsonl"] > forms[".html"] + forms[".txt"]


def test_ids_and_urls_are_unique() -> None:
    articles = every_dispatch()
    urls = [article.url for article in articles if article.url]
    assert len({article.id for article in articles}) == len(articles)
    assert len(set(urls)) == len(urls)
    assert all(url.startswith("https://example.org/") for url in urls)


def test_dates_agree_with_name_url_and_order() -> None:
    for pair in PAIRS:
        lines = (FOLDER / pair / "dispatches.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert [row["published"] for row in rows] == sorted(row["published"] for row in rows)
        for row in rows:
            assert row["id"].startswith(f"{pair}-{row['published']}-")
            assert row["published"][:7].replace("-", "/") in row["url"]
    for article in every_dispatch():
        if form_of(article) != ".jsonl":
            assert Path(article.source).name.startswith(article.published or "?"), article.source


def test_articles_are_short() -> None:
    for article in every_dispatch():
        text = article.text.replace("U.S.", "US").replace("U.N.", "UN")
        assert 6 <= len(re.findall(r"[.!?][\"”]?(?=\s|$)", text)) <= 15, article.source


def test_furniture_is_on_the_pages_and_gone_from_the_articles() -> None:
    pages = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*/*.html"))]
    assert all(FURNITURE.search(page) for page in pages)
    assert [a.source for a in every_dispatch() if FURNITURE.search(a.text)] == []


def test_copies_name_and_match_an_earlier_original() -> None:
    copies = [(a, found[1]) for a in every_dispatch() if (found := ORIGIN.search(a.text))]
    assert len(copies) >= 10
    for copy, origin in copies:
        assert origin in PUBLISHERS - {copy.publisher}
        assert any(
            other.publisher == origin
            and (other.published or "") <= (copy.published or "")
            and 0.85 <= overlap(copy, other) < 1  # edited, not identical
            for other in every_dispatch()
        ), copy.source


def overlap(one: Article, other: Article) -> float:
    """Shared part of the two articles' words (Jaccard)."""
    first, second = (set(re.findall(r"\w+", article.text.lower())) for article in (one, other))
    return len(first & second) / len(first | second)


def test_founding_turn_is_told_by_several_publishers() -> None:
    week = [a for a in dispatches("kor-jpn") if "2023-03-13" <= (a.published or "") <= "2023-03-19"]
    assert len(week) >= 5
    assert len({article.publisher for article in week}) >= 4
