"""Sweeps of tiny runs, and folders compared byte for byte."""

import hashlib

import pytest

from sim.foundation.text import use_language
from sim.runner.executors import SerialExecutor
from sim.runner.plan import Plan, Row, labelled
from sim.runner.sweep import play
from sim.scenarios.load import load_scenario

TINY = ["households=20", "months=3", "burn_in=2"]


def tiny_plan(replicates=4, **more):
    base = load_scenario("baseline", TINY)
    rows = [Row(0, (staff,)) for staff in (5, 7, 9)]
    return Plan(
        labelled([base]), ("committee.staff",), rows, replicates, {"kind": "test"}, **{"rows_per_part": 5, **more}
    )


def contents(folder):
    """Return the hash of every file of a folder by its name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """The contents of a sweep of twelve tiny runs that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed") / "sweep"
    report = play(tiny_plan(), folder, SerialExecutor())
    assert report.finished and report.stored == 12 and report.failed == 0
    return contents(folder)


class StopsAfter:
    """Stops as Ctrl-C once would, when so many runs are done."""

    def __init__(self, n):
        self.n = n

    def prepare(self):
        pass

    def play(self, store, tasks, on_done, stop):
        def count(done):
            on_done(done)
            self.n -= 1
            stop.asked += self.n == 0

        SerialExecutor().play(store, tasks, count, stop)
