"""A sweep: scenario and design → plan → one folder, wherever the runs are played."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner import sweep
from sim.runner.design import NO_DESIGN, read_design
from sim.runner.executors import make_executor
from sim.runner.many import RESULTS, check_keep, default_name
from sim.runner.plan import Plan, labelled
from sim.runner.plan_file import read_plan
from sim.runner.reading import Standing, plan_of, standing, stored_row, stored_values
from sim.runner.until import DEFAULT_OUTCOME, first_plan, play_until
from sim.scenarios.load import load_scenario
from sim.scenarios.overrides import parsed_value

if TYPE_CHECKING:
    from sim.engine.config import Config

BASELINE = "baseline"
GROUP = "design."
MOST_PAIRED = 1000
"""Rows of which it is said what pairing saved."""


def plan_for(
    scenario: str | None,
    words: Sequence[str],
    design: str = NO_DESIGN,
    replicates: int | None = None,
    keep: str = "outcomes",
) -> Plan:
    """Return the plan of a sweep.

    Parameters
    ----------
    scenario : str, optional
        Name or file of the scenario; ``baseline`` if not given.
    words : sequence of str
        ``key=value``: parameters, and ``design.key=value`` for what the design says.
    design : str
        Name or file of the design.
    replicates : int, optional
        How often each row is played; as the design says if not given.
    keep : str
        ``outcomes``, ``months`` or ``all``.

    Raises
    ------
    InputRefused
        For whatever is no such thing, before anything runs.
    """
    check_keep(keep)
    overrides = [word for word in words if not word.startswith(GROUP)]
    base = load_scenario(scenario or BASELINE, overrides)
    found = read_design(design, base, _changes(words), lambda name: load_scenario(name, overrides), replicates)
    for word in overrides:
        if word.partition("=")[0].strip() in found.names:
            raise InputRefused("design", _("it varies {name} itself").format(name=shown(word)), _("one of the two"))
    if scenario is not None and all(one is not base for one in found.scenarios):
        came = _("its column scenario says what each row plays; here {name}").format(name=shown(scenario))
        raise InputRefused("design", came, _("one of the two"))
    n = found.replicates if replicates is None else replicates
    return Plan(labelled(found.scenarios), found.names, found.rows, n, found.facts, keep)


def folder_for(plan: Plan, out: str | None) -> Path:
    """Return the folder asked for, else one under ``results/``, named by scenario, design and hash of the plan."""
    return Path(out) if out else Path(RESULTS) / default_name(plan)


def pairing(plan: Plan, folder: Path, outcome: str = DEFAULT_OUTCOME) -> tuple[float, float] | None:
    """Return what sharing draws did in a finished sweep; None with one row or one replicate.

    Returns
    -------
    saved, noise : float
        Mean share of the variance of a difference to the first row that pairing saved, and share of chance in the
        variance of the outcome over the design; NaN where nothing varies.
    """
    import numpy as np

    from sim.analysis.noise import shares
    from sim.analysis.paired import pair

    if len(plan.rows) < 2 or plan.replicates < 2:
        return None
    values = stored_values(folder, outcome)
    saved = np.array([pair(values[0], row).saved for row in values[1:MOST_PAIRED]])
    there = saved[~np.isnan(saved)]
    return float(there.mean()) if len(there) else np.nan, shares(values).noise


def config_from(folder: Path, run_id: int) -> tuple["Config", dict[str, Any] | None, Mapping[str, Any]]:
    """Return the configuration of a run of a sweep, its stored outcomes or None, and the facts of the sweep.

    Raises
    ------
    InputRefused
        If there is no such sweep or run, or the folder was changed.
    """
    facts = read_plan(folder)
    if not 0 <= run_id < facts["runs"]:
        allowed = _("a whole number from {low} to {high}").format(low=0, high=facts["runs"] - 1)
        raise InputRefused("run_id", str(run_id), allowed)
    plan = plan_of(folder, facts)
    return plan.config(plan.run(run_id)), stored_row(folder, run_id), facts


class _Parts(dict[str, Any]):
    """What is said of a key part by part."""


def _changes(words: Sequence[str]) -> dict[str, Any]:
    """Return what is said of the design; ``design.parameters.NAME=…`` replaces the parameters of its file."""
    changes: dict[str, Any] = {}
    for word in words:
        key, _equals, text = word.partition("=")
        if not key.startswith(GROUP):
            continue
        name, _dot, inner = key.removeprefix(GROUP).partition(".")
        value = text if name == "parameter" else parsed_value(key, text)
        whole = name in changes and not isinstance(changes[name], _Parts)
        if name in changes and whole == bool(inner):
            raise InputRefused(key, _("given both whole and in parts"), _("one of the two"))
        if inner:
            changes.setdefault(name, _Parts())[inner] = value
        else:
            changes[name] = value
    return changes


__all__ = [
    "Standing",
    "config_from",
    "first_plan",
    "folder_for",
    "make_executor",
    "pairing",
    "plan_for",
    "play_until",
    "standing",
    "sweep",
]
