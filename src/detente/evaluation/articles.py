"""Gold articles: events matched one to one, then their attributes one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import GoldError
from detente.evaluation.markup import GoldArticle, GoldParty, GoldRow, read_article
from detente.evaluation.pairs import (
    Calibration,
    Count,
    ReadMany,
    Share,
    calibration,
    has_overlap,
    read_all,
    share,
)
from detente.records import STATUSES, Actor, Article, Event, Reading, Span

# What is asked of an event that was matched, in the order of the tables. A
# figure "where gold ..." leaves out the rows on which gold says nothing.
ATTRIBUTES = (
    "mode",
    "status",
    "actor countries, where gold has them",
    "actor countries, or none",
    "recipient countries, where gold has them",
    "recipient countries, or none",
    "actor sectors, where gold has them",
    "date, where gold has one",
    "date, or none",
    "claimed or not",
    "claimer's words, where gold has them",
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error with its sentence.

    Attributes:
        kind: ``missed``, ``spurious``, ``category`` or one of ``ATTRIBUTES``.
        key: gold's row (``3.e1``); empty for a spurious event.
        trigger: the words of gold's trigger, of ours for a spurious event.
        gold, ours: what was asked and given, in short.
    """

    kind: str
    article: str
    key: str
    trigger: str
    gold: str
    ours: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ArticlesResult:
    """The score on gold articles.

    Attributes:
        events: matched by trigger and category; ``categories`` the same a category.
        triggers: matched by trigger alone; ``sentences`` by category and sentence.
        attributes: one of ``ATTRIBUTES`` -> its share on the matched events.
        statuses: gold's status -> share that ours gives it.
        calibration: of the events' confidence; right is any matched telling.
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
    errors: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A telling of an event of ours: its own trigger, or that of a mention."""

    event: Event
    trigger: Span
    evidence: Span

    @property
    def span(self) -> tuple[int, int]:
        """The trigger's offsets."""
        return self.trigger.start, self.trigger.end


@dataclass(frozen=True, slots=True)
class _Scored:
    """One article with its matches: index of a gold row -> index of a proposal."""

    gold: GoldArticle
    proposals: tuple[Proposal, ...]
    exact: dict[int, int]
    trigger: dict[int, int]
    sentence: dict[int, int]

    def matched(self) -> Iterator[tuple[GoldRow, Proposal]]:
        """The rows found right, with the tellings that were found for them."""
        for row, proposal in sorted(self.exact.items()):
            yield self.gold.rows[row], self.proposals[proposal]


def score_articles(paths: Sequence[Path], read_many: ReadMany) -> ArticlesResult:
    """Score the reader on gold articles.

    An event is right if its trigger shares a character with gold's and it has
    gold's category, one to one, in the assignment that finds most. Each
    mention of an event counts as a proposal for it, as gold too has a row for
    each telling (``same=`` joins them).

    Args:
        paths: files in the layout of ``training/articles/GUIDE.md``, or
            folders, of which all ``.txt`` files are taken.
        read_many: the reader.

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
    answers = [answer for one in scored for answer in _answers(one)]
    asked = {kind: share(right for m, right in answers if m.kind == kind) for kind in ATTRIBUTES}
    by_status: dict[str, Share] = {
        status: share(
            p.event.status == status for r, p in _all_matched(scored) if r.marked.status == status
        )
        for status in STATUSES
    }
    mistakes = [mistake for one in scored for mistake in _event_mistakes(one)]
    mistakes += [mistake for mistake, is_right in answers if not is_right]
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
        errors=tuple(mistakes),
    )


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


def proposals_of(events: Iterable[Event]) -> tuple[Proposal, ...]:
    """List all tellings of some events in an order that theirs does not change.

    Example:
        >>> proposals_of([])
        ()
    """
    found = [
        Proposal(event, trigger, evidence)
        for event in events
        for trigger, evidence in (
            (event.trigger, event.evidence),
            *((mention.trigger, mention.evidence) for mention in event.mentions),
        )
    ]

    def key(proposal: Proposal) -> tuple[tuple[int, int], str, float, str]:
        # The last settles what is left: two events with one trigger may differ anywhere.
        event = proposal.event
        return proposal.span, event.event, -event.confidence, repr(event)

    return tuple(sorted(found, key=key))


def assign(
    rows: int,
    proposals: int,
    fit: Callable[[int, int], int],
    *,
    taken: dict[int, int] | None = None,
) -> dict[int, int]:
    """Match rows to proposals one to one, as many as can be.

    Args:
        rows, proposals: how many there are.
        fit: how well a row and a proposal fit; 0 if not at all. Of several a
            row prefers the best, so long as that costs no other row its match.
        taken: matches made before; their rows and proposals are left out.

    Returns:
        Index of a row -> index of its proposal.

    Source: augmenting paths, Kuhn (1955).

    Example:
        >>> fits = {(0, 0): 2, (0, 1): 1, (1, 0): 1}
        >>> assign(2, 2, lambda row, proposal: fits.get((row, proposal), 0))
        {0: 1, 1: 0}
    """
    gone = dict(taken or {})
    free = [p for p in range(proposals) if p not in set(gone.values())]
    choices = {
        row: sorted((p for p in free if fit(row, p)), key=lambda p: (-fit(row, p), p))
        for row in range(rows)
        if row not in gone
    }
    owner: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for proposal in choices[row]:
            if proposal in seen:
                continue
            seen.add(proposal)
            if proposal not in owner or place(owner[proposal], seen):
                owner[proposal] = row
                return True
        return False

    # Rows that fit best choose first, so that they are moved only where they must.
    for row in sorted(
        choices, key=lambda row: (-max((fit(row, p) for p in choices[row]), default=0), row)
    ):
        place(row, set())
    return {row: proposal for proposal, row in sorted(owner.items(), key=lambda pair: pair[1])}


def _read_and_match(paths: Sequence[Path], read_many: ReadMany) -> list[_Scored]:
    golds = [read_article(file) for file in gold_files(paths)]
    readings = read_all([article_of(gold) for gold in golds], read_many)
    return [_match(gold, reading) for gold, reading in zip(golds, readings, strict=True)]


def _match(gold: GoldArticle, reading: Reading) -> _Scored:
    proposals = proposals_of(reading.events)
    rows = gold.rows

    def shared(row: int, proposal: int) -> int:
        start, end = proposals[proposal].span
        return max(0, min(end, rows[row].end) - max(start, rows[row].start))

    def is_same(row: int, proposal: int) -> bool:
        return rows[row].marked.event == proposals[proposal].event.event

    def exact(row: int, proposal: int) -> int:
        return shared(row, proposal) if is_same(row, proposal) else 0

    def in_sentence(row: int, proposal: int) -> int:
        inside = has_overlap(proposals[proposal].span, rows[row].sentence)
        return 1 + shared(row, proposal) if inside and is_same(row, proposal) else 0

    size = len(rows), len(proposals)
    return _Scored(
        gold,
        proposals,
        exact=assign(*size, exact),
        trigger=assign(*size, shared),
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

    def shared(row: int, proposal: int) -> int:
        return int(has_overlap(proposals[proposal].span, (rows[row].start, rows[row].end)))

    wrong = assign(len(rows), len(proposals), shared, taken=one.exact)
    for index, row in enumerate(rows):
        if index in wrong:
            yield _mistake(
                one.gold, row, "category", (row.marked.event, proposals[wrong[index]].event.event)
            )
        elif index not in one.exact:
            yield _mistake(one.gold, row, "missed", (row.marked.event, ""))
    used = {*one.exact.values(), *wrong.values()}
    for index, ours in enumerate(proposals):
        if index not in used:
            name, event, words = one.gold.name, ours.event.event, ours.trigger.text
            yield Mistake("spurious", name, "", words, "", event, ours.evidence.text)


def _mistake(gold: GoldArticle, row: GoldRow, kind: str, values: tuple[str, str]) -> Mistake:
    trigger = gold.text[row.start : row.end]
    return Mistake(kind, gold.name, row.key, trigger, *values, gold.text[slice(*row.sentence)])


# ------------------------------------------------------------- attributes


def _answers(one: _Scored) -> Iterator[tuple[Mistake, bool]]:
    """What was asked of each matched event, as the mistake it would be, and if it is right."""
    for row, ours in one.matched():
        for kind, of_gold, of_ours in _asked(row, ours.event):
            yield _mistake(one.gold, row, kind, (of_gold, of_ours)), of_gold == of_ours
        # The claimer stands in the sentence of the event; a mention has none of its own.
        if ours.trigger == ours.event.trigger:
            yield from _claim_answers(one.gold, row, ours.event)


def _asked(row: GoldRow, event: Event) -> Iterator[tuple[str, str, str]]:
    """(attribute, gold's value, ours) for all that is compared by being equal."""
    yield "mode", row.marked.mode or "", event.mode or ""
    yield "status", row.marked.status, event.status
    for side, parties, actors in (
        ("actor", row.actors, event.actors),
        ("recipient", row.recipients, event.recipients),
    ):
        yield from _countries(side, parties, actors)
    # A party of gold without a sector leaves open what ours may say of it.
    sectors = [party.any_sector for party in row.actors]
    if sectors and all(sectors):
        ours = {actor.sector for actor in event.actors}
        yield "actor sectors, where gold has them", _joined(sectors), _joined(ours)
    gold_date = row.date or ""
    our_date = (event.date.start or "")[: len(gold_date) or None]
    if gold_date:
        yield "date, where gold has one", gold_date, our_date
    yield "date, or none", gold_date, our_date


def _countries(
    side: str, parties: Sequence[GoldParty], actors: Sequence[Actor]
) -> Iterator[tuple[str, str, str]]:
    asked = [party.code for party in parties if party.has_country]
    if parties and not asked:
        return  # only such as have no country in gold: nothing can be asked
    unasked = {party.code for party in parties} - set(asked)
    gold = _joined(asked)
    ours = _joined(code for a in actors if a.sector not in unasked for code in a.country)
    if asked:
        yield f"{side} countries, where gold has them", gold, ours
    yield f"{side} countries, or none", gold, ours


def _joined(names: Iterable[str | None]) -> str:
    return ", ".join(sorted({name for name in names if name}))


def _claim_answers(gold: GoldArticle, row: GoldRow, event: Event) -> Iterator[tuple[Mistake, bool]]:
    base = row.sentence[0]
    spans = [(base + s, base + e) for role, s, e in row.marked.arguments if role == "source"]
    claim = event.claimed_by
    span = claim.span if claim else None
    ours = span.text if span else "(inferred)" if claim else ""
    values = "; ".join(gold.text[start:end] for start, end in spans), ours
    yield _mistake(gold, row, "claimed or not", values), bool(spans) == bool(claim)
    if spans:
        touches = span and any(has_overlap((span.start, span.end), other) for other in spans)
        yield _mistake(gold, row, "claimer's words, where gold has them", values), bool(touches)
