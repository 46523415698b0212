"""Is the text in English? lingua in its light mode, paragraph by paragraph."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

# The languages in which most of the world's news outside English is written.
# Measured on 2 cores: light mode over these 20 needs 0.17 s and 20 MB for the first
# text; lingua's full mode 3.6 s and 290 MB.
_LANGUAGES = (
    "ENGLISH", "FRENCH", "GERMAN", "SPANISH", "PORTUGUESE",
    "ITALIAN", "DUTCH", "RUSSIAN", "UKRAINIAN", "ARABIC",
    "CHINESE", "JAPANESE", "KOREAN", "TURKISH", "POLISH",
    "PERSIAN", "INDONESIAN", "HINDI", "VIETNAMESE", "SWEDISH",
)  # fmt: skip
# Below so many letters a name or a loan word decides: too little to judge.
MIN_LETTERS = 60
MIN_LETTERS_DENSE = 20  # a Chinese or Japanese character says more than a Latin letter
MIN_ENGLISH_SHARE = 0.3
MAX_PARAGRAPHS = 16
MAX_PARAGRAPH_LENGTH = 600
_LETTER = re.compile(r"[^\W\d_]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def _detector() -> LanguageDetector:
    # Imported here: the first result of a command must not wait for what it may not need.
    from lingua import Language, LanguageDetectorBuilder

    chosen = [getattr(Language, name) for name in _LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()


def detect_language(text: str) -> str | None:
    """Tell the language of most of a text; English wins from a share of 30 %.

    An English report may quote at length in another language; a report in
    another language hardly ever is English for a third.

    Args:
        text: paragraphs parted by line ends.

    Returns:
        ISO 639-1 code, or None where the text is too short to judge.

    Example:
        >>> detect_language("Too short.") is None
        True
    """
    shares: Counter[str] = Counter()
    for paragraph in _sample(text):
        language = _detector().detect_language_of(paragraph)
        if language is not None:
            code = language.iso_code_639_1.name.lower()
            shares[code] += len(_LETTER.findall(paragraph))
    total = shares.total()
    if total == 0:
        return None
    if shares["en"] >= MIN_ENGLISH_SHARE * total:
        return "en"
    return shares.most_common(1)[0][0]


def name_language(code: str) -> str:
    """Give the English name of a language that ``detect_language`` knows.

    Example:
        >>> name_language("fr")
        'French'
    """
    from lingua import IsoCode639_1, Language

    try:
        iso = getattr(IsoCode639_1, code.upper())
    except AttributeError:
        return code
    return str(Language.from_iso_code_639_1(iso).name).capitalize()


def _sample(text: str) -> list[str]:
    """Paragraphs long enough to judge, spread over the text, each cut to a length."""
    paragraphs = [part for part in text.split("\n") if part.strip()]
    fit = [part for part in paragraphs if _is_enough(part)]
    if not fit:
        joined = " ".join(paragraphs[:50])
        fit = [joined] if _is_enough(joined) else []
    step = max(1, len(fit) // MAX_PARAGRAPHS)
    return [part[:MAX_PARAGRAPH_LENGTH] for part in fit[::step][:MAX_PARAGRAPHS]]


def _is_enough(text: str) -> bool:
    head = text[:MAX_PARAGRAPH_LENGTH]
    return (
        len(_LETTER.findall(head)) >= MIN_LETTERS or len(_DENSE.findall(head)) >= MIN_LETTERS_DENSE
    )
