"""A state or body is found by its code or its name; what is unclear is refused."""

from __future__ import annotations

import pytest

from detente.errors import UsageError
from detente.ontology.parties import code_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("KOR", "KOR"),
        ("kor", "KOR"),  # in any case
        ("South Korea", "KOR"),
        ("south  korea", "KOR"),  # however it is spaced
        ("S. Korea", "KOR"),  # a newspaper's form
        ("the United Kingdom", "GBR"),
        ("UK", "GBR"),
        ("Burma", "MMR"),  # a former name of a present state
        ("DDR", "DDR"),  # a former state by its code
        ("European Union", "EUU"),
        ("EUU", "EUU"),
        ("NATO", "NAT"),
        ("UN", "UNO"),
    ],
)
def test_code_of(words: str, code: str) -> None:
    assert code_of(words) == code


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Atlantis", "no state or body is called 'Atlantis'"),
        ("", "no state or body is called ''"),
        ("Germny", "did you mean .*germany"),  # a slip of the pen
    ],
)
def test_unknown_name(words: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        code_of(words)
