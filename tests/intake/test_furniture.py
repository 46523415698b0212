"""Reports among furniture: the texts in data/texts, and rules that hold for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.intake.furniture import clean_text
from detente.intake.pages import clean_page

TEXTS = sorted(Path(__file__).parent.joinpath("data", "texts").glob("[0-9]*.txt"))
SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


def read_marked(path: Path) -> tuple[str, str | None, list[str], dict[str, str]]:
    """Take the marks off: the text, its title, the lines to keep, other fields."""
    lines, kept, fields = [], [], {}
    title = None
    for line in path.read_text("utf-8").splitlines():
        mark, rest = line[:2], line[2:]
        if mark == "@ ":
            name, value = rest.split("=")
            fields[name] = value
            continue
        if mark == "T ":
            title = rest.lstrip("# ")
        elif mark in ("+ ", "D "):
            kept.append(rest.rpartition("||")[2].lstrip("#").lstrip())
        lines.append(rest.replace("||", ""))
    return "\n".join(lines), title, kept, fields


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_report_is_cut_out_of_its_furniture(path: Path) -> None:
    raw, title, kept, fields = read_marked(path)
    draft = clean_text(raw)
    assert draft.title == title
    # A wrapped paragraph is one line of the draft, several of the file.
    wanted = " ".join(kept) if "wrapped" in path.stem else "\n".join(kept)
    sep = " " if "wrapped" in path.stem else "\n"
    assert draft.text.replace("\n\n", sep) == wanted
    assert draft.published == fields.get("published")
    assert draft.place == fields.get("place")
    assert fields.get("publisher", draft.publisher) == draft.publisher


def test_there_are_enough_texts_of_both_kinds() -> None:
    clean = [path for path in TEXTS if path.stem >= "5"]
    assert len(clean) >= 6
    assert len(TEXTS) - len(clean) >= 12
    assert not any("\n- " in path.read_text("utf-8") for path in clean)


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies outside the package")
def test_seed_is_cut_at_its_end() -> None:
    draft = clean_text(SEED.read_text("utf-8"))
    assert draft.title == "S. Korea, Japan hit reset button on bilateral ties at Tokyo summit"
    assert draft.text.startswith("Tokyo and Seoul hit")
    assert draft.text.endswith("Chinese territorial waters.")
    assert "\n\nExport curbs\n\n" in draft.text
    assert "\n\nSkepticism at home\n\n" in draft.text
    assert draft.publisher == "Bulletin Observer"


CHANGES = {
    "CRLF line ends": lambda raw: raw.replace("\n", "\r\n"),
    "CR line ends": lambda raw: raw.replace("\n", "\r"),
    "byte order mark": lambda raw: "\ufeff" + raw,
    "trailing blanks": lambda raw: raw.replace("\n", "  \t\n"),
    "blanks in empty lines": lambda raw: raw.replace("\n\n", "\n \u00a0 \n"),
    "more empty lines": lambda raw: "\n\n" + raw.replace("\n\n", "\n\n\n\n") + "\n\n\n",
    "no-break blanks": lambda raw: raw.replace(" ", "\u00a0"),
    "soft hyphens": lambda raw: raw.replace("ing", "i\u00adng"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_form_of_characters_changes_nothing(path: Path, change: str) -> None:
    raw = read_marked(path)[0]
    changed = CHANGES[change](raw)
    assert clean_text(changed) == clean_text(raw)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_cleaning_twice_takes_nothing_more(path: Path) -> None:
    text = clean_text(read_marked(path)[0]).text
    again = clean_text(text)
    # A first line that looks like a headline may become the title: it isn't lost.
    assert "\n\n".join(part for part in (again.title, again.text) if part) == text


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_changes_something(change: str) -> None:
    raws = [read_marked(path)[0] for path in TEXTS]
    assert any(CHANGES[change](raw) != raw for raw in raws)


# Furniture that no text above has, put at the foot of a report that has none.
TAILS = [
    # forms
    ["Join the conversation", "Log in to comment"],
    # a bare captcha notice
    ["This site is protected by reCAPTCHA and the Google Privacy Policy apply."],
    # a box without a heading
    ["Stay informed with our weekly newsletter.", "Enter your email", "Submit"],
    # a legal notice
    ["This material may not be published, broadcast, rewritten or redistributed."],
    # a title of a box, then its text
    ["The week in brief", "Get our free newsletter every Friday in your inbox."],
    # other reports
    ["Trending now", "Budget passes", "Storm nears coast", "Top stories", "Vote delayed"],
    # a player and an app
    ["Watch video", "0:00 / 2:10", "Download our app from Google Play."],
]


@pytest.mark.parametrize("tail", TAILS, ids=lambda tail: tail[0])
@pytest.mark.parametrize("path", [p for p in TEXTS if p.stem >= "5"], ids=lambda path: path.stem)
def test_any_foot_is_cut_off_any_report(path: Path, tail: list[str]) -> None:
    raw = read_marked(path)[0]
    assert clean_text(raw + "\n\n" + "\n\n".join(tail)) == clean_text(raw)


# Whole inputs that are one paragraph or less.
SMALL = [
    # one sentence
    ("Japan protested to Russia on Monday.", None, "Japan protested to Russia on Monday."),
    # one line without a full stop is text, since nothing is below it
    ("Japan protests to Russia", None, "Japan protests to Russia"),
    # furniture only
    ("Share\n\nAdvertisement\n\nLeave a Reply", None, ""),
    # nothing
    ("", None, ""),
    (" \r\n\t\n", None, ""),
    # a headline that asks
    ("Will Oslo pay?\n\nNobody in Oslo would say so on Monday.", "Will Oslo pay?", None),
    # a headline that ends in an abbreviation
    ("Envoy leaves for U.S.\n\nThe envoy left Riga on Monday.", "Envoy leaves for U.S.", None),
    # a section's label isn't the headline
    ("World\n\nOslo pays its debt to Riga\n\nOslo paid its debt on Monday.", "Oslo pays its debt to Riga", None),  # noqa: E501
    # the title stands twice
    ("Oslo pays debt\n\nOslo pays debt\n\nOslo paid its debt on Monday.", "Oslo pays debt", "Oslo paid its debt on Monday."),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("raw", "title", "text"), SMALL)
def test_small_texts(raw: str, title: str | None, text: str | None) -> None:
    draft = clean_text(raw)
    assert draft.title == title
    assert text is None or draft.text == text


def test_huge_line_is_read_in_time() -> None:
    line = "The minister met his counterpart and said that talks go on. " * 30_000
    assert clean_text("Talks go on in Oslo\n\n" + line).text == line.strip()
    # no blanks, no full stop: the patterns must not backtrack
    assert clean_text("a" * 1_000_000).text == "a" * 1_000_000
    assert clean_text("Home > " * 20_000).text


def test_page_and_its_text_give_the_same_report() -> None:
    paragraphs = clean_text(read_marked(TEXTS[0])[0]).text.split("\n\n")
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<html><body><article><h1>Peru recalls</h1>{body}</article></body></html>"
    assert json.dumps(clean_page(page, "a.html").text.split("\n\n")) == json.dumps(paragraphs)
