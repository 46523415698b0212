"""What a question about a pair needs: events one by one, who is named, joinings by people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from detente.archive.documents import decode
from detente.archive.rows import event_rows, named_rows
from detente.records import Reading

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the new tables, and draw their rows from the readings that are stored."""
    op.add_column("events", sa.Column("document", sa.Text, nullable=False, server_default=""))
    named = op.create_table(
        "named",
        sa.Column(
            "article_id",
            sa.Text,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("published", sa.Text),
    )
    op.create_index("named_by_code", "named", ["code", "published", "article_id"])
    op.create_table(
        "joinings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("other", sa.Text),
        sa.Column("judge", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    articles = sa.table("articles", sa.column("id"), sa.column("document"))
    columns = ("article_id", "position", "document")
    events = sa.table("events", *(sa.column(name) for name in columns))
    for article_id in connection.scalars(sa.select(articles.c.id)).all():
        document = connection.scalar(
            sa.select(articles.c.document).where(articles.c.id == article_id)
        )
        reading = decode(Reading, document or "")
        for row in event_rows(reading):
            at = sa.and_(events.c.article_id == article_id, events.c.position == row["position"])
            connection.execute(sa.update(events).where(at).values(document=row["document"]))
        if rows := list(named_rows(reading)):
            connection.execute(sa.insert(named), rows)


def downgrade() -> None:
    """Drop what was drawn; people's joinings go with it."""
    op.drop_table("joinings")
    op.drop_table("named")
    op.drop_column("events", "document")
