"""How affairs arise, and worsen or end of themselves while nobody acts (§3, phase 2)."""

import numpy as np

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, AffairState, RecognizedBy, Scope
from sim.institutions import kernels
from sim.institutions.affairs.classes import class_params
from sim.institutions.affairs.reach import candidate_households
from sim.institutions.affairs.stakes import attach_stakes
from sim.institutions.affairs.steps import close, recognize
from sim.institutions.setting import Setting


def create(
    setting: Setting, n: int, klass: AffairClass, scope: Scope, lane: int, estate: int, slot: int, team: int = -1
) -> int:
    """Let an affair arise, latent, with its stakes; return its row.

    Parameters
    ----------
    slot : int
        Number among the affairs of this class and month in the neighbourhood; part of its identity.
    """
    world, month = setting.world, setting.month
    place = {Scope.LANE: lane, Scope.ESTATE: estate, Scope.NEIGHBOURHOOD: -1}[scope]
    table = {Scope.LANE: world.lanes, Scope.ESTATE: world.estates, Scope.NEIGHBOURHOOD: world.neighbourhoods}[scope]
    place_eid = int(table.eid[place if place >= 0 else n])
    n_eid = int(world.neighbourhoods.eid[n])
    eid = int(draws.identify(int(klass) * 4 + int(scope), month, n_eid, place_eid, slot))
    row = world.append("affairs", 1)
    a = world.affairs
    a.eid[row], a.number[row], a.neighbourhood[row] = eid, world.neighbourhoods.next_affair[n], n
    world.neighbourhoods.next_affair[n] += 1
    a.klass[row], a.scope[row], a.lane[row], a.estate[row], a.team[row] = klass, scope, lane, estate, team
    a.onset[row] = month
    if klass != AffairClass.DISPUTE:
        _draw_facts(setting, row, klass, scope)
        households = _draw_affected(setting, row, klass, scope, n, lane, estate)
        attach_stakes(setting, row, klass, households)
    return row


def _draw_facts(setting: Setting, row: int, klass: AffairClass, scope: Scope) -> None:
    """Draw severity, growth, labour, cost and upkeep of a new affair."""
    a, general, own = setting.world.affairs, setting.params.affairs, class_params(setting, klass)
    eid = int(a.eid[row])

    def between(k: int, span: list[float]) -> float:
        return span[0] + (span[1] - span[0]) * setting.uniform(Purpose.AFFAIR_FACTS, eid, 0, k)

    a.severity[row] = between(0, general.initial_severity)
    a.growth[row] = between(1, general.severity_growth)
    factor = (1.0, general.labour_factor_estate, general.labour_factor_neighbourhood)[scope]
    a.labour_minutes[row] = round(60 * factor * between(2, own.labour_hours))
    a.cost_fen[row] = round(100 * between(3, own.cost_lane_yuan if scope == Scope.LANE else own.cost_wider_yuan))
    a.upkeep_minutes[row] = round(60 * own.upkeep_hours_per_month)
    a.upkeep_fen[row] = round(100 * own.upkeep_yuan_per_year)
    a.is_rule[row] = setting.uniform(Purpose.AFFAIR_FACTS, eid, 0, 4) < own.rule_share
    if a.is_rule[row]:
        a.labour_minutes[row] = round(60 * general.rule_labour_hours)
        a.cost_fen[row] = a.upkeep_fen[row] = 0
    needs = setting.uniform(Purpose.AFFAIR_FACTS, eid, 0, 6) < own.consent_share
    a.consent_required[row] = bool(a.is_rule[row]) or needs


def _draw_affected(
    setting: Setting, row: int, klass: AffairClass, scope: Scope, n: int, lane: int, estate: int
) -> np.ndarray:
    """Draw which households an affair touches."""
    world, general = setting.world, setting.params.affairs
    candidates = candidate_households(setting, scope, n, lane, estate)
    if klass in (AffairClass.PARKING, AffairClass.ENCROACHMENT):
        return candidates.copy()
    eid = int(world.affairs.eid[row])
    low, high = general.affected_lane if scope == Scope.LANE else general.affected_wider
    share = low + (high - low) * setting.uniform(Purpose.AFFAIR_FACTS, eid, 0, 5)
    return kernels.affected_households(candidates, world.households.eid, world.seed, setting.month, eid, share)


def arise(setting: Setting) -> None:
    """Let affairs of classes I to IV arise (phase 2)."""
    world = setting.world
    for n in range(world.n("neighbourhoods")):
        world.neighbourhoods.manager_effort[n] *= setting.params.affairs.manager_decay
        for klass, mean, teams in _onset_rates(setting, n):
            eid = int(world.neighbourhoods.eid[n])
            drawn = int(draws.poisson(world.seed, int(Purpose.AFFAIR_ONSET), setting.month, eid, int(klass), 0, mean))
            for slot in range(drawn):
                _arise_one(setting, n, klass, slot, teams)


def _onset_rates(setting: Setting, n: int):
    """Yield class, expected onsets this month, and the teams a venue affair may be about."""
    world, general = setting.world, setting.params.affairs
    size = _n_households(setting, n) / setting.params.founding.reference_households
    effort = float(world.neighbourhoods.manager_effort[n])
    teams, n_teams = world.teams, world.n("teams")
    here = np.flatnonzero(teams.active[:n_teams] & (teams.neighbourhood[:n_teams] == n)).tolist()
    a, count = world.affairs, world.n("affairs")
    open_venue = set(a.team[:count][(a.team[:count] >= 0) & (a.state[:count] <= AffairState.EXECUTED)].tolist())
    without = [t for t in here if not teams.has_venue[t] and t not in open_venue]
    noisy = sum(bool(teams.has_venue[t]) for t in here)
    p = setting.params
    yield (
        AffairClass.LAPSED_MANAGEMENT,
        size * p.lapsed_management.onset_per_month * (general.neglect_factor - effort),
        [],
    )
    yield AffairClass.ENVIRONMENT, size * p.environment.onset_per_month + general.noise_per_team * noisy, []
    yield AffairClass.CULTURAL_SPORTS, size * p.cultural_sports.onset_per_month, []
    for team in without:
        if setting.uniform(Purpose.AFFAIR_ONSET, int(teams.eid[team]), 1) < general.venue_per_team:
            _arise_one(setting, n, AffairClass.CULTURAL_SPORTS, 1000 + int(teams.eid[team]) % 2**20, [team])
    yield AffairClass.GOVERNMENT_WORKS, p.government_works.onset_per_month, []


def _n_households(setting: Setting, n: int) -> int:
    """Return the number of dwellings of a neighbourhood."""
    start = setting.world.places.neighbourhood_start
    return int(start[n + 1] - start[n])


def _arise_one(setting: Setting, n: int, klass: AffairClass, slot: int, teams: list[int]) -> int:
    """Draw the scope and place of one affair and let it arise."""
    world = setting.world
    n_eid = int(world.neighbourhoods.eid[n])
    u = setting.uniform(Purpose.AFFAIR_SCOPE, n_eid, int(klass), slot)
    shares = class_params(setting, klass).scope_shares
    scope = Scope.LANE if u < shares[0] else Scope.ESTATE if u < shares[0] + shares[1] else Scope.NEIGHBOURHOOD
    lanes = np.flatnonzero(world.lanes.neighbourhood == n)
    estates = np.flatnonzero(world.estates.neighbourhood == n)
    pick = setting.uniform(Purpose.AFFAIR_PLACE, n_eid, int(klass), slot)
    lane = estate = -1
    if scope == Scope.LANE:
        lane = int(lanes[min(int(pick * len(lanes)), len(lanes) - 1)])
        estate = int(world.lanes.estate[lane])
    elif scope == Scope.ESTATE:
        estate = int(estates[min(int(pick * len(estates)), len(estates) - 1)])
    row = create(setting, n, klass, scope, lane, estate, slot, teams[0] if teams else -1)
    if klass == AffairClass.GOVERNMENT_WORKS:
        a = world.affairs
        a.inside_dwellings[row] = a.consent_required[row]
        recognize(setting, row, RecognizedBy.STREET)
    return row


def worsen(setting: Setting) -> None:
    """Let severity grow, and let affairs nobody presses end of themselves (phase 2)."""
    world, general = setting.world, setting.params.affairs
    a, count = world.affairs, world.n("affairs")
    state, klass = a.state[:count], a.klass[:count]
    growing = (state <= AffairState.EXECUTED) & (klass <= AffairClass.GOVERNMENT_WORKS)
    a.severity[:count] = np.where(
        growing, a.severity[:count] + a.growth[:count] * (1 - a.severity[:count]), a.severity[:count]
    )
    rows = np.flatnonzero(
        ((state == AffairState.LATENT) | (state == AffairState.RECOGNIZED)) & (klass <= AffairClass.GOVERNMENT_WORKS)
    )
    rate = np.where(state[rows] == AffairState.LATENT, general.moot_latent, general.moot_recognized)
    for row in rows[setting.uniforms(Purpose.MOOT, a.eid[rows]) < rate].tolist():
        close(setting, row, AffairState.MOOT)
