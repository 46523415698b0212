"""Dates of publication and datelines."""

from __future__ import annotations

import pytest

from detente.intake.datelines import read_dateline
from detente.intake.dates import parse_day, read_date_line
from detente.intake.signals import load_signals

DAYS = [
    ("2023-03-16", "2023-03-16"),
    # with a time and a zone: the day as it is written
    ("2023-03-16T23:59:00-05:00", "2023-03-16"),
    ("20230316", "2023-03-16"),
    ("20230316T101500Z", "2023-03-16"),
    ("Thu, 16 Mar 2023 09:14:00 GMT", "2023-03-16"),
    ("March 16, 2023", "2023-03-16"),
    ("Sept. 3rd, 2021 at 9:15 p.m.", "2021-09-03"),
    ("2023/3/6", "2023-03-06"),
    # a day beyond 12 tells which is the month
    ("16/03/2023", "2023-03-16"),
    ("03/16/2023", "2023-03-16"),
    # one that doesn't
    ("04/05/2023", None),
    # the same number twice can't be swapped
    ("05/05/2023", "2023-05-05"),
    # no such day, no year, nothing
    ("2023-02-30", None),
    ("March 16", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_parse_day(text, day):
    assert parse_day(text) == day


LINES = [
    ("March 16, 2023", ("bare", "2023-03-16")),
    ("Thursday, March 16, 2023", ("bare", "2023-03-16")),
    ("Published: 16 March 2023 09:14 GMT", ("published", "2023-03-16")),
    ("Published on May 1, 2023 | Updated May 2, 2023", ("published", "2023-05-01")),
    ("Last updated: 2023-03-16 10:15", ("updated", "2023-03-16")),
    ("Posted 16-Mar-2023, 9:14 am (IST)", ("published", "2023-03-16")),
    # a sentence about a date is the report's
    ("March 16, 2023 was a turning point.", None),
    ("Published in 2023", None),
    ("Updated", None),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_read_date_line(line, found):
    assert read_date_line(line) == found


DATELINES = [
    ("SEOUL, March 16 (Yonhap) -- South Korea protested.", "SEOUL", "Yonhap", "South"),
    ("TOKYO (AP) — Japan protested.", "TOKYO", "AP", "Japan"),
    ("BEIJING/TAIPEI, Dec 5 (Reuters) - China protested.", "BEIJING/TAIPEI", "Reuters", "China"),
    ("ST. PETERSBURG, Russia (AP) — Sailors left.", "ST. PETERSBURG", "AP", "Sailors"),
    ("WASHINGTON — The envoy left.", "WASHINGTON", None, "The"),
    ("ISLAMABAD: Pakistan protested.", "ISLAMABAD", None, "Pakistan"),
    ("Nairobi, 4 May (Meridian) – “We agree,” he said.", "Nairobi", "Meridian", "“We"),
    ("PORT-AU-PRINCE, Haiti — Crowds marched.", "PORT-AU-PRINCE", None, "Crowds"),
    # no datelines
    ("NATO - The alliance met.", None, None, None),
    ("UPDATE: The talks failed.", None, None, None),
    ("WHO: The toll is higher.", None, None, None),
    ("Japan - The land of tea.", None, None, None),
    ("The minister – Who is new – left.", None, None, None),
    ("Oslo: The talks failed.", None, None, None),
    ("SEOUL-Tokyo ties are good.", None, None, None),
]


@pytest.mark.parametrize(("text", "place", "agency", "next_word"), DATELINES)
def test_read_dateline(text, place, agency, next_word):
    found = read_dateline(text, load_signals().not_places)
    if place is None:
        assert found is None
        return
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert text[found.length :].startswith(next_word)
