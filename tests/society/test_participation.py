"""Who comes when asked: hours, alternates, trust, limits (§4, §6.1)."""

from math import exp

import numpy as np
import pytest

from sim.foundation.terms import Act, Activity, Actor
from sim.protocols.society import Asker, Invitation
from sim.world.persons import NEVER
from tests.society.build import build, society

SURE, NEVER_COMES = 60.0, -60.0


def ask(act, persons, bonus=SURE, subject=1, **more):
    return Invitation(act, np.array(persons), Asker.COMMITTEE, 0, subject, bonus=bonus, **more)


def test_hours_are_filled_by_descending_probability():
    world = build([1])
    world.residents.free_hours[0] = 9.0
    council, hearing, duty = ask(Act.COUNCIL, [0], 30.0), ask(Act.HEARING, [0], 29.0), ask(Act.DUTY, [0], 8.0)
    society(world).answer([duty, hearing, council])
    assert [len(v.accepted) for v in (council, hearing, duty)] == [1, 1, 0]
    r = world.residents
    assert (r.minutes_used[0], r.civic_minutes[0], r.civic_acts[0], r.top_rung[0]) == (480, 480, 2, 5)
    assert world.hours.minutes[0, Actor.RESIDENTS * len(Activity) + Activity.HEARING] == 120


def test_private_acts_are_not_civic_and_own_objects_train():
    world = build([1, 1, 1])
    s = society(world)
    s.answer([ask(Act.TEAM_SESSION, [0]), ask(Act.DUTY, [5], owned=True), ask(Act.DUTY, [10])])
    r = world.residents
    assert (r.minutes_used[0], r.civic_acts[0], r.last_act[0]) == (240, 0, NEVER)
    assert r.owned_act[[0, 5, 10]].tolist() == [False, True, False] and r.civic_acts[10] == 1 and r.last_act[5] == 0
    s.close_month()
    assert r.habit[[0, 5]].tolist() == pytest.approx([0.0, 0.02])
    assert r.fatigue[[0, 5]].tolist() == pytest.approx([0.2 * 1.2 * 4 / 40, 0.2 * 1.2 * 6 / 40])


def test_an_alternate_comes_only_if_the_first_does_not():
    world = build([2, 2])
    vote = ask(Act.VOTE, [0, 5], np.array([NEVER_COMES, SURE]), alternates=np.array([1, 6]))
    other = ask(Act.VOTE, [1], SURE, subject=2)
    world.residents.free_hours[0] = 2.0
    first = ask(Act.HEARING, [0], 70.0)
    blocked = ask(Act.VOTE, [0, 5], 15.0, subject=3, alternates=np.array([1, -1]))
    society(world).answer([vote, other, first, blocked])
    assert vote.accepted.tolist() == [5]
    assert blocked.accepted.tolist() == [1, 5]


def test_the_exponent_by_hand():
    world = build([1, 1], ties=[(0, 5, 0.5)])
    r = world.residents
    r.trust_success[0], r.habit[0], r.norm[0], r.fatigue[0], r.last_act[5] = 1.1, 0.2, 0.7, 0.1, -3
    peer = 0.5 * 0.5 / (1 + 0.5)
    x = -4.57 + 2.2 * 0.6 + 2 * (2 * 2.0 / 3.1 - 1) + 2.5 * peer + 1.5 * 0.2 + (2 * 0.7 - 1) - 3 * 2 / 40 - 0.2 + 1.6
    s = society(world)
    came = 0
    for subject in range(6000):
        r.minutes_used[0] = 0
        invitation = Invitation(Act.HEARING, np.array([0]), Asker.COMMITTEE, 0, subject, stake=0.6)
        r.last_act[0] = NEVER
        s.answer([invitation])
        came += len(invitation.accepted)
    assert came / 6000 == pytest.approx(1 / (1 + exp(-x)), abs=0.02)


@pytest.mark.parametrize("kind", [Asker.RESIDENT, Asker.TEAM, Asker.ORGANIZATION, Asker.NEIGHBOURS])
def test_the_best_tie_to_the_asker_counts(kind):
    world = build([1, 1, 1], ties=[(0, 5, 0.5), (0, 10, 0.5)])
    world.ties.success[:2] = [8.0, 0.0]
    for table in ("teams", "organizations"):
        world.append(table, 1)
    world.residents.team[[5, 10]] = 0
    world.residents.patrol[[5, 10]] = 0
    asker = 5 if kind == Asker.RESIDENT else 0
    trust = (0.9 + 0.5) / 2 if kind == Asker.NEIGHBOURS else 0.9
    only_trust = {"beta_0": 0.0, "trust_weight": 3.0, "hours_weight": 0.0, "peer_weight": 0.0, "norm_weight": 0.0}
    s = society(world, participation=only_trust)
    came = 0
    for subject in range(3000):
        world.residents.minutes_used[0] = 0
        invitation = Invitation(Act.PLEDGE, np.array([0]), kind, asker, subject)
        s.answer([invitation])
        came += len(invitation.accepted)
    assert came / 3000 == pytest.approx(1 / (1 + exp(-3 * (2 * trust - 1))), abs=0.025)


def test_staff_are_nobodys_peers_or_neighbours():
    """A trusted tie to staff, who never act, dilutes neither peers nor the mean neighbour's trust."""
    world = build([1, 1], ties=[(0, 5, 0.5), (0, 10, 0.9)], n_staff=1)
    world.ties.success[:2] = [0.0, 8.0]
    world.residents.last_act[5] = 0
    weights = {"beta_0": -2.0, "trust_weight": 4.0, "hours_weight": 0.0, "peer_weight": 4.0, "norm_weight": 0.0}
    s = society(world, participation=weights | {"peer_offset": 0.0})
    came = 0
    for subject in range(12000):
        world.residents.minutes_used[0], world.residents.last_act[0] = 0, NEVER
        invitation = Invitation(Act.PLEDGE, np.array([0]), Asker.NEIGHBOURS, 0, subject)
        s.answer([invitation])
        came += len(invitation.accepted)
    assert came / 12000 == pytest.approx(1 / (1 + exp(2 - 4 * 0.5)), abs=0.015)


def test_zero_couplings_give_binomial_turnout():
    zero = ("stake", "trust", "peer", "habit", "norm", "hours", "fatigue", "orientation")
    world = build([4] * 250)
    s = society(world, participation={"beta_0": -1.6} | {f"{name}_weight": 0.0 for name in zero})
    turnout = []
    for month in range(40):
        world.month = month
        world.residents.minutes_used[:] = 0
        hearing = ask(Act.HEARING, np.flatnonzero(world.residents.adult), 0.0)
        s.answer([hearing])
        turnout.append(len(hearing.accepted))
    assert np.mean(turnout) == pytest.approx(500, abs=8)
    assert np.var(turnout) == pytest.approx(250, rel=0.6)


def test_a_step_response_gives_the_threshold_cascade():
    """A path of six from one seed with threshold .5 wakes one a month; with .6 it stops at once."""
    for threshold, active in ((0.5, 6), (0.6, 1)):
        world = build([1] * 6, ties=[(5 * i, 5 * i + 5, 1.0) for i in range(5)])
        world.ties.prior[:] = 1.0
        world.residents.threshold[:] = threshold
        world.residents.last_act[0] = 0
        s = society(world, participation={"response": "step", "peer_offset": 0.0})
        for month in range(1, 7):
            world.month = month
            world.residents.minutes_used[:] = 0
            s.answer([ask(Act.HEARING, 5 * np.arange(6))])
        assert int((world.residents.last_act > NEVER).sum()) == active
