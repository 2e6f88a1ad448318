"""Who belongs to an organization, where it is, and how it calls meetings (§6.7)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Housing, Link, OrganizationKind, OrganizationState
from sim.institutions.inhabitants import belonging
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting

GROUP, COUNCIL = OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.COUNCIL
JOINT, PATROL = OrganizationKind.LEADERS_JOINT_MEETING, OrganizationKind.PATROL
ALIVE = (OrganizationState.INFORMAL, OrganizationState.PROPOSED, OrganizationState.CONFIRMED, OrganizationState.DORMANT)


def alive(setting: Setting, n: int, kind: OrganizationKind | None = None) -> list[int]:
    """Return rows of a neighbourhood's organizations that are not dissolved."""
    o, count = setting.world.organizations, setting.world.n("organizations")
    here = (o.neighbourhood[:count] == n) & (o.state[:count] != OrganizationState.DISSOLVED)
    if kind is not None:
        here &= o.kind[:count] == kind
    return here.nonzero()[0].tolist()


def members(setting: Setting, organization: int) -> np.ndarray:
    """Return rows of an organization's members; the leaders' joint meeting consists of the groups' leaders."""
    world = setting.world
    kind = world.organizations.kind[organization]
    n = int(world.organizations.neighbourhood[organization])
    residents = world.residents
    if kind == JOINT:
        rows = setting.persons[n]
        return rows[(residents.group[rows] >= 0) & residents.is_leader[rows]].astype(np.int32)
    column = {PATROL: residents.patrol, GROUP: residents.group, COUNCIL: residents.council}[OrganizationKind(kind)]
    return belonging(setting, n, column, organization)


def organizer(setting: Setting, organization: int) -> Organizer:
    """Return an organization as a caller of meetings; informal ones are trusted less and may not post."""
    confirmed = setting.world.organizations.state[organization] == OrganizationState.CONFIRMED
    shift = 0.0 if confirmed else setting.params.organizations.informal_trust
    return Organizer(organization, is_committee=False, trust_shift=shift, posts=bool(confirmed))


def carries(setting: Setting, organization: int, link: Link, affair: int) -> bool:
    """Tell whether an organization carries a link this month, with probability κ of that link."""
    o = setting.world.organizations
    u = setting.uniform(
        Purpose.LINK_CARRIED, int(o.eid[organization]), int(setting.world.affairs.eid[affair]), int(link)
    )
    return u < float(o.skill[organization, link])


def territory(setting: Setting, affair: int) -> tuple[int, int]:
    """Return the lane (old lanes, new villages) or estate (commodity housing) of a group for an affair's place."""
    world = setting.world
    lane, estate = int(world.affairs.lane[affair]), int(world.affairs.estate[affair])
    if lane >= 0 and world.lanes.housing[lane] == Housing.COMMODITY:
        return -1, int(world.lanes.estate[lane])
    return (lane, -1) if lane >= 0 else (-1, estate)


def group_of(setting: Setting, n: int, lane: int, estate: int) -> int:
    """Return the group of a territory, or -1."""
    o = setting.world.organizations
    for row in alive(setting, n, GROUP):
        if (lane >= 0 and o.lane[row] == lane) or (estate >= 0 and o.estate[row] == estate):
            return row
    return -1


def count_members(setting: Setting, row: int) -> None:
    """Count members and those who acted lately; a group without a leader names one."""
    world, p = setting.world, setting.params.organizations
    o, residents = world.organizations, world.residents
    rows = members(setting, row)
    o.n_members[row] = len(rows)
    o.members_max[row] = max(int(o.members_max[row]), len(rows))
    o.n_active[row] = int((setting.month - residents.last_act[rows] <= p.active_months).sum())
    if o.n_active[row] >= p.least_active:
        o.last_enough[row] = setting.month
    if o.kind[row] == GROUP and len(rows) and not residents.is_leader[rows].any():
        residents.is_leader[max(rows, key=lambda i: (float(residents.habit[i]), -int(residents.eid[i])))] = True
