"""Resident-area units: yearly gifts, gifts when asked, budgets, linking trust (§6.5, §6.8)."""

import math

import pytest

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account
from sim.institutions import units
from tests.helpers.affairs import balances, fill_books, new_affair


@pytest.fixture
def three(setting):
    """Units 0 to 2 are active, with budgets of 10 yuan and links of .5; there are no others; the books are empty."""
    u = setting.world.units
    assert setting.world.n("units") >= 3
    u.active[:], u.active[:3] = False, True
    u.gift_budget_fen[:], u.given_fen[:], u.gift_month[:] = 1000, 0, 7
    u.link_success[:] = u.link_failure[:] = 1
    fill_books(setting)
    return u


def test_active_units_of_a_neighbourhood(setting, three):
    three.active[1] = False
    assert units.active(setting, 0) == [0, 2] and units.active(setting, 1) == []


@pytest.mark.parametrize(
    ("month", "given", "after", "gift"),
    [
        (17, 400, 1000, 600),
        (18, 400, 400, 0),
        (17, 1000, 1000, 0),
        (17, 1200, 1200, 0),
        (17, 999, 1000, 1),
        (12, 400, 0, 0),
        (13, 400, 400, 0),
    ],
)
def test_each_gives_in_its_month_what_it_has_not_yet_given(setting, three, month, given, after, gift):
    """The unit's month is June; in January (month 12) a year of gifts begins."""
    setting.world.month, three.gift_month[0], three.given_fen[0] = month, 5, given
    units.give_yearly(setting, 0)
    assert three.given_fen[0] == after and setting.ledger.balance(0, Account.CASH) == gift


def test_a_unit_whose_month_is_january_gives_anew(setting, three):
    setting.world.month, three.gift_month[0], three.given_fen[0] = 24, 0, 1000
    units.give_yearly(setting, 0)
    assert three.given_fen[0] == 1000 and setting.ledger.balance(0, Account.CASH) == 1000


@pytest.fixture
def affair(setting, three):
    """An affair that lacks 9 yuan: 20 cost, 5 paid, 6 given for it."""
    row = new_affair(setting)
    a = setting.world.affairs
    a.cost_fen[row], a.paid_fen[row], a.gift_fen[row] = 2000, 500, 600
    return row


@pytest.mark.parametrize(("given", "gift"), [(0, 900), (100, 900), (101, 899), (999, 1)])
def test_a_unit_gives_what_is_missing_and_it_has_left(setting, three, affair, given, gift):
    accounts, p = setting.world.accounts, setting.params.money
    three.active[1:], p.gift_ask_base, accounts.own_income_year[0], three.given_fen[0] = False, 1.0, 40, given
    assert units.ask(setting, 0, affair)
    assert balances(setting) == {"affairs": gift} and three.given_fen[0] == given + gift
    assert setting.world.affairs.gift_fen[affair] == 600 + gift and accounts.own_income_year[0] == 40 + gift
    assert setting.chronicle.events[-1].arguments == {"yuan": gift // 100}


@pytest.mark.parametrize("given", [1000, 1001])
def test_who_has_given_its_budget_is_not_asked(setting, three, affair, given):
    three.given_fen[:], setting.params.money.gift_ask_base = given, 1.0
    assert not units.ask(setting, 0, affair) and balances(setting) == {}


@pytest.mark.parametrize(
    ("success", "eids", "asked"),
    [([1, 3, 2], [5, 6, 7], 1), ([3, 3, 1], [6, 5, 7], 1), ([3, 3, 3], [5, 6, 7], 0), ([1, 1, 4], [5, 6, 7], 2)],
)
def test_the_best_linked_is_asked_and_of_equals_the_lowest_identity(setting, three, affair, success, eids, asked):
    three.link_success[:3], three.eid[:3], setting.params.money.gift_ask_base = success, eids, 1.0
    assert units.ask(setting, 0, affair)
    assert three.given_fen[:3].tolist() == [900 * (row == asked) for row in range(3)]


@pytest.mark.parametrize("above", [False, True])
def test_it_gives_with_point_2_and_half_its_link(setting, three, affair, above):
    """P = base + .5 · link; the base is set so that P is the draw itself, or a little more."""
    three.active[1:], three.link_success[0], three.link_failure[0] = False, 1, 3
    u = setting.uniform(Purpose.ASK_GIFT, int(three.eid[0]), int(setting.world.affairs.eid[affair]))
    setting.params.money.gift_ask_link = 0.5
    setting.params.money.gift_ask_base = u - 0.125 + (1e-9 if above else -1e-9)
    assert units.ask(setting, 0, affair) is above


def test_a_draw_at_the_probability_gives_nothing(setting, three, affair):
    three.active[1:], setting.params.money.gift_ask_link = False, 0.0
    key = (Purpose.ASK_GIFT, int(three.eid[0]), int(setting.world.affairs.eid[affair]))
    setting.params.money.gift_ask_base = setting.uniform(*key)
    assert not units.ask(setting, 0, affair)


@pytest.mark.parametrize(("above", "active", "drawn"), [(True, True, True), (False, True, False), (True, False, False)])
def test_budgets_are_drawn_anew_now_and_then(setting, three, above, active, drawn):
    """Median · lognormal(0, spread), where the unit's draw lies below the rate."""
    world, p = setting.world, setting.params
    eid = int(three.eid[0])
    three.active[:3] = [active, False, False]
    u = setting.uniform(Purpose.UNIT_BUDGET, eid)
    p.units.budget_shock = math.nextafter(u, 1) if above else u
    p.founding.gift_budget_median_yuan, p.founding.gift_budget_log_sd = 1500, 0.6
    units.change_budgets(setting)
    value = draws.lognormal(world.seed, Purpose.UNIT_BUDGET, world.month, eid, 1, 0, 0.0, 0.6)
    assert three.gift_budget_fen[0] == (round(150_000 * value) if drawn else 1000)


def test_a_delivered_favour_is_a_success_and_a_failed_one_a_failure(setting, three):
    setting.params.units.delivered_success = 1.5
    units.thank(setting, 0, good=True)
    units.thank(setting, 1, good=False)
    assert three.link_success[:3].tolist() == [2.5, 1, 1] and three.link_failure[:3].tolist() == [1, 2.5, 1]
    assert [units.link(setting, row) for row in range(3)] == [2.5 / 3.5, 1 / 3.5, 0.5]
