"""Locks: one owner, stale ones taken over, live ones of other machines respected whatever the clock says."""

import json
import os
import subprocess
import sys

import pytest

from sim.foundation.errors import InputRefused, RunFailed
from sim.runner import locks


def foreign(folder, age=0.0, machine="elsewhere", process=1):
    """Leave a lock of another process in a folder."""
    path = folder / "locks" / "sweep.lock"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "process": process, "word": "w"}))
    if age:
        then = path.stat().st_mtime - age
        os.utime(path, (then, then))
    return path


def dead_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_one_at_a_time(tmp_path):
    with locks.held(tmp_path, locks.SWEEP):
        assert len(locks.owners(tmp_path)) == 1
        with pytest.raises(InputRefused, match="one sweep at a time"), locks.held(tmp_path, locks.SWEEP):
            raise AssertionError
    assert not (tmp_path / "locks").exists()
    with locks.held(tmp_path, locks.SWEEP):
        pass


def test_a_lock_whose_process_is_gone_is_taken_over(tmp_path):
    path = foreign(tmp_path, machine=locks.machine(), process=dead_process())
    assert locks.owners(tmp_path) == []
    with locks.held(tmp_path, locks.SWEEP) as lock:
        assert locks.read_owner(path) == lock.owner
        lock.check()
        foreign(tmp_path)
        with pytest.raises(RunFailed, match="taken over"):
            lock.check()


def test_a_lock_of_another_machine_holds_while_it_is_fresh(tmp_path, monkeypatch):
    foreign(tmp_path)
    with pytest.raises(InputRefused, match="process 1 of another machine"), locks.held(tmp_path, locks.SWEEP):
        raise AssertionError
    monkeypatch.setattr(locks, "BEAT_SECONDS", 0.02)
    foreign(tmp_path, age=locks.STALE_SECONDS + 1)
    with locks.held(tmp_path, locks.SWEEP):
        pass


def test_an_old_lock_that_is_touched_after_all_holds(tmp_path, monkeypatch):
    """As after a clock has jumped: the file looks old, but its owner lives."""
    path = foreign(tmp_path, age=locks.STALE_SECONDS + 100)
    monkeypatch.setattr(locks.time, "sleep", lambda _seconds: os.utime(path))
    with pytest.raises(InputRefused, match="another machine"), locks.held(tmp_path, locks.SWEEP):
        raise AssertionError


def test_this_machines_clock_does_not_matter(tmp_path, monkeypatch):
    foreign(tmp_path)
    monkeypatch.setattr(locks.time, "time", lambda: 4e9)
    with pytest.raises(InputRefused, match="another machine"), locks.held(tmp_path, locks.SWEEP):
        raise AssertionError


def test_a_lock_that_changed_hands_meanwhile_is_put_back(tmp_path):
    path = foreign(tmp_path, machine=locks.machine(), process=dead_process())
    stale = locks.read_owner(path)
    path.unlink()
    foreign(tmp_path, machine=locks.machine(), process=os.getpid())
    lock = locks.Lock(tmp_path, locks.SWEEP)
    assert not lock._remove(stale) and locks.read_owner(path)["process"] == os.getpid()
    assert not lock.take()


def test_the_heartbeat_touches_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "BEAT_SECONDS", 0.01)
    with locks.held(tmp_path, locks.SWEEP) as lock:
        os.utime(lock.path, (1, 1))
        for _attempt in range(500):
            if lock.path.stat().st_mtime > 1:
                break
            lock._stop.wait(0.01)
        assert lock.path.stat().st_mtime > 1


def test_no_host_stands_in_a_lock(tmp_path):
    import platform

    with locks.held(tmp_path, locks.SWEEP) as lock:
        assert platform.node() not in lock.path.read_text()


def test_the_number_of_a_dead_process_given_to_another_keeps_nobody_out(tmp_path):
    """As after `kill -9` in a container that starts again: its first process has the same number."""
    path = foreign(tmp_path, machine=locks.machine(), process=os.getpid())
    path.write_text(json.dumps({**json.loads(path.read_text()), "started": locks.started(os.getpid()) - 1}))
    assert locks.owners(tmp_path) == []
    with locks.held(tmp_path, locks.SWEEP) as lock:
        assert lock.owner["started"] == locks.started(os.getpid())


def test_a_lock_that_cannot_be_read_is_taken_over_when_it_is_old(tmp_path):
    path = foreign(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(InputRefused, match="swept into"), locks.held(tmp_path, locks.SWEEP):
        raise AssertionError
    os.utime(path, (1, 1))
    with locks.held(tmp_path, locks.SWEEP):
        pass
    assert list(tmp_path.rglob("*")) == []


def test_a_link_whose_answer_was_lost_was_made_all_the_same(tmp_path, monkeypatch):
    """A network file system then tries once more by itself, and finds that the name is taken."""

    def linked_twice(source, target):
        real(source, target)
        real(source, target)

    real = os.link
    monkeypatch.setattr(os, "link", linked_twice)
    with locks.held(tmp_path, locks.SWEEP) as lock:
        lock.check()
    assert list(tmp_path.rglob("*")) == []
