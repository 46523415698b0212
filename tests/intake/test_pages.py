"""Web pages: the shipped one, a bare one, and damaged ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.errors import UnreadableSource
from detente.intake.pages import clean_page

ROOT = Path(__file__).parents[2]
DEMO = (ROOT / "examples" / "demo" / "summit-page.html").read_text("utf-8")
BLOG = (Path(__file__).parent / "data" / "pages" / "bare-blog.html").read_text("utf-8")
TITLE = "Egypt and Ethiopia revive Nile water talks in Nairobi"


def test_demo_page_is_cut_out_of_its_furniture():
    draft = clean_page(DEMO, "demo")
    assert draft.title == TITLE
    assert draft.publisher == "The Meridian Ledger"
    assert draft.published == "2024-05-16"
    assert draft.place == "NAIROBI"
    assert draft.url is not None
    assert draft.url.endswith("/egypt-ethiopia-revive-nile-water-talks")
    paragraphs = draft.text.split("\n\n")
    assert paragraphs[0].startswith("Egypt and Ethiopia resumed talks")
    assert paragraphs[-1] == "The ministers will meet again in Port Sudan on July 8."
    # every paragraph of the report is there, and nothing else
    wanted = DEMO[DEMO.index('"entry-content"') : DEMO.index('"credits"')].count("<p>") - 2
    assert len([text for text in paragraphs if text.endswith((".", "”"))]) == wanted
    assert [text for text in paragraphs if not text.endswith(".")] == [
        "A complaint withdrawn",
        "Doubts at home",
    ]


def test_bare_page_without_data_of_its_own():
    draft = clean_page(BLOG, "blog", url="https://www.andeswire.example/2023/rumichaca")
    assert draft.title == "Quito and Bogota reopen Rumichaca bridge"
    assert draft.publisher == "andeswire.example"
    assert draft.url == "https://www.andeswire.example/2023/rumichaca"
    assert draft.place == "QUITO"
    assert draft.text.startswith("Ecuador and Colombia reopened")
    assert draft.text.endswith("its side of the river.")


HEADS = [
    # the published date counts, not the modified one, and json-ld in a graph is read
    ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": '
     '["NewsArticle"], "headline": "Oslo pays", "dateModified": "2023-05-09", "datePublished": '
     '"2023-05-01T10:00Z", "publisher": [{"name": "Fjord Post"}]}]}</script>',
     "Oslo pays", "2023-05-01", "Fjord Post"),
    # damaged json-ld is passed over
    ('<script type="application/ld+json">{"@type": </script><meta property="og:title" '
     'content="Oslo pays Riga | Fjord Post"><meta property="og:site_name" content="Fjord Post">'
     '<meta property="article:published_time" content="2023-05-01">',
     "Oslo pays Riga", "2023-05-01", "Fjord Post"),
    # a dash within the headline is kept, the publisher behind the last one is not
    ('<title>Oslo - Riga cable is cut - Fjord Post</title><meta property="og:site_name" '
     'content="Fjord Post">', "Oslo - Riga cable is cut", None, "Fjord Post"),
    # a bar within the headline is kept where no name of a publisher follows
    ("<title>Oslo | Riga</title>", "Oslo | Riga", None, None),
    # fields of the wrong type
    ('<script type="application/ld+json">[{"@type": "NewsArticle", "headline": 5, "publisher": 7,'
     '"datePublished": {}}, 3, null]</script><title>Oslo pays</title>', "Oslo pays", None, None),
]  # fmt: skip


def page_with(head: str) -> str:
    body = BLOG[BLOG.index("<p>QUITO") : BLOG.index('<div class="sidebar"')]
    body = body.replace("QUITO, Aug. 3 (Andes Wire) - ", "")
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


@pytest.mark.parametrize(("head", "title", "published", "publisher"), HEADS)
def test_what_a_page_tells_about_itself(head, title, published, publisher):
    draft = clean_page(page_with(head), "a")
    assert (draft.title, draft.published, draft.publisher) == (title, published, publisher)


@pytest.mark.parametrize(
    "change",
    [
        lambda html: html.replace("\n", "\r\n"),
        lambda html: "\ufeff" + html,
        lambda html: html.replace("\n", "   \n"),
        lambda html: html.replace("<p>", "<p>\n  "),
        # what stands outside the report
        lambda html: html.replace("</footer>", "<p>Join us.</p></footer>"),
    ],
)
def test_form_of_the_page_changes_nothing(change):
    assert change(DEMO) != DEMO
    assert clean_page(change(DEMO), "demo") == clean_page(DEMO, "demo")


def test_page_that_is_cut_short_is_read():
    cut = DEMO[: DEMO.index("Doubts at home")]
    draft = clean_page(cut, "demo")
    assert draft.text.startswith("Egypt and Ethiopia resumed talks")
    assert "offered to host the next round in Port Sudan." in draft.text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><nav><a>Home</a></nav><p>Menu</p></body></html>",
        "<html></html>",
        "<html><body><p>Please enable JavaScript in your browser to go on.</p></body></html>",
        "<!-- " + "x" * 1000,
    ],
)
def test_page_without_a_report_is_refused(html):
    with pytest.raises(UnreadableSource, match=r"^a\.html "):
        clean_page(html, "a.html")


@pytest.mark.parametrize(
    "html",
    [
        # 10,000 levels around the report
        "<div>" * 10_000 + BLOG + "</div>" * 10_000,
        "<html><body>" + "<b><i>" * 10_000 + "x",
        # one line of a megabyte
        page_with("").replace("<p>", "<p>" + "The talks went on and on. " * 40_000, 1),
        # many tags
        "<html><body>" + "<p>Menu</p>" * 20_000,
        "<html><body>" + "<" * 100_000,
    ],
    ids=["deep divs", "deep inline", "long line", "many tags", "many brackets"],
)
def test_odd_pages_end_in_time(html):
    start = time.monotonic()
    try:
        clean_page(html, "a.html")
    except UnreadableSource as error:
        assert "a.html" in str(error)  # noqa: PT017  both ends are fine, hanging is not
    assert time.monotonic() - start < 20
