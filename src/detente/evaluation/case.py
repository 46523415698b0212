"""The founding case: one page with a careful reading of all that it holds.

Gold's offsets are those of the page's file. The article that intake makes of
it has lost its furniture, so gold's triggers are found again by the text of
their paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.evaluation.case_gold import PAGE, GoldCase, GoldEvent, read_case
from detente.evaluation.figures import FiguresResult, score_figures
from detente.evaluation.matching import Proposal, has_overlap, is_date_right, proposals_of
from detente.evaluation.matters import MattersResult, score_matters
from detente.evaluation.page import Squeezed, ends_before, locate
from detente.evaluation.pairs import ReadMany, read_all
from detente.evaluation.quotes import QuotesResult, score_quotes
from detente.evaluation.scores import Mistake, Share, share
from detente.records import Actor, Article, Event, Reading

OpenArticle = Callable[[Path], Article]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A required event with what is right of the event found for it.

    Attributes:
        predicted: our category; None where no event of ours has the trigger.
        is_in_text: whether intake kept the words of the trigger.
        category ... claim: whether that is right; all false where nothing was
            found. ``recipients`` is right where gold names none.
    """

    id: str
    trigger: str
    gold: str
    predicted: str | None
    is_in_text: bool
    category: bool = False
    status: bool = False
    actors: bool = False
    recipients: bool = False
    date: bool = False
    claim: bool = False

    @property
    def is_right(self) -> bool:
        """Whether category, status and the countries of both sides are right."""
        return self.category and self.status and self.actors and self.recipients


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The score on the founding case.

    Attributes:
        right: required events with category, status and countries right.
        categories: required events with the category right.
        is_end_right: the text keeps nothing of the page after the article.
        proposed, spurious: events of ours, and those that gold does not have.
        matters, quotes, figures: where gold has them.
        errors: the spurious events.
    """

    name: str
    rows: tuple[CaseRow, ...]
    right: Share
    categories: Share
    title: str | None
    gold_title: str
    is_title_right: bool
    is_end_right: bool
    proposed: int
    spurious: int
    matters: MattersResult
    quotes: QuotesResult
    figures: FiguresResult
    errors: tuple[Mistake, ...]


def score_case(path: Path, read_many: ReadMany, *, open_article: OpenArticle) -> CaseResult:
    """Score intake and the reader on the founding case.

    Args:
        path: the gold reading (.json), with its page ``article.txt`` beside it.
        read_many: the reader.
        open_article: makes the article of the page. Where it finds no date of
            publication, gold's is taken, as a user would give it.

    Raises:
        GoldError: the gold reading is malformed.
    """
    gold = read_case(path)
    article = open_article(path.with_name(PAGE))
    if article.published is None:
        article = replace(article, published=gold.published)
    (reading,) = read_all([article], read_many)
    proposals = proposals_of(reading.events)
    page = Squeezed(gold.page)
    spans = {event.id: locate(event.span, page, article.text) for event in gold.events}
    rows = tuple(
        _row(event, spans[event.id], proposals) for event in gold.events if event.need == "required"
    )
    spurious = [event for event in reading.events if _is_spurious(event, gold, spans)]
    matters, quotes, figures = _later_scores(path.stem, gold, page, reading)
    return CaseResult(
        name=path.name,
        rows=rows,
        right=share(row.is_right for row in rows),
        categories=share(row.category for row in rows),
        title=article.title,
        gold_title=gold.title,
        is_title_right=article.title == gold.title,
        is_end_right=ends_before(article.text, page, gold.body_ends_before),
        proposed=len(reading.events),
        spurious=len(spurious),
        matters=matters,
        quotes=quotes,
        figures=figures,
        errors=tuple(
            Mistake("spurious", path.stem, "", e.trigger.text, "", e.event, e.evidence.text)
            for e in sorted(spurious, key=lambda e: (e.trigger.start, e.event))
        ),
    )


def _later_scores(
    name: str, gold: GoldCase, page: Squeezed, reading: Reading
) -> tuple[MattersResult, QuotesResult, FiguresResult]:
    """The scores of what gold has besides events."""
    text = reading.article.text
    steps = gold.steps and tuple(
        replace(step, span=step.span and locate(step.span, page, text)) for step in gold.steps
    )
    return (
        score_matters([] if steps is None else [(name, steps, reading.matters)]),
        score_quotes([] if gold.quotes is None else [(name, gold.quotes, reading.quotes)]),
        score_figures([] if gold.figures is None else [(name, gold.figures, reading.figures)]),
    )


# -------------------------------------------------------------- the events


def _row(gold: GoldEvent, span: tuple[int, int] | None, proposals: Sequence[Proposal]) -> CaseRow:
    blank = CaseRow(gold.id, gold.trigger, gold.accepted[0], None, span is not None)
    if span is None:
        return blank
    ours = [_judge(blank, gold, p.event) for p in proposals if has_overlap(p.span, span)]
    return max(ours, key=_goodness, default=blank)


def _goodness(row: CaseRow) -> tuple[bool, bool, int]:
    marks = (row.status, row.actors, row.recipients, row.date, row.claim)
    return row.category, row.is_right, sum(marks)


def _judge(blank: CaseRow, gold: GoldEvent, event: Event) -> CaseRow:
    return replace(
        blank,
        predicted=event.event,
        category=event.event in gold.accepted,
        status=event.status == gold.status,
        actors=_countries(event.actors) == gold.actors,
        recipients=not gold.recipients or _countries(event.recipients) == gold.recipients,
        date=is_date_right(gold.date, event.date),
        claim=_is_claim_right(gold.claimed_by, event.claimed_by),
    )


def _countries(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in actor.country)


def _is_claim_right(gold: str | None, ours: Actor | None) -> bool:
    if gold is None or ours is None:
        return gold is None and ours is None
    words = ours.span.text.casefold() if ours.span else ""
    return bool(words) and (words in gold.casefold() or gold.casefold() in words)


def _is_spurious(event: Event, gold: GoldCase, spans: Mapping[str, tuple[int, int] | None]) -> bool:
    for known in gold.events:
        span = spans[known.id]
        if span is None:
            continue
        for telling in proposals_of([event]):
            sentence = (telling.evidence.start, telling.evidence.end)
            if has_overlap(telling.span, span):
                return False
            if has_overlap(sentence, span) and event.event in known.accepted:
                return False
    return True
