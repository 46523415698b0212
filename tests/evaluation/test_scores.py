"""Calibration, and the mistakes of checked rows."""

from __future__ import annotations

import pytest

from detente.evaluation.scores import Count, Row, calibration, count_rows, mistakes

# (confidence, right) -> expected calibration error.
CALIBRATIONS = [
    ([(1.0, True)] * 3, 0.0),  # 1.0 has a bin
    ([(0.0, False)] * 3, 0.0),
    ([(1.0, False)] * 3, 1.0),  # sure and wrong
    ([(0.9, True), (0.9, False)], 0.4),
    # two bins, off by 0.2 and 0.4, three events to one
    ([(0.8, True)] * 3 + [(0.4, False)], (3 * 0.2 + 0.4) / 4),
    # two events of one bin: their errors cancel out, as the figure has it
    ([(0.52, True), (0.48 + 0.1, False)], 0.05),
]


@pytest.mark.parametrize(("judged", "error"), CALIBRATIONS)
def test_calibration(judged, error):
    found = calibration(judged)
    assert found.error == pytest.approx(error)
    assert found.asked == len(judged) == sum(b.asked for b in found.bins)
    assert len(found.bins) == 10
    assert calibration(reversed(judged)).error == pytest.approx(error)


def test_calibration_bins():
    # A bin holds its lower end; the last one its upper end too.
    found = calibration([(0.0, True), (0.1, True), (0.19, False), (1.0, True)])
    assert [b.asked for b in found.bins] == [1, 2, 0, 0, 0, 0, 0, 0, 0, 1]
    assert found.bins[1].right == 0.5
    assert found.bins[2].right is None  # unknown, not zero


def test_calibration_of_nothing_and_of_nonsense():
    assert calibration([]).error is None
    with pytest.raises(ValueError, match=r"1\.2 is not between 0 and 1"):
        calibration([(1.2, True)])


def _row(ours, **marks):
    return Row("a", "ban", "lifted a ban", "lifted", ours, marks, "Oslo lifted a ban.")


# A row of gold -> its mistake, if any: the first that is wrong stands for all.
ROWS = [
    (_row("lifted", kind=True, date=True), []),
    (_row("ended", kind=False, date=False), ["kind"]),
    (_row("lifted", kind=True, date=False), ["date"]),
    (_row(None, kind=False, date=False), ["missed"]),
]


@pytest.mark.parametrize(("row", "kinds"), ROWS)
def test_mistakes(row, kinds):
    found = mistakes([row])
    assert [mistake.kind for mistake in found] == kinds
    assert {mistake.sentence for mistake in found} <= {"Oslo lifted a ban."}


def test_rows_are_counted_by_the_marks_named():
    rows = [row for row, _ in ROWS]
    assert count_rows(rows, 5) == Count(right=3, proposed=5, gold=4)
    assert count_rows(rows, 5, "kind") == Count(right=2, proposed=5, gold=4)
    assert count_rows(rows, 5, "kind", "date") == Count(right=1, proposed=5, gold=4)
