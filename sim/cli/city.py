"""``zizhi city``: many street offices, street by street; killed at any moment, the same command goes on."""

from experiments import city as experiment
from sim.cli.city_view import CityView
from sim.cli.console import make_console
from sim.cli.errors import Interrupted
from sim.cli.job_array import write_job_array
from sim.cli.own_keys import is_true, number, out_folder
from sim.cli.request import Request
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.sweep import Shard

REPEATED = ("structure", "streets", "executor", "scheduler", "lang")
"""Own keys that a shard's command repeats."""


def execute(request: Request) -> int:
    """Plan, then measure (``dry=true``), write a job array (``slurm=n``), or play.

    Raises
    ------
    InputRefused, RunFailed, Interrupted
        Each with one line that says what was kept.
    """
    own = request.own
    scenario = request.words[0] if request.words else "baseline"
    shard = Shard.parse(own["shard"]) if "shard" in own else None
    workers = number(own, "workers", 1, 1024)
    executor = experiment.make_executor(own.get("executor", "local"), workers, own.get("scheduler"))
    dry = is_true(own, "dry")
    plan, left_out = experiment.plan_for(scenario, request.overrides, _structure(own), own.get("streets"))
    folder = experiment.folder_for(plan, out_folder(own))
    view = CityView(make_console(), plan, folder, getattr(executor, "workers", 1))
    view.show_plan(shard, left_out)
    if "slurm" in own:
        experiment.check_same_city(plan, folder)
        write_job_array("city", request, REPEATED, folder, workers or 1)
        return 0
    if dry:
        view.show_estimate(*experiment.measured_on(plan))
        return 0
    with view.progress():
        report = experiment.play(plan, folder, executor, shard, view.on_start, view.on_done)
    if report.interrupted:
        sentence = _("interrupted; {n} of {planned} streets are kept in {folder}; the same command goes on")
        raise Interrupted(sentence.format(n=report.stored, planned=report.planned, folder=folder))
    view.show_end(report)
    return 0


def _structure(own: dict[str, str]) -> str | None:
    structure = own.get("structure")
    if structure is not None and (not structure.strip() or "\0" in structure):
        raise InputRefused("structure", shown(structure), _("a CSV file"))
    return structure
