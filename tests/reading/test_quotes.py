"""Who says what stands in quotation marks. The sentences are invented."""

import pytest

from detente.reading.actors import Resolver
from detente.reading.entities import Entities
from detente.reading.quotes import find_quotes
from detente.reading.sentences import split_sentences
from detente.records import Quote

# Of the clues to an unnamed speaker's state; the shipped ones are not needed here.
WEIGHTS = {"dateline": 1.0, "possessor": 3.0, "nearest_here": 1.5, "first_here": 1.2, "rank1": 1.0}


def quotes_of(text: str, *, place: str | None = None) -> tuple[Quote, ...]:
    entities = Entities(text, None, home=place)
    resolver = Resolver(entities, weights=WEIGHTS, place=place)
    return find_quotes(
        text, split_sentences(text), entities=entities, resolver=resolver, article_id="a"
    )


def told(quote: Quote) -> tuple[str, str | None]:
    """A quote's words and its speaker: the name, else the words for him."""
    who = quote.speaker
    return quote.span.text, (who.person or (who.span.text if who.span else None)) if who else None


CASES = [
    # a verb of speech behind, the subject first
    (
        "“We will not wait,” Prime Minister Ole Dahl said on Monday.",
        ["We will not wait, > Ole Dahl"],
    ),
    # a verb of speech behind, the verb first, with an apposition
    ('"No ship has left," said Ana Paz, a pilot in Lima.', ["No ship has left, > Ana Paz"]),
    # a verb of speech before, with a colon
    (
        "Foreign Minister Ann Lee told parliament: “The answer is no.”",
        ["The answer is no. > Ann Lee"],
    ),
    # split around the speaker; each stretch has its own row
    (
        '"The bridge," said Foreign Minister Ann Lee, "stays open."',
        ["The bridge, > Ann Lee", "stays open. > Ann Lee"],
    ),
    # split around a description with a name behind it
    (
        '"The bridge," said Norway\'s transport minister, Kari Moe, "stays open."',
        ["The bridge, > Kari Moe", "stays open. > Kari Moe"],
    ),
    # a second sentence without words of its own goes to the same speaker
    (
        '"We agree," said Ann Lee, the minister. "It took us eleven long weeks."',
        ["We agree, > Ann Lee", "It took us eleven long weeks. > Ann Lee"],
    ),
    # a pronoun stands for the subject of the sentence before, not for its object
    (
        'President Juan Vidal met President Otto Blum. "It is time to talk," he said.',
        ["It is time to talk, > Juan Vidal"],
    ),
    # "his" tells that the subject is no "she"
    (
        "Minister Juan Vidal saw his rival, Foreign Minister Eva Blum. She called it “a start”.",
        ["a start > Eva Blum"],
    ),
    # whom the quotation speaks of does not say it
    (
        'Ann Lee, the minister, left. "President Otto Blum is a liar," she said.',
        ["President Otto Blum is a liar, > Ann Lee"],
    ),
    # a short stretch within reported speech
    (
        "Foreign Minister Ann Lee told Reuters that the “grave threat” had passed.",
        ["grave threat > Ann Lee"],
    ),
    # a verb of judgement; the object is not the speaker
    (
        "Senator Luis Rey accused President Juan Vidal of “selling the river”.",
        ["selling the river > Luis Rey"],
    ),
    # a second verb whose subject is left out
    (
        "Minister Ann Lee told reporters that rain had come and called the dam “a toy”.",
        ["a toy > Ann Lee"],
    ),
    # a participle whose subject is left out
    (
        "Norway rejected the plan, calling it “a step back”.",
        ["a step back > Norway"],
    ),
    # the subject of the nearest clause, not of the sentence
    (
        "France welcomed the pact, but Spain dismissed it as “paper”.",
        ["paper > Spain"],
    ),
    # a clause about the speaker between him and the verb
    (
        "Luis Rey, who leads the opposition, on Friday branded the vote “a farce”.",
        ["a farce > Luis Rey"],
    ),
    # a relative clause of the speaker's own
    (
        "The pact was signed with Foreign Minister Ann Lee, who called it “cold comfort”.",
        ["cold comfort > Ann Lee"],
    ),
    # an aide of somebody is not he
    (
        "It was a gift that an aide of President Otto Blum called “old iron”.",
        ["old iron > an aide of President Otto Blum"],
    ),
    # an unnamed speaker
    ("Japanese officials said the delay was “regrettable”.", ["regrettable > Japanese officials"]),
    # a ministry
    (
        "“We regret it deeply and sincerely,” the French foreign ministry said in a statement.",
        ["We regret it deeply and sincerely, > the French foreign ministry"],
    ),
    # according to
    ("The talks were “frank”, according to Foreign Minister Ann Lee.", ["frank > Ann Lee"]),
    # the tag at the sentence's end
    ("The offer was “generous” and final, Foreign Minister Ann Lee said.", ["generous > Ann Lee"]),
    # a passive: the agent says it
    ("The offer was described as “generous” by Foreign Minister Ann Lee.", ["generous > Ann Lee"]),
    # a question, with the tag in the next sentence
    (
        '"Do you serve him or the law?" President Juan Vidal asked.',
        ["Do you serve him or the law? > Juan Vidal"],
    ),
    # the sentence before says who speaks
    (
        "President Juan Vidal was blunt. “Nobody will pass this gate.”",
        ["Nobody will pass this gate. > Juan Vidal"],
    ),
    # a name that no title explains, and its surname afterwards
    (
        '"I saw it," said Mohamed Bundu, 46, who fled. Bundu called the camp "a cage".',
        ["I saw it, > Mohamed Bundu", "a cage > Mohamed Bundu"],
    ),
    # British single marks, with an apostrophe and a double mark inside
    (
        "‘The workers’ vote can’t be “undone” now,’ said Ann Lee, the minister.",
        ["The workers’ vote can’t be “undone” now, > Ann Lee"],
    ),
    # straight single marks
    ("'It's over for all of us,' Minister Ann Lee said.", ["It's over for all of us, > Ann Lee"]),
    # a nested quotation is part of the outer
    (
        "“He told me ‘never’ and left,” said Ann Lee, the minister.",
        ["He told me ‘never’ and left, > Ann Lee"],
    ),
    # several paragraphs, an opening mark each
    (
        "“We began in March,” said Ann Lee, the minister. “It was hard.\n\n“It is done now.”",
        ["We began in March, > Ann Lee", "It was hard. > Ann Lee", "It is done now. > Ann Lee"],
    ),
    # nobody is known to say it
    ("“Nobody will ever pass this gate again.”", ["Nobody will ever pass this gate again. > None"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_quote_and_speaker(text: str, expected: list[str]) -> None:
    assert [" > ".join(map(str, told(quote))) for quote in quotes_of(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        # a ship
        "Officials said the tanker “Sea Star” had sunk.",
        # a film
        "Critics praised the film “the long night”.",
        # an operation
        "The army said that Operation “Iron Wall” had begun.",
        # a nickname
        "Officials said Juan “El Lobo” Vidal had fled.",
        # scare quotes that nobody says
        "The “talks” lasted a minute.",
        # a plan that is so called
        "The plan called “the long road” failed.",
        # written, not said
        "Marchers held banners that said “bread now”.",
        # an apostrophe of a plural and a year opens no quotation
        "The workers' vote of the '90s was the miners' last.",
        # no marks
        "Ann Lee, the minister, said no.",
        # a mark that nothing closes
        'The pipe is 12" wide and Ann Lee, the minister, said no.',
        # nothing at all
        "",
    ],
)
def test_no_quotation(text: str) -> None:
    assert quotes_of(text) == ()


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        # a capital
        ("Quito dismissed it as “an invention”.", ("ECU",), "GOV"),
        # an office without a name
        ("A U.S. State Department spokeswoman called it “wise”.", ("USA",), "GOV"),
        # a person of the article
        ("“We will go,” said Ann Lee, Norway's foreign minister.", ("NOR",), "GOV"),
        # "it" is the state before
        ("Japan protested. “It is too much to bear now,” it said.", ("JPN",), None),
    ],
)
def test_speaker_is_resolved(text: str, country: tuple[str, ...], sector: str | None) -> None:
    (quote,) = quotes_of(text)
    assert quote.speaker is not None
    assert (quote.speaker.country, quote.speaker.sector) == (country, sector)


def test_second_half_continues_the_first_and_a_new_sentence_does_not() -> None:
    text = '"It," said Ann Lee, the minister, "is so." "We go on now."'
    first, second, third = quotes_of(text)
    assert second.continues == first.id
    assert third.continues is None


def test_next_paragraph_continues_the_one_before() -> None:
    first, second = quotes_of("Ann Lee, the minister, said: “It was hard.\n\n“It is done.”")
    assert second.continues == first.id
    assert second.speaker == first.speaker


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_spans_hold_and_ids_differ(text: str) -> None:
    found = quotes_of(text)
    for quote in found:
        assert text[quote.span.start : quote.span.end] == quote.span.text
        assert text[quote.evidence.start : quote.evidence.end] == quote.evidence.text
        assert quote.evidence.start < quote.span.start < quote.span.end <= quote.evidence.end
    assert len({quote.id for quote in found}) == len(found)


def test_straight_and_typographic_marks_read_alike() -> None:
    text = "“The bridge,” said Foreign Minister Ann Lee, “stays open.”"
    straight = text.replace("“", '"').replace("”", '"')
    assert [told(q) for q in quotes_of(straight)] == [told(q) for q in quotes_of(text)]
