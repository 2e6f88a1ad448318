"""The program of a worker process: tasks come in as lines of JSON, and a line goes back when a run is on the disk.

The worker ends at once when its parent is gone, in the midst of a run if need be: what it has not written down is not
finished, and another will play it.
"""

import json
import os
import queue
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any


def main(folder: str) -> None:
    """Play what comes in until ``null`` comes."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever prints must not get between the answers
    tasks: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_take_in, args=(tasks,), daemon=True).start()

    from sim.runner.work import Worker

    worker = Worker(Path(folder))
    _warm_up()
    _say(answers, {"ready": True})
    while (task := tasks.get()) is not None:
        try:
            done = worker.perform(task)
        except OSError as error:
            _say(answers, {"errno": error.errno or 0, "reason": error.strerror or str(error)})
            break
        _say(answers, {"done": asdict(done)})
    worker.close()
    sys.stdout.flush()


def _warm_up() -> None:
    """Import what a run needs, before a run is begun that would be blamed if that failed."""
    import sim.engine.model
    import sim.engine.run  # noqa: F401


def _say(answers: Any, message: dict) -> None:
    answers.write(json.dumps(message).encode() + b"\n")


def _take_in(tasks: "queue.Queue[Any]") -> None:
    for line in sys.stdin.buffer:
        if not line.endswith(b"\n"):
            break
        task = json.loads(line)
        tasks.put(task)
        if task is None:
            return
    os._exit(1)
