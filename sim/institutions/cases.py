"""Complaints become cases; cases are answered or disappoint; many of them are an uproar (§6.3)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Activity, AffairClass, AffairState, RecognizedBy, Scope
from sim.institutions.affairs import onset, steps, waiting
from sim.institutions.setting import Setting


def open_cases(setting: Setting, households: np.ndarray, affairs: np.ndarray) -> None:
    """Open a case for every complaint."""
    world, p = setting.world, setting.params.cases
    first = world.append("cases", len(households))
    cases = world.cases
    for k, (h, a) in enumerate(zip(households, affairs, strict=True)):
        row = first + k
        u = setting.uniform(Purpose.CASE_HOURS, int(world.households.eid[h]), int(world.affairs.eid[a]))
        cases.household[row], cases.affair[row], cases.opened[row] = h, a, setting.month
        cases.minutes[row] = round(60 * (p.hours[0] + (p.hours[1] - p.hours[0]) * u))
        cases.failed[row] = False
        world.committees.complaints_all[world.households.neighbourhood[h]] += 1


def open_dispute(setting: Setting, household_a: int, household_b: int, slot: int) -> int:
    """Let a quarrel between two households become an affair with a case of its own; return the affair's row."""
    world, p = setting.world, setting.params.cases
    households = world.households
    lane = int(households.lane[household_a])
    n = int(households.neighbourhood[household_a])
    row = onset.create(setting, n, AffairClass.DISPUTE, Scope.LANE, lane, int(households.estate[household_a]), slot)
    a = world.affairs
    u = setting.uniform(Purpose.CASE_HOURS, int(a.eid[row]), 1)
    a.severity[row], a.n_affected[row] = p.dispute_severity, 2
    a.state[row], a.recognized[row], a.recognized_by[row] = AffairState.RECOGNIZED, setting.month, RecognizedBy.QUARREL
    a.attended[row] = setting.month
    a.labour_minutes[row] = round(60 * (p.mediation_hours[0] + (p.mediation_hours[1] - p.mediation_hours[0]) * u))
    return row


def answer(setting: Setting, n: int, budget: int) -> int:
    """Answer cases and mediate disputes, oldest first, within a budget of minutes; return minutes unanswered.

    A household that is answered has a good experience; the affair stays as it is.
    """
    world, p = setting.world, setting.params.cases
    left = budget
    unanswered = 0
    done: list[int] = []
    cases, homes = world.cases, world.households
    for kind, row, minutes in _queue(setting, n):
        if minutes > left:
            unanswered += minutes
            continue
        spent = setting.spend_committee(n, Activity.CASES, minutes)
        left -= spent
        if kind == "dispute":
            world.affairs.labour_committee[row] = spent
            steps.close(setting, row, AffairState.RESOLVED)
            setting.society.contact_committee(
                int(Scope.LANE), int(world.affairs.lane[row]), max(1, spent // 60), int(world.affairs.eid[row])
            )
            continue
        h = int(cases.household[row])
        setting.society.contact_committee(int(Scope.LANE), int(homes.lane[h]), max(1, spent // 60), int(homes.eid[h]))
        done.append(row)
    setting.society.experience(cases.household[done], p.answered_success, 0.0)
    _drop(setting, done)
    return unanswered


def _queue(setting: Setting, n: int) -> list[tuple[str, int, int]]:
    """Return open cases and disputes of a neighbourhood: oldest first, then by identity."""
    world = setting.world
    cases, a = world.cases, world.affairs
    here = np.flatnonzero(world.households.neighbourhood[cases.household[: world.n("cases")]] == n)
    households, affairs = world.households.eid[cases.household[here]], a.eid[cases.affair[here]]
    keys = zip(cases.opened[here].tolist(), households.tolist(), affairs.tolist(), strict=True)
    found = [
        (key, "case", row, minutes)
        for key, row, minutes in zip(keys, here.tolist(), cases.minutes[here].tolist(), strict=True)
    ]
    for row in open_disputes(setting, n):
        found.append(((int(a.recognized[row]), -1, int(a.eid[row])), "dispute", row, int(a.labour_minutes[row])))
    return [(kind, row, minutes) for _, kind, row, minutes in sorted(found)]


def open_disputes(setting: Setting, n: int) -> list[int]:
    """Return the rows of a neighbourhood's disputes that nobody has mediated yet."""
    rows = waiting.open_rows(setting, n, latent=False)
    return rows[setting.world.affairs.klass[rows] == AffairClass.DISPUTE].tolist()


def _drop(setting: Setting, rows: list[int] | np.ndarray) -> None:
    """Remove cases."""
    if not len(rows):
        return
    world = setting.world
    stays = np.ones(world.n("cases"), dtype=bool)
    stays[rows] = False
    keep = np.flatnonzero(stays)
    for array in world.cases:
        array[: len(keep)] = array[keep]
    world.keep("cases", len(keep))


def expire(setting: Setting) -> None:
    """Let unanswered cases disappoint, and drop old ones and those whose affair has closed (phase 7)."""
    world, p = setting.world, setting.params.cases
    cases, a, count = world.cases, world.affairs, world.n("cases")
    age = setting.month - cases.opened[:count]
    late = np.flatnonzero(~cases.failed[:count] & (age >= p.patience_months))
    cases.failed[late] = True
    setting.society.experience(cases.household[late], 0.0, p.unanswered_failure)
    np.add.at(world.committees.complaints_up, world.households.neighbourhood[cases.household[late]], 1)
    closed = a.state[cases.affair[:count]] >= AffairState.RESOLVED
    _drop(setting, np.flatnonzero((age >= p.open_months) | closed))
    for n in range(world.n("neighbourhoods")):
        for row in open_disputes(setting, n):
            if setting.month - int(a.recognized[row]) >= p.dispute_months:
                steps.close(setting, row, AffairState.LAPSED, reason="not mediated")


def drop_cases_of(setting: Setting, households: np.ndarray) -> None:
    """Drop the cases of households that moved away."""
    cases, count = setting.world.cases, setting.world.n("cases")
    moved = np.zeros(setting.world.n("households"), dtype=bool)
    moved[households] = True
    _drop(setting, np.flatnonzero(moved[cases.household[:count]]))


def counts_by_affair(setting: Setting, n: int) -> dict[int, int]:
    """Return how many open cases of a neighbourhood name each affair."""
    world = setting.world
    cases, count = world.cases, world.n("cases")
    here = world.households.neighbourhood[cases.household[:count]] == n
    number = np.bincount(cases.affair[:count][here])
    named = np.flatnonzero(number)
    return dict(zip(named.tolist(), number[named].tolist(), strict=True))


def uproars(setting: Setting) -> None:
    """Recognise latent affairs about which very many cases are open (§6.3 f)."""
    world, p = setting.world, setting.params.cases
    a = world.affairs
    for n in range(world.n("neighbourhoods")):
        for row, number in sorted(counts_by_affair(setting, n).items(), key=lambda item: int(a.eid[item[0]])):
            if a.state[row] == AffairState.LATENT and number >= p.uproar_base + p.uproar_share * a.n_affected[row]:
                steps.recognize(setting, row, RecognizedBy.UPROAR, cases=number)
