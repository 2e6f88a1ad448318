"""`zizhi verify` and `zizhi bundle`, as typed."""

import json
from pathlib import Path

import pytest

from sim.cli.main import main
from tests.helpers.command import said
from tests.runner import flip


@pytest.fixture(autouse=True)
def in_a_new_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    flip.make_sweep(tmp_path / "s")


def test_verify(capsys):
    out = said(capsys, 0, "verify", "s", "sample=1")
    for part in (
        "a sweep of 2 runs from baseline, seed 0",
        "10 files",
        "all as they were saved",
        "1 of 2 runs",
        "equal",
    ):
        assert part in out, out
    assert "Verified" in out and "another version" not in out
    assert "hashes alone" in said(capsys, 0, "verify", "s", "sample=0")
    assert "核验通过" in said(capsys, 0, "verify", "s", "sample=0", "lang=zh")


def test_every_fault_is_printed_and_counted(capsys, tmp_path):
    (tmp_path / "s" / "outcomes.parquet").write_bytes(b"x")
    (tmp_path / "s" / "notes.txt").write_bytes(b"x")
    assert main(["verify", "s"]) == 2
    out, err = capsys.readouterr()
    assert "outcomes.parquet: other content" in out and "notes.txt: a file that is not listed" in out
    assert err.count("\n") == 1 and "2 faults" in err


def test_another_result_names_the_program_that_made_it(capsys, monkeypatch):
    from sim.runner import replay as replaying

    real = replaying.attempted

    def otherwise(make, keep):
        found, seconds = real(make, keep)
        return {**found, "state_hash": "0"}, seconds

    monkeypatch.setattr(replaying, "attempted", otherwise)
    assert main(["verify", "s"]) == 1
    out, err = capsys.readouterr()
    assert out.count("1 of") == 2 and "2 of 2 runs played again come out otherwise" in err and "a fault of it" in err
    here = {"version": "9.9", "source": "f00", "commit": None}
    monkeypatch.setattr("sim.cli.verify.program", lambda: here)
    assert main(["verify", "s"]) == 1
    err = capsys.readouterr().err
    made = json.loads(Path("s/manifest.json").read_bytes())["program"]
    assert f"made with zizhi {made['version']}" in err and "here is 9.9" in err and "CHANGELOG.md" in err
    assert ("git checkout" if made["commit"] else "pip install zizhi==") in err


def test_equal_results_of_another_version_are_said_to_be_so(capsys, monkeypatch):
    monkeypatch.setattr("sim.cli.verify.program", lambda: {"version": "9.9", "source": "f00", "commit": None})
    assert "another version of the program, with the same results" in said(capsys, 0, "verify", "s", "sample=1")


def test_above_a_limit_it_asks(capsys, monkeypatch):
    monkeypatch.setattr("experiments.verify.seconds_for", lambda config: 3600.0)
    assert "at most 10 min; mend: limit=SECONDS" in said(capsys, 2, "verify", "s")
    assert "Verified" in said(capsys, 0, "verify", "s", "limit=9000", "sample=1")
    for answer, status in (("y\n", 0), ("n\n", 2), ("", 2)):
        monkeypatch.setattr("sim.cli.verify._somebody_is_there", lambda: True)
        monkeypatch.setattr("sim.cli.verify.sys.stdin.readline", lambda answer=answer: answer, raising=False)
        assert main(["verify", "s", "sample=1"]) == status
        assert "Go on?" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (["verify"], "zizhi verify FOLDER"),
        (["verify", "nowhere"], "no such folder"),
        (["verify", "s/outcomes.parquet"], "a file; allowed: the folder of a run, a sweep, a comparison or a city"),
        (["verify", "."], "no manifest.json in it"),
        (["verify", "s", "sample=-1"], "sample"),
        (["verify", "s", "sample=five"], "sample"),
        (["verify", "s", "months=3"], "no key of zizhi verify"),
        (["verify", "s", "t"], "a second word"),
        (["bundle"], "zizhi bundle FOLDER"),
        (["bundle", "nowhere"], "no such folder"),
        (["bundle", "s", "out="], "a name of a file"),
        (["bundle", "s", "out=s/a.zip"], "inside the folder"),
    ],
)
def test_bad_input(words, match, capsys):
    assert match in said(capsys, 2, *words)


def test_bundle(capsys, tmp_path):
    out = said(capsys, 0, "bundle", "s")
    assert "Written: s.zip" in out and "SHA-256" in out and (tmp_path / "s.zip").is_file()
    assert "made before" in said(capsys, 0, "bundle", "s")
    assert "已写入" in said(capsys, 0, "bundle", "s", "out=t.zip", "lang=zh")
    assert "unpack it first" in said(capsys, 2, "verify", "s.zip")
