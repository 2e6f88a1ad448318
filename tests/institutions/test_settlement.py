"""A contract's months by number, and why it ends (§6.5, phase 9)."""

import pytest

from sim.foundation.terms import Money
from sim.institutions.contracts import settlement
from sim.world.persons import NEVER


@pytest.fixture
def contract(setting):
    """A contract of unit 0 about affair 0, whose duty of 100 minutes was done this month."""
    row = setting.world.append("contracts", 1)
    c = setting.world.contracts
    c.unit[row] = c.neighbourhood[row] = c.affair[row] = 0
    c.duty_minutes[row], c.done_minutes[row], c.ended[row], c.pays[row] = 100, 100, NEVER, False
    setting.world.affairs.unit[0] = 3
    return row


@pytest.mark.parametrize(("age", "month"), [(1, 0), (2, 1), (12, 11), (13, 0), (24, 11), (25, 0), (26, 1)])
def test_a_month_is_marked_by_its_number_in_the_contracts_year(setting, contract, age, month):
    """The first is the month after signing; at the end of each twelve the contract is renewed or ends."""
    c, world = setting.world.contracts, setting.world
    world.month = 40
    c.started[contract], c.kept[contract] = world.month - age, False
    settlement.settle(setting)
    assert [k for k in range(12) if c.kept[contract, k]] == [month]
    assert bool(c.ended[contract] == world.month) is (month == 11)


@pytest.mark.parametrize(
    ("kept", "active", "reason"), [(0, True, "not kept"), (0, False, "not kept"), (12, False, "unit left")]
)
def test_why_a_contract_ends(setting, contract, kept, active, reason):
    """Its affair has no unit any more."""
    world = setting.world
    world.contracts.kept[contract, :], world.units.active[0] = kept > 0, active
    settlement._renew(setting, contract)
    assert setting.chronicle.events[-1].arguments == {"reason": reason}
    assert world.affairs.unit[0] == -1 and world.contracts.ended[contract] == setting.month


def test_what_is_not_paid_by_the_year_is_not_paid_by_the_month(setting, contract):
    setting.ledger.journal.clear()
    setting.world.contracts.started[contract] = setting.month - 2
    settlement.settle(setting)
    assert [each for each in setting.ledger.journal if each.purpose == Money.EXCHANGE] == []
