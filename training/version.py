"""The version of the weights: a hash of what they are made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

CODE = ("data", "mean", "model", "swap", "train")


def version_of(root: Path) -> str:
    """Hash the corpus, the training articles and the training code.

    Args:
        root: the training folder.

    Returns:
        12 hexadecimal digits of SHA-256.

    Example:
        >>> len(version_of(Path(__file__).parent))
        12
    """
    digest = hashlib.sha256()
    parts = sorted((root / "corpus").glob("part-*.txt"))
    articles = sorted((root / "articles" / "train").glob("*.txt"))
    for path in [*parts, *articles, *(root / f"{name}.py" for name in CODE)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
