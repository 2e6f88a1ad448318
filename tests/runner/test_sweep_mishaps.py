"""What a sweep survives: a full disk, a kill, a lost journal, a folder that is removed."""

import errno
import os
import shutil

import pytest

from sim.foundation.errors import RunFailed
from sim.runner import parts
from sim.runner.executors import SerialExecutor
from sim.runner.reading import standing
from sim.runner.store import Store
from sim.runner.sweep import play
from tests.runner.conftest import StopsAfter, contents, tiny_plan


@pytest.mark.parametrize("moment", range(0, 40, 4))
def test_a_full_disk_at_any_moment_keeps_what_is_finished(moment, undisturbed, tmp_path, monkeypatch):
    """The moment is counted in writes that reach the disk: of plan, design, records, parts and final files."""
    real, writes = os.fsync, []

    def fsync(descriptor):
        writes.append(descriptor)
        if len(writes) > moment:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    folder = tmp_path / "a"
    with pytest.raises(RunFailed, match="the disk is full"):
        play(tiny_plan(), folder, SerialExecutor())
    monkeypatch.undo()
    kept = Store(folder, tiny_plan())
    if (folder / "plan.json").exists():
        kept.scan()
    report = play(tiny_plan(), folder, SerialExecutor())
    assert report.were_stored == kept.n_stored and contents(folder) == undisturbed


def test_killed_after_the_manifest_it_is_tidied_up(undisturbed, tmp_path, monkeypatch):
    folder = tmp_path / "a"
    with monkeypatch.context() as patched:
        patched.setattr(Store, "tidy", lambda self: os._exit(1))
        pid = os.fork()
        if pid == 0:
            play(tiny_plan(), folder, SerialExecutor())
        os.waitpid(pid, 0)
    (folder / ".partial-0123").write_bytes(b"x")
    assert {"parts", "locks", "manifest.json"} <= {path.name for path in folder.iterdir()}
    assert standing(folder).finished and standing(folder).stored == 12
    assert play(tiny_plan(), folder, SerialExecutor()).were_stored == 12 and contents(folder) == undisturbed
    assert not [path for path in folder.iterdir() if path.is_dir()]


def test_a_journal_that_goes_is_played_again(undisturbed, tmp_path):
    folder = tmp_path / "a"
    play(tiny_plan(), folder, StopsAfter(4))
    for path in (folder / "journal").iterdir():
        path.unlink()
    assert play(tiny_plan(), folder, SerialExecutor()).were_stored == 0 and contents(folder) == undisturbed


def test_a_folder_that_is_removed_ends_the_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runner.sweep.LOOK_SECONDS", 0.0)
    played = []

    def remove(done):
        played.append(done.run_id)
        shutil.rmtree(tmp_path / "a", ignore_errors=True)

    with pytest.raises(RunFailed, match="removed while it was written to"):
        play(tiny_plan(), tmp_path / "a", SerialExecutor(), on_done=remove)
    assert len(played) < 3


@pytest.mark.parametrize("name", ["parts_with_journals", "part_files", "journal_records"])
def test_what_another_shard_folds_just_before_is_not_played_again(name, tmp_path, monkeypatch):
    folder, plan = tmp_path / "a", tiny_plan()
    with monkeypatch.context() as patched:
        patched.setattr(Store, "fold", lambda self: None)
        play(plan, folder, StopsAfter(5))  # all of the first part
    looking, folding = Store(folder, plan), Store(folder, plan)
    folding.scan()
    real = getattr(parts, name)

    def late(*words):
        monkeypatch.setattr(parts, name, real)
        folding.fold()
        return real(*words)

    monkeypatch.setattr(parts, name, late)
    looking.scan()
    assert looking.n_stored == 5 and not list((folder / "journal").iterdir())
    assert all(looking.has(run_id) for run_id in range(5))
