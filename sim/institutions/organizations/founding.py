"""How self-governance groups are founded, given their objects, and recruit (§6.7)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, AffairState, Housing, OrganizationKind, OrganizationState, Owner, Scope
from sim.institutions.affairs import labour, reach, waiting
from sim.institutions.bodies import next_body, propose
from sim.institutions.meetings import invitations
from sim.institutions.organizations.membership import (
    ALIVE,
    COUNCIL,
    GROUP,
    alive,
    count_members,
    group_of,
    organizer,
    territory,
)
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation
from sim.world.persons import NEVER


def call_founders(setting: Setting, proposal: int) -> None:
    """Ask persons of a territory to found a group: those tied to it by a stake or a role first (phase 6)."""
    world, p = setting.world, setting.params.organizations
    proposals, residents = world.proposals, world.residents
    n, lane, estate = (int(column[proposal]) for column in (proposals.neighbourhood, proposals.lane, proposals.estate))
    if group_of(setting, n, lane, estate) >= 0:
        return
    scope = Scope.LANE if lane >= 0 else Scope.ESTATE
    households = reach.candidate_households(setting, scope, n, lane, estate)
    adults = invitations.adults_of(setting, households)
    adults = adults[residents.group[adults] < 0]
    affair, contract = int(proposals.affair[proposal]), int(proposals.contract[proposal])
    subject = int(world.affairs.eid[affair]) if affair >= 0 else lane + estate
    order = setting.by_lot(Purpose.FOUND_GROUP, residents.eid, adults, subject)
    first = np.array([_comes_first(world, int(i), contract) for i in order], dtype=np.int8)
    asked = order[np.argsort(-first, kind="stable")][: p.group_asked_at_most].astype(np.int32)
    head = residents.is_backbone[asked] | residents.is_building_head[asked]
    severity = float(world.affairs.severity[affair]) if affair >= 0 else 0.0
    affected = (
        np.isin(residents.household[asked], reach.affected_rows(setting, affair))
        if affair >= 0
        else np.zeros(len(asked), dtype=bool)
    )
    by_committee, cause = bool(proposals.by_committee[proposal]), int(proposals.event[proposal])
    asker = int(proposals.asker[proposal])

    def conclude(invitation: Invitation) -> None:
        _found_group(setting, n, lane, estate, affair, contract, by_committee, cause, invitation)

    setting.call(
        Invitation(
            Act.FOUND_GROUP,
            asked,
            Asker.COMMITTEE if by_committee else Asker.RESIDENT if asker >= 0 else Asker.NEIGHBOURS,
            n if by_committee else asker,
            subject,
            np.where(affected, severity, 0.0),
            np.where(head, setting.params.organizations.backbone_bonus, 0.0),
            owned=True,
            affair=affair,
            least=p.group_least,
        ),
        conclude,
    )


def _comes_first(world, person: int, contract: int) -> int:
    """Rank who is asked first: roles, then (for a contract's duty) car households."""
    residents = world.residents
    rank = 2 * int(residents.is_backbone[person] or residents.is_building_head[person])
    if contract >= 0 and world.households.cars[residents.household[person]] > 0:
        rank += 1
    return rank


def _found_group(
    setting: Setting,
    n: int,
    lane: int,
    estate: int,
    affair: int,
    contract: int,
    by_committee: bool,
    cause: int,
    called: Invitation,
) -> None:
    """Found the group if enough accept and one of them can carry it."""
    world, p = setting.world, setting.params.organizations
    residents = world.residents
    founders = called.accepted[residents.group[called.accepted] < 0]
    able = residents.is_backbone[founders] | residents.is_building_head[founders]
    able |= residents.habit[founders] > p.group_habit
    more = {"is_there": True} if group_of(setting, n, lane, estate) >= 0 else {}
    if len(founders) < p.group_least or not able.any() or more:
        willing = len(founders) or called.willing
        setting.chronicle.tell(
            EventKind.GROUP_NOT_FOUNDED, n, affair=affair, cause=cause, accepted=willing, least=p.group_least, **more
        )
        return
    row = new_organization(setting, n, GROUP, lane, estate)
    residents.group[founders] = row
    leader = max(founders[able], key=lambda i: (float(residents.habit[i]), -int(residents.eid[i])))
    residents.is_leader[leader] = True
    count_members(setting, row)
    world.organizations.state[row] = OrganizationState.PROPOSED if by_committee else OrganizationState.INFORMAL
    setting.chronicle.tell(
        EventKind.GROUP_FOUNDED, n, affair=affair, organization=row, cause=cause, members=len(founders),
        by_committee=by_committee,
    )  # fmt: skip
    is_open = affair >= 0 and AffairState.LATENT < world.affairs.state[affair] <= AffairState.EXECUTED
    if is_open and territory(setting, affair) == (lane, estate):
        take_over(setting, row, affair)
    if contract >= 0 and world.contracts.ended[contract] == NEVER:
        world.contracts.organization[contract] = row
        world.organizations.last_object[row] = setting.month


def new_organization(setting: Setting, n: int, kind: OrganizationKind, lane: int, estate: int) -> int:
    """Append an organization and return its row."""
    world = setting.world
    row = world.append("organizations", 1)
    o = world.organizations
    o.eid[row], o.neighbourhood[row], o.kind[row] = next_body(setting, n), n, kind
    o.lane[row], o.estate[row], o.founded[row] = lane, estate, setting.month
    o.last_object[row] = o.last_enough[row] = o.last_full[row] = setting.month
    return row


def take_over(setting: Setting, organization: int, affair: int) -> None:
    """Give an affair to an organization."""
    world = setting.world
    a = world.affairs
    a.owner[affair], a.organization[affair], a.owned_since[affair] = Owner.ORGANIZATION, organization, setting.month
    world.organizations.last_object[organization] = setting.month
    setting.chronicle.tell(
        EventKind.AFFAIR_HANDED_OVER, int(a.neighbourhood[affair]), affair=affair, organization=organization
    )


def call_initiatives(setting: Setting, n: int) -> None:
    """Let a lane that acted by itself within a year try to found its own group."""
    world, p = setting.world, setting.params.organizations
    lanes = world.lanes
    for lane in np.flatnonzero(lanes.neighbourhood == n):
        if setting.month - int(lanes.last_action[lane]) > p.initiative_months:
            continue
        by_estate = lanes.housing[lane] == Housing.COMMODITY
        place = (-1, int(lanes.estate[lane])) if by_estate else (int(lane), -1)
        if group_of(setting, n, *place) >= 0:
            continue
        if setting.uniform(Purpose.FOUND_GROUP, int(lanes.eid[lane]), 1) < p.initiative_per_month:
            affair = _acted_on(setting, n, int(lane))
            event = int(world.affairs.last_event[affair]) if affair >= 0 else -1
            propose(setting, Act.FOUND_GROUP, n, lane=place[0], estate=place[1], affair=affair, event=event)


def _acted_on(setting: Setting, n: int, lane: int) -> int:
    """Return the heaviest open affair that the lane itself acted on within a year, or -1."""
    world, p = setting.world, setting.params.organizations
    a, stakes = world.affairs, world.stakes
    rows = waiting.open_rows(setting, n, latent=False)
    for affair in waiting.by_burden(setting, rows[a.owner[rows] == Owner.COMMITTEE]):
        block = reach.stakes_of(setting, affair)
        here = world.households.lane[stakes.household[block]] == lane
        if (here & (setting.month - stakes.called[block] <= p.initiative_months)).any():
            return affair
    return -1


def refill(setting: Setting, n: int) -> None:
    """Let groups ask a few more persons, those with a stake first, and councils refill their special committees."""
    world, p = setting.world, setting.params.organizations
    o = world.organizations
    for row in alive(setting, n, GROUP):
        if o.n_members[row] < p.members_at_most and p.recruits_per_month and o.state[row] != OrganizationState.DORMANT:
            propose(setting, Act.FOUND_GROUP, n, lane=int(o.lane[row]), estate=int(o.estate[row]), organization=row)
    for row in alive(setting, n, COUNCIL):
        if o.n_members[row] < p.council_seat_least * int(o.committees[row]):
            propose(setting, Act.COUNCIL, n, organization=row)


def call_recruits(setting: Setting, proposal: int) -> None:
    """Ask a few persons of a group's territory to lend a hand with its heaviest affair; who comes belongs to it."""
    world, p = setting.world, setting.params
    proposals, o, residents, a = world.proposals, world.organizations, world.residents, world.affairs
    row = int(proposals.organization[proposal])
    count = world.n("affairs")
    owned = np.flatnonzero((a.owner[:count] == Owner.ORGANIZATION) & (a.organization[:count] == row))
    wanting = owned[(a.labour_minutes[owned] > 0) | (a.upkeep_minutes[owned] > 0)]
    heaviest = waiting.by_burden(setting, wanting)
    if o.state[row] not in ALIVE or not heaviest:
        return
    affair = heaviest[0]
    adults = invitations.adults_of(setting, reach.affected_rows(setting, affair))
    adults = adults[residents.group[adults] < 0]
    most = p.organizations.recruits_per_month
    asked = setting.by_lot(Purpose.FOUND_GROUP, residents.eid, adults, int(o.eid[row]), most).astype(np.int32)
    shift = round(60 * p.participation.act_hours["duty"])

    def conclude(invitation: Invitation) -> None:
        came = invitation.accepted
        if o.state[row] in ALIVE:
            residents.group[came[residents.group[came] < 0]] = row
        if a.state[affair] <= AffairState.EXECUTED:
            labour.contribute(setting, affair, came, shift)

    invitations.invite(setting, organizer(setting, row), Act.DUTY, asked, affair, conclude, owned=True, k=1)
