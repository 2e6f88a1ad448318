"""Runs played by the workers of a Dask cluster, near or far; they and this process share the sweep's folder."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.runner.journal import JournalWriter
from sim.runner.locks import FOLDER as LOCKS
from sim.runner.store import Store
from sim.runner.tasks import OnDone, Stop, Task
from sim.runner.work import DIED, Done, Worker, failed

CONNECT_SECONDS = 10
AHEAD = 4
"""Tasks handed over for each worker, so that none waits; the rest stay here, however many there are."""
STOP = ".stop-"
"""How the file begins that tells workers to begin no further run."""
PATIENCE_SECONDS = 0.02
LOOK_SECONDS = 2.0
"""How often it is asked whether there are workers."""
MOST_SECONDS_ALONE = 60.0
"""How long nothing may come while there are none."""
_workers: dict[str, Worker] = {}
_one_at_a_time = threading.Lock()


class DaskExecutor:
    """Plays runs on a Dask cluster.

    Parameters
    ----------
    workers : int
        Processes of a cluster on this machine, if there is no scheduler's address.
    scheduler : str, optional
        A scheduler's address, e.g. ``tcp://10.0.0.7:8786``.

    Raises
    ------
    InputRefused
        If Dask is not installed.
    """

    def __init__(self, workers: int, scheduler: str | None = None):
        try:
            import distributed
        except ImportError as error:
            came = _("Dask is not installed")
            allowed = _("local, serial, or dask with its extra")
            raise InputRefused("executor", came, allowed, 'pip install "zizhi[dask]"') from error
        self.distributed, self.workers, self.scheduler = distributed, workers, scheduler
        self.client: Any = None
        self.cluster: Any = None

    def play(self, store: Store, tasks: Iterator[Task], on_done: OnDone, stop: Stop) -> None:
        """Play the tasks; see `sim.runner.tasks.Executor`."""
        first = next(tasks, None)
        if first is None or stop:
            return
        self.prepare()
        try:
            _Flow(self.distributed, self.client, store, on_done, stop).play(first, tasks)
        except (self.distributed.CancelledError, asyncio.CancelledError, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None and not isinstance(error, TimeoutError):
                raise  # of a disk, not of Dask's connections
            raise RunFailed(_("the Dask scheduler went away; what was finished is kept")) from error
        finally:
            self.close()

    def prepare(self) -> None:
        """Connect to the scheduler, or start a cluster here; InputRefused if no scheduler answers."""
        if self.client is not None:
            return
        if self.scheduler is None:
            options = {"threads_per_worker": 1, "dashboard_address": ":0", "silence_logs": 50}
            self.cluster = self.distributed.LocalCluster(n_workers=self.workers, **options)
        try:
            self.client = self.distributed.Client(self.cluster or self.scheduler, timeout=CONNECT_SECONDS)
        except (OSError, ValueError, TypeError) as error:
            came = _("no Dask scheduler answers at {address}").format(address=shown(self.scheduler))
            raise InputRefused("scheduler", came, _("the address of one, e.g. tcp://10.0.0.7:8786")) from error

    def close(self) -> None:
        """Leave the cluster, or end it if it was started here."""
        for each in (self.client, self.cluster):
            if each is not None:
                each.close()
        self.client = self.cluster = None


class _Flow:
    """Tasks on their way through a cluster, a bounded number at a time.

    When a worker dies, the scheduler suspects every task that it had been given, so that a run may be accused of what
    its neighbour did. Whoever is accused is played again at the end, alone, and only then believed to have done it.
    """

    def __init__(self, distributed: Any, client: Any, store: Store, on_done: OnDone, stop: Stop):
        self.distributed, self.client, self.store, self.on_done, self.stop = distributed, client, store, on_done, stop
        self.under_way: dict[str, Task] = {}
        self.accused: deque[Task] = deque()
        self.alone: int | None = None
        self.journal = JournalWriter(store.folder)
        self.word = uuid4().hex
        self.mark = store.folder / LOCKS / f"{STOP}{self.word}"

    def play(self, first: Task, tasks: Iterator[Task]) -> None:
        flowing = self.distributed.as_completed()
        self._send(flowing, [first])
        try:
            self._fill(flowing, tasks)
            while self.under_way and self._wait(flowing):
                while self.under_way and flowing.has_ready():
                    self._heed(flowing.next())
                self._fill(flowing, tasks)
                if not self.under_way and self.accused and not self.stop:
                    task = self.accused.popleft()
                    self.alone = task["run"]
                    self._send(flowing, [task])
        finally:
            self.mark.unlink(missing_ok=True)
            self.journal.close()

    def _wait(self, flowing: Any) -> bool:
        """Wait until something is ready; False if nothing will be, for the user has asked to stop and nobody works.

        Raises
        ------
        RunFailed
            If there have been no workers for long.
        """
        since = looked = time.monotonic()
        while not flowing.has_ready():
            if self.stop and not self.mark.exists():
                self.mark.touch()  # workers look at it before they begin a run
            now = time.monotonic()
            if now - looked >= LOOK_SECONDS:
                looked = now
                if self.client.nthreads():
                    since = now
                elif self.stop:
                    return False
                elif now - since > MOST_SECONDS_ALONE:
                    raise RunFailed(_("the Dask cluster has no workers; what was finished is kept"))
            time.sleep(PATIENCE_SECONDS)
        return True

    def _fill(self, flowing: Any, tasks: Iterator[Task]) -> None:
        if self.stop or self.alone is not None:
            return
        room = AHEAD * max(1, len(self.client.nthreads())) - len(self.under_way)
        self._send(flowing, [task for _n, task in zip(range(room), tasks, strict=False)])

    def _send(self, flowing: Any, tasks: list[Task]) -> None:
        if not tasks:
            return
        where = [str(self.store.folder.resolve())] * len(tasks)
        plain = [dict(task) for task in tasks]
        futures = self.client.map(perform, where, [self.word] * len(tasks), plain, pure=False)
        for future, task in zip(futures, tasks, strict=True):
            self.under_way[future.key] = task
            flowing.add(future)

    def _heed(self, future: Any) -> None:
        task = self.under_way.pop(future.key)
        if future.status == "cancelled":
            raise self.distributed.CancelledError
        if future.status == "finished":
            done = future.result()
            if done is not None:
                self.on_done(Done(**done))
            return
        error = future.exception()
        if not isinstance(error, self.distributed.KilledWorker):
            raise error if isinstance(error, OSError) else RunFailed(f"dask: {' '.join(str(error).split())}")
        run_id = task["run"]
        if self.alone != run_id and not self.store.has(run_id):
            self.accused.append(task)
            return
        found = failed(f"{DIED} repeatedly (KilledWorker)")
        if not self.store.has(run_id):
            self.journal.write(self.store.plan.part_of(run_id), {"run": run_id, "key": task["key"], **found})
        self.on_done(Done(run_id, found["status"], 0.0, 0.0))


def perform(folder: str, word: str, task: Task) -> dict[str, Any] | None:
    """Play a task in a worker of the cluster, one at a time in each process; None if the user has asked to stop.

    Parameters
    ----------
    folder : str
        The sweep's folder.
    word : str
        Another for each time that a sweep is played: a folder may have become another's since.
    task : mapping
        As `sim.runner.work.task_of` makes it.
    """
    with _one_at_a_time:
        if (Path(folder) / LOCKS / f"{STOP}{word}").exists():
            return None
        if word not in _workers:
            for worker in _workers.values():
                worker.close()
            _workers.clear()
            _workers[word] = Worker(Path(folder))
        return asdict(_workers[word].perform(task))
