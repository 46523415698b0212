"""Who says a quotation, told from the words around it.

In this order, the first that answers decides:

1. a verb of speech right before the mark (``he said, "``), or an end of speech
   right behind it (``," said the minister``; ``," he told reporters``);
2. the nearest verb of speech or judgement before it in its clause (``called the
   plan "a trick"``), whose subject is the phrase before the verb, or, where that is
   left out (``and called``, ``, calling``), the subject of the verb before;
3. words of source elsewhere in the sentence (``according to``, ``, he said.``);
4. for whole sentences in quotation marks the subject of the sentence, the speaker
   of the quotation before, or the subject of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from detente.reading.quote_marks import BLANK, Stretch
from detente.reading.speaker_phrases import SpeakerPhrases
from detente.reading.speech_clauses import (
    BREAK,
    PASSIVE,
    SAID,
    TAG_VERB,
    VERB,
    is_tag_end,
    without_relatives,
)
from detente.records import Actor, Span

_TAG_FIRST = re.compile(rf",?\s+(?:[a-z]+ly\s+)?(?:{SAID}|according to)\s+(?!that\b|of\b|to\b)")
_SOURCE = re.compile(r"\b(?:according to|in the (?:words|view) of)\s+", re.I)
_BY = re.compile(rf"[^{BLANK},;]*?{BLANK}*\s+by\s+")


class Speakers:
    """Finds the speakers of one article's quotations, in the order of its text.

    Args:
        text: of the article.
        masked: the same with its quotations blanked out.
        sentences: of the text, in order.
        phrases: resolves the words that may name a speaker.
    """

    def __init__(
        self, text: str, masked: str, *, sentences: Sequence[Span], phrases: SpeakerPhrases
    ) -> None:
        self._text = text
        self._masked = masked
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._phrases = phrases

    def find(self, stretch: Stretch, unit: tuple[int, int], *, is_whole: bool) -> Actor | None:
        """The speaker of a stretch; None where the article does not tell.

        Args:
            stretch: what is said.
            unit: where the sentences that it runs over begin and end.
            is_whole: it reads as a sentence of its own.
        """
        before = self._masked[unit[0] : stretch.first]
        lead = re.search(r"[,:]\s*$", before) and self._governing(stretch, unit)
        return (
            lead
            or self._tag(stretch, unit)
            or self._governing(stretch, unit)
            or self._source(stretch, unit)
            or (self._alone(stretch, unit) if is_whole or re.search(r":\s*$", before) else None)
        )

    def _tag(self, stretch: Stretch, unit: tuple[int, int]) -> Actor | None:
        """The speaker told right behind a stretch."""
        first = _TAG_FIRST.match(self._masked, stretch.last, unit[1])
        if first and (found := self._phrases.phrase_at(first.end(), unit[1])):
            return found
        ends = self._text[stretch.end - 1] in ",?!…—–-" or self._text[stretch.last :][:1] == ","
        verb = TAG_VERB.search(self._masked, stretch.last, unit[1]) if ends else None
        if verb is None:
            return None
        between = without_relatives(self._masked[stretch.last : verb.start()])
        start = stretch.last + len(between) - len(between.lstrip(" ,"))
        if (clause := re.search(r"\bwho\b", between)) and not VERB.search(
            between[: clause.start()]
        ):
            return self._phrases.phrase_at(start, verb.start())
        # "The water and power minister said" is one phrase.
        joined = re.sub(r"(?<=\w) and (?=\w)", " & ", between)
        if BREAK.search(joined) or VERB.search(between):
            return None
        found = self._phrases.subject_in(start, verb.start())
        # "One of them said": nobody we know, but surely the speaker.
        return found or self._phrases.described(
            start, start + len(between.strip(" ,")), is_sure=True
        )

    def _governing(self, stretch: Stretch, unit: tuple[int, int]) -> Actor | None:
        """The subject of the nearest verb of speech or judgement before a stretch."""
        semicolon = self._masked.rfind(";", unit[0], stretch.first) + 1
        since = max(unit[0], semicolon)
        left = without_relatives(self._masked[since : stretch.first])
        for verb in reversed(list(VERB.finditer(left))):
            if PASSIVE.search(left, 0, verb.start()) and not verb.group().endswith("ing"):
                agent = _BY.match(self._masked, since + verb.end(), unit[1])
                if agent and (found := self._phrases.phrase_at(agent.end(), unit[1])):
                    return found
                continue
            if verb.group() == "called" and not left[verb.end() :].strip():
                # 'A plan called "Dawn"' names; 'what she called "a farce"' says.
                breaks = [m.end() for m in BREAK.finditer(left, 0, verb.start())]
                return self._phrases.subject_in(
                    since + max(breaks, default=0), since + verb.start()
                )
            return self._phrases.subject(
                unit[0], since + verb.start(), verb.group().endswith("ing")
            )
        return None

    def _source(self, stretch: Stretch, unit: tuple[int, int]) -> Actor | None:
        """The source that the sentence names elsewhere: "according to", ", he said."."""
        for match in _SOURCE.finditer(self._masked, *unit):
            if found := self._phrases.phrase_at(match.end(), unit[1]):
                return found
        after = self._masked[stretch.last : unit[1]]
        for verb in TAG_VERB.finditer(after):
            comma = after.rfind(",", 0, verb.start())
            if comma >= 0 and is_tag_end(after[verb.end() :]):
                start = stretch.last + comma + 1
                return self._phrases.subject_in(start, stretch.last + verb.start())
        return None

    def _alone(self, stretch: Stretch, unit: tuple[int, int]) -> Actor | None:
        """The speaker of a stretch that its own sentence gives none."""
        if self._masked[unit[0] : stretch.first].strip(f" {BLANK}"):
            return self._phrases.first_subject(unit[0], stretch.first)
        index = bisect_right(self._starts, unit[0]) - 2
        if index < 0:
            return None
        previous = self._sentences[index]
        for position, speaker in reversed(self._phrases.said):
            if previous.start <= position < previous.end:
                return speaker
        subject = self._phrases.first_subject(previous.start, previous.end)
        if subject is not None and (subject.person or subject.sector):
            return subject
        return self._phrases.said[-1][1] if self._phrases.said else subject
