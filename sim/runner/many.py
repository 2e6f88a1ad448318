"""`run_many`: scenarios × replicates in Python, through the same runner as ``zizhi sweep``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.engine.config import Config
from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.runner import sweep
from sim.runner.executors import make_executor
from sim.runner.plan import KEEPS, Plan, Row, labelled
from sim.runner.plan_file import name_of, plan_facts
from sim.runner.reading import read_outcomes
from sim.scenarios.load import load_scenario

if TYPE_CHECKING:
    import pandas as pd

RESULTS = "results"


def run_many(
    scenarios: Config | str | Sequence[Config | str],
    replicates: int = 50,
    out: Path | str | None = None,
    executor: str = "local",
    workers: int | None = None,
    keep: str = "outcomes",
) -> "pd.DataFrame":
    """Play scenarios with paired replicates and return what came of each run.

    Parameters
    ----------
    scenarios : Config, str or sequence of these
        Configurations as `sim.load_scenario` returns them, or names. Two that are called the same are numbered.
    replicates : int
        How often each is played; replicate r of one shares its draws with replicate r of the others of equal seed.
    out : path, optional
        Folder of the sweep; one under ``results/``, named by content, if not given. A sweep that stopped there goes on.
    executor : str
        ``local`` (processes), ``serial`` (in this process) or ``dask``.
    workers : int, optional
        Processes; all cores if not given.
    keep : str
        ``outcomes``, ``months`` or ``all``.

    Returns
    -------
    pandas.DataFrame
        A row a run: ``run_id``, ``scenario``, what scenarios differ in, ``replicate``, ``seed``, then the outcomes.

    Raises
    ------
    InputRefused
        For an unknown scenario, a folder of another sweep, or one into which another process sweeps.
    RunFailed
        If results cannot be kept. A run that raises is a row with ``status`` "failed" and its error.
    KeyboardInterrupt
        After Ctrl-C; what was finished is kept, and the same call goes on there.
    """
    given = [scenarios] if isinstance(scenarios, Config | str) else list(scenarios)
    if not given:
        raise InputRefused("scenarios", _("an empty list"), _("at least one scenario"))
    configs = [load_scenario(one) if isinstance(one, str) else one for one in given]
    for config in configs:
        if not isinstance(config, Config):
            raise InputRefused("scenarios", shown(config), _("configurations or names of scenarios"))
    check_keep(keep)
    rows = [Row(place) for place in range(len(configs))]
    plan = Plan(labelled(configs), (), rows, replicates, {"kind": "scenarios"}, keep)
    folder = Path(out) if out is not None else Path(RESULTS) / default_name(plan)
    report = sweep.play(plan, folder, make_executor(executor, workers))
    if report.interrupted:
        raise KeyboardInterrupt
    if not report.finished:
        raise RunFailed(_("{n} of {planned} runs are kept").format(n=report.stored, planned=report.planned))
    return read_outcomes(folder)


def check_keep(keep: str) -> None:
    """Refuse a word for what is kept that is not one of the three."""
    if keep not in KEEPS:
        raise InputRefused("keep", shown(keep), ", ".join(KEEPS), did_you_mean(str(keep), KEEPS))


def default_name(plan: Plan) -> str:
    """Return the name of a sweep's folder: its scenario, its design and digits of the hash of its plan."""
    first = plan.scenarios[0]
    return name_of(plan_facts(plan), first.label, first.config.seed)
