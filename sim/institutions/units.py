"""Resident-area units: gifts, budgets, linking trust (§6.5, §6.8)."""

from sim.foundation import draws
from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Money
from sim.institutions.setting import Setting
from sim.institutions.treasury import receive_split


def active(setting: Setting, n: int) -> list[int]:
    """Return the rows of a neighbourhood's active units."""
    units, count = setting.world.units, setting.world.n("units")
    return ((units.neighbourhood[:count] == n) & units.active[:count]).nonzero()[0].tolist()


def give_yearly(setting: Setting, n: int) -> None:
    """Let each unit give, in its own month of the year, what it has not yet given (phase 1)."""
    units = setting.world.units
    for u in active(setting, n):
        if setting.month % 12 == 0:
            units.given_fen[u] = 0
        if setting.month % 12 == units.gift_month[u]:
            fen = int(units.gift_budget_fen[u]) - int(units.given_fen[u])
            if fen > 0:
                units.given_fen[u] += fen
                receive_split(setting, n, fen, Money.GIFT)


def ask(setting: Setting, n: int, affair: int) -> bool:
    """Ask the best linked unit that has not yet given this year for a gift bound to an affair; return whether it gives.

    P = .2 + .5 · link.
    """
    world, p = setting.world, setting.params.money
    units, a = world.units, world.affairs
    able = [u for u in active(setting, n) if units.gift_budget_fen[u] > units.given_fen[u]]
    if not able:
        return False
    unit = max(able, key=lambda u: (link(setting, u), -int(units.eid[u])))
    p_gives = p.gift_ask_base + p.gift_ask_link * link(setting, unit)
    if setting.uniform(Purpose.ASK_GIFT, int(units.eid[unit]), int(a.eid[affair])) >= p_gives:
        return False
    missing = int(a.cost_fen[affair]) - int(a.paid_fen[affair]) - int(a.gift_fen[affair])
    fen = min(missing, int(units.gift_budget_fen[unit]) - int(units.given_fen[unit]))
    units.given_fen[unit] += fen
    setting.ledger.receive(n, Account.AFFAIRS, fen, Money.GIFT)
    world.accounts.own_income_year[n] += fen
    a.gift_fen[affair] += fen
    setting.chronicle.tell(EventKind.GIFT_GIVEN, n, affair=affair, yuan=fen // 100)
    return True


def change_budgets(setting: Setting) -> None:
    """Draw budgets anew, now and then (phase 8)."""
    world = setting.world
    units = world.units
    founding = setting.params.founding
    for u in range(world.n("units")):
        if not units.active[u]:
            continue
        eid = int(units.eid[u])
        if setting.uniform(Purpose.UNIT_BUDGET, eid) < setting.params.units.budget_shock:
            value = draws.lognormal(
                world.seed, int(Purpose.UNIT_BUDGET), setting.month, eid, 1, 0, 0.0, founding.gift_budget_log_sd
            )
            units.gift_budget_fen[u] = round(100 * founding.gift_budget_median_yuan * float(value))


def thank(setting: Setting, unit: int, good: bool) -> None:
    """Count a delivered or failed favour in a unit's linking trust."""
    units = setting.world.units
    if good:
        units.link_success[unit] += setting.params.units.delivered_success
    else:
        units.link_failure[unit] += setting.params.units.delivered_success


def link(setting: Setting, unit: int) -> float:
    """Return a unit's linking trust: success / (success + failure)."""
    units = setting.world.units
    success, failure = float(units.link_success[unit]), float(units.link_failure[unit])
    return success / (success + failure)
