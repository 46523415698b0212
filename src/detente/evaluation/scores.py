"""What a score is made of: counts, shares, calibration, rows of gold and mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class Count:
    """How many of ``proposed`` and of ``gold`` are ``right``.

    A ratio without a denominator is unknown (None), not zero.

    Example:
        >>> count = Count(right=2, proposed=4, gold=2)
        >>> count.precision, count.recall, round(count.f1, 2)
        (0.5, 1.0, 0.67)
        >>> Count(right=0, proposed=0, gold=3).precision is None
        True
    """

    right: int = 0
    proposed: int = 0
    gold: int = 0

    @property
    def precision(self) -> float | None:
        """The share of the proposed that is right."""
        return self.right / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        """The share of gold that is found."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, from the counts."""
        both = self.proposed + self.gold
        return 2 * self.right / both if both else None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``asked`` are ``right``; unknown where nothing was asked.

    Example:
        >>> Share(3, 4).value, Share(0, 0).value
        (0.75, None)
    """

    right: int
    asked: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.right / self.asked if self.asked else None


def share(answers: Iterable[bool]) -> Share:
    """Count the right ones of some answers.

    Example:
        >>> share([True, False, True])
        Share(right=2, asked=3)
    """
    known = list(answers)
    return Share(sum(known), len(known))


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin of confidence, ``low`` (included) to ``high`` (1.0 included, else not)."""

    low: float
    high: float
    asked: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidence tells the share that is right.

    ``error`` is the expected calibration error, 0 to 1; None without events.
    """

    bins: tuple[Bin, ...]
    error: float | None
    asked: int


def calibration(judged: Iterable[tuple[float, bool]]) -> Calibration:
    """Compare confidence with the share that is right, in ten bins of equal width.

    Args:
        judged: (confidence 0 to 1, whether the event is right) an event.

    Returns:
        The bins and the expected calibration error: the mean over events of
        the distance between a bin's mean confidence and its share of right.

    Raises:
        ValueError: a confidence is not between 0 and 1.

    Source: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated
    Probabilities Using Bayesian Binning", AAAI 2015.

    Example:
        >>> calibration([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]).error
        0.0
    """
    inside: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for confidence, is_right in judged:
        if not 0 <= confidence <= 1:
            raise ValueError(f"confidence {confidence} is not between 0 and 1")
        inside[min(int(confidence * _BINS), _BINS - 1)].append((confidence, is_right))
    asked = sum(map(len, inside))
    bins = tuple(_bin(number, members) for number, members in enumerate(inside))
    gaps = (
        b.asked * abs(b.confidence - b.right)
        for b in bins
        if b.confidence is not None and b.right is not None
    )
    return Calibration(bins, sum(gaps) / asked if asked else None, asked)


def _bin(number: int, members: Sequence[tuple[float, bool]]) -> Bin:
    n = len(members)
    return Bin(
        low=number / _BINS,
        high=(number + 1) / _BINS,
        asked=n,
        confidence=sum(c for c, _ in members) / n if n else None,
        right=sum(r for _, r in members) / n if n else None,
    )


# ------------------------------------------------------------- one by one


@dataclass(frozen=True, slots=True)
class Row:
    """A row of gold with what was found for it.

    Attributes:
        article, key: where gold has it: the article's name, the row's own.
        words: what gold has it by: its evidence, its quotation, what it counts.
        gold, ours: asked and found in short; ``ours`` None where nothing was found.
        marks: what was asked -> whether it is right; all false where nothing was found.
    """

    article: str
    key: str
    words: str
    gold: str
    ours: str | None
    marks: dict[str, bool]
    sentence: str

    def has(self, *names: str) -> bool:
        """Whether all these marks are right.

        Example:
            >>> Row("a", "", "", "", "", {"kind": True, "date": False}, "").has("kind")
            True
        """
        return all(self.marks[name] for name in names)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error with its sentence.

    Attributes:
        kind: ``missed``, ``spurious``, or what of it is wrong (``category``, ``date``).
        key: gold's row (``3.e1``, a matter's name); empty for a spurious one.
        trigger: the words of gold, of ours for a spurious one.
        gold, ours: what was asked and given, in short.
    """

    kind: str
    article: str
    key: str
    trigger: str
    gold: str
    ours: str
    sentence: str


def count_rows(rows: Sequence[Row], proposed: int, *names: str) -> Count:
    """Count the rows of which all the marks named are right, and something was found.

    Example:
        >>> count_rows([Row("a", "", "", "", None, {}, "")], 2)
        Count(right=0, proposed=2, gold=1)
    """
    right = sum(row.ours is not None and row.has(*names) for row in rows)
    return Count(right, proposed, len(rows))


def mistakes(rows: Iterable[Row]) -> tuple[Mistake, ...]:
    """List what was missed, and of what was found the first that is wrong.

    Example:
        >>> row = Row("a", "ban", "lifted a ban", "lifted", "ended", {"kind": False}, "")
        >>> [mistake.kind for mistake in mistakes([row])]
        ['kind']
    """
    wrong = (
        (row, next((name for name, is_right in row.marks.items() if not is_right), None))
        for row in rows
    )
    return tuple(
        Mistake(
            kind="missed" if row.ours is None else name,
            article=row.article,
            key=row.key,
            trigger=row.words,
            gold=row.gold,
            ours=row.ours or "",
            sentence=row.sentence,
        )
        for row, name in wrong
        if name
    )
