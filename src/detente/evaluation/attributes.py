"""What is asked of a matched event: mode, status, parties, date and claim, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.evaluation.markup import GoldArticle, GoldParty, GoldRow
from detente.evaluation.matching import Proposal, has_overlap
from detente.evaluation.scores import Mistake
from detente.records import Actor, Event

# What is asked of an event that was matched, in the order of the tables. A
# figure "where gold ..." leaves out the rows on which gold says nothing.
ATTRIBUTES = (
    "mode",
    "status",
    "actor countries, where gold has them",
    "actor countries, or none",
    "recipient countries, where gold has them",
    "recipient countries, or none",
    "actor sectors, where gold has them",
    "date, where gold has one",
    "date, or none",
    "claimed or not",
    "claimer's words, where gold has them",
)


def answers(
    gold: GoldArticle, matched: Iterable[tuple[GoldRow, Proposal]]
) -> Iterator[tuple[Mistake, bool]]:
    """What was asked of each matched event, as the mistake it would be, and if it is right.

    Args:
        gold: the article.
        matched: its rows that were found right, with the tellings found for them.
    """
    for row, ours in matched:
        for kind, of_gold, of_ours in _asked(row, ours.event):
            yield mistake_of(gold, row, kind, (of_gold, of_ours)), of_gold == of_ours
        # The claimer stands in the sentence of the event; a mention has none of its own.
        if ours.trigger == ours.event.trigger:
            yield from _claim_answers(gold, row, ours.event)


def _asked(row: GoldRow, event: Event) -> Iterator[tuple[str, str, str]]:
    """(attribute, gold's value, ours) for all that is compared by being equal."""
    yield "mode", row.marked.mode or "", event.mode or ""
    yield "status", row.marked.status, event.status
    for side, parties, actors in (
        ("actor", row.actors, event.actors),
        ("recipient", row.recipients, event.recipients),
    ):
        yield from _countries(side, parties, actors)
    # A party of gold without a sector leaves open what ours may say of it.
    sectors = [party.any_sector for party in row.actors]
    if sectors and all(sectors):
        ours = {actor.sector for actor in event.actors}
        yield "actor sectors, where gold has them", _joined(sectors), _joined(ours)
    gold_date = row.date or ""
    our_date = (event.date.start or "")[: len(gold_date) or None]
    if gold_date:
        yield "date, where gold has one", gold_date, our_date
    yield "date, or none", gold_date, our_date


def _countries(
    side: str, parties: Sequence[GoldParty], actors: Sequence[Actor]
) -> Iterator[tuple[str, str, str]]:
    asked = [party.code for party in parties if party.has_country]
    if parties and not asked:
        return  # only such as have no country in gold: nothing can be asked
    unasked = {party.code for party in parties} - set(asked)
    gold = _joined(asked)
    ours = _joined(code for a in actors if a.sector not in unasked for code in a.country)
    if asked:
        yield f"{side} countries, where gold has them", gold, ours
    yield f"{side} countries, or none", gold, ours


def _joined(names: Iterable[str | None]) -> str:
    return ", ".join(sorted({name for name in names if name}))


def _claim_answers(gold: GoldArticle, row: GoldRow, event: Event) -> Iterator[tuple[Mistake, bool]]:
    base = row.sentence[0]
    spans = [(base + s, base + e) for role, s, e in row.marked.arguments if role == "source"]
    claim = event.claimed_by
    span = claim.span if claim else None
    ours = span.text if span else "(inferred)" if claim else ""
    values = "; ".join(gold.text[start:end] for start, end in spans), ours
    yield mistake_of(gold, row, "claimed or not", values), bool(spans) == bool(claim)
    if spans:
        touches = span and any(has_overlap((span.start, span.end), other) for other in spans)
        yield mistake_of(gold, row, "claimer's words, where gold has them", values), bool(touches)


def mistake_of(gold: GoldArticle, row: GoldRow, kind: str, values: tuple[str, str]) -> Mistake:
    """The mistake on a row of gold; ``values`` are gold's and ours."""
    trigger = gold.text[row.start : row.end]
    return Mistake(kind, gold.name, row.key, trigger, *values, gold.text[slice(*row.sentence)])
