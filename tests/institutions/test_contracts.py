"""A contract's year by hand: availability, payment, the share of the income, renewal (§6.5)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account
from sim.institutions.contracts import duty, settlement, signing

DUTY = 6_000


@pytest.fixture
def contract(setting):
    """A contract for 100 spaces at 250 yuan signed last month; the books are empty."""
    world = setting.world
    world.accounts.balance[:] = 0
    row = world.append("contracts", 1)
    c = world.contracts
    c.eid[row], c.neighbourhood[row], c.unit[row], c.estate[row], c.affair[row] = 77, 0, 0, 0, 0
    c.spaces[row], c.fee_fen[row], c.duty_minutes[row] = 100, 25_000, DUTY
    c.started[row], c.pays[row], c.available[row] = setting.month - 1, True, 1.0
    c.ended[row], c.organization[row] = -9999, -1
    return row


@pytest.mark.parametrize(
    ("done", "available", "paid"),
    [(0, 0.25, 0.3125), (DUTY // 4, 0.5, 0.625), (DUTY * 55 // 100, 0.8, 1.0), (2 * DUTY, 1.0, 1.0)],
)
def test_availability_follows_the_duty_done_and_payment_follows_availability(setting, contract, done, available, paid):
    c = setting.world.contracts
    c.done_minutes[contract] = done
    settlement.settle(setting)
    assert c.available[contract] == pytest.approx(available)
    assert setting.ledger.balance(0, Account.CASH) == round(100 * 25_000 * paid)


def test_three_tenths_of_the_income_go_to_the_carless_as_events_and_upkeep(setting, contract):
    setting.world.contracts.done_minutes[contract] = DUTY
    settlement.settle(setting)
    assert setting.ledger.balance(0, Account.VENUES_AND_EVENTS) == 750_000
    assert setting.ledger.balance(0, Account.FREE) == 1_750_000
    setting.ledger.check()


def test_a_month_is_kept_from_seven_tenths_on(setting, contract):
    c = setting.world.contracts
    for minutes, kept in ((DUTY * 44 // 100, False), (DUTY * 45 // 100, True)):
        c.done_minutes[contract] = minutes
        settlement.settle(setting)
        assert bool(c.kept[contract, 0]) is kept


@pytest.mark.parametrize(
    ("kept", "renewed"),
    [
        ("111111100000", True),  # seven of twelve
        ("111111000000", False),
        ("000000111100", True),  # four of the last six
        ("000000011100", False),
        ("111000111000", False),  # six in all, three of the last six
    ],
)
def test_renewal_after_a_year(setting, contract, kept, renewed):
    world = setting.world
    c, units = world.contracts, world.units
    world.month += 11
    c.kept[contract] = [mark == "1" for mark in kept]
    c.done_minutes[contract] = DUTY if kept[-1] == "1" else 0
    before = (float(units.link_success[0]), float(units.link_failure[0]))
    settlement.settle(setting)
    assert (contract in signing.running(setting, 0)) is renewed
    kinds = [event.kind for event in setting.chronicle.events]
    assert kinds[-1] == (EventKind.CONTRACT_RENEWED if renewed else EventKind.CONTRACT_ENDED)
    change = (float(units.link_success[0]) - before[0], float(units.link_failure[0]) - before[1])
    assert change == ((1.0, 0.0) if renewed else (0.0, 1.0))


def test_the_month_of_signing_does_not_count(setting, contract):
    setting.world.contracts.started[contract] = setting.month
    settlement.settle(setting)
    assert setting.ledger.balance(0, Account.CASH) == 0
    assert not setting.world.contracts.kept[contract].any()


def test_a_unit_that_has_left_renews_nothing(setting, contract):
    world = setting.world
    world.month += 11
    world.contracts.kept[contract] = True
    world.contracts.done_minutes[contract] = DUTY
    world.units.active[0] = False
    settlement.settle(setting)
    assert signing.running(setting, 0) == []


def test_no_unit_signs_above_what_parking_elsewhere_costs(setting):
    world = setting.world
    world.units.link_success[0] = 1e6
    world.units.outside_cost[0] = setting.params.contracts.fee_yuan - 1
    for affair in range(world.n("affairs")):
        assert not signing.offer(setting, 0, affair, 0)
    assert (world.affairs.unit == -1).all()


def test_unmet_duty(setting, contract):
    c = setting.world.contracts
    c.available[contract] = 0.5
    assert duty.unmet_duty(setting, 0) == (DUTY, DUTY * 3 // 4)
    c.available[contract] = 1.0
    assert duty.unmet_duty(setting, 0)[1] == pytest.approx(DUTY / 4)
    c.ended[contract] = 0
    assert duty.unmet_duty(setting, 0) == (0, 0)
    assert np.array_equal(signing.running(setting), [])
