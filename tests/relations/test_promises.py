"""A promise whose day passed without a step is open; a promise is not its fulfilment."""

from datetime import date

import pytest
from tests.relations.test_ledger import CURBS, sighting

from detente.relations.ledger import Entry, Sighting, join_matters
from detente.relations.promises import open_promises


def promise(*later: Sighting, due: str = "2023-04-01") -> tuple[Entry, ...]:
    first = sighting(CURBS, "promised lifted", on="2023-03-16", due=due)
    return join_matters([first, *later])


@pytest.mark.parametrize(
    ("entries", "on", "days_over"),
    [
        (promise(), date(2023, 4, 11), [10]),  # its day passed
        (promise(), date(2023, 4, 1), []),  # it may yet be kept today
        (promise(sighting(CURBS, "lifted", on="2023-03-23")), date(2023, 5, 1), []),  # kept
        (promise(sighting(CURBS, "suspended", on="2023-03-23")), date(2023, 4, 2), [1]),  # not that
        (promise(sighting(CURBS, "lifted", on="2023-06-01")), date(2023, 4, 2), [1]),  # kept later
        (promise(due="2023"), date(2023, 12, 31), []),  # the year isn't over
        (promise(due="2023-02"), date(2023, 3, 1), [1]),
    ],
)
def test_open_promises(entries: tuple[Entry, ...], on: date, days_over: list[int]) -> None:
    assert [one.days_over for one in open_promises(entries, on)] == days_over


def test_promise_without_a_day_is_never_over() -> None:
    entries = join_matters([sighting(CURBS, "promised lifted", on="2023-03-16")])
    assert open_promises(entries, date(2030, 1, 1)) == ()
