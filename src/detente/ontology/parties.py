"""The code of a state or body that somebody asks for by its code or its name."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from detente.errors import UsageError
from detente.ontology import organisations, states


def code_of(words: str) -> str:
    """Give the code of a state or body.

    Args:
        words: a code (``KOR``, ``EUU``) or a name or short form ("South Korea",
            "the UK"), in any case. A name that several have is refused.

    Raises:
        UsageError: nobody or more than one has that name.

    Example:
        >>> code_of("KOR"), code_of("south korea"), code_of("European Union")
        ('KOR', 'KOR', 'EUU')
    """
    if words in states.codes():
        return words  # without the tables of names
    asked = " ".join(words.split()).casefold().removeprefix("the ")
    found = _codes().get(asked, frozenset())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UsageError(f"{words!r} may be {' or '.join(sorted(found))}: give the code")
    near = get_close_matches(asked, list(_codes()), n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UsageError(
        f"no state or body is called {words!r}: give its name or its ISO 3166-1 alpha-3 code{hint}"
    )


@cache
def _codes() -> dict[str, frozenset[str]]:
    """Casefolded codes and names; a code goes before a name that looks like it."""
    named: dict[str, set[str]] = {}
    for form, entries in states.names().items():
        for entry in entries:
            # A state of the present is meant, where a former one has the name too.
            if entry.kind in {"name", "short"} and entry.end is None:
                named.setdefault(form.casefold().removeprefix("the "), set()).add(entry.code)
    for own in organisations.organisations().values():
        for form in (own.name, *own.abbreviations, *own.aliases):
            named.setdefault(form.casefold().removeprefix("the "), set()).add(own.code)
    codes = {code.casefold(): {code} for code in (*states.codes(), *organisations.CODES)}
    return {form: frozenset(found) for form, found in {**named, **codes}.items()}
