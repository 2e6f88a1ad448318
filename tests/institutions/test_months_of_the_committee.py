"""The committee's month: liaison, calendar, election, retirement, what it learns (§6.4, §6.6)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import (
    Account,
    Activity,
    AffairClass,
    AffairState,
    Money,
    OrganizationState,
    Owner,
)
from sim.institutions import cases, community_time
from sim.institutions.affairs import upkeep
from sim.institutions.committee import agenda, learning, repertoire, time
from sim.institutions.organizations.membership import COUNCIL, GROUP, JOINT, PATROL
from sim.mechanisms.registry import PRACTICES
from sim.world.persons import NEVER
from tests.helpers.bodies import adults, affair, answer, body, move_away

NAMES = [practice.name for practice in PRACTICES]
LATER = 30
CLASS = AffairClass.ENVIRONMENT


@pytest.fixture
def committee(model):
    """The committee."""
    return model.committees_in_order[0]


@pytest.mark.parametrize(
    ("kind", "state", "hours"),
    [
        (GROUP, OrganizationState.CONFIRMED, 2),
        (COUNCIL, OrganizationState.CONFIRMED, 6),
        (JOINT, OrganizationState.CONFIRMED, 4),
        (PATROL, OrganizationState.CONFIRMED, 0),
        (GROUP, OrganizationState.INFORMAL, 0),
    ],
)
def test_liaison_takes_its_hours(setting, fresh, kind, state, hours):
    world, row = setting.world, body(setting, kind, state=state)
    world.committees.minutes_left[0] = 60_000
    time.liaise(setting, 0)
    assert world.committees.minutes_left[0] == 60_000 - 60 * hours
    world.organizations.neighbourhood[row] = 1
    time.liaise(setting, 0)
    assert world.committees.minutes_left[0] == 60_000 - 60 * hours


def test_liaison_with_teams_that_have_a_task(setting, fresh, monkeypatch):
    a, spent = setting.world.affairs, []
    monkeypatch.setattr(community_time, "spend_with", lambda *_: 0)
    monkeypatch.setattr(community_time, "spend", lambda _s, n, activity, minutes: spent.append((n, activity, minutes)))
    rows = [affair(setting, CLASS, state=state) for state in (1, AffairState.RESOLVED, 1, AffairState.LAPSED, 1, 1)]
    a.owner[rows], a.team_owner[rows] = Owner.TEAM, [4, 5, 4, 6, 7, 8]
    a.neighbourhood[rows[4]], a.owner[rows[5]] = 1, Owner.COMMITTEE
    setting.params.committee.liaison_team_hours = 3
    time.liaise(setting, 0)
    assert spent == [(0, Activity.LIAISON, 2 * 180)]


def test_hours_are_kept_by_month_of_the_year_and_by_activity(setting):
    world = setting.world
    world.month, world.committees.community_year[:], world.hours.minutes[:] = LATER, 0, 0
    world.committees.symbolic_share[0], world.committees.declined[0] = 0.0, 0.0
    time.divide(setting, 0, 600, 300)
    assert np.flatnonzero(world.committees.community_year[0]).tolist() == [LATER % 12]
    assert world.hours.minutes[0, :3].tolist() == [600, 300, 0]


def test_who_serves_again_is_not_declining(committee, setting):
    setting.world.committees.declined[0] = 0.5
    committee.divide_time(0, 600)
    assert setting.world.committees.declined[0] == 0.0
    assert setting.world.committees.minutes_entrusted[0] == round(
        600 * (1 - 0.36 * setting.world.committees.symbolic_share[0]) * 0.5
    )


@pytest.mark.parametrize(("month", "held"), [(0, 1), (3, 1), (6, 1), (9, 1), (12, 1), (27, 1), (1, 0), (8, 0), (14, 0)])
def test_a_month_of_community_time_in_order(committee, setting, monkeypatch, month, held):
    done = []
    monkeypatch.setattr(time, "liaise", lambda *_: setting.world.committees.minutes_left.fill(1_001))
    monkeypatch.setattr(cases, "counts_by_affair", lambda *_: {5: 2})
    monkeypatch.setattr(cases, "answer", lambda _s, _n, minutes: done.append(minutes) or 77)
    monkeypatch.setattr(upkeep, "upkeep_hours", lambda *_: done.append("upkeep"))
    monkeypatch.setattr(type(committee), "hold_public_life", lambda _self: done.append("public life"))
    monkeypatch.setattr(agenda, "work", lambda *_: done.append("agenda"))
    monkeypatch.setattr(time, "cope", lambda _s, _n, unanswered: done.append(unanswered))
    setting.world.month, setting.params.cases.share_of_rest = month, 0.25
    committee.work()
    assert done == [250, "upkeep", *["public life"] * held, "agenda", 77] and committee.desk.cases == {5: 2}


@pytest.mark.parametrize(
    ("known", "available", "minutes", "held"),
    [(True, True, 1200, True), (True, True, 1199, False), (False, True, 1200, False), (True, False, 1200, False)],
)
def test_public_life_must_be_known_in_some_class_available_and_fit(
    committee, setting, monkeypatch, known, available, minutes, held
):
    k, used = NAMES.index("public_life"), []
    world = setting.world
    world.repertoire.known[:] = True
    world.repertoire.known[repertoire.rows_of(setting, 0, k)] = False
    world.repertoire.known[repertoire.rows_of(setting, 0, k).start + 4] = known
    setting.available = tuple(available if name == "public_life" else not available for name in NAMES)
    world.committees.minutes_left[0], world.committees.last_public_life[0], world.month = minutes, NEVER, 0
    for practice in PRACTICES:
        monkeypatch.setattr(type(practice), "apply", lambda self, *rest: used.append((self.name, rest[-1])))
    committee.hold_public_life()
    assert used == ([("public_life", -1)] if held else [])


@pytest.mark.parametrize(("u", "leaves"), [(0.24, True), (0.25, False)])
def test_an_election_asks_all_adults_and_the_chair_may_leave(committee, setting, asked, draw, u, leaves):
    residents, people = setting.world.residents, adults(setting)
    residents.kind[people[1]], residents.adult[people[2]] = 0, False
    move_away(setting, people[0])
    committee.hold_election()
    assert sorted(asked[0][0].persons) == sorted(people[3:])
    draw(u)
    setting.world.committees.chair_since[0] = -5
    n_called = len(people) - 3
    answer(asked[0], people[3:51])
    told = [event for event in setting.chronicle.events if event.kind == EventKind.ELECTION_HELD][-1]
    assert told.arguments == {"turnout": round(48 / n_called, 3), "voters": 48}
    assert round(48 / n_called, 3) != round(48 / n_called, 4)  # told in tenths of a percent
    assert setting.world.committees.chair_since[0] == (setting.month if leaves else -5)


def test_an_election_in_which_nobody_lives_has_no_turnout(committee, setting, asked, draw):
    setting.world.residents.adult[:] = False
    committee.hold_election()
    draw(1.0)
    answer(asked[0], [])
    assert setting.chronicle.events[-1].arguments["turnout"] == 0.0
    setting.world.residents.adult[0] = True
    committee.hold_election()
    answer(asked[-1], [0])
    assert setting.chronicle.events[-1].arguments["turnout"] == 1.0


@pytest.mark.parametrize(("u", "leaves"), [(0.0039, True), (0.004, False)])
def test_a_chair_retires_now_and_then(committee, setting, draw, u, leaves):
    setting.world.committees.chair_since[0] = -5
    draw(u)
    committee.retire_chair()
    assert setting.world.committees.chair_since[0] == (setting.month if leaves else -5)


@pytest.mark.parametrize("learns", [True, False])
def test_in_the_burn_in_skill_fades_and_nothing_is_learnt(committee, setting, fresh, monkeypatch, learns):
    steps = []
    for name in ("credit_closures", "lose_to_overdue", "credit_requirements", "search", "settle", "adapt"):
        monkeypatch.setattr(learning, name, lambda *_, name=name: steps.append(name))
    setting.learning, fresh.committees.skill[0] = learns, 0.5
    committee.learn()
    committee.adapt()
    always, learnt = ["credit_closures", "lose_to_overdue"], ["credit_requirements", "search", "settle", "adapt"]
    assert steps == always + learnt * learns and fresh.committees.skill[0] == pytest.approx(0.495)


def test_cash_in_yuan(committee, setting):
    setting.world.accounts.balance[:] = 0
    setting.ledger.receive(0, Account.FREE, 12_345, Money.OPENING)
    assert committee.cash_yuan == 123.45


def test_no_two_decisions_about_the_chair_share_a_draw(committee, setting, asked, monkeypatch):
    keys = []
    monkeypatch.setattr(type(setting), "uniform", lambda _self, *key: keys.append(key) or 1.0)
    committee.hold_election()
    answer(asked[0], [])
    setting.world.committees.chair_since[0] = -5
    committee.retire_chair()
    assert len(keys) == 2 and keys[0] != keys[1]
