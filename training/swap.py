"""Swaps the states of a marked sentence for others, to augment the training data.

"Iran accused Tehran's neighbour Iraq" may become "Chad accused N'Djamena's
neighbour Peru": the same event, told of others. What happened must not be
learnt from who it happened to.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from functools import cache

from detente.evaluation.markup import MarkedSentence
from detente.ontology import states

_KINDS = ("name", "adjective", "demonym", "capital")


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Of each state of today its plain forms by kind, such as {"name": "France"}."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for entries in states.names().values():
        for entry in entries if len(entries) == 1 else ():
            if entry.is_ambiguous or entry.needs or entry.end or entry.code not in states.codes():
                continue
            state = states.state(entry.code)
            if state.kind != "state" or state.end is not None:
                continue
            # "French" and not "Breton" is the form that goes with "France".
            is_usual = entry.kind == "capital" or entry.text[:2] == state.name[:2]
            if entry.kind in _KINDS and is_usual and not entry.text.endswith("-"):
                if entry.text == state.name:
                    found[entry.code][entry.kind] = entry.text
                found[entry.code].setdefault(entry.kind, entry.text)
    return {code: forms for code, forms in found.items() if "name" in forms}


def swap_states(sentence: MarkedSentence, rng: random.Random) -> MarkedSentence:
    """Put other states in the place of those that a sentence names.

    A state keeps one substitute throughout; a form without a counterpart
    ("U.S.", "the North") stays, and with it the state.

    Returns:
        The new sentence, its events' offsets moved along.
    """
    forms = _forms()
    mentions = [m for m in states.find(sentence.text) if len(m.codes) == 1]
    kinds: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        kinds[mention.codes[0]].add(mention.kind)
    chosen: dict[str, dict[str, str]] = {}
    for code, needed in sorted(kinds.items()):
        others = [c for c, known in forms.items() if needed <= known.keys() and c not in kinds]
        if others:
            chosen[code] = forms[rng.choice(others)]
    moves: list[tuple[int, int]] = []  # (end of the old form, growth)
    text, done = "", 0
    for mention in mentions:
        span = mention.span
        if mention.codes[0] not in chosen:
            continue
        new = chosen[mention.codes[0]][mention.kind]
        text += sentence.text[done : span.start] + new
        moves.append((span.end, len(new) - (span.end - span.start)))
        done = span.end
    text += sentence.text[done:]

    def moved(at: int) -> int:
        return at + sum(growth for end, growth in moves if end <= at)

    events = tuple(
        replace(
            event,
            start=moved(event.start),
            end=moved(event.end),
            arguments=tuple(
                (role, moved(start), moved(end)) for role, start, end in event.arguments
            ),
        )
        for event in sentence.events
    )
    return replace(sentence, text=text, events=events)
