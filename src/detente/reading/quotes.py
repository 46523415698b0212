"""Direct quotations of an article, each with the person or body that says it.

First the stretches between quotation marks, then for each its speaker
(``speakers``). A short stretch that nobody says is no quotation; nor is a name
in marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from detente.reading.actors import Resolver
from detente.reading.entities import Entities
from detente.reading.quote_marks import BLANK, Stretch, blank_out, find_stretches
from detente.reading.speaker_phrases import SpeakerPhrases
from detente.reading.speakers import Speakers
from detente.reading.speech_clauses import SAID, TAG_VERB, is_tag_end
from detente.records import Quote, Span, record_id

# Names in quotation marks.
_NAMING = re.compile(
    r"\b(?:code-?named|nicknamed|dubbed|known as|so-called|entitled|titled|named|alias|christened"
    r"|(?:film|movie|novel|book|song|album|play|series|ship|vessel|tanker|trawler|freighter|frigate"
    r"|destroyer|submarine|boat|ferry|yacht|operation|exercises?|drills?|programme|program|project"
    r"|missile|weapon|drone|plane|newspaper|magazine|group|gang)(?:,? (?:called|named))?)\s*$",
    re.I,
)
_SMALL = frozenset({"a", "an", "and", "at", "de", "for", "in", "la", "of", "on", "the", "to"})
_AFTER_SPEECH = re.compile(rf"(?:{SAID}(?: (?:him|her|them|us|me))?|[:,])\s*$")
_WRITTEN = re.compile(
    r"\b(?:banners?|signs?|placards?|posters?|slogans?|graffiti|t-shirts?|stickers?|labels?)\b"
    rf"[^,;{BLANK}]*$",
    re.I,
)
_ENDS_SENTENCE = re.compile(r"[.,?!…—–-]$")
_WHOLE_WORDS = 5  # a stretch of so many words that ends like a sentence is one


def find_quotes(
    article_text: str,
    sentences: Sequence[Span],
    *,
    entities: Entities,
    resolver: Resolver,
    article_id: str = "",
) -> tuple[Quote, ...]:
    """Find the direct quotations of an article with their speakers.

    Args:
        article_text: the text that ``entities`` were made from.
        sentences: of that text, in order.
        entities: what the article names.
        resolver: says to which state an unnamed speaker belongs.
        article_id: part of the quotes' ids.

    Returns:
        Quotes in the order of the text; a nested one is part of the outer.
        ``speaker`` is None where the article does not tell; ``evidence`` runs from
        the sentence where the quote opens to the one where it closes.

    Example:
        >>> from detente.reading.sentences import split_sentences
        >>> text = '"We agree," said Ann Lee, the minister. "It took long."'
        >>> known = Entities(text, None)
        >>> found = find_quotes(text, split_sentences(text), entities=known,
        ...                     resolver=Resolver(known, weights={}))
        >>> [(q.span.text, q.speaker.person) for q in found]
        [('We agree,', 'Ann Lee'), ('It took long.', 'Ann Lee')]
    """
    stretches = find_stretches(article_text)
    if not stretches:
        return ()
    finder = _Finder(stretches, sentences, entities=entities, resolver=resolver)
    return tuple(finder.find(article_id))


class _Finder:
    """Finds the quotes of one article, in the order of the text."""

    def __init__(
        self,
        stretches: Sequence[Stretch],
        sentences: Sequence[Span],
        *,
        entities: Entities,
        resolver: Resolver,
    ) -> None:
        text = entities.text
        self._text = text
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._stretches = stretches
        self._masked = blank_out(text, stretches)
        self._phrases = SpeakerPhrases(
            self._masked, sentences, entities=entities, resolver=resolver
        )
        self._speakers = Speakers(text, self._masked, sentences=sentences, phrases=self._phrases)

    def find(self, article_id: str) -> Iterator[Quote]:
        """The quotes, in order."""
        before: tuple[Stretch, Quote] | None = None
        units = self._units()
        for stretch, unit in zip(self._stretches, units, strict=True):
            if self._is_name(stretch, unit):
                continue
            follows = before is not None and (
                before[0].goes_on or self._is_half(before[0], stretch)
            )
            whole = self._is_whole(stretch)
            if follows and before:
                speaker = before[1].speaker
            else:
                speaker = self._speakers.find(stretch, unit, is_whole=whole)
            if speaker is None and not (follows or whole):
                continue
            if speaker is not None:
                self._phrases.note(stretch.start, speaker)
            start, end = stretch.start, stretch.end
            quote = Quote(
                id=record_id(article_id, "quote", start, end),
                span=Span(self._text[start:end], start, end),
                speaker=speaker,
                evidence=Span(self._text[unit[0] : unit[1]], *unit),
                continues=before[1].id if follows and before else None,
            )
            before = stretch, quote
            yield quote

    def _units(self) -> list[tuple[int, int]]:
        """For each stretch the sentences that it runs over, joined to those of its neighbours."""
        units: list[tuple[int, int]] = []
        for stretch in self._stretches:
            first = max(0, bisect_right(self._starts, stretch.first) - 1)
            last = max(0, bisect_right(self._starts, stretch.last - 1) - 1)
            start, end = self._sentences[first].start, self._sentences[last].end
            if self._text[stretch.end - 1] in "?!" and last + 1 < len(self._sentences):
                # "Is it over?" Kishida asked.
                after = self._sentences[last + 1]
                if end <= stretch.last and "\n\n" not in self._text[end : after.start]:
                    tag = TAG_VERB.search(self._masked, after.start, after.end)
                    if (
                        tag
                        and self._phrases.subject_in(after.start, tag.start())
                        and tag.end() < after.end
                    ):
                        end = after.end if is_tag_end(self._masked[tag.end() : after.end]) else end
            units.append((start, end))
        for index in range(1, len(units)):
            if units[index][0] < units[index - 1][1]:
                units[index] = units[index - 1][0], max(units[index][1], units[index - 1][1])
        for index in range(len(units) - 1, 0, -1):
            if units[index][0] == units[index - 1][0]:
                units[index - 1] = units[index]
        return units

    def _is_whole(self, stretch: Stretch) -> bool:
        """Whether a stretch reads as a sentence of its own."""
        words = self._text[stretch.start : stretch.end]
        ends = _ENDS_SENTENCE.search(words) or self._text[stretch.last : stretch.last + 1] in ",."
        opens = words[:1].isupper() or words[:1] in "…‘'I"
        # Where nothing stands before it in its sentence, a short one is one too.
        before = self._masked[: stretch.first].rstrip()[-1:]
        is_first = before in {"", ".", "?", "!", ":", BLANK} and words[-1:] in {".", "?", "!"}
        is_long = len(words.split()) >= _WHOLE_WORDS
        return stretch.goes_on or bool(ends and opens and (is_long or is_first))

    def _is_half(self, before: Stretch, stretch: Stretch) -> bool:
        """Whether only "he said" parts a stretch from the one before, in one sentence."""
        between = self._masked[before.last : stretch.first]
        return (
            self._text[before.end - 1] not in ".?!"
            and bool(re.search(r"[,;:—–]\s*$", between))
            and bool(TAG_VERB.search(between))
            and (self._text[before.end - 1] in ",—–" or between[:1] in ",—–")
            and not re.search(r"[.?!;]\s", between)
        )

    def _is_name(self, stretch: Stretch, unit: tuple[int, int]) -> bool:
        """Whether a stretch is a name or written on something, not said."""
        before = self._masked[unit[0] : stretch.first]
        words = re.findall(r"[\w'’.-]+", self._text[stretch.start : stretch.end])
        if not words or _NAMING.search(before) or _WRITTEN.search(before):
            return True
        titled = words[0][0].isupper() and all(not w[0].islower() or w in _SMALL for w in words)
        bare = not _ENDS_SENTENCE.search(self._text[stretch.start : stretch.end])
        return titled and bare and not _AFTER_SPEECH.search(before)
