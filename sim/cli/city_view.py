"""How a city looks on a terminal: what is planned and how long it takes, a bar of committees, how it ended."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.text import Text

from experiments import city as experiment
from sim.cli.bars import Bar, bar
from sim.cli.counts import duration_text
from sim.foundation.text import gettext as _
from sim.foundation.text import language, ngettext
from sim.runner.plan import Plan
from sim.runner.schema import FAILED
from sim.runner.store import Store
from sim.runner.sweep import Report, Shard
from sim.runner.work import Done

MEGABYTES_AT_REST = 300
KILOBYTES_A_HOUSEHOLD = 9.5
"""What a worker takes by itself, and for each household of the street it plays (docs/city.md: measured, ten years)."""
TABLES = ("streets.parquet", "districts.parquet", "committees.parquet", "timeline.parquet")


class CityView:
    """Shows one city on a console.

    Parameters
    ----------
    console : Console
        Where to.
    plan : Plan
        The city.
    folder : Path
        Its folder.
    workers : int
        How many streets are played at a time.
    """

    def __init__(self, console: Console, plan: Plan, folder: Path, workers: int):
        self.console, self.plan, self.folder, self.workers = console, plan, folder, workers
        self.committees = [experiment.committees_of(plan, run_id) for run_id in range(plan.n_runs)]
        self.shard = Shard()
        self._bar: Bar | None = None
        self._failed = 0

    def show_plan(self, shard: Shard | None, left_out: Sequence[str]) -> None:
        """Say what is planned: scenario, streets, committees, households, and what is left out."""
        design, config = self.plan.design, self.plan.scenarios[0].config
        self.shard = shard or Shard()
        self._say(f"{design['title'][language()]} (seed={design['seed']})", "bold")
        n, each = sum(self.committees), config.households
        n_streets = self.plan.n_runs
        counts = {
            "streets": ngettext("{n} street", "{n} streets", n_streets).format(n=f"{n_streets:,}"),
            "committees": ngettext("{n} residents' committee", "{n} residents' committees", n).format(n=f"{n:,}"),
            "households": ngettext("{n} household each", "{n} households each", each).format(n=f"{each:,}"),
        }
        self._say(_("{streets}, {committees}, {households}").format(**counts))
        self._say(_("Only names of streets and their numbers of committees are real; every resident is synthetic."))
        if left_out:
            self._say(_("not played: {names}").format(names=", ".join(left_out)))
        if shard is not None:
            ids = shard.ids(self.plan.n_runs)
            self._say(_("shard {i}/{of}: {n} of them").format(i=shard.number, of=shard.of, n=f"{len(ids):,}"))

    def show_estimate(self, run_id: int, seconds: float) -> None:
        """Say how long the city takes, from what a committee of one street took, and that nothing was written."""
        name = self.plan.design["streets"][run_id][1]
        n = self.committees[run_id]
        sentence = ngettext(
            "{seconds} s a committee, measured on {street} ({n} committee)",
            "{seconds} s a committee, measured on {street} ({n} committees)",
            n,
        )
        self._say(sentence.format(seconds=f"{seconds:.3g}", street=name, n=n))
        n = self._n_committees()
        self._say(
            _("about {duration} with {n} at a time").format(
                duration=duration_text(seconds * n / self.workers), n=self.workers
            )
        )
        largest = max(self.committees)
        each = self.plan.scenarios[0].config.households
        megabytes = MEGABYTES_AT_REST + largest * each * KILOBYTES_A_HOUSEHOLD / 1000
        sentence = ngettext(
            "the largest street has {n} committee; a worker takes up to about {mb} MB for it",
            "the largest street has {n} committees; a worker takes up to about {mb} MB for it",
            largest,
        )
        self._say(sentence.format(n=largest, mb=f"{megabytes:,.0f}"))
        self._say(_("folder: {folder} (nothing was written)").format(folder=self.folder))

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show a bar of committees while the city is played."""
        with bar(self.console, self._n_committees(), _("starting workers")) as self._bar:
            yield
        self._bar = None

    def on_start(self, store: Store) -> None:
        """Say how many streets are there already."""
        ids = self.shard.ids(self.plan.n_runs)
        missing = set(store.missing(ids))
        there = [run_id for run_id in ids if run_id not in missing]
        if there:
            sentence = ngettext("{n} street is there already", "{n} streets are there already", len(there))
            self._say(sentence.format(n=f"{len(there):,}"))
        if self._bar is not None:
            self._bar.start(sum(self.committees[run_id] for run_id in there), self._n_committees())

    def on_done(self, done: Done) -> None:
        """Move the bar on by the committees of a street, and name it."""
        self._failed += done.status == FAILED
        if self._bar is not None:
            words = self.plan.design["streets"][done.run_id][1]
            words += _("; ") + _("{n} failed").format(n=self._failed) if self._failed else ""
            self._bar.move(self.committees[done.run_id], words)

    def show_end(self, report: Report) -> None:
        """Say how it ended, where everything lies, and what to do next."""
        if not report.finished:
            left = report.planned - report.stored
            sentence = ngettext(
                "This shard is done; {n} street of others is left.",
                "This shard is done; {n} streets of others are left.",
                left,
            )
            self._say(sentence.format(n=f"{left:,}"))
            return
        if report.were_stored == report.planned:
            self._say(_("This very city was made before and is used again: {folder}").format(folder=self.folder))
        else:
            self._say(_("Kept in {folder}: {names}").format(folder=self.folder, names=", ".join(TABLES)))
        self._say(_("Figure: {path}").format(path=self.folder / experiment.figure_name(language())))
        if report.failed:
            sentence = ngettext(
                "{n} street failed; its error stands in outcomes.parquet",
                "{n} streets failed; their errors stand in outcomes.parquet",
                report.failed,
            )
            self._say(sentence.format(n=f"{report.failed:,}"))
        command = shlex.join(["zizhi", "run", f"from={self.folder}", "run_id=0"])
        self._say("\n" + _("Next:") + f"\n  {command}\n      " + _("any street again, in full"))

    def _n_committees(self) -> int:
        return sum(self.committees[run_id] for run_id in self.shard.ids(self.plan.n_runs))

    def _say(self, line: str, style: str = "") -> None:
        self.console.print(Text(line, style=style), soft_wrap=True)
