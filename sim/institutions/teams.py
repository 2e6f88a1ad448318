"""Cultural-sports teams: sessions, joining, leaving, founding, venues, backbones (§6.7)."""

import numpy as np

from sim.foundation.terms import Account, Act, AffairState, EventKind, Kind, Money, Owner, Purpose
from sim.institutions import affairs, kernels
from sim.institutions.setting import Setting
from sim.protocols.society import Asker, Invitation
from sim.world.columns import columns_of

LOAN_MONTHS = RENT_MONTHS = 12
"""A hall is lent, and a venue rented, for a year at a time."""


def active(setting: Setting, n: int | None = None) -> list[int]:
    """Return the rows of active teams, of one neighbourhood or of all."""
    teams = setting.world.teams
    return [
        t for t in range(setting.world.n("teams")) if teams.active[t] and (n is None or teams.neighbourhood[t] == n)
    ]


def members(setting: Setting, team: int) -> np.ndarray:
    """Return the rows of a team's members."""
    return np.flatnonzero(setting.world.residents.team == team).astype(np.int32)


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
    _propose_joining(setting)
    _propose_founding(setting)
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
    if len(rows) < max(2, p.least_members // 2):
        residents.team[rows] = -1
        teams.active[team], teams.ended[team], teams.n_members[team] = False, setting.month, 0
        free_hall(setting, team)
        give_back(setting, team)
        end_claim(setting, team)
        setting.chronicle.tell(EventKind.TEAM_ENDED, int(teams.neighbourhood[team]), cause=int(teams.last_event[team]))


def free_hall(setting: Setting, team: int) -> None:
    """Return a hall that was lent to a team."""
    units = setting.world.units
    units.lent_to[units.lent_to == team] = -1


def give_back(setting: Setting, team: int) -> None:
    """Return a team's objects to the committee."""
    a = setting.world.affairs
    owned = (a.owner == Owner.TEAM) & (a.team_owner == team)
    a.owner[owned], a.team_owner[owned] = Owner.COMMITTEE, -1


def end_claim(setting: Setting, team: int) -> None:
    """Let the open affair of a team's venue be moot once the team has ended."""
    a, count = setting.world.affairs, setting.world.n("affairs")
    for row in np.flatnonzero((a.team[:count] == team) & (a.state[:count] <= AffairState.EXECUTED)):
        affairs.close(setting, int(row), AffairState.MOOT)


def _propose_joining(setting: Setting) -> None:
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


def _propose_founding(setting: Setting) -> None:
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


def propose(setting: Setting, act: Act, n: int, **columns: int) -> int:
    """Keep an invitation for phase 6 of the next month; return its row."""
    world = setting.world
    row = world.append("proposals", 1)
    proposals = world.proposals
    for name in proposals._fields:
        getattr(proposals, name)[row] = columns.get(name, -1)
    proposals.neighbourhood[row], proposals.act[row] = n, int(act)
    proposals.by_committee[row] = bool(columns.get("by_committee", 0))
    return row


def invite_hobby_mates(setting: Setting, founder: int, cause: int) -> None:
    """Call a founder's free hobby-mates, tied or of the same lane, to found a team (phase 6)."""
    world, p = setting.world, setting.params.teams
    residents, index = world.residents, world.tie_index
    if residents.team[founder] >= 0:
        return
    near = residents.lane == residents.lane[founder]
    near[index.neighbour[index.start[founder] : index.start[founder + 1]]] = True
    near[founder] = False
    mates = near & (residents.kind == Kind.RESIDENT) & residents.adult & (residents.team < 0)
    rows = np.flatnonzero(mates & (residents.hobby == residents.hobby[founder])).astype(np.int32)
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


def next_body(setting: Setting, n: int) -> int:
    """Return a new identity for a team, organization or contract of a neighbourhood."""
    neighbourhoods = setting.world.neighbourhoods
    number = int(neighbourhoods.next_body[n])
    neighbourhoods.next_body[n] = number + 1
    return int(neighbourhoods.eid[n]) * 2**20 + number


def borrow_hall(setting: Setting, team: int) -> bool:
    """Borrow an idle hall of a unit for a team, the most linked unit first; return whether one was lent."""
    world = setting.world
    units, teams = world.units, world.teams
    n = teams.neighbourhood[team]
    free = [
        u
        for u in range(world.n("units"))
        if units.neighbourhood[u] == n
        and units.active[u]
        and units.lent_to[u] < 0
        and units.hall_hours[u] >= setting.params.units.hall_hours_per_team
    ]
    free.sort(key=lambda u: (-link(setting, u), int(units.eid[u])))
    for u in free:
        if setting.uniform(Purpose.OFFER, int(units.eid[u]), int(teams.eid[team])) < link(setting, u):
            units.lent_to[u], units.lent_since[u] = team, setting.month
            teams.has_venue[team] = True
            return True
    return False


def ask_halls_back(setting: Setting) -> None:
    """Let units decide anew after every year, with P = link, whether to lend; one that has left lends no more."""
    units, teams = setting.world.units, setting.world.teams
    for u in np.flatnonzero(units.lent_to[: setting.world.n("units")] >= 0):
        team, months = int(units.lent_to[u]), setting.month - int(units.lent_since[u])
        asked = months > 0 and months % LOAN_MONTHS == 0
        u_draw = setting.uniform(Purpose.OFFER, int(units.eid[u]), int(teams.eid[team]), 1)
        if not units.active[u] or (asked and u_draw >= link(setting, int(u))):
            units.lent_to[u] = -1
            teams.has_venue[team] = False


def link(setting: Setting, unit: int) -> float:
    """Return a unit's linking trust: success / (success + failure)."""
    units = setting.world.units
    success, failure = float(units.link_success[unit]), float(units.link_failure[unit])
    return success / (success + failure)


def join(setting: Setting, person: int, team: int) -> None:
    """Let a person join a team that is still there, if in none."""
    world = setting.world
    if world.residents.team[person] < 0 and world.teams.active[team]:
        world.residents.team[person] = team
        world.teams.n_members[team] += 1


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


def rent_venues(setting: Setting, n: int) -> None:
    """Rent venue slots, a year at a time, for teams without one from money for venues and events (phase 9)."""
    teams = setting.world.teams
    fen = RENT_MONTHS * round(100 * setting.params.money.venue_rent_yuan)
    for team in active(setting, n):
        if teams.rented_until[team] == setting.month:
            teams.has_venue[team] = False
        if teams.has_venue[team] or setting.ledger.balance(n, Account.VENUES_AND_EVENTS) < fen:
            continue
        setting.ledger.pay(n, Account.VENUES_AND_EVENTS, fen, Money.EVENT)
        teams.has_venue[team], teams.rented_until[team] = True, setting.month + RENT_MONTHS


def name_backbones(setting: Setting) -> None:
    """Name as backbones the building heads, and the top tenth of members by strength-degree × disposition (§6.7)."""
    world = setting.world
    residents = world.residents
    backbone = residents.is_building_head.copy()
    ties = world.ties
    standing = kernels.standings(ties.a, ties.b, ties.strength, world.n("ties"), residents.disposition)
    for column in (residents.team, residents.patrol, residents.group):
        member = np.flatnonzero(column >= 0)
        order = member[np.lexsort((residents.eid[member], -standing[member], column[member]))]
        sizes = np.bincount(column[member])
        for end, size in zip(np.cumsum(sizes).tolist(), sizes.tolist(), strict=True):
            wanted = min(size, max(1, round(setting.params.teams.backbone_share * size)))
            backbone[order[end - size : end - size + wanted]] = True
    residents.is_backbone[:] = backbone & residents.adult


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
