"""Upkeep of what was achieved, and its relapse (§3, §6.3; decision 0007)."""

import math

import numpy as np
import pytest

from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, AffairState, Decision, Owner, RecognizedBy
from sim.institutions.affairs import reach, upkeep
from sim.world.persons import NEVER
from tests.helpers.affairs import balances, fill_books, new_affair

RESOLVED = AffairState.RESOLVED
CLASSES = ["lapsed_management", "environment", "cultural_sports", "government_works", "parking", "encroachment"]


@pytest.fixture
def affair(setting):
    """A resolved affair, the only one, whose upkeep of 60 minutes was met."""
    row = new_affair(setting)
    a = setting.world.affairs
    a.state[: setting.world.n("affairs")] = AffairState.LAPSED
    a.state[row], a.decision[row], a.owner[row] = RESOLVED, Decision.RESIDENTS, Owner.COMMITTEE
    a.upkeep_minutes[row], a.upkeep_done[row], a.upkeep_fen[row], a.consent_required[row] = 60, 60, 0, True
    setting.world.committees.minutes_left[0] = 1000
    for name in CLASSES:
        getattr(setting.params, name).relapse_met = getattr(setting.params, name).relapse_unmet = 0.0
    setting.params.affairs.rebuilt_by_notice = 0.0
    return row


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("klass", range(6))
@pytest.mark.parametrize(("done", "rate"), [(60, "relapse_met"), (61, "relapse_met"), (59, "relapse_unmet")])
def test_the_rate_of_relapse_is_that_of_the_class_and_of_whether_upkeep_was_met(
    setting, affair, monkeypatch, above, klass, done, rate
):
    """All other rates are 0; parking looks at its contract instead of minutes."""
    a = setting.world.affairs
    a.klass[affair], a.upkeep_done[affair] = klass, done
    monkeypatch.setattr(upkeep, "parking_kept", lambda setting, row: done >= 60)
    u = setting.uniform(Purpose.RELAPSE, int(a.eid[affair]))
    setattr(getattr(setting.params, CLASSES[klass]), rate, math.nextafter(u, 1) if above else u)
    if klass == AffairClass.PARKING:
        a.upkeep_done[affair] = 60 - done
    upkeep.keep_up(setting)
    assert bool(a.state[affair] == AffairState.RECOGNIZED) is above


@pytest.mark.parametrize(
    ("klass", "state", "decision", "relapses"),
    [
        (AffairClass.ENCROACHMENT, RESOLVED, Decision.NOTICE, True),
        (AffairClass.ENCROACHMENT, RESOLVED, Decision.NONE, True),
        (AffairClass.ENCROACHMENT, RESOLVED, Decision.HEARING, False),
        (AffairClass.ENVIRONMENT, RESOLVED, Decision.NOTICE, False),
        (AffairClass.ENCROACHMENT, AffairState.LAPSED, Decision.NOTICE, False),
    ],
)
def test_what_was_pulled_down_by_notice_is_rebuilt_at_a_rate_of_its_own(
    setting, affair, klass, state, decision, relapses
):
    a, setting.params.affairs.rebuilt_by_notice = setting.world.affairs, 1.0
    a.klass[affair], a.state[affair], a.decision[affair] = klass, state, decision
    upkeep.keep_up(setting)
    assert a.state[affair] == (AffairState.RECOGNIZED if relapses else state)


def test_disputes_and_what_is_open_do_not_relapse(setting, affair):
    a = setting.world.affairs
    for name in CLASSES:
        getattr(setting.params, name).relapse_met = getattr(setting.params, name).relapse_unmet = 1.0
    for klass, state in ((AffairClass.DISPUTE, RESOLVED), (AffairClass.ENVIRONMENT, AffairState.EXECUTED)):
        a.klass[affair], a.state[affair] = klass, state
        upkeep.keep_up(setting)
        assert a.state[affair] == state


@pytest.mark.parametrize(
    ("about", "ended", "available", "kept"),
    [(0, NEVER, 0.7, True), (0, NEVER, 0.69, False), (0, 3, 0.9, False), (1, NEVER, 0.9, False)],
)
def test_parking_is_kept_while_its_contract_runs_and_spaces_are_available(setting, about, ended, available, kept):
    world = setting.world
    row = world.append("contracts", 2) + 1
    c, setting.params.contracts.kept_at = world.contracts, 0.7
    c.affair[row - 1], c.ended[row - 1], c.available[row - 1] = 0, 2, 0.9
    c.affair[row], c.ended[row], c.available[row] = about, ended, available
    assert upkeep.parking_kept(setting, 0) is kept


@pytest.mark.parametrize("consent", [False, True])
def test_a_relapse_begins_again_at_half_the_severity_and_half_the_cost(setting, affair, consent):
    """Consent, labour, pledges, votes, money start anew (decision 0007); what needs no consent is committed."""
    a, stakes, block = setting.world.affairs, setting.world.stakes, reach.stakes_of(setting, affair)
    for column in (a.heard, a.deliberated, a.committed, a.executed, a.closed):
        column[affair] = 1
    counts = (a.labour_residents, a.labour_committee, a.committee_minutes, a.complied_months, a.rounds, a.judged)
    for column in counts:
        column[affair] = 2
    a.paid_fen[affair], a.cost_fen[affair], a.severity_closed[affair] = 9, 1000, 0.75
    a.posted[affair] = a.rumoured[affair] = True
    a.used[affair], a.consent_required[affair], a.recognized[affair], a.attended[affair] = 1, consent, 1, 1
    stakes.signed[block] = stakes.complied[block] = stakes.reached[block] = True
    stakes.vote[block] = 1
    upkeep._relapse(setting, affair)
    assert (a.severity[affair], a.cost_fen[affair], a.paid_fen[affair]) == (0.375, 500, 0)
    assert [int(column[affair]) for column in counts] == [0] * 6
    assert [int(column[affair]) for column in (a.heard, a.deliberated, a.executed, a.closed)] == [NEVER] * 4
    assert a.recognized[affair] == a.attended[affair] == setting.month and (a.used[affair] == NEVER).all()
    state = (a.state[affair], a.committed[affair], a.decision[affair])
    anew = (AffairState.RECOGNIZED, NEVER, Decision.NONE)
    assert state == (anew if consent else (AffairState.COMMITTED, setting.month, Decision.NOTICE))
    flags = (a.posted[affair], a.rumoured[affair], *(c[block].any() for c in (stakes.signed, stakes.complied)))
    assert not any(flags) and not stakes.reached[block].any() and not stakes.vote[block].any()
    told = [event.kind.word for event in setting.chronicle.events]
    assert told == ["affair_relapsed"]  # committing again is quiet


@pytest.mark.parametrize("team", [0, -1])
def test_a_relapsed_venue_affair_takes_the_teams_venue(setting, affair, team):
    setting.world.append("teams", 1)
    setting.world.teams.has_venue[:], setting.world.affairs.team[affair] = True, team
    upkeep._relapse(setting, affair)
    assert setting.world.teams.has_venue.tolist()[0] is (team < 0) and setting.world.teams.has_venue[1:].all()


@pytest.mark.parametrize(
    ("consent", "owner", "after"),
    [(True, Owner.TEAM, 0), (False, Owner.TEAM, Owner.TEAM), (True, Owner.ORGANIZATION, Owner.ORGANIZATION)],
)
def test_where_consent_is_needed_the_committee_takes_an_affair_back_from_a_team(setting, affair, consent, owner, after):
    a = setting.world.affairs
    a.consent_required[affair], a.owner[affair], a.team_owner[affair] = consent, owner, 3
    upkeep._relapse(setting, affair)
    assert (a.owner[affair], a.team_owner[affair]) == (after, -1 if after != owner else 3)


@pytest.mark.parametrize("klass", [AffairClass.ENCROACHMENT, AffairClass.ENVIRONMENT])
def test_former_owners_build_again(setting, affair, klass):
    """The second and the fifth household have a loss, however small: they were owners."""
    world, block = setting.world, reach.stakes_of(setting, affair)
    world.affairs.klass[affair], world.affairs.recognized_by[affair] = klass, RecognizedBy.SCAN
    world.households.encroachment[:] = False
    world.stakes.loss[block] = [{1: 0.1, 4: 0.9}.get(k, 0.0) for k in range(block.stop - block.start)]
    upkeep._relapse(setting, affair)
    built = np.flatnonzero(world.households.encroachment).tolist()
    rebuilt = klass == AffairClass.ENCROACHMENT
    assert built == (sorted(world.stakes.household[block][[1, 4]].tolist()) if rebuilt else [])
    assert world.affairs.recognized_by[affair] == (RecognizedBy.QUARREL if rebuilt else RecognizedBy.SCAN)


@pytest.mark.parametrize(
    ("left", "minutes", "state", "owner", "n", "done"),
    [
        (60, 60, RESOLVED, Owner.COMMITTEE, 0, 60),
        (59, 60, RESOLVED, Owner.COMMITTEE, 0, 0),
        (60, 1, RESOLVED, Owner.COMMITTEE, 0, 1),
        (60, 60, AffairState.EXECUTED, Owner.COMMITTEE, 0, 0),
        (60, 60, RESOLVED, Owner.TEAM, 0, 0),
        (60, 60, RESOLVED, Owner.COMMITTEE, 1, 0),
    ],
)
def test_the_committee_keeps_up_what_it_promised_while_it_has_the_hours(
    setting, affair, left, minutes, state, owner, n, done
):
    world = setting.world
    a, world.committees.minutes_left[0] = world.affairs, left
    a.upkeep_minutes[affair], a.upkeep_done[affair], a.state[affair], a.owner[affair] = minutes, 0, state, owner
    a.neighbourhood[affair] = n
    upkeep.upkeep_hours(setting, 0)
    assert a.upkeep_done[affair] == done and world.committees.minutes_left[0] == left - done


def test_upkeep_that_takes_no_minutes_costs_nothing(setting, affair):
    a = setting.world.affairs
    a.upkeep_minutes[affair], a.upkeep_fen[affair] = 0, 1200
    fill_books(setting, free=500)
    upkeep.upkeep_hours(setting, 0)
    assert balances(setting) == {"free": 500}


def test_the_heaviest_is_kept_up_first_and_what_cannot_be_paid_is_passed_over(setting, affair):
    """Burdens fall from the first to the fourth; the second cannot be paid, the third uses what hours are left."""
    a = setting.world.affairs
    rows = [affair, *(new_affair(setting, slot=slot) for slot in (1, 2, 3))]
    a = setting.world.affairs
    a.state[rows], a.owner[rows], a.n_affected[rows], a.severity[rows] = (
        RESOLVED,
        Owner.COMMITTEE,
        4,
        [0.9, 0.7, 0.5, 0.3],
    )
    a.upkeep_minutes[rows], a.upkeep_done[rows], a.upkeep_fen[rows] = 100, 3, [0, 1200, 0, 0]
    fill_books(setting, free=99)
    setting.world.committees.minutes_left[0] = 250
    upkeep.upkeep_hours(setting, 0)
    assert a.upkeep_done[rows].tolist() == [103, 3, 103, 3] and setting.world.committees.minutes_left[0] == 50
