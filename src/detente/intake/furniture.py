"""Plain text as a page gave it: find the report among the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.intake.datelines import read_dateline
from detente.intake.dates import read_date_line
from detente.intake.drafts import Draft
from detente.intake.paragraphs import SENTENCE_END, normalise_text, split_paragraphs
from detente.intake.signals import Kind, Signals, classify_paragraph, count_words, load_signals

MAX_TITLE_WORDS = 30
MIN_TITLE_WORDS = 4
MIN_STANDFIRST_WORDS = 6
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright(?: ©| \(c\))?)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s+)"
    r"(?P<name>[A-Z][\w&'’. -]{2,50}?)(?:\.|,|\||$|\s+All rights)",
    re.IGNORECASE,
)
_MORE_FROM = re.compile(r"more from (?P<name>(?:the )?[\w&'’ -]{3,50})", re.IGNORECASE)
_NOT_LETTER = re.compile(r"[\W_]+")
_MARKUP = re.compile(r"^#{1,6} +")


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph and what it was judged to be."""

    text: str
    kind: Kind


def clean_text(raw: str) -> Draft:
    """Cut the report out of plain text that was copied or saved from a page.

    Args:
        raw: characters, with any line ends.

    Returns:
        A draft with the title, date, place and publisher that the text tells;
        an empty text where it holds furniture only.

    Example:
        >>> draft = clean_text("Envoys meet\\n\\nTwo envoys met in Oslo on Monday.\\n\\nShare")
        >>> draft.title, draft.text
        ('Envoys meet', 'Two envoys met in Oslo on Monday.')
    """
    paragraphs = [_MARKUP.sub("", part) for part in split_paragraphs(normalise_text(raw))]
    return clean_paragraphs(paragraphs)


def clean_paragraphs(paragraphs: Sequence[str], *, title: str | None = None) -> Draft:
    """Cut the report out of paragraphs.

    Args:
        paragraphs: in the order of the page, each normalised.
        title: the headline where it is known; otherwise it is looked for.

    Example:
        >>> clean_paragraphs(["Two envoys met in Oslo on Monday.", "Leave a Reply"]).text
        'Two envoys met in Oslo on Monday.'
    """
    signals = load_signals()
    parts = [_Part(text, _judge(text, signals)) for text in paragraphs]
    first = next((i for i, part in enumerate(parts) if part.kind == "report"), len(parts))
    head, body = parts[:first], parts[first:]
    if title is None and body:
        title = _find_title(head)
    kept = _keep_standfirst(head, title) if body else [p.text for p in head if p.kind == "heading"]
    kept += _walk_body(body, signals)
    kept = _drop_repeats(kept, title)
    place, agency = None, None
    for index, text in enumerate(kept[:3]):
        dateline = read_dateline(text, signals.not_places)
        if dateline is not None:
            place, agency = dateline.place, dateline.agency
            kept[index] = text[dateline.length :]
            break
    return Draft(
        text="\n\n".join(kept),
        title=title,
        publisher=_find_publisher(parts, signals) or agency,
        published=_find_published(parts),
        place=place,
    )


def _judge(text: str, signals: Signals) -> Kind:
    return "drop" if read_date_line(text) else classify_paragraph(text, signals)


def _find_title(head: Sequence[_Part]) -> str | None:
    """The first line above the report that reads like a headline."""
    lines = [part.text for part in head if part.kind == "heading" and _is_headline(part.text)]
    full = [line for line in lines if count_words(line) >= MIN_TITLE_WORDS]
    if full:
        return full[0]
    # A section's label ("World") is short too: a headline has two words at least.
    return max((line for line in lines if count_words(line) >= 2), key=count_words, default=None)


def _is_headline(line: str) -> bool:
    ends_sentence = SENTENCE_END.search(line) is not None and not re.search(
        r"[?!]['’\"”]?$|\b(?:[A-Z]\.)+['’]?$", line
    )
    return count_words(line) <= MAX_TITLE_WORDS and not ends_sentence


def _keep_standfirst(head: Sequence[_Part], title: str | None) -> list[str]:
    """Lines between the headline and the report that say something: no labels."""
    return [
        part.text
        for part in head
        if part.kind == "heading"
        and part.text != title
        and count_words(part.text) >= MIN_STANDFIRST_WORDS
    ]


def _walk_body(body: Sequence[_Part], signals: Signals) -> list[str]:
    """Keep the report's paragraphs and sub-headings, up to its end."""
    kept: list[_Part] = []
    in_list = False
    seen_furniture = False
    for index, part in enumerate(body):
        if part.kind == "stop":
            seen_furniture = True
            break
        if part.kind == "list":
            in_list = True
        elif part.kind == "report" and (not in_list or _resumes(body, index, signals)):
            in_list = False
            seen_furniture = False
            kept.append(part)
            continue
        elif part.kind in ("heading", "byline") and not in_list:
            kept.append(part)
            continue
        seen_furniture = True
        # The title of a newsletter box goes with it, not with the report.
        if part.kind == "box" and kept and _is_subheading(kept[-1]):
            kept.pop()
    if seen_furniture:
        # A sub-heading has a report below it: what stands last belongs to the furniture.
        while kept and _is_subheading(kept[-1]):
            kept.pop()
    return [part.text for part in kept]


def _is_subheading(part: _Part) -> bool:
    return part.kind != "report" and SENTENCE_END.search(part.text) is None


def _resumes(body: Sequence[_Part], index: int, signals: Signals) -> bool:
    """Does the report go on here after a list of others, or is this an item's teaser?"""
    following = next((part for part in body[index + 1 :] if part.kind != "drop"), None)
    if following is not None and following.kind == "report":
        return True
    return count_words(body[index].text) >= signals.list_words


def _drop_repeats(paragraphs: Sequence[str], title: str | None) -> list[str]:
    """Leave out the repeated title and paragraphs that stand twice (pulled quotes)."""
    seen = {_letters(title)} if title else set()
    kept = []
    for text in paragraphs:
        key = _letters(text)
        if key and key not in seen:
            kept.append(text)
        seen.add(key)
    return kept


def _letters(text: str) -> str:
    return _NOT_LETTER.sub("", text).casefold()


def _find_published(parts: Sequence[_Part]) -> str | None:
    """The report's date line: a published one before a bare one before an updated one."""
    days: dict[str, str] = {}
    for part in parts:
        if part.kind == "drop":
            found = read_date_line(part.text)
            if found is not None:
                days.setdefault(*found)
        if part.kind in ("list", "stop"):
            break  # dates below belong to other reports and to comments
    return days.get("published") or days.get("bare") or days.get("updated")


def _find_publisher(parts: Sequence[_Part], signals: Signals) -> str | None:
    """The name in a copyright line, or in "More from" where it is a paper's name."""
    for part in parts:
        if part.kind == "box" and (found := _COPYRIGHT.match(part.text)):
            return found["name"].strip()
    for part in parts:
        if part.kind == "list" and (found := _MORE_FROM.fullmatch(part.text)):
            name = found["name"].strip()
            if signals.press_words & set(name.casefold().split()):
                return name
    return None
