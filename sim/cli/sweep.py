"""``zizhi sweep``: play a design into one folder; killed at any moment, the same command goes on."""

from dataclasses import replace

from experiments import sweep as experiment
from sim.cli.console import make_console
from sim.cli.errors import Interrupted
from sim.cli.job_array import write_job_array
from sim.cli.own_keys import is_true, number, out_folder, until_of
from sim.cli.request import Request
from sim.cli.sweep_view import SweepView
from sim.foundation.text import gettext as _

MOST_REPLICATES = 10**9
REPEATED = ("design", "keep", "replicates", "executor", "scheduler", "lang")
"""Own keys that a shard's command repeats."""


def execute(request: Request) -> int:
    """Plan, then measure (``dry=true``), write a job array (``slurm=n``), or play.

    Raises
    ------
    InputRefused, RunFailed, Interrupted
        Each with one line that says what was kept.
    """
    own = request.own
    scenario = request.words[0] if request.words else None
    workers = number(own, "workers", 1, 1024)
    shard = experiment.sweep.Shard.parse(own["shard"]) if "shard" in own else None
    replicates = number(own, "replicates", 1, MOST_REPLICATES)
    until = until_of(own, replicates)
    executor = experiment.make_executor(own.get("executor", "local"), workers, own.get("scheduler"))
    plan = experiment.plan_for(
        scenario,
        request.overrides,
        own.get("design", "none"),
        1 if until else replicates,
        own.get("keep", "outcomes"),
    )
    pairs = [(0, row) for row in range(1, len(plan.rows))]
    if until:
        plan = experiment.first_plan(plan, until, pairs)
    folder = experiment.folder_for(plan, out_folder(own))
    view = SweepView(make_console(), plan, folder, getattr(executor, "workers", 1))
    view.show_plan(shard)
    if "slurm" in own:
        write_job_array("sweep", request, REPEATED, folder, workers or 1)
        return 0
    if is_true(own, "dry"):
        if until:
            view.show_until(until)
        view.show_estimate(*experiment.sweep.seconds_of_two(plan))
        return 0
    with view.progress():
        if until:
            view.show_until(until)
            report = experiment.play_until(
                plan, until, folder, executor, pairs, view.on_start, view.on_done, view.on_look
            )
        else:
            report = experiment.sweep.play(plan, folder, executor, shard, view.on_start, view.on_done)
    if report.interrupted:
        sentence = _("interrupted; {n} of {planned} runs are kept in {folder}; the same command goes on")
        raise Interrupted(sentence.format(n=report.stored, planned=report.planned, folder=folder))
    if report.finished:
        view.show_pairing(experiment.pairing(replace(plan, replicates=report.planned // len(plan.rows)), folder))
    view.show_end(report)
    return 0
