"""The first schema: articles, publications, events, matters and judgements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("published", sa.Text),
        sa.Column("is_rejected", sa.Boolean, nullable=False),
        sa.Column("reader", sa.Text),
        sa.Column("ontology", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column(
            "article_id",
            sa.Text,
            sa.ForeignKey("articles.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        sa.Column("publisher", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("credit", sa.Text),
        sa.Column("signature", sa.LargeBinary),
        sa.Column("numerals", sa.Text),
    )
    op.create_table(
        "bands",
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "publication",
            sa.Integer,
            sa.ForeignKey("publications.number"),
            primary_key=True,
            autoincrement=False,
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column(
            "article_id",
            sa.Text,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
    )
    op.create_table(
        "dyads",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("day", sa.Text),
        sa.Column("precision", sa.Text),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("mode", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("quad", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("published", sa.Text),
    )
    op.create_table(
        "matters",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column(
            "article_id", sa.Text, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column(
            "article_id",
            sa.Text,
            sa.ForeignKey("articles.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("judge", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("judged", sa.Text, nullable=False),
        sa.Column("corrected", sa.Text),
    )
    op.create_index("articles_by_day", "articles", ["published", "id"])
    op.create_index("publications_of_article", "publications", ["article_id"])
    op.create_index("events_by_id", "events", ["id"])
    op.create_index("dyads_by_pair", "dyads", ["actor", "recipient", "day"])
    op.create_index("dyads_by_recipient", "dyads", ["recipient", "day"])
    op.create_index("dyads_of_article", "dyads", ["article_id"])
    op.create_index("matters_by_pair", "matters", ["first", "second"])
    op.create_index("matters_of_article", "matters", ["article_id"])
    op.create_index("judgements_of_event", "judgements", ["event_id"])
    op.create_index("judgements_of_article", "judgements", ["article_id"])


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise NotImplementedError("the first schema has no older one")
