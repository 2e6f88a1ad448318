"""How a comparison looks on a terminal: what is compared, the answer, a table, where everything lies."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from sim.cli.console import make_table
from sim.cli.counts import draws_text, failed_text, replicates_text, runs_of, scenarios_text
from sim.foundation.text import gettext as _
from sim.foundation.text import language
from sim.runner.plan import Plan

if TYPE_CHECKING:
    from experiments.compare import Setup
    from sim.report.comparison import Compared


class CompareView:
    """Shows one comparison on a console.

    Parameters
    ----------
    console : Console
        Where to.
    setup : Setup
        What is compared.
    """

    def __init__(self, console: Console, setup: "Setup"):
        self.console, self.setup = console, setup

    def show_head(self) -> None:
        """Say what is held against what, and what the reference was given."""
        from sim.report.comparison_page import is_null, null_sentence

        comparison, lang = self.setup.comparison, language()
        titles = {one.label: one.config.title[lang] for one in comparison.scenarios}
        self._say(
            _("Reference: {title} ({label})").format(title=self.setup.own.title[lang], label=comparison.reference)
        )
        for pair, (reference, label) in zip(comparison.pairs, comparison.labels, strict=True):
            self._say(f"  {titles[label]} ({label})", "bold")
            given = comparison.given(pair, self.setup.own)
            if given:
                names = ", ".join(given)
                self._say(
                    "    "
                    + _("the reference is replayed as {label}, with {names}").format(label=reference, names=names)
                )
            if is_null(comparison, label):
                self._say("    " + null_sentence(comparison, label, lang))

    def show_sweep(self, plan: Plan) -> None:
        """Say how many runs a sweep has, and what for."""
        n_scenarios = len(self.setup.comparison.scenarios)
        factors = [scenarios_text(n_scenarios), replicates_text(plan.replicates)]
        if plan is self.setup.parameters:
            factors.insert(1, draws_text(len(plan.rows) // n_scenarios, ", ".join(plan.names)))
        self._say(runs_of(plan.n_runs, *factors))

    def show_found(self, found: "Compared") -> None:
        """Say the answer in three sentences a scenario, and show its headlines in a table."""
        from sim.report.comparison_rows import title_of
        from sim.report.sentences import sentences

        lang, comparison = language(), self.setup.comparison
        for _reference, label in comparison.labels:
            self._say("\n" + title_of(comparison, label, lang), "bold")
            for sentence in sentences(found, label, lang):
                self._say("  " + sentence)
            self._show_table(found, label)

    def _show_table(self, found: "Compared", label: str) -> None:
        """Show the headlines of one scenario, or the indices where runs are too short for headlines."""
        from sim.report.numbers import number, percent, span
        from sim.report.outcome_names import HEADLINE_GROUP, INDEX_GROUP

        group = HEADLINE_GROUP if any(one.group == HEADLINE_GROUP for one in found.outcomes) else INDEX_GROUP
        rows = []
        for outcome in (one for one in found.outcomes if one.group == group):
            row = found.row(label, outcome.name)
            words = (outcome.shown(language()), number(row["difference"], signed=True), span(row["low"], row["high"]))
            rows.append((*words, percent(row["saved"])))
        headings = [_("difference, paired"), _("mean"), _("95 %: chance"), _("saved by pairing")]
        self.console.print(make_table(headings, rows))

    def show_end(self, folder: Path, page: str, found: "Compared", again: bool) -> None:
        """Say what the intervals hold, where everything lies, whether it was there already, and what to do next."""
        if found.draws:
            self._say(
                _(
                    "There is no posterior yet: chance with parameters is over {n} draws from their prior ranges."
                ).format(n=found.draws)
            )
        if found.failed:
            self._say(failed_text(found.failed))
        kept = _("Kept in {folder}")
        if again:
            kept = _("These very runs were made before and are used again: {folder}")
        self._say("\n" + kept.format(folder=folder))
        self._say("  " + _("{page}: the report; differences, parameters and noise as CSV beside it").format(page=page))
        command = shlex.join(["zizhi", "run", f"from={folder / 'chance'}", "run_id=0"])
        self._say("\n" + _("Next:") + f"\n  {command}\n      " + _("any run again, in full"))

    def _say(self, line: str, style: str = "") -> None:
        self.console.print(Text(line, style=style), soft_wrap=True)
