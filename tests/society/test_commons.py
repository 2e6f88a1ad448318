"""Enclosure and encroachment, by hand on few households (§6.5)."""

import numpy as np
import pytest

from sim.foundation.terms import AffairClass, AffairState
from sim.protocols.society import Works
from tests.society.build import add_affair, build, society


@pytest.fixture
def six():
    """Six car households of one lane with four spaces: one that would enclose now, two once another has."""
    world = build([1] * 6)
    world.households.cars[:], world.estates.spaces[0] = 1, 4
    world.households.enclosure_threshold[:] = [0.1, 0.2, 0.3, 1, 1, 1]
    return world


def test_the_rush_by_hand(six):
    s = society(six)
    shares = []
    for six.month in range(40):
        s.enclose()
        shares.append(float(six.estates.enclosed_share[0]))
    assert six.households.enclosed.tolist() == [1, 1, 1, 0, 0, 0]
    assert shares == sorted(shares) and shares[-1] == 0.75 and six.estates.paralysed[0]
    assert six.estates.shortage[0] == pytest.approx(2 / 3)


def test_nobody_encloses_while_there_is_room(six):
    six.estates.spaces[0] = 6
    society(six).enclose()
    assert not six.households.enclosed.any() and six.estates.shortage[0] == 0


def test_a_running_contract_stops_it(six):
    contract = six.append("contracts", 1)
    six.contracts.estate[contract], six.contracts.started[contract] = 0, -1
    s = society(six)
    for six.month in range(20):
        s.enclose()
    assert not six.households.enclosed.any() and six.estates.shortage[0] == pytest.approx(2 / 6)
    six.contracts.ended[contract] = 19
    for six.month in range(20, 40):
        s.enclose()
    assert six.households.enclosed.sum() == 3


def test_enclosures_are_opened_by_those_who_comply(six):
    six.households.enclosed[:2] = 1
    affair = add_affair(six, [0, 1], AffairClass.PARKING)
    six.stakes.complied[0] = True
    society(six).remove_enclosures(affair)
    assert six.households.enclosed[:2].tolist() == [0, 1]


def test_parking_disputes_and_paralysis(six):
    six.households.enclosed[0] = 1

    def disputes(s):
        n = 0
        for six.month in range(2000):
            found = s.quarrel([])
            assert all(q.reason == "parking" and q.household_a == 0 and q.household_b > 0 for q in found)
            n += len(found)
        return n

    s = society(six, commons={"p_dispute_parking": 0.02, "paralysis_disputes": 3.0})
    assert disputes(s) == pytest.approx(40, abs=16)
    six.estates.paralysed[0] = True
    assert disputes(s) == pytest.approx(120, abs=28)


def test_disputes_around_works():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (0, 10, 0.5)])
    world.households.kitchen[:] = 0
    affair = add_affair(world, [0, 1], AffairClass.GOVERNMENT_WORKS)
    s = society(world, ties={"p_dispute_kitchen": 0.0})
    found = s.quarrel([Works(affair, 1.0, 1.0, np.array([0, 1]))])
    assert [(q.household_a, q.household_b, q.reason) for q in found] == [(0, 1, "works")] * 2
    assert world.ties.new_failure[0] == 2 * 2 * 2**24 and world.ties.new_failure[1] == 0
    assert s.quarrel([Works(affair, 1.0, 1.0, np.array([0]))]) == []


def test_who_falls_out_hurts_the_tie_and_gossip_reaches_friends():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (0, 10, 0.5), (5, 10, 0.1)])
    society(world).fall_out(np.array([0]), np.array([1]), 9)
    failure = {(int(world.ties.a[e]), int(world.ties.b[e])): int(world.ties.new_failure[e]) for e in range(3)}
    assert failure == {(0, 5): 2 * 2**24, (0, 10): 0, (5, 10): round(0.6 * 2**24)}


def test_encroachment_only_where_crowded_and_unsettled():
    world = build([3, 3, 2, 3], lanes=[0, 0, 0, 1])
    world.households.kitchen[:] = [0, -1, 0, 1]
    affair = add_affair(world, [3], AffairClass.ENCROACHMENT)
    world.affairs.lane[affair], world.affairs.state[affair] = 1, AffairState.RESOLVED
    society(world, commons={"p_encroachment": 1.0}).encroach()
    assert world.households.encroachment.tolist() == [True, False, False, False]


def test_encroachment_is_imitated():
    n = 3000
    world = build([3] * n)
    world.households.kitchen[:] = np.arange(n) // 3
    world.households.encroachment[: n // 2] = True
    society(world).encroach()
    assert world.households.encroachment.sum() - n // 2 == pytest.approx(n / 2 * 0.004 * 2, abs=12)
