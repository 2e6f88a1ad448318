"""Neighbourhoods without contact live as if each were alone: two street offices in one world, or two runs."""

import numpy as np
import pytest

from sim.engine.model import NeighbourhoodModel
from sim.world.identity import state_hash
from tests.helpers.runs import live_to, small
from tests.helpers.worlds import joined, part

MONTHS = 48
GIVEN = ('taught="1111"', "founding.p_daytime_need=1", "street_office.one_square_metre_month=3")


def alone(index, **sizes):
    """Found the neighbourhood of an index, under a street office of its own."""
    config = small(*GIVEN, f"first_index={index}", "observe.enabled=false", months=MONTHS, burn_in=6, **sizes)
    return NeighbourhoodModel(config)


@pytest.mark.parametrize("seed", [0, 1])
def test_two_streets_in_one_world_are_two_worlds(seed):
    singles = [alone(index, households=200, seed=seed) for index in (3, 4)]
    both = NeighbourhoodModel(singles[0].config, world=joined([model.world for model in singles]))
    assert len(both.street_offices) == 2 and both.world.neighbourhoods.street.tolist() == [0, 1]
    compared = 0
    while both.month < MONTHS:
        for n, model in enumerate(singles):
            assert state_hash(part(both.world, n)) == state_hash(part(model.world, 0)), (both.month, n)
            compared += 1
        for model in (*singles, both):
            model.step()
    assert compared == 2 * 54
    assert all(part(model.world, 0).counts["affairs"] > 20 for model in singles)


def test_a_part_is_the_whole_of_a_single_world():
    """Else the comparison would leave something out."""
    model = live_to(alone(0), 12)
    assert state_hash(part(model.world, 0)) == state_hash(model.world)


def test_under_one_street_office_they_are_not_alone():
    """With one office for both, quota, peers and examples tie them: the same two part ways."""
    singles = [alone(index, households=200) for index in (3, 4)]
    world = joined([model.world for model in singles])
    world.neighbourhoods.street[:] = 0
    both = live_to(NeighbourhoodModel(singles[0].config, world=world), MONTHS)
    first = live_to(singles[0], MONTHS)
    aspiration = both.world.committees.aspiration[0], first.world.committees.aspiration[0]
    assert not np.array_equal(*aspiration)
