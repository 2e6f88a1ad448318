"""First beliefs, talk, hearings, rumour, votes, persuasion (§6.3, §6.6)."""

import numpy as np
import pytest

from sim.foundation.terms import AffairClass
from tests.society.build import add_affair, build, society


@pytest.fixture
def three():
    """Three households, the first two tied, with one affair of benefit .8 believed to be worth .2."""
    world = build([2, 1, 1], lanes=[0, 0, 1], ties=[(0, 5, 0.8), (1, 5, 0.5)])
    affair = add_affair(world, [0, 1, 2], benefit=0.8)
    world.stakes.belief_mean[:3] = 0.2
    return world, affair


def test_first_beliefs():
    world = build([1] * 400)
    affair = add_affair(world, np.arange(400), benefit=1.0)
    s = society(world)
    s.open_beliefs(affair)
    assert world.stakes.belief_mean[:400].mean() == pytest.approx(0.3, abs=0.03)
    assert world.stakes.belief_mean[:400].std() == pytest.approx(0.2, abs=0.03)
    assert np.all(world.stakes.belief_precision[:400] == 3) and np.all(world.stakes.disturbance[:400] == 0)
    world.affairs.inside_dwellings[affair] = True
    before = world.stakes.belief_mean[:400].copy()
    s.open_beliefs_of(affair, np.array([7]))
    assert 0 < world.stakes.disturbance[7] <= 2 and world.stakes.disturbance[8] == 0
    assert np.array_equal(before, world.stakes.belief_mean[:400])


def test_owners_of_an_encroachment_have_something_to_lose():
    world = build([1, 1])
    world.households.encroachment[0] = True
    affair = add_affair(world, [0, 1], AffairClass.ENCROACHMENT)
    s = society(world)
    s.open_beliefs(affair)
    assert 0.1 <= world.stakes.loss[0] <= 0.9 and world.stakes.loss[1] == 0
    assert world.stakes.belief_mean[:2].tolist() == [0.2, 0.2]
    world.stakes.loss[0], world.stakes.belief_mean[1] = 0.5, 0.0
    assert s.support_share(affair) == 0.5


def test_support_may_be_asked_of_car_households_alone():
    world = build([1, 1, 1])
    affair = add_affair(world, [0, 1, 2])
    world.stakes.belief_mean[:3], world.stakes.belief_precision[:3] = [2.0, 2.0, -2.0], 9.0
    world.households.cars[:] = [0, 1, 1]
    s = society(world)
    assert s.support_share(affair) == 2 / 3 and s.support_share(affair, with_cars=True) == 0.5
    world.households.cars[:] = 0
    assert s.support_share(affair, with_cars=True) == 0.0


def test_talk_takes_the_strongest_tie_of_two_households(three):
    world, affair = three
    world.stakes.belief_mean[:3] = [0.0, 1.0, 5.0]
    society(world).talk(np.array([affair]))
    step = 0.4 / 1.4  # W = .8 trust .5
    assert world.stakes.belief_mean[:3].tolist() == pytest.approx([step, 1 - step, 5.0], abs=1e-6)


def test_talk_of_a_limit_keeps_the_degree_weighted_mean():
    """DeGroot on a path of three, η .5, k₀ 0: consensus is Σ d x / Σ d = (1·1 + 2·0 + 1·0) / 4."""
    world = build([1, 1, 1], ties=[(0, 5, 1.0), (5, 10, 1.0)])
    affair = add_affair(world, [0, 1, 2])
    world.stakes.belief_mean[:3] = [1.0, 0.0, 0.0]
    s = society(world, beliefs={"talk_rate": 0.5, "talk_offset": 0.0})
    for _ in range(60):
        s.talk(np.array([affair]))
    assert world.stakes.belief_mean[:3].tolist() == pytest.approx([0.25] * 3, abs=1e-5)


def test_hearing_informs_each_household_present_once(three):
    world, affair = three
    assert society(world).hear(affair, np.array([0, 1]), 0.3) == pytest.approx(1 / 3)
    assert world.stakes.belief_mean[:3].tolist() == pytest.approx([0.2 + 0.5 * 0.8 * 0.6, 0.2, 0.2])
    assert world.stakes.belief_precision[:3].tolist() == [9, 3, 3]


def test_hearing_about_an_encroachment_tells_who_has_promised():
    world = build([1, 1, 1])
    affair = add_affair(world, [0, 1, 2], AffairClass.ENCROACHMENT)
    world.stakes.belief_mean[:3], world.stakes.loss[:3] = 0.2, [0.5, 0.5, 0.0]
    world.stakes.signed[0] = True
    society(world).hear(affair, np.array([5]), 0.5)
    assert world.stakes.belief_mean[:3].tolist() == [0.2, 0.5, 0.2]


def test_rumour_goes_round_once(three):
    world, affair = three
    s = society(world)
    assert s.spread_rumour(affair, np.array([0])) == 1
    assert world.stakes.belief_mean[:3].tolist() == pytest.approx([0.2, 0.1, 0.2])
    assert s.spread_rumour(affair, np.array([0])) == 0


def test_rumour_until_it_stops_crosses_each_tie_at_most_once():
    def reached(p, rounds):
        world = build([1] * 6, ties=[(5 * i, 5 * i + 5, 1.0) for i in range(5)])
        affair = add_affair(world, np.arange(6))
        s = society(world, beliefs={"rumour_p_transmission": p, "rumour_rounds": rounds})
        return [_spread(world, s, affair, month) for month in range(400)]

    def _spread(world, s, affair, month):
        world.month, world.affairs.rumoured[affair] = month, False
        return s.spread_rumour(affair, np.array([0]))

    assert set(reached(1.0, 0)) == {5} and set(reached(1.0, 2)) == {2}
    # a path of five ties, each crossed with .5: expected .5 + .25 + … + .5^5
    assert np.mean(reached(0.5, 0)) == pytest.approx(0.96875, abs=0.15)


def test_votes_are_counted_by_lane(three):
    world, affair = three
    world.stakes.belief_mean[:3] = np.array([0.3, 0.0, 0.02]) + 0.3 / np.sqrt(3)
    s = society(world)
    s.vote(affair, np.array([0, 1, 5, 10]))
    first, second = s.votes(affair)
    assert (first.lane, first.households, first.present, first.yes, first.no, first.abstained) == (0, 2, 2, 1, 0, 1)
    assert (second.households, second.present, second.abstained) == (1, 1, 1)
    s.clear_votes(affair)
    assert s.votes(affair)[0].present == 0
    world.stakes.belief_mean[1] = -1.0
    s.vote(affair, np.array([5]))
    assert s.votes(affair)[0].no == 1


def test_redesign_helps_the_lowest_quartile(three):
    world, affair = three
    world.stakes.belief_mean[:3] = [0.2, 0.1, 0.3]
    society(world).redesign(affair, 0.5)
    assert world.stakes.benefit[:3].tolist() == pytest.approx([0.8, 0.86, 0.8])
    assert world.stakes.belief_mean[1] == pytest.approx(0.16)


def test_redesign_of_an_encroachment_moves_belief_alone():
    world = build([1, 1])
    affair = add_affair(world, [0, 1], AffairClass.ENCROACHMENT, benefit=0.0)
    world.stakes.belief_mean[:2], world.stakes.loss[:2] = [0.2, 0.99], [0.5, 0.99]
    society(world, beliefs={"redesign_share": 1.0}).redesign(affair, 0.5)
    assert world.stakes.belief_mean[:2].tolist() == pytest.approx([0.26, 1.0])
    assert world.stakes.benefit[:2].tolist() == [0.0, 0.0]


def test_encroachments_are_watched_not_talked_over():
    """Household 0 is tied to owners 1 (pledged) and 2 and to 3, who has built nothing; 4 is tied to nobody."""
    world = build([1] * 5, ties=[(0, 5, 0.5), (0, 10, 0.5), (0, 15, 0.5)])
    affair = add_affair(world, range(5), AffairClass.ENCROACHMENT)
    world.stakes.belief_mean[:5] = [0.2, 0.6, 0.2, 0.2, 0.2]
    world.stakes.loss[[1, 2]] = 0.4
    world.households.encroachment[[1, 2]] = True
    world.stakes.signed[[1, 3]] = True
    s = society(world)
    s.talk(np.array([affair]))
    assert world.stakes.belief_mean[:5].tolist() == [0.5, 0.6, 0.2, 0.2, 0.2]
    world.households.encroachment[2] = False
    s.talk(np.array([affair]))
    assert s.removed_share(affair) == 0.5
    assert world.stakes.belief_mean[:5].tolist() == [0.5, 0.6, 0.5, 0.5, 0.5]


def test_persuasion_reaches_tied_households_and_ones_own(three):
    world, affair = three
    s = society(world)
    assert s.persuade(affair, np.array([5])) == 2
    k = min(1.0, 2 * (0.5 + 0.8) * 0.5)
    assert k == 1.0
    assert world.stakes.belief_mean[:3].tolist() == pytest.approx([0.5, 0.5, 0.2])
    assert s.agreement(affair) == (pytest.approx(2 / 3), 1.0)
    assert s.give_word(affair, 0.5) == pytest.approx(2 / 3)


@pytest.mark.parametrize("backbone", [0, 5])
def test_a_backbone_persuades_its_own_household_whatever_its_row(backbone):
    world = build([1, 1])
    affair = add_affair(world, [0, 1], benefit=0.8)
    assert society(world).persuade(affair, np.array([backbone])) == 1
    own = backbone // 5
    assert world.stakes.belief_mean[own] == pytest.approx(0.4) and world.stakes.belief_mean[1 - own] == 0


def test_weak_persuasion_by_hand():
    world = build([1, 1], ties=[(0, 5, 0.3)])
    affair = add_affair(world, [0], benefit=0.8)
    assert society(world).persuade(affair, np.array([5])) == 1
    assert world.stakes.belief_mean[0] == pytest.approx(0.5 * 0.3 * 0.8, abs=1e-6)
    assert world.stakes.belief_precision[0] == pytest.approx(3 + 8 * 0.3, abs=1e-6)


def test_seeing_a_bad_example_backfires(three):
    world, affair = three
    society(world).show(affair, np.array([10]), -0.5)
    assert world.stakes.belief_mean[:3].tolist() == pytest.approx([0.2, 0.2, 0.2 + 0.7 * -0.7])
    assert world.stakes.belief_precision[2] == 15


def test_mean_benefit(three):
    world, affair = three
    world.stakes.benefit[:3] = [-1.0, 0.5, 2.0]
    assert society(world).mean_benefit(affair) == pytest.approx(0.5)
