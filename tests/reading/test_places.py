"""Places: words to country and coordinates."""

import pytest

from detente.reading.places import locate


@pytest.mark.parametrize(
    ("words", "country", "lat", "lon"),
    [
        # a city
        ("Marseille", "FRA", 43, 5),
        # in a longer phrase
        ("the French port of Marseille", "FRA", 43, 5),
        # a capital
        ("Nairobi", "KEN", -1, 37),
        # the state named settles which town
        ("Santiago, Chile", "CHL", -33, -71),
        # a state alone has no point
        ("the north of Chad", "TCD", None, None),
        # an adjective alone
        ("a Kenyan prison", "KEN", None, None),
        # two states are none
        ("the border of Chad and Libya", None, None, None),
        # no name at all
        ("the presidential palace", None, None, None),
        # nothing
        ("", None, None, None),
    ],
)
def test_locate(words: str, country: str | None, lat: int | None, lon: int | None) -> None:
    place = locate(words)
    assert (place.text, place.country) == (words, country)
    if lat is None or lon is None:
        assert (place.lat, place.lon) == (None, None)
    else:
        assert place.lat == pytest.approx(lat, abs=1)
        assert place.lon == pytest.approx(lon, abs=1)


def test_a_town_of_another_state_gives_no_point() -> None:
    # Marseille lies in France: its point must not stand beside Chile's code.
    place = locate("Marseille Street in Chile")
    assert place.country == "CHL"
    assert place.lat is None
