"""One archive of a folder of results: deterministic, complete, checkable after it is unpacked."""

import os
import random
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml

from sim.foundation.errors import InputRefused, RunFailed
from sim.runner.bundle import as_yaml, bundle, default_place
from sim.runner.executors import SerialExecutor
from sim.runner.keys import leaves
from sim.runner.sweep import play
from sim.runner.verify import open_folder
from sim.scenarios.load import load_scenario
from tests.runner import flip
from tests.runner.conftest import tiny_plan


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle") / "my_run"
    flip.make_run(folder)
    return folder


def unpacked(archive, into):
    with zipfile.ZipFile(archive) as content:
        assert content.testzip() is None
        content.extractall(into)
    return into


def test_the_same_bytes_whenever_and_wherever(run, tmp_path):
    assert bundle(open_folder(run), tmp_path / "a.zip") == "saved"
    assert bundle(open_folder(run), tmp_path / "a.zip") == "reused"
    copy = tmp_path / "other" / "my_run"
    shutil.copytree(run, copy)
    for path in copy.iterdir():
        os.utime(path, (0, 0))
        path.chmod(0o600)
    bundle(open_folder(copy), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    folder = unpacked(tmp_path / "a.zip", tmp_path / "there") / "my_run"
    bundle(open_folder(folder), tmp_path / "c.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "c.zip").read_bytes()


def test_what_is_in_it(run, tmp_path):
    bundle(open_folder(run), tmp_path / "a.zip")
    folder = unpacked(tmp_path / "a.zip", tmp_path / "there") / "my_run"
    names = {path.relative_to(folder).as_posix() for path in flip.files_of(folder)}
    own = {f"results/{path.name}" for path in flip.files_of(run)}
    around = {"README.md", "README.zh.md", "CITATION.cff", "requirements.txt", "SHA256SUMS"}
    assert names == own | around | {"configuration/baseline.yaml"}
    assert "numpy==" in (folder / "requirements.txt").read_text()
    assert "months.parquet" in (folder / "README.md").read_text()
    assert "居民" in (folder / "README.zh.md").read_text(encoding="utf-8")
    text = "".join(path.read_text() for path in folder.iterdir() if path.is_file())
    assert str(tmp_path) not in text and str(run.parent) not in text
    again = load_scenario(str(folder / "configuration" / "baseline.yaml"))
    first = load_scenario("baseline", flip.TINY)
    assert leaves(again) == leaves(first) and again.title == first.title


def test_the_configuration_says_nothing_that_the_program_of_the_results_did_not_know(run):
    folder = open_folder(run)
    config, stored = load_scenario("baseline", flip.TINY), folder.manifest["config"]
    less = {**stored, "committee": {name: value for name, value in stored["committee"].items() if name != "staff"}}
    del less["burn_in"]
    whole, part = (yaml.safe_load(as_yaml(config, known)) for known in (stored, less))
    assert whole["committee"].keys() - part["committee"].keys() == {"staff"}
    assert whole.keys() - part.keys() == {"burn_in"} and part["months"] == config.months


def test_an_unpacked_archive_is_verified_whole(run, tmp_path):
    bundle(open_folder(run), tmp_path / "a.zip")
    folder = unpacked(tmp_path / "a.zip", tmp_path / "there") / "my_run"
    missed = []
    assert flip.first_fault(folder) is None
    assert flip.flip(folder, 900, random.Random(2), missed) > 120 and flip.spoil(folder, missed) > 100
    assert missed == []


def test_a_sweep_with_scenarios(tmp_path):
    plan = tiny_plan(replicates=1, keep="months")
    play(plan, tmp_path / "s", SerialExecutor())
    bundle(open_folder(tmp_path / "s"), tmp_path / "s.zip")
    folder = unpacked(tmp_path / "s.zip", tmp_path / "there") / "s"
    assert (folder / "results" / "months" / "2.parquet").is_file()
    readme = (folder / "README.md").read_text()
    assert "A sweep of 3 runs" in readme and "committee.staff" in readme
    assert flip.first_fault(folder) is None


def test_what_is_refused(run, tmp_path):
    folder = open_folder(run)
    (tmp_path / "thesis.zip").write_text("mine")
    with pytest.raises(InputRefused, match="another file"):
        bundle(folder, tmp_path / "thesis.zip")
    assert (tmp_path / "thesis.zip").read_text() == "mine" and len(list(tmp_path.iterdir())) == 1
    with pytest.raises(InputRefused, match="inside the folder"):
        bundle(folder, run / "a.zip")
    with pytest.raises(InputRefused, match="no file"):
        bundle(folder, tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(run, copy)
    (copy / "months.parquet").write_bytes(b"x")
    with pytest.raises(InputRefused, match=r"months\.parquet"):
        bundle(open_folder(copy), tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()
    bundle(folder, tmp_path / "a.zip")
    with pytest.raises(InputRefused, match="unpack it first"):
        open_folder(tmp_path / "a.zip")


def test_a_full_disk_leaves_nothing(run, tmp_path, monkeypatch):
    def full(source, sink):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("sim.runner.bundle.shutil.copyfileobj", full)
    with pytest.raises(RunFailed, match="the disk is full; nothing was kept of it"):
        bundle(open_folder(run), tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


def test_the_default_place_is_beside_the_folder(run, tmp_path, monkeypatch):
    assert default_place(run) == run.parent / "my_run.zip"
    monkeypatch.chdir(run)
    assert default_place(Path(".")) == run.parent / "my_run.zip"
