"""How a keen resident founds a team with hobby-mates (§6.7)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, Kind
from sim.institutions.bodies import next_body, propose
from sim.institutions.setting import Setting
from sim.institutions.teams.venues import borrow_hall
from sim.protocols.society import Asker, Invitation


def propose_founding(setting: Setting) -> None:
    """Let keen adults without a team try to found one; they ask tied or same-lane hobby-mates next month."""
    world, p = setting.world, setting.params.teams
    residents = world.residents
    keen = np.flatnonzero(
        (residents.kind == Kind.RESIDENT)
        & residents.adult
        & (residents.team < 0)
        & (residents.hobby_intensity > p.founder_intensity)
    )
    for i in keen[setting.uniforms(Purpose.FOUND_TEAM, residents.eid[keen]) < p.founding_per_month].tolist():
        propose(setting, Act.FOUND_TEAM, int(residents.neighbourhood[i]), asker=i)


def invite_hobby_mates(setting: Setting, founder: int, cause: int) -> None:
    """Call a founder's free hobby-mates, tied or of the same lane, to found a team (phase 6)."""
    world, p = setting.world, setting.params.teams
    residents, index = world.residents, world.tie_index
    if residents.team[founder] >= 0:
        return
    here = setting.persons[residents.neighbourhood[founder]]
    of_the_lane = here[residents.lane[here] == residents.lane[founder]]
    tied = index.neighbour[index.start[founder] : index.start[founder + 1]]
    near = np.union1d(of_the_lane, tied)
    mates = (residents.kind[near] == Kind.RESIDENT) & residents.adult[near] & (residents.team[near] < 0)
    mates &= (residents.hobby[near] == residents.hobby[founder]) & (near != founder)
    rows = near[mates].astype(np.int32)
    rows = rows[np.argsort(residents.eid[rows], kind="stable")][: p.asked_at_most]

    def conclude(invitation: Invitation) -> None:
        _found(setting, founder, invitation.accepted, cause)

    setting.call(
        Invitation(
            Act.FOUND_TEAM,
            rows,
            Asker.RESIDENT,
            founder,
            int(residents.eid[founder]),
            residents.hobby_intensity[rows],
            least=p.least_members,
        ),
        conclude,
    )


def _found(setting: Setting, founder: int, joining: np.ndarray, cause: int) -> None:
    """Found a team if enough come and nobody is in a team yet."""
    world, p = setting.world, setting.params.teams
    residents = world.residents
    joining = joining[residents.team[joining] < 0]
    if residents.team[founder] >= 0 or len(joining) < p.least_members:
        return
    n = int(residents.neighbourhood[founder])
    row = world.append("teams", 1)
    teams = world.teams
    teams.eid[row], teams.neighbourhood[row], teams.hobby[row] = next_body(setting, n), n, residents.hobby[founder]
    teams.active[row], teams.founded[row] = True, setting.month
    teams.public_orientation[row] = p.orientation_rest
    residents.team[founder] = row
    residents.team[joining] = row
    teams.n_members[row] = 1 + len(joining)
    teams.last_event[row] = setting.chronicle.tell(
        EventKind.TEAM_FOUNDED, n, cause=cause, members=1 + len(joining), hobby=int(teams.hobby[row])
    )
    borrow_hall(setting, row)
