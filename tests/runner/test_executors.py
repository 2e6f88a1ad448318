"""The same bytes from every executor; workers that die, raise or cannot start; clusters that are not there."""

import builtins
import errno
import os
import shutil
import signal
import socket
import threading

import pytest

from sim.foundation.errors import InputRefused, RunFailed
from sim.runner import local, locks, over_dask, sweep, work
from sim.runner.executors import make_executor
from sim.runner.local import LocalExecutor
from sim.runner.reading import standing
from sim.runner.sweep import play
from tests.runner.conftest import contents, tiny_plan
from tests.runner.forking import forked_workers

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def test_two_processes_make_the_same_bytes(undisturbed, tmp_path):
    done = []
    report = play(tiny_plan(), tmp_path / "a", LocalExecutor(2), on_done=done.append)
    assert report.finished and contents(tmp_path / "a") == undisturbed
    assert sorted(one.run_id for one in done) == list(range(12)) and all(one.model_seconds > 0 for one in done)


def dying(*, once=(), always=(), after=()):
    """Make workers kill themselves in some runs: the first time, every time, or once the run is written down."""

    def before(_folder):
        real = work.Worker.perform

        def perform(self, task):
            mark = self.folder.parent / f"died-{task['run']}"
            if task["run"] in after:
                real(self, task)
            if task["run"] in (*after, *always) or (task["run"] in once and not mark.exists()):
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, task)

        work.Worker.perform = perform

    return before


@pytest.mark.parametrize("workers", [1, 3])
def test_what_a_worker_dies_of_is_tried_once_more(workers, undisturbed, tmp_path, monkeypatch):
    forked_workers(monkeypatch, dying(once=(0, 3), after=(1, 7)))
    report = play(tiny_plan(), tmp_path / "a", LocalExecutor(workers))
    assert report.finished and report.failed == 0 and contents(tmp_path / "a") == undisturbed
    assert {path.name for path in tmp_path.glob("died-*")} == {"died-0", "died-1", "died-3", "died-7"}


def test_a_run_that_kills_twice_is_a_row(tmp_path, monkeypatch):
    forked_workers(monkeypatch, dying(always=(2, 4)))
    report = play(tiny_plan(replicates=2), tmp_path / "a", LocalExecutor(2))
    assert report.finished and report.failed == 2
    died = "the worker died of it twice (SIGKILL)"
    assert standing(tmp_path / "a").errors == [(2, died), (4, died)]


def test_workers_that_do_not_start_end_the_sweep_with_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "CODE", "raise SystemExit('no such luck')")
    with pytest.raises(RunFailed, match=r"do not start \(no such luck\)"):
        play(tiny_plan(), tmp_path / "a", LocalExecutor(2))
    assert standing(tmp_path / "a").stored == 0


def test_a_disk_that_is_full_for_a_worker_ends_the_sweep(undisturbed, tmp_path, monkeypatch):
    def before(_folder):
        real, n = os.fsync, iter(range(100))

        def fsync(descriptor):
            if next(n) > 4:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(descriptor)

        os.fsync = fsync

    with monkeypatch.context() as patched:
        forked_workers(patched, before)
        with pytest.raises(RunFailed, match="the disk is full; the same command goes on"):
            play(tiny_plan(), tmp_path / "a", LocalExecutor(1))
    n = standing(tmp_path / "a").stored
    report = play(tiny_plan(), tmp_path / "a", make_executor("serial"))
    assert 0 < n == report.were_stored and contents(tmp_path / "a") == undisturbed


def test_a_disk_that_is_full_for_what_is_kept_blames_no_run(tmp_path, monkeypatch):
    """Where a line of the journal still fits but a run's tables do not."""

    def before(_folder):
        real = os.fsync

        def fsync(descriptor):
            if "runs" in os.readlink(f"/proc/self/fd/{descriptor}"):
                raise OSError(errno.ENOSPC, "No space left on device")
            real(descriptor)

        os.fsync = fsync

    plan = tiny_plan(replicates=1, keep="all")
    with monkeypatch.context() as patched:
        forked_workers(patched, before)
        with pytest.raises(RunFailed, match="the disk is full; the same command goes on"):
            play(plan, tmp_path / "a", LocalExecutor(1))
    assert standing(tmp_path / "a").stored == 0
    report = play(plan, tmp_path / "a", make_executor("serial"))
    assert report.finished and report.failed == 0


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_with_workers(times, undisturbed, tmp_path, monkeypatch):
    finished = []

    def interrupt(done):
        finished.append(done.run_id)
        if len(finished) == 3:  # which three is the workers' affair
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)

    forked_workers(monkeypatch)
    report = play(tiny_plan(), tmp_path / "a", LocalExecutor(2), on_done=interrupt)
    assert report.interrupted and not report.finished and 3 <= report.stored <= 5
    assert not locks.owners(tmp_path / "a")
    report = play(tiny_plan(), tmp_path / "a", LocalExecutor(2))
    assert report.finished and contents(tmp_path / "a") == undisturbed


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c(times, undisturbed, tmp_path):
    """Once: what is played is finished and kept. Twice: it stops now. Either way the same call goes on."""
    before = signal.getsignal(signal.SIGINT)

    def interrupt(_done):
        if _done.run_id == 3:
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)

    report = play(tiny_plan(), tmp_path / "a", make_executor("serial"), on_done=interrupt)
    assert report.interrupted and not report.finished and report.stored == 4
    assert signal.getsignal(signal.SIGINT) is before
    report = play(tiny_plan(), tmp_path / "a", make_executor("serial"))
    assert report.were_stored == 4 and contents(tmp_path / "a") == undisturbed


def test_names_and_numbers_that_are_refused():
    for more, match in (
        ({"name": "locale"}, "did you mean local"),
        ({"workers": 0}, "workers"),
        ({"workers": 5000}, "workers"),
        ({"scheduler": "tcp://x:1"}, "only with executor=dask"),
    ):
        with pytest.raises(InputRefused, match=match):
            make_executor(**{"name": "local", **more})


def test_dask_without_its_extra(monkeypatch):
    real = builtins.__import__

    def missing(name, *rest):
        if name == "distributed":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(InputRefused, match=r"zizhi\[dask\]"):
        make_executor("dask")


def test_a_scheduler_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(over_dask, "CONNECT_SECONDS", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for address in (f"tcp://127.0.0.1:{port}", "nonsense", "ftp://x:1"):
        with pytest.raises(InputRefused, match="no Dask scheduler answers"):
            play(tiny_plan(), tmp_path / "a", make_executor("dask", scheduler=address))
    assert not (tmp_path / "a").exists()


@pytest.fixture(scope="module")
def cluster():
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster


def test_dask_makes_the_same_bytes(cluster, undisturbed, tmp_path):
    report = play(tiny_plan(), tmp_path / "a", make_executor("dask", scheduler=cluster.scheduler_address))
    assert report.finished and contents(tmp_path / "a") == undisturbed


def fake_cluster(monkeypatch, dies):
    """Return a Dask executor whose scheduler says `KilledWorker` of runs that `dies` names among those under way."""
    import distributed

    under_way = []

    class Future:
        def __init__(self, *words):
            self.key, self.words, self.done = f"{words[-1]['run']}", words, None

        @property
        def status(self):
            if self.words[-1] in under_way:
                killed = dies([task["run"] for task in under_way])
                under_way.remove(self.words[-1])
                self.done = None if self.words[-1]["run"] in killed else over_dask.perform(*self.words)
            return "finished" if self.done else "error"

        def result(self):
            return self.done

        def exception(self):
            return distributed.KilledWorker("task", None, 3)

    class Client:
        def map(self, _function, *words, pure):
            under_way.extend(words[-1])
            return [Future(*each) for each in zip(*words, strict=True)]

        def nthreads(self):
            return {"a": 1}

        def close(self):
            pass

    class Flowing(list):
        def next(self):
            return self.pop(0)

        def has_ready(self):
            return bool(self)

        def add(self, future):
            self.append(future)

    executor = make_executor("dask")
    monkeypatch.setattr(executor, "client", Client())
    monkeypatch.setattr(distributed, "as_completed", Flowing)
    return executor


def test_runs_that_kill_their_dask_workers_are_rows(tmp_path, monkeypatch):
    """As the scheduler says it: `KilledWorker` after several of its workers died of one task."""
    report = play(tiny_plan(replicates=1), tmp_path / "a", fake_cluster(monkeypatch, lambda runs: runs))
    assert report.finished and report.failed == 3
    assert standing(tmp_path / "a").errors[0] == (0, "the worker died of it repeatedly (KilledWorker)")


def test_a_run_that_kills_its_dask_worker_accuses_no_other(tmp_path, monkeypatch):
    """The scheduler suspects whatever the dead worker had been given."""
    report = play(tiny_plan(), tmp_path / "a", fake_cluster(monkeypatch, lambda runs: runs if 4 in runs else ()))
    assert report.finished and report.failed == 1
    assert standing(tmp_path / "a").errors == [(4, "the worker died of it repeatedly (KilledWorker)")]


def test_a_folder_that_became_another_sweeps_on_the_same_cluster(cluster, tmp_path):
    """Its workers have read the plan that lay there before."""
    first, second = (tiny_plan(replicates=2), tiny_plan(replicates=2, keep="months"))
    for plan in (first, first, second):
        play(plan, tmp_path / "a", make_executor("dask", scheduler=cluster.scheduler_address))
        play(plan, tmp_path / "b", make_executor("serial"))
        assert contents(tmp_path / "a") == contents(tmp_path / "b")
        shutil.rmtree(tmp_path / "a")
        shutil.rmtree(tmp_path / "b")


def test_a_cluster_without_workers_is_an_error(tmp_path, monkeypatch):
    import distributed

    monkeypatch.setattr(over_dask, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(over_dask, "MOST_SECONDS_ALONE", 0.2)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=":0", silence_logs=50) as nobody,
        pytest.raises(RunFailed, match="has no workers"),
    ):
        play(tiny_plan(), tmp_path / "a", make_executor("dask", scheduler=nobody.scheduler_address))


def test_ctrl_c_with_dask_begins_no_further_run(cluster, undisturbed, tmp_path):
    def interrupt(_done):
        if not interrupted:
            interrupted.append(True)
            signal.raise_signal(signal.SIGINT)

    interrupted = []
    executor = make_executor("dask", scheduler=cluster.scheduler_address)
    report = play(tiny_plan(replicates=20), tmp_path / "many", executor, on_done=interrupt)
    assert report.interrupted and 0 < report.stored <= 12 and not (tmp_path / "many" / "locks").exists()
    assert play(tiny_plan(), tmp_path / "a", executor).finished and contents(tmp_path / "a") == undisturbed


def test_a_scheduler_that_goes_away(tmp_path, monkeypatch):
    import distributed

    monkeypatch.setattr(over_dask, "CONNECT_SECONDS", 0.5)

    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0", silence_logs=50
    )
    executor = make_executor("dask", scheduler=cluster.scheduler_address)
    closing = []

    def close(_done):
        if not closing:
            closing.append(threading.Thread(target=cluster.close))
            closing[0].start()
            closing[0].join()

    with pytest.raises(RunFailed, match="went away; what was finished is kept"):
        play(tiny_plan(replicates=40), tmp_path / "a", executor, on_done=close)
    assert standing(tmp_path / "a").stored >= 1


def test_outside_the_main_thread_signals_are_left_alone(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    found = []

    def run():
        with sweep.heeded() as stop:
            found.append((bool(stop), signal.getsignal(signal.SIGINT)))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [(False, before)]


def test_a_worker_whose_parent_is_gone_ends_at_once(tmp_path):
    import json
    import subprocess
    import sys

    play(tiny_plan(), tmp_path / "a", make_executor("serial"), on_done=lambda _done: signal.raise_signal(signal.SIGINT))
    words = [sys.executable, "-c", local.CODE, json.dumps(sys.path), str(tmp_path / "a")]
    worker = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    worker.stdin.close()
    assert worker.wait(timeout=60) == 1
    worker.stdout.close()
