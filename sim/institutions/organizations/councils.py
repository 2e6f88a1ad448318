"""The joint meeting of group leaders, and the council with its special committees (§6.7)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, OrganizationState
from sim.institutions.inhabitants import adults_in
from sim.institutions.organizations.founding import new_organization
from sim.institutions.organizations.membership import ALIVE, COUNCIL, GROUP, JOINT, alive, count_members
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation


def joint_meeting(setting: Setting, n: int) -> int:
    """Return the leaders' joint meeting of a neighbourhood, founding it where three groups are; -1 without them."""
    rows = alive(setting, n, JOINT)
    if rows:
        return rows[0]
    if len(alive(setting, n, GROUP)) < setting.params.organizations.leader_trust_least:
        return -1
    row = new_organization(setting, n, JOINT, -1, -1)
    setting.world.organizations.state[row] = OrganizationState.CONFIRMED
    setting.world.organizations.confirmed[row] = setting.month
    setting.chronicle.tell(EventKind.JOINT_MEETING_FOUNDED, n, organization=row)
    count_members(setting, row)
    return row


def call_council(setting: Setting, proposal: int) -> None:
    """Ask backbones, building heads, leaders and the practised to sit on a council (phase 6)."""
    world, p = setting.world, setting.params.organizations
    proposals, residents = world.proposals, world.residents
    n, organization = int(proposals.neighbourhood[proposal]), int(proposals.organization[proposal])
    cause = int(proposals.event[proposal])
    adults = adults_in(setting, n)
    able = (
        residents.is_backbone[adults]
        | residents.is_building_head[adults]
        | residents.is_leader[adults]
        | (residents.habit[adults] > p.council_habit)
    )
    called = adults[able & (residents.council[adults] < 0)]

    def conclude(invitation: Invitation) -> None:
        _seat(setting, n, organization, invitation.accepted, cause)

    eid = int(world.neighbourhoods.eid[n])
    least = 0 if organization >= 0 else p.council_seat_least * int(p.council_committees[0])
    setting.call(Invitation(Act.COUNCIL, called, Asker.COMMITTEE, n, eid, owned=True, least=least), conclude)


def _seat(setting: Setting, n: int, organization: int, came: np.ndarray, cause: int) -> None:
    """Seat volunteers on a council, founding it if there are enough for its special committees."""
    world, p = setting.world, setting.params.organizations
    residents, o = world.residents, world.organizations
    if organization >= 0:
        if o.state[organization] in ALIVE:
            wanted = p.council_seat_least * int(o.committees[organization]) - int(o.n_members[organization])
            residents.council[came[: max(0, wanted)]] = organization
        return
    low, high = (int(x) for x in p.council_committees)
    committees = min(high, len(came) // p.council_seat_least)
    if committees < low or alive(setting, n, COUNCIL):
        return
    row = new_organization(setting, n, COUNCIL, -1, -1)
    o = world.organizations
    o.state[row], o.confirmed[row], o.committees[row] = OrganizationState.CONFIRMED, setting.month, committees
    residents.council[came] = row
    count_members(setting, row)
    setting.chronicle.tell(
        EventKind.COUNCIL_FOUNDED, n, organization=row, cause=cause, members=len(came), committees=committees
    )
