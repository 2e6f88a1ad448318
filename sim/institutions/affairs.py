"""Affairs: how they arise, worsen, come to be seen, and end (§3, §6.3)."""

import numpy as np

from sim.foundation import draws
from sim.foundation.terms import (
    Account,
    AffairClass,
    AffairState,
    Decision,
    EventKind,
    Housing,
    Money,
    Purpose,
    RecognizedBy,
    Scope,
)
from sim.institutions import kernels
from sim.institutions.setting import Setting
from sim.world.affairs import Stakes
from sim.world.columns import declared

LATENT, RECOGNIZED, COMMITTED, EXECUTED = (
    int(AffairState.LATENT),
    int(AffairState.RECOGNIZED),
    int(AffairState.COMMITTED),
    int(AffairState.EXECUTED),
)
RESOLVED = int(AffairState.RESOLVED)
CLASS_GROUPS = {
    AffairClass.LAPSED_MANAGEMENT: "lapsed_management",
    AffairClass.ENVIRONMENT: "environment",
    AffairClass.CULTURAL_SPORTS: "cultural_sports",
    AffairClass.GOVERNMENT_WORKS: "government_works",
    AffairClass.PARKING: "parking",
    AffairClass.ENCROACHMENT: "encroachment",
}
FRESH = {name: column.fill for name, column in declared(Stakes).items()}
"""What stands in a row of stakes of which nothing is known yet."""


def class_params(setting: Setting, klass: int):
    """Return the parameters of a class of affairs."""
    return getattr(setting.params, CLASS_GROUPS[AffairClass(klass)])


def open_rows(setting: Setting, n: int, *, latent: bool) -> np.ndarray:
    """Return the rows of a neighbourhood's affairs that are latent, or that are recognised and not closed."""
    affairs, count = setting.world.affairs, setting.world.n("affairs")
    state = affairs.state[:count]
    here = affairs.neighbourhood[:count] == n
    chosen = (state == LATENT) if latent else ((state >= RECOGNIZED) & (state <= EXECUTED))
    return np.flatnonzero(here & chosen)


def burden(setting: Setting, affair: int) -> float:
    """Return severity · √affected households."""
    affairs = setting.world.affairs
    return float(affairs.severity[affair]) * float(np.sqrt(affairs.n_affected[affair]))


def by_burden(setting: Setting, rows: np.ndarray) -> list[int]:
    """Return affairs in descending burden; equal burdens by hash, then identity."""
    a = setting.world.affairs
    rows = np.asarray(rows, dtype=np.int64)
    return kernels.by_burden(rows, a.severity, a.n_affected, a.eid, setting.world.seed, setting.month).tolist()


def stakes_of(setting: Setting, affair: int) -> slice:
    """Return the rows of an affair's stakes."""
    affairs = setting.world.affairs
    first = int(affairs.first_stake[affair])
    return slice(first, first + int(affairs.n_stakes[affair]))


def affected_rows(setting: Setting, affair: int) -> np.ndarray:
    """Return the rows of the affected households."""
    return setting.world.stakes.household[stakes_of(setting, affair)]


def lives_affected(setting: Setting, affair: int, persons: np.ndarray) -> np.ndarray:
    """Tell which of these persons live in an affected household."""
    world = setting.world
    is_affected = np.zeros(world.n("households") + 1, dtype=bool)  # the last stands for no household, -1
    is_affected[affected_rows(setting, affair)] = True
    return is_affected[world.residents.household[persons]]


def candidate_households(setting: Setting, scope: int, n: int, lane: int, estate: int) -> np.ndarray:
    """Return the dwellings that an affair of this scope and place may touch."""
    places = setting.world.places
    if scope == Scope.LANE:
        return places.lane_households[places.lane_start[lane] : places.lane_start[lane + 1]]
    if scope == Scope.ESTATE:
        return places.estate_households[places.estate_start[estate] : places.estate_start[estate + 1]]
    return places.neighbourhood_households[places.neighbourhood_start[n] : places.neighbourhood_start[n + 1]]


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
        _attach_stakes(setting, row, klass, households)
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


def _attach_stakes(setting: Setting, row: int, klass: AffairClass, households: np.ndarray) -> None:
    """Append one row of stakes for each affected household."""
    world = setting.world
    first = world.append("stakes", len(households))
    a, stakes = world.affairs, world.stakes
    a.first_stake[row], a.n_stakes[row], a.n_affected[row] = first, len(households), len(households)
    block = slice(first, first + len(households))
    stakes.affair[block], stakes.household[block] = row, households
    draw_stakes(setting, np.arange(block.start, block.stop))


def draw_stakes(setting: Setting, rows: np.ndarray) -> None:
    """Draw the true benefit of the households in some rows of stakes; encroachments are about losses instead."""
    world = setting.world
    a, stakes, homes = world.affairs, world.stakes, world.households
    rows = rows[a.klass[stakes.affair[rows]] != AffairClass.ENCROACHMENT]
    classes = [class_params(setting, klass) for klass in CLASS_GROUPS]
    mean = np.array([getattr(own, "benefit_mean", 0.0) for own in classes])
    sd = np.array([getattr(own, "benefit_sd", 0.0) for own in classes])
    whose = (stakes.affair, stakes.household, a.klass, a.onset, a.eid, homes.eid, homes.lane, world.lanes.eid)
    kernels.draw_benefits(stakes.benefit, rows, *whose, world.seed, mean, sd, setting.params.affairs.lane_effect_sd)


def renew_stakes(setting: Setting, moved: np.ndarray) -> None:
    """Give households that moved in their own stakes in the affairs of their dwelling."""
    if not len(moved):
        return
    world = setting.world
    stakes, a = world.stakes, world.affairs
    is_moved = np.zeros(world.n("households"), dtype=bool)
    is_moved[moved] = True
    touched = np.flatnonzero(is_moved[stakes.household[: world.n("stakes")]])
    touched = touched[a.n_stakes[stakes.affair[touched]] > 0]
    kept = (stakes.affair[touched].copy(), stakes.household[touched].copy())
    for name, array in stakes._asdict().items():
        array[touched] = FRESH[name]
    stakes.affair[touched], stakes.household[touched] = kept
    draw_stakes(setting, touched)
    seen = touched[a.state[kept[0]] >= RECOGNIZED]
    ends = np.flatnonzero(np.diff(stakes.affair[seen])) + 1
    for rows in np.split(seen, ends) if len(seen) else ():
        setting.society.open_beliefs_of(int(stakes.affair[rows[0]]), rows)


def recognize(setting: Setting, row: int, by: RecognizedBy, cause: int = -1, **arguments) -> int:
    """Turn a latent affair into a recognised one and give households their first beliefs; return the event."""
    a = setting.world.affairs
    a.state[row], a.recognized[row], a.recognized_by[row] = RECOGNIZED, setting.month, by
    a.attended[row] = setting.month
    setting.society.open_beliefs(row)
    event = setting.chronicle.tell(
        EventKind.AFFAIR_RECOGNIZED, int(a.neighbourhood[row]), affair=row, cause=cause, by=by.word, **arguments
    )
    if not a.consent_required[row] and not a.inside_dwellings[row]:
        commit(setting, row, Decision.NOTICE, quiet=True)
    return event


def commit(setting: Setting, row: int, decision: Decision, *, quiet: bool = False) -> None:
    """Mark an affair as committed; what it still needs is labour and money."""
    a = setting.world.affairs
    a.state[row], a.committed[row] = COMMITTED, setting.month
    a.decision[row] = max(int(a.decision[row]), int(decision))
    if not quiet:
        setting.chronicle.tell(
            EventKind.AFFAIR_COMMITTED, int(a.neighbourhood[row]), affair=row, decision=decision.word
        )


def close(setting: Setting, row: int, state: AffairState, **arguments) -> None:
    """Close an affair as resolved, lapsed or moot; gifts that it did not need go to purpose-bound money."""
    world = setting.world
    a = world.affairs
    a.severity_closed[row] = a.severity[row]
    if state == AffairState.RESOLVED:
        a.gain_share[row] = setting.society.realised(row)
        if a.inside_dwellings[row] and a.decision[row] <= Decision.NOTICE:
            setting.society.disappointed(row)
    a.state[row], a.closed[row] = state, setting.month
    kind = {
        AffairState.RESOLVED: EventKind.AFFAIR_RESOLVED,
        AffairState.LAPSED: EventKind.AFFAIR_LAPSED,
        AffairState.MOOT: EventKind.AFFAIR_MOOT,
    }[state]
    seen = a.recognized[row] > -9999
    if seen or state != AffairState.MOOT:
        setting.chronicle.tell(kind, int(a.neighbourhood[row]), affair=row, **arguments)
    if state != AffairState.RESOLVED or a.klass[row] == AffairClass.DISPUTE:
        a.n_stakes[row] = 0
    fen = int(a.gift_fen[row])
    if fen:
        n = int(a.neighbourhood[row])
        setting.ledger.transfer(n, Account.AFFAIRS, Account.PURPOSE_BOUND, fen, Money.RELEASED)
        a.gift_fen[row] = 0


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
    teams = world.teams
    here = [t for t in range(world.n("teams")) if teams.active[t] and teams.neighbourhood[t] == n]
    a, count = world.affairs, world.n("affairs")
    open_venue = set(a.team[:count][(a.team[:count] >= 0) & (a.state[:count] <= EXECUTED)].tolist())
    without = [t for t in here if not teams.has_venue[t] and t not in open_venue]
    noisy = sum(bool(teams.has_venue[t]) for t in here)
    p = setting.params
    yield AffairClass.LAPSED_MANAGEMENT, size * p.lapsed_management.onset_per_month * (2 - effort), []
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
    growing = (state <= EXECUTED) & (klass <= AffairClass.GOVERNMENT_WORKS)
    a.severity[:count] = np.where(
        growing, a.severity[:count] + a.growth[:count] * (1 - a.severity[:count]), a.severity[:count]
    )
    rows = np.flatnonzero(((state == LATENT) | (state == RECOGNIZED)) & (klass <= AffairClass.GOVERNMENT_WORKS))
    rate = np.where(state[rows] == LATENT, general.moot_latent, general.moot_recognized)
    for row in rows[setting.uniforms(Purpose.MOOT, a.eid[rows]) < rate].tolist():
        close(setting, row, AffairState.MOOT)


def has_kitchens(setting: Setting, row: int) -> bool:
    """Tell whether an affair touches shared kitchens of old lanes."""
    world = setting.world
    rows = affected_rows(setting, row)
    old = world.lanes.housing[world.households.lane[rows]] == Housing.OLD_LANE
    return bool((old & (world.households.kitchen[rows] >= 0)).any())


def compact_stakes(setting: Setting) -> None:
    """Drop the stakes of closed affairs once they are half of the table (phase 11)."""
    world = setting.world
    count = world.n("stakes")
    a, stakes = world.affairs, world.stakes
    kept_affairs = np.flatnonzero(a.n_stakes[: world.n("affairs")]).tolist()
    kept_rows = int(a.n_stakes[kept_affairs].sum())
    if count < 256 or 2 * kept_rows > count:
        return
    order = np.concatenate(
        [np.arange(a.first_stake[r], a.first_stake[r] + a.n_stakes[r]) for r in kept_affairs] or [np.arange(0)]
    )
    for array in stakes:
        array[: len(order)] = array[order]
    place = 0
    for row in kept_affairs:
        a.first_stake[row] = place
        place += int(a.n_stakes[row])
    world.keep("stakes", kept_rows)
