"""Gold quotations: found or not, and said by the right speaker or not.

A quote is found where its words are gold's, case, marks and a comma at its end
aside (gold of four words and more may be its beginning), one to one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.errors import GoldError
from detente.evaluation.markup import GoldArticle
from detente.evaluation.matching import assign, name_of
from detente.evaluation.scores import Count, Mistake, Row, count_rows, mistakes
from detente.ontology import sectors, states
from detente.records import Actor, Quote

# Say nothing about who a speaker is.
_EMPTY = frozenset(
    {"a", "an", "and", "at", "for", "from", "in", "mr", "mrs", "ms", "of", "the", "to"}
)
_BEGINNING_WORDS = 4  # gold of so many words may be the beginning of a quote


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One row of gold: who says which words, in which sentence they begin."""

    speaker: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class QuotesResult:
    """The score of quotes.

    Attributes:
        articles: with gold for them.
        with_speaker: quotes with the right speaker; ``alone`` whoever says them.
        rows: a row a quote of gold.
    """

    articles: int
    with_speaker: Count
    alone: Count
    rows: tuple[Row, ...]
    errors: tuple[Mistake, ...]


def gold_quotes(article: GoldArticle) -> tuple[GoldQuote, ...] | None:
    r"""Read the QUOTES section of a gold article.

    Returns:
        Its rows in order; None where the article has no such section.

    Raises:
        GoldError: a row has not two cells, or its words aren't in the article
            (with ``file:line``).

    Example:
        >>> from detente.evaluation.markup import parse_article
        >>> head = 'TITLE: T\nPUBLISHED: 2024-05-02\n---\n"Yes," Ann Lee said.\n---\n'
        >>> article = parse_article(head + "QUOTES\nAnn Lee | Yes,", "a.txt")
        >>> [(row.speaker, row.text) for row in gold_quotes(article)]
        [('Ann Lee', 'Yes,')]
    """
    lines = article.sections.get("QUOTES")
    return None if lines is None else tuple(_read_quote(*line, article) for line in lines)


def _read_quote(where: str, line: str, article: GoldArticle) -> GoldQuote:
    speaker, _, text = (part.strip() for part in line.partition("|"))
    if not (speaker and text):
        raise GoldError(f"{where}: a quote is 'speaker | words', not {line!r}")
    sentence = article.sentence_of(text)
    if sentence is None:
        raise GoldError(f"{where}: the words {text!r} aren't in the article")
    return GoldQuote(speaker, text, sentence)


# ------------------------------------------------------------------ scoring


def score_quotes(
    articles: Sequence[tuple[str, Sequence[GoldQuote], Sequence[Quote]]],
) -> QuotesResult:
    """Score the quotes of some articles.

    Args:
        articles: (name of the article, gold's quotes, ours) an article.

    Example:
        >>> score_quotes([("a", [GoldQuote("Ann Lee", "Yes,", "")], ())]).alone
        Count(right=0, proposed=0, gold=1)
    """
    rows: list[Row] = []
    spurious: list[Mistake] = []
    for name, gold, ours in articles:
        pairs = assign(len(gold), len(ours), lambda g, o: _fit(gold[g], ours[o]))  # noqa: B023
        rows += [
            _row(name, one, ours[pairs[g]] if g in pairs else None) for g, one in enumerate(gold)
        ]
        spurious += [
            Mistake("spurious", name, "", q.span.text, "", name_of(q.speaker), q.evidence.text)
            for index, q in enumerate(ours)
            if index not in pairs.values()
        ]
    proposed = sum(len(ours) for _, _, ours in articles)
    return QuotesResult(
        articles=len(articles),
        with_speaker=count_rows(rows, proposed, "speaker"),
        alone=count_rows(rows, proposed),
        rows=tuple(rows),
        errors=(*mistakes(rows), *spurious),
    )


def _fit(gold: GoldQuote, quote: Quote) -> int:
    """2 for the same words, 1 for gold's as the beginning, 0 for neither."""
    wanted, ours = (re.findall(r"\w+", t.casefold()) for t in (gold.text, quote.span.text))
    if wanted == ours:
        return 2
    return int(len(wanted) >= _BEGINNING_WORDS and ours[: len(wanted)] == wanted)


def _row(article: str, gold: GoldQuote, quote: Quote | None) -> Row:
    return Row(
        article=article,
        key="",
        words=gold.text,
        gold=gold.speaker,
        ours=None if quote is None else name_of(quote.speaker) or "nobody",
        marks={"speaker": quote is not None and is_speaker(gold.speaker, quote.speaker)},
        sentence=gold.sentence,
    )


# ----------------------------------------------------------------- speakers


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
