"""The tables of an archive, as the newest migration leaves them.

``articles.document`` holds a whole reading; ``events``, ``dyads``, ``matters``
and ``named`` are drawn from it and could be drawn again: they go when it goes.
``publications`` has a row for each article that was ever added, copies and
rejected ones too. Within a transaction an article may be replaced by another
(their keys are checked at its end). Days are ISO texts, which sort like days.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("published", Text),
    Column("is_rejected", Boolean, nullable=False),
    Column("reader", Text),  # name@version; null where nobody told
    Column("ontology", Text, nullable=False),
    Column("document", Text, nullable=False),
    Index("articles_by_day", "published", "id"),
)

publications = Table(
    "publications",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column(
        "article_id",
        Text,
        ForeignKey("articles.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("publisher", Text),
    Column("title", Text),
    Column("url", Text),
    Column("published", Text),
    Column("credit", Text),  # the original publisher, where the page names one
    Column("signature", LargeBinary),  # MinHash; null for a rejected article
    Column("numerals", Text),
    Index("publications_of_article", "article_id"),
)

# Clustered by hash: a look-up costs the same however large the table grows.
bands = Table(
    "bands",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "publication",
        Integer,
        ForeignKey("publications.number"),
        primary_key=True,
        autoincrement=False,
    ),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("document", Text, nullable=False),
    Index("events_by_id", "id"),
)

dyads = Table(
    "dyads",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("event_id", Text, nullable=False),
    Column("coder", Text, nullable=False),  # machine, or person: a correction's row
    Column("actor", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("day", Text),
    Column("precision", Text),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("quad", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("origin", Text),  # the credited publisher, else the article's own
    Column("published", Text),
    Index("dyads_by_pair", "actor", "recipient", "day"),
    Index("dyads_by_recipient", "recipient", "day"),
    Index("dyads_of_article", "article_id"),
)

matters = Table(
    "matters",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("first", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("origin", Text),
    Column("published", Text),
    Column("document", Text, nullable=False),
    Index("matters_by_pair", "first", "second"),
    Index("matters_of_article", "article_id"),
)

# Every state or body that an article names, in an event or not: what was read of it.
named = Table(
    "named",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("published", Text),
    Index("named_by_code", "code", "published", "article_id"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column(
        "article_id",
        Text,
        ForeignKey("articles.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    Column("verdict", Text, nullable=False),
    Column("judge", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("judged", Text, nullable=False),  # the event as it was before the judge
    Column("corrected", Text),
    Index("judgements_of_event", "event_id"),
    Index("judgements_of_article", "article_id"),
)

# A person's word on which steps are of one matter; kept when articles are read again.
joinings = Table(
    "joinings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("verb", Text, nullable=False),  # merge or split
    Column("step", Text, nullable=False),
    Column("other", Text),  # of a merge
    Column("judge", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("note", Text, nullable=False),
)
