"""HTML pages to drafts: trafilatura finds the body, the page's own data tell the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from detente.errors import UnreadableSource
from detente.intake.dates import parse_day
from detente.intake.drafts import Draft
from detente.intake.furniture import clean_paragraphs
from detente.intake.paragraphs import normalise_text
from detente.intake.signals import classify_paragraph, load_signals

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_ARTICLE_TYPE = re.compile(r"Article$|^(?:BlogPosting|Report|LiveBlogPosting)$|Posting$")
_TITLE_META = ("og:title", "twitter:title", "dc.title", "headline")
_DATE_META = (
    "article:published_time", "datepublished", "og:published_time", "publish-date", "pubdate",
    "publishdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "date",
    "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
)  # fmt: skip
_SITE_META = ("og:site_name", "application-name", "dc.publisher", "publisher")
MAX_JSON_LD = 1_000_000


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page tells about itself."""

    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


def clean_page(html: str, source: str, *, url: str | None = None) -> Draft:
    """Cut the report out of a page.

    Args:
        html: the page's characters; it may be cut short.
        source: for messages.
        url: from where the page was fetched, None for a file.

    Raises:
        UnreadableSource: no body of an article is in the page.

    Example:
        >>> clean_page("<p>Menu</p>", "a.html")
        Traceback (most recent call last):
        detente.errors.UnreadableSource: a.html holds no article body that can be found: \
save the report's text as .txt
    """
    # Imported here: half a second that only pages need.
    from lxml import etree  # type: ignore[import-untyped]
    from trafilatura.utils import load_html

    try:
        tree = load_html(html)
    except (ValueError, etree.LxmlError, RecursionError) as error:
        raise UnreadableSource(f"{source} can't be parsed as HTML ({error})") from error
    told = _read_told(tree, url) if tree is not None else _Told(None, None, None, url)
    paragraphs = _extract_paragraphs(html, source)
    draft = clean_paragraphs(paragraphs, title=told.title)
    signals = load_signals()
    if not any(classify_paragraph(p, signals) == "report" for p in draft.text.split("\n\n")):
        raise UnreadableSource(
            f"{source} holds no article body that can be found: save the report's text as .txt"
        )
    return replace(
        draft,
        url=told.url,
        publisher=told.publisher or draft.publisher,
        published=told.published or draft.published or _search_date(html),
    )


def _extract_paragraphs(html: str, source: str) -> list[str]:
    from trafilatura import extract

    try:
        text = extract(
            html,
            output_format="txt",
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=False,
        )
    except RecursionError as error:
        raise UnreadableSource(f"{source} is nested too deeply to be read") from error
    lines = normalise_text(text or "").split("\n")
    return [re.sub(r"^- ", "", line.strip()) for line in lines if line.strip()]


def _search_date(html: str) -> str | None:
    """The date in the page's visible words, where its data tell none."""
    from htmldate import find_date

    try:
        # extensive_search guesses from any number on the page: unknown is better.
        found = find_date(html[:1_000_000], original_date=True, extensive_search=False)
    except (ValueError, RecursionError):
        return None
    return parse_day(found) if found else None


def _read_told(tree: HtmlElement, url: str | None) -> _Told:
    meta = _read_meta(tree)
    report = next(_find_reports(tree), {})
    canonical = _canonical_url(tree, meta, url)
    publisher = _first(meta, _SITE_META) or _name_of(report.get("publisher"))
    if publisher is None and canonical:
        publisher = (urlsplit(canonical).hostname or "").removeprefix("www.") or None
    headings = [" ".join(node.text_content().split()) for node in tree.iterfind(".//h1")]
    page_title = " ".join((tree.findtext(".//title") or "").split())
    titles = [_string(report.get("headline")), _first(meta, _TITLE_META)]
    titles += [headings[0] if len(headings) == 1 else None, page_title]
    title = next((text for text in titles if text), None)
    days = [_string(report.get("datePublished")), *(meta.get(name) for name in _DATE_META)]
    days += [node.get("datetime") for node in tree.iterfind(".//time") if _is_published(node)][:1]
    published = next((day for text in days if text and (day := parse_day(text))), None)
    return _Told(_bare_title(title, publisher), publisher, published, canonical)


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """First content of each meta name, property or itemprop, in lower case."""
    meta: dict[str, str] = {}
    for node in tree.iterfind(".//meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = (node.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.lower(), " ".join(content.split()))
    return meta


def _find_reports(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article; damaged ones are passed over."""
    for node in tree.iterfind(".//script"):
        if (node.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        text = node.text or ""
        if len(text) > MAX_JSON_LD:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        rows = data if isinstance(data, list) else [data]
        for row in rows:
            graph = row.get("@graph") if isinstance(row, dict) else None
            for item in graph if isinstance(graph, list) else [row]:
                if isinstance(item, dict) and _is_article(item.get("@type")):
                    yield item


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and _ARTICLE_TYPE.search(name) for name in kinds)


def _is_published(node: HtmlElement) -> bool:
    words = f"{node.get('class') or ''} {node.get('itemprop') or ''}".lower()
    return node.get("datetime") is not None and not re.search(r"updat|modif", words)


def _canonical_url(tree: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    links = [node.get("href") for node in tree.iterfind(".//link[@rel='canonical']")]
    candidates: list[str | None] = [*links, meta.get("og:url"), url]
    for link in candidates:
        if not link:
            continue
        try:
            full: str = urljoin(url or "", link.strip())
            if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname:
                return full
        except ValueError:
            continue
    return url


def _bare_title(title: str | None, publisher: str | None) -> str | None:
    """A headline without the name of the publisher at its end."""
    if not title:
        return None
    parts = re.split(r"\s+[-–—|•·:»]+\s+", title)
    marks = re.findall(r"\s+[-–—|•·:»]+\s+", title)
    # After "|" stands the site; after a dash only where it is the known name.
    while len(parts) > 1 and (
        _is_name(parts[-1], publisher) or (marks[-1].strip() in "|»•·" and len(parts[0]) > 25)
    ):
        parts.pop()
        marks.pop()
    joined = parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))
    return joined.strip() or None


def _is_name(text: str, publisher: str | None) -> bool:
    a, b = (re.sub(r"^the|[\W_]", "", (name or "").lower()) for name in (text, publisher))
    return bool(a) and bool(b) and (a == b or a in b or b in a) and len(a) >= 3


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _name_of(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
