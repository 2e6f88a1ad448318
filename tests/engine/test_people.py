import numpy as np
import pytest

from sim.engine import people
from sim.engine.kernels_observe import Limits
from sim.foundation.numerics import FIXED_ONE
from sim.foundation.terms import AffairState, Kind

LIMITS = Limits(3, 3, 2.0, 0.9, 2.0)


def test_the_window_holds_twelve_months_and_a_newcomer_starts_afresh(make_world, settle):
    world = make_world(month=0)
    i, j = settle(world, 0, 0), settle(world, 1, 0)
    window = people.new_window(world)
    for month in range(13):
        world.month = month
        acts = month in (0, 1)
        world.residents.civic_minutes[i] = 60 * acts
        world.residents.top_rung[i] = (4 if month == 0 else 2) * acts
        world.residents.civic_acts[i] = acts
        sums = people.look_at_persons(world, window, LIMITS)
        if month == 11:
            assert (sums.window_minutes.item(), sums.window_squares.item()) == (120, 120**2)
            assert (sums.participants.item(), sums.rungs.item()) == (1, 4)
    assert (sums.window_minutes.item(), sums.rungs.item()) == (60, 2)  # month 0 has left the window
    assert (sums.households.item(), sums.households_acting.item(), sums.adults.item()) == (2, 1, 2)
    world.residents.eid[i] = 77
    sums = people.look_at_persons(world, window, LIMITS)
    assert (sums.participants.item(), sums.window_minutes.item()) == (0, 0)
    assert world.residents.eid[j] == j


def test_households_take_part_once_from_month_zero_on_and_newcomers_anew(make_world, settle):
    world = make_world(month=-1)
    i = settle(world, 0, 0, civic_acts=1, top_rung=1)
    window = people.new_window(world)
    seen = []
    for month in (-1, 0, 1, 2):
        world.month = month
        if month == 2:
            world.households.eid[0], world.residents.eid[i] = 50, 51
        seen.append(people.look_at_persons(world, window, LIMITS).newly_taking_part.item())
    assert seen == [0, 1, 0, 1]


def test_contact_members_and_trust_of_adults(make_world, settle):
    world = make_world(month=20)
    settle(world, 0, 0, last_contact=20, team=0, last_act=17, norm=0.5, trust_success=1, trust_failure=1)
    settle(world, 0, 1, last_contact=18, patrol=0, last_act=16, norm=0.25)
    settle(world, 1, 0, last_contact=17, group=0, last_act=20)
    settle(world, 1, 1, age=10, norm=1.0, last_contact=20)  # a child is no adult
    sums = people.look_at_persons(world, people.new_window(world), LIMITS)
    assert (sums.adults.item(), sums.in_contact.item(), sums.without_contact.item()) == (3, 1, 1)
    assert (sums.team_members.item(), sums.patrol_members.item(), sums.active_members.item()) == (1, 1, 2)
    assert sums.norm.item() / FIXED_ONE == 0.75
    assert sums.committee_trust.item() / FIXED_ONE == pytest.approx(1.9 / 4 + 2 * 0.45, abs=1e-6)


def test_ties_their_trust_and_which_of_them_bridge(make_world, settle):
    world = make_world(lanes=2, ties=4)
    a, b = settle(world, 0, 0, age=40), settle(world, 0, 1, age=70)
    c, d = settle(world, 1, 0, age=45), settle(world, 1, 1, age=50)
    staff = 9
    world.residents.kind[staff] = Kind.COMMITTEE_STAFF
    world.ties.a[:], world.ties.b[:] = (a, a, a, a), (b, c, d, staff)
    world.ties.prior[:] = 0.5
    world.ties.failure[0], world.ties.success[1] = 2.0, 2.0
    sums = people.look_at_ties(world, LIMITS)
    assert sums.ties.item() == 3  # the tie to staff is linking
    assert sums.trusted.item() == 2
    assert sums.trust.item() / FIXED_ONE == pytest.approx(0.25 + 0.75 + 0.5, abs=1e-6)
    assert sums.bridging.item() == 1  # a-d: across lanes, another age band; a-c: alike; a-b: same lane


def test_groups_share_what_their_household_has(make_world, settle, arise):
    world = make_world()
    settle(world, 0, 0, age=40, sex=1, local=True, civic_acts=2, civic_minutes=90)
    settle(world, 0, 1, age=10, sex=0, local=True)
    done = arise(world, state=AffairState.RESOLVED, first_stake=0, n_stakes=1)
    left = arise(world, state=AffairState.LATENT, severity=0.5, first_stake=1, n_stakes=1)
    arise(world, state=AffairState.LAPSED, severity=0.5, first_stake=0, n_stakes=0)
    world.append("stakes", 2)
    world.stakes.affair[:2], world.stakes.household[:2] = (done, left), 0
    world.stakes.benefit[0] = 0.5
    groups = people.new_groups(1)
    people.add_to_groups(world, groups)
    people.add_to_groups(world, groups)
    woman, boy = ((3 * 5 + 0) * 2 + 0) * 2 + 0, ((0 * 5 + 0) * 2 + 0) * 2 + 1
    assert (groups.persons[0, woman], groups.acts[0, woman], groups.minutes[0, woman]) == (1, 4, 180)
    for cell in (woman, boy):
        assert groups.benefit[0, cell] / FIXED_ONE == 2 * 25.0  # two months of half of 50 yuan
        assert groups.burden[0, cell] / FIXED_ONE == 0.25  # a stock, not a flow
    assert np.count_nonzero(groups.persons) == 2
