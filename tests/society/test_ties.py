"""Contact, favours, new ties and forgetting, checked by hand (§6.2)."""

import numpy as np
import pytest

from sim.foundation.numerics import FIXED_ONE
from sim.foundation.terms import Channel
from sim.world.state import reset_month
from tests.society.build import build, society, tie


def close(s):
    s.close_month()
    reset_month(s.world)
    s.world.month += 1


def test_two_people_and_their_favours():
    world = build([1, 1], ties=[(0, 5, 1.0)])
    s = society(
        world, ties={"contact_scale": 9.0, "contact_most": 1.0, "p_favour": 1.0, "favour_base": 1.0, "favour_most": 1.0}
    )
    s.meet()
    assert world.ties.contact[0] and world.ties.last_month[0] == 0 and world.residents.last_contact[5] == 0
    assert world.ties.new_success[0] == FIXED_ONE and world.ties.new_failure[0] == 0
    assert world.residents.favours_seen[[0, 5]].tolist() == [1, 1]
    close(s)
    assert world.ties.success[0] == 1.0 and world.ties.strength[0] == pytest.approx(1.0)
    # norm .5, share seen 1, disposition .5
    assert world.residents.norm[0] == pytest.approx(0.5 + 0.03 * 0.5)


def test_a_refused_favour_lowers_trust():
    world = build([1, 1], ties=[(0, 5, 1.0)])
    sure = {"contact_scale": 9.0, "contact_most": 1.0, "p_favour": 1.0, "favour_base": 0.0, "favour_norm": 0.0}
    s = society(world, ties=sure)
    s.meet()
    close(s)
    assert (world.ties.success[0], world.ties.failure[0]) == (0.0, 1.0)


def test_contact_frequency_is_the_probability_of_the_rule():
    world = build([1, 1], ties=[(0, 5, 0.5)])
    s = society(world)
    met = 0
    for month in range(4000):
        world.month = month
        world.ties.contact[0] = False
        s.meet()
        met += int(world.ties.contact[0])
    assert met / 4000 == pytest.approx(min(0.9, 2.8 * 0.16) * (0.2 + 0.8 * 0.5), abs=0.02)


def test_contact_across_lanes_is_a_quarter():
    world = build([1] * 400, lanes=np.arange(400) % 2, ties=[(10 * i, 10 * i + 5, 1.0) for i in range(200)])
    s = society(world, ties={"contact_scale": 9.0, "contact_most": 0.8})
    met = 0
    for world.month in range(20):
        world.ties.contact[:] = False
        s.meet()
        met += int(world.ties.contact.sum())
    assert met / 4000 == pytest.approx(0.2, abs=0.025)


def test_nobody_is_his_own_company():
    world = build([1] * 20)
    s = society(world)
    s.meet_at([5 * np.arange(20)], [3], Channel.SESSION)
    a, b, _ = s._queue.take()
    assert len(a) == 20 and np.all(a != b) and len(set(b.tolist())) > 5


def test_weak_ties_are_pruned_and_rows_closed():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (0, 10, 0.032), (5, 10, 0.4)])
    s = society(world)
    s.close_month()
    assert world.n("ties") == 2
    assert world.ties.strength[:3].tolist() == pytest.approx([0.93 * 0.5, 0.93 * 0.4, 0.0])
    assert world.tie_index.start.tolist()[-1] == 4


def test_co_attenders_meet_and_tie():
    world = build([1, 1, 1], ties=[(0, 5, 0.5)])
    s = society(world)
    s.meet_at([np.array([0, 5])], [7], Channel.SESSION)
    s.settle_ties()
    assert world.ties.contact[0] and world.n("ties") == 1
    s.meet_at([np.array([10, 0])], [8], Channel.MEETING)
    s.settle_ties()
    assert world.n("ties") == 2
    assert (world.ties.a[1], world.ties.b[1], world.ties.channel[1]) == (0, 10, Channel.MEETING)
    assert world.ties.contact[1] and world.residents.last_contact[10] == world.month
    assert world.ties.strength[1] == 0.25 and world.ties.prior[1] == 0.5


def test_prior_is_the_mean_of_two_lanes():
    world = build([1, 1], lanes=[0, 1])
    world.lanes.prior_trust[:] = [0.5, 0.6]
    s = society(world)
    s.meet_at([np.array([0, 5])], [7], Channel.SESSION)
    s.settle_ties()
    assert world.ties.prior[0] == pytest.approx(0.55)


def test_formation_rates():
    world = build([2] * 50)
    s = society(world, ties={"p_tie_lane": 1.0, "p_tie_anywhere": 0.0, "p_tie_friend": 0.0, "p_tie_party": 0.0})
    s.form_ties()
    s.settle_ties()
    n = world.n("ties")
    assert 80 <= n <= 100 and set(world.ties.channel[:n]) == {Channel.LANE}
    assert np.all(world.residents.eid[world.ties.a[:n]] < world.residents.eid[world.ties.b[:n]])
    pairs = {tuple(pair) for pair in zip(world.ties.a[:n], world.ties.b[:n], strict=True)}
    assert len(pairs) == n


def test_a_household_and_a_friend_on_the_staff_make_no_tie():
    world = build([2, 1], ties=[(0, 5, 0.5), (5, 10, 0.5)], n_staff=1)
    only_friends = {"p_tie_lane": 0.0, "p_tie_anywhere": 0.0, "p_tie_friend": 1.0, "p_tie_party": 0.0}
    s = society(world, ties=only_friends)
    s.form_ties()
    s.meet_at([np.array([0, 1])], [7], Channel.SESSION)
    s.settle_ties()
    assert world.n("ties") == 2


def test_friends_friend_and_party_branch():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (5, 10, 0.5)])
    s = society(world, ties={"p_tie_lane": 0.0, "p_tie_anywhere": 0.0, "p_tie_friend": 1.0, "p_tie_party": 0.0})
    s.form_ties()
    s.settle_ties()
    assert world.n("ties") == 3 and world.ties.channel[2] == Channel.FRIEND_OF_FRIEND
    world = build([1, 1, 1])
    world.residents.party_member[[0, 10]] = True
    s = society(world, ties={"p_tie_lane": 0.0, "p_tie_anywhere": 0.0, "p_tie_friend": 0.0, "p_tie_party": 1.0})
    s.form_ties()
    s.settle_ties()
    assert (world.n("ties"), world.ties.a[0], world.ties.b[0]) == (1, 0, 10)


def test_linking_ties_go_to_one_of_the_staff():
    world = build([1, 1], n_staff=2)
    s = society(world, ties={"p_linking": 1.0})
    s.link_to_staff(np.array([0, 5]), np.array([10, 11]), 3)
    s.settle_ties()
    assert world.n("ties") == 2 and set(world.ties.channel[:2]) == {Channel.LINKING}
    assert set(world.ties.b[:2]) <= {10, 11}


def test_reward_and_disappointment():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (5, 10, 0.5)])
    s = society(world)
    s.reward(np.array([0, 5]))
    assert world.ties.new_success[:2].tolist() == [FIXED_ONE, 0]
    assert world.residents.favours_succeeded[[0, 5, 10]].tolist() == [1, 1, 1]
    s.disappoint(np.array([0, 5]))
    assert world.ties.new_failure[0] / FIXED_ONE == pytest.approx(0.3, abs=1e-7)
    assert world.residents.favours_seen[[0, 5, 10]].tolist() == [2, 2, 1]


def test_a_quarrel_hurts_the_tie_and_gossip_reaches_third_persons():
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (0, 10, 0.3), (5, 10, 0.1)])
    world.households.kitchen[:2] = 0
    world.households.kitchen[2] = 1
    s = society(world, ties={"p_dispute_kitchen": 1.0})
    quarrels = s.quarrel([])
    assert [(q.household_a, q.household_b, q.reason) for q in quarrels] == [(0, 1, "kitchen")]
    assert world.lanes.disputes[0] == 1
    # teller 0 is tied to 10 by .3, so 10's tie with 5 suffers; teller 5 is tied to 10 too weakly
    assert (world.ties.new_failure[:3] / FIXED_ONE).tolist() == pytest.approx([2.0, 0.0, 0.6], abs=1e-7)


def test_a_quarrel_without_a_tie_changes_nothing():
    world = build([1, 1])
    tie(world, [])
    world.households.kitchen[:] = 0
    assert len(society(world, ties={"p_dispute_kitchen": 1.0}).quarrel([])) == 1


def test_strength_stops_at_one():
    """Memory and gain may each be 1: a tie in daily use is as strong as a tie can be, and no stronger."""
    world = build([1, 1], ties=[(0, 5, 0.4)])
    s = society(world, ties={"strength_memory": 1.0, "strength_gain": 0.7})
    strengths = []
    for _ in range(2):
        world.ties.contact[0] = True
        close(s)
        strengths.append(float(world.ties.strength[0]))
    assert strengths == [1.0, 1.0]
    close(s)
    assert world.ties.strength[0] == 1.0
