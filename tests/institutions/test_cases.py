"""Complaints as cases: opened, answered oldest first, disappointing, an uproar; disputes in the same queue (§6.3)."""

import numpy as np
import pytest

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Activity, AffairClass, AffairState, RecognizedBy, Scope
from sim.institutions import cases
from tests.helpers.affairs import new_affair


@pytest.fixture
def p(setting):
    """The parameters of cases; no case and no affair is open, and there is time for everything."""
    world = setting.world
    world.keep("cases", 0)
    world.affairs.state[: world.n("affairs")] = AffairState.LAPSED
    world.committees.minutes_left[0] = 100_000
    return setting.params.cases


@pytest.fixture
def told(setting, monkeypatch):
    """What residents experienced: households answered or not, and contacts."""
    found = []
    monkeypatch.setattr(
        setting.society, "experience", lambda homes, good, bad: found.append((homes.tolist(), good, bad))
    )
    monkeypatch.setattr(setting.society, "contact_committee", lambda *what: found.append(what))
    return found


def open_case(setting, household, affair, opened, minutes=120):
    """Open a case in a month, and return its row."""
    cases.open_cases(setting, np.array([household]), np.array([affair]))
    row = setting.world.n("cases") - 1
    setting.world.cases.opened[row], setting.world.cases.minutes[row] = opened, minutes
    return row


def test_each_complaint_opens_a_case_of_two_to_six_hours(setting, p):
    world, affair = setting.world, new_affair(setting)
    world.committees.complaints_all[0] = 3
    cases.open_cases(setting, np.array([4, 9]), np.array([affair, affair]))
    c = world.cases
    u = [
        setting.uniform(Purpose.CASE_HOURS, int(world.households.eid[h]), int(world.affairs.eid[affair]))
        for h in (4, 9)
    ]
    assert c.minutes[:2].tolist() == [round(60 * (2 + 4 * each)) for each in u] and u[0] != u[1]
    assert c.household[:2].tolist() == [4, 9] and c.affair[:2].tolist() == [affair] * 2
    assert c.opened[:2].tolist() == [setting.month] * 2 and not c.failed[:2].any()
    assert world.n("cases") == 2 and world.committees.complaints_all[0] == 5


def test_a_quarrel_becomes_an_affair_that_two_hours_to_six_of_mediation_end(setting, p):
    """It is recognised at once, by the quarrel, between two households, in the lane of the first."""
    world = setting.world
    p.dispute_severity, p.mediation_hours = 0.3, [2, 6]
    row = cases.open_dispute(setting, 100, 3, 8)
    a = world.affairs
    assert (a.klass[row], a.scope[row], a.lane[row]) == (AffairClass.DISPUTE, Scope.LANE, world.households.lane[100])
    assert a.estate[row] == world.households.estate[100] and (a.severity[row], a.n_affected[row]) == (0.3, 2)
    assert (a.state[row], a.recognized_by[row]) == (AffairState.RECOGNIZED, RecognizedBy.QUARREL)
    assert a.recognized[row] == a.attended[row] == setting.month
    u = setting.uniform(Purpose.CASE_HOURS, int(a.eid[row]), 1)
    assert a.labour_minutes[row] == round(60 * (2 + 4 * u))


def test_cases_are_answered_oldest_first_then_by_household_then_by_affair(setting, p, told):
    """Households 2 and 7 have identities 52 and 51; the affair's identity decides between cases of one household."""
    world = setting.world
    one, other = sorted((new_affair(setting, slot=slot) for slot in (1, 2)), key=lambda r: int(world.affairs.eid[r]))
    world.households.eid[[2, 7]] = 52, 51
    for household, affair, opened in ((2, one, 5), (7, other, 5), (7, one, 5), (2, other, 4)):
        open_case(setting, household, affair, opened)
    order = [(kind, row) for kind, row, _ in cases._queue(setting, 0)]
    assert order == [("case", 3), ("case", 2), ("case", 1), ("case", 0)]
    assert cases._queue(setting, 1) == []
    dispute = cases.open_dispute(setting, 2, 7, 3)
    world.affairs.recognized[dispute], world.affairs.labour_minutes[dispute] = 5, 77
    assert cases._queue(setting, 0)[1] == ("dispute", dispute, 77)


def test_an_answer_is_a_good_experience_and_leaves_the_affair_as_it_is(setting, p, told):
    """Two cases of 120 and 50 minutes: contacts of 2 hours and of 1, .3 for the households; the cases are gone."""
    world, affair = setting.world, new_affair(setting)
    open_case(setting, 4, affair, 3, 120)
    open_case(setting, 9, affair, 4, 50)
    p.answered_success = 0.3
    before = world.hours.minutes[0, Activity.CASES]
    assert cases.answer(setting, 0, 170) == 0
    homes = world.households
    meetings = [(Scope.LANE, homes.lane[h], hours, homes.eid[h]) for h, hours in ((4, 2), (9, 1))]
    assert told == [*meetings, ([4, 9], 0.3, 0.0)]
    assert world.n("cases") == 0 and world.affairs.state[affair] == AffairState.LATENT
    assert world.hours.minutes[0, Activity.CASES] == before + 170
    assert world.committees.minutes_left[0] == 100_000 - 170


@pytest.mark.parametrize(
    ("budget", "unanswered", "left"),
    [(180, 0, []), (179, 60, [9]), (120, 60, [9]), (119, 120, [4]), (59, 180, [4, 9]), (0, 180, [4, 9])],
)
def test_what_a_budget_does_not_hold_stays_unanswered(setting, p, told, budget, unanswered, left):
    """Cases of 120 and 60 minutes; a short one is answered though a longer one before it was not."""
    affair = new_affair(setting)
    open_case(setting, 4, affair, 3, 120)
    open_case(setting, 9, affair, 4, 60)
    assert cases.answer(setting, 0, budget) == unanswered
    world = setting.world
    assert world.cases.household[: world.n("cases")].tolist() == left


@pytest.mark.parametrize(("minutes", "hours"), [(120, 2), (45, 1)])
def test_a_mediated_dispute_is_resolved_and_its_lane_meets_the_committee(setting, p, told, minutes, hours):
    world = setting.world
    row = cases.open_dispute(setting, 2, 7, 3)
    world.affairs.labour_minutes[row] = minutes
    assert cases.answer(setting, 0, minutes - 1) == minutes and world.affairs.state[row] == AffairState.RECOGNIZED
    told.clear()
    assert cases.answer(setting, 0, minutes) == 0
    a = world.affairs
    assert (a.state[row], a.labour_committee[row]) == (AffairState.RESOLVED, minutes)
    assert told == [(Scope.LANE, world.households.lane[2], hours, a.eid[row]), ([], p.answered_success, 0.0)]


def test_open_disputes_are_those_of_the_neighbourhood_that_are_not_closed(setting, p):
    new_affair(setting)
    world = setting.world
    world.affairs.state[world.n("affairs") - 1] = AffairState.RECOGNIZED
    rows = [cases.open_dispute(setting, 2, 7, slot) for slot in range(3)]
    world.affairs.state[rows[1]] = AffairState.RESOLVED
    assert cases.open_disputes(setting, 0) == [rows[0], rows[2]] and cases.open_disputes(setting, 1) == []


@pytest.mark.parametrize(
    ("age", "failed", "disappoints", "stays"),
    [
        (2, False, False, True),
        (3, False, True, True),
        (3, True, False, True),
        (11, True, False, True),
        (12, True, False, False),
        (13, False, True, False),
    ],
)
def test_a_case_disappoints_once_after_three_months_and_ends_after_twelve(
    setting, p, told, age, failed, disappoints, stays
):
    world, affair = setting.world, new_affair(setting)
    p.unanswered_failure, world.committees.complaints_up[0] = 0.3, 2
    row = open_case(setting, 4, affair, setting.month - age)
    world.cases.failed[row] = failed
    cases.expire(setting)
    assert told == [([4] if disappoints else [], 0.0, 0.3)]
    assert world.committees.complaints_up[0] == 2 + disappoints
    assert world.n("cases") == stays and bool(world.cases.failed[0]) is (stays and (failed or disappoints))


@pytest.mark.parametrize(
    ("state", "stays"), [(AffairState.EXECUTED, 1), (AffairState.RESOLVED, 0), (AffairState.MOOT, 0)]
)
def test_cases_end_with_their_affair(setting, p, told, state, stays):
    affair = new_affair(setting)
    open_case(setting, 4, affair, setting.month)
    setting.world.affairs.state[affair] = state
    cases.expire(setting)
    assert setting.world.n("cases") == stays


@pytest.mark.parametrize(("age", "state"), [(2, AffairState.RECOGNIZED), (3, AffairState.LAPSED)])
def test_a_dispute_lapses_that_nobody_mediates_for_three_months(setting, p, told, age, state):
    row = cases.open_dispute(setting, 2, 7, 3)
    setting.world.affairs.recognized[row] = setting.month - age
    cases.expire(setting)
    assert setting.world.affairs.state[row] == state


def test_who_moves_takes_its_cases_along(setting, p):
    affair = new_affair(setting)
    for household in (4, 9, 4, 11):
        open_case(setting, household, affair, 3, 60 + household)
    cases.drop_cases_of(setting, np.array([4, 30]))
    world = setting.world
    assert world.cases.household[: world.n("cases")].tolist() == [9, 11]
    assert world.cases.minutes[: world.n("cases")].tolist() == [69, 71]
    cases.drop_cases_of(setting, np.array([30]))
    assert world.n("cases") == 2


@pytest.mark.parametrize(
    ("number", "state", "uproar"),
    [(8, AffairState.LATENT, True), (7, AffairState.LATENT, False), (8, AffairState.HEARD, False)],
)
def test_an_uproar_is_six_open_cases_and_a_hundredth_of_the_affected(setting, p, number, state, uproar):
    """6 + .01 · 200 = 8 cases of one affair; those of another do not count."""
    world, affair, other = setting.world, new_affair(setting, slot=1), new_affair(setting, slot=2)
    p.uproar_base, p.uproar_share = 6, 0.01
    a = world.affairs
    a.n_affected[[affair, other]], a.state[affair], a.consent_required[affair] = 200, state, True
    for household in range(number):
        open_case(setting, household, affair, 3)
    open_case(setting, 20, other, 3)
    assert cases.counts_by_affair(setting, 0) == {affair: number, other: 1}
    assert cases.counts_by_affair(setting, 1) == {}
    cases.uproars(setting)
    assert a.state[affair] == (AffairState.RECOGNIZED if uproar else state) and a.state[other] == AffairState.LATENT
    assert bool(a.recognized_by[affair] == RecognizedBy.UPROAR) is uproar
    assert [event.arguments["cases"] for event in setting.chronicle.events if "cases" in event.arguments] == (
        [number] if uproar else []
    )


def test_uproars_come_in_the_order_of_identity(setting, p):
    """Whichever has more cases, and in whatever rows they are: here the lower identity has fewer, then more."""
    a, p.uproar_base, p.uproar_share = setting.world.affairs, 1, 0.0
    rows = sorted((new_affair(setting, slot=slot) for slot in (1, 2)), key=lambda r: int(setting.world.affairs.eid[r]))
    a = setting.world.affairs
    a.consent_required[rows] = True
    for counts in ((1, 2), (2, 1)):
        setting.world.keep("cases", 0)
        a.state[rows] = AffairState.LATENT
        setting.chronicle.events.clear()
        for row, count in zip(rows, counts, strict=True):
            for household in range(count):
                open_case(setting, household, row, 3)
        cases.uproars(setting)
        assert [event.affair for event in setting.chronicle.events] == rows
