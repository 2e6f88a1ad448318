"""Play a plan into a folder: what is planned and not stored is played, then parts become the final tables."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.runner import locks
from sim.runner.files import what_failed
from sim.runner.plan import Plan
from sim.runner.publishing import Summarise
from sim.runner.schema import FAILED
from sim.runner.store import Store
from sim.runner.tasks import Executor, Stop
from sim.runner.work import Done, attempted, played, task_of

ROUNDS = 3
MOST_SHARDS = 100_000
FOLD_SECONDS = 0.2
LOOK_SECONDS = 5.0
"""How often it is looked whether the folder is still there and this process's."""


@dataclass(frozen=True)
class Report:
    """How a sweep stands when a command ends.

    Attributes
    ----------
    planned, stored, failed : int
        Runs planned, stored, and stored with an error.
    were_stored : int
        Runs that were stored before the command began.
    finished : bool
        Whether the final tables are there.
    interrupted : bool
        Whether the user stopped it.
    """

    planned: int
    stored: int
    failed: int
    were_stored: int
    finished: bool
    interrupted: bool = False


@dataclass(frozen=True)
class Shard:
    """The runs that one of several processes plays: those whose number leaves ``number - 1`` when divided by ``of``."""

    number: int = 1
    of: int = 1

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """Read ``i/n``; InputRefused unless 1 ≤ i ≤ n."""
        number, slash, of = text.partition("/")
        digits = all(part.isascii() and part.isdigit() and len(part) < 7 for part in (number, of))
        if not slash or not digits or not 1 <= int(number) <= int(of) <= MOST_SHARDS:
            raise InputRefused("shard", shown(text), _("i/n with 1 ≤ i ≤ n, e.g. 3/16"))
        return cls(int(number), int(of))

    def ids(self, n_runs: int) -> range:
        """Return the numbers of its runs."""
        return range(self.number - 1, n_runs, self.of)


def play(
    plan: Plan,
    folder: Path,
    executor: Executor,
    shard: Shard | None = None,
    on_start: Callable[[Store], None] | None = None,
    on_done: Callable[[Done], None] | None = None,
    summarise: Summarise | None = None,
    grows: bool = False,
) -> Report:
    """Play what of a plan is not stored yet, and finish the sweep when everything is.

    Parameters
    ----------
    plan : Plan
        The sweep.
    folder : Path
        Its folder: new, or one in which the same sweep stopped.
    executor : Executor
        Where runs are played.
    shard : Shard, optional
        Which of the runs are for this process; all if not given. Whoever finishes last makes the final tables.
    on_start, on_done : callable, optional
        Called with the open store before, and with each finished run.
    summarise : callable, optional
        Makes further tables and files when everything is played (see `sim.runner.publishing.publish`).
    grows : bool
        Whether more replicates may follow (`sim.runner.until`): then no final tables are made.

    Returns
    -------
    Report
        Also where Ctrl-C stopped it.

    Raises
    ------
    InputRefused
        If another sweep lies there, another process sweeps into it, or something in it was changed.
    RunFailed
        If the disk is full or fails, or workers cannot be had. What was finished is stored.
    """
    store = Store(folder, plan, summarise, grows)
    try:
        if store.check_place():
            store.scan()
            return Report(plan.n_runs, plan.n_runs, n_failed(folder), plan.n_runs, finished=True)
        executor.prepare()
        return _play(store, executor, shard or Shard(), on_start, on_done)
    except OSError as error:
        raise what_failed(folder, error) from error


def _play(store: Store, executor: Executor, shard: Shard, on_start: Any, on_done: Any) -> Report:
    plan = store.plan
    name = locks.shard_name(shard.number, shard.of) if shard.of > 1 else locks.SWEEP
    store.folder.mkdir(parents=True, exist_ok=True)
    with locks.held(store.folder, name, shard.of if shard.of > 1 else 0) as lock, heeded() as stop:
        store.open()
        if on_start is not None:
            on_start(store)
        were_stored = store.n_stored
        since_fold, looked = 0, time.monotonic()

        def heed(done: Done) -> None:
            nonlocal since_fold, looked
            store.stored[done.run_id] = 1
            store.n_failed += done.status == FAILED
            since_fold += 1
            if time.monotonic() - looked >= LOOK_SECONDS:  # what is written into a folder that is gone is lost
                looked = time.monotonic()
                lock.check()
            if since_fold >= plan.rows_per_part:
                since_fold = 0
                lock.check()
                if shard.of > 1:
                    store.scan()
                _fold(store, wait=False)
            if on_done is not None:
                on_done(done)

        try:
            _play_missing(store, executor, shard.ids(plan.n_runs), heed, stop)
            _fold(store, wait=not stop)
        except KeyboardInterrupt:
            if not stop.now:
                raise
            store.scan()
        finished = store.is_finished
    failed = n_failed(store.folder) if finished else store.n_failed
    stored = plan.n_runs if finished else store.n_stored
    return Report(plan.n_runs, stored, failed, were_stored, finished, bool(stop) and not finished)


def _play_missing(store: Store, executor: Executor, ids: range, heed: Callable[[Done], None], stop: Stop) -> None:
    """Play what is missing until nothing is, looking anew after each round: what counts is what is stored."""
    for _round in range(ROUNDS):
        executor.play(store, (task_of(store.plan.run(run_id)) for run_id in store.missing(ids)), heed, stop)
        store.scan()
        if stop or next(store.missing(ids), None) is None:
            return
    raise RunFailed(_("{folder}: finished runs disappear from it").format(folder=store.folder))


def _fold(store: Store, wait: bool) -> None:
    """Fold under a lock of its own what can be folded, and publish when all is there; elsewhere others may do it."""
    lock = locks.Lock(store.folder, locks.FOLD)
    while not lock.take():
        if not wait:
            return
        time.sleep(FOLD_SECONDS)
        lock = locks.Lock(store.folder, locks.FOLD)
    try:
        if wait:
            store.scan()
        if not store.is_finished:
            store.fold()
        if store.is_finished or store.is_whole:
            store.publish()
    finally:
        lock.release()


@contextmanager
def heeded() -> Iterator[Stop]:
    """Count Ctrl-C and requests to end while inside; the second Ctrl-C also interrupts what goes on here."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.asked += 1
        if stop.now:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def n_failed(folder: Path) -> int:
    """Return how many runs of a finished sweep failed."""
    from sim.results.parquet import read_blocks
    from sim.runner.schema import OUTCOMES

    blocks = read_blocks(OUTCOMES, folder / "outcomes.parquet", ["status"])
    return sum(int((block["status"] == FAILED).sum()) for block in blocks)


def seconds_of_two(plan: Plan) -> tuple[list[float], dict[int, str]]:
    """Return what two runs of a plan take, the first and one from the middle, once all is compiled and loaded.

    Returns
    -------
    seconds : list of float
        Of those that came to their end.
    errors : dict of int to str
        Errors of the others, by number of the run.
    """
    from dataclasses import replace

    first, second = plan.run(0), plan.run(plan.n_runs // 2)
    with suppress(Exception):  # what is amiss shows in the runs themselves
        played(replace(plan.config(first), months=1, burn_in=0, street=None, neighbourhoods=1, households=20))
    seconds, errors = [], {}
    for run in (first, second):
        start = time.perf_counter()
        found, _cpu = attempted(partial(plan.config, run), plan.keep)
        if found["status"] == FAILED:
            errors[run.run_id] = str(found["error"])
        else:
            seconds.append(time.perf_counter() - start)
    return seconds, errors
