import dataclasses

import numpy as np
import pytest

from sim.founding.found import found_world
from sim.founding.newcomers import buy_cars, move_in, move_month
from sim.world.identity import check, state_hash


@pytest.fixture
def world(params):
    return found_world(4, params, n_neighbourhoods=2, n_households=300)


def test_a_move_replaces_the_household_and_nothing_of_the_dwelling(world, params):
    residents, households = world.residents, world.households
    row = int(residents.household[np.flatnonzero(residents.is_building_head)[0]])
    households.encroachment[row], households.enclosed[row] = True, 1
    member = 5 * row
    residents.habit[member], residents.trust_success[member] = 0.4, 3.0
    kept = ("neighbourhood", "lane", "estate", "position", "kitchen", "encroachment")
    before = {name: getattr(households, name)[row] for name in kept}
    old, lane, slot = households.eid[row], households.lane[row], int(world.neighbourhoods.next_birth_slot[0])
    world.month = 7
    move_in(world, row, params)
    check(world)
    assert {name: getattr(households, name)[row] for name in kept} == before
    assert households.eid[row] != old and households.arrived[row] == 7 and households.enclosed[row] == 0
    size = int(households.size[row])
    assert residents.eid[5 * row : 5 * row + size].tolist() == list(range(slot, slot + size))
    assert (residents.eid[5 * row + size : 5 * row + 5] == -1).all()
    assert residents.habit[member] == 0 and residents.trust_success[member] == 0 and residents.team[member] == -1
    assert not np.diff(world.tie_index.start)[5 * row : 5 * row + 5].any()
    heads = np.flatnonzero(residents.is_building_head & (residents.lane == lane))
    assert len(heads) == 1 and residents.is_backbone[heads[0]]


def test_memberships_end_and_are_counted(world, params):
    residents = world.residents
    rows = np.unique(residents.household[(residents.team >= 0) | (residents.patrol >= 0)])
    move_in(world, rows[:15], params)
    for column, table in (("team", "teams"), ("patrol", "organizations")):
        members = getattr(residents, column)
        counted = np.bincount(members[members >= 0], minlength=world.n(table))
        np.testing.assert_array_equal(counted, world.tables[table].n_members[: world.n(table)])
    check(world)


def test_rates_of_moving_by_origin(params):
    world = found_world(4, params, n_neighbourhoods=1, n_households=4000)
    local = world.households.local
    moved = np.zeros(4000)
    still = local.copy()
    for month in range(60):
        world.month = month
        rows = move_month(world, dataclasses.replace(params, p_local=dict.fromkeys(params.p_local, 1.0)))
        moved[rows] += still[rows] == 0
        still[rows] = True
    others = (~local | (moved > 0)).sum()
    assert 0.40 < moved.sum() / others < 0.62  # 1 - .988**60 = .515
    check(world)
    assert len(np.unique(world.residents.eid[world.residents.eid >= 0])) == (world.residents.eid >= 0).sum()


def test_moves_and_purchases_do_not_depend_on_rows(params):
    def lived(row_order):
        world = found_world(4, params, n_neighbourhoods=2, n_households=300, row_order=row_order)
        moved = 0
        for month in range(12):
            world.month = month
            moved += len(move_month(world, params))
            buy_cars(world, params)
        assert moved > 20
        return state_hash(world)

    assert lived(0) == lived(3)


def test_shortage_passes_two_fifths_in_the_first_three_years(params):
    world = found_world(0, params, n_neighbourhoods=10, n_households=1600)
    reached = []
    for month in range(-24, 36):
        world.month = month
        move_month(world, params)
        buy_cars(world, params)
        cars = np.bincount(world.households.estate, world.households.cars)
        reached.append((cars - world.estates.spaces) / np.maximum(cars, 1) >= 0.4)
    early, late = np.array(reached)[24].mean(), np.array(reached)[-1].mean()
    assert early < 0.35 < 0.5 < late
    assert world.households.cars.max() == 2
