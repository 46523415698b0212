"""Gold articles: events matched one to one with their attributes; then the later sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from detente.errors import GoldError
from detente.evaluation.attributes import ATTRIBUTES, answers, mistake_of
from detente.evaluation.figures import FiguresResult, ReadNumber, gold_figures, score_figures
from detente.evaluation.markup import GoldArticle, GoldRow, read_article
from detente.evaluation.matching import Proposal, assign, has_overlap, proposals_of, shared
from detente.evaluation.matters import MattersResult, gold_steps, score_matters
from detente.evaluation.pairs import ReadMany, read_all
from detente.evaluation.quotes import QuotesResult, gold_quotes, score_quotes
from detente.evaluation.scores import Calibration, Count, Mistake, Share, calibration, share
from detente.records import STATUSES, Article, Reading

Gold = TypeVar("Gold")
Ours = TypeVar("Ours")


@dataclass(frozen=True, slots=True)
class ArticlesResult:
    """The score on gold articles.

    Attributes:
        events: matched by trigger and category; ``categories`` the same a category.
        triggers: matched by trigger alone; ``sentences`` by category and sentence.
        attributes: one of ``ATTRIBUTES`` -> its share on the matched events.
        statuses: gold's status -> share that ours gives it.
        calibration: of the events' confidence; right is any matched telling.
        matters, quotes, figures: of the articles that have gold for them.
        errors: those of the events.
    """

    name: str
    articles: int
    events: Count
    categories: dict[str, Count]
    triggers: Count
    sentences: Count
    attributes: dict[str, Share]
    statuses: dict[str, Share]
    calibration: Calibration
    matters: MattersResult
    quotes: QuotesResult
    figures: FiguresResult
    errors: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """One article with its matches: index of a gold row -> index of a proposal."""

    gold: GoldArticle
    reading: Reading
    proposals: tuple[Proposal, ...]
    exact: dict[int, int]
    trigger: dict[int, int]
    sentence: dict[int, int]

    def matched(self) -> Iterator[tuple[GoldRow, Proposal]]:
        """The rows found right, with the tellings that were found for them."""
        for row, proposal in sorted(self.exact.items()):
            yield self.gold.rows[row], self.proposals[proposal]


def score_articles(
    paths: Sequence[Path], read_many: ReadMany, *, read_number: ReadNumber | None = None
) -> ArticlesResult:
    """Score the reader on gold articles.

    An event is right if its trigger shares a character with gold's and it has
    gold's category, one to one, in the assignment that finds most. Each
    mention of an event counts as a proposal for it, as gold too has a row for
    each telling (``same=`` joins them). The matters, quotes and figures of an
    article are scored where it has the section.

    Args:
        paths: files in the layout of ``training/articles/GUIDE.md``, or
            folders, of which all ``.txt`` files are taken.
        read_many: the reader.
        read_number: reads gold's numbers (``reading.numbers.parse_number``);
            figures are left out without it.

    Raises:
        GoldError: there is no file, or one is malformed.

    Example:
        >>> import tempfile
        >>> gold = "TITLE: Truce\\nPUBLISHED: 2024-05-02\\n---\\n"
        >>> gold += "Oslo {e1:AGREE agreed}.\\n---\\n1.e1 | a=NOR"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "truce.txt")
        ...     _ = path.write_text(gold)
        ...     score_articles([path], lambda articles: map(Reading, articles)).events
        Count(right=0, proposed=0, gold=1)
    """
    scored = _read_and_match(paths, read_many)
    told = [answer for one in scored for answer in answers(one.gold, one.matched())]
    asked = {kind: share(right for m, right in told if m.kind == kind) for kind in ATTRIBUTES}
    by_status: dict[str, Share] = {
        status: share(
            p.event.status == status for r, p in _all_matched(scored) if r.marked.status == status
        )
        for status in STATUSES
    }
    mistakes = [mistake for one in scored for mistake in _event_mistakes(one)]
    mistakes += [mistake for mistake, is_right in told if not is_right]
    return ArticlesResult(
        name=", ".join(path.name for path in paths),
        articles=len(scored),
        events=_count(scored, lambda one: one.exact),
        categories=_by_category(scored),
        triggers=_count(scored, lambda one: one.trigger),
        sentences=_count(scored, lambda one: one.sentence),
        attributes=asked,
        statuses=by_status,
        calibration=calibration(_judged(scored)),
        matters=score_matters(_with_gold(scored, gold_steps, lambda one: one.matters)),
        quotes=score_quotes(_with_gold(scored, gold_quotes, lambda one: one.quotes)),
        figures=score_figures(
            _with_gold(scored, lambda gold: gold_figures(gold, read_number), lambda o: o.figures)
            if read_number
            else []
        ),
        errors=tuple(mistakes),
    )


def _with_gold(
    scored: Sequence[_Scored],
    read_gold: Callable[[GoldArticle], tuple[Gold, ...] | None],
    ours: Callable[[Reading], tuple[Ours, ...]],
) -> list[tuple[str, tuple[Gold, ...], tuple[Ours, ...]]]:
    """The articles that have gold of a kind: name, rows of gold, and what we found."""
    asked = [(one, read_gold(one.gold)) for one in scored]
    return [(one.gold.name, rows, ours(one.reading)) for one, rows in asked if rows is not None]


def gold_files(paths: Sequence[Path]) -> list[Path]:
    """The files of gold: each path itself, of a folder its ``.txt`` files in order.

    Raises:
        GoldError: a folder holds none.
    """
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not inside:
            raise GoldError(f"{path}: the folder holds no gold article (.txt)")
        files += inside
    return files


def article_of(gold: GoldArticle) -> Article:
    """The article that a reader gets of a gold article: its plain text and head."""
    return Article(
        id=gold.name,
        text=gold.text,
        title=gold.title or None,
        publisher=gold.publisher or None,
        published=gold.published or None,
        language="en",
        place=gold.place,
        source=gold.name,
    )


# --------------------------------------------------------------- matching


def _read_and_match(paths: Sequence[Path], read_many: ReadMany) -> list[_Scored]:
    golds = [read_article(file) for file in gold_files(paths)]
    readings = read_all([article_of(gold) for gold in golds], read_many)
    return [_match(gold, reading) for gold, reading in zip(golds, readings, strict=True)]


def _match(gold: GoldArticle, reading: Reading) -> _Scored:
    proposals = proposals_of(reading.events)
    rows = gold.rows

    def touch(row: int, proposal: int) -> int:
        return shared(proposals[proposal].span, (rows[row].start, rows[row].end))

    def is_same(row: int, proposal: int) -> bool:
        return rows[row].marked.event == proposals[proposal].event.event

    def exact(row: int, proposal: int) -> int:
        return touch(row, proposal) if is_same(row, proposal) else 0

    def in_sentence(row: int, proposal: int) -> int:
        inside = has_overlap(proposals[proposal].span, rows[row].sentence)
        return 1 + touch(row, proposal) if inside and is_same(row, proposal) else 0

    size = len(rows), len(proposals)
    return _Scored(
        gold,
        reading,
        proposals,
        exact=assign(*size, exact),
        trigger=assign(*size, touch),
        sentence=assign(*size, in_sentence),
    )


def _count(scored: Sequence[_Scored], matches: Callable[[_Scored], dict[int, int]]) -> Count:
    return Count(
        right=sum(len(matches(one)) for one in scored),
        proposed=sum(len(one.proposals) for one in scored),
        gold=sum(len(one.gold.rows) for one in scored),
    )


def _by_category(scored: Sequence[_Scored]) -> dict[str, Count]:
    right = Counter(row.marked.event for row, _ in _all_matched(scored))
    proposed = Counter(p.event.event for one in scored for p in one.proposals)
    gold = Counter(row.marked.event for one in scored for row in one.gold.rows)
    return {
        name: Count(right[name], proposed[name], gold[name]) for name in sorted({*gold, *proposed})
    }


def _all_matched(scored: Iterable[_Scored]) -> Iterator[tuple[GoldRow, Proposal]]:
    for one in scored:
        yield from one.matched()


def judge_events(paths: Sequence[Path], read_many: ReadMany) -> list[tuple[float, bool]]:
    """Judge each event that the reader gives: (confidence, whether it is right).

    Args:
        paths: as for ``score_articles``.
        read_many: the reader.

    Raises:
        GoldError: there is no file, or one is malformed.
    """
    return list(_judged(_read_and_match(paths, read_many)))


def _judged(scored: Iterable[_Scored]) -> Iterator[tuple[float, bool]]:
    """Each event once, however often it is told."""
    for one in scored:
        right = {id(one.proposals[p].event) for p in one.exact.values()}
        events = {id(p.event): p.event for p in one.proposals}
        yield from ((event.confidence, key in right) for key, event in events.items())


def _event_mistakes(one: _Scored) -> Iterator[Mistake]:
    rows, proposals = one.gold.rows, one.proposals

    def touch(row: int, proposal: int) -> int:
        return int(has_overlap(proposals[proposal].span, (rows[row].start, rows[row].end)))

    wrong = assign(len(rows), len(proposals), touch, taken=one.exact)
    for index, row in enumerate(rows):
        if index in wrong:
            yield mistake_of(
                one.gold, row, "category", (row.marked.event, proposals[wrong[index]].event.event)
            )
        elif index not in one.exact:
            yield mistake_of(one.gold, row, "missed", (row.marked.event, ""))
    used = {*one.exact.values(), *wrong.values()}
    for index, ours in enumerate(proposals):
        if index not in used:
            name, event, words = one.gold.name, ours.event.event, ours.trigger.text
            yield Mistake("spurious", name, "", words, "", event, ours.evidence.text)
