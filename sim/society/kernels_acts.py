"""Kernels of acts: what fits into free hours, and what a month leaves in habit and fatigue (§4, §6.1)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import kernel
from sim.foundation.numerics import from_fixed
from sim.foundation.terms import Activity, Actor
from sim.society.kernels_shared import RESIDENT

FIRST_ACTIVITY = int(Actor.RESIDENTS) * len(Activity)


class Acts(NamedTuple):
    """Columns of residents in which a month's acts are counted."""

    neighbourhood: np.ndarray
    free_hours: np.ndarray
    last_act: np.ndarray
    minutes_used: np.ndarray
    civic_minutes: np.ndarray
    civic_acts: np.ndarray
    top_rung: np.ndarray
    owned_act: np.ndarray


class Months(NamedTuple):
    """Columns of residents into which a month is folded."""

    kind: np.ndarray
    free_hours: np.ndarray
    minutes_used: np.ndarray
    owned_act: np.ndarray
    committee_success: np.ndarray
    committee_failure: np.ndarray
    fatigue: np.ndarray
    habit: np.ndarray
    trust_success: np.ndarray
    trust_failure: np.ndarray


@kernel
def fill_hours(order, person, invitation, asked, acts, minutes_of, month, p):
    """Let those who accepted come while free hours last, and count what they do (§4, phase 6).

    Parameters
    ----------
    order : ndarray of int
        Accepted pairs, each person's by descending P, then key.
    person, invitation : ndarray of int
        Of each pair.
    minutes_of : ndarray of int
        The hours account, by neighbourhood and by actor and activity.

    Returns
    -------
    ndarray of bool
        Who comes, in this order.
    """
    comes = np.zeros(len(order), dtype=np.bool_)
    for n in range(len(order)):
        i, v = person[order[n]], invitation[order[n]]
        act = asked.act[v]
        minutes = p.minutes[act]
        if acts.free_hours[i] * 60.0 - acts.minutes_used[i] < minutes:
            continue
        comes[n] = True
        acts.minutes_used[i] += minutes
        minutes_of[acts.neighbourhood[i], FIRST_ACTIVITY + asked.activity[v]] += minutes
        if p.rung[act] == 0:
            continue
        acts.civic_minutes[i] += minutes
        acts.civic_acts[i] += 1
        acts.top_rung[i] = max(acts.top_rung[i], p.rung[act])
        acts.last_act[i] = month
        if asked.owned[v] and p.rung[act] >= p.habit_rung:
            acts.owned_act[i] = True
    return comes


@kernel
def fold_residents(residents, n_rows, p):
    """Fold the month into fatigue, habit and trust in the committee (§6.1, §6.4, phase 11).

    ``fatigue ← .8 fatigue + .2 min(1, 1.2 h / free_hours)``; ``habit ← .985 habit + .02 owned_act``, ≤ 1;
    ``success, failure ← .975 (·) + month's``.
    """
    for i in range(n_rows):
        if residents.kind[i] != RESIDENT:
            continue
        load = min(1.0, p.fatigue_scale * (residents.minutes_used[i] / 60.0) / residents.free_hours[i])
        residents.fatigue[i] = min(1.0, p.fatigue_memory * residents.fatigue[i] + p.fatigue_gain * load)
        habit = p.habit_memory * residents.habit[i]
        if residents.owned_act[i]:
            habit += p.habit_gain
        residents.habit[i] = min(1.0, habit)
        good, bad = from_fixed(residents.committee_success[i]), from_fixed(residents.committee_failure[i])
        residents.trust_success[i] = p.trust_memory * residents.trust_success[i] + good
        residents.trust_failure[i] = p.trust_memory * residents.trust_failure[i] + bad
