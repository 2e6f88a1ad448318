"""Search, credit, consciousness, aspiration: how a committee learns from its own episodes (§6.6)."""

import math

import numpy as np

from sim.foundation import draws
from sim.foundation.event_kinds import EventKind
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, AffairState, Bottleneck, Scope
from sim.institutions.affairs import waiting
from sim.institutions.committee import repertoire
from sim.institutions.setting import Setting
from sim.protocols.practice import Desk
from sim.world.persons import NEVER


def search(setting: Setting, n: int, desk: Desk) -> None:
    """Discover practices: each month, practice and class, P = δ · gap · affordance while the bottleneck shows.

    The affordance is that of the heaviest affair of the class that shows the bottleneck.
    """
    world, p = setting.world, setting.params.learning
    a, known = world.affairs, world.repertoire.known
    for klass, bottleneck, affair in _shown(setting, n):
        gap = _gap(setting, n, klass)
        if gap <= 0:
            continue
        for k, practice in enumerate(setting.practices):
            row = repertoire.cell(setting, n, k, klass)
            if practice.bottleneck != bottleneck or not setting.available[k] or known[row]:
                continue
            p_discover = p.discovery * gap * practice.affordance(desk, affair)
            u = draws.uniform(world.seed, int(Purpose.DISCOVER), setting.month, int(world.committees.eid[n]), k, klass)
            if u < p_discover:
                known[row] = True
                world.repertoire.discovered[row] = setting.month
                world.repertoire.event[row] = setting.chronicle.tell(
                    EventKind.PRACTICE_DISCOVERED, n, practice=k, cause=int(a.last_event[affair]),
                    affair_class=AffairClass(klass).word,
                )  # fmt: skip


def _shown(setting: Setting, n: int) -> list[tuple[int, Bottleneck, int]]:
    """Return class, bottleneck and heaviest affair of every bottleneck that showed this month."""
    a = setting.world.affairs
    heaviest: dict[tuple[int, Bottleneck], tuple[float, int, int]] = {}
    nobody: tuple[float, int, int] | None = None
    for block in setting.blocks[n]:
        weight = float(a.severity[block.affair]) * math.sqrt(int(a.n_affected[block.affair]))
        entry = (weight, int(a.eid[block.affair]), block.affair)
        key = (int(a.klass[block.affair]), block.bottleneck)
        if block.bottleneck == Bottleneck.NOBODY_TO_ASK:
            nobody = max(nobody, entry) if nobody else entry
        elif key not in heaviest or entry > heaviest[key]:
            heaviest[key] = entry
    found = [(klass, bottleneck, row) for (klass, bottleneck), (_, _, row) in heaviest.items()]
    if nobody:
        found.append((int(a.klass[nobody[2]]), Bottleneck.NOBODY_TO_ASK, nobody[2]))
    return sorted(found)


def _gap(setting: Setting, n: int, klass: int) -> float:
    """Return clip((aspiration - performance) / aspiration, 0, 1)."""
    aspiration = float(setting.world.committees.aspiration[n, klass])
    performance = float(setting.world.committees.performance[n, klass])
    return min(1.0, max(0.0, (aspiration - performance) / aspiration)) if aspiration > 0 else 0.0


def credit_closures(setting: Setting, n: int) -> None:
    """Count this month's closures in performance, and give credit to the practices that were used."""
    world, p = setting.world, setting.params.learning
    a, rows = world.affairs, setting.affairs_in(n)
    closed = rows[
        (a.closed[rows] == setting.month)
        & (a.klass[rows] != AffairClass.DISPUTE)
        & ((a.state[rows] == AffairState.RESOLVED) | (a.state[rows] == AffairState.LAPSED))
        & (a.recognized[rows] > NEVER)
    ]
    for row in sorted(closed, key=lambda r: int(a.eid[r])):
        klass = int(a.klass[row])
        resolved = a.state[row] == AffairState.RESOLVED
        performance = world.committees.performance
        performance[n, klass] += p.performance_rate * (float(resolved) - performance[n, klass])
        if setting.learning:
            _credit(setting, n, int(row), klass, bool(resolved))


def _credit(setting: Setting, n: int, row: int, klass: int, resolved: bool) -> None:
    """Give credit y to each practice used: value += α · decay^months · (y - value)."""
    world, p = setting.world, setting.params.learning
    a, known = world.affairs, world.repertoire
    y = p.lapse_credit
    if resolved:
        scope = p.lane_scope_factor if a.scope[row] == Scope.LANE else p.wider_scope_factor
        compliance = float(a.seen_in_class[row]) if a.consent_required[row] else 1.0
        hours = int(a.committee_minutes[row]) / 60
        gained = float(a.severity_closed[row]) * scope * compliance - hours / p.hours_per_credit
        y = min(1.0, max(p.credit_least, gained))
    better = y > float(world.committees.mean_credit[n, klass])
    for k in np.flatnonzero(a.used[row, : len(setting.practices)] > NEVER):
        remains = p.credit_decay ** (setting.month - int(a.used[row, k]))
        cell = repertoire.cell(setting, n, int(k), klass)
        known.value[cell] += p.rate * remains * (y - known.value[cell])
        if better:
            known.successes[cell] += remains
    mean = world.committees.mean_credit
    mean[n, klass] += p.mean_rate * (y - mean[n, klass])


def credit_requirements(setting: Setting, n: int) -> None:
    """Count partial successes for the requirements that were met this month."""
    if not setting.learning:
        return
    a, rows = setting.world.affairs, setting.affairs_in(n)
    public = rows[a.klass[rows] != AffairClass.DISPUTE]
    for column, bottlenecks in (
        (a.recognized, (Bottleneck.SEEN,)),
        (a.committed, (Bottleneck.CONSENT, Bottleneck.NOBODY_TO_ASK)),
        (a.executed, (Bottleneck.LABOUR, Bottleneck.MONEY)),
    ):
        for row in public[column[public] == setting.month]:
            for bottleneck in bottlenecks:
                _credit_requirement(setting, n, int(row), bottleneck)


def _credit_requirement(setting: Setting, n: int, affair: int, bottleneck: Bottleneck) -> None:
    """Count a partial success for the practices used for a requirement that is now met."""
    world, p = setting.world, setting.params.learning
    a = world.affairs
    for k, practice in enumerate(setting.practices):
        if practice.bottleneck == bottleneck and a.used[affair, k] > NEVER:
            remains = p.credit_decay ** (setting.month - int(a.used[affair, k]))
            row = repertoire.cell(setting, n, k, int(a.klass[affair]))
            world.repertoire.successes[row] += p.partial_success * remains


def settle(setting: Setting, n: int) -> None:
    """Let values and successes fade, and make practices conscious or tacit (phase 10)."""
    world, p = setting.world, setting.params.learning
    known, count = world.repertoire, len(setting.practices) * repertoire.N_CLASSES
    block = slice(n * count, (n + 1) * count)
    known.value[block] = p.initial_value + p.value_decay * (known.value[block] - p.initial_value)
    known.successes[block] *= p.success_decay
    for k, practice in enumerate(setting.practices):
        if practice.mechanism is not None:
            _settle_practice(setting, n, k)


def _settle_practice(setting: Setting, n: int, k: int) -> None:
    """Codify a practice that succeeded often enough, or let it become tacit again."""
    world, p = setting.world, setting.params.learning
    known, rows = world.repertoire, repertoire.rows_of(setting, n, k)
    best = int(np.argmax(known.successes[rows]))
    successes = float(known.successes[rows][best])
    if not known.conscious[rows].any() and successes >= p.conscious_at:
        value = float(known.value[rows][best])
        for klass in range(repertoire.N_CLASSES):
            row = rows.start + klass
            low, high = p.similarity
            u = draws.uniform(world.seed, int(Purpose.SIMILARITY), 0, k, best, klass)
            known.value[row] = max(float(known.value[row]), (low + (high - low) * u) * value)
            known.known[row] = True
        known.conscious[rows] = True
        setting.chronicle.tell(
            EventKind.PRACTICE_CONSCIOUS, n, practice=k, cause=int(known.event[rows][best]),
            affair_class=AffairClass(best).word,
        )  # fmt: skip
    elif known.conscious[rows].any() and successes < p.tacit_below:
        known.conscious[rows] = False
        known.known[rows] = known.discovered[rows] > NEVER
        setting.chronicle.tell(EventKind.PRACTICE_TACIT, n, practice=k, cause=int(known.event[rows].max()))


def adapt(setting: Setting, n: int) -> None:
    """Move aspiration towards own performance, the peers' mean or the floor, whichever is highest.

    Peers are the committees of the same street; the performance of all must have been counted before.
    """
    world, p = setting.world, setting.params.learning
    committees = world.committees
    target = np.maximum(committees.performance[n], p.aspiration_floor)
    peers = setting.peers(n)
    if peers:
        sums = np.array([math.fsum(sorted(column)) for column in committees.performance[peers].T])
        target = np.maximum(target, sums / len(peers))
    committees.aspiration[n] += p.aspiration_rate * (target - committees.aspiration[n])


def lose_to_overdue(setting: Setting, n: int) -> None:
    """Let performance of a class fall by its overdue affairs, to nothing at worst."""
    world = setting.world
    a, p = world.affairs, setting.params.learning
    pending = waiting.open_rows(setting, n, latent=False)
    late = pending[setting.month - a.recognized[pending] > setting.params.affairs.overdue_months]
    for klass, number in zip(*np.unique(a.klass[late], return_counts=True), strict=True):
        kept = 1 - p.overdue_loss * min(p.overdue_at_most, int(number))
        world.committees.performance[n, klass] *= max(0.0, kept)


def change_chair(setting: Setting, n: int, cause: int = -1) -> int:
    """Lose with the chair what was in the chair's head; what is conscious survives more often (§6.6)."""
    world, p = setting.world, setting.params.learning
    known, committees = world.repertoire, world.committees
    count = len(setting.practices) * repertoire.N_CLASSES
    block = slice(n * count, (n + 1) * count)
    known.value[block] = p.initial_value + (1 - p.chair_loss) * (known.value[block] - p.initial_value)
    known.successes[block] *= 1 - p.chair_loss
    committees.skill[n] *= 1 - p.chair_loss
    committees.chair_since[n] = setting.month
    for k, practice in enumerate(setting.practices):
        if practice.mechanism is None:
            continue
        for klass, row in enumerate(range(*repertoire.rows_of(setting, n, k).indices(len(known.known)))):
            survives = p.conscious_survives if known.conscious[row] else p.tacit_survives
            u = setting.uniform(Purpose.CHAIR, int(committees.eid[n]), k, 1 + klass)
            if known.known[row] and u >= survives:
                known.known[row] = known.conscious[row] = False
                known.discovered[row] = NEVER
    return setting.chronicle.tell(EventKind.CHAIR_CHANGED, n, cause=cause)
