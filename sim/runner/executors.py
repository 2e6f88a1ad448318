"""Where runs are played: one small protocol, and the executor that plays them here, one after the other.

Executors only hand out tasks; each worker writes what it has finished itself (`sim.runner.work`). So where a run is
played, and how an engine fails, never changes what is stored.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.store import Store
from sim.runner.work import Done, Worker

Task = Mapping[str, Any]
OnDone = Callable[[Done], None]
NAMES = ("local", "serial", "dask")
MOST_WORKERS = 1024


class Stop:
    """How often the user has asked to stop: once, what is being played is finished and kept; twice, it is not."""

    def __init__(self) -> None:
        self.asked = 0

    def __bool__(self) -> bool:
        return self.asked > 0

    @property
    def now(self) -> bool:
        """Whether to drop what is being played."""
        return self.asked > 1


class Executor(Protocol):
    """Plays tasks of a sweep."""

    def prepare(self) -> None:
        """Be ready to play, before anything is written; InputRefused if that cannot be."""

    def play(self, store: Store, tasks: Iterator[Task], on_done: OnDone, stop: Stop) -> None:
        """Play the tasks; `on_done` is called in this process for each that is stored.

        Parameters
        ----------
        store : Store
            The sweep, open.
        tasks : iterator
            As `sim.runner.work.task_of` makes them; taken one by one as there is room.
        on_done : callable
            Called with what is said of each finished run.
        stop : Stop
            Looked at before a task is taken, and while waiting.

        Raises
        ------
        OSError, RunFailed
            If results cannot be kept, or workers cannot be had. What was finished is stored.
        """


class SerialExecutor:
    """Plays runs in this process, one after the other."""

    def prepare(self) -> None:
        """Nothing can be amiss."""

    def play(self, store: Store, tasks: Iterator[Task], on_done: OnDone, stop: Stop) -> None:
        """Play the tasks; see `Executor`."""
        worker = Worker(store.folder)
        try:
            for task in tasks:
                if stop:
                    return
                on_done(worker.perform(task))
        finally:
            worker.close()


def make_executor(name: str = "local", workers: int | None = None, scheduler: str | None = None) -> Executor:
    """Return an executor by name.

    Parameters
    ----------
    name : str
        ``local``, ``serial`` or ``dask``.
    workers : int, optional
        How many processes; all cores that this process may use if not given.
    scheduler : str, optional
        Address of a Dask scheduler; a cluster on this machine if not given.

    Raises
    ------
    InputRefused
        For another name, a number of workers below 1, a package that is not installed.
    """
    if name not in NAMES:
        raise InputRefused("executor", shown(name), ", ".join(NAMES), did_you_mean(str(name), NAMES))
    if scheduler is not None and name != "dask":
        raise InputRefused("scheduler", shown(scheduler), _("only with executor=dask"))
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        allowed = _("a whole number from {low} to {high}").format(low=1, high=MOST_WORKERS)
        raise InputRefused("workers", str(workers), allowed)
    n = workers or n_cores()
    if name == "serial":
        return SerialExecutor()
    if name == "dask":
        from sim.runner.over_dask import DaskExecutor

        return DaskExecutor(n, scheduler)
    from sim.runner.local import LocalExecutor

    return LocalExecutor(n)


def n_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
