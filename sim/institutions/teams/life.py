"""A team's month: sessions, leaving and ending, public orientation (§6.7)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, AffairState, Owner
from sim.institutions import kernels
from sim.institutions.affairs import steps
from sim.institutions.bodies import name_backbones
from sim.institutions.setting import Setting
from sim.institutions.teams.founding import propose_founding
from sim.institutions.teams.membership import active, members, propose_joining
from sim.institutions.teams.venues import ask_halls_back, free_hall
from sim.protocols.society import Asker, Invitation


def session_invitations(setting: Setting) -> list[Invitation]:
    """Return this month's sessions; members answer within phase 3."""
    residents, teams = setting.world.residents, setting.world.teams
    found = []
    for team in active(setting):
        if not teams.has_venue[team]:
            continue
        rows = members(setting, team)
        rows = rows[residents.adult[rows]]
        found.append(
            Invitation(Act.TEAM_SESSION, rows, Asker.TEAM, team, int(teams.eid[team]), residents.hobby_intensity[rows])
        )
    return [invitation for invitation in found if len(invitation.persons)]


def live(setting: Setting) -> None:
    """Let members leave, teams end, backbones change, and founders and members ask others (phase 8)."""
    for team in active(setting):
        _leave(setting, team)
    ask_halls_back(setting)
    propose_joining(setting)
    propose_founding(setting)
    _drift(setting)
    name_backbones(setting)


def _leave(setting: Setting, team: int) -> None:
    world, p = setting.world, setting.params.teams
    residents, teams = world.residents, world.teams
    rows = members(setting, team)
    chance = np.full(len(rows), p.leaves_per_month)
    key = (world.seed, int(Purpose.LEAVE), setting.month, int(teams.eid[team]))
    residents.team[rows[kernels.leavers(rows, residents.eid, *key, chance)]] = -1
    rows = members(setting, team)
    teams.n_members[team] = len(rows)
    if len(rows) < max(2, int(p.ends_below * p.least_members)):
        residents.team[rows] = -1
        teams.active[team], teams.ended[team], teams.n_members[team] = False, setting.month, 0
        free_hall(setting, team)
        give_back(setting, team)
        end_claim(setting, team)
        setting.chronicle.tell(EventKind.TEAM_ENDED, int(teams.neighbourhood[team]), cause=int(teams.last_event[team]))


def give_back(setting: Setting, team: int) -> None:
    """Return a team's objects to the committee."""
    a = setting.world.affairs
    owned = (a.owner == Owner.TEAM) & (a.team_owner == team)
    a.owner[owned], a.team_owner[owned] = Owner.COMMITTEE, -1


def end_claim(setting: Setting, team: int) -> None:
    """Let the open affair of a team's venue be moot once the team has ended."""
    a, count = setting.world.affairs, setting.world.n("affairs")
    for row in np.flatnonzero((a.team[:count] == team) & (a.state[:count] <= AffairState.EXECUTED)):
        steps.close(setting, int(row), AffairState.MOOT)


def _drift(setting: Setting) -> None:
    """Let public orientation return to rest."""
    p, teams = setting.params.teams, setting.world.teams
    for team in active(setting):
        gap = p.orientation_rest - float(teams.public_orientation[team])
        teams.public_orientation[team] += max(-p.orientation_return, min(p.orientation_return, gap))


def please(setting: Setting, persons: np.ndarray, amount: float) -> None:
    """Raise the public orientation of the teams that these persons belong to."""
    residents, teams = setting.world.residents, setting.world.teams
    for team in sorted({int(t) for t in residents.team[persons] if t >= 0}):
        teams.public_orientation[team] = min(1.0, float(teams.public_orientation[team]) + amount)
