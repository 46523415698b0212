"""Put readings into an archive: one transaction an article, wholly or not at all.

Copies of one report make one article with several publications. The article
kept is the one that credits nobody else, was published first and has the
smallest id; so the order in which articles are added changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from detente.archive.copies import (
    Fingerprint,
    band_hashes,
    fingerprint,
    is_copy,
    pack_numerals,
    unpack_numerals,
)
from detente.archive.documents import decode, encode
from detente.archive.judgements import Joining, Judgement, find_again
from detente.archive.opening import Archive
from detente.archive.origins import credited
from detente.archive.rows import (
    Row,
    article_row,
    dyad_rows,
    event_rows,
    is_rejected,
    key,
    matter_rows,
    named_rows,
    sound,
)
from detente.archive.tables import (
    articles,
    bands,
    dyads,
    events,
    joinings,
    judgements,
    matters,
    named,
    publications,
)
from detente.archive.versions import ontology_version
from detente.errors import ArchiveError
from detente.records import Article, Event, Reading

ReadMany = Callable[[Iterable[Article]], Iterable[Reading]]
# Articles that the reader gets at once; a run that is cut short loses no more.
REREAD_BATCH = 32


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one reading.

    Attributes:
        article_id: of the reading.
        kind: ``added``; ``known``, its id is there already; ``copy``, of a
            report that is there, so that only a publication was added;
            ``rejected``, stored with its reasons; ``reread``.
        original: key of the article under which it stands.
    """

    article_id: str
    kind: Literal["added", "known", "copy", "rejected", "reread"]
    original: str


def add(
    archive: Archive, reading: Reading, *, reader: str | None = None, ontology: str | None = None
) -> Outcome:
    """Add one reading, wholly or not at all.

    An id that the archive knows adds nothing, unless it was rejected and can be
    read now. A near-duplicate adds its publication alone.

    Args:
        archive: open.
        reading: of one article.
        reader: ``name@version`` of the reader; by default what its events say.
        ontology: version of the ontology; by default that of this Détente.

    Raises:
        ArchiveError: the database refuses; then nothing was added.

    Example:
        >>> import tempfile
        >>> from detente.archive.opening import open_archive
        >>> reading = Reading(Article(id="a", text="Talks resumed in Oslo."))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with open_archive(f"{folder}/news.db") as archive:
        ...         [add(archive, reading).kind for _ in range(2)]
        ['added', 'known']
    """
    article, own = reading.article, key(reading.article.id)
    unread = is_rejected(reading)
    mark = None if unread else fingerprint(article.text, sound(article.published))
    newcomer = _publication(article, own, mark)
    row = article_row(reading, reader=reader, ontology=ontology or ontology_version())
    with archive.writing() as connection:
        stored = connection.execute(
            select(publications.c.article_id, articles.c.is_rejected)
            .join(articles, articles.c.id == publications.c.article_id)
            .where(publications.c.id == own)
        ).first()
        if stored and (unread or not stored.is_rejected):
            return Outcome(article.id, "known", stored.article_id)
        kept = _twins(connection, mark) if mark else []
        best = str(min([newcomer, *kept], key=_rank)["id"])
        if stored:
            connection.execute(delete(articles).where(articles.c.id == own))
        _put_publication(connection, newcomer | {"article_id": best}, mark)
        if best == own:
            _put_article(connection, reading, row)
        _merge(connection, [twin["id"] for twin in kept if twin["id"] != best], best)
        _carry_judgements(connection, best)
    return Outcome(article.id, "rejected" if unread else "copy" if kept else "added", best)


def is_known(archive: Archive, article_id: str) -> bool:
    """Whether adding an article of this id would add nothing, so that it needs no reading."""
    with archive.reading() as connection:
        found = connection.execute(
            select(articles.c.is_rejected)
            .join(publications, publications.c.article_id == articles.c.id)
            .where(publications.c.id == key(article_id))
        ).first()
    return found is not None and not found.is_rejected


def add_many(
    archive: Archive,
    readings: Iterable[Reading],
    *,
    reader: str | None = None,
    ontology: str | None = None,
) -> Iterator[Outcome]:
    """Add readings one by one; what was yielded is stored.

    Args:
        archive: open.
        readings: in any order and number; nothing is kept of them.
        reader, ontology: as for ``add``.

    Raises:
        ArchiveError: as for ``add``; what was yielded before stays.
    """
    for reading in readings:
        yield add(archive, reading, reader=reader, ontology=ontology)


def reread(
    archive: Archive, read_many: ReadMany, *, reader: str, ontology: str | None = None
) -> Iterator[Outcome]:
    """Read stored articles again where the reader or the ontology is another now.

    People's judgements stay, beside the events that are found again at their
    place (see ``judgements.find_again``). A run that was cut short goes on
    where it stopped.

    Args:
        archive: open.
        read_many: the reader; it gives one reading an article, in order.
        reader: its ``name@version``.
        ontology: version of the ontology; by default that of this Détente.

    Yields:
        One outcome an article that was read again.

    Raises:
        ArchiveError: the database refuses; what was yielded before stays.
    """
    now = ontology or ontology_version()
    with archive.reading() as connection:
        stale = connection.scalars(
            select(articles.c.id)
            .where(~articles.c.is_rejected)
            .where(
                or_(
                    articles.c.reader.is_(None),
                    articles.c.reader != reader,
                    articles.c.ontology != now,
                )
            )
        ).all()
    for at in range(0, len(stale), REREAD_BATCH):
        chosen = sorted(stale)[at : at + REREAD_BATCH]
        with archive.reading() as connection:
            found = connection.scalars(
                select(articles.c.document).where(articles.c.id.in_(chosen)).order_by(articles.c.id)
            ).all()
        for reading in read_many([decode(Reading, document).article for document in found]):
            row = article_row(reading, reader=reader, ontology=now)
            with archive.writing() as connection:
                # It may have become a copy of another meanwhile.
                is_kept = connection.execute(delete(articles).where(articles.c.id == row["id"]))
                if not is_kept.rowcount:
                    continue
                _put_article(connection, reading, row)
                _carry_judgements(connection, row["id"])
            yield Outcome(reading.article.id, "reread", row["id"])


def judge(archive: Archive, event_id: str, judgement: Judgement) -> None:
    """Store a person's judgement beside an event; the latest one counts.

    Args:
        archive: open.
        event_id: of an event in the archive.
        judgement: confirmed, rejected or corrected.

    Raises:
        ArchiveError: no such event.
    """
    with archive.writing() as connection:
        found = connection.execute(
            select(events.c.article_id, events.c.position, articles.c.document)
            .join(articles, articles.c.id == events.c.article_id)
            .where(events.c.id == event_id)
        ).first()
        if found is None:
            raise ArchiveError(f"{archive.name} holds no event {event_id}: list them with its pair")
        connection.execute(
            insert(judgements).values(
                event_id=event_id,
                article_id=found.article_id,
                verdict=judgement.verdict,
                judge=sound(judgement.judge),
                day=judgement.day,
                note=sound(judgement.note),
                judged=encode(decode(Reading, found.document).events[found.position]),
                corrected=encode(judgement.corrected) if judgement.corrected else None,
            )
        )
        _carry_judgements(connection, found.article_id)


def join(archive: Archive, joining: Joining) -> None:
    """Store a person's word on which steps are of one matter; the last word holds.

    Args:
        archive: open.
        joining: its steps must be in the archive.

    Raises:
        ArchiveError: no such step.
    """
    with archive.writing() as connection:
        for step in filter(None, (joining.step, joining.other)):
            # Encoded, an id stands in its quotes: no part of another is found.
            found = connection.scalar(
                select(matters.c.number)
                .where(matters.c.document.contains(encode(step), autoescape=True))
                .limit(1)
            )
            if found is None:
                raise ArchiveError(
                    f"{archive.name} holds no step {step}: list them with detente matters --ids"
                )
        connection.execute(
            insert(joinings).values(
                verb=joining.verb,
                step=joining.step,
                other=joining.other,
                judge=sound(joining.judge),
                day=joining.day,
                note=sound(joining.note),
            )
        )


# ------------------------------------------------------------ publications


def _publication(article: Article, own: str, mark: Fingerprint | None) -> Row:
    return {
        "id": own,
        "publisher": sound(article.publisher),
        "title": sound(article.title),
        "url": sound(article.url),
        "published": sound(article.published),
        "credit": sound(credited(article)),
        "signature": mark.signature if mark else None,
        "numerals": pack_numerals(mark.numerals) if mark else None,
    }


def _rank(publication: Row) -> tuple[bool, str, str]:
    """The first of several copies is kept as the article; no date comes last."""
    credit, published = publication["credit"], publication["published"]
    return credit is not None, published or "9999", publication["id"]


def _twins(connection: Connection, mark: Fingerprint) -> list[Row]:
    """The articles (as their own publications) of which a text is a copy."""
    candidates = connection.execute(
        select(publications).where(
            publications.c.number.in_(
                select(bands.c.publication).where(bands.c.hash.in_(list(band_hashes(mark))))
            )
        )
    )
    kept = {
        row.article_id
        for row in candidates
        if is_copy(mark, Fingerprint(row.signature, unpack_numerals(row.numerals), row.published))
    }
    found = connection.execute(select(publications).where(publications.c.id.in_(sorted(kept))))
    return [dict(row) for row in found.mappings()]


def _put_publication(connection: Connection, row: Row, mark: Fingerprint | None) -> None:
    """Insert a publication, or fill in one that was rejected before."""
    number = connection.scalar(select(publications.c.number).where(publications.c.id == row["id"]))
    if number is None:
        result = connection.execute(insert(publications).values(row))
        number = result.inserted_primary_key[0]  # type: ignore[index]
    else:
        connection.execute(update(publications).where(publications.c.number == number).values(row))
    if mark:
        found = sorted(set(band_hashes(mark)))
        connection.execute(insert(bands), [{"hash": h, "publication": number} for h in found])


def _merge(connection: Connection, others: Sequence[str], best: str) -> None:
    """Let what stood under other articles stand under the best copy."""
    for other in others:
        for table in (publications, judgements):
            connection.execute(
                update(table).where(table.c.article_id == other).values(article_id=best)
            )
        connection.execute(delete(articles).where(articles.c.id == other))


# ----------------------------------------------------------------- articles


def _put_article(connection: Connection, reading: Reading, row: Row) -> None:
    """Insert an article with all that is drawn from it."""
    connection.execute(insert(articles).values(row))
    drawn: tuple[tuple[Table, Iterator[Row]], ...] = (
        (events, event_rows(reading)),
        (dyads, dyad_rows(reading.article, reading.events)),
        (matters, matter_rows(reading)),
        (named, named_rows(reading)),
    )
    for table, found in drawn:
        if rows := list(found):
            connection.execute(insert(table), rows)


def _carry_judgements(connection: Connection, article_id: str) -> None:
    """Set an article's judgements beside its events, and its corrections in ``dyads``."""
    made = connection.execute(
        select(judgements)
        .where(judgements.c.article_id == article_id)
        .order_by(judgements.c.number)
    ).all()
    if not made:
        return
    document = connection.scalar(select(articles.c.document).where(articles.c.id == article_id))
    reading = decode(Reading, document or "")
    corrected: dict[str, Event | None] = {}
    for row in made:
        judged = decode(Event, row.judged)
        event_id = (find_again(judged, reading.events, row.verdict) or judged).id
        connection.execute(
            update(judgements).where(judgements.c.number == row.number).values(event_id=event_id)
        )
        corrected[event_id] = decode(Event, row.corrected) if row.corrected else None
    connection.execute(
        delete(dyads).where(dyads.c.article_id == article_id).where(dyads.c.coder == "person")
    )
    rows = [
        drawn | {"event_id": event_id, "coder": "person"}
        for event_id, event in corrected.items()
        if event
        for drawn in dyad_rows(reading.article, [event])
    ]
    if rows:
        connection.execute(insert(dyads), rows)
