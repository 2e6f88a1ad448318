"""A run is saved whole or not at all, whatever fails, and never over something else."""

import errno
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundation.errors import InputRefused, RunFailed
from sim.results import store
from sim.results.columns import Column
from sim.results.manifest import KEYS
from sim.results.reading import load_run
from sim.results.store import FREE, save_run, target_state


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_writing_gives_the_same_bytes(tables, facts, tmp_path):
    assert save_run(tables, facts, tmp_path / "a", extra={"figure.png": b"png"}) == "saved"
    shuffled = {name: table.sample(frac=1, random_state=3) for name, table in tables.items()}
    assert save_run(shuffled, facts, tmp_path / "deep" / "b", extra={"figure.png": b"png"}) == "saved"
    assert contents(tmp_path / "a") == contents(tmp_path / "deep" / "b")
    assert sorted(os.listdir(tmp_path)) == ["a", "deep"]


def test_the_manifest_has_the_keys_of_the_interface_and_tells_nothing_of_this_machine(tables, facts, tmp_path):
    save_run(tables, facts, tmp_path / "run", extra={"figure.png": b"png"})
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest) == set(KEYS)
    assert manifest["tables"]["months"]["rows"] == 3
    assert set(manifest["files"]) == {"data_dictionary.csv", "data_dictionary.json", "figure.png"}
    for data in contents(tmp_path / "run").values():
        assert str(tmp_path).encode() not in data and f'"{platform.node()}"'.encode() not in data


def test_the_digest_file_is_understood_by_sha256sum(tables, facts, tmp_path):
    save_run(tables, facts, tmp_path / "run")
    subprocess.run(["sha256sum", "--check", "--quiet", "manifest.sha256"], cwd=tmp_path / "run", check=True)


def test_the_same_run_is_reused_untouched(tables, facts, tmp_path):
    save_run(tables, facts, tmp_path / "run")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "run").iterdir()}
    assert target_state(tmp_path / "run", facts) == "reused"
    assert save_run(tables, facts, tmp_path / "run") == "reused"
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "run").iterdir()}


def test_an_empty_folder_may_be_used(tables, facts, tmp_path):
    (tmp_path / "run").mkdir()
    assert save_run(tables, facts, tmp_path / "run") == "saved"
    assert load_run(tmp_path / "run").facts["seed"] == 7


@pytest.mark.parametrize("change", [{"seed": 8}, {"scenario": "parking"}, {"config": {"seed": 7}}])
def test_the_folder_of_another_run_is_refused(tables, facts, tmp_path, change):
    save_run(tables, facts, tmp_path / "run")
    before = contents(tmp_path / "run")
    with pytest.raises(InputRefused, match="another run"):
        save_run(tables, {**facts, **change}, tmp_path / "run")
    assert contents(tmp_path / "run") == before


def test_the_same_run_with_other_values_is_refused(tables, facts, tmp_path):
    save_run(tables, facts, tmp_path / "run")
    tables["months"]["teams"] = 4
    with pytest.raises(InputRefused, match="months"):
        save_run(tables, facts, tmp_path / "run")


def test_a_changed_folder_is_not_reused(tables, facts, tmp_path):
    save_run(tables, facts, tmp_path / "run")
    (tmp_path / "run" / "ties.parquet").write_bytes(b"")
    with pytest.raises(InputRefused, match=r"ties\.parquet"):
        save_run(tables, facts, tmp_path / "run")


def test_files_foreign_folders_links_and_impossible_names_are_refused(tables, facts, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.docx").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    places = ("file", "foreign", "loop", "file/below", "x" * 300, "a\0b", "here")
    for place in places:
        with pytest.raises(InputRefused) as error:
            save_run(tables, facts, tmp_path / place)
        assert "\n" not in str(error.value)
    assert sorted(os.listdir(tmp_path)) == ["file", "foreign", "here", "loop"]
    assert (tmp_path / "foreign" / "thesis.docx").read_text() == "x"


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.EPERM])
@pytest.mark.parametrize("step", ["mkdir", "open"])
def test_a_read_only_place_is_refused(tables, facts, tmp_path, monkeypatch, code, step):
    def refuse(*words, **more):
        raise OSError(code, os.strerror(code))

    if step == "mkdir":
        monkeypatch.setattr(os, "mkdir", refuse)
    else:
        monkeypatch.setattr(store, "_write", refuse)
    with pytest.raises(InputRefused, match=os.strerror(code)):
        save_run(tables, facts, tmp_path / "run")
    assert os.listdir(tmp_path) == []


def test_a_read_only_place_is_told_before_the_run(facts, tmp_path, monkeypatch):
    def refuse(*words, **more):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(InputRefused, match=os.strerror(errno.EROFS)):
        target_state(tmp_path / "not" / "yet" / "run", facts)


def test_asking_leaves_nothing(facts, tmp_path):
    assert target_state(tmp_path / "not" / "yet" / "run", facts) == FREE and os.listdir(tmp_path) == []


def count_calls(monkeypatch, name: str, fail_at: int, error: BaseException) -> list[int]:
    real, calls = getattr(os, name), []

    def wrapped(*words, **more):
        calls.append(1)
        if len(calls) == fail_at:
            raise error
        return real(*words, **more)

    monkeypatch.setattr(os, name, wrapped)
    return calls


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "broken"), KeyboardInterrupt()])
def test_a_failure_at_any_stage_leaves_nothing_or_the_whole_run(tables, facts, tmp_path, monkeypatch, error):
    with monkeypatch.context() as patch:
        n_fsyncs = count_calls(patch, "fsync", -1, error)
        save_run(tables, facts, tmp_path / "reference")
    assert len(n_fsyncs) == 9 + 2 + 2 + 2  # tables, dictionaries, manifest and digest, two folders
    stages = [("fsync", stage) for stage in range(1, len(n_fsyncs) + 1)] + [("rename", 1)]
    for name, stage in stages:
        target = tmp_path / f"{name}{stage}"
        with monkeypatch.context() as patch:
            count_calls(patch, name, stage, error)
            with pytest.raises(KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else RunFailed) as failure:
                save_run(tables, facts, target)
        if isinstance(failure.value, RunFailed):
            assert failure.value.exit_status == 1 and "\n" not in str(failure.value)
        if target.exists():  # only the folder above was not flushed any more
            assert (name, stage) == ("fsync", len(n_fsyncs)) and contents(target) == contents(tmp_path / "reference")
    assert not [entry for entry in os.listdir(tmp_path) if entry.startswith(".")]


def test_disk_full_says_so(tables, facts, tmp_path, monkeypatch):
    count_calls(monkeypatch, "fsync", 4, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(RunFailed, match="disk is full") as error:
        save_run(tables, facts, tmp_path / "run")
    assert error.value.exit_status == 1 and os.listdir(tmp_path) == []


KILLED = """
import os, signal, sys
from sim.results import store
sys.path.insert(0, sys.argv[2])
from conftest import tables, facts
real, calls = os.fsync, []
def fsync(descriptor):
    calls.append(1)
    real(descriptor)
    if len(calls) == 14:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = fsync
unwrap = lambda fixture: getattr(fixture, "__wrapped__", None) or fixture._fixture_function
store.save_run(unwrap(tables)(), unwrap(facts)(), sys.argv[1])
"""


def test_a_killed_process_leaves_a_partial_folder_that_the_next_run_cleans(tables, facts, tmp_path):
    words = [sys.executable, "-c", KILLED, str(tmp_path / "run"), str(Path(__file__).parent)]
    killed = subprocess.run(words, cwd=Path(__file__).parents[2], capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr
    (left,) = os.listdir(tmp_path)
    assert left.startswith(".partial-")
    own = re.sub(r"[0-9]+-0$", f"{os.getpid()}-0", left)
    kept = [own, left.replace("-0", "-notes"), ".partial-thesis", re.sub(r"^(.{18}).", r"\1x", left)]
    for name in kept:
        (tmp_path / name).mkdir()
    assert save_run(tables, facts, tmp_path / "run") == "saved"
    assert set(os.listdir(tmp_path)) == {"run", *kept}


def test_two_processes_with_the_same_run_agree(tables, facts, tmp_path, monkeypatch):
    real = os.rename

    def slower(source, target):
        monkeypatch.setattr(os, "rename", real)
        assert save_run(tables, facts, target) == "saved"
        real(source, target)

    monkeypatch.setattr(os, "rename", slower)
    assert save_run(tables, facts, tmp_path / "run") == "reused"
    assert os.listdir(tmp_path) == ["run"]


@pytest.mark.parametrize("name", ["../out.png", "a/b", ".hidden", "manifest.json", "months.parquet", ""])
def test_extra_files_cannot_leave_the_folder_or_stand_in_for_another(tables, facts, tmp_path, name):
    with pytest.raises(RunFailed):
        save_run(tables, facts, tmp_path / "run", extra={name: b"x"})
    assert os.listdir(tmp_path) == []


def test_columns_beyond_the_declared_ones_are_kept_with_their_declaration(tables, facts, tmp_path):
    extra = {"months": (Column("households_m12", "int32", "households", "taking part", "参与户数", low=0),)}
    tables["months"]["households_m12"] = [1, 2, 3]
    with pytest.raises(RunFailed, match="households_m12"):
        save_run(tables, facts, tmp_path / "run")
    save_run(tables, facts, tmp_path / "run", extra_columns=extra)
    loaded = load_run(tmp_path / "run")
    assert loaded.months["households_m12"].tolist() == [1, 2, 3]
    assert loaded.save(tmp_path / "again") == "saved"
    assert contents(tmp_path / "run") == contents(tmp_path / "again")


def test_a_missing_table_is_refused(tables, facts, tmp_path):
    del tables["ties"]
    with pytest.raises(RunFailed, match="ties"):
        save_run(tables, facts, tmp_path / "run")
