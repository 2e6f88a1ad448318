"""What organizations cost, and the budget lines they get (§6.5)."""

import numpy as np

from sim.foundation.terms import Account, Money, OrganizationState
from sim.institutions.organizations.membership import COUNCIL, GROUP, alive, members
from sim.institutions.setting import Setting


def pay_running(setting: Setting, n: int) -> None:
    """Pay groups and councils their running costs from free cash; the unpaid tire (phase 9)."""
    world, p = setting.world, setting.params
    o = world.organizations
    for row in alive(setting, n):
        if o.state[row] != OrganizationState.CONFIRMED or o.kind[row] not in (GROUP, COUNCIL):
            continue
        yuan = p.money.group_running_yuan if o.kind[row] == GROUP else p.money.council_running_yuan
        fen = round(100 * yuan)
        for fund in (Account.FREE, Account.VENUES_AND_EVENTS):
            if setting.ledger.balance(n, fund) >= fen:
                setting.ledger.pay(n, fund, fen, Money.ORGANIZATION_RUNNING)
                world.committees.running_year_fen[n, setting.month % 12] += fen
                break
        else:
            rows = members(setting, row)
            fatigue = world.residents.fatigue
            fatigue[rows] = np.minimum(1.0, fatigue[rows] + p.organizations.unpaid_fatigue)


def give_lines(setting: Setting, n: int) -> None:
    """Give confirmed organizations a budget line from free cash, once a year in January (phase 9)."""
    world, p = setting.world, setting.params
    o = world.organizations
    wanted = round(100 * p.organizations.line_yuan_per_year)
    rows = [r for r in alive(setting, n) if o.state[r] == OrganizationState.CONFIRMED and o.kind[r] in (GROUP, COUNCIL)]
    for row in sorted(rows, key=lambda r: int(o.eid[r])):
        most = int(p.money.line_from_free * setting.ledger.balance(n, Account.FREE))
        fen = min(wanted - int(o.line_fen[row]), most)
        if fen > 0:
            setting.ledger.transfer(n, Account.FREE, Account.ORGANIZATION_LINES, fen, Money.ORGANIZATION_LINE)
            o.line_fen[row] += fen
