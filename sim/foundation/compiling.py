"""Hear of compiling while it goes on, so that whoever waits can be told, and its time is not taken for the model's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from numba.core import event


class Compiling(event.Listener):
    """What has been compiled since it began to listen; what the cache of kernels holds is not.

    Parameters
    ----------
    report : callable
        Called with the number of functions compiled so far, whenever one is begun and whenever one is done.

    Attributes
    ----------
    n_done : int
        Functions compiled.
    seconds : float
        What it took, functions that were compiled within another counted once.
    """

    def __init__(self, report: Callable[[int], None]):
        self.report = report
        self.n_done, self.seconds = 0, 0.0
        self._depth, self._began = 0, 0.0

    def on_start(self, _event: event.Event) -> None:
        """Take the time of the outermost function."""
        if self._depth == 0:
            self._began = perf_counter()
        self._depth += 1
        self.report(self.n_done)

    def on_end(self, _event: event.Event) -> None:
        """Count a function that is compiled."""
        self._depth -= 1
        self.n_done += 1
        if self._depth == 0:
            self.seconds += perf_counter() - self._began
        self.report(self.n_done)


@contextmanager
def heard(report: Callable[[int], None]) -> Iterator[Compiling]:
    """Listen to the compiler while inside."""
    listener = Compiling(report)
    with event.install_listener("numba:compile", listener):
        yield listener
