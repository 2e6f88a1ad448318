"""Folders held against themselves, and runs of them played again."""

import hashlib
import json
import random

import pytest

from sim.foundation.errors import InputRefused
from sim.results.manifest import digest_line, to_json
from sim.runner import replay as replaying
from sim.runner.executors import SerialExecutor
from sim.runner.replay import replay
from sim.runner.sweep import play
from sim.runner.verify import all_faults, chosen, config_in, open_folder, plan_in, seconds_for
from tests.runner import flip
from tests.runner.conftest import tiny_plan


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    flip.make_run(tmp_path_factory.mktemp("verify") / "run")
    return tmp_path_factory.getbasetemp() / "verify0" / "run"


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep") / "sweep"
    play(tiny_plan(replicates=1, keep="all"), folder, SerialExecutor())
    return folder


def row_of(folder, run_id):
    from experiments.verify import stored_rows

    return stored_rows(folder, [run_id])[run_id]


def forge(folder, **changes):
    """Change a manifest and its digest, so that only its sense is wrong."""
    facts = json.loads((folder / "manifest.json").read_bytes())
    written = to_json({**facts, **changes})
    (folder / "manifest.json").write_bytes(written)
    (folder / "manifest.sha256").write_bytes(digest_line(written))


@pytest.mark.parametrize("make", [flip.make_run, flip.make_sweep])
def test_every_change_is_found(make, tmp_path):
    folder, missed = tmp_path / "a", []
    make(folder)
    assert flip.first_fault(folder) is None
    assert flip.flip(folder, 700, random.Random(1), missed) > 120
    assert flip.spoil(folder, missed) > 60
    assert missed == [] and flip.first_fault(folder) is None


def test_a_run_comes_out_the_same(run):
    folder = open_folder(run)
    assert folder.kind == "run" and folder.n_runs == 1 and list(all_faults(folder)) == []
    found = replay(folder, None, 0)
    assert found.differs == [] and found.n_compared == 10


def test_runs_of_a_sweep_come_out_the_same(sweep):
    folder = open_folder(sweep)
    assert folder.kind == "sweep" and folder.n_runs == 3 and list(all_faults(folder)) == []
    plan = plan_in(folder)
    found = replay(folder, plan, 2, row_of(sweep, 2))
    assert found.differs == [] and found.n_compared > 45  # every outcome, the last state and every table kept
    differs = replay(folder, plan, 2, {**row_of(sweep, 2), "autonomy": 0.5, "state_hash": "0"}).differs
    assert sorted(differs) == ["autonomy", "state_hash"]
    assert replay(folder, plan, 1, row_of(sweep, 2)).differs[0] == "run_id"


def test_a_run_that_failed_must_fail_again(sweep, monkeypatch):
    folder = open_folder(sweep)
    row = {**row_of(sweep, 0), "status": "failed", "error": "ValueError: no"}
    found = replay(folder, plan_in(folder), 0, row)
    assert {"status", "error"} <= set(found.differs)
    monkeypatch.setattr(replaying, "attempted", None)
    for error in ("the worker died of it twice (SIGKILL)", "MemoryError", "MemoryError: Unable to allocate"):
        assert replay(folder, plan_in(folder), 0, {**row, "error": error}).skipped


def test_kept_months_are_compared(tmp_path):
    folder = tmp_path / "a"
    flip.make_sweep(folder)
    found = replay(open_folder(folder), plan_in(open_folder(folder)), 0, row_of(folder, 0))
    assert found.differs == []
    other = (folder / "months" / "1.parquet").read_bytes()
    (folder / "months" / "0.parquet").write_bytes(other)
    found = replay(open_folder(folder), plan_in(open_folder(folder)), 0, row_of(folder, 0))
    assert found.differs == ["0.parquet"]


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"tables": {}}, "no manifest of a sweep"),
        ({"files": {"../../etc/passwd": "0"}}, "no manifest of a sweep"),
        ({"tables": 7}, "no manifest of a sweep"),
        ({"replicates": 9}, "another plan than its manifest says"),
        ({"seed": 9, "scenario": "parking"}, None),
    ],
)
def test_forged_manifests_of_sweeps(changes, match, tmp_path):
    folder = tmp_path / "a"
    flip.make_sweep(folder)
    facts = json.loads((folder / "manifest.json").read_bytes())
    if "files" in changes:
        changes = {"files": {**facts["files"], **changes["files"]}}
    forge(folder, **changes)
    fault = flip.first_fault(folder)
    assert (fault is None) if match is None else (match in str(fault)), fault


def test_values_that_the_manifest_does_not_name_are_found(tmp_path):
    folder = tmp_path / "a"
    flip.make_run(folder)
    tables = json.loads((folder / "manifest.json").read_bytes())["tables"]
    tables["months"]["sha256_values"] = "0" * 64
    forge(folder, tables=tables)
    assert "months.parquet: values other than its manifest says" in str(flip.first_fault(folder))


def test_outcomes_with_a_run_twice_are_found(tmp_path):
    from sim.results.hashing import bytes_hash, values_hash_of_file
    from sim.results.parquet import from_bytes, to_bytes
    from sim.runner.schema import OUTCOMES

    folder = tmp_path / "a"
    flip.make_sweep(folder)
    path = folder / "outcomes.parquet"
    frame = from_bytes(OUTCOMES, path.read_bytes())
    frame["run_id"] = 0
    path.write_bytes(to_bytes(OUTCOMES, frame))
    tables = json.loads((folder / "manifest.json").read_bytes())["tables"]
    hashes = {"sha256_bytes": bytes_hash(path.read_bytes()), "sha256_values": values_hash_of_file(OUTCOMES, path)}
    tables["outcomes"] |= hashes
    forge(folder, tables=tables)
    assert "runs twice or missing" in str(flip.first_fault(folder))


def test_a_folder_named_for_another_sweep_is_found(tmp_path):
    from sim.runner.many import default_name
    from sim.runner.plan_file import name_of, plan_facts

    plan = tiny_plan(replicates=1)
    folder = tmp_path / default_name(plan)
    play(plan, folder, SerialExecutor())
    assert flip.first_fault(folder) is None
    other = folder.rename(folder.with_name(folder.name[:-12] + "0123456789ab"))
    assert "named for another sweep" in str(flip.first_fault(other))
    assert flip.first_fault(other.rename(tmp_path / "mine")) is None
    facts = {**plan_facts(plan), "until": "ci:0.01"}
    assert name_of(facts, "a", 0) == name_of({**facts, "replicates": 9, "runs": 27}, "a", 0)
    assert name_of(plan_facts(plan), "a", 0) != name_of({**plan_facts(plan), "replicates": 9}, "a", 0)


def test_a_city_named_for_another_is_found(tmp_path):
    from experiments import city

    plan = city.plan_for("parking", ["households=8", "months=2", "burn_in=1"], None, "三星镇")[0]
    folder = tmp_path / city.folder_for(plan, None).name
    assert folder.name.startswith("parking-city-")
    city.play(plan, folder, SerialExecutor())
    assert flip.first_fault(folder) is None
    other = folder.rename(folder.with_name(folder.name[:-12] + "0123456789ab"))
    assert "named for another sweep" in str(flip.first_fault(other))


def test_the_lock_of_a_shard_elsewhere_is_no_fault_and_goes_into_no_archive(tmp_path):
    """It may end with the sweep, or have been killed then; whatever else lies among locks is one."""
    import zipfile

    from sim.runner.bundle import bundle

    folder = tmp_path / "a"
    flip.make_sweep(folder)
    (folder / "locks").mkdir()
    (folder / "locks" / "shard-1-of-2.lock").write_text('{"machine": "elsewhere"}')
    assert flip.first_fault(folder) is None
    bundle(open_folder(folder), tmp_path / "a.zip")
    assert not [name for name in zipfile.ZipFile(tmp_path / "a.zip").namelist() if "lock" in name]
    (folder / "locks" / "notes.txt").write_text("x")
    assert "locks: a file that is not listed" in str(flip.first_fault(folder))


def test_what_leads_out_of_the_folder_is_not_followed(sweep, tmp_path):
    folder = tmp_path / "a"
    flip.make_sweep(folder)
    (folder / "months").rename(tmp_path / "elsewhere")
    (folder / "months").symlink_to(tmp_path / "elsewhere")
    assert flip.first_fault(folder) is not None


def test_the_sample_is_drawn_by_the_folder_and_a_number(tmp_path):
    play(tiny_plan(replicates=4), tmp_path / "a", SerialExecutor())
    folder = open_folder(tmp_path / "a")
    assert chosen(folder, 12) == chosen(folder, 99) == list(range(12)) and chosen(folder, 0) == []
    draws = [tuple(chosen(folder, 4, draw)) for draw in range(20)]
    assert all(len(set(one)) == 4 and list(one) == sorted(one) for one in draws)
    assert len(set(draws)) > 15 and set().union(*draws) == set(range(12)) and draws[3] == tuple(chosen(folder, 4, 3))


def test_what_is_no_folder_of_results(tmp_path):
    for name, match in (("nowhere", "no such folder"), ("empty", "no manifest.json in it")):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(InputRefused, match=match):
            open_folder(tmp_path / name)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "plan.json").write_text("{}")
    with pytest.raises(InputRefused, match="not finished"):
        open_folder(tmp_path / "a")


def test_a_configuration_that_this_program_cannot_read_is_refused(run, tmp_path):
    folder = open_folder(run)
    folder.manifest["config"] = {**folder.manifest["config"], "of_another_version": 1}
    with pytest.raises(InputRefused, match="of_another_version"):
        config_in(folder, None, 0)
    folder.manifest["config"] = [1]
    with pytest.raises(InputRefused, match="no configuration"):
        config_in(folder, None, 0)


def test_cost_grows_with_households_months_and_committees():
    from sim.scenarios.load import load_scenario

    def seconds(*words):
        return seconds_for(load_scenario("baseline", list(words)))

    assert seconds("months=60") < seconds() < seconds("neighbourhoods=3") < seconds("street=310101002")


def test_digests_are_those_of_the_files(run):
    line = (run / "manifest.sha256").read_text()
    assert line.split()[0] == hashlib.sha256((run / "manifest.json").read_bytes()).hexdigest()
