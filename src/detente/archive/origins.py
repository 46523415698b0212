"""Whom a page names as the original publisher of its report.

Three customs of the press are read: the agency in the dateline ("SEOUL (AFP)
-"), the line of credit ("This report first appeared in ...", "Source: ..."),
and the signature at the end ("- Reuters"). What names the page's own publisher
is no credit.
"""

from __future__ import annotations

import re

from detente.records import Article

_NAME = r"(?P<name>(?:[Tt]he )?[A-Z][\w&.'’-]*(?: (?:(?:of|and|the|for) )?[A-Z&][\w&.'’-]*){0,5})"
_PIECE = r"(?:report|article|story|dispatch|piece|item|text|post|version)"
_DONE = (
    r"(?:(?:first|originally|previously) )?"
    r"(?:appeared|published|ran|reported|issued|printed|carried|written|produced|distributed"
    r"|provided|supplied|syndicated|taken|adapted|reproduced)(?: first| originally)?"
    r"(?: on [A-Z0-9][\w ,.]{2,20}?)?"
)
_FROM = r"(?:in|by|on|at|from|with (?:the )?permission (?:of|from)|courtesy of)"
_CREDITS = (
    # "This report first appeared in the Harbour Post."
    re.compile(rf"\b(?i:(?:this|the) {_PIECE}) (?i:(?:is|was|has been) )?{_DONE} {_FROM} {_NAME}"),
    # "First published by ...", "Republished with permission of ...", "Syndicated from ..."
    re.compile(
        rf"^\W*(?i:(?:first|originally) {_DONE}|(?:re|first )?(?:published|printed|posted)"
        rf"|syndicated|reproduced|courtesy)(?: here)? (?:{_FROM}|of) {_NAME}"
    ),
    # "Source: ...", "Credit: ..." as a line of its own
    re.compile(rf"^\W*(?i:source|credit|original(?:ly from| source| report)?)\s*:\s*{_NAME}\W*$"),
    # "- Reuters", "(AFP)" as the last line
    re.compile(rf"^(?:--|[-–—―])\s*{_NAME}\.?$|^[(\[](?P<bracketed>[A-Z][\w&.' ’/-]*)[)\]]\.?$"),
)
_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][^()\[\]\n.!?]{1,70}(?:\.[^()\[\]\n.!?]{0,20})?"
    r"[(\[](?P<name>[A-ZÀ-Þ][^()\[\]]{1,40})[)\]]\s*(?:--|[-–—―])"
)
HEAD_PARAGRAPHS, TAIL_PARAGRAPHS = 2, 3


def credited(article: Article) -> str | None:
    """Tell whom an article names as its original publisher.

    Args:
        article: credits stand in its first two and last three paragraphs.

    Returns:
        The name as written, without "the"; None where the page names nobody or
        only its own publisher.

    Example:
        >>> text = "Talks resumed.\\n\\nThis report first appeared in The Harbour Post."
        >>> credited(Article(id="a", text=text, publisher="Hill News"))
        'Harbour Post'
        >>> credited(Article(id="a", text=text, publisher="The Harbour Post")) is None
        True
    """
    paragraphs = [part.strip() for part in article.text.split("\n\n") if part.strip()]
    head, tail = paragraphs[:HEAD_PARAGRAPHS], paragraphs[HEAD_PARAGRAPHS:][-TAIL_PARAGRAPHS:]
    names = [found["name"] for part in head[:1] if (found := _DATELINE.match(part))]
    for part in (*head, *tail):
        for pattern in _CREDITS:
            if found := pattern.search(part):
                groups = found.groupdict()
                names.append(groups["name"] or groups.get("bracketed") or "")
    own = same_name(article.publisher or "")
    cleaned = (re.sub(r"^[Tt]he ", "", name).strip(" .") for name in names)
    return next((name for name in cleaned if name and same_name(name) != own), None)


def same_name(publisher: str) -> str:
    """Fold a publisher's name: two ways of writing it become equal.

    Example:
        >>> same_name("The Harbour Post") == same_name("harbour-post")
        True
    """
    return re.sub(r"^the\b|[\W_]", "", publisher.casefold())
