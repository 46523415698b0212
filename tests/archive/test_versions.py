"""The ontology's version is its content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.archive import versions


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.csv").write_text("code\nKOR\n")
    (data / "b.csv").write_text("code\nJPN\n")
    monkeypatch.setattr(versions, "files", lambda _package: tmp_path)
    versions.ontology_version.cache_clear()
    yield data
    versions.ontology_version.cache_clear()


def test_version_changes_with_content_and_names_only(folder: Path) -> None:
    seen = [versions.ontology_version()]
    for change in (
        lambda: (folder / "a.csv").write_text("code\nPRK\n"),  # a byte
        lambda: (folder / "a.csv").rename(folder / "c.csv"),  # a name
        lambda: (folder / "c.csv").unlink(),  # a file less
    ):
        change()
        versions.ontology_version.cache_clear()
        seen.append(versions.ontology_version())
    assert len(set(seen)) == len(seen)
    versions.ontology_version.cache_clear()
    assert versions.ontology_version() == seen[-1]
