"""Upkeep of what was achieved, and its relapse where upkeep is not met (§6.3, phases 5 and 7)."""

import numpy as np

from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Activity, AffairClass, AffairState, Decision, Owner, RecognizedBy
from sim.institutions import community_time
from sim.institutions.affairs import classes, reach, steps, waiting
from sim.institutions.affairs.payment import pay_upkeep
from sim.institutions.setting import Setting
from sim.world.persons import NEVER


def keep_up(setting: Setting) -> None:
    """Let resolved affairs relapse, more often where their upkeep was not met (phase 7)."""
    world, p = setting.world, setting.params
    a, count = world.affairs, world.n("affairs")
    resolved = np.flatnonzero((a.state[:count] == AffairState.RESOLVED) & (a.klass[:count] <= AffairClass.ENCROACHMENT))
    klass = a.klass[resolved]
    met = a.upkeep_done[resolved] >= a.upkeep_minutes[resolved]
    for at in np.flatnonzero(klass == AffairClass.PARKING).tolist():
        met[at] = parking_kept(setting, int(resolved[at]))
    every = [classes.class_params(setting, c) for c in classes.CLASS_GROUPS]
    rates = np.array([(own.relapse_unmet, own.relapse_met) for own in every])
    by_notice = (klass == AffairClass.ENCROACHMENT) & (a.decision[resolved] <= Decision.NOTICE)
    rate = np.where(by_notice, p.affairs.rebuilt_by_notice, rates[klass, met.astype(np.int64)])
    for row in resolved[setting.uniforms(Purpose.RELAPSE, a.eid[resolved]) < rate].tolist():
        _relapse(setting, row)


def parking_kept(setting: Setting, row: int) -> bool:
    """Tell whether the contract that settled a parking affair runs and its spaces were available enough."""
    contracts = setting.world.contracts
    for c in range(setting.world.n("contracts")):
        if contracts.affair[c] == row and contracts.ended[c] == NEVER:
            return bool(contracts.available[c] >= setting.params.contracts.kept_at)
    return False


def _relapse(setting: Setting, row: int) -> None:
    """Return a resolved affair to recognised at part of its severity; consent has to be found again."""
    world, p = setting.world, setting.params.affairs
    a = world.affairs
    a.severity[row] = a.severity_closed[row] * p.relapse_severity
    a.state[row], a.recognized[row], a.attended[row] = AffairState.RECOGNIZED, setting.month, setting.month
    for column in (a.heard, a.deliberated, a.committed, a.executed, a.closed):
        column[row] = NEVER
    for column in (a.labour_residents, a.labour_committee, a.committee_minutes, a.complied_months, a.rounds, a.judged):
        column[row] = 0
    a.paid_fen[row] = 0
    a.cost_fen[row] = int(p.relapse_cost * int(a.cost_fen[row]))
    a.decision[row] = Decision.NONE
    a.posted[row] = a.rumoured[row] = False
    a.used[row] = NEVER
    if a.klass[row] == AffairClass.ENCROACHMENT:
        _rebuild(setting, row)
    if a.team[row] >= 0:
        world.teams.has_venue[a.team[row]] = False
    if a.consent_required[row] and a.owner[row] == Owner.TEAM:
        a.owner[row], a.team_owner[row] = Owner.COMMITTEE, -1
    stakes, block = world.stakes, reach.stakes_of(setting, row)
    stakes.signed[block] = stakes.complied[block] = stakes.reached[block] = False
    stakes.vote[block] = 0
    setting.chronicle.tell(EventKind.AFFAIR_RELAPSED, int(a.neighbourhood[row]), affair=row)
    if not a.consent_required[row]:
        steps.commit(setting, row, Decision.NOTICE, quiet=True)


def _rebuild(setting: Setting, row: int) -> None:
    """Let the former owners of a lane build again."""
    world = setting.world
    stakes, block = world.stakes, reach.stakes_of(setting, row)
    owners = stakes.household[block][stakes.loss[block] > 0]
    world.households.encroachment[owners] = True
    world.affairs.recognized_by[row] = RecognizedBy.QUARREL


def upkeep_hours(setting: Setting, n: int) -> None:
    """Give community hours and money to the upkeep that the committee promised, heaviest affairs first (phase 5)."""
    world = setting.world
    a, rows = world.affairs, setting.affairs_in(n)
    mine = (a.state[rows] == AffairState.RESOLVED) & (a.owner[rows] == Owner.COMMITTEE) & (a.upkeep_minutes[rows] > 0)
    for row in waiting.by_burden(setting, rows[mine]):
        if world.committees.minutes_left[n] < a.upkeep_minutes[row]:
            break
        if not pay_upkeep(setting, row):
            continue
        a.upkeep_done[row] += community_time.spend(setting, n, Activity.UPKEEP, int(a.upkeep_minutes[row]), row)
