"""Handing an affair over: to a team, a group, the leaders' joint meeting or a council (§6.7)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, OrganizationKind, Owner
from sim.institutions import kernels
from sim.institutions.affairs import reach
from sim.institutions.bodies import propose
from sim.institutions.meetings.invitations import adults_of
from sim.institutions.organizations import councils
from sim.institutions.organizations.founding import take_over
from sim.institutions.organizations.membership import alive, group_of, territory
from sim.institutions.setting import Setting


def hand_to_team(setting: Setting, n: int, affair: int) -> bool:
    """Hand an object to the team with most members among the affected."""
    world = setting.world
    persons = adults_of(setting, reach.affected_rows(setting, affair), kernels.ROLE_TEAM)
    if not len(persons):
        return False
    rows, counts = np.unique(world.residents.team[persons], return_counts=True)
    eids = world.teams.eid[rows]
    team = int(max(zip(counts, -eids, rows, strict=True))[2])
    a = world.affairs
    a.owner[affair], a.team_owner[affair], a.owned_since[affair] = Owner.TEAM, team, setting.month
    setting.chronicle.tell(EventKind.AFFAIR_HANDED_OVER, n, affair=affair, team=team)
    return True


def propose_group(setting: Setting, n: int, affair: int) -> None:
    """Propose a group for the affair's territory, or hand the affair to the one that is there."""
    world = setting.world
    lane, estate = territory(setting, affair)
    if lane < 0 and estate < 0:
        return
    group = group_of(setting, n, lane, estate)
    if group >= 0:
        take_over(setting, group, affair)
        world.organizations.joint_episodes[group] += 1
        return
    propose(
        setting, Act.FOUND_GROUP, n, lane=lane, estate=estate, affair=affair, by_committee=1,
        event=int(world.affairs.last_event[affair]),
    )  # fmt: skip


def hand_to_leaders(setting: Setting, n: int, affair: int) -> bool:
    """Hand an affair to the joint meeting of group leaders, founding it if need be."""
    row = councils.joint_meeting(setting, n)
    if row >= 0:
        take_over(setting, row, affair)
    return row >= 0


def propose_council(setting: Setting, n: int, affair: int) -> None:
    """Propose a council, or hand the affair to the one that is there."""
    world = setting.world
    there = alive(setting, n, OrganizationKind.COUNCIL)
    if there:
        take_over(setting, there[0], affair)
        return
    propose(
        setting, Act.COUNCIL, n, by_committee=1, affair=affair,
        event=int(world.affairs.last_event[affair]),
    )  # fmt: skip
