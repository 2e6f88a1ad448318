"""Exchange with a unit, from its offer to the signed contract (§6.5)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, AffairState, OrganizationKind, Scope
from sim.institutions import treasury, units
from sim.institutions.affairs import reach
from sim.institutions.bodies import next_body, propose
from sim.institutions.organizations import membership
from sim.institutions.setting import Setting
from sim.world.persons import NEVER

BENEFIT_YUAN = 100
"""Yuan a month in a household's hands that are felt as a benefit of 1."""


def running(setting: Setting, n: int | None = None) -> list[int]:
    """Return the rows of contracts that run."""
    contracts = setting.world.contracts
    return [
        c
        for c in range(setting.world.n("contracts"))
        if contracts.started[c] > NEVER
        and contracts.ended[c] == NEVER
        and (n is None or contracts.neighbourhood[c] == n)
    ]


def offer(setting: Setting, n: int, affair: int, unit: int) -> bool:
    """Offer a unit parking by day in exchange for money; P = .5 · link + .3 · support of car households.

    What is agreed decides what residents vote on: car households keep a space by night, carless ones get a share of
    the income.
    """
    world, p = setting.world, setting.params.contracts
    a, u = world.affairs, world.units
    if u.outside_cost[unit] < p.fee_yuan:
        return False
    support = setting.society.support_share(affair, with_cars=True)
    p_accepts = p.offer_link * units.link(setting, unit) + p.offer_support * support
    if setting.uniform(Purpose.OFFER, int(u.eid[unit]), int(a.eid[affair])) >= p_accepts:
        return False
    a.unit[affair] = unit
    a.cost_fen[affair] = 0
    a.upkeep_minutes[affair] = 0
    a.labour_minutes[affair] = 0
    income = _spaces(setting, int(a.estate[affair]), unit) * p.fee_yuan
    _offer_benefits(setting, affair, income)
    setting.society.clear_votes(affair)
    return True


def _spaces(setting: Setting, estate: int, unit: int) -> int:
    """Return the spaces that can be let: n = min(need, 2 · spaces - .45 · cars)."""
    world, p = setting.world, setting.params.contracts
    rows = reach.candidate_households(setting, Scope.ESTATE, -1, -1, estate)
    cars = int(world.households.cars[rows].sum())
    factor = 1.0 if world.estates.widened[estate] else p.spaces_factor
    there = factor * int(world.estates.spaces[estate]) - p.cars_staying * cars
    return max(0, min(int(world.units.daytime_need[unit]), int(there)))


def _offer_benefits(setting: Setting, affair: int, income_yuan_per_month: float) -> None:
    """Set what carless households would have from the contract (100 yuan a month), of which they think anew."""
    world, p = setting.world, setting.params
    stakes, block = world.stakes, reach.stakes_of(setting, affair)
    least, most = p.affairs.benefit_range
    rows = stakes.household[block]
    share = p.affairs.parking_income_share * income_yuan_per_month / max(1, len(rows)) / BENEFIT_YUAN
    carless = block.start + np.flatnonzero(world.households.cars[rows] == 0)
    for k in carless:
        noise = setting.normal(
            Purpose.BENEFIT, int(world.households.eid[stakes.household[k]]), int(world.affairs.eid[affair]), 2, 0.0,
            p.contracts.carless_spread,
        )  # fmt: skip
        stakes.benefit[k] = min(most, max(least, share + noise))
    setting.society.open_beliefs_of(affair, carless)


def sign_ready(setting: Setting) -> None:
    """Sign the contracts to which residents have consented (phase 7)."""
    a, count = setting.world.affairs, setting.world.n("affairs")
    ready = np.flatnonzero((a.state[:count] == AffairState.COMMITTED) & (a.unit[:count] >= 0))
    for affair in sorted(ready, key=lambda r: int(a.eid[r])):
        if not any(setting.world.contracts.affair[c] == affair for c in running(setting)):
            sign(setting, int(affair))


def sign(setting: Setting, affair: int) -> int:
    """Sign a contract: the unit widens the road, the spaces double, and a duty begins; return its row."""
    world, p = setting.world, setting.params.contracts
    a = world.affairs
    n, unit, estate = int(a.neighbourhood[affair]), int(a.unit[affair]), int(a.estate[affair])
    spaces = _spaces(setting, estate, unit)
    row = world.append("contracts", 1)
    c = world.contracts
    c.eid[row], c.neighbourhood[row], c.unit[row], c.estate[row] = next_body(setting, n), n, unit, estate
    c.affair[row], c.spaces[row], c.fee_fen[row] = affair, spaces, round(100 * p.fee_yuan)
    low, high = p.duty_hours
    u = setting.uniform(Purpose.OFFER, int(world.units.eid[unit]), int(a.eid[affair]), 1)
    c.duty_minutes[row] = round(60 * (low + (high - low) * u))
    c.started[row], c.pays[row] = setting.month, p.yearly
    c.available[row] = 1.0
    if not world.estates.widened[estate]:
        world.estates.widened[estate] = True
        world.estates.spaces[estate] = round(p.spaces_factor * int(world.estates.spaces[estate]))
    event = setting.chronicle.tell(
        EventKind.CONTRACT_SIGNED, n, affair=affair, spaces=spaces, yuan_per_year=round(12 * spaces * p.fee_yuan)
    )
    if not p.yearly:
        fen = round(1200 * p.one_off_years * spaces * p.fee_yuan)
        treasury.receive_from_unit(setting, n, fen)
    _assign_duty(setting, row, event)
    return row


def _assign_duty(setting: Setting, row: int, event: int) -> None:
    """Give the duty to the patrol, and let a group be proposed for it (C071)."""
    world = setting.world
    c = world.contracts
    n, estate = int(c.neighbourhood[row]), int(c.estate[row])
    if setting.params.contracts.enforcement != "residents":
        return
    group = membership.group_of(setting, n, -1, estate)
    patrols = membership.alive(setting, n, OrganizationKind.PATROL)
    c.organization[row] = group if group >= 0 else patrols[0] if patrols else -1
    if group < 0:
        propose(setting, Act.FOUND_GROUP, n, estate=estate, contract=row, affair=int(c.affair[row]),
                by_committee=1, event=event)  # fmt: skip
