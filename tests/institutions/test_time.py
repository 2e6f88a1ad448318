"""The committee's month of hours, by hand (§6.4)."""

import dataclasses

import pytest

from sim.foundation.terms import Activity, Actor
from sim.institutions.committee import time
from sim.institutions.street_office import demand

CAPACITY = 7 * 160 * 60


def minutes(setting, activity):
    return int(setting.world.hours.minutes[0, int(Actor.COMMITTEE) * len(Activity) + int(activity)])


def prepare(setting, symbolic=0.0, declined=0.0):
    setting.world.hours.minutes[:] = 0
    setting.world.committees.symbolic_share[0] = symbolic
    setting.world.committees.declined[0] = declined


def test_street_tasks_come_first_then_entrusted_then_the_neighbourhood(setting):
    prepare(setting)
    time.divide(setting, 0, 40_000, 20_000)
    assert (minutes(setting, Activity.STREET_TASKS), minutes(setting, Activity.ENTRUSTED_TASKS)) == (40_000, 20_000)
    assert setting.world.committees.minutes_left[0] == CAPACITY - 60_000
    assert setting.world.committees.overdue[0] == 0


def test_what_does_not_fit_is_overdue_in_units_of_eight_hours(setting):
    prepare(setting)
    time.divide(setting, 0, 60_000, 12_000)
    assert minutes(setting, Activity.STREET_TASKS) == 60_000
    assert minutes(setting, Activity.ENTRUSTED_TASKS) == CAPACITY - 60_000 == 7_200
    assert setting.world.committees.minutes_left[0] == 0
    assert setting.world.committees.overdue[0] == pytest.approx(4_800 / 60 / 8)


def test_symbolic_handling_saves_a_part_of_its_share(model):
    setting = model.setting
    setting.params.committee = dataclasses.replace(setting.params.committee, symbolic_saving=0.6)
    prepare(setting, symbolic=0.5)
    time.divide(setting, 0, 40_000, 20_000)
    assert (minutes(setting, Activity.STREET_TASKS), minutes(setting, Activity.ENTRUSTED_TASKS)) == (28_000, 14_000)


def test_declined_work_is_entrusted_work_only(setting):
    prepare(setting, declined=0.5)
    time.divide(setting, 0, 40_000, 20_000)
    assert (minutes(setting, Activity.STREET_TASKS), minutes(setting, Activity.ENTRUSTED_TASKS)) == (40_000, 10_000)


def test_time_not_used_is_counted_as_idle_so_that_the_account_closes(setting):
    prepare(setting)
    time.divide(setting, 0, 30_000, 20_000)
    assert setting.spend_committee(0, Activity.AGENDA, 5_000) == 5_000
    time.idle(setting, 0)
    assert minutes(setting, Activity.IDLE) == CAPACITY - 55_000
    assert setting.spend_committee(0, Activity.AGENDA, 60) == 0
    assert int(setting.world.hours.minutes[0, : len(Activity)].sum()) == CAPACITY


@pytest.mark.parametrize(
    ("symbolic", "overdue", "expected"),
    [
        (0.0, 0.0, 0.0),  # nothing overdue: it stays at 0
        (0.0, 10.0, 0.015),  # + .02 - .005
        (0.1, 5.0, 0.105),  # + .01 - .005
        (0.4, 10.0, 0.375),  # + .02 - .04 · (.9 - .8) / .1 - .005
        (0.5, 100.0, 0.455),  # + .02 - .04 · 1.5 - .005
    ],
)
def test_coping(setting, symbolic, overdue, expected):
    committees = setting.world.committees
    committees.symbolic_share[0], committees.overdue[0], committees.audits_failed[0] = symbolic, overdue, 0
    time.cope(setting, 0, 0)
    assert committees.symbolic_share[0] == pytest.approx(expected)


def test_a_failed_audit_and_unanswered_cases_count_in_coping(setting):
    committees = setting.world.committees
    committees.symbolic_share[0], committees.overdue[0], committees.audits_failed[0] = 0.4, 0.0, 1
    time.cope(setting, 0, 5 * 8 * 60)
    assert committees.overdue[0] == pytest.approx(5)
    assert committees.symbolic_share[0] == pytest.approx(0.4 + 0.01 - 0.04 * (0.9 - 0.75) / 0.1 - 0.005)


def test_demand_follows_load_and_shock(setting):
    street, entrusted = demand(setting, 0)
    assert entrusted == round(0.30 * CAPACITY * setting.params.street_office.load)
    assert street == pytest.approx(0.60 * CAPACITY, rel=0.6)
    setting.world.committees.load_factor[0] = 1.3
    more_street, more_entrusted = demand(setting, 0)
    assert more_entrusted == round(0.30 * CAPACITY * setting.params.street_office.load * 1.3)
    assert more_street > street


def test_earmarks_above_the_reference_oblige_hours(model):
    before = demand(model.setting, 0)[0]
    richer = dataclasses.replace(model.setting.params.money, grant_yuan_per_year=82_000.0)
    model.setting.params.money = richer
    extra = demand(model.setting, 0)[0] - before
    assert extra == pytest.approx(60 * richer.earmark_hours_per_1000_yuan * 12 / 12, abs=1)
