"""The street office: tasks, audits, quarterly score, yearly quota (§6.4, §6.8)."""

import math

import numpy as np
import pytest

from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairState
from sim.institutions import street_office
from sim.institutions.setting import Setting
from sim.world.state import empty_world
from tests.helpers.affairs import new_affair
from tests.helpers.bodies import move_away

CAPACITY = 5 * 160 * 60


@pytest.fixture
def p(setting):
    """The street office's parameters, to be changed; five of staff; nothing is noisy."""
    street = setting.params.street_office
    setting.world.committees.staff[0], setting.world.committees.load_factor[0] = 5, 1.0
    setting.params.committee.hours_per_staff, street.load = 160, 1.0
    street.demand_sd = street.score_sd = street.quota_sd = 0.0
    return street


@pytest.mark.parametrize(("load", "factor"), [(1.0, 1.0), (1.25, 0.5)])
def test_six_tenths_of_capacity_are_street_tasks_and_three_tenths_entrusted(setting, p, load, factor):
    p.load, setting.world.committees.load_factor[0] = load, factor
    expected = (round(0.6 * CAPACITY * load * factor), round(0.3 * CAPACITY * load * factor))
    assert street_office.demand(setting, 0) == expected


@pytest.mark.parametrize(
    ("yuan", "minutes"), [(70_000, 0), (82_000, 60 * 20), (58_000, -60 * 20), (-10_000_000, -math.inf)]
)
def test_every_thousand_yuan_of_earmark_oblige_twenty_hours_a_year(setting, p, yuan, minutes):
    """12,000 yuan above the reference are 240 hours a year, 20 a month; no task takes less than no time."""
    money = setting.params.money
    money.grant_yuan_per_year, money.reference_grant_yuan, money.earmark_hours_per_1000_yuan = yuan, 70_000, 20
    assert street_office.demand(setting, 0) == (max(0, 0.6 * CAPACITY + minutes), 0.3 * CAPACITY)


def test_only_street_tasks_vary(setting, p):
    p.demand_sd = 0.08
    noise = setting.normal(Purpose.DEMAND, int(setting.world.committees.eid[0]), 0, 0, 0.0, 0.08)
    assert noise != 0
    assert street_office.demand(setting, 0) == (round(0.6 * CAPACITY * (1 + noise)), 0.3 * CAPACITY)


def test_without_load_there_are_no_tasks(setting, p):
    p.load, setting.params.money.grant_yuan_per_year = 0.0, 0
    assert street_office.demand(setting, 0) == (0, 0)


@pytest.mark.parametrize(
    ("above", "symbolic", "found"), [(True, 0.01, 1), (True, 0.0, 0), (False, 0.01, 0), (True, 0.5, 1)]
)
def test_an_audit_finds_symbolic_handling_if_there_is_some(setting, p, above, symbolic, found):
    """The audit comes where the committee's draw lies below .15 a quarter."""
    committees = setting.world.committees
    u = setting.uniform(Purpose.AUDIT, int(committees.eid[0]))
    setting.params.committee.audit_per_quarter = math.nextafter(u, 1) if above else u
    committees.symbolic_share[0], committees.audits_failed[0] = symbolic, 3
    street_office.audit(setting, 0)
    assert committees.audits_failed[0] == 3 + found


@pytest.fixture
def distrusted(setting):
    """Adults who live here trust the committee with (.9 + 0) / (2 + 0 + 1) = .3; all others with nearly 1."""
    residents = setting.world.residents
    adults = np.flatnonzero((residents.neighbourhood == 0) & residents.adult & (residents.kind == 1))
    staff = np.flatnonzero(residents.kind > 1)
    assert len(staff) and (~residents.adult[residents.kind == 1]).any()
    residents.adult[staff], residents.neighbourhood[staff] = True, 0
    residents.trust_success[:], residents.trust_failure[:] = 1e4, 0
    residents.trust_success[adults], residents.trust_failure[adults] = 0, 1
    residents.trust_success[adults[0]] = 1e4
    move_away(setting, adults[0])


@pytest.mark.parametrize(
    ("up", "every", "complaints"), [(0, 0, 0), (2, 8, 0.7 / 4), (1, 0, 0.7), (1, 1, 0.7), (9, 3, 1.0), (1, 2, 0.35)]
)
def test_the_quarters_score(setting, p, distrusted, up, every, complaints):
    """1 - .5 symbolic - .3 upward complaints · (1 - trust) - .05 a finding - declined work - .3 returned grant."""
    world = setting.world
    committees, accounts = world.committees, world.accounts
    committees.symbolic_share[0], committees.audits_failed[0], committees.decline_cost[0] = 0.2, 2, 0.04
    committees.complaints_up[0], committees.complaints_all[0], accounts.returned_share[0] = up, every, 0.5
    street_office.evaluate(setting, 0)
    score = 1 - 0.5 * 0.2 - 0.3 * complaints - 2 * 0.05 - 0.04 - 0.3 * 0.5
    assert committees.score[0] == pytest.approx(score, abs=1e-6)
    event = setting.chronicle.events[-1]
    assert event.arguments == {"score": round(float(committees.score[0]), 3)}
    cleared = (committees.complaints_up[0], committees.complaints_all[0], committees.decline_cost[0])
    assert cleared == (0, 0, 0) and accounts.returned_share[0] == 0 and committees.audits_failed[0] == 2


def test_the_score_has_noise(setting, p):
    committees = setting.world.committees
    committees.symbolic_share[0] = committees.audits_failed[0] = committees.decline_cost[0] = 0
    committees.complaints_up[0] = setting.world.accounts.returned_share[0] = 0
    p.score_sd = 0.03
    street_office.evaluate(setting, 0)
    noise = setting.normal(Purpose.SCORE, int(committees.eid[0]), 0, 0, 0.0, 0.03)
    assert committees.score[0] == pytest.approx(1 + noise) and noise != 0


@pytest.fixture
def streets(setting):
    """Five committees under street 0 and one (row 1) under street 1; their affairs wait for a quota."""
    counts = {"neighbourhoods": 6, "committees": 6, "street_offices": 2, "affairs": 8}
    many = Setting(empty_world(0, 3, counts), setting.society, setting.params, (), ())
    world = many.world
    world.neighbourhoods.street[:], world.neighbourhoods.street[1] = 0, 1
    world.neighbourhoods.eid[:], world.committees.eid[:] = range(6), [16, 15, 14, 13, 12, 11]
    a = world.affairs
    a.has_quota[:], a.state[:], a.number[:8] = False, AffairState.RECOGNIZED, range(8)
    a.neighbourhood[:8] = [0, 1, 2, 3, 4, 5, 2, 2]
    return many


MERIT = {0: 0.2, 1: 0.1, 2: 0.9, 3: 0.3, 4: 0.5, 5: 0.5}


@pytest.fixture
def merit(monkeypatch):
    """Merits as above, and for which affair they were asked."""
    asked = {}
    monkeypatch.setattr(street_office, "_merit", lambda _, n, affair: asked.setdefault(n, affair) * 0 + MERIT[n])
    return asked


@pytest.mark.parametrize(
    ("quota_of", "granted"), [(4, [1, 2, 5]), (5, [1, 2]), (2, [1, 2, 4, 5]), (1, [0, 1, 2, 3, 4, 5]), (9, [1, 2])]
)
def test_the_best_of_each_street_get_a_quota(streets, merit, quota_of, granted):
    """⌈K / 4⌉ of each street's K by merit, then identity: of rows 4 and 5 the latter has the lower one (11)."""
    streets.params.street_office.quota_of = quota_of
    street_office.grant_quota(streets)
    a = streets.world.affairs
    assert a.neighbourhood[np.flatnonzero(a.has_quota[:8])].tolist() == granted


def test_the_first_affair_by_number_gets_it_and_no_other(streets, merit):
    """Committee 2 has rows 2, 6 and 7, of which row 6 has the lowest number; the event tells it."""
    a = streets.world.affairs
    a.number[[2, 6, 7]] = [30, 10, 20]
    street_office.grant_quota(streets)
    assert np.flatnonzero(a.has_quota[:8]).tolist() == [1, 5, 6]
    assert [event.affair for event in streets.chronicle.events] == [6, 5, 1]


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (AffairState.LATENT, True),
        (AffairState.COMMITTED, True),
        (AffairState.EXECUTED, False),
        (AffairState.LAPSED, False),
    ],
)
def test_only_open_affairs_before_execution_wait(streets, merit, state, waits):
    a = streets.world.affairs
    a.state[:8], a.state[1] = AffairState.RESOLVED, state
    a.has_quota[0], a.state[0] = True, AffairState.RECOGNIZED
    street_office.grant_quota(streets)
    assert merit == ({1: 1} if waits else {}) and bool(a.has_quota[1]) is waits


@pytest.mark.parametrize(("delivered", "part"), [(0, 0.0), (1, 0.25), (4, 1.0), (7, 1.0)])
def test_merit_is_signatures_completeness_delivery_and_score(setting, p, delivered, part):
    """.4 · 3/4 + .25 · agreements/4 + .2 · min(1, delivered/4) + .15 · score."""
    world, row = setting.world, new_affair(setting)
    a, stakes = world.affairs, world.stakes
    first = int(a.first_stake[row])
    stakes.signed[:], a.n_stakes[row], a.agreements[row] = True, 4, 3
    stakes.signed[first + 1] = False
    world.committees.delivered[0], world.committees.score[0], p.delivered_full = delivered, 0.8, 4
    expected = 0.4 * 0.75 + 0.25 * 0.75 + 0.2 * part + 0.15 * 0.8
    assert street_office._merit(setting, 0, row) == pytest.approx(expected)
    a.n_stakes[row] = 0
    assert street_office._merit(setting, 0, row) == pytest.approx(expected - 0.3)
    p.quota_sd = 0.05
    noise = setting.normal(Purpose.QUOTA, int(world.committees.eid[0]), 0, 0, 0.0, 0.05)
    assert street_office._merit(setting, 0, row) == pytest.approx(expected - 0.3 + noise) and noise != 0


def test_in_a_lottery_merit_is_a_draw_of_its_own(setting, p):
    """The key (quota, committee, 0, 99) is no part of the noise's, whose numbers end at 11."""
    p.quota_by_lottery = True
    drawn = setting.uniform(Purpose.QUOTA, int(setting.world.committees.eid[0]), 0, 99)
    assert street_office._merit(setting, 0, 0) == drawn
