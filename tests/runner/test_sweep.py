"""Sweeps into one folder: stopped, resumed, sharded, mixed up and tampered with."""

import errno
import os
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from sim.foundation.errors import InputRefused, RunFailed
from sim.runner import files, locks, work
from sim.runner.executors import SerialExecutor
from sim.runner.journal import JournalWriter
from sim.runner.plan import check_number_of_runs
from sim.runner.reading import read_outcomes, standing
from sim.runner.schema import OUTCOMES
from sim.runner.store import Store
from sim.runner.sweep import Shard, play
from tests.runner.conftest import contents, tiny_plan


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


def test_the_final_tables(undisturbed, tmp_path):
    play(tiny_plan(), tmp_path / "a", SerialExecutor())
    assert contents(tmp_path / "a") == undisturbed
    assert set(undisturbed) == {
        "outcomes.parquet",
        "design.parquet",
        "plan.json",
        "manifest.json",
        "manifest.sha256",
        "data_dictionary.json",
        "data_dictionary.csv",
    }
    outcomes = pd.read_parquet(tmp_path / "a" / "outcomes.parquet")
    assert tuple(outcomes.columns) == OUTCOMES.names and outcomes["run_id"].tolist() == list(range(12))
    design = pd.read_parquet(tmp_path / "a" / "design.parquet")
    assert list(design.columns) == ["run_id", "scenario", "committee.staff", "replicate", "seed"]
    assert design["committee.staff"].tolist() == [5, 7, 9] * 4 and design["replicate"].tolist() == sorted(
        [0, 1, 2, 3] * 3
    )
    assert design["seed"].nunique() == 4 and design["seed"][:3].tolist() == [0, 0, 0]
    assert outcomes["state_hash"].nunique() == 12 and outcomes["status"].eq("done").all()


def test_stopped_anywhere_and_resumed_it_is_the_same(undisturbed, tmp_path):
    for n in (1, 4, 5, 11):
        folder = tmp_path / str(n)
        first = play(tiny_plan(), folder, StopsAfter(n))
        assert first.interrupted and not first.finished and first.stored == n
        assert standing(folder).stored == n and standing(folder).owners == []
        second = play(tiny_plan(), folder, SerialExecutor())
        assert second.finished and second.were_stored == n and contents(folder) == undisturbed


def test_a_finished_sweep_is_used_again(undisturbed, tmp_path, monkeypatch):
    play(tiny_plan(), tmp_path / "a", SerialExecutor())
    monkeypatch.setattr(work, "played", None)
    report = play(tiny_plan(), tmp_path / "a", SerialExecutor())
    assert report.finished and report.were_stored == 12 and contents(tmp_path / "a") == undisturbed


@pytest.mark.parametrize("n", [2, 3, 12, 20])
def test_shards_one_after_the_other_make_the_same(n, undisturbed, tmp_path):
    reports = [play(tiny_plan(), tmp_path / "a", SerialExecutor(), Shard(i, n)) for i in range(n, 0, -1)]
    assert reports[-1].finished and contents(tmp_path / "a") == undisturbed
    assert n > 12 or not any(report.finished for report in reports[:-1])


def test_shards_divide_the_runs():
    for n in (1, 3, 7):
        ids = sorted(run_id for i in range(1, n + 1) for run_id in Shard(i, n).ids(20))
        assert ids == list(range(20))
    for text in ("3/2", "0/2", "2", "a/b", "1/", "-1/2", "1/2/3", "", "１/2", "1/100001"):
        with pytest.raises(InputRefused, match="shard"):
            Shard.parse(text)
    assert Shard.parse("3/16") == Shard(3, 16)


def test_a_run_that_raises_is_a_row(tmp_path, monkeypatch):
    real = work.played

    def played(config, keep):
        if config.committee.staff == 7 and config.seed == 0:
            raise ZeroDivisionError("a\nb")
        return real(config, keep)

    monkeypatch.setattr(work, "played", played)
    report = play(tiny_plan(), tmp_path / "a", SerialExecutor())
    assert report.finished and report.failed == 1
    row = read_outcomes(tmp_path / "a").set_index("run_id").loc[1]
    assert row["status"] == "failed" and row["error"] == "ZeroDivisionError: a b"
    assert pd.isna(row["autonomy"]) and pd.isna(row["state_hash"]) and pd.isna(row["nothing_happened"])
    found = standing(tmp_path / "a")
    assert found.failed == 1 and found.errors == [(1, "ZeroDivisionError: a b")]


@pytest.mark.parametrize("keep", ["months", "all"])
def test_what_is_kept_of_each_run(keep, undisturbed, tmp_path):
    from sim.results.reading import load_run

    plan = tiny_plan(replicates=1, keep=keep)
    play(plan, tmp_path / "a", StopsAfter(1))
    (tmp_path / "a" / ("months" if keep == "months" else "runs") / ".partial-of-one-killed").mkdir()
    play(plan, tmp_path / "a", SerialExecutor())
    kept = pd.read_parquet(tmp_path / "a" / "kept.parquet")
    assert kept["run_id"].tolist() == [0, 1, 2]
    outcomes = read_outcomes(tmp_path / "a")
    for run_id, path in zip(kept["run_id"], kept["path"], strict=True):
        if keep == "months":
            months = pd.read_parquet(tmp_path / "a" / path)
        else:
            run = load_run(tmp_path / "a" / path)
            months = run.months
            assert run.facts["state_hash"] == outcomes["state_hash"][run_id]
        assert len(months) == 5 and months["autonomy"].mean() == outcomes["autonomy"][run_id]
    file = (
        sorted((tmp_path / "a" / kept["path"][0]).rglob("*"))[0] if keep == "all" else tmp_path / "a" / kept["path"][0]
    )
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(InputRefused):
        read_outcomes(tmp_path / "a")


def test_keys_are_of_the_whole_configuration():
    plan = tiny_plan()
    keys = {run.key for run in plan.runs(range(plan.n_runs))}
    assert len(keys) == plan.n_runs
    other = replace(plan, scenarios=tuple(replace(one, config=replace(one.config, months=4)) for one in plan.scenarios))
    assert keys.isdisjoint(run.key for run in other.runs(range(plan.n_runs)))
    alone = tiny_plan(replicates=1).run(1)
    assert plan.run(1).key == alone.key  # more replicates leave the runs that there were as they are
    titled = replace(plan.scenarios[0], config=replace(plan.scenarios[0].config, title={"en": "x", "zh": "y"}))
    assert replace(plan, scenarios=(titled,)).run(1).key == alone.key


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


def test_too_many_runs_are_refused_with_their_number():
    with pytest.raises(InputRefused, match=r"1,000 rows × 1,000,000 replicates = 1,000,000,000 runs"):
        check_number_of_runs(1000, 10**6)
    with pytest.raises(InputRefused, match="at least one"):
        check_number_of_runs(0, 1)
    with pytest.raises(InputRefused, match="replicates"):
        check_number_of_runs(1, 0)


def test_without_observers_there_is_nothing_to_keep():
    plan = tiny_plan()
    config = replace(plan.scenarios[0].config, observe=replace(plan.scenarios[0].config.observe, enabled=False))
    with pytest.raises(InputRefused, match=r"observe\.enabled"):
        replace(plan, scenarios=(replace(plan.scenarios[0], config=config),))


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


def test_a_journal_that_goes_is_played_again(undisturbed, tmp_path):
    folder = tmp_path / "a"
    play(tiny_plan(), folder, StopsAfter(4))
    for path in (folder / "journal").iterdir():
        path.unlink()
    assert play(tiny_plan(), folder, SerialExecutor()).were_stored == 0 and contents(folder) == undisturbed


def test_another_sweep_in_the_folder_is_named(tmp_path):
    folder = tmp_path / "a"
    with locks.held(folder, locks.SWEEP), pytest.raises(InputRefused, match=rf"process {os.getpid()} of this machine"):
        play(tiny_plan(), folder, SerialExecutor())
    with locks.held(folder, locks.shard_name(1, 3), 3):
        for shard in (None, Shard(1, 3), Shard(2, 4)):
            with pytest.raises(InputRefused, match="shard-1-of-3"):
                play(tiny_plan(), folder, SerialExecutor(), shard)
        assert standing_owners(folder) == [f"process {os.getpid()} of this machine (shard-1-of-3)"]
        assert not play(tiny_plan(), folder, SerialExecutor(), Shard(2, 3)).finished
    assert play(tiny_plan(), folder, SerialExecutor()).finished and not (folder / "locks").exists()


def standing_owners(folder):
    return locks.owners(folder)


def test_a_folder_that_is_removed_ends_the_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runner.sweep.LOOK_SECONDS", 0.0)
    played = []

    def remove(done):
        played.append(done.run_id)
        shutil.rmtree(tmp_path / "a", ignore_errors=True)

    with pytest.raises(RunFailed, match="removed while it was written to"):
        play(tiny_plan(), tmp_path / "a", SerialExecutor(), on_done=remove)
    assert len(played) < 3
