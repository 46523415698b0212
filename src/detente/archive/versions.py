"""Which ontology a reading was made with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files


@cache
def ontology_version() -> str:
    """Name the ontology by its content: a hash over its data files, made once.

    Returns:
        12 hexadecimal digits; they change when any name or byte of a file does.

    Example:
        >>> len(ontology_version())
        12
    """
    digest = hashlib.sha256()
    folder = files("detente.ontology").joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.is_file():
            content = file.read_bytes()
            # The length parts a file from the next: moving bytes between them shows.
            digest.update(f"{file.name}\x1f{len(content)}\x1f".encode())
            digest.update(content)
    return digest.hexdigest()[:12]
