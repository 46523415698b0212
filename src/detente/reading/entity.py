"""What an article names, as a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityKind = Literal["state", "organisation", "body", "person"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that an article names.

    Attributes:
        start, end: its words' place in the article's text.
        codes: states or organisations it belongs to; empty where unknown.
        sector, person, office: for persons; the sector also for organisations and
            bodies (armed groups, companies, media ...).
        is_party: it can act ("Seoul"); false for "U.S.-backed" and the like.
    """

    start: int
    end: int
    kind: EntityKind
    codes: tuple[str, ...] = ()
    sector: str | None = None
    person: str | None = None
    office: str | None = None
    state_kind: str = ""
    is_party: bool = True
