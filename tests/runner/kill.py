"""Kill sweeps at random moments, go on, and compare: `python -m tests.runner.kill [MOMENTS] [SEED]`.

A sweep of tiny runs is played by two worker processes in small parts. At a random moment a worker, the parent, or the
whole process group gets SIGKILL; the same sweep is started again, until it ends. Held against each other:

* after a kill: no record that stood in the store before is gone from it, and each run stands there once;
* on going on: the sweep takes over exactly what the store holds, and plays that not again;
* at the end: the folder is byte for byte that of a sweep that nothing disturbed.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sim.runner.locks import is_alive
from sim.runner.reading import standing
from tests.runner.conftest import contents, tiny_plan

REPLICATES = 40
ROWS_PER_PART = 16
LONGEST_SECONDS = 300


def plan():
    """Return the sweep: 120 runs in eight parts."""
    return tiny_plan(replicates=REPLICATES, rows_per_part=ROWS_PER_PART)


def child(folder, workers):
    """Play the sweep as a process of its own; say what was there, and every run that is finished."""
    from sim.runner.executors import make_executor
    from sim.runner.sweep import play

    report = play(
        plan(),
        Path(folder),
        make_executor("local", int(workers)),
        on_start=lambda store: print("there", store.n_stored, flush=True),
        on_done=lambda done: print("done", done.run_id, flush=True),
    )
    assert report.finished


class Sweep:
    """A sweep in processes of its own, in a process group of its own."""

    def __init__(self, folder, workers=2):
        words = [sys.executable, "-m", "tests.runner.kill", "--child", str(folder), str(workers)]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=True, text=True)
        self.pid, self.stdout = self.process.pid, self.process.stdout

    def wait(self):
        """Wait for its end and return its exit status."""
        return self.process.wait(LONGEST_SECONDS)

    def workers(self):
        """Return the process ids of the workers."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(word) for word in path.read_text().split()] if path.exists() else []


def kill(sweep, whom, dice):
    """Kill whom; if it was the parent, wait until nobody is left who could write. Whether there was anybody."""
    workers = sweep.workers()
    try:
        if whom == "worker":
            if workers:
                os.kill(dice.choice(workers), signal.SIGKILL)
            return bool(workers)
        if whom == "group":
            os.killpg(sweep.pid, signal.SIGKILL)
        else:
            os.kill(sweep.pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    sweep.wait()
    for worker in workers:
        while is_alive(worker):
            time.sleep(0.005)
    return True


def trial(folder, moments, dice, counts, start=Sweep):
    """Kill one sweep at `moments` moments, going on after each; return how often it was killed.

    A start sees at most one death of a worker, for a run that kills two is a row with its error, and then the death of
    the parent or of the group: while workers start, in the midst of runs, or while the last tables are made.
    """
    killed, stored = 0, 0
    while True:
        sweep = start(folder)
        left = moments - killed
        worker_at = dice.randint(1, 6) if left > 1 and dice.random() < 0.6 else 0
        all_at = worker_at + dice.randint(0, 12) if left else -1
        lines, dead = 0, False
        for line in sweep.stdout:
            word, number = line.split()
            if word == "there":
                assert int(number) == stored, f"{stored} runs were stored, {number} are found"
                all_at = min(all_at, plan().n_runs - stored)
                at_the_end = all_at == plan().n_runs - stored
            else:
                lines += 1
            if lines == worker_at and word == "done":
                killed += counted(counts, "worker", kill(sweep, "worker", dice))
            if lines == all_at:
                time.sleep(dice.random() * (0.3 if at_the_end else 0.05))
                whom = dice.choice(("parent", "group"))
                dead = kill(sweep, whom, dice)
                killed += counted(counts, whom, dead)
                all_at = -1
                if dead:
                    break
        sweep.stdout.close()
        if not dead:
            status = sweep.wait()
            assert status == 0, f"exit status {status}"
            left = plan().n_runs - stored
            assert lines == left, f"{left} runs were left, {lines} were played"
            return killed
        now = standing(folder).stored
        assert now >= stored + lines, f"{stored} runs were stored, {lines} were said to be finished, {now} are found"
        stored = now


def counted(counts, whom, happened):
    """Count a kill that happened."""
    counts[whom] += happened
    return int(happened)


def main(words):
    """Kill at so many moments and print what came of it."""
    if words[:1] == ["--child"]:
        child(*words[1:])
        return 0
    moments = int(words[0]) if words else 100
    seed = int(words[1]) if len(words) > 1 else 0
    dice, counts, killed, sweeps = random.Random(seed), Counter(), 0, 0
    with tempfile.TemporaryDirectory() as place:
        child(Path(place) / "undisturbed", 2)
        expected = contents(Path(place) / "undisturbed")
        while killed < moments:
            folder = Path(place) / str(sweeps)
            killed += trial(folder, min(12, moments - killed), dice, counts)
            sweeps += 1
            found = standing(folder)
            assert found.finished and found.stored == found.planned and found.failed == 0, found
            assert contents(folder) == expected, "the tables differ"
            print(f"{killed} kills in {sweeps} sweeps: {dict(counts)}", flush=True)
    print(f"killed at {killed} moments ({dict(counts)}): nothing lost, nothing double, {sweeps} equal folders")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
