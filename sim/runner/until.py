"""Replicates until an interval is narrow enough: ``until=ci:0.01``.

It ends also where the most replicates allowed are played, or most runs of a row fail or lack the outcome.

The plan of such a sweep names its rule. It begins with the replicates of the first look; after each look it is given
more, or the sweep is finished with what it has. What a look says depends on stored runs alone, so a sweep that was
killed goes on to the same end, and ends in the same bytes.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.analysis import stopping
from sim.engine.outcomes import HORIZONS
from sim.foundation.checks import did_you_mean, number_text, shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner import sweep
from sim.runner.plan import MOST_RUNS, Plan, check_number_of_runs
from sim.runner.plan_file import PLAN, check_same, plan_facts, read_plan
from sim.runner.reading import stored_values
from sim.runner.schema import MEASURED, OUTCOMES
from sim.runner.tasks import Executor

DEFAULT_OUTCOME = "autonomy"
KIND = "ci"
EXAMPLE = "ci:0.01, ci:2:resolved_per_100_m120"
COLUMNS = {column.name: column for column in OUTCOMES.columns}
Pairs = Sequence[tuple[int, int]]
"""Rows of a design to be compared: which with which."""


@dataclass(frozen=True)
class Until:
    """Add replicates until the half-width of a paired difference is small enough.

    Attributes
    ----------
    half_width : float
        What is wanted, in the outcome's unit.
    outcome : str
        A column of ``outcomes``.
    most : int
        Replicates at which to give up.
    """

    half_width: float
    outcome: str = DEFAULT_OUTCOME
    most: int = stopping.MOST

    @classmethod
    def parse(cls, text: str, most: int | None = None) -> "Until":
        """Read ``ci:HALF_WIDTH`` or ``ci:HALF_WIDTH:OUTCOME``.

        Raises
        ------
        InputRefused
            For another rule, a half-width that is no number above 0, an outcome that every run does not have, or fewer
            replicates at most than the first look needs.
        """
        kind, _colon, rest = text.partition(":")
        if kind != KIND:
            mend = _("e.g. until={example}").format(example=EXAMPLE.partition(",")[0])
            raise InputRefused("until", shown(text), _("ci:HALF_WIDTH or ci:HALF_WIDTH:OUTCOME"), mend)
        number, _colon, outcome = rest.partition(":")
        try:
            half_width = float(number)
        except ValueError:
            half_width = math.nan
        if not (0 < half_width < math.inf) or "_" in number:
            raise InputRefused("until", shown(text), _("a half-width above 0, e.g. {example}").format(example=EXAMPLE))
        outcome = outcome or DEFAULT_OUTCOME
        if outcome not in outcomes_to_wait_for():
            came = _("no outcome that every run has: {name}").format(name=shown(outcome))
            allowed = ", ".join(outcomes_to_wait_for())
            raise InputRefused("until", came, allowed, did_you_mean(outcome, outcomes_to_wait_for()))
        most = stopping.MOST if most is None else most
        if most < stopping.FIRST:
            allowed = _("at least {n}, the replicates of the first look").format(n=stopping.FIRST)
            raise InputRefused("replicates", str(most), allowed)
        return cls(half_width, outcome, most)

    def __str__(self) -> str:
        """Write the rule as it stands in a plan."""
        return f"{KIND}:{number_text(self.half_width)}:{self.outcome}:{self.most}"

    @property
    def largest(self) -> float | None:
        """By how much a pair of runs can differ at most; None where the outcome has no bounds."""
        column = COLUMNS[self.outcome]
        if column.dtype == "bool":
            return 1.0
        if column.low is None or column.high is None:
            return None
        return float(column.high - column.low)


@dataclass(frozen=True)
class LookAt:
    """One look: replicates so far, and the widest of the intervals; whether that is enough, and where the next one is.

    Attributes
    ----------
    replicates, following : int
        Of this look, and of the next; equal if there is none.
    widest : Look
        The interval that is widest, and so furthest from what is wanted.
    reached : bool
        Whether all intervals are narrow enough.
    outcome : str
        What is looked at.
    """

    replicates: int
    following: int
    widest: stopping.Look
    reached: bool
    outcome: str

    @property
    def is_hopeless(self) -> bool:
        """Whether a pair of rows has no interval, and most of its runs failed or lack the outcome: more would too."""
        return self.widest.half_width == math.inf and 2 * self.widest.n < self.replicates


def outcomes_to_wait_for() -> list[str]:
    """Return the outcomes that every run has, if it is long enough: means of their paired differences exist."""
    return [name for name in MEASURED if COLUMNS[name].dtype != "int32"]


def waited_for(rule: str) -> str:
    """Return the outcome of a rule as it stands in a plan; empty where there is no rule."""
    return rule.split(":")[2] if rule else ""


def first_plan(plan: Plan, until: Until, pairs: Pairs) -> Plan:
    """Return the plan of the first look.

    Raises
    ------
    InputRefused
        If there is nothing to compare, runs are too short for the outcome, or there would be too many runs.
    """
    if not pairs:
        allowed = _("a design of two rows or more: what is waited for is a difference between rows")
        raise InputRefused("until", _("one row"), allowed)
    months = [months_of(plan, row) for row in range(len(plan.rows))]
    for horizon in HORIZONS:
        if until.outcome.endswith(f"_m{horizon}") and min(months) < horizon:
            came = _("{name} in runs of {n} months").format(name=until.outcome, n=min(months))
            raise InputRefused("until", came, _("months={n} or more").format(n=horizon))
    most = min(until.most, MOST_RUNS // len(plan.rows))
    check_number_of_runs(len(plan.rows), max(most, stopping.FIRST))
    return replace(plan, replicates=stopping.FIRST, until=str(replace(until, most=most)))


def months_of(plan: Plan, row: int) -> int:
    """Return how many months a row of a plan is played."""
    chosen = plan.rows[row]
    values = dict(zip(plan.names, chosen.values, strict=True))
    return int(values.get("months", plan.scenarios[chosen.scenario].config.months))


def play_until(
    plan: Plan,
    until: Until,
    folder: Path,
    executor: Executor,
    pairs: Pairs,
    on_start: Callable[[Any], None] | None = None,
    on_done: Callable[[Any], None] | None = None,
    on_look: Callable[[LookAt], None] | None = None,
) -> sweep.Report:
    """Play a plan with more and more replicates until every paired difference is known well enough, or never will be.

    Parameters
    ----------
    plan : Plan
        As `first_plan` returns it.
    until : Until
        The rule.
    folder, executor, on_start, on_done
        As for `sim.runner.sweep.play`; `on_start` is called at every look.
    pairs : sequence of (row, row)
        What is compared with what.
    on_look : callable, optional
        Called with every look.

    Returns
    -------
    Report
        Also where Ctrl-C stopped it.

    Raises
    ------
    InputRefused, RunFailed
        As `sim.runner.sweep.play`.
    """
    now = plan_there(plan, folder)
    while True:
        report = sweep.play(now, folder, executor, None, on_start, on_done, grows=True)
        if report.interrupted or report.stored < report.planned:
            return report
        found = look_at(now, until, folder, pairs)
        if on_look is not None:
            on_look(found)
        if found.following == now.replicates or report.finished:
            break
        now = replace(now, replicates=found.following)
    ended = sweep.play(now, folder, executor)
    return replace(ended, were_stored=report.were_stored)


def plan_there(plan: Plan, folder: Path) -> Plan:
    """Return the plan with the replicates that a folder's sweep has come to, if it is the same sweep."""
    if not (folder / PLAN).is_file():
        return plan
    stored = read_plan(folder)
    grown = replace(plan, replicates=int(stored["replicates"]))
    check_same(stored, plan_facts(grown), folder)
    return grown


def look_at(plan: Plan, until: Until, folder: Path, pairs: Pairs) -> LookAt:
    """Return what the stored replicates say of the pairs."""
    values = stored_values(folder, until.outcome)
    looks = []
    for reference, row in pairs:
        differences = values[row] - values[reference]
        looks.append(stopping.look(differences[differences == differences], until.largest))
    widest = max(looks, key=lambda found: (found.half_width, -found.n))
    reached = widest.half_width <= until.half_width
    most = int(plan.until.rpartition(":")[2])
    n = plan.replicates
    here = LookAt(n, n, widest, reached, until.outcome)
    if reached or here.is_hopeless:
        return here
    return replace(here, following=max(n, stopping.next_number(n, widest, until.half_width, most)))
