"""Exchange with a unit: offer, contract, duty, availability, payment, renewal (§6.5)."""

from collections.abc import Callable

import numpy as np

from sim.foundation.terms import (
    Account,
    Act,
    Activity,
    AffairState,
    EventKind,
    Money,
    OrganizationKind,
    OrganizationState,
    Purpose,
)
from sim.institutions import affairs as rules
from sim.institutions import execution, kernels, treasury, units
from sim.institutions.organizations import membership
from sim.institutions.setting import Setting
from sim.institutions.shifts import persons_to_ask, share_done
from sim.institutions.teams import next_body, propose
from sim.protocols.society import Asker, Invitation

RUNNING = -9000
BENEFIT_YUAN = 100
"""Yuan a month in a household's hands that are felt as a benefit of 1."""


def running(setting: Setting, n: int | None = None) -> list[int]:
    """Return the rows of contracts that run."""
    contracts = setting.world.contracts
    return [
        c
        for c in range(setting.world.n("contracts"))
        if contracts.started[c] > RUNNING
        and contracts.ended[c] < RUNNING
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
    low, high = p.duty_hours
    a.upkeep_minutes[affair] = 0
    a.labour_minutes[affair] = 0
    income = _spaces(setting, int(a.estate[affair]), unit) * p.fee_yuan
    _offer_benefits(setting, affair, income)
    setting.society.clear_votes(affair)
    return low <= high


def _spaces(setting: Setting, estate: int, unit: int) -> int:
    """Return the spaces that can be let: n = min(need, 2 · spaces - .45 · cars)."""
    world, p = setting.world, setting.params.contracts
    rows = rules.candidate_households(setting, 1, -1, -1, estate)
    cars = int(world.households.cars[rows].sum())
    factor = 1.0 if world.estates.widened[estate] else p.spaces_factor
    there = factor * int(world.estates.spaces[estate]) - p.cars_staying * cars
    return max(0, min(int(world.units.daytime_need[unit]), int(there)))


def _offer_benefits(setting: Setting, affair: int, income_yuan_per_month: float) -> None:
    """Set what carless households would have from the contract (100 yuan a month), of which they think anew."""
    world, p = setting.world, setting.params
    stakes, block = world.stakes, rules.stakes_of(setting, affair)
    rows = stakes.household[block]
    share = p.affairs.parking_income_share * income_yuan_per_month / max(1, len(rows)) / BENEFIT_YUAN
    carless = block.start + np.flatnonzero(world.households.cars[rows] == 0)
    for k in carless:
        noise = setting.normal(
            Purpose.BENEFIT, int(world.households.eid[stakes.household[k]]), int(world.affairs.eid[affair]), 2, 0.0,
            p.contracts.carless_spread,
        )  # fmt: skip
        stakes.benefit[k] = min(3.0, max(-2.0, share + noise))
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
        fen = round(100 * p.one_off_yuan)
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


def call_duty(setting: Setting) -> None:
    """Ask for this month's duty: the owner's members, else volunteers; or the staff do it (phase 5)."""
    world, p = setting.world, setting.params
    c = world.contracts
    for row in running(setting):
        n = int(c.neighbourhood[row])
        if p.contracts.enforcement == "staff":
            spent = setting.spend_committee(n, Activity.UPKEEP, int(c.duty_minutes[row]))
            c.done_minutes[row] += spent
            if world.affairs.state[c.affair[row]] == AffairState.EXECUTED:
                world.affairs.labour_committee[c.affair[row]] += spent
            continue
        if p.contracts.enforcement == "none":
            continue
        owner = int(c.organization[row])
        if owner >= 0 and world.organizations.state[owner] == OrganizationState.DISSOLVED:
            owner = c.organization[row] = -1
        if owner >= 0:
            _call_owner(setting, row, owner)
        else:
            _call_volunteers(setting, row)
        if setting.month % 6 == 0 and membership.group_of(setting, n, -1, int(c.estate[row])) < 0:
            propose(setting, Act.FOUND_GROUP, n, estate=int(c.estate[row]), contract=row, by_committee=1,
                    affair=int(c.affair[row]), event=int(world.affairs.last_event[c.affair[row]]))  # fmt: skip


def _call_owner(setting: Setting, row: int, owner: int) -> None:
    world, p = setting.world, setting.params
    c = world.contracts
    rows = membership.members(setting, owner)
    rows = rows[world.residents.adult[rows]]
    world.organizations.last_object[owner] = setting.month
    shift = round(60 * p.participation.act_hours["duty"])
    wanted = persons_to_ask(int(c.duty_minutes[row]), shift, p.contracts.expected_acceptance)
    subject = int(c.eid[row])
    order = setting.by_lot(Purpose.INVITED, world.residents.eid, rows, subject)
    parks = world.households.cars[world.residents.household[order]] > 0
    asked = order[np.argsort(~parks, kind="stable")][:wanted].astype(np.int32)
    shift_kind = Act.PATROL if world.organizations.kind[owner] == OrganizationKind.PATROL else Act.DUTY
    _call(setting, row, asked, shift_kind, Asker.ORGANIZATION, owner, p.participation.own_organization_bonus)
    if shift_kind == Act.DUTY:
        _call_those_who_park(setting, row, owner, wanted - len(asked))
        for patrol in membership.alive(setting, int(c.neighbourhood[row]), OrganizationKind.PATROL):
            others = membership.members(setting, patrol)
            _call(setting, row, others[world.residents.adult[others]], Act.PATROL, Asker.ORGANIZATION, patrol, 0.0)


def _call_those_who_park(setting: Setting, row: int, group: int, wanted: int) -> None:
    """Ask those who park to do a shift for the group that owns the duty; who comes belongs to it from then on."""
    world, p = setting.world, setting.params
    residents, c = world.residents, world.contracts
    households = rules.candidate_households(setting, 1, -1, -1, int(c.estate[row]))
    adults = kernels.members(residents, world.households.size, households[world.households.cars[households] > 0], 5, 0)
    adults = adults[residents.group[adults] < 0]
    room = p.organizations.members_at_most - int(world.organizations.n_members[group])
    most = max(0, min(wanted, room, p.contracts.asked_to_park_duty))
    asked = setting.by_lot(Purpose.JOIN, residents.eid, adults, int(c.eid[row]), most).astype(np.int32)
    if not len(asked):
        return

    def join(came: np.ndarray) -> None:
        residents.group[came[residents.group[came] < 0]] = group

    _call(setting, row, asked, Act.DUTY, Asker.ORGANIZATION, group, 0.0, join=join, k=1)


def _call_volunteers(setting: Setting, row: int) -> None:
    """Ask those who park, without an organization that owns the duty."""
    world, p = setting.world, setting.params
    c = world.contracts
    households = rules.candidate_households(setting, 1, -1, -1, int(c.estate[row]))
    adults = kernels.members(
        world.residents, world.households.size, households[world.households.cars[households] > 0], 5, 0
    )
    shift = round(60 * p.participation.act_hours["duty"])
    needed = p.contracts.volunteers_share * int(c.duty_minutes[row])
    wanted = persons_to_ask(needed, shift, p.contracts.expected_acceptance)
    asked = setting.by_lot(Purpose.INVITED, world.residents.eid, adults, int(c.eid[row]), wanted).astype(np.int32)
    _call(setting, row, asked, Act.DUTY, Asker.COMMITTEE, int(c.neighbourhood[row]), 0.0)


def _call(
    setting: Setting,
    row: int,
    asked: np.ndarray,
    act: Act,
    kind: Asker,
    asker: int,
    bonus: float,
    join: Callable[[np.ndarray], None] | None = None,
    k: int = 0,
) -> None:
    world, p = setting.world, setting.params
    c, a = world.contracts, world.affairs
    severity = max(float(a.severity[c.affair[row]]), float(a.severity_closed[c.affair[row]]))
    parks = world.households.cars[world.residents.household[asked]] > 0
    minutes = round(
        60 * (p.participation.act_hours["patrol"] if act == Act.PATROL else p.participation.act_hours["duty"])
    )

    def conclude(invitation: Invitation) -> None:
        came = len(invitation.accepted)
        if join is not None:
            join(invitation.accepted)
        c.done_minutes[row] += minutes * came
        if a.state[c.affair[row]] == AffairState.EXECUTED:
            done = share_done(int(c.done_minutes[row]), int(c.duty_minutes[row]))
            a.enforcement[c.affair[row]] = max(float(a.enforcement[c.affair[row]]), done)
            execution.contribute(setting, int(c.affair[row]), invitation.accepted, minutes)
        else:
            world.committees.residents_year[int(c.neighbourhood[row]), setting.month % 12] += minutes * came

    setting.call(
        Invitation(act, asked, kind, asker, int(c.eid[row]), np.where(parks, severity, 0.0), bonus, owned=True,
                   affair=int(c.affair[row]), k=k),
        conclude,
    )  # fmt: skip


def settle(setting: Setting) -> None:
    """Measure availability, pay by it, share the income, renew or end (phase 9, from the month after signing)."""
    world, p = setting.world, setting.params.contracts
    c = world.contracts
    for row in running(setting):
        if c.started[row] == setting.month:
            continue
        done = share_done(int(c.done_minutes[row]), int(c.duty_minutes[row]))
        c.available[row] = min(1.0, p.base_available + done)
        age = setting.month - int(c.started[row]) - 1
        c.kept[row, age % 12] = c.available[row] >= p.kept_at
        if c.pays[row]:
            paid = min(1.0, float(c.available[row]) / p.full_pay_at)
            fen = round(int(c.spaces[row]) * int(c.fee_fen[row]) * paid)
            _share_income(setting, int(c.neighbourhood[row]), fen)
        if age % 12 == 11:
            _renew(setting, row)


def _share_income(setting: Setting, n: int, fen: int) -> None:
    """Receive a month's payment; a share of it goes to events and upkeep for carless households."""
    treasury.receive_from_unit(setting, n, fen)
    dividend = round(setting.params.affairs.parking_income_share * fen)
    dividend = min(dividend, setting.ledger.balance(n, Account.FREE))
    setting.ledger.transfer(n, Account.FREE, Account.VENUES_AND_EVENTS, dividend, Money.DIVIDEND)


def _renew(setting: Setting, row: int) -> None:
    """Renew if the spaces were available enough in the year or in its second half; else the contract ends."""
    world, p = setting.world, setting.params.contracts
    c = world.contracts
    kept = c.kept[row]
    good = int(kept.sum()) >= p.kept_months or int(kept[6:].sum()) >= p.kept_recent
    units.thank(setting, int(c.unit[row]), good)
    n, affair = int(c.neighbourhood[row]), int(c.affair[row])
    if good and world.units.active[c.unit[row]]:
        setting.chronicle.tell(EventKind.CONTRACT_RENEWED, n, affair=affair, months_kept=int(kept.sum()))
    else:
        end(setting, row, "not kept" if not good else "unit left")


def end(setting: Setting, row: int, reason: str, cause: int = -1) -> None:
    """End a contract."""
    c = setting.world.contracts
    c.ended[row] = setting.month
    affair = int(c.affair[row])
    setting.world.affairs.unit[affair] = -1
    setting.chronicle.tell(
        EventKind.CONTRACT_ENDED, int(c.neighbourhood[row]), affair=affair, cause=cause, reason=reason
    )


def unmet_duty(setting: Setting, n: int) -> tuple[int, int]:
    """Return the minutes of duty last called for and those not done, over running contracts of a neighbourhood."""
    c = setting.world.contracts
    duty = missing = 0
    for row in running(setting, n):
        duty += int(c.duty_minutes[row])
        missing += round(
            (1 - (float(c.available[row]) - setting.params.contracts.base_available)) * int(c.duty_minutes[row])
        )
    return duty, max(0, min(duty, missing))
