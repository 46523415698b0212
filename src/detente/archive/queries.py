"""Ask an archive: readings, directed events of a pair, matters, publications, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, distinct, func, literal, or_, select, union

from detente.archive.documents import decode
from detente.archive.judgements import Joining, Judged, Judgement
from detente.archive.opening import Archive
from detente.archive.origins import same_name
from detente.archive.rows import key
from detente.archive.tables import (
    articles,
    dyads,
    events,
    judgements,
    matters,
    named,
    publications,
)
from detente.archive.tables import joinings as joinings_table
from detente.errors import ArchiveError
from detente.records import Event, Matter, Reading

if TYPE_CHECKING:
    import polars

# Columns of the frames of events, in order; those of True are days.
COLUMNS = {
    "event_id": False,
    "article_id": False,
    "coder": False,
    "verdict": False,
    "actor": False,
    "recipient": False,
    "day": True,
    "precision": False,
    "event": False,
    "mode": False,
    "status": False,
    "quad": False,
    "score": False,
    "confidence": False,
    "origin": False,
    "published": True,
}
_NUMBERS = ("score", "confidence")
_ROWS_AT_ONCE, _READINGS_AT_ONCE = 50_000, 100


@dataclass(frozen=True, slots=True)
class Publication:
    """One appearance of an article.

    Attributes:
        id: of the article as it was added there.
        credit: the original publisher that its page names, None where it names none.
        is_original: True where another appearance credits this publisher, False
            where this one credits another; None where no page tells.
    """

    id: str
    publisher: str | None
    title: str | None
    url: str | None
    published: str | None
    credit: str | None
    is_original: bool | None


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as one article tells it; ``origin`` is the credited or own publisher."""

    article_id: str
    origin: str | None
    published: str | None
    event: Event


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """A matter as one article tells it; ``origin`` is the credited or own publisher."""

    article_id: str
    origin: str | None
    published: str | None
    matter: Matter


def readings(
    archive: Archive,
    *,
    ids: Iterable[str] | None = None,
    pair: tuple[str, str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Reading]:
    """Give back stored readings, equal to those that were added.

    Args:
        archive: open; it may be written to meanwhile.
        ids: of articles; that of a copy gives the article under which it stands.
        pair: only articles with an event or a matter between these two states.
        since, until: first and last day of publication.

    Yields:
        In the order of publication, then of ids; rejected articles too.
    """
    query = select(articles.c.id, articles.c.published)
    if ids is not None:
        known = select(publications.c.article_id).where(
            publications.c.id.in_(sorted({key(one) for one in ids}))
        )
        query = query.where(articles.c.id.in_(known))
    if pair:
        first, second = sorted(pair)
        between = union(
            select(dyads.c.article_id).where(_is_between(*pair)),
            select(matters.c.article_id).where(
                matters.c.first == first, matters.c.second == second
            ),
        )
        query = query.where(articles.c.id.in_(between))
    if since:
        query = query.where(articles.c.published >= since.isoformat())
    if until:
        query = query.where(articles.c.published <= until.isoformat())
    with archive.reading() as connection:
        # Sorted here: the databases sort neither texts nor nulls alike.
        found = sorted((row.published or "", row.id) for row in connection.execute(query))
    for at in range(0, len(found), _READINGS_AT_ONCE):
        chosen = [article_id for _, article_id in found[at : at + _READINGS_AT_ONCE]]
        with archive.reading() as connection:
            rows = connection.execute(
                select(articles.c.id, articles.c.document).where(articles.c.id.in_(chosen))
            )
            documents = {row.id: row.document for row in rows}
        yield from (decode(Reading, documents[one]) for one in chosen if one in documents)


def events_between(
    archive: Archive,
    a: str,
    b: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> polars.DataFrame:
    """The directed events between two states, both ways.

    Args:
        archive: open.
        a, b: codes of states or organisations.
        since, until: first and last day; without both, events of unknown day too.

    Returns:
        One row an event, direction and coder, by day; columns of ``COLUMNS``.
        ``day`` with its ``precision`` as ``rows.event_day`` says; ``coder`` is
        ``machine``, or ``person`` for what a person corrected an event to;
        ``verdict`` the latest judgement, null where there is none; ``origin``
        the credited or own publisher, which counts as one independent source.

    Example:
        >>> import tempfile
        >>> from detente.archive.opening import open_archive
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with open_archive(f"{folder}/news.db") as archive:
        ...         events_between(archive, "KOR", "JPN").height
        0
    """
    return _frame(archive, _is_between(a, b), since, until)


def event(archive: Archive, event_id: str) -> Event:
    """The machine's event of an id.

    Raises:
        ArchiveError: no such event.
    """
    with archive.reading() as connection:
        document = connection.scalar(select(events.c.document).where(events.c.id == event_id))
    if document is None:
        raise ArchiveError(f"{archive.name} holds no event {event_id}: list them with its pair")
    return decode(Event, document)


def told_between(archive: Archive, a: str, b: str) -> tuple[ToldEvent, ...]:
    """The events between two states, whole, as people's judgements leave them.

    What a person rejected is left out; what was corrected comes as corrected.

    Returns:
        One for each event and article, by article and place in it.
    """
    return _told(archive, _is_between(a, b))


def told_toward(
    archive: Archive, recipient: str, *, since: date, until: date
) -> tuple[ToldEvent, ...]:
    """The events of any state toward one in some days, as ``told_between`` gives them."""
    within = dyads.c.day.between(since.isoformat(), until.isoformat())
    return _told(archive, and_(dyads.c.recipient == recipient, within))


def coverage(archive: Archive, a: str, b: str) -> polars.DataFrame:
    """How many articles of each day name either of two states, in an event or not.

    Returns:
        Columns ``day`` (date of publication) and ``articles``, by day. Copies of
        one report count once; articles without a day are left out.
    """
    import polars

    query = (
        select(named.c.published, func.count(distinct(named.c.article_id)))
        .where(named.c.code.in_([a, b]))
        .where(named.c.published.is_not(None))
        .group_by(named.c.published)
    )
    with archive.reading() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    schema = {"day": polars.String(), "articles": polars.Int64()}
    frame = polars.DataFrame(found, schema=schema, orient="row")
    return (
        frame.with_columns(polars.col("day").str.head(10).str.to_date(strict=False))
        .drop_nulls()
        .group_by("day")
        .agg(polars.col("articles").sum())
        .sort("day")
    )


def events_toward(
    archive: Archive,
    recipient: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> polars.DataFrame:
    """The events of any state toward one, as ``events_between`` gives them."""
    return _frame(archive, dyads.c.recipient == recipient, since, until)


def matters_between(archive: Archive, a: str, b: str) -> tuple[ToldMatter, ...]:
    """The matters between two states, one for each article that tells of it.

    Returns:
        In the order of publication; unknown days first.
    """
    first, second = sorted((a, b))
    query = select(matters).where(matters.c.first == first, matters.c.second == second)
    with archive.reading() as connection:
        found = [
            ToldMatter(row.article_id, row.origin, row.published, decode(Matter, row.document))
            for row in connection.execute(query)
        ]
    return tuple(sorted(found, key=lambda m: (m.published or "", m.article_id, m.matter.id)))


def publications_of(archive: Archive, article_id: str) -> tuple[Publication, ...]:
    """All appearances of an article, by day; of a copy, those of its article."""
    kept = select(publications.c.article_id).where(publications.c.id == key(article_id))
    with archive.reading() as connection:
        rows = connection.execute(
            select(publications).where(publications.c.article_id.in_(kept))
        ).all()
    credits = {same_name(row.credit) for row in rows if row.credit}
    found = [
        Publication(
            id=row.id,
            publisher=row.publisher,
            title=row.title,
            url=row.url,
            published=row.published,
            credit=row.credit,
            is_original=_is_original(row.publisher, row.credit, credits),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda p: (p.published or "", p.id)))


def judgements_of(archive: Archive, *, article_id: str | None = None) -> tuple[Judged, ...]:
    """People's judgements, of one article or all, in the order in which they were made."""
    query = select(judgements).order_by(judgements.c.number)
    if article_id is not None:
        query = query.where(judgements.c.article_id == key(article_id))
    with archive.reading() as connection:
        return tuple(
            Judged(
                row.event_id,
                row.article_id,
                decode(Event, row.judged),
                Judgement(
                    row.verdict,
                    row.judge,
                    row.day,
                    row.note,
                    decode(Event, row.corrected) if row.corrected else None,
                ),
            )
            for row in connection.execute(query)
        )


def joinings(archive: Archive) -> tuple[Joining, ...]:
    """People's words on which steps are of one matter, in the order in which they came."""
    with archive.reading() as connection:
        return tuple(
            Joining(row.verb, row.step, row.other, row.judge, row.day, row.note)
            for row in connection.execute(select(joinings_table).order_by(joinings_table.c.number))
        )


def _told(archive: Archive, which: ColumnElement[bool]) -> tuple[ToldEvent, ...]:
    is_one = and_(
        judgements.c.event_id == dyads.c.event_id, judgements.c.article_id == dyads.c.article_id
    )
    latest = judgements.c.number == (
        select(func.max(judgements.c.number)).where(is_one).correlate(dyads).scalar_subquery()
    )
    keys = (dyads.c.article_id, dyads.c.event_id, dyads.c.origin, dyads.c.published)
    by_machine = (
        select(*keys, events.c.position, events.c.document)
        .join(
            events,
            and_(events.c.article_id == dyads.c.article_id, events.c.id == dyads.c.event_id),
        )
        .outerjoin(judgements, and_(is_one, latest))
        .where(which, dyads.c.coder == "machine")
        .where(or_(judgements.c.verdict.is_(None), judgements.c.verdict == "confirmed"))
    )
    by_person = (
        select(*keys, literal(0).label("position"), judgements.c.corrected.label("document"))
        .join(judgements, and_(is_one, latest))
        .where(which, dyads.c.coder == "person")
    )
    found: dict[tuple[str, str], tuple[int, ToldEvent]] = {}
    with archive.reading() as connection:
        for query in (by_machine, by_person):
            for row in connection.execute(query):
                one = (row.article_id, row.event_id)
                if one not in found:  # an event stands once for each direction
                    event = decode(Event, row.document)
                    told = ToldEvent(row.article_id, row.origin, row.published, event)
                    found[one] = row.position, told
    return tuple(told for _, (_, told) in sorted(found.items(), key=lambda i: (i[0][0], i[1][0])))


def _is_original(publisher: str | None, credit: str | None, credits: set[str]) -> bool | None:
    if credit:
        return False
    return True if publisher and same_name(publisher) in credits else None


def _is_between(a: str, b: str) -> ColumnElement[bool]:
    return or_(
        and_(dyads.c.actor == a, dyads.c.recipient == b),
        and_(dyads.c.actor == b, dyads.c.recipient == a),
    )


def _frame(
    archive: Archive, which: ColumnElement[bool], since: date | None, until: date | None
) -> polars.DataFrame:
    # Only frames need polars, and it costs a third of a second.
    import polars

    verdict = (
        select(judgements.c.verdict)
        .where(judgements.c.event_id == dyads.c.event_id)
        .where(judgements.c.article_id == dyads.c.article_id)
        .order_by(judgements.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns: list[Any] = [
        verdict.label(name) if name == "verdict" else dyads.c[name] for name in COLUMNS
    ]
    query = select(*columns).where(which)
    if since:
        query = query.where(dyads.c.day >= since.isoformat())
    if until:
        query = query.where(dyads.c.day <= until.isoformat())
    schema = {n: polars.Float64() if n in _NUMBERS else polars.String() for n in COLUMNS}
    with archive.reading() as connection:
        result = connection.execution_options(stream_results=True).execute(query)
        # A part at a time: rows of Python are ten times as large as the frame.
        parts = [
            polars.DataFrame([tuple(row) for row in part], schema=schema, orient="row")
            for part in result.partitions(_ROWS_AT_ONCE)
        ]
    frame = polars.concat([polars.DataFrame(schema=schema), *parts])
    days = [name for name, is_day in COLUMNS.items() if is_day]
    return frame.with_columns(polars.col(days).str.to_date(strict=False)).sort(
        "day", "event_id", "article_id", "coder", "actor", "recipient"
    )
