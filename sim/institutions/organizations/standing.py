"""How organizations are confirmed, fall dormant and end (§6.7)."""

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Account, Mechanism, Money, OrganizationKind, OrganizationState, Owner
from sim.institutions import kernels
from sim.institutions.committee import repertoire
from sim.institutions.organizations.founding import call_initiatives, refill
from sim.institutions.organizations.membership import COUNCIL, GROUP, JOINT, PATROL, alive, count_members, members
from sim.institutions.setting import Setting
from sim.world.persons import NEVER


def live(setting: Setting) -> None:
    """Let members leave and be recruited, organizations be confirmed, fall dormant, wake, end (phase 8)."""
    world = setting.world
    for n in range(world.n("neighbourhoods")):
        for row in alive(setting, n):
            _leave(setting, row)
            count_members(setting, row)
            _confirm(setting, row)
            _age(setting, row)
        call_initiatives(setting, n)
        refill(setting, n)


def _leave(setting: Setting, row: int) -> None:
    world, p = setting.world, setting.params.organizations
    residents, o = world.residents, world.organizations
    if o.kind[row] == JOINT:
        return
    column = {PATROL: residents.patrol, GROUP: residents.group, COUNCIL: residents.council}[
        OrganizationKind(o.kind[row])
    ]
    rows = members(setting, row)
    chance = p.exit_base + p.exit_fatigue * residents.fatigue[rows]
    key = (world.seed, int(Purpose.LEAVE), setting.month, int(o.eid[row]))
    gone = rows[kernels.leavers(rows, residents.eid, *key, chance)]
    column[gone] = -1
    residents.is_leader[gone] &= residents.group[gone] >= 0


def _confirm(setting: Setting, row: int) -> None:
    """Let the committee confirm a body it has worked with once it knows a practice of transfer, or withdraw it."""
    world, p = setting.world, setting.params.organizations
    o = world.organizations
    n = int(o.neighbourhood[row])
    u = setting.uniform(Purpose.CONFIRM, int(o.eid[row]))
    if o.state[row] in (OrganizationState.INFORMAL, OrganizationState.PROPOSED):
        known = repertoire.known_anywhere(setting, n, Mechanism.ORGANIZATIONAL_TRANSFER)
        if (
            known
            and o.joint_episodes[row] + (o.state[row] == OrganizationState.PROPOSED) >= p.episodes_to_confirm
            and u < p.confirm_per_month
        ):
            o.state[row], o.confirmed[row] = OrganizationState.CONFIRMED, setting.month
            setting.chronicle.tell(EventKind.ORGANIZATION_CONFIRMED, n, organization=row)
    elif o.state[row] == OrganizationState.CONFIRMED and o.kind[row] != PATROL and u < p.withdraw_per_month:
        o.state[row] = OrganizationState.INFORMAL
        o.joint_episodes[row] = 0
        _release_line(setting, row)
        setting.chronicle.tell(EventKind.CONFIRMATION_WITHDRAWN, n, organization=row)


def _age(setting: Setting, row: int) -> None:
    """Let an organization without an object fall dormant, and without object or active members end."""
    world, p = setting.world, setting.params.organizations
    o = world.organizations
    n = int(o.neighbourhood[row])
    if o.kind[row] == PATROL:
        o.last_object[row] = o.last_enough[row] = setting.month
        if o.n_members[row] == 0:
            _dissolve(setting, row)
        return
    if o.kind[row] == JOINT and len(alive(setting, n, GROUP)) < p.leader_trust_least:
        _dissolve(setting, row)
        return
    if o.kind[row] == COUNCIL and not _seats_filled(setting, row):
        return
    idle = setting.month - int(o.last_object[row])
    if setting.month - int(o.last_enough[row]) >= p.dormant_months or idle >= p.dormant_months + p.dissolved_months:
        _dissolve(setting, row)
    elif idle >= p.dormant_months and o.state[row] != OrganizationState.DORMANT:
        o.state[row] = OrganizationState.DORMANT
        setting.chronicle.tell(EventKind.ORGANIZATION_DORMANT, n, organization=row)
    elif idle == 0 and o.state[row] == OrganizationState.DORMANT:
        o.state[row] = OrganizationState.INFORMAL


def _seats_filled(setting: Setting, row: int) -> bool:
    """Let a special committee lapse that was not refilled in time; return False if the council ends by it."""
    o, p = setting.world.organizations, setting.params.organizations
    if o.n_members[row] >= p.council_seat_least * int(o.committees[row]):
        o.last_full[row] = setting.month
    elif setting.month - int(o.last_full[row]) >= p.council_refill_months:
        o.committees[row] -= 1
        o.last_full[row] = setting.month
        if o.committees[row] < p.council_committees[0]:
            _dissolve(setting, row)
            return False
    return True


def _dissolve(setting: Setting, row: int) -> None:
    """End an organization: its members are free, its objects return to the committee, its line to free cash."""
    world = setting.world
    o, residents, a = world.organizations, world.residents, world.affairs
    n = int(o.neighbourhood[row])
    rows = members(setting, row)
    if o.kind[row] == GROUP:
        residents.is_leader[rows] = False
    if o.kind[row] != JOINT:
        {PATROL: residents.patrol, GROUP: residents.group, COUNCIL: residents.council}[OrganizationKind(o.kind[row])][
            rows
        ] = -1
    owned = (a.owner == Owner.ORGANIZATION) & (a.organization == row)
    a.owner[owned], a.organization[owned] = Owner.COMMITTEE, -1
    a.owned_since[owned] = NEVER
    contracts = world.contracts
    contracts.organization[contracts.organization == row] = -1
    _release_line(setting, row)
    o.state[row], o.ended[row], o.n_members[row], o.n_active[row] = OrganizationState.DISSOLVED, setting.month, 0, 0
    setting.chronicle.tell(EventKind.ORGANIZATION_DISSOLVED, n, organization=row)


def _release_line(setting: Setting, row: int) -> None:
    """Give what is left of an organization's line back to free cash."""
    o = setting.world.organizations
    n, fen = int(o.neighbourhood[row]), int(o.line_fen[row])
    setting.ledger.transfer(n, Account.ORGANIZATION_LINES, Account.FREE, fen, Money.RELEASED)
    o.line_fen[row] = 0
