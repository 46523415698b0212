"""Time words to dates. News of Wednesday, 13 March 2024, unless a row says other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading import partial_dates as iso
from detente.reading.date_words import find_dates, rules, rules_in
from detente.reading.dates import ArticleDates
from detente.records import STATUSES, EventDate, Status

WEDNESDAY = date(2024, 3, 13)
FOURTH = EventDate("2024-03-04", "2024-03-04", "on March 4")

# words, first date, last date; None where the words leave that end open.
PLAIN: list[tuple[str, str | None, str | None]] = [
    # Weekdays: the most recent, publication day included.
    ("on Monday", "2024-03-11", "2024-03-11"),  # two days ago
    ("on Wednesday", "2024-03-13", "2024-03-13"),  # today's weekday is today
    ("on Thursday", "2024-03-07", "2024-03-07"),  # tomorrow's weekday is six days ago
    ("on Mon.", "2024-03-11", "2024-03-11"),  # abbreviated with a stop
    ("Tues", "2024-03-12", "2024-03-12"),  # abbreviated, bare
    ("Thursday night", "2024-03-07", "2024-03-07"),  # part of the day after
    ("late on Tuesday", "2024-03-12", "2024-03-12"),  # part of the day before
    ("late Tuesday", "2024-03-12", "2024-03-12"),  # the same, without "on"
    ("early on Sunday", "2024-03-10", "2024-03-10"),  # early
    ("earlier on Tuesday", "2024-03-12", "2024-03-12"),  # "earlier" is no distance
    ("on Monday at noon", "2024-03-11", "2024-03-11"),  # the day beats the hour
    ("before dawn on Tuesday", "2024-03-12", "2024-03-12"),  # "before" is of the dawn
    ("last Thursday", "2024-03-07", "2024-03-07"),  # strictly before today
    ("last Wednesday", "2024-03-06", "2024-03-06"),  # never today
    ("next Wednesday", "2024-03-20", "2024-03-20"),  # never today
    ("next Friday", "2024-03-15", "2024-03-15"),  # the coming one
    ("this Tuesday", "2024-03-12", "2024-03-12"),  # told of the past
    ("Tuesday last week", "2024-03-05", "2024-03-05"),  # weekday of a named week
    ("on Monday of next week", "2024-03-18", "2024-03-18"),  # the same, ahead
    ("since Sunday", "2024-03-10", None),  # still going on
    ("until Monday", None, "2024-03-11"),  # began at some time
    ("before Monday", None, "2024-03-11"),  # some time before
    ("from Monday to Wednesday", "2024-03-11", "2024-03-13"),  # a stretch of weekdays
    ("between Saturday and Monday", "2024-03-09", "2024-03-11"),  # over the week's edge
    # Days named from today.
    ("today", "2024-03-13", "2024-03-13"),  # publication
    ("yesterday", "2024-03-12", "2024-03-12"),  # the day before
    ("yesterday evening", "2024-03-12", "2024-03-12"),  # with its part
    ("tomorrow", "2024-03-14", "2024-03-14"),  # ahead whatever the status
    ("at dawn tomorrow", "2024-03-14", "2024-03-14"),  # the day beats the hour
    ("the day before yesterday", "2024-03-11", "2024-03-11"),  # two back
    ("the day after tomorrow", "2024-03-15", "2024-03-15"),  # two on
    ("tonight", "2024-03-13", "2024-03-13"),  # today
    ("this morning", "2024-03-13", "2024-03-13"),  # today
    ("last night", "2024-03-12", "2024-03-12"),  # began yesterday
    ("overnight", "2024-03-12", "2024-03-12"),  # the gold counts the night's first day
    ("at 3 p.m.", "2024-03-13", "2024-03-13"),  # an hour alone is today's
    ("at dawn", "2024-03-13", "2024-03-13"),  # no day told before
    # Distances from publication.
    ("two days ago", "2024-03-11", "2024-03-11"),  # words
    ("10 days ago", "2024-03-03", "2024-03-03"),  # digits
    ("three weeks ago", "2024-02-21", "2024-02-21"),  # weeks count days
    ("a fortnight ago", "2024-02-28", "2024-02-28"),  # fourteen days
    ("six months ago", "2023-09", "2023-09"),  # months name no day
    ("18 months ago", "2022-09", "2022-09"),  # over two new years
    ("a year ago", "2023", "2023"),  # years name no month
    ("twenty-one years ago", "2003", "2003"),  # a compound number
    ("two and a half years ago", "2021-09", "2021-09"),  # halves count months
    ("half a century ago", "1974", "1974"),  # half of a unit
    ("a decade ago", "2014", "2014"),  # longer units
    ("more than three years ago", None, "2021"),  # not after
    ("a dozen years ago", "2012", "2012"),  # a counting noun
    ("a couple of weeks ago", "2024-02-28", "2024-02-28"),  # two
    ("3,000 years ago", None, None),  # no calendar reaches there
    ("years ago", None, None),  # no number
    ("several months ago", None, None),  # no number either
    ("hours ago", "2024-03-13", "2024-03-13"),  # the same day
    ("in two weeks' time", "2024-03-27", "2024-03-27"),  # ahead by its form
    ("in three years’ time", "2027", "2027"),  # typographic apostrophe
    ("ten days from now", "2024-03-23", "2024-03-23"),  # ahead by its form
    ("over the past year", "2023", "2024"),  # a stretch up to now
    ("in the past two weeks", "2024-02-28", "2024-03-13"),  # a counted stretch
    ("in the last three months", "2023-12", "2024-03"),  # months keep their precision
    ("over the next five years", "2024", "2029"),  # ahead
    # Weeks, months, quarters and years.
    ("last week", "2024-03-04", "2024-03-10"),  # Monday to Sunday
    ("this week", "2024-03-11", "2024-03-17"),  # the running one
    ("next week", "2024-03-18", "2024-03-24"),  # the coming one
    ("early last week", "2024-03-04", "2024-03-10"),  # its edge stays within the week
    ("later this week", "2024-03-11", "2024-03-17"),  # "later" is no distance
    ("last weekend", "2024-03-09", "2024-03-10"),  # Saturday and Sunday
    ("at the weekend", "2024-03-09", "2024-03-10"),  # past if nothing tells of the future
    ("this weekend", "2024-03-16", "2024-03-17"),  # from mid-week on, the coming one
    ("next weekend", "2024-03-16", "2024-03-17"),  # the coming one
    ("last month", "2024-02", "2024-02"),  # a month
    ("early this month", "2024-03", "2024-03"),  # part of a month is that month
    ("next month", "2024-04", "2024-04"),  # a month on
    ("at the end of the month", "2024-03", "2024-03"),  # the running month
    ("last year", "2023", "2023"),  # a year
    ("late last year", "2023", "2023"),  # part of a year
    ("earlier this year", "2024", "2024"),  # "earlier" is no distance
    ("by the end of the year", "2024", "2024"),  # within this year
    ("before the year is out", "2024", "2024"),  # within it, not before it
    ("last quarter", "2023-10", "2023-12"),  # over the new year
    ("in the first quarter", None, None),  # of what?
    ("in the third quarter of 2019", "2019-07", "2019-09"),  # named year
    ("the second half of last year", "2023-07", "2023-12"),  # half of a year
    ("Q4 2022", "2022-10", "2022-12"),  # as companies write it
    ("last decade", "2010", "2019"),  # calendar decades
    # Months.
    ("in February", "2024-02", "2024-02"),  # the most recent
    ("in March", "2024-03", "2024-03"),  # the running month
    ("in October", "2023-10", "2023-10"),  # of the year before
    ("in May 2019", "2019-05", "2019-05"),  # with its year
    ("Sept. 2008", "2008-09", "2008-09"),  # abbreviated
    ("late December", "2023-12", "2023-12"),  # part of a month is that month
    ("since mid-September", "2023-09", None),  # open, with an edge
    ("at the end of January", "2024-01", "2024-01"),  # the edge in words
    ("last December", "2023-12", "2023-12"),  # strictly before this month
    ("last March", "2023-03", "2023-03"),  # never the running month
    ("this January", "2024-01", "2024-01"),  # this year's
    ("next May", "2024-05", "2024-05"),  # ahead
    ("next February", "2025-02", "2025-02"),  # ahead over the new year
    ("in May last year", "2023-05", "2023-05"),  # the year in words
    ("in September alone", "2023-09", "2023-09"),  # a word after it
    ("between October and December", "2023-10", "2023-12"),  # both of last year
    ("from November to January", "2023-11", "2024-01"),  # over the new year
    ("from May to July 2019", "2019-05", "2019-07"),  # one year for both
    ("from November 2018 to March", "2018-11", "2019-03"),  # the year at the first
    # Days of the calendar.
    ("on 14 January", "2024-01-14", "2024-01-14"),  # day first
    ("on January 14", "2024-01-14", "2024-01-14"),  # month first
    ("Jan. 14", "2024-01-14", "2024-01-14"),  # abbreviated
    ("on the 14th of January", "2024-01-14", "2024-01-14"),  # ordinal
    ("January 14, 2019", "2019-01-14", "2019-01-14"),  # month first with the year
    ("3 July 2014", "2014-07-03", "2014-07-03"),  # day first with the year
    ("on Thursday, 3 July 2014", "2014-07-03", "2014-07-03"),  # the date beats the weekday
    ("Sept. 11, 2001", "2001-09-11", "2001-09-11"),  # American with a stop
    ("on the night of April 5", "2024-04-05", "2024-04-05"),  # comes within weeks
    ("on 20 December", "2023-12-20", "2023-12-20"),  # before the new year
    ("on May 12", "2023-05-12", "2023-05-12"),  # ten months back, two ahead: back
    ("on March 28", "2024-03-28", "2024-03-28"),  # last year's would carry its year
    ("29 February", "2024-02-29", "2024-02-29"),  # a leap day
    ("30 February", None, None),  # no such day
    ("2019-07-04", "2019-07-04", "2019-07-04"),  # ISO
    ("2019-07", "2019-07", "2019-07"),  # ISO month
    ("from 3 to 5 January", "2024-01-03", "2024-01-05"),  # one month for both
    ("January 3-5", "2024-01-03", "2024-01-05"),  # American, with a hyphen
    ("28 February to 3 March", "2024-02-28", "2024-03-03"),  # over the month's edge
    ("on the 4th", "2024-03-04", "2024-03-04"),  # of this month
    ("on the 28th", "2024-02-28", "2024-02-28"),  # of last month
    # Holidays.
    ("on New Year's Day", "2024-01-01", "2024-01-01"),  # fixed
    ("on New Year’s Eve", "2023-12-31", "2023-12-31"),  # typographic apostrophe
    ("at Christmas", "2023-12-25", "2023-12-25"),  # bare
    ("on Christmas Eve 2014", "2014-12-24", "2014-12-24"),  # with its year
    ("at Easter 2019", "2019-04-21", "2019-04-21"),  # moveable
    ("on Good Friday 2021", "2021-04-02", "2021-04-02"),  # counted from Easter
    # Years and longer.
    ("in 2019", "2019", "2019"),  # a year
    ("1978", "1978", "1978"),  # bare
    ("since 2018", "2018", None),  # still going on
    ("until 1994", None, "1994"),  # began at some time
    ("mid-2019", "2019", "2019"),  # part of a year is that year
    ("early in 2020", "2020", "2020"),  # the same in words
    ("from 1998 to 2000", "1998", "2000"),  # a stretch
    ("between 1999 and 2003", "1999", "2003"),  # a stretch
    ("1998-2000", "1998", "2000"),  # with a hyphen
    ("the 1990s", "1990", "1999"),  # a decade
    ("in the early 1980s", "1980", "1983"),  # part of a decade
    ("in the late ’60s", "1967", "1969"),  # short, typographic
    ("in the nineties", "1990", "1999"),  # in words
    ("in the 19th century", "1801", "1900"),  # centuries begin with 1
    ("in the summer of 1999", "1999", "1999"),  # the months depend on the hemisphere
    ("last summer", "2023", "2023"),  # the same, relative
    ("this spring", "2024", "2024"),  # this year's
    ("in the autumn", "2023", "2023"),  # the most recent
    ("last winter", "2023", "2024"),  # lies in two years
    # No dates at all.
    ("for three nights", None, None),  # a duration
    ("for two years", None, None),  # a duration
    ("for a second week", None, None),  # a duration
    ("in two weeks", None, None),  # of a past event, a duration
    ("twice", None, None),  # how often
    ("during the war", None, None),  # an era without its years
    ("after the talks", None, None),  # another event
    ("", None, None),  # nothing
]  # fmt: skip


@pytest.mark.parametrize(("words", "start", "end"), PLAIN)
def test_words_alone(words: str, start: str | None, end: str | None) -> None:
    assert ArticleDates(WEDNESDAY).resolve(words) == EventDate(start, end, words)


# words, status, first date, last date
AHEAD: list[tuple[str, Status, str | None]] = [
    ("on Thursday", "future", "2024-03-14"),  # the coming one
    ("on Wednesday", "future", "2024-03-13"),  # today still counts
    ("on Tuesday", "hypothetical", "2024-03-19"),  # what may come is ahead too
    ("on Tuesday", "negated", "2024-03-12"),  # what did not happen is past
    ("on Tuesday", "historical", "2024-03-12"),  # background is past
    ("in February", "future", "2025-02"),  # the coming one
    ("in May", "future", "2024-05"),  # of this year
    ("on 14 January", "future", "2025-01-14"),  # of next year
    ("in two weeks", "future", "2024-03-27"),  # for what is to come, a date
    ("in three years", "future", "2027"),  # years name no month
    ("at the weekend", "future", "2024-03-16"),  # the coming one
    ("on the 4th", "future", "2024-04-04"),  # of next month
    ("overnight", "future", "2024-03-13"),  # the coming night
    ("at Christmas", "future", "2024-12-25"),  # the coming one
    ("at Easter", "future", "2024-03-31"),  # the coming one
    ("yesterday", "future", "2024-03-12"),  # words that say it themselves rule
    ("last week", "future", "2024-03-04"),  # the same
    ("next summer", "future", "2024"),  # this year's is still ahead
    ("between March and May", "future", "2024-03"),  # the running month is the first
]


@pytest.mark.parametrize(("words", "status", "start"), AHEAD)
def test_status_gives_the_direction(words: str, status: Status, start: str | None) -> None:
    assert ArticleDates(WEDNESDAY).resolve(words, status=status).start == start


# sentence, words in it, status, first date
IN_SENTENCE: list[tuple[str, str, Status, str]] = [
    # The tense of the clause gives the direction.
    ("The envoys will meet on Friday.", "on Friday", "actual", "2024-03-15"),  # will
    ("They are to meet in Doha on Friday.", "on Friday", "actual", "2024-03-15"),  # are to
    ("He is due in Brussels on Monday.", "on Monday", "actual", "2024-03-18"),  # due
    ("They agreed to meet on Friday.", "on Friday", "actual", "2024-03-15"),  # a date agreed
    ("They agreed to end the ban on Friday.", "on Friday", "actual", "2024-03-08"),  # agreed then
    ("On Friday the two will sign.", "On Friday", "actual", "2024-03-15"),  # words first
    ("The council votes on Friday.", "on Friday", "actual", "2024-03-15"),  # present for future
    ("A rally planned for Friday was put off.", "Friday", "actual", "2024-03-15"),  # planned for
    ("The two had been due to meet on Friday.", "on Friday", "actual", "2024-03-08"),  # past plan
    ("They were to meet on Friday.", "on Friday", "actual", "2024-03-08"),  # past plan
    ("Crowds set fire to cars on Friday.", "on Friday", "actual", "2024-03-08"),  # no "set to"
    ("It will appeal, he said on Friday.", "on Friday", "actual", "2024-03-08"),  # a new clause
    ("Kyiv said on Friday it would quit.", "on Friday", "future", "2024-03-08"),  # the saying's day
    ("Police held would-be voters on Friday.", "on Friday", "actual", "2024-03-08"),  # no "would"
    # What the sentence told before comes first for words that go back.
    ("It began on 7 December and he fled the same day.", "the same day", "actual", "2023-12-07"),
    ("In October 2023 it broke; he owned up four months later.", "four months later", "actual",
     "2024-02"),  # not from the anchor
    ("In 2019 the two fell out, and in May they broke.", "in May", "actual", "2019-05"),  # its year
    ("They met in 1976, and signed that June.", "that June", "historical", "1976-06"),  # its year
    ("23:15 Police have used gas.", "23:15", "actual", "2024-03-13"),  # the stamp of a live report
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "status", "start"), IN_SENTENCE)
def test_sentence_helps(sentence: str, words: str, status: Status, start: str) -> None:
    when = ArticleDates(WEDNESDAY).resolve(words, sentence=sentence, status=status, anchor=FOURTH)
    assert when.start == start


# words, date told before, first date
TOLD: list[tuple[str, str, str | None]] = [
    ("the same day", "2024-03-04", "2024-03-04"),  # that day
    ("the same evening", "2024-03-04", "2024-03-04"),  # part of that day
    ("that day", "2024-03-04", "2024-03-04"),  # that day
    ("that night", "2024-03-04", "2024-03-04"),  # part of that day
    ("at noon", "2024-03-04", "2024-03-04"),  # an hour of that day
    ("hours later", "2024-03-04", "2024-03-04"),  # still that day
    ("48 hours later", "2024-03-04", "2024-03-06"),  # two days
    ("within hours", "2024-03-04", "2024-03-04"),  # still that day
    ("within a week", "2024-03-04", "2024-03-04"),  # at some time from then
    ("the next day", "2024-03-04", "2024-03-05"),  # one on
    ("the day after", "2024-03-04", "2024-03-05"),  # one on
    ("the previous day", "2024-03-04", "2024-03-03"),  # one back
    ("the day before", "2024-03-04", "2024-03-03"),  # one back
    ("two days earlier", "2024-03-04", "2024-03-02"),  # counted back
    ("a week later", "2024-03-04", "2024-03-11"),  # counted on
    ("three days after the vote", "2024-03-04", "2024-03-07"),  # the vote is what was told
    ("a month later", "2024-03-04", None),  # would be after the news of it
    ("a month later", "2002-09", "2002-10"),  # from a month
    ("a day later", "2022-10", "2022-10"),  # most likely the same month
    ("three weeks later", "2017-03", "2017"),  # which month is open
    ("five years later", "2004", "2009"),  # from a year
    ("six months later", "2004", None),  # that year or the next
    ("a year earlier", "2019-05-06", "2018"),  # years name no month
    ("the month after", "2004-01", "2004-02"),  # one on
    ("that month", "2003-10-17", "2003-10"),  # the month of that day
    ("that year", "1992-05", "1992"),  # the year of that month
    ("that summer", "1992-05", "1992"),  # the same
    ("that September", "1985-07-10", "1985-09"),  # the month of that year
    ("the following March", "2015-08", "2016-03"),  # over the new year
    ("the previous November", "2015-08", "2014-11"),  # back over it
    ("the following Monday", "2023-05-05", "2023-05-08"),  # the next after that day
    ("the previous Friday", "2023-05-05", "2023-04-28"),  # strictly before it
    ("the same week", "2024-03-06", "2024-03-04"),  # its Monday
    ("the following week", "2024-02-07", "2024-02-12"),  # the Monday after
    ("at that time", "2018-12", "2018-12"),  # then
    ("since then", "2024-03-04", "2024-03-04"),  # from then on
    ("four years on", "2011", "2015"),  # counted on
    ("last week", "2019-01-01", "2024-03-04"),  # "last" goes by publication
    ("two years ago", "2019-01-01", "2022"),  # and so does "ago"
]


@pytest.mark.parametrize(("words", "told", "start"), TOLD)
def test_words_that_go_back(words: str, told: str, start: str | None) -> None:
    anchor = EventDate(told, told, "told before")
    assert ArticleDates(WEDNESDAY).resolve(words, anchor=anchor).start == start


# words, day of publication, first date: what the calendar's edges do
EDGES: list[tuple[str, date, str]] = [
    ("on Thursday", date(2010, 12, 17), "2010-12-16"),  # yesterday, a Friday's news
    ("last week", date(2024, 1, 3), "2023-12-25"),  # over the new year
    ("last month", date(2024, 1, 3), "2023-12"),  # over the new year
    ("in January", date(2023, 12, 20), "2023-01"),  # looks back on the year
    ("in July", date(2006, 6, 3), "2006-07"),  # the month to come, not 11 months ago
    ("on 12 January", date(2010, 12, 17), "2011-01-12"),  # within weeks
    ("last weekend", date(2024, 3, 10), "2024-03-02"),  # on Sunday, the one before
    ("at the weekend", date(2024, 3, 10), "2024-03-09"),  # on Sunday, this one
    ("next weekend", date(2024, 3, 9), "2024-03-16"),  # on Saturday, the one after
    ("this weekend", date(2024, 3, 11), "2024-03-09"),  # on Monday, the past one
    ("last June", date(2024, 7, 2), "2023-06"),  # the month just past is "last month"
    ("last spring", date(2024, 3, 13), "2023"),  # this year's has hardly begun
    ("a year ago", date(2024, 2, 29), "2023"),  # from a leap day
    ("yesterday", date(2024, 3, 1), "2024-02-29"),  # to a leap day
    ("29 February", date(2023, 3, 1), "2020-02-29"),  # the last leap year
]


@pytest.mark.parametrize(("words", "published", "start"), EDGES)
def test_edges_of_the_calendar(words: str, published: date, start: str) -> None:
    assert ArticleDates(published).resolve(words).start == start


# words, first date: without a day of publication
UNDATED: list[tuple[str, str | None]] = [
    ("3 July 2014", "2014-07-03"),  # absolute
    ("in May 2019", "2019-05"),  # absolute
    ("in 2019", "2019"),  # absolute
    ("from 1998 to 2000", "1998"),  # absolute
    ("the 1990s", "1990"),  # absolute
    ("on Christmas Eve 2014", "2014-12-24"),  # absolute
    ("on Monday", None),  # relative
    ("last week", None),  # relative
    ("two years ago", None),  # relative
    ("in May", None),  # no year
    ("on 14 January", None),  # no year
    ("last summer", None),  # relative
    ("today", None),  # relative
    ("at dawn", None),  # relative
    ("between March and May", None),  # no year
]


@pytest.mark.parametrize(("words", "start"), UNDATED)
def test_without_publication(words: str, start: str | None) -> None:
    assert ArticleDates(None).resolve(words).start == start


# sentence, the expressions in it
FOUND: list[tuple[str, list[str]]] = [
    ("They met on Monday and signed in May 2019.", ["on Monday", "in May 2019"]),  # two
    ("He left on 3 July 2014.", ["on 3 July 2014"]),  # not "July 2014" as well
    ("In 2020, Baku struck again.", ["In 2020"]),  # at the start
    ("It shut the valve on New Year's Day.", ["on New Year's Day"]),  # a holiday
    ("The quarrel began two years ago.", ["two years ago"]),  # a distance
    ("Theresa May met the March family in August company.", ["in August"]),  # names and words
    ("Troops may march on the capital.", []),  # verbs
    ("He sat down with the Sun.", []),  # no weekdays
    ("The 1992 treaty binds both.", []),  # a year as a name
    ("Flooding cut off 2,000 people in 1500 villages.", []),  # numbers
    ("They talked for two years.", []),  # a duration
    ("Police fired at dawn.", []),  # an hour is no date
    ("Prices fell by 12.2019 percent.", []),  # a decimal
    ("", []),  # nothing
]


@pytest.mark.parametrize(("sentence", "texts"), FOUND)
def test_find_dates(sentence: str, texts: list[str]) -> None:
    spans = find_dates(sentence)
    assert [span.text for span in spans] == texts
    assert all(sentence[span.start : span.end] == span.text for span in spans)


# sentence with the trigger in brackets, status, first date: nothing was marked
UNMARKED: list[tuple[str, Status, str | None]] = [
    # The reader missed the words beside the trigger.
    ("Peru [expelled] the envoy on Monday.", "actual", "2024-03-11"),
    ("Peru [will expel] the envoy in May.", "future", None),  # what is to come stays open
    ("Peru [did not expel] the envoy on Monday.", "negated", "2024-03-11"),
    # One subject, two acts of one day.
    ("Wang came on Monday and [talked] for an hour.", "actual", "2024-03-11"),
    ("Gunmen broke in on Monday, and they [freed] the men.", "actual", "2024-03-11"),
    ("It broke ties on Monday when police [stormed] in.", "actual", "2024-03-11"),
    # Another act, of another day.
    ("Oslo protested on Monday over the [killing] of a man.", "actual", None),
    ("Kyiv cut the power on Monday after shells [hit] the grid.", "actual", None),
    ("Oslo spoke on Monday; Bergen [refused].", "actual", None),
    ("Oslo asked in May 2019, and Bergen has [not paid].", "negated", None),
    # Background told in one sentence is of one time.
    ("Rome struck in 1985 after rebels [raided] it.", "historical", "1985"),
    # The stamp of a live report is of the day.
    ("23:15 Police have [used] gas.", "actual", "2024-03-13"),
    ("0830 - Japan [sent] two ships.", "actual", "2024-03-13"),
    ("2000 villagers [fled] the shells.", "actual", None),  # no stamp: a number of people
    # Nothing tells.
    ("Ankara [denied] it.", "actual", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "status", "start"), UNMARKED)
def test_unmarked_event(marked: str, status: Status, start: str | None) -> None:
    trigger = marked.index("[")
    sentence = marked.replace("[", "").replace("]", "")
    when = ArticleDates(WEDNESDAY).of_event(
        None, sentence, status=status, anchor=FOURTH, trigger=trigger
    )
    assert when.start == start


def test_unmarked_without_trigger_stays_open() -> None:
    sentence = "Wang came on Monday and talked for an hour."
    when = ArticleDates(WEDNESDAY).of_event(None, sentence, status="actual", anchor=FOURTH)
    assert when == EventDate()


def test_inferred_date_has_no_words() -> None:
    sentence = "23:15 Police have used gas."
    when = ArticleDates(WEDNESDAY).of_event(
        None, sentence, status="actual", anchor=None, trigger=18
    )
    assert (when.start, when.text) == ("2024-03-13", None)


@pytest.mark.parametrize("words", [row[0] for row in PLAIN if row[0]])
def test_around_the_words_changes_nothing(words: str) -> None:
    """A capital, a stop or a comma around the words is of the sentence, not of the date."""
    plain = ArticleDates(WEDNESDAY).resolve(words)
    for other in (words[0].upper() + words[1:], f"{words},", f" {words}"):
        again = ArticleDates(WEDNESDAY).resolve(other)
        assert (again.start, again.end) == (plain.start, plain.end), other


@pytest.mark.parametrize("words", ["on Monday", "last week", "next Friday", "two days ago"])
@pytest.mark.parametrize("weeks", [-60, -1, 1, 53])
def test_news_a_week_later_is_dated_a_week_later(words: str, weeks: int) -> None:
    moved = ArticleDates(WEDNESDAY + timedelta(weeks=weeks)).resolve(words).start
    plain = ArticleDates(WEDNESDAY).resolve(words).start
    assert moved is not None
    assert plain is not None
    assert date.fromisoformat(moved) == date.fromisoformat(plain) + timedelta(weeks=weeks)


@pytest.mark.parametrize("days", range(7))
@pytest.mark.parametrize(("status", "low", "high"), [("actual", -6, 0), ("future", 0, 6)])
def test_bare_weekday_is_within_a_week(status: Status, low: int, high: int, days: int) -> None:
    published = WEDNESDAY + timedelta(days=days)
    for name in ("Monday", "Thursday", "Sunday"):
        start = ArticleDates(published).resolve(f"on {name}", status=status).start
        assert start is not None
        day = date.fromisoformat(start)
        assert f"{day:%A}" == name
        assert low <= (day - published).days <= high


_TIME_WORDS = (
    "on in the last next this a two 31 2019 1990s 14th May March Monday Sat. week weeks month "
    "years ago later before after since until between and to of summer quarter first end half "
    "Christmas Easter day same following previous at 23:15 noon 99999 , ; - ’s"
)
_VOCABULARY = st.sampled_from(_TIME_WORDS.split())
_WORDS = st.one_of(st.lists(_VOCABULARY, max_size=9).map(" ".join), st.text(max_size=40))
_DAYS = st.one_of(st.none(), st.dates())
_ISO = st.sampled_from(["0001", "2019", "2019-12", "2024-02-29", "9999-12-31"])


@settings(deadline=None, derandomize=True)
@given(_WORDS, _DAYS, st.sampled_from(STATUSES), st.one_of(st.none(), _ISO))
def test_any_words_give_iso_dates_in_order(
    words: str, published: date | None, status: Status, told: str | None
) -> None:
    anchor = EventDate(told, told, None) if told else None
    when = ArticleDates(published).resolve(
        words, sentence=f"It fell {words} there.", status=status, anchor=anchor
    )
    assert when.text == words
    for end in (when.start, when.end):
        assert end is None or iso.is_iso(end)
    if when.start and when.end:
        assert iso.bounds(when.start)[0] <= iso.bounds(when.end)[1]


@pytest.mark.parametrize("name", sorted({name for name, _ in rules()}))
def test_rules_left_out_would_not_match(name: str) -> None:
    """The hints spare time and no date: each rule is kept for all words that it matches."""
    rows = [row[0] for row in (*PLAIN, *AHEAD, *TOLD, *UNDATED, *FOUND)]
    matched = [
        (pattern, words)
        for words in (*rows, *(words.upper() for words in rows))
        for known, pattern in rules()
        if known == name and pattern.search(words)
    ]
    assert matched
    for pattern, words in matched:
        assert (name, pattern) in set(rules_in(words)), words


@settings(deadline=None, derandomize=True)
@given(_WORDS)
def test_rules_left_out_match_no_words(words: str) -> None:
    kept = set(rules_in(words))
    assert not [rule for rule in rules() if rule not in kept and rule[1].search(words)]


def test_a_stretch_is_searched_once() -> None:
    dates = ArticleDates(WEDNESDAY)
    sentence = "Wang came on Monday and talked in May."
    assert dates.find(sentence) == find_dates(sentence)
    assert dates.find(sentence) is dates.find(sentence)


@settings(deadline=None, derandomize=True)
@given(_WORDS, _DAYS, st.sampled_from(STATUSES), st.integers(0, 60))
def test_any_sentence_is_dated_or_left_open(
    sentence: str, published: date | None, status: Status, trigger: int
) -> None:
    when = ArticleDates(published).of_event(
        None, sentence, status=status, anchor=None, trigger=min(trigger, len(sentence))
    )
    assert when.start is None or iso.is_iso(when.start)
    for span in find_dates(sentence):
        assert sentence[span.start : span.end] == span.text
