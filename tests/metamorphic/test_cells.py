"""A mechanism is what its practices are: with none of them available, the run is that of the cell without it."""

import pytest

from sim.engine.config import MECHANISMS
from sim.engine.model import NeighbourhoodModel
from sim.mechanisms.registry import PRACTICES
from tests.helpers.runs import live_to, small

GIVEN = ("observe.hash=true", "observe.enabled=false", "learning.discovery=0.15")


@pytest.mark.parametrize("mechanism", range(4), ids=MECHANISMS)
def test_a_mechanism_without_practices_is_its_cell(mechanism):
    """The others are known from month 0; five years, in which they are used."""
    others = "".join("0" if digit == mechanism else "1" for digit in range(4))
    sizes = {"households": 160, "months": 60}
    models = [
        NeighbourhoodModel(small(*GIVEN, f'cell="{cell}"', f'taught="{others}"', **sizes)) for cell in (others, "1111")
    ]
    emptied = models[1].setting
    before = emptied.available
    emptied.available = tuple(
        there and practice.mechanism != mechanism for there, practice in zip(before, PRACTICES, strict=True)
    )
    assert sum(before) - sum(emptied.available) >= 2
    hashes = [live_to(model, 60).hashes for model in models]
    assert len(hashes[0]) == 63
    assert hashes[0] == hashes[1]


def test_with_its_practices_it_is_another_run():
    """Else the test above would show nothing."""
    sizes = {"households": 160, "months": 60}
    hashes = {
        live_to(NeighbourhoodModel(small(*GIVEN, f'cell="{cell}"', f'taught="{cell}"', **sizes)), 60).hashes[-1]
        for cell in ("1111", "0111", "1011", "1101", "1110")
    }
    assert len(hashes) == 5
