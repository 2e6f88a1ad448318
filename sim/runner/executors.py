"""Executors by name, and the one that plays runs here, one after the other."""

import os
from collections.abc import Iterator

from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.local import LocalExecutor
from sim.runner.store import Store
from sim.runner.tasks import Executor, OnDone, Stop, Task
from sim.runner.work import Worker

NAMES = ("local", "serial", "dask")
MOST_WORKERS = 1024


class SerialExecutor:
    """Plays runs in this process, one after the other."""

    def prepare(self) -> None:
        """Nothing can be amiss."""

    def play(self, store: Store, tasks: Iterator[Task], on_done: OnDone, stop: Stop) -> None:
        """Play the tasks; see `sim.runner.tasks.Executor`."""
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
    return LocalExecutor(n)


def n_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
