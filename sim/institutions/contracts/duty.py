"""The duty that keeps a contract's spaces free, and who is called to it (§6.5, phase 5)."""

from collections.abc import Callable

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, Activity, AffairState, OrganizationKind, OrganizationState, Scope
from sim.institutions.affairs import labour, reach
from sim.institutions.bodies import propose
from sim.institutions.contracts.signing import running
from sim.institutions.meetings.invitations import adults_of
from sim.institutions.organizations import membership
from sim.institutions.setting import Setting
from sim.institutions.shifts import persons_to_ask, share_done
from sim.protocols.society import Asker, Invitation


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
        if (
            setting.month % p.contracts.group_again_months == 0
            and membership.group_of(setting, n, -1, int(c.estate[row])) < 0
        ):
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
    adults = _adults_who_park(setting, row)
    adults = adults[residents.group[adults] < 0]
    room = p.organizations.members_at_most - int(world.organizations.n_members[group])
    most = max(0, min(wanted, room, p.contracts.asked_to_park_duty))
    asked = setting.by_lot(Purpose.JOIN, residents.eid, adults, int(c.eid[row]), most).astype(np.int32)
    if not len(asked):
        return

    def join(came: np.ndarray) -> None:
        residents.group[came[residents.group[came] < 0]] = group

    _call(setting, row, asked, Act.DUTY, Asker.ORGANIZATION, group, 0.0, join=join, k=1)


def _adults_who_park(setting: Setting, row: int) -> np.ndarray:
    """Return the adults of the estate's households that have a car."""
    homes, estate = setting.world.households, int(setting.world.contracts.estate[row])
    households = reach.candidate_households(setting, Scope.ESTATE, -1, -1, estate)
    return adults_of(setting, households[homes.cars[households] > 0])


def _call_volunteers(setting: Setting, row: int) -> None:
    """Ask those who park, without an organization that owns the duty."""
    world, p = setting.world, setting.params
    c = world.contracts
    adults = _adults_who_park(setting, row)
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
            labour.contribute(setting, int(c.affair[row]), invitation.accepted, minutes)
        else:
            world.committees.residents_year[int(c.neighbourhood[row]), setting.month % 12] += minutes * came

    setting.call(
        Invitation(act, asked, kind, asker, int(c.eid[row]), np.where(parks, severity, 0.0), bonus, owned=True,
                   affair=int(c.affair[row]), k=k),
        conclude,
    )  # fmt: skip


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
