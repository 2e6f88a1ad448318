"""How far something is: a bar on a terminal; where there is none (a file, a job's log), a line now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from sim.cli.counts import duration_text
from sim.foundation.text import gettext as _

SECONDS_A_LINE = 60.0
SECONDS_OF_SPEED = 3600.0
"""How far back a bar looks for its speed: a street may take minutes, and rich's half minute would see nothing."""


class Bar:
    """Shows how much of something is done.

    Parameters
    ----------
    console : Console
        Where to.
    total : int
        How much there is.
    words : str
        What stands beside it.
    rich_bar : Progress, optional
        The bar; without, a line is said at most once a minute, and none in the first.
    clock : callable
        Seconds.
    """

    def __init__(
        self,
        console: Console,
        total: int,
        words: str,
        rich_bar: Progress | None = None,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.console, self.total, self.words, self.done = console, total, words, 0
        self._rich, self._clock = rich_bar, clock
        self._since = self._said = clock()
        self._there = 0
        if rich_bar is not None:
            self._task = rich_bar.add_task(escape(words), total=total)

    def start(self, there: int, total: int) -> None:
        """Say how much was done before, which took no time now."""
        self.done = self._there = there
        self.total, self._since = total, self._clock()
        if self._rich is not None:
            self._rich.update(self._task, completed=there, total=total)

    def move(self, by: int = 1, words: str | None = None) -> None:
        """Move on by so much."""
        self.done += by
        self.words = self.words if words is None else words
        if self._rich is not None:
            self._rich.update(self._task, completed=self.done, description=escape(self.words))
        else:
            self._tell()

    def move_to(self, done: int, words: str | None = None) -> None:
        """Move on to what is done in all."""
        self.move(done - self.done, words)

    def _tell(self) -> None:
        now = self._clock()
        if now - self._said < SECONDS_A_LINE or self.done >= self.total:
            return
        self._said = now
        line = _("{done} of {total}").format(done=f"{self.done:,}", total=f"{self.total:,}")
        if self.done > self._there:
            seconds = (now - self._since) / (self.done - self._there) * (self.total - self.done)
            line += " · " + _("about {duration} left").format(duration=duration_text(seconds))
        if self.words:
            line += " · " + self.words
        self.console.print(line, markup=False, soft_wrap=True)


@contextmanager
def bar(console: Console, total: int, words: str = "", remaining: bool = True) -> Iterator[Bar]:
    """Show a bar while inside; see `Bar`.

    Parameters
    ----------
    console, total, words
        As of `Bar`.
    remaining : bool
        Whether to say how long the rest takes.
    """
    if not console.is_terminal:
        yield Bar(console, total, words)
        return
    columns = [SpinnerColumn(), BarColumn(bar_width=24), MofNCompleteColumn()]
    columns += [TimeRemainingColumn()] if remaining else []
    with Progress(
        *columns,
        TextColumn("{task.description}"),
        console=console,
        transient=True,
        speed_estimate_period=SECONDS_OF_SPEED,
    ) as shown:
        yield Bar(console, total, words, shown)
