"""Gold quotations: found or not, and said by the right speaker or not.

Gold stands in the QUOTES section of gold articles (``speaker | exact words``) and
in the ``quotes`` of a gold reading of one page (a JSON file beside its page).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import GoldError
from detente.evaluation.articles import article_of, assign, gold_files
from detente.evaluation.case import PAGE
from detente.evaluation.markup import read_article
from detente.evaluation.pairs import Count
from detente.ontology import sectors, states
from detente.records import Actor, Article, Quote

ReadQuotes = Callable[[Article], Sequence[Quote]]

_SECTIONS = frozenset({"EVENTS", "MATTERS", "QUOTES", "FIGURES"})
# Say nothing about who a speaker is.
_EMPTY = frozenset(
    {"a", "an", "and", "at", "for", "from", "in", "mr", "mrs", "ms", "of", "the", "to"}
)
_BEGINNING_WORDS = 4  # gold of so many words may be the beginning of a quote


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One row of gold: who says which words."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class QuoteMistake:
    """One error.

    Attributes:
        kind: ``missed``, ``spurious`` or ``speaker``.
        gold, ours: the speaker in gold and ours, empty where there is none.
    """

    kind: str
    article: str
    text: str
    gold: str
    ours: str


@dataclass(frozen=True, slots=True)
class QuotesResult:
    """The score: quotes with the right speaker, and quotes whoever says them."""

    with_speaker: Count
    alone: Count
    errors: tuple[QuoteMistake, ...]


def score_quotes(paths: Sequence[Path], read_quotes: ReadQuotes) -> QuotesResult:
    """Score a finder of quotations.

    A quote is right if its words are gold's, case, marks and a comma at its end
    aside (gold of four words and more may be its beginning), one to one.

    Args:
        paths: gold articles (``.txt``), folders of them, or gold readings
            (``.json``) with their page, ``article.txt``, beside them.
        read_quotes: the finder.

    Raises:
        GoldError: a file is missing or malformed.

    Example:
        >>> import tempfile
        >>> gold = 'TITLE: Truce\\nPUBLISHED: 2024-05-02\\n---\\n"Yes," Ann Lee said.\\n---\\n'
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "truce.txt")
        ...     _ = path.write_text(gold + "EVENTS\\nQUOTES\\nAnn Lee | Yes,")
        ...     score_quotes([path], lambda article: ()).alone
        Count(right=0, proposed=0, gold=1)
    """
    right = found = proposed = asked = 0
    errors: list[QuoteMistake] = []
    for path in gold_files(paths):
        article, rows = _gold_of(path)
        quotes = tuple(read_quotes(article))
        pairs = assign(len(rows), len(quotes), lambda r, q: _fit(rows[r], quotes[q]))  # noqa: B023
        wrong = [r for r, q in pairs.items() if not is_speaker(rows[r].speaker, quotes[q].speaker)]
        proposed, asked = proposed + len(quotes), asked + len(rows)
        found, right = found + len(pairs), right + len(pairs) - len(wrong)
        errors += _mistakes(article.id, rows, quotes, pairs=pairs, wrong=wrong)
    return QuotesResult(Count(right, proposed, asked), Count(found, proposed, asked), tuple(errors))


def is_speaker(gold: str, actor: Actor | None) -> bool:
    """Whether a speaker is the one that gold names.

    Right is the full name or the surname; for a speaker without a name the state
    or body and, where gold has one, the office or sector.

    Example:
        >>> is_speaker("Ann Lee", Actor(None, person="Lee"))
        True
        >>> is_speaker("government of Greece", Actor(None, ("GRC",), "GOV"))
        True
        >>> is_speaker("Ann Lee", Actor(None, ("GRC",), "GOV"))
        False
    """
    if actor is None:
        return False
    wanted = _words(gold)
    told = _words(" ".join(filter(None, [actor.span.text if actor.span else "", actor.office])))
    if actor.person:
        name = _words(actor.person)
        same = name[-1:] == wanted[-1:] or (name and name[0] == wanted[0] and len(wanted) < 4)
        return bool(same) or _is_office(gold, actor, told)
    return _is_office(gold, actor, told) or (bool(wanted) and set(wanted) <= set(told))


def _is_office(gold: str, actor: Actor, told: Sequence[str]) -> bool:
    """Whether state and office or sector agree."""
    mentions = [m for m in states.find(gold) if m.codes]
    named = {code for m in mentions for code in m.codes}
    plain = gold
    for mention in reversed(mentions):
        plain = plain[: mention.span.start] + plain[mention.span.end :]
    office = _words(plain)
    match = sectors.sector_of(plain)
    agrees = bool(set(office) & set(told)) or bool(match and match.sector == actor.sector)
    if named:
        return bool(named & set(actor.country)) and (not office or agrees)
    # An office of a person ("aide of Ann Lee") has no state that could agree.
    return bool(match) and not actor.person and bool(set(office) & set(told))


def _words(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold().replace("’s", "").replace("'s", ""))
    return [word for word in words if word not in _EMPTY]


def _fit(gold: GoldQuote, quote: Quote) -> int:
    """2 for the same words, 1 for gold's as the beginning, 0 for neither."""
    wanted, ours = (re.findall(r"\w+", t.casefold()) for t in (gold.text, quote.span.text))
    if wanted == ours:
        return 2
    return int(len(wanted) >= _BEGINNING_WORDS and ours[: len(wanted)] == wanted)


def _mistakes(
    article: str,
    rows: Sequence[GoldQuote],
    quotes: Sequence[Quote],
    *,
    pairs: dict[int, int],
    wrong: Sequence[int],
) -> list[QuoteMistake]:
    def shown(quote: Quote) -> str:
        who = quote.speaker
        words = who and (who.person or (who.span.text if who.span else ", ".join(who.country)))
        return words or ""

    taken = set(pairs.values())
    missed = [r for r in range(len(rows)) if r not in pairs]
    return [
        *(QuoteMistake("missed", article, rows[r].text, rows[r].speaker, "") for r in missed),
        *(
            QuoteMistake("spurious", article, quote.span.text, "", shown(quote))
            for index, quote in enumerate(quotes)
            if index not in taken
        ),
        *(
            QuoteMistake("speaker", article, rows[r].text, rows[r].speaker, shown(quotes[pairs[r]]))
            for r in wrong
        ),
    ]


# ---------------------------------------------------------------- reading


def _gold_of(path: Path) -> tuple[Article, tuple[GoldQuote, ...]]:
    if path.suffix == ".json":
        return _gold_reading(path)
    return article_of(read_article(path)), parse_quotes(path.read_text("utf-8"), path.name)


def parse_quotes(source: str, name: str) -> tuple[GoldQuote, ...]:
    r"""Read the QUOTES section of a gold article's file.

    Args:
        source: the file's content.
        name: the file's name, for messages.

    Returns:
        Its rows in order; none where there is no such section.

    Raises:
        GoldError: a row has not two cells (with ``file:line``).

    Example:
        >>> parse_quotes("---\n---\nQUOTES\nAnn Lee | Yes,\nFIGURES\n8 | km", "a.txt")
        (GoldQuote(speaker='Ann Lee', text='Yes,'),)
    """
    rows: list[GoldQuote] = []
    section = ""
    for number, line in enumerate(source.splitlines(), 1):
        line = line.strip()
        if line in _SECTIONS:
            section = line
        elif section == "QUOTES" and line:
            speaker, bar, text = (part.strip() for part in line.partition("|"))
            if not (speaker and bar and text):
                raise GoldError(f"{name}:{number}: a quote is 'speaker | words', not {line!r}")
            rows.append(GoldQuote(speaker, text))
    return tuple(rows)


def _gold_reading(path: Path) -> tuple[Article, tuple[GoldQuote, ...]]:
    page = path.with_name(PAGE)
    try:
        gold = json.loads(path.read_text("utf-8"))
        text = page.read_text("utf-8")
        # The first paragraph is the page's title.
        body = text[: gold["body_ends_before"]].strip().partition("\n\n")[2].strip()
        rows = tuple(GoldQuote(row["speaker"], row["text"]) for row in gold["quotes"])
        article = Article(
            id=path.stem, text=body, title=gold["title"], published=gold["published"], language="en"
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: no gold reading with quotes and a {PAGE} ({error!r})") from error
    return article, rows
