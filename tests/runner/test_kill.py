"""SIGKILL at random moments; `python -m tests.runner.kill` does the same at a hundred, with processes started anew."""

import os
import random
from collections import Counter

import pytest

from sim.runner.reading import standing
from tests.runner import kill
from tests.runner.conftest import contents
from tests.runner.forking import forked_workers

MOMENTS = 5


class ForkedSweep:
    """A sweep in a process forked from the tests, with workers forked from that, in a process group of its own."""

    def __init__(self, folder):
        read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            status = 1
            try:
                os.setsid()
                os.dup2(write, 1)
                os.close(read)
                kill.print = lambda *words, flush: os.write(write, (" ".join(map(str, words)) + "\n").encode())
                forked_workers(pytest.MonkeyPatch())
                kill.child(folder, 2)
                status = 0
            finally:
                os._exit(status)
        os.close(write)
        self.stdout = os.fdopen(read)

    def wait(self):
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    workers = kill.Sweep.workers


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="children are found through /proc")
def test_killed_at_random_moments_nothing_is_lost_and_nothing_double(tmp_path, monkeypatch):
    monkeypatch.setattr(kill, "REPLICATES", 16)
    from sim.runner.executors import SerialExecutor
    from sim.runner.sweep import play

    play(kill.plan(), tmp_path / "undisturbed", SerialExecutor())
    counts = Counter()
    killed = kill.trial(tmp_path / "a", MOMENTS, random.Random(int.from_bytes(os.urandom(4))), counts, ForkedSweep)
    assert killed == sum(counts.values()) >= MOMENTS - 1, counts
    found = standing(tmp_path / "a")
    assert found.finished and found.failed == 0 and found.stored == 48
    assert contents(tmp_path / "a") == contents(tmp_path / "undisturbed")
