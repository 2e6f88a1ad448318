"""What lanes do by themselves: on which affairs, from how many persons on, and what comes of it (§6.1, §6.3)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairClass, AffairState, Decision, RecognizedBy
from sim.institutions import public_life
from sim.institutions.affairs import reach
from sim.world.persons import NEVER
from tests.helpers.bodies import adults, affair


@pytest.fixture
def row(setting):
    """A committed affair of the first lane that takes labour, no other is open."""
    world = setting.world
    world.affairs.state[: world.n("affairs")] = AffairState.LAPSED
    return affair(setting, AffairClass.ENVIRONMENT, state=AffairState.COMMITTED, labour_minutes=4_000, severity=0.75)


@pytest.mark.parametrize(
    ("columns", "acts"),
    [
        ({}, True),
        ({"severity": 0.31}, True),
        ({"severity": 0.3}, False),
        ({"state": AffairState.LATENT}, True),
        ({"state": AffairState.EXECUTED}, False),
        ({"klass": AffairClass.DISPUTE}, False),
        ({"labour_minutes": 100, "labour_residents": 60, "labour_committee": 39}, True),
        ({"labour_minutes": 100, "labour_residents": 60, "labour_committee": 40}, False),
        ({"labour_minutes": 100, "labour_residents": 100}, False),
        ({"labour_minutes": 0}, False),
        ({"consent_required": True, "state": AffairState.LATENT, "labour_minutes": 0}, True),  # a petition
        ({"consent_required": True, "state": AffairState.DELIBERATED}, False),
        ({"consent_required": True, "state": AffairState.COMMITTED}, True),
        ({"consent_required": True, "state": AffairState.COMMITTED, "labour_minutes": 0}, False),
    ],
)
@pytest.mark.parametrize("first_row", [True, False])
def test_what_a_lane_acts_on_by_itself(setting, row, columns, acts, first_row):
    a = setting.world.affairs
    if first_row:
        a.state[row] = AffairState.LAPSED
        row = 0
        for name in ("labour_residents", "labour_committee"):
            getattr(a, name)[0] = 0
        a.consent_required[0], a.labour_minutes[0], a.severity[0] = False, 4_000, 0.75
        a.klass[0], a.state[0] = AffairClass.ENVIRONMENT, AffairState.COMMITTED
    for name, value in columns.items():
        getattr(a, name)[row] = value
    heaviest = public_life.heaviest_by_lane(setting)
    assert heaviest.tolist() == [row if acts else -1, -1]


@pytest.mark.parametrize(("months", "acts"), [(12, False), (13, True), (0, False)])
def test_a_lane_rests_a_year_on_an_affair(setting, row, months, acts):
    setting.world.stakes.called[reach.stakes_of(setting, row)] = setting.month - months
    assert (public_life.heaviest_by_lane(setting)[0] == row) == acts


def test_each_neighbourhood_looks_at_its_own_affairs(setting, row):
    setting.world.append("neighbourhoods", 1)
    assert public_life.heaviest_by_lane(setting).tolist() == [row, -1]
    setting.world.affairs.neighbourhood[row] = 1
    assert public_life.heaviest_by_lane(setting).tolist() == [row, -1]


@pytest.mark.parametrize(("n_come", "acts"), [(5, True), (4, False)])
@pytest.mark.parametrize("lane", [0, 1])
@pytest.mark.parametrize("n_affected", [None, 5, 4])
def test_five_make_a_spontaneous_action(setting, row, monkeypatch, n_come, acts, lane, n_affected):
    world, a, acted = setting.world, setting.world.affairs, []
    people = adults(setting, 0)
    homes = reach.affected_rows(setting, row)
    world.households.lane[homes] = lane
    mine = np.flatnonzero(np.isin(world.residents.household, homes) & world.residents.adult)
    if n_affected:
        world.residents.adult[mine[n_affected:]] = False
        mine = mine[:n_affected]
    calls = []

    def reply(invitations):
        for invitation in invitations:
            invitation.accepted = invitation.persons[:n_come]
            calls.append(invitation)

    monkeypatch.setattr(setting.society, "answer", reply)
    monkeypatch.setattr(setting.society, "meet_at", lambda *_: None)
    monkeypatch.setattr(public_life, "_act", lambda _s, *rest: acted.append((*rest[:2], len(rest[2]))))
    public_life.call_spontaneously(setting)
    called = [invitation for invitation in calls if invitation.act == Act.SPONTANEOUS]
    if n_affected == 4:
        assert called == [] and acted == []
        return
    (invitation,) = called
    assert sorted(invitation.persons) == sorted(mine) and len(people) > 0
    assert (invitation.asker, invitation.stake, invitation.owned, invitation.least) == (-1, a.severity[row], True, 5)
    assert acted == ([(lane, row, 5)] if acts else [])


def test_a_lane_may_act_on_the_first_affair_of_all(setting, row, monkeypatch):
    acted = []
    monkeypatch.setattr(public_life, "heaviest_by_lane", lambda _s: np.array([0, -1]))
    monkeypatch.setattr(setting.society, "meet_at", lambda *_: None)
    monkeypatch.setattr(public_life, "_act", lambda _s, lane, affair, _persons: acted.append((lane, affair)))

    def reply(invitations):
        for invitation in invitations:
            invitation.accepted = invitation.persons

    monkeypatch.setattr(setting.society, "answer", reply)
    public_life.call_spontaneously(setting)
    assert acted == [(0, 0)]


@pytest.mark.parametrize(
    ("consent", "state", "petition", "by"),
    [
        (False, AffairState.LATENT, False, RecognizedBy.SPONTANEOUS),
        (False, AffairState.COMMITTED, False, RecognizedBy.NOBODY),
        (True, AffairState.LATENT, True, RecognizedBy.PETITION),
        (True, AffairState.COMMITTED, False, RecognizedBy.NOBODY),
    ],
)
def test_what_comes_of_it_is_labour_or_a_petition(setting, row, monkeypatch, consent, state, petition, by):
    world, a, people = setting.world, setting.world.affairs, adults(setting, 0)[:5]
    monkeypatch.setattr(setting.society, "meet_at", lambda *_: None)
    a.consent_required[row], a.state[row], a.recognized_by[row], a.attended[row] = (
        consent,
        state,
        RecognizedBy.NOBODY,
        -5,
    )
    world.stakes.called[:], world.lanes.last_action[:] = NEVER, NEVER
    block, homes = reach.stakes_of(setting, row), reach.affected_rows(setting, row)
    world.households.lane[homes[::2]] = 1
    setting.params.participation.act_hours["spontaneous"] = 3
    public_life._act(setting, 0, row, people)
    called = np.full(block.stop - block.start, NEVER)
    called[1::2] = setting.month  # those of the lane that acted
    assert world.stakes.called[block].tolist() == called.tolist()
    assert np.count_nonzero(world.stakes.called != NEVER) == np.count_nonzero(called != NEVER)
    assert world.lanes.last_action.tolist()[:2] == [setting.month, NEVER]
    assert a.labour_residents[row] == (0 if petition else 5 * 180)
    assert (a.recognized_by[row], a.state[row] > AffairState.LATENT) == (by, True)
    assert (a.decision[row] == Decision.RESIDENTS) == (not consent)
    assert a.attended[row] == (-5 if state == AffairState.COMMITTED and petition else setting.month)
    kinds = [event.kind for event in setting.chronicle.events]
    assert (EventKind.PETITION in kinds, EventKind.SPONTANEOUS_ACTION in kinds) == (petition, not petition)
