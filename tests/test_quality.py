"""The quality gate: pinned floors on committed gold that no commit lowers silently.

Each floor lies about a point below what the shipped weights reach (see
benchmarks/results/accuracy-*.txt): enough for the rounding of another
processor, not for a change for the worse. Who lowers one says why in the commit.
"""

from pathlib import Path

import pytest
from training.version import version_of

from detente.evaluation.articles import ArticlesResult, score_articles
from detente.reading.network import shipped_weights
from detente.reading.read import read_many

ROOT = Path(__file__).parents[1]

FLOORS = {
    "dev": {
        "event F1": 0.70,
        "status": 0.91,
        "actor countries": 0.715,
        "recipient countries": 0.63,
        "dates": 0.775,
    },
    "plain-dev": {
        "event F1": 0.835,
        "status": 0.955,
        "actor countries": 0.85,
        "recipient countries": 0.73,
        "dates": 0.77,
    },
}
ATTRIBUTES = {
    "actor countries": "actor countries, where gold has them",
    "recipient countries": "recipient countries, or none",
    "dates": "date, or none",
    "status": "status",
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest) -> tuple[str, ArticlesResult]:
    name: str = request.param
    return name, score_articles([ROOT / "training" / "articles" / name], read_many)


def test_no_figure_falls_below_its_floor(scored: tuple[str, ArticlesResult]) -> None:
    name, result = scored
    reached = {"event F1": result.events.f1}
    reached |= {short: result.attributes[full].value for short, full in ATTRIBUTES.items()}
    low = {k: (reached[k], floor) for k, floor in FLOORS[name].items() if (reached[k] or 0) < floor}
    assert not low


def test_weights_are_those_of_the_committed_corpus() -> None:
    assert shipped_weights().version == version_of(ROOT / "training")
