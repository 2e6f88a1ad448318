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

from sim.runner.reading import standing
from tests.runner.conftest import contents, tiny_plan

REPLICATES = 40
ROWS_PER_PART = 16
WHOM = ("worker", "parent", "group")
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

    def workers(self):
        """Return the process ids of the workers."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in path.read_text().split()] if path.exists() else []

    def kill(self, whom, choose):
        """Kill, and wait until nobody is left who could write; whether there was anybody to kill."""
        workers = self.workers()
        try:
            if whom == "group":
                os.killpg(self.process.pid, signal.SIGKILL)
            elif whom == "parent":
                self.process.kill()
            elif workers:
                os.kill(choose(workers), signal.SIGKILL)
                return True
            else:
                return False
        except ProcessLookupError:
            return False
        self.process.wait()
        while any(Path(f"/proc/{worker}").exists() for worker in workers):
            time.sleep(0.01)
        return True


def trial(folder, moments, dice, counts, workers=2):
    """Kill one sweep at up to `moments` moments, each time going on; return how often it was killed.

    A worker's death does not end the sweep, so several kills may fall into one start.
    """
    kills, before = 0, 0
    while True:
        sweep = Sweep(folder, workers)
        dead = False
        for line in sweep.process.stdout:
            word, number = line.split()
            if word == "there":
                assert int(number) >= before, f"{before} runs were stored, {number} are found"
            if kills < moments and dice.random() < 3 * moments / (2 * 120):
                time.sleep(dice.random() * 0.06)
                whom = dice.choice(WHOM)
                if sweep.kill(whom, dice.choice):
                    kills += 1
                    counts[whom] += 1
                    if whom != "worker":
                        dead = True
                        break
        sweep.process.stdout.close()
        status = sweep.process.wait(LONGEST_SECONDS)
        if not dead:
            assert status == 0, f"exit status {status}"
            return kills
        before = standing(folder).stored if (folder / "plan.json").exists() else 0


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
