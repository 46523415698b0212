"""A draft is what intake cut out of a source; checked, it becomes an article."""

from __future__ import annotations

from dataclasses import dataclass

from detente.intake.language import detect_language, name_language
from detente.records import Article, Rejection, record_id


@dataclass(frozen=True, slots=True)
class Draft:
    """An article in the making; None where the source does not tell.

    Attributes:
        text: paragraphs parted by a blank line, empty where none was found.
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    place: str | None = None


def reject_source(source: str, reason: str, *, article_id: str | None = None) -> Article:
    """Make the rejected article that stands for a source that can't be read.

    Example:
        >>> reject_source("a.pdf", "a.pdf is a PDF").rejected[0].stage
        'intake'
    """
    return Article(
        id=article_id or record_id("rejected", source),
        text="",
        rejected=(Rejection("intake", reason),),
        source=source,
    )


def finish_draft(
    draft: Draft, source: str, *, published: str | None = None, article_id: str | None = None
) -> Article:
    """Check a draft (is there text, is it English?) and give it its id.

    Args:
        draft: with text already cleaned.
        source: path, URL or ``file:line``, for messages.
        published: ISO day that fills in where the draft has none.
        article_id: the source's own id, where it has one.

    Example:
        >>> finish_draft(Draft("Talks resumed."), "-", published="2023-03-16").published
        '2023-03-16'
    """
    if not draft.text.strip():
        return reject_source(
            source, f"{source} holds no article text: check the file", article_id=article_id
        )
    language = detect_language(draft.text)
    rejected: tuple[Rejection, ...] = ()
    if language not in (None, "en"):
        name = name_language(language or "")
        reason = f"{source} is not in English (it reads as {name}): translate it first"
        rejected = (Rejection("intake", reason),)
    return Article(
        id=article_id or record_id(draft.url or draft.text),
        text="" if rejected else draft.text,
        title=draft.title,
        url=draft.url,
        publisher=draft.publisher,
        published=draft.published or published,
        language=language,
        place=draft.place,
        rejected=rejected,
        source=source,
    )
