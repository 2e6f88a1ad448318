"""``zizhi status FOLDER``: what a sweep has done and has left; whoever is sweeping is not disturbed."""

from pathlib import Path

from experiments import sweep as experiment
from sim.cli.console import make_console, make_table
from sim.cli.request import Request
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.foundation.text import ngettext
from sim.runner.comparison_folder import sweeps_in
from sim.runner.plan_file import is_comparison

MOST_NAMES = 6


def execute(request: Request) -> int:
    """Print how the sweep stands."""
    if not request.words:
        raise InputRefused("status", _("no folder"), "zizhi status FOLDER")
    folder = Path(request.words[0])
    for each in [folder / name for name in sweeps_in(folder)] if is_comparison(folder) else [folder]:
        _show(each)
    return 0


def _show(folder: Path) -> None:
    found = experiment.standing(folder)
    left = found.planned - found.stored
    state = _("finished") if found.finished else _("running") if found.owners else _("stopped")
    rows = [
        *(_of_a_city(found) if found.committees else _of_a_sweep(found)),
        (_("done"), f"{found.stored - found.failed:,}"),
        (_("failed"), f"{found.failed:,}"),
        (_("left"), f"{left:,}"),
        (_("state"), state),
        *((_("swept by"), owner) for owner in found.owners),
        *((_("run {run}").format(run=run), error) for run, error in found.errors),
    ]
    console = make_console()
    console.print(make_table([_("city") if found.committees else _("sweep"), str(folder)], rows))


def _of_a_sweep(found: experiment.Standing) -> list[tuple[str, str]]:
    facts = found.facts
    return [
        (_("scenario"), _few([one["label"] for one in facts["scenarios"]])),
        (_("varied"), ", ".join(facts["varied"]) or "–"),
        (_("planned"), f"{found.planned:,} = {facts['rows']:,} × {facts['replicates']:,}"),
    ]


def _of_a_city(found: experiment.Standing) -> list[tuple[str, str]]:
    design, n = found.facts["design"], len(found.committees)
    streets = ngettext("{n} street", "{n} streets", n).format(n=f"{n:,}")
    progress = _("{done} of {total}").format(done=f"{found.committees_stored:,}", total=f"{sum(found.committees):,}")
    return [(_("scenario"), design["scenario"]), (_("planned"), streets), (_("residents' committees"), progress)]


def _few(labels: list[str]) -> str:
    """Return the first few labels, and how many there are if there are more."""
    if len(labels) <= MOST_NAMES:
        return ", ".join(labels)
    return ", ".join(labels[:MOST_NAMES]) + " … " + _("({n} in all)").format(n=len(labels))
