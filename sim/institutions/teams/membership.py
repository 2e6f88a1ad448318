"""Who belongs to a team, and how members ask others to join (§6.7)."""

import numpy as np

from sim.foundation.terms import Act, Kind
from sim.institutions import kernels
from sim.institutions.inhabitants import belonging
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation
from sim.world.columns import columns_of


def active(setting: Setting, n: int | None = None) -> list[int]:
    """Return the rows of active teams, of one neighbourhood or of all."""
    teams, count = setting.world.teams, setting.world.n("teams")
    chosen = teams.active[:count] if n is None else teams.active[:count] & (teams.neighbourhood[:count] == n)
    return chosen.nonzero()[0].tolist()


def members(setting: Setting, team: int) -> np.ndarray:
    """Return the rows of a team's members."""
    world = setting.world
    return belonging(setting, int(world.teams.neighbourhood[team]), world.residents.team, team)


def propose_joining(setting: Setting) -> None:
    """Let each member of a team that meets ask one tied hobby-mate without a team, by draw; answered next month."""
    world = setting.world
    residents, teams = world.residents, world.teams
    most = setting.params.teams.members_per_slot
    asks = teams.active & teams.has_venue & (teams.n_members < most)
    on = (world.ties.a, world.ties.b, world.n("ties"), columns_of(kernels.Mates, residents))
    mates = kernels.hobby_mates(*on, asks, teams.hobby, teams.eid, world.seed, world.month)
    askers = np.flatnonzero(mates >= 0)
    askers = askers[np.argsort(residents.eid[askers], kind="stable")]
    team = residents.team[askers]
    first = world.append("proposals", len(askers))
    rows = slice(first, first + len(askers))
    proposals = world.proposals
    for array in proposals:
        array[rows] = -1
    proposals.by_committee[rows] = False
    proposals.neighbourhood[rows] = teams.neighbourhood[team]
    proposals.act[rows], proposals.team[rows] = int(Act.JOIN_TEAM), team
    proposals.asker[rows], proposals.asked[rows] = askers, mates[askers]


def join(setting: Setting, person: int, team: int) -> None:
    """Let a person join a team that is still there, if in none."""
    world = setting.world
    if world.residents.team[person] < 0 and world.teams.active[team]:
        world.residents.team[person] = team
        world.teams.n_members[team] += 1


def ask_to_join(setting: Setting) -> None:
    """Let members ask their hobby-mates to join, as they proposed last month (phase 6)."""
    world = setting.world
    proposals, residents, teams = world.proposals, world.residents, world.teams
    rows = np.flatnonzero(proposals.act[: world.n("proposals")] == Act.JOIN_TEAM)
    asked, team = proposals.asked[rows], proposals.team[rows]
    here = (residents.kind[asked] == Kind.RESIDENT) & (residents.team[asked] < 0) & teams.active[team]
    rows = rows[here]
    for team in sorted(set(proposals.team[rows].tolist()), key=lambda t: int(teams.eid[t])):
        mine = rows[proposals.team[rows] == team]
        persons, askers = proposals.asked[mine].copy(), proposals.asker[mine].copy()
        _call_to_join(setting, team, persons, askers)


def _call_to_join(setting: Setting, team: int, persons: np.ndarray, askers: np.ndarray) -> None:
    def conclude(invitation: Invitation) -> None:
        for person in invitation.accepted:
            join(setting, int(person), team)

    stake = setting.world.residents.hobby_intensity[persons]
    subject = int(setting.world.teams.eid[team])
    setting.call(Invitation(Act.JOIN_TEAM, persons, Asker.RESIDENT, askers, subject, stake), conclude)
