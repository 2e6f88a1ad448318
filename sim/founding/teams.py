"""Cultural-sports teams, patrols, building heads and backbone members at founding (§5, §6.7)."""

import numpy as np

from sim.foundation.draws import integer, poisson, uniform
from sim.foundation.numerics import FIXED_ONE, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import OrganizationKind, OrganizationState
from sim.founding.kernels import N_HOBBIES, hashes
from sim.founding.params import Params
from sim.founding.plan import HAS_PATROL, N_PATROL, SLOTS, Plan, chance
from sim.founding.population import People
from sim.founding.ties import Edges
from sim.world.persons import BERTHS
from sim.world.state import World

TEAM = int(Purpose.TEAM_FOUNDING)
PATROL = int(Purpose.PATROL_FOUNDING)
BUILDING_HEAD = int(Purpose.LANE)

AT_FOUNDING, LATER = 1, 10**6

# subjects: of a neighbourhood (repeat 0); of its team number n, each plus 16 n (repeat 1)
N_TEAMS = 0
HOBBY, SIZE, VENUE = 0, 1, 2


def found_bodies(world: World, plan: Plan, people: People, edges: Edges, params: Params) -> None:
    """Found teams and patrols, appoint building heads, and mark backbone members."""
    starts = np.searchsorted(world.residents.neighbourhood[people.row], np.arange(plan.n_neighbourhoods + 1))
    bodies: list[np.ndarray] = []
    for i in range(plan.n_neighbourhoods):
        here = np.arange(starts[i], starts[i + 1])
        adults = here[world.residents.adult[people.row[here]]]
        bodies += _found_teams(world, plan, i, people, adults, edges, params)
        bodies += _found_patrol(world, plan, i, people, adults, params)
    heads = _appointed(world, people.row, AT_FOUNDING)
    world.residents.is_building_head[heads] = True
    world.residents.is_backbone[heads] = True
    _mark_backbones(world, people, edges, bodies, params)


def appoint_building_head(world: World, lane: int) -> int:
    """Appoint an adult of a lane without a building head, the retired first, then by lot; return the row."""
    homes = world.places.lane_households[world.places.lane_start[lane] : world.places.lane_start[lane + 1]]
    berths = (BERTHS * homes.astype(np.int64)[:, None] + np.arange(BERTHS)).ravel()
    head = int(_appointed(world, berths, LATER + world.month)[0])
    world.residents.is_building_head[head] = True
    world.residents.is_backbone[head] = True
    return head


def _appointed(world: World, rows: np.ndarray, occasion: int) -> np.ndarray:
    """Return one adult for each lane that occurs: the retired first, then by lot."""
    residents = world.residents
    adults = rows[residents.adult[rows]]
    lot = hashes(world.seed, BUILDING_HEAD, residents.eid[adults], occasion)
    order = adults[np.lexsort((lot, ~residents.retired[adults], residents.lane[adults]))]
    _lanes, first = np.unique(residents.lane[order], return_index=True)
    return order[first]


def _found_teams(world, plan, i, people, adults, edges, params) -> list[np.ndarray]:
    """Found the teams of neighbourhood `i`; members share a hobby and live near, or are tied to, their founder.

    Their number is Poisson with a mean in proportion to the households, at least 1 where enough adults share a hobby,
    at most `teams_most` (in proportion in larger neighbourhoods).
    """
    eid = int(plan.eids[i])
    scale = plan.n_households / params.reference_households
    n_teams = poisson(plan.seed, TEAM, 0, eid, N_TEAMS, 0, params.teams_mean * scale)
    most = max(params.teams_most, int(params.teams_most * scale + 0.5))
    least = 1 if params.teams_mean > 0 else 0
    n_teams = min(max(n_teams, least), most)
    founded = []
    for number in range(n_teams):
        team_eid = eid * SLOTS + int(world.neighbourhoods.next_body[i])
        free = adults[world.residents.team[people.row[adults]] < 0]
        hobby, mates = _hobby_mates(world, plan, people, free, eid, number, params.team_members_low)
        if len(mates) == 0:
            break
        spread = params.team_members_high - params.team_members_low + 1
        size = params.team_members_low + integer(plan.seed, TEAM, 0, eid, 16 * number + SIZE, 1, spread)
        members = _nearest(world, plan, people, mates, edges, number)[:size]
        has_venue = uniform(plan.seed, TEAM, 0, eid, 16 * number + VENUE, 1) < params.p_team_venue
        _enter_team(world, plan, i, team_eid, hobby, people.row[members], has_venue, params)
        founded.append(members)
    return founded


def _hobby_mates(world, plan, people, free, eid, number, least) -> tuple[int, np.ndarray]:
    """Draw a hobby; where too few adults without a team share it, take the next hobby that has enough."""
    first = integer(plan.seed, TEAM, 0, eid, 16 * number + HOBBY, 1, N_HOBBIES)
    hobbies = world.residents.hobby[people.row[free]]
    for step in range(N_HOBBIES):
        hobby = (first + step) % N_HOBBIES
        mates = free[hobbies == hobby]
        if len(mates) >= least:
            return hobby, mates
    return -1, free[:0]


def _nearest(world, plan, people, mates, edges, number) -> np.ndarray:
    """Order hobby-mates by distance in dwellings from the founder, who is drawn by lot; the tied count as next door."""
    founder = mates[np.argmin(hashes(plan.seed, TEAM, world.residents.eid[people.row[mates]], 16 + number))]
    distance = np.abs(people.dwelling[mates] - people.dwelling[founder])
    low, high = np.searchsorted(edges.a, [founder, founder + 1])
    first = np.searchsorted(edges.a, mates[0])
    tied = np.concatenate([edges.b[low:high], edges.a[first:low][edges.b[first:low] == founder]])
    distance[np.isin(mates, tied)] = 1
    distance[mates == founder] = -1
    return mates[np.lexsort((mates, distance))]


def _enter_team(world, plan, i, eid, hobby, rows, has_venue, params) -> None:
    row = world.append("teams", 1)
    teams = world.teams
    teams.eid[row] = eid
    teams.neighbourhood[row] = i
    teams.hobby[row] = hobby
    teams.active[row] = True
    teams.founded[row] = world.month
    teams.has_venue[row] = has_venue
    teams.public_orientation[row] = params.team_public_orientation
    teams.n_members[row] = len(rows)
    world.residents.team[rows] = row
    world.neighbourhoods.next_body[i] += 1


def _found_patrol(world, plan, i, people, adults, params) -> list[np.ndarray]:
    """Found the patrol of neighbourhood `i`, if it has one and adults enough: the retired first, then by lot."""
    eid = int(plan.eids[i])
    if chance(plan.seed, eid, HAS_PATROL) >= params.p_patrol or len(adults) < params.patrol_members_low:
        return []
    spread = params.patrol_members_high - params.patrol_members_low + 1
    size = params.patrol_members_low + integer(plan.seed, int(Purpose.NEIGHBOURHOOD), 0, eid, N_PATROL, 0, spread)
    lot = hashes(plan.seed, PATROL, world.residents.eid[people.row[adults]], 0)
    members = adults[np.lexsort((lot, ~world.residents.retired[people.row[adults]]))][:size]
    row = world.append("organizations", 1)
    organizations = world.organizations
    organizations.eid[row] = eid * SLOTS + int(world.neighbourhoods.next_body[i])
    organizations.neighbourhood[row] = i
    organizations.kind[row] = OrganizationKind.PATROL
    organizations.state[row] = OrganizationState.CONFIRMED
    for column in (
        organizations.founded,
        organizations.confirmed,
        organizations.last_object,
        organizations.last_enough,
    ):
        column[row] = world.month
    organizations.n_members[row] = organizations.members_max[row] = len(members)
    world.residents.patrol[people.row[members]] = row
    world.neighbourhoods.next_body[i] += 1
    return [members]


def _mark_backbones(world, people, edges, bodies, params) -> None:
    """Mark the top share of each body's members by strength of their ties × disposition, at least one a body."""
    degree = np.bincount(np.concatenate([edges.a, edges.b]), minlength=len(people.row))
    strength = degree * to_fixed(params.tie_strength) / FIXED_ONE
    score = strength * world.residents.disposition[people.row]
    for members in bodies:
        n_backbones = max(1, int(params.backbone_share * len(members) + 0.5))
        best = members[np.lexsort((members, -score[members]))][:n_backbones]
        world.residents.is_backbone[people.row[best]] = True
