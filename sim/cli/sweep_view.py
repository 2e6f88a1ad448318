"""How a sweep looks on a terminal: what is planned and how long it takes, a bar, how it ended."""

import math
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.text import Text

from sim.cli.bars import Bar, bar
from sim.cli.counts import duration_text, failed_text, looked_at, replicates_text, rows_text, runs_of
from sim.foundation.checks import number_text
from sim.foundation.text import gettext as _
from sim.foundation.text import language, ngettext
from sim.runner.plan import Plan
from sim.runner.schema import FAILED
from sim.runner.store import Store
from sim.runner.sweep import Report, Shard
from sim.runner.until import LookAt, Until
from sim.runner.work import Done

MEASURED = 2
MOST_NAMES = 6


class SweepView:
    """Shows one sweep on a console.

    Parameters
    ----------
    console : Console
        Where to.
    plan : Plan
        The sweep.
    folder : Path
        Its folder.
    workers : int
        How many runs are played at a time.
    """

    def __init__(self, console: Console, plan: Plan, folder: Path, workers: int):
        self.console, self.plan, self.folder, self.workers = console, plan, folder, workers
        self._bar: Bar | None = None
        self._shard = Shard()
        self._seconds: list[float] = []
        self._left = self._n_runs = plan.n_runs
        self._failed = self._n_done = 0

    def show_plan(self, shard: Shard | None) -> None:
        """Say what is planned: scenario, varied parameters, how many runs."""
        plan, first = self.plan, self.plan.scenarios[0]
        self._shard = shard or Shard()
        self._say(f"{first.config.title[language()]} ({first.label})", "bold")
        if plan.shown:
            more = " …" if len(plan.shown) > MOST_NAMES else ""
            self._say(_("varied: {names}").format(names=", ".join(plan.shown[:MOST_NAMES]) + more))
        self._say(runs_of(plan.n_runs, rows_text(len(plan.rows)), replicates_text(plan.replicates)))
        if shard is not None:
            n = len(shard.ids(plan.n_runs))
            self._say(_("shard {i}/{of}: {n} of them").format(i=shard.number, of=shard.of, n=f"{n:,}"))

    def show_estimate(self, seconds: list[float], errors: Mapping[int, str]) -> None:
        """Say how long it takes, from what two runs took or how they failed, and that nothing was written."""
        for run_id, error in errors.items():
            self._say(_("run {run} failed: {error}").format(run=run_id, error=error))
        if seconds:
            each = sum(seconds) / len(seconds)
            self._say(_("{seconds} s a run, measured on {n}").format(seconds=f"{each:.3g}", n=len(seconds)))
            n = len(self._shard.ids(self.plan.n_runs))
            self._say_duration(each * n / self.workers)
        self._say(_("folder: {folder} (nothing was written)").format(folder=self.folder))

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show a bar while the sweep is played."""
        n = len(self._shard.ids(self.plan.n_runs))
        with bar(self.console, n, _("starting workers")) as self._bar:
            yield
        self._bar = None

    def on_start(self, store: Store) -> None:
        """Say how many runs are there already."""
        self._n_runs = store.plan.n_runs  # `until` comes back with more
        ids = self._shard.ids(self._n_runs)
        self._left = sum(1 for _id in store.missing(ids))
        there = len(ids) - self._left
        if there and not self._n_done:
            self._say(ngettext("{n} run is there already", "{n} runs are there already", there).format(n=f"{there:,}"))
        if self._bar is not None:
            self._bar.start(there, len(ids))

    def show_until(self, until: Until) -> None:
        """Say what is waited for."""
        sentence = _(
            "until differences of {outcome} are known to ± {half_width}, or {n} replicates; each look may add some"
        )
        self._say(sentence.format(outcome=until.outcome, half_width=number_text(until.half_width), n=f"{until.most:,}"))

    def on_look(self, found: LookAt) -> None:
        """Say what a look found."""
        widest = found.widest
        if found.is_hopeless:
            sentence = _("{outcome} is missing in {n} of {all} pairs of runs")
            n = found.replicates - widest.n
            words = sentence.format(outcome=found.outcome, n=n, all=found.replicates)
        elif widest.half_width == math.inf:
            sentence = _("too few pairs differ to say ({pairs} of {all})")
            words = sentence.format(pairs=widest.n_differing, all=widest.n)
        else:
            words = f"{widest.difference:+.4g} ± {widest.half_width:.3g}"
        words = looked_at(found.replicates, words)
        if found.following == found.replicates:
            words += " · " + (_("narrow enough") if found.reached else _("given up here"))
        self._say(words)

    def on_done(self, done: Done) -> None:
        """Move the bar on; after a few runs say how long the rest will take."""
        self._left -= 1
        self._failed += done.status == FAILED
        self._n_done += 1
        if self.workers < self._n_done <= self.workers + MEASURED:  # the first of each worker loads what is compiled
            self._seconds.append(done.seconds)
            if len(self._seconds) == MEASURED and self._left > 0:
                self._say_duration(sum(self._seconds) / MEASURED * self._left / self.workers)
        if self._bar is not None:
            words = _("{n} failed").format(n=self._failed) if self._failed else ""
            self._bar.move(1, words)

    def show_pairing(self, found: tuple[float, float] | None) -> None:
        """Say what sharing draws saved, and how much of what varies is chance."""
        sentences = (
            _("autonomy: pairing saved {share} of the variance of differences to the first row"),
            _("autonomy: {share} of the variance over the design is chance"),
        )
        for sentence, share in zip(sentences, found or (), strict=False):
            if not math.isnan(share):
                self._say(sentence.format(share=f"{share:.0%}"))

    def show_end(self, report: Report) -> None:
        """Say how it ended, where everything lies, and what to do next."""
        if not report.finished:
            left = report.planned - report.stored
            sentence = ngettext(
                "This shard is done; {n} run of others is left.",
                "This shard is done; {n} runs of others are left.",
                left,
            )
            self._say(sentence.format(n=f"{left:,}"))
            return
        if report.were_stored == report.planned:
            self._say(_("This very sweep was made before and is used again: {folder}").format(folder=self.folder))
        else:
            self._say(_("Kept in {folder}").format(folder=self.folder))
        if report.failed:
            self._say(failed_text(report.failed))
        command = shlex.join(["zizhi", "run", f"from={self.folder}", "run_id=0"])
        self._say("\n" + _("Next:") + f"\n  {command}\n      " + _("any run again, in full"))

    def _say_duration(self, seconds: float) -> None:
        sentence = _("about {duration} with {n} at a time")
        self._say(sentence.format(duration=duration_text(seconds), n=self.workers))

    def _say(self, line: str, style: str = "") -> None:
        self.console.print(Text(line, style=style), soft_wrap=True)
