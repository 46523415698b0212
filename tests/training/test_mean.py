"""The mean of two runs lies between them."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone")


@pytest.mark.parametrize(("share", "middle"), [(0.0, 1.0), (1.0, 3.0), (0.25, 1.5)])
def test_mean(share: float, middle: float) -> None:
    from training.mean import mean

    first = {"w": torch.tensor([1.0, 1.0]), "count": torch.tensor(4)}
    second = {"w": torch.tensor([3.0, 1.0]), "count": torch.tensor(9)}
    found = mean(first, second, share=share)
    assert found["w"].tolist() == pytest.approx([middle, 1.0])
    assert found["count"] == 9
