"""Folders that a sweep refuses: of others, tampered with, mixed up, in use, not to be written."""

import errno
import os
from dataclasses import replace

import pytest

from sim.foundation.errors import InputRefused, RunFailed
from sim.runner import files, locks
from sim.runner.executors import SerialExecutor
from sim.runner.journal import JournalWriter
from sim.runner.reading import standing
from sim.runner.store import Store
from sim.runner.sweep import Shard, play
from tests.runner.conftest import StopsAfter, contents, tiny_plan


def refused(plan, folder, match):
    before = contents(folder)
    with pytest.raises(InputRefused, match=match) as caught:
        play(plan, folder, SerialExecutor())
    assert "\n" not in str(caught.value) and contents(folder) == before


def test_folders_of_others_are_named_and_left_alone(tmp_path, monkeypatch):
    folder = tmp_path / "a"
    play(tiny_plan(), folder, StopsAfter(2))
    refused(tiny_plan(replicates=5), folder, "a sweep of 4 replicates; here 5")
    refused(tiny_plan(keep="months"), folder, "keep=outcomes; here keep=months")
    plan = tiny_plan()
    refused(replace(plan, rows=plan.rows[:2]), folder, "3 rows; here 2")
    refused(replace(plan, rows=plan.rows[::-1]), folder, "other rows")
    refused(replace(plan, names=("committee.hours_per_staff",)), folder, "committee.staff; here committee.hours")
    config = replace(plan.scenarios[0].config, months=4)
    refused(replace(plan, scenarios=(replace(plan.scenarios[0], config=config),)), folder, "another configuration")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "thesis.docx").write_text("x")
    refused(plan, tmp_path / "b", "other files")
    with pytest.raises(InputRefused, match="a file"):
        play(plan, tmp_path / "b" / "thesis.docx", SerialExecutor())
    monkeypatch.setattr("sim.runner.plan_file.program", lambda: {"version": "9", "source": "f00"})
    refused(plan, folder, "another version of the program .*here 9 f00")


def test_tampering_and_truncation_are_named(tmp_path):
    def fresh(name):
        play(tiny_plan(), tmp_path / name, StopsAfter(7))
        return tmp_path / name

    folder = fresh("plan")
    plan_file = folder / "plan.json"
    plan_file.write_text(plan_file.read_text().replace('"replicates": 4', '"replicates": 5'))
    refused(tiny_plan(), folder, "plan.json: changed")
    folder = fresh("design")
    (folder / "design.parquet").write_bytes((folder / "design.parquet").read_bytes()[:-1])
    refused(tiny_plan(), folder, "design.parquet: cut short")
    folder = fresh("part")
    (part,) = (folder / "parts").iterdir()
    part.write_bytes(part.read_bytes()[:-5])
    refused(tiny_plan(), folder, "part-000000.*cut short")
    folder, other = fresh("mixed"), tmp_path / "other"
    plan = tiny_plan()
    other_plan = replace(
        plan, scenarios=(replace(plan.scenarios[0], config=replace(plan.scenarios[0].config, months=2)),)
    )
    play(other_plan, other, StopsAfter(7))
    (foreign,) = (other / "parts").iterdir()
    (part,) = (folder / "parts").iterdir()
    part.unlink()
    (folder / "parts" / foreign.name).write_bytes(foreign.read_bytes())
    refused(tiny_plan(), folder, "of another sweep")
    (folder / "parts" / foreign.name).unlink()
    (journal,) = (other / "journal").iterdir()
    (folder / "journal" / journal.name).write_bytes(journal.read_bytes())
    refused(tiny_plan(), folder, "a record of another sweep")


def test_every_flipped_byte_of_a_finished_sweep_is_found(undisturbed, tmp_path):
    from sim.runner.checking import faults

    folder = tmp_path / "a"
    play(tiny_plan(), folder, SerialExecutor())
    assert list(faults(folder)) == []
    flips = 0
    for name in undisturbed:
        data = (folder / name).read_bytes()
        for place in range(0, len(data), max(1, len(data) // 150)):
            (folder / name).write_bytes(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
            assert list(faults(folder)), (name, place)
            flips += 1
        (folder / name).write_bytes(data)
    assert flips > 700 and list(faults(folder)) == []
    (folder / "extra.txt").write_text("x")
    assert ["not listed" in str(fault) for fault in faults(folder)] == [True]


def test_two_results_of_one_run_are_never_mixed(tmp_path):
    folder, plan = tmp_path / "a", tiny_plan()
    play(plan, folder, StopsAfter(6))
    (path,) = [path for path in (folder / "journal").iterdir() if path.name.startswith("000001")]
    from sim.runner.journal import records_of

    (record,) = records_of(path.read_bytes(), "j")
    writer = JournalWriter(folder)
    writer.write(1, record)  # the same again, as a worker leaves it whose parent was killed: harmless
    assert Store(folder, plan).has(5)
    writer.write(1, {**record, "status": "failed", "error": "x", "values": None, "state_hash": None})
    assert standing(folder).failed == 0  # what was done counts
    writer.write(1, {**record, "state_hash": "0"})
    writer.close()
    with pytest.raises(RunFailed, match="two results that differ"):
        play(plan, folder, SerialExecutor())


def test_another_sweep_in_the_folder_is_named(tmp_path):
    folder = tmp_path / "a"
    with locks.held(folder, locks.SWEEP), pytest.raises(InputRefused, match=rf"process {os.getpid()} of this machine"):
        play(tiny_plan(), folder, SerialExecutor())
    with locks.held(folder, locks.shard_name(1, 3), 3):
        for shard in (None, Shard(1, 3), Shard(2, 4)):
            with pytest.raises(InputRefused, match="shard-1-of-3"):
                play(tiny_plan(), folder, SerialExecutor(), shard)
        assert locks.owners(folder) == [f"process {os.getpid()} of this machine (shard-1-of-3)"]
        assert not play(tiny_plan(), folder, SerialExecutor(), Shard(2, 3)).finished
    assert play(tiny_plan(), folder, SerialExecutor()).finished and not (folder / "locks").exists()


def test_a_place_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputRefused, match="cannot be written to"):
        play(tiny_plan(), tmp_path / "a", SerialExecutor())
    assert not (tmp_path / "a").exists()
    monkeypatch.undo()

    def read_only(*_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files, "fsync_folder", read_only)
    with pytest.raises(InputRefused, match="cannot be written to"):
        play(tiny_plan(), tmp_path / "a", SerialExecutor())
