"""Sweeps into one folder: stopped, resumed, sharded, failed runs, what is kept of each."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

from sim.foundation.errors import InputRefused
from sim.runner import work
from sim.runner.executors import SerialExecutor
from sim.runner.plan import check_number_of_runs
from sim.runner.reading import read_outcomes, standing
from sim.runner.schema import OUTCOMES
from sim.runner.sweep import Shard, play
from tests.runner.conftest import StopsAfter, contents, tiny_plan


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


@pytest.mark.parametrize("keep", ["months", "all"])
def test_what_was_kept_of_a_run_that_failed_in_the_end_goes(keep, tmp_path, monkeypatch):
    """A worker may die between what it keeps and its line in the journal."""
    plan = tiny_plan(replicates=1, keep=keep)
    play(plan, tmp_path / "whole", SerialExecutor())
    (name,) = {path.name for path in (tmp_path / "whole").iterdir()} & {"months", "runs"}
    real = work.played

    def played(config, kept):
        if config.committee.staff == 7:
            raise MemoryError
        return real(config, kept)

    monkeypatch.setattr(work, "played", played)
    left = sorted((tmp_path / "whole" / name).iterdir())[1]
    (tmp_path / "a" / name).mkdir(parents=True)
    (shutil.copytree if left.is_dir() else shutil.copy)(left, tmp_path / "a" / name / left.name)
    assert play(plan, tmp_path / "a", SerialExecutor()).failed == 1
    assert len(read_outcomes(tmp_path / "a")) == 3 and not (tmp_path / "a" / name / left.name).exists()
