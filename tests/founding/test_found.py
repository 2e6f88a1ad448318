"""The founded world: sizes, identities, keyed draws, independence of rows, degenerate sizes."""

import dataclasses

import numpy as np
import pytest

from sim.foundation.errors import InputRefused
from sim.foundation.terms import Kind
from sim.founding.found import found_world
from sim.founding.params import Params
from sim.world.columns import declared
from sim.world.identity import check, state_hash
from sim.world.persons import BERTHS, NODE_OF_STAFF
from sim.world.state import TABLES

FOUNDED = ("neighbourhoods", "estates", "lanes", "households", "residents", "units", "committees")


def values_of(world, index):
    """Return the founded columns of one neighbourhood by table and column, in order of identity, without references."""
    found = {}
    for table in FOUNDED:
        columns = world.tables[table]
        where = columns.eid == index if table == "neighbourhoods" else columns.neighbourhood == row_of(world, index)
        rows = np.flatnonzero(where)
        if table == "residents":
            rows = rows[columns.eid[rows] >= 0]
        rows = rows[np.argsort(columns.eid[rows])]
        for name, column in declared(TABLES[table]).items():
            if not column.refers:
                found[table, name] = getattr(columns, name)[rows]
    n = world.n("ties")
    ties, eid = world.ties, world.residents.eid
    inside = world.residents.neighbourhood[ties.a[:n]] == row_of(world, index)
    pairs = np.stack([eid[ties.a[:n]], eid[ties.b[:n]]])[:, inside]
    order = np.lexsort(pairs)
    found["ties", "pairs"], found["ties", "prior"] = pairs[:, order], ties.prior[:n][inside][order]
    return found


def row_of(world, index):
    return int(np.flatnonzero(world.neighbourhoods.eid == index)[0])


def assert_same_neighbourhood(one, other, index):
    left, right = values_of(one, index), values_of(other, index)
    assert len(left) > 60
    for key, values in left.items():
        np.testing.assert_array_equal(values, right[key], err_msg=str(key))


def test_default_world_passes_every_check(worlds):
    for world in worlds:
        check(world)
        assert world.month == -24
        assert [world.n(name) for name in ("neighbourhoods", "lanes", "households")] == [1, 20, 1600]


def test_lanes_of_the_first_neighbourhood_are_8_8_4_in_three_estates(worlds):
    lanes, estates = worlds[0].lanes, worlds[0].estates
    assert np.bincount(lanes.housing).tolist() == [8, 8, 4]
    assert estates.n_households.tolist() == [640, 640, 320]
    assert (estates.housing[lanes.estate] == lanes.housing).all()


def test_housing_varies_between_neighbourhoods(params):
    world = found_world(0, params, n_neighbourhoods=12, n_households=1600)
    old = [int((world.lanes.housing[world.lanes.neighbourhood == i] == 0).sum()) for i in range(12)]
    assert old[0] == 8 and len(set(old)) >= 4
    assert (world.lanes.n_households == 80).all()


def test_identities_are_unique_and_slots_follow_them(params):
    world = found_world(3, params, n_neighbourhoods=3, n_households=200, first_index=5)
    for table in ("neighbourhoods", "estates", "lanes", "households", "units", "teams", "organizations", "committees"):
        eid = world.tables[table].eid[: world.n(table)]
        assert len(set(eid.tolist())) == len(eid), table
    eid = world.residents.eid[world.residents.eid >= 0]
    assert len(set(eid.tolist())) == len(eid)
    residents = eid[eid < NODE_OF_STAFF]
    for i, index in enumerate((5, 6, 7)):
        slots = residents[residents >> 20 == index] - (index << 20)
        assert slots.max() + 1 == len(slots) == world.neighbourhoods.next_birth_slot[i]
    assert world.neighbourhoods.next_household_slot.tolist() == [200] * 3


def test_rows_of_persons_lie_in_their_dwellings_and_staff_behind(params):
    world = found_world(1, params, n_neighbourhoods=2, n_households=100, staff=6)
    residents, households = world.residents, world.households
    lived = BERTHS * world.n("households")
    occupied = (residents.eid[:lived] >= 0).reshape(-1, BERTHS)
    np.testing.assert_array_equal(occupied, np.arange(BERTHS) < households.size[:, None])
    rows = np.flatnonzero(residents.eid[:lived] >= 0)
    assert (residents.household[rows] == rows // BERTHS).all()
    assert (residents.lane[rows] == households.lane[rows // BERTHS]).all()
    kinds = residents.kind[lived:].tolist()
    n_units = world.n("units")
    assert kinds == [Kind.COMMITTEE_STAFF] * 12 + [Kind.STREET_STAFF] + [Kind.UNIT_CONTACT] * n_units
    assert residents.eid[lived : lived + 7].tolist() == [*range(2**31, 2**31 + 6), 2**31 + 2**10]
    assert residents.eid[-n_units:].tolist() == world.units.eid.tolist()
    assert not residents.adult[lived:].any()


def test_tables_of_institutions_have_their_rows(params):
    world = found_world(1, params, n_neighbourhoods=2, n_households=100, n_practices=19)
    names = ("repertoire", "accounts", "hours", "committees", "street_offices")
    assert [world.n(name) for name in names] == [2 * 19 * 7, 2, 2, 2, 1]


def test_a_neighbourhood_does_not_depend_on_the_number_of_others(params):
    two = found_world(7, params, n_neighbourhoods=2, n_households=300)
    four = found_world(7, params, n_neighbourhoods=4, n_households=300)
    alone = found_world(7, params, n_neighbourhoods=1, n_households=300, first_index=1)
    assert_same_neighbourhood(two, four, 0)
    assert_same_neighbourhood(two, four, 1)
    assert_same_neighbourhood(two, alone, 1)


def test_seeds_and_neighbourhoods_differ(params):
    world = found_world(7, params, n_neighbourhoods=2, n_households=300)
    ages = world.residents.age[: BERTHS * 600].reshape(2, -1)
    assert (ages[0] != ages[1]).mean() > 0.3
    assert state_hash(world) != state_hash(found_world(8, params, n_neighbourhoods=2, n_households=300))


def test_people_do_not_depend_on_the_burn_in(params):
    long, short = (found_world(7, params, n_households=300, burn_in=months) for months in (24, 0))
    for name in ("age", "team", "patrol", "is_building_head", "is_backbone"):
        np.testing.assert_array_equal(getattr(long.residents, name), getattr(short.residents, name))


@pytest.mark.parametrize("n_neighbourhoods,n_households", [(1, 700), (3, 150)])
def test_order_of_rows_decides_nothing(params, n_neighbourhoods, n_households):
    plain, other, third = (
        found_world(2, params, n_neighbourhoods, n_households, n_practices=2, row_order=order) for order in (0, 1, 9)
    )
    assert (plain.households.eid != other.households.eid).mean() > 0.9
    assert (plain.ties.a != other.ties.a).mean() > 0.9
    assert state_hash(plain) == state_hash(other) == state_hash(third)
    check(other)


@pytest.mark.parametrize("n_households", [1, 2, 3, 20, 79, 121, 700])
def test_small_neighbourhoods(params, n_households):
    for seed in range(4):
        world = found_world(seed, params, n_neighbourhoods=2, n_households=n_households)
        check(world)
        assert (world.lanes.n_households > 0).all() and (world.estates.n_households > 0).all()
        assert world.lanes.n_households.sum() == 2 * n_households
        heads = world.residents.is_building_head
        assert np.bincount(world.residents.lane[heads], minlength=world.n("lanes")).tolist() == [1] * world.n("lanes")


def test_largest_seed_and_large_neighbourhood(params):
    world = found_world(2**63 - 1, params, n_households=8000)
    check(world)
    assert world.n("lanes") == 60


def test_more_neighbourhoods_than_identities_are_refused(params):
    with pytest.raises(InputRefused, match="2047"):
        found_world(0, params, first_index=2047, n_neighbourhoods=2, n_households=5)
    check(found_world(0, params, first_index=2047, n_neighbourhoods=1, n_households=5))


def test_parameters_act(params):
    nobody = dataclasses.replace(params, ties_lane=0.0, ties_anywhere=0.0, p_patrol=0.0, teams_mean=0.0)
    world = found_world(0, nobody, n_households=200)
    assert [world.n(name) for name in ("ties", "teams", "organizations")] == [0, 0, 0]
    check(world)
    assert isinstance(nobody, Params)
