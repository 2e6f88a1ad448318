"""``zizhi compare``: scenarios side by side, replicate by replicate, and a report."""

import shlex
from collections.abc import Callable
from pathlib import Path

from experiments import compare as experiment
from sim.cli.compare_view import CompareView
from sim.cli.console import make_console
from sim.cli.errors import Interrupted
from sim.cli.own_keys import is_true, number, out_folder, until_of
from sim.cli.request import Request
from sim.cli.sweep_view import SweepView
from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.foundation.text import language
from sim.results.manifest import MANIFEST
from sim.runner.executors import make_executor
from sim.runner.files import what_failed
from sim.runner.plan import Plan
from sim.runner.sweep import Report
from sim.runner.tasks import Executor

MOST_REPLICATES = 10**6
Play = Callable[[experiment.Setup, Path, Executor, SweepView], Report]
FOUNDINGS = ("same", "own")
NOT_IN_COMMAND = ("lang", "executor", "workers", "scheduler", "out")


def execute(request: Request) -> int:
    """Play what is compared, say what was found, and write the report.

    Raises
    ------
    InputRefused, RunFailed, Interrupted
        Each with one line that says what was kept.
    """
    own = request.own
    replicates = number(own, "replicates", 2, MOST_REPLICATES)
    until = until_of(own, replicates)
    founding = own.get("founding", FOUNDINGS[0])
    if founding not in FOUNDINGS:
        raise InputRefused("founding", shown(founding), ", ".join(FOUNDINGS), did_you_mean(founding, FOUNDINGS))
    posterior = is_true(own, "posterior", "true")
    executor = make_executor(own.get("executor", "local"), number(own, "workers", 1, 1024), own.get("scheduler"))
    setup = experiment.set_up(request.words, request.overrides, replicates, until, posterior, founding == FOUNDINGS[0])
    folder = experiment.folder_for(setup, out_folder(own))
    view = CompareView(make_console(), setup)
    view.show_head()
    was_finished = (folder / MANIFEST).is_file()
    reports = [_play(view, setup.chance, setup, folder, executor, experiment.play_chance)]
    experiment.check_pairs(setup, folder)
    if setup.parameters is not None:
        reports.append(_play(view, setup.parameters, setup, folder, executor, experiment.play_parameters))
    found = experiment.found(setup, folder)
    try:
        experiment.write_report(setup, found, folder, command_of(request))
    except OSError as error:
        raise what_failed(folder, error) from error
    view.show_found(found)
    again = was_finished and all(report.were_stored == report.planned for report in reports)
    view.show_end(folder, f"report_{language()}.html", found, again)
    return 0


def command_of(request: Request) -> str:
    """Return the command that makes the same comparison elsewhere."""
    own = [f"{key}={text}" for key, text in request.own.items() if key not in NOT_IN_COMMAND]
    words = [Path(word).name for word in request.words]  # of files, where they lay is nobody's business
    return shlex.join(["zizhi", "compare", *words, *request.overrides, *own])


def _play(
    view: CompareView, plan: Plan, setup: experiment.Setup, folder: Path, executor: Executor, play: Play
) -> Report:
    sweep_view = SweepView(view.console, plan, folder, getattr(executor, "workers", 1))
    view.show_sweep(plan)
    if setup.until is not None and plan is setup.chance:
        sweep_view.show_until(setup.until)
    with sweep_view.progress():
        report: Report = play(setup, folder, executor, sweep_view)
    if report.interrupted or not report.finished:
        sentence = _("interrupted; {n} of {planned} runs are kept in {folder}; the same command goes on")
        raise Interrupted(sentence.format(n=report.stored, planned=report.planned, folder=folder))
    return report
