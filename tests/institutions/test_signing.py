"""Exchange with a unit by hand: offer, spaces let, what carless households get, the signed contract (§6.5)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Act, AffairClass, AffairState, OrganizationKind, OrganizationState, Scope
from sim.institutions.contracts import signing
from sim.institutions.organizations import membership
from sim.world.persons import NEVER
from tests.helpers.affairs import fill_books, new_affair


@pytest.fixture
def p(setting):
    """The parameters of contracts."""
    return setting.params.contracts


@pytest.fixture
def affair(setting, p):
    """A parking affair of an estate in which each third household has a car; 200 spaces, 100 of which are needed."""
    row = new_affair(setting, AffairClass.PARKING, lane=1, scope=Scope.ESTATE)
    world = setting.world
    here = world.households.estate == world.lanes.estate[1]
    world.households.cars[:] = 9
    world.households.cars[here] = np.arange(here.sum()) % 3 == 0
    world.estates.spaces[:], world.estates.widened[:], world.units.daytime_need[:] = 200, False, 100
    world.units.outside_cost[:], world.units.link_success[:] = 250, 1
    world.units.link_failure[:] = 1
    p.fee_yuan, p.spaces_factor, p.cars_staying = 250, 2, 0.45
    fill_books(setting)
    return row


@pytest.mark.parametrize(
    ("started", "ended", "neighbourhood", "runs"),
    [
        (0, NEVER, 0, True),
        (NEVER, NEVER, 0, False),
        (0, 3, 0, False),
        (0, NEVER, 1, False),
        (NEVER + 1, NEVER, 0, True),
    ],
)
def test_a_contract_runs_from_its_start_to_its_end(setting, started, ended, neighbourhood, runs):
    row, c = setting.world.append("contracts", 1), setting.world.contracts
    c = setting.world.contracts
    c.started[row], c.ended[row], c.neighbourhood[row] = started, ended, neighbourhood
    assert signing.running(setting, 0) == ([row] if runs else [])
    assert signing.running(setting) == ([row] if runs or neighbourhood == 1 else [])


@pytest.mark.parametrize(
    ("need", "spaces", "cars", "widened", "let"),
    [
        (100, 60, 0, False, 100),
        (100, 40, 0, False, 80),
        (100, 40, 0, True, 40),
        (100, 40, 100, False, 35),
        (100, 40, 99, False, 35),
        (100, 40, 97, False, 36),
        (100, 10, 100, False, 0),
        (0, 40, 0, False, 0),
        (1, 40, 0, False, 1),
    ],
)
def test_spaces_let_are_the_need_or_twice_the_spaces_less_the_cars_that_stay(
    setting, affair, need, spaces, cars, widened, let
):
    """n = min(need, 2 · spaces - .45 · cars), whole spaces, not below 0; the estate's cars alone count."""
    world = setting.world
    estate = int(world.affairs.estate[affair])
    world.households.cars[world.households.estate == estate] = 0
    world.households.cars[np.flatnonzero(world.households.estate == estate)[0]] = cars
    world.estates.spaces[estate], world.estates.widened[estate], world.units.daytime_need[0] = spaces, widened, need
    assert signing._spaces(setting, estate, 0) == let


@pytest.mark.parametrize("above", [False, True])
def test_a_unit_accepts_with_half_its_link_and_three_tenths_of_the_support(setting, affair, p, monkeypatch, above):
    """P = .5 · .25 + weight · .5, the weight set so that P is its draw, or a little more."""
    world = setting.world
    a, u = world.affairs, world.units
    u.link_success[0], u.link_failure[0] = 1, 3
    asked = []
    monkeypatch.setattr(setting.society, "support_share", lambda *what, **how: asked.append((*what, how)) or 0.5)
    drawn = setting.uniform(Purpose.OFFER, int(u.eid[0]), int(a.eid[affair]))
    p.offer_link, p.offer_support = 0.5, (drawn - 0.125 + (1e-9 if above else -1e-9)) / 0.5
    a.cost_fen[affair] = a.upkeep_minutes[affair] = a.labour_minutes[affair] = 7
    assert signing.offer(setting, 0, affair, 0) is above
    assert asked == [(affair, {"with_cars": True})]
    needs = {int(each[affair]) for each in (a.cost_fen, a.upkeep_minutes, a.labour_minutes)}
    assert (a.unit[affair], needs) == ((0, {0}) if above else (-1, {7}))


@pytest.mark.parametrize(("cost", "drawn", "accepts"), [(250, 0.5, False), (250, 0.4999, True), (249.99, 0.0, False)])
def test_a_draw_at_the_probability_refuses_and_no_unit_pays_above_its_outside_cost(
    setting, affair, p, monkeypatch, cost, drawn, accepts
):
    setting.world.units.outside_cost[0], p.offer_link, p.offer_support = cost, 1.0, 0.0
    monkeypatch.setattr(type(setting), "uniform", lambda *_: drawn)
    assert signing.offer(setting, 0, affair, 0) is accepts


def test_who_has_no_car_gets_three_tenths_of_the_income_by_household(setting, affair, p, monkeypatch):
    """.3 · 100 spaces · 250 yuan, by all households, in units of 100 yuan, with noise N(0, .25); others keep theirs."""
    world, opened, cleared = setting.world, [], []
    stakes, a, homes = world.stakes, world.affairs, world.households
    first, count = int(a.first_stake[affair]), int(a.n_stakes[affair])
    rows = stakes.household[first : first + count]
    stakes.benefit[first : first + count] = -1.5
    p.offer_link, p.offer_support, p.carless_spread = 100.0, 0.0, 0.25
    setting.params.affairs.parking_income_share, setting.params.affairs.benefit_range = 0.3, [-2.0, 3.0]
    monkeypatch.setattr(setting.society, "open_beliefs_of", lambda row, those: opened.append((row, those.tolist())))
    monkeypatch.setattr(setting.society, "clear_votes", cleared.append)
    world.estates.spaces[a.estate[affair]] = 300
    assert signing.offer(setting, 0, affair, 0)
    expected, eid = [], int(a.eid[affair])
    for h in rows:
        noise = setting.normal(Purpose.BENEFIT, int(homes.eid[h]), eid, 2, 0.0, 0.25)
        share = 0.3 * 100 * 250 / count / 100 + noise
        expected.append(min(3.0, max(-2.0, share)) if homes.cars[h] == 0 else -1.5)
    assert stakes.benefit[first : first + count] == pytest.approx(expected)
    assert count > 20 and len({each for each in expected if -1.5 < each < 3}) > 10
    assert opened == [(affair, [first + k for k in range(count) if homes.cars[rows[k]] == 0])] and cleared == [affair]


@pytest.mark.parametrize(("income", "benefit"), [(1e9, 2.5), (-1e9, -0.5)])
def test_what_the_carless_get_stays_within_the_range_of_benefits(setting, affair, p, income, benefit):
    setting.params.affairs.benefit_range = [-0.5, 2.5]
    signing._offer_benefits(setting, affair, income)
    world = setting.world
    first, count = int(world.affairs.first_stake[affair]), int(world.affairs.n_stakes[affair])
    carless = world.households.cars[world.stakes.household[first : first + count]] == 0
    assert set(world.stakes.benefit[first : first + count][carless].tolist()) == {benefit}


def test_a_single_household_has_three_tenths_of_the_income(setting, affair, p):
    """.3 · 500 yuan in units of 100 yuan."""
    world, p.carless_spread = setting.world, 0.0
    first = int(world.affairs.first_stake[affair])
    world.affairs.n_stakes[affair], world.households.cars[world.stakes.household[first]] = 1, 0
    signing._offer_benefits(setting, affair, 500.0)
    assert world.stakes.benefit[first] == pytest.approx(1.5)


def test_an_affair_without_stakes_divides_nothing(setting, affair, p):
    setting.world.affairs.n_stakes[affair] = 0
    signing._offer_benefits(setting, affair, 100.0)


@pytest.mark.parametrize(
    ("state", "unit", "has", "signs"),
    [
        (AffairState.COMMITTED, 0, False, True),
        (AffairState.COMMITTED, 1, False, True),
        (AffairState.COMMITTED, -1, False, False),
        (AffairState.DELIBERATED, 0, False, False),
        (AffairState.COMMITTED, 0, True, False),
    ],
)
def test_contracts_are_signed_once_residents_have_consented(setting, affair, monkeypatch, state, unit, has, signs):
    world, signed = setting.world, []
    a = world.affairs
    a.unit[:], a.state[:] = -1, AffairState.RESOLVED
    a.state[affair], a.unit[affair] = state, unit
    row = world.append("contracts", 2)
    world.contracts.started[row : row + 2], world.contracts.affair[row : row + 2] = 0, [0, affair if has else 1]
    monkeypatch.setattr(signing, "sign", lambda setting, which: signed.append(which))
    signing.sign_ready(setting)
    assert signed == ([affair] if signs else [])


@pytest.mark.parametrize("widened", [False, True])
@pytest.mark.parametrize("yearly", [False, True])
def test_signing_widens_the_road_and_begins_a_duty(setting, affair, p, widened, yearly):
    """The 100 spaces needed, at 250 yuan; a duty of 60 to 150 hours; once the spaces are doubled they stay so.

    A one-off gift is the fee of so many years: 1.5 · 12 · 100 · 250 yuan.
    """
    world = setting.world
    a, estate = world.affairs, int(world.affairs.estate[affair])
    a.unit[affair], world.estates.widened[estate] = 1, widened
    p.yearly, p.one_off_years, p.duty_hours, p.enforcement = yearly, 1.5, [60, 150], "staff"
    world.neighbourhoods.next_body[0], world.estates.spaces[estate] = 50, 151
    row, c = signing.sign(setting, affair), world.contracts
    assert world.n("contracts") == row + 1
    assert c.eid[row] == int(world.neighbourhoods.eid[0]) * 2**20 + 50
    assert (c.unit[row], c.estate[row], c.affair[row], c.spaces[row], c.fee_fen[row]) == (
        1,
        estate,
        affair,
        100,
        25_000,
    )
    u = setting.uniform(Purpose.OFFER, int(world.units.eid[1]), int(a.eid[affair]), 1)
    assert c.duty_minutes[row] == round(60 * (60 + 90 * u))
    assert (c.started[row], c.available[row], bool(c.pays[row])) == (setting.month, 1.0, yearly)
    assert world.estates.widened[estate] and world.estates.spaces[estate] == (151 if widened else 302)
    assert setting.ledger.balance(0, Account.CASH) == (0 if yearly else 100 * 18 * 100 * 250)
    (event,) = [each for each in setting.chronicle.events if each.kind == EventKind.CONTRACT_SIGNED]
    assert event.arguments == {"spaces": 100, "yuan_per_year": 300_000}


@pytest.mark.parametrize(
    ("enforcement", "kinds", "owner", "proposed"),
    [
        ("residents", [OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.PATROL], 0, False),
        ("residents", [OrganizationKind.PATROL, OrganizationKind.SELF_GOVERNANCE_GROUP], 1, False),
        ("residents", [OrganizationKind.COUNCIL, OrganizationKind.PATROL], 1, True),
        ("residents", [OrganizationKind.COUNCIL], -1, True),
        ("staff", [OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.PATROL], -1, False),
    ],
)
def test_the_duty_belongs_to_the_group_or_the_patrol(setting, affair, enforcement, kinds, owner, proposed):
    """Rows 0 and 1 are bodies like any other; while there is no group, the committee proposes one (C071)."""
    world, estate = setting.world, int(setting.world.affairs.estate[affair])
    world.append("organizations", 2)
    o, setting.params.contracts.enforcement = world.organizations, enforcement
    o.state[:] = OrganizationState.DISSOLVED
    for row, kind in enumerate(kinds):
        o.kind[row], o.state[row], o.neighbourhood[row] = kind, OrganizationState.CONFIRMED, 0
        o.estate[row], o.lane[row] = estate, -1
    contract = world.append("contracts", 1)
    c = world.contracts
    c.estate[contract], c.affair[contract] = estate, affair
    before = world.n("proposals")
    signing._assign_duty(setting, contract, 345)
    assert c.organization[contract] == owner and world.n("proposals") - before == proposed
    if proposed:
        made = {name: int(column[before]) for name, column in world.proposals._asdict().items()}
        assert made["act"] == Act.FOUND_GROUP and (made["estate"], made["contract"]) == (estate, contract)
        assert (made["affair"], made["by_committee"], made["event"], made["lane"]) == (affair, 1, 345, -1)
    assert membership.group_of(setting, 0, -1, estate) in (-1, 0, 1)
