"""How a run looks on a terminal: a bar with month and headline figures, sentences above it, then the outcome."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from sim.cli.bars import Bar, bar
from sim.cli.console import make_table
from sim.engine.message_words import KINDS
from sim.foundation.compiled import CACHE
from sim.foundation.text import N_, language, ngettext
from sim.foundation.text import gettext as _
from sim.mechanisms.catalogue import catalogue
from sim.results.outcome import COMMITTEE_HOURS, INDICES, STOCKS, YEAR_SUMS, format_value

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.config import Config

EACH_NEIGHBOURHOOD = {
    "autonomy": N_("autonomy"),
    "participation": N_("participation"),
    "affairs_open": N_("open affairs"),
    "groups_confirmed": N_("confirmed groups"),
    "practices_known": N_("known practices"),
}
"""Columns of ``months`` that tell neighbourhoods apart, under headings that fit side by side."""
MOST_KINDS = 8
YES = "\u2713"
LABELS = {row[0]: row[1] for row in (*INDICES, *COMMITTEE_HOURS, *YEAR_SUMS, *STOCKS)}


class RunView:
    """Shows one run on a console.

    Attributes
    ----------
    month : int or None
        The last month shown.
    """

    def __init__(self, console: Console, config: "Config"):
        self.console, self.config = console, config
        self.month: int | None = None
        self._bar: Bar | None = None
        self._told_of_compiling = False

    def show_head(self) -> None:
        """Say which scenario is played, its question, and that all residents are synthetic."""
        config = self.config
        self._say(f"{config.title[language()]} ({config.scenario}, seed={config.seed})", "bold")
        if config.question[language()]:
            self._say(config.question[language()])
        if config.street is not None:
            n = config.neighbourhoods
            sentence = ngettext(
                "Street {street}: only that it has {n} committee is real; all else is synthetic.",
                "Street {street}: only that it has {n} committees is real; all else is synthetic.",
                n,
            )
            self._say(sentence.format(street=config.street, n=n))

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show a bar from founding to the last month."""
        n = self.config.burn_in + self.config.months
        with bar(self.console, n, _("founding the neighbourhood")) as self._bar:
            yield
        self._bar = None

    def show_compiling(self, n_done: int) -> None:
        """Say once that rules are being compiled and for how long; count in the bar what is done."""
        if not self._told_of_compiling:
            self._told_of_compiling = True
            self._say(_("The rules are being compiled, which happens once and takes up to a minute."), "italic")
            if CACHE is None:
                self._say(
                    _("They cannot be kept for later runs: name a folder of your own with ZIZHI_CACHE."), "italic"
                )
        if self._bar is not None:
            line = _("compiling ({n} functions so far)").format(n=n_done)
            self._bar.move(0, line)

    def show_month(self, month: int, headline: Mapping[str, float], sentences: list[str]) -> None:
        """Move the bar to a month and say what happened in it."""
        self.month = month
        for sentence in sentences:
            self._say(_("month {month}: {sentence}").format(month=month, sentence=sentence))
        figures = "  ".join(f"{_(LABELS.get(name, name))} {format_value(value)}" for name, value in headline.items())
        if self._bar is not None:
            line = _("month {month}  {figures}").format(month=month, figures=figures)
            done = month + self.config.burn_in + 1
            self._bar.move_to(done, line)

    def show_outcome(self, table: "pd.DataFrame") -> None:
        """Show the final table, as `Result.headlines` gives it, with the titles of practices."""
        names = [self._name(key, name) for key, name in zip(table["key"], table["outcome"], strict=True)]
        values = [format_value(value) for value in table["value"]]
        rows = list(zip(names, values, table["unit"], strict=True))
        self.console.print(make_table([_("outcome"), _("value"), _("unit")], rows))

    def show_neighbourhoods(self, months: "pd.DataFrame") -> None:
        """Show how each neighbourhood ended, if there are several."""
        if months["neighbourhood"].nunique() < 2:
            return
        last = months[months["month"] == months["month"].max()]
        rows = [
            (
                str(row["neighbourhood"]),
                *(format_value(row[name]) for name in EACH_NEIGHBOURHOOD),
                YES if row["occurrence"] else "–",
            )
            for row in last.to_dict("records")
        ]
        headings = [_("neighbourhood"), *map(_, EACH_NEIGHBOURHOOD.values()), _("occurs")]
        self.console.print(make_table(headings, rows, "\n" + _("At the end")))

    def show_story(self, events: "pd.DataFrame") -> None:
        """Say what happened in a run that was made before."""
        texts = events[f"text_{language()}"]
        for month, sentence in zip(events["month"], texts, strict=True):
            self._say(_("month {month}: {sentence}").format(month=month, sentence=sentence))

    def show_untold(self, events: "pd.DataFrame", told: "pd.DataFrame") -> None:
        """Say how much more happened, and what was most of it."""
        more = events["kind"].value_counts().sub(told["kind"].value_counts(), fill_value=0).astype(int)
        most = sorted(more[more > 0].items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_KINDS]
        if not most:
            return
        counts = ("、" if language() == "zh" else ", ").join(f"{_(KINDS[str(kind)])} {n:,}" for kind, n in most)
        self._say(
            "\n" + _("Not told above, but in events.parquet, each with its cause: {counts}").format(counts=counts)
        )

    def show_folder(self, folder: Path, figure: str, state: str) -> None:
        """Say where everything lies."""
        sentence = _("The same run lay there already: {folder}") if state == "reused" else _("Kept in {folder}")
        self._say("\n" + sentence.format(folder=folder))
        self.show_figure(folder / figure)

    def show_figure(self, path: Path) -> None:
        """Say where the figure lies."""
        self._say(_("Figure: {path}").format(path=path))

    def show_reused(self, folder: Path) -> None:
        """Say that this very run was made before and is used again."""
        self._say(_("This very run was made before and is used again: {folder}").format(folder=folder))

    @contextmanager
    def progress_of_others(self, n: int) -> Iterator[Callable[[], None]]:
        """Show a bar while other seeds are tried; yields a function that moves it on by one."""
        with bar(self.console, n, _("other seeds")) as others:
            yield others.move

    def show_others(self, n: int, n_arose: int, here: bool, why_not: str) -> None:
        """Say in how many other seeds autonomy arose, and why not here."""
        sentence = _("In {n} other seeds it arose in {k}").format(n=n, k=n_arose)
        ending = _("here it did too.") if here else _("here it did not, because {reason}.").format(reason=why_not)
        self._say("\n" + _("{sentence}; {ending}").format(sentence=sentence, ending=ending))

    def show_next(self, commands: list[tuple[str, str]]) -> None:
        """Offer what to do next."""
        self._say("\n" + _("Next:"))
        for sentence, command in commands:
            self._say(f"  {command}\n      {sentence}")

    def show_sentence(self, sentence: str) -> None:
        """Say one thing more."""
        self._say("\n" + sentence)

    @staticmethod
    def _name(key: str, name: str) -> str:
        practice = key.removeprefix("discovered_")
        if practice == key or practice not in catalogue():
            return name
        return _("discovered: {practice}").format(practice=catalogue()[practice].title[language()])

    def _say(self, line: str, style: str = "") -> None:
        self.console.print(Text(line, style=style), soft_wrap=True)
