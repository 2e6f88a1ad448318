"""Games, outings and festivals, and days of work to which teams and the patrol are called (§6.5, §6.6)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account, Act, AffairClass, AffairState, Money
from sim.institutions import public_life, treasury
from sim.institutions.affairs import reach
from sim.institutions.organizations.membership import PATROL
from sim.world.persons import NEVER
from tests.helpers.bodies import adults, affair, answer, body, move_away

APRIL, OCTOBER, JANUARY = 27, 33, 24
"""Months of the third year, whose October has an outing; that of the second has a golden wedding."""
WEDDING = 21


@pytest.fixture
def paid(monkeypatch):
    """What is asked for events, in fen; `limit` is what can be paid."""
    found, limit = [], {"fen": 10**12}
    monkeypatch.setattr(treasury, "event_money", lambda _s, _n, fen: found.append(fen) or fen <= limit["fen"])
    return found, limit


@pytest.mark.parametrize(
    ("month", "u", "fen"),
    [
        (APRIL, 0.0, 500_000),  # 5,000 to 15,000 yuan
        (APRIL, 0.25, 750_000),
        (OCTOBER, 0.5, 100 * 12_500),  # 100 places at 100 to 150 yuan
        (WEDDING, 0.5, 100 * 6_000),  # 60 yuan
        (OCTOBER - 24, 0.0, 100 * 10_000),
        (129, 0.5, 100 * 12_500),  # the eleventh year
        (117, 0.5, 100 * 6_000),
        (JANUARY, 0.5, 100 * 2_000),  # 20 yuan
    ],
)
def test_what_events_cost(setting, asked, paid, draw, month, u, fen):
    setting.world.month = month
    draw(u)
    assert public_life.hold(setting, 0) is True
    assert paid[0] == [fen] and setting.world.committees.last_public_life[0] == month


def test_ranges_run_from_the_first_to_the_second_number(setting, draw):
    draw(0.25)
    assert public_life._between(setting, 0, [7, 19], 0) == 10


@pytest.mark.parametrize(("limit", "places"), [(200_000, 100), (199_999, 60), (60_000, 30), (59_999, None)])
def test_a_festival_as_far_as_the_money_goes(setting, asked, paid, limit, places):
    setting.world.month, paid[1]["fen"] = JANUARY, limit
    assert public_life.hold(setting, 0) is (places is not None)
    assert [len(invitation.persons) for invitation, _ in asked] == ([2 * places] if places else [])


def test_games_that_cannot_be_paid_are_not_held(setting, asked, paid):
    setting.world.month, paid[1]["fen"] = APRIL, 0
    assert public_life.hold(setting, 0) is False and asked == []


def test_adults_who_live_here_are_invited_and_to_outings_those_of_sixty(setting, asked, paid):
    residents, people = setting.world.residents, adults(setting)
    residents.age[people] = 59
    residents.age[people[10:14]] = [60, 61, 90, 60]
    residents.kind[people[1]], residents.adult[people[2]] = 0, False
    move_away(setting, people[0])
    setting.world.month = APRIL
    public_life.hold(setting, 0)
    assert sorted(asked[-1][0].persons) == sorted(people[3:])
    setting.world.month = OCTOBER
    public_life.hold(setting, 0)
    assert asked[-1][0].persons.tolist() == sorted(people[10:14]) and asked[-1][0].act == Act.OUTING


@pytest.mark.parametrize(("month", "circles"), [(APRIL, 3), (JANUARY, 1)])
def test_those_who_come_meet_by_hobby_at_games_and_together_at_festivals(
    setting, asked, paid, monkeypatch, month, circles
):
    residents, came = setting.world.residents, adults(setting)[:6]
    residents.hobby[came] = [2, 2, 5, 5, 5, 7]
    met = []
    monkeypatch.setattr(setting.society, "meet_at", lambda groups, keys, _channel: met.append((groups, keys)))
    setting.world.month = month
    public_life.hold(setting, 0)
    told = len(setting.chronicle.events)
    answer(asked[-1], [])
    assert met == [] and len(setting.chronicle.events) == told
    answer(asked[-1], came)
    ((groups, keys),) = met
    expected = [came[:2], came[2:5], came[5:]] if circles == 3 else [came]
    assert [group.tolist() for group in groups] == [group.tolist() for group in expected]
    assert len(set(keys)) == circles and setting.chronicle.events[-1].kind == EventKind.PUBLIC_LIFE_HELD


def test_no_circle_shares_its_draws_with_one_of_another_committee(setting, asked, paid, monkeypatch):
    came, met = adults(setting)[:2], []
    monkeypatch.setattr(setting.society, "meet_at", lambda _groups, keys, _channel: met.extend(keys))
    setting.world.month, setting.world.residents.hobby[came] = APRIL, [1, 2]
    for eid in (16, 32):
        setting.world.committees.eid[0] = eid
        public_life.hold(setting, 0)
        answer(asked[-1], came)
    assert len(set(met)) == 4


@pytest.fixture
def row(setting):
    """A committed affair of the first lane that takes labour, no other is open."""
    world = setting.world
    world.affairs.state[: world.n("affairs")] = AffairState.LAPSED
    return affair(setting, AffairClass.ENVIRONMENT, state=AffairState.COMMITTED, labour_minutes=4_000, severity=0.75)


@pytest.fixture
def crew(setting, row):
    """A team of forty adults, half of them of the second lane."""
    members = np.concatenate([adults(setting, 0)[:20], adults(setting, 1)[:20]])
    setting.world.residents.team[:] = -1
    setting.world.residents.team[members] = 0
    setting.world.residents.patrol[:] = -1
    return members


@pytest.mark.parametrize(("hours", "minutes", "n_asked"), [(4, 2_400, 25), (8, 2_400, 13), (4, 0, 0), (4, 2_401, 26)])
def test_as_many_are_called_to_a_day_of_work_as_are_likely_needed(setting, row, crew, asked, hours, minutes, n_asked):
    setting.params.participation.act_hours["team_call"] = hours
    a, residents = setting.world.affairs, setting.world.residents
    a.labour_minutes[row], a.n_stakes[row] = minutes, 40
    homes = set(reach.affected_rows(setting, row).tolist())
    public_life.call_labour(setting, 0, row)
    invitation = asked[0][0]
    assert (len(invitation.persons), invitation.affair, invitation.act) == (n_asked, row, Act.TEAM_CALL)
    assert invitation.stake.tolist() == [0.75 if residents.household[i] in homes else 0.0 for i in invitation.persons]
    assert n_asked == 0 or {0.0, 0.75} == set(invitation.stake.tolist())


@pytest.mark.parametrize(("before", "after"), [(0.5, 0.54), (0.99, 1.0)])
def test_a_team_that_is_called_turns_to_the_public(setting, row, crew, asked, before, after):
    setting.world.teams.public_orientation[0] = before
    public_life.call_labour(setting, 0, row)
    assert setting.world.teams.public_orientation[0] == pytest.approx(after)


@pytest.mark.parametrize(("state", "counted"), [(AffairState.COMMITTED, 1), (AffairState.EXECUTED, 1), (6, 0)])
def test_what_a_day_of_work_counts_for(setting, row, crew, asked, state, counted):
    a = setting.world.affairs
    setting.params.participation.act_hours["team_call"] = 5
    public_life.call_labour(setting, 0, row)
    a.state[row], a.unheeded[row] = state, NEVER
    answer(asked[0], crew[:3])
    assert a.labour_residents[row] == 3 * 300 * counted and a.unheeded[row] == NEVER
    answer(asked[0], [])
    assert a.unheeded[row] == setting.month


def test_the_patrol_is_called_too(setting, row, crew, asked):
    people = adults(setting)[50:56]
    patrol = body(setting, PATROL, members=people)
    setting.world.residents.adult[people[0]] = False
    public_life.call_labour(setting, 0, row)
    calls = [invitation for invitation, _ in asked if invitation.act == Act.PATROL and invitation.asker == patrol]
    assert sorted(calls[0].persons) == sorted(people[1:])


def test_events_are_paid_from_the_money_that_is_there(setting, asked):
    setting.world.accounts.balance[:], setting.world.month = 0, JANUARY
    setting.ledger.receive(0, Account.VENUES_AND_EVENTS, 60_000, Money.OPENING)
    assert public_life.hold(setting, 0) and setting.ledger.balance(0, Account.VENUES_AND_EVENTS) == 0
