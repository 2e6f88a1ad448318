"""Where runs are played: one small protocol for executors, and what they are handed.

Executors only hand out tasks; each worker writes what it has finished itself (`sim.runner.work`). So where a run is
played, and how an engine fails, never changes what is stored.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from sim.runner.store import Store
from sim.runner.work import Done

Task = Mapping[str, Any]
OnDone = Callable[[Done], None]


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
