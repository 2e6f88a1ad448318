"""Loops over affairs and households by hand: who is affected, what it is worth, which affair weighs most (§3, §6.3)."""

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.institutions import kernels

SEED, MONTH, AFFAIR = 5, 7, 991


def int32(*values):
    """Return rows."""
    return np.array(values, dtype=np.int32)


def draw_of(eid, month=MONTH):
    """Return the number in [0, 1) by which a household is affected (key: purpose, month, household, affair, 0)."""
    return draws.uniform(SEED, Purpose.AFFECTED, month, eid, AFFAIR, 0)


def affected(rows, eids, share, month=MONTH):
    """Return the affected rows."""
    found = kernels.affected_households(int32(*rows), np.array(eids, dtype=np.int64), SEED, month, AFFAIR, share)
    return found.tolist()


@pytest.mark.parametrize("month", range(4))
@pytest.mark.parametrize("share", [0.3, 0.6, 1.0])
def test_those_are_affected_whose_draw_lies_below_the_share(share, month):
    eids = np.arange(100, 120)
    expected = [row for row in range(2, 20) if draw_of(eids[row], month) < share]
    assert len(expected) > 1 and affected(range(2, 20), eids, share, month) == expected


def test_a_draw_equal_to_the_share_does_not_affect():
    """The one with the lower draw is affected; the other's draw is the share itself."""
    eids = sorted((40, 41), key=draw_of)
    assert affected([0, 1], eids, draw_of(eids[1])) == [0]


@pytest.mark.parametrize("month", range(6))
def test_at_least_the_one_with_the_lowest_draw_is_affected(month):
    eids = np.arange(60, 68)[::-1]
    lowest = min(range(8), key=lambda row: draw_of(eids[row], month))
    assert affected(range(8), eids, 0.0, month) == [lowest]


def test_a_single_candidate_is_affected_and_equal_draws_leave_the_first():
    assert affected([1], [9, 9], 0.0) == [1]
    assert affected([2, 1], [9, 9, 9], 0.0) == [2]


@pytest.fixture
def stakes():
    """Three stakes: households 0 and 1 in affair 0 (class 1), household 1 in affair 1 (class 0)."""
    return {
        "affair_of": int32(0, 0, 1),
        "household_of": int32(0, 1, 1),
        "klass": np.array([1, 0], dtype=np.int8),
        "onset": int32(3, 4),
        "affair_eid": np.array([71, 72], dtype=np.int64),
        "household_eid": np.array([11, 12], dtype=np.int64),
        "lane_of": int32(1, 0),
        "lane_eid": np.array([21, 22], dtype=np.int64),
    }


def benefits(stakes, rows, mean, sd, lane_sd, least=-2.0, most=3.0):
    """Return the benefits drawn for some rows of stakes; the others keep 9."""
    benefit = np.full(3, 9.0)
    mean, sd = np.array(mean), np.array(sd)
    kernels.draw_benefits(benefit, np.array(rows), *stakes.values(), SEED, mean, sd, lane_sd, least, most)
    return benefit.tolist()


def test_a_benefit_is_the_class_mean_with_own_and_lane_noise(stakes):
    """N(mean, sd) by household and N(0, lane sd) by lane, each keyed by the affair and the month of its onset."""
    own = draws.normal(SEED, Purpose.BENEFIT, 3, 12, 71, 0, 0.5, 0.25)
    lane = draws.normal(SEED, Purpose.BENEFIT, 3, 21, 71, 1, 0.0, 0.125)
    assert benefits(stakes, [1], [7.0, 0.5], [9.0, 0.25], 0.125) == [9.0, own + lane, 9.0]
    own = draws.normal(SEED, Purpose.BENEFIT, 4, 12, 72, 0, 0.5, 0.25)
    lane = draws.normal(SEED, Purpose.BENEFIT, 4, 21, 72, 1, 0.0, 0.125)
    assert benefits(stakes, [2], [0.5, 7.0], [0.25, 9.0], 0.125)[2] == own + lane


@pytest.mark.parametrize(("mean", "benefit"), [(-2.5, -2.0), (-1.0, -1.0), (2.0, 2.0), (3.5, 3.0)])
def test_benefits_without_noise_are_the_mean_between_minus_2_and_3(stakes, mean, benefit):
    assert benefits(stakes, [0, 1, 2], [mean, mean], [0.0, 0.0], 0.0) == [benefit] * 3


def by_burden(severity, n_affected, eid=(31, 32, 33, 34), rows=(0, 1, 2, 3), month=MONTH):
    """Return rows of affairs in order of burden."""
    columns = np.array(severity, dtype=float), int32(*n_affected), np.array(eid, dtype=np.int64)
    return kernels.by_burden(np.array(rows, dtype=np.int64), *columns, SEED, month).tolist()


def test_burden_is_severity_times_the_root_of_the_affected():
    """Burdens .5 · 4 = 2, 1 · 1 = 1, .1 · 100 = 10 and .5 · 3 = 1.5."""
    assert by_burden([0.5, 1.0, 0.1, 0.5], [16, 1, 10_000, 9]) == [2, 0, 3, 1]
    assert by_burden([0.5, 1.0, 0.1, 0.5], [16, 1, 10_000, 9], rows=[1, 3, 0]) == [0, 3, 1]
    assert by_burden([0.5], [1], [31], []) == []


@pytest.mark.parametrize("month", range(5))
def test_equal_burdens_stand_in_the_order_of_the_months_hash(month):
    eid = [31, 32, 33, 34]
    expected = sorted(range(4), key=lambda row: draws.key(SEED, Purpose.SELECT, month, eid[row], 0, 0))
    for rows in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        assert by_burden([0.5] * 4, [4] * 4, eid, rows, month) == expected


def test_what_is_alike_in_everything_keeps_its_place():
    assert by_burden([0.5] * 4, [4] * 4, [31] * 4, [2, 0, 1]) == [2, 0, 1]


NEVER = -9999


def first_by_lane(affairs, called=(NEVER,) * 6, rested_before=3):
    """Return the affair of each of four lanes: affair 0 touches lanes 0 and 1, affair 1 lanes 1 and 2 (twice).

    Household h lives in lane h; the last lane has no affair; the first row of stakes is nobody's.
    """
    stake_household = int32(3, 0, 1, 1, 2, 2)
    first_stake, n_stakes = np.array([1, 3], dtype=np.int64), int32(2, 3)
    found = kernels.first_by_lane(
        np.array(affairs), first_stake, n_stakes, stake_household, int32(*called), int32(0, 1, 2, 3), 4, rested_before
    )
    return found.tolist()


def test_each_lane_takes_the_first_affair_that_touches_it():
    """Row 0 is an affair like any other: a lane that has it does not take the next one."""
    assert first_by_lane([0, 1]) == [0, 0, 1, -1]
    assert first_by_lane([1, 0]) == [0, 1, 1, -1]
    assert first_by_lane([1]) == [-1, 1, 1, -1]
    assert first_by_lane(np.empty(0, dtype=np.int64)) == [-1] * 4


def test_a_lane_that_was_called_for_it_lately_takes_the_next_one():
    assert first_by_lane([0, 1], (NEVER, 2, 3, NEVER, NEVER, NEVER)) == [0, 1, 1, -1]
    assert first_by_lane([0, 1], (NEVER, 3, 3, 3, 3, 3)) == [-1] * 4
    assert first_by_lane([0, 1], (NEVER, 3, 4, 3, 5, 2)) == [-1, -1, 1, -1]


RESIDENT = 1


def adults_by_lane(heaviest, size=(2, 3, 1, 2), adult=None, kind=None):
    """Return adults by lane: four dwellings of three berths in lanes 0, 1, 0, 1.

    Stakes: affair 0 has dwellings 0, 1, 2 (rows 1 to 3), affair 1 dwellings 3, 1 (rows 4 and 5).
    """
    adult = np.ones(12, dtype=bool) if adult is None else adult
    kind = np.full(12, RESIDENT, dtype=np.int8) if kind is None else kind
    stakes = np.array([1, 4], dtype=np.int64), int32(3, 2), int32(3, 0, 1, 2, 3, 1)
    homes = int32(0, 1, 0, 1), np.array(size, dtype=np.int8)
    found, start = kernels.adults_by_lane(np.array(heaviest, dtype=np.int64), *stakes, *homes, adult, kind, 3)
    return found.tolist(), start.tolist()


def test_adults_of_the_dwellings_that_their_lanes_affair_touches():
    """Lane 0 has dwellings 0 (berths 0, 1) and 2 (berth 6); lane 1 dwellings 1 (3 to 5) and 3 (9, 10)."""
    assert adults_by_lane([0, 1]) == ([0, 1, 6, 9, 10, 3, 4, 5], [0, 3, 8])
    assert adults_by_lane([0, 0]) == ([0, 1, 6, 3, 4, 5], [0, 3, 6])
    assert adults_by_lane([1, 0]) == ([3, 4, 5], [0, 0, 3])
    assert adults_by_lane([-1, 1]) == ([9, 10, 3, 4, 5], [0, 0, 5])
    assert adults_by_lane([-1, -1]) == ([], [0, 0, 0])


def test_neither_children_nor_berths_of_nobody_are_adults_of_a_lane():
    adult, kind = np.ones(12, dtype=bool), np.full(12, RESIDENT, dtype=np.int8)
    adult[[1, 3]], kind[[4, 6]] = False, [0, 2]
    assert adults_by_lane([0, 0], adult=adult, kind=kind) == ([0, 5], [0, 1, 2])
