"""Complaints, pledges, compliance, experiences with the committee (§6.3, §6.4)."""

from math import exp

import numpy as np
import pytest

from sim.engine.config import Config, check_config
from sim.foundation.errors import InputRefused
from sim.foundation.numerics import FIXED_ONE
from sim.foundation.terms import AffairClass, Scope
from sim.society.voice import Params
from tests.society.build import add_affair, build, society


def test_a_household_complains_of_its_heaviest_affair():
    world = build([1, 1, 1])
    light, heavy = add_affair(world, [0, 1], severity=0.4), add_affair(world, [1], severity=1.0)
    households, affairs = society(world, voice={"complaints_per_month": 1.0}).complain(np.array([light, heavy]))
    assert 1 in households and affairs[households == 1].tolist() == [heavy] and 2 not in households


def test_complaint_rate():
    world = build([1] * 1000)
    affair = add_affair(world, np.arange(1000), severity=0.5)
    s, n = society(world), 0
    for world.month in range(20):
        n += len(s.complain(np.array([affair]))[0])
    assert n == pytest.approx(20 * 1000 * 0.008 * 0.5, abs=30)


def test_supporters_sign_and_neighbours_follow():
    world = build([1, 1, 1], ties=[(0, 5, 0.5)])
    affair = add_affair(world, [0, 1, 2], benefit=1.0)
    world.stakes.belief_mean[:3] = [1.0, -1.0, 1.0]
    s = society(world)
    assert s.sign(affair, 0.5) == pytest.approx(2 / 3)
    assert world.residents.top_rung[[0, 5]].tolist() == [3, 0] and world.residents.civic_acts[0] == 1
    assert world.residents.minutes_used[0] == 0 and world.residents.last_act[0] == 0
    world.stakes.belief_mean[1], world.stakes.signed[2] = 1.0, False
    assert s.sign_late(affair, 0.5) == pytest.approx(2 / 3)
    assert world.stakes.signed[:3].tolist() == [True, True, False]


def test_late_signers_count_each_tied_household_once():
    world = build([1, 2, 1], ties=[(0, 5, 0.5), (0, 6, 0.5), (0, 10, 0.5)])
    affair = add_affair(world, [0, 1, 2])
    s, late = society(world), 0
    for world.month in range(1500):
        world.stakes.belief_mean[:3], world.stakes.signed[:3] = [1.0, -1.0, -1.0], [False, True, False]
        late += s.sign_late(affair, 0.5) > 0.5
    assert late / 1500 == pytest.approx(0.5, abs=0.05)


def test_equal_affairs_share_the_complaints_by_hash():
    world = build([1] * 40)
    both = [add_affair(world, np.arange(40), severity=1.0) for _ in range(2)]
    s, named = society(world, voice={"complaints_per_month": 1.0}), set()
    for world.month in range(12):
        affairs = s.complain(np.array(both))[1]
        assert len(set(affairs.tolist())) == 1
        named.add(int(affairs[0]))
    assert named == set(both)


def test_compliance_probability_by_hand():
    world = build([1] * 2)
    affair = add_affair(world, [0, 1])
    world.stakes.belief_mean[:2], world.residents.norm[:] = 0.4, 0.7
    world.residents.trust_success[:] = 1.1
    s = society(world)
    x = -2.2 + 0.8 + 2.2 * 0.25 + 1.2 * 0.5 + 0.4 + 1.2 * 0.5 + 0.6 * (2 * 2.0 / 3.1 - 1)
    complied = 0
    for world.month in range(3000):
        world.stakes.signed[:2], world.stakes.complied[:2] = [True, False], [False, True]
        world.residents.norm[:] = 0.7
        s.comply(affair, 0.5, 0.25)
        complied += int(world.stakes.complied[0])
    assert complied / 3000 == pytest.approx(1 / (1 + exp(-x)), abs=0.03)


def test_kept_and_broken_pledges():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (0, 10, 0.5)])
    affair = add_affair(world, [0, 1, 2])
    world.stakes.signed[:3], world.stakes.belief_mean[:3] = True, [99, 99, -99]
    assert society(world).comply(affair, 1.0, 1.0) == pytest.approx(2 / 3)
    assert world.ties.new_success[:2] / FIXED_ONE == pytest.approx([0.3, 0.0], abs=1e-7)
    assert world.ties.new_failure[:2] / FIXED_ONE == pytest.approx([0.0, 1.0], abs=1e-7)
    assert world.residents.norm[[0, 10]].tolist() == pytest.approx([0.5, 0.45])


def test_pledges_bind_representatives_whoever_of_the_household_that_is():
    world = build([1, 2, 2], ties=[(6, 11, 0.5), (5, 10, 0.5), (5, 11, 0.5)])
    affair = add_affair(world, [1, 2])
    world.households.representative[1:] = 1
    world.stakes.signed[:2], world.stakes.belief_mean[:2] = True, 99
    assert society(world).comply(affair, 1.0, 1.0) == 1.0
    assert world.ties.new_success[:3] / FIXED_ONE == pytest.approx([0.3, 0.0, 0.0], abs=1e-7)
    world.stakes.belief_mean[1] = -99
    assert society(world).comply(affair, 1.0, 1.0) == 0.5
    assert world.ties.new_failure[:3] / FIXED_ONE == pytest.approx([1.0, 0.0, 0.0], abs=1e-7)


def test_only_owners_decide_about_an_encroachment():
    world = build([1, 1, 1])
    world.households.encroachment[:2] = True
    affair = add_affair(world, [0, 1, 2], AffairClass.ENCROACHMENT)
    world.stakes.loss[:3], world.stakes.belief_mean[:3] = [0.5, 0.5, 0.0], [50.0, -50.0, 0.2]
    s = society(world)
    assert s.comply(affair, 0.0, 0.0) == 0.5
    assert world.stakes.complied[:3].tolist() == [True, False, True]
    s.remove_encroachments(affair)
    assert world.households.encroachment.tolist() == [False, True, False]
    assert world.stakes.belief_mean[2] == 0.5
    # removed share .5: the remover gains .5 - .5 = 0, the other owner and the neighbour .5
    assert s.realised(affair) == pytest.approx(2 / 3)


def test_in_parking_only_car_households_have_something_to_keep():
    world = build([1, 1, 1])
    affair = add_affair(world, [0, 1, 2], AffairClass.PARKING)
    world.households.cars[:] = [1, 0, 1]
    world.stakes.belief_mean[:3] = [50.0, -50.0, -50.0]
    assert society(world).comply(affair, 0.0, 0.0) == 0.5
    assert world.stakes.complied[:3].tolist() == [True, True, False]


def test_nobody_to_decide_is_full_compliance():
    world = build([1])
    assert society(world).comply(add_affair(world, [0], AffairClass.ENCROACHMENT), 0.0, 0.0) == 1.0


def test_realised_and_disappointed():
    world = build([1, 2])
    affair = add_affair(world, [0, 1], AffairClass.GOVERNMENT_WORKS)
    world.stakes.benefit[:2], world.stakes.disturbance[:2] = [0.2, 0.1], [1.2, 2.0]
    s = society(world)
    assert s.realised(affair) == 0.5
    s.disappointed(affair)
    failures = world.residents.committee_failure[[0, 5, 6]] / FIXED_ONE
    assert failures.tolist() == pytest.approx([0, 0.3, 0.3], abs=1e-7)


def test_trust_in_the_committee():
    world = build([2, 1], lanes=[0, 1])
    s = society(world)
    s.contact_committee(Scope.LANE, 1, 5, 9)
    s.experience(np.array([0]), 0.3, 0.0)
    success = world.residents.committee_success / FIXED_ONE
    assert success[[0, 1, 5]].tolist() == pytest.approx([0.3, 0.3, 0.5], abs=1e-6)
    s.close_month()
    assert world.residents.trust_success[5] == pytest.approx(0.5, abs=1e-6)


def test_symbolic_handling_is_noticed():
    world = build([5] * 200)
    world.committees.symbolic_share[0] = 0.5
    society(world).notice_symbolic()
    assert (world.residents.committee_failure > 0).mean() == pytest.approx(0.15, abs=0.04)


def test_more_prior_successes_than_experiences_are_refused():
    with pytest.raises(InputRefused, match=r"voice\.committee_prior: 0\.9; allowed: at most .*prior_weight \(0\.5\)"):
        Config(voice=Params(committee_prior_weight=0.5))
    config = Config(voice=Params(committee_prior=0.5, committee_prior_weight=0.5))
    config.voice.committee_prior = 0.6
    with pytest.raises(InputRefused, match=r"voice\.committee_prior: 0\.6"):
        check_config(config)
