"""Runs played by processes of this machine, each fresh, each killed without harm.

Neither the standard pool nor loky says which task a worker died of: both break as a whole. Here every worker has one
task at a time and a pipe of its own, so a death is pinned on one run; and nothing of the user's program is imported
again, which spawning does and which loops where a script lacks its ``__main__`` guard.
"""

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
from collections import Counter, deque
from collections.abc import Iterator
from typing import IO, Any

from sim.foundation.errors import RunFailed
from sim.foundation.text import gettext as _
from sim.runner.journal import JournalWriter
from sim.runner.store import Store
from sim.runner.tasks import OnDone, Stop, Task
from sim.runner.work import DIED, Done, failed

ATTEMPTS = 2
MOST_STILLBORN = 3
"""Workers that may die one after the other before any is ready."""
PATIENCE_SECONDS = 0.25
LONGEST_STDERR = 4000
CODE = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from sim.runner.worker_process import main; main(sys.argv[2])"
)


class LocalExecutor:
    """Plays runs in processes of their own.

    Parameters
    ----------
    workers : int
        How many at a time.
    """

    def __init__(self, workers: int):
        self.workers = workers

    def prepare(self) -> None:
        """Nothing can be amiss yet."""

    def play(self, store: Store, tasks: Iterator[Task], on_done: OnDone, stop: Stop) -> None:
        """Play the tasks; see `sim.runner.tasks.Executor`."""
        crew = _Crew(store, tasks, on_done, stop, self.workers)
        try:
            crew.play()
        finally:
            crew.dismiss()


class _Helper:
    """A worker process, what it is playing, and a thread that reads what it says."""

    def __init__(self, folder: str, said: "queue.Queue[tuple[_Helper, dict | None]]"):
        self.task: Task | None = None
        self.is_ready = False
        self.complaint = ""
        with _signals_held_back():
            self.process = subprocess.Popen(
                [sys.executable, "-c", CODE, json.dumps(sys.path), folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        self._said = said
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._listen, self._read_complaints)]
        for thread in self._threads:
            thread.start()

    def give(self, task: Task | None) -> None:
        """Give it a task, or None to let it go; one that is gone is noticed by what it no longer says."""
        self.task = task
        pipe: Any = self.process.stdin
        with contextlib.suppress(OSError, ValueError):
            pipe.write(json.dumps(task).encode() + b"\n")
            pipe.flush()

    def end(self, kill: bool) -> None:
        """Wait until it is gone; kill it first if asked."""
        if kill:
            self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _listen(self) -> None:
        pipe: IO[bytes] = self.process.stdout  # type: ignore[assignment]
        for line in pipe:
            if line.endswith(b"\n"):
                self._said.put((self, json.loads(line)))
        self._said.put((self, None))

    def _read_complaints(self) -> None:
        pipe: IO[bytes] = self.process.stderr  # type: ignore[assignment]
        for line in pipe:
            self.complaint = (self.complaint + line.decode("utf-8", "replace"))[-LONGEST_STDERR:]


class _Crew:
    """The workers of one sweep while they play."""

    def __init__(self, store: Store, tasks: Iterator[Task], on_done: OnDone, stop: Stop, workers: int):
        self.store, self.tasks, self.on_done, self.stop, self.n_workers = store, tasks, on_done, stop, workers
        self.said: queue.Queue[tuple[_Helper, dict | None]] = queue.Queue()
        self.helpers: list[_Helper] = []
        self.again: deque[Task] = deque()
        self.deaths: Counter[int] = Counter()
        self.stillborn = 0
        self.journal = JournalWriter(store.folder)

    def play(self) -> None:
        while not self.stop.now:
            self._look_ahead()
            busy = sum(helper.task is not None for helper in self.helpers)
            if not busy and (self.stop or not self.again):
                return
            if not self.stop:
                while len(self.helpers) < min(self.n_workers, busy + len(self.again)):
                    self.helpers.append(_Helper(str(self.store.folder), self.said))
                for helper in self.helpers:
                    if helper.is_ready and helper.task is None and self.again:
                        helper.give(self.again.popleft())
            with contextlib.suppress(queue.Empty):
                self._heed(*self.said.get(timeout=PATIENCE_SECONDS))

    def dismiss(self) -> None:
        """Let everybody go, at once if something is still being played."""
        for helper in self.helpers:
            helper.give(None) if helper.is_ready and helper.task is None else helper.process.kill()
        for helper in self.helpers:
            helper.end(kill=False)
        self.helpers.clear()
        self.journal.close()

    def _look_ahead(self) -> None:
        """Take as many tasks as could be begun at once."""
        while len(self.again) < self.n_workers and not self.stop:
            task = next(self.tasks, None)
            if task is None:
                return
            self.again.append(task)

    def _heed(self, helper: _Helper, message: dict | None) -> None:
        if message is None:
            self._bury(helper)
            return
        if "errno" in message:
            raise OSError(message["errno"], message["reason"])
        if "done" in message:
            helper.task = None
            self.on_done(Done(**message["done"]))
        helper.is_ready = True
        self.stillborn = 0

    def _bury(self, helper: _Helper) -> None:
        self.helpers.remove(helper)
        helper.end(kill=False)
        task, code = helper.task, helper.process.returncode
        if not helper.is_ready:
            self.stillborn += 1
            if self.stillborn >= MOST_STILLBORN:
                lines = helper.complaint.strip().splitlines() or [_reason(code)]
                raise RunFailed(_("workers do not start ({reason})").format(reason=lines[-1]))
        if task is None:
            return
        run_id = task["run"]
        self.deaths[run_id] += 1
        if self.store.has(run_id):
            self.on_done(Done(run_id, "done", 0.0, 0.0))
        elif self.deaths[run_id] < ATTEMPTS:
            self.again.appendleft(task)
        else:
            found = failed(f"{DIED} twice ({_reason(code)})")
            self.journal.write(self.store.plan.part_of(run_id), {"run": run_id, "key": task["key"], **found})
            self.on_done(Done(run_id, found["status"], 0.0, 0.0))


def _reason(code: int | None) -> str:
    """Say in English how a process ended, as it is stored."""
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit status {code}"


@contextlib.contextmanager
def _signals_held_back() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it is for this process to say what becomes of them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
