"""What the tests of the reading share."""

import pytest
from tokenizers import Tokenizer

from detente.reading.network import Weights, shipped_weights


@pytest.fixture(scope="session")
def weights() -> Weights:
    """The shipped weights."""
    return shipped_weights()


@pytest.fixture(scope="session")
def tokenizer(weights: Weights) -> Tokenizer:
    """The shipped tokenizer."""
    return weights.tokenizer
