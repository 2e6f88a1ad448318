"""`zizhi compare`, as typed."""

import csv
import os
import shutil
import signal
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from sim.analysis import stopping
from sim.cli.main import main
from sim.foundation.errors import InputRefused
from sim.runner import sweep as runner
from sim.runner.checking import raise_first
from sim.runner.comparison_folder import read_comparison_manifest, write_manifest
from sim.runner.verify import all_faults, open_folder
from sim.scenarios.load import rebuild
from tests.helpers.command import said
from tests.runner.conftest import contents

TINY = ["households=20", "months=12", "burn_in=2", "executor=serial"]
WORDS = ["compare", "parking", "parking", "transfer", *TINY, "replicates=4"]


@pytest.fixture(autouse=True)
def in_a_new_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished comparison, made once."""
    folder = tmp_path_factory.mktemp("compared")
    here = os.getcwd()
    os.chdir(folder)
    try:
        assert main([*WORDS, "out=c"]) == 0
    finally:
        os.chdir(here)
    return folder / "c"


def differences(folder):
    with open(folder / "differences_en.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_comparison_says_what_it_found(capsys, finished):
    out = said(capsys, 0, *WORDS, f"out={finished}")
    for part in (
        "Reference: Parking (parking)",
        "parking_2 differs from the reference in its founding alone",
        "the reference is replayed as parking_at_transfer, with founding.",
        "16 runs: 4 scenarios × 4 replicates",
        "32 runs: 4 scenarios × 4 draws of",
        "After 12 months: affairs resolved per 100 arising: ",
        "identical in all 4 pairs of runs",
        "There is no posterior yet",
        "report_en.html",
        "run_id=0",
    ):
        assert part in out, (part, out)
    assert {path.name for path in finished.iterdir()} == {
        "chance",
        "parameters",
        *(f"{name}_{lang}.csv" for name in ("differences", "noise", "parameters_compared") for lang in ("en", "zh")),
        "report_en.html",
        "report_zh.html",
        "manifest.json",
        "manifest.sha256",
    }
    chinese = said(capsys, 0, *WORDS, f"out={finished}", "lang=zh")
    assert "参照" in chinese and "report_zh.html" in chinese and "尚无后验分布" in chinese


def test_a_scenario_against_itself_differs_by_exactly_0(finished):
    rows = [row for row in differences(finished) if row["scenario"] == "parking_2"]
    assert len(rows) > 15
    for row in rows:
        assert (
            row["what can be said"] == "identical" and row["pairs that differ"] == "0" and row["pairs of runs"] == "4"
        )
        numbers = [row[name] for name in ("difference", "chance: low", "chance: high", "chance with parameters: low")]
        assert [float(number) for number in numbers] == [0.0] * 4
    for name in ("chance", "parameters"):
        frame = pd.read_parquet(finished / name / "outcomes.parquet")
        design = pd.read_parquet(finished / name / "design.parquet")
        hashes = frame.assign(scenario=design["scenario"], replicate=design["replicate"])
        wide = hashes.pivot(index="replicate", columns="scenario", values="state_hash")
        assert (wide["parking"] == wide["parking_2"]).all() and wide["parking"].nunique() == len(wide)
        assert (wide["parking_at_transfer"] != wide["transfer"]).all()


def test_the_same_command_makes_the_same_bytes(capsys, finished, tmp_path):
    said(capsys, 0, *WORDS, "out=again")
    assert contents(tmp_path / "again") == contents(finished)


def test_the_page_names_a_command_that_makes_it_again(capsys, finished, tmp_path):
    page = (finished / "report_zh.html").read_text(encoding="utf-8")
    assert "zizhi compare parking parking transfer households=20 months=12 burn_in=2 replicates=4<" in page
    assert str(finished.parent) not in page and str(Path.home()) not in page


def test_without_parameters_there_is_one_interval(capsys):
    words = ["compare", "baseline", "parking", *TINY, "replicates=2", "posterior=false", "founding=own", "out=c"]
    out = said(capsys, 0, *words)
    assert "with parameters" not in out and not Path("c/parameters").exists()
    assert {row["chance with parameters: low"] for row in differences(Path("c"))} == {""}
    page = Path("c/report_en.html").read_text(encoding="utf-8")
    assert "Parameters were not drawn" in page and "Each scenario has its own founding" in page


def test_the_default_folder_is_named_by_reference_and_content(capsys, tmp_path):
    for replicates in (2, 3):
        words = ["compare", "parking", "parking_one_off", *TINY, f"replicates={replicates}", "posterior=false"]
        said(capsys, 0, *words)
    names = [path.name for path in (tmp_path / "results").iterdir()]
    assert len(names) == 2 and all(name.startswith("parking-comparison-") for name in names)
    assert "used again: results/parking-comparison-" in said(capsys, 0, *words)


def test_outcomes_that_no_run_has_are_named_before_parameters_are_drawn(capsys):
    words = ["compare", "parking", "transfer", *TINY, "months=0", "burn_in=0", "until=ci:0.1", "out=c"]
    err = said(capsys, 1, *words)
    assert "transfer: autonomy is missing in every pair of runs" in err and not Path("c/parameters").exists()


def test_with_and_without_parameters_are_two_comparisons(capsys, tmp_path):
    words = ["compare", "baseline", "transfer", *TINY, "replicates=2"]
    for more in ([], ["posterior=false"]):
        out = said(capsys, 0, *words, *more)
        assert "Kept in results/baseline-comparison-" in out and "used again" not in out
    paths = sorted((tmp_path / "results").iterdir())
    assert len(paths) == 2 and sum((path / "parameters").is_dir() for path in paths) == 1
    for path, more in ((path, [] if (path / "parameters").is_dir() else ["posterior=false"]) for path in paths):
        other = ["posterior=false"] if not more else []
        refused = "a comparison without drawn" if more else "a comparison with drawn"
        assert refused in said(capsys, 2, *words, *other, f"out={path}")
        assert "all as they were saved" in said(capsys, 0, "verify", str(path), "sample=0")
        assert (path / "report_zh.html").read_text(encoding="utf-8").count("posterior=false") == (
            not (path / "parameters").is_dir()
        )


def test_short_runs_are_compared_by_what_they_have(capsys):
    out = said(
        capsys, 0, "compare", "parking", "transfer", *TINY, "months=0", "replicates=2", "posterior=false", "out=c"
    )
    assert "index of autonomy" in out


def test_until_goes_on_until_it_knows(capsys, monkeypatch):
    for name, value in (("FIRST", 4), ("SKEWNESS_FACTOR", 0), ("SKEWNESS_BASE", 0)):
        monkeypatch.setattr(stopping, name, value)
    words = ["compare", "parking", "transfer", *TINY, "until=ci:0.7", "replicates=30", "posterior=false", "out=c"]
    out = said(capsys, 0, *words)
    assert "until differences of autonomy are known to ± 0.7, or 30 replicates" in out and "narrow enough" in out
    n = len(pd.read_parquet("c/chance/outcomes.parquet")) // 2
    (row,) = [row for row in differences(Path("c")) if row["column"] == "autonomy"]
    assert 4 < n < 30 and row["primary"] == "yes" and int(row["pairs of runs"]) == n
    assert float(row["chance: high"]) - float(row["chance: low"]) <= 1.4
    page = Path("c/report_en.html").read_text(encoding="utf-8")
    assert "ci:0.7:autonomy:30" in page and "confidence sequence" in page
    again = said(capsys, 0, *words)
    assert "narrow enough" in again and "used again: c" in again


def test_until_given_up_is_said(capsys, monkeypatch):
    for name, value in (("FIRST", 4), ("SKEWNESS_FACTOR", 0), ("SKEWNESS_BASE", 0)):
        monkeypatch.setattr(stopping, name, value)
    words = ["compare", "parking", "transfer", *TINY, "until=ci:0.001", "replicates=6", "posterior=false", "out=c"]
    assert "given up here" in said(capsys, 0, *words)
    page = Path("c/report_en.html").read_text(encoding="utf-8")
    assert "given up before it was met" in page and "was met." not in page.replace("before it was met.", "")


def test_a_comparison_is_verified_and_packed(capsys, finished, tmp_path):
    out = said(capsys, 0, "verify", str(finished), "sample=1")
    assert "6 CSV files come out the same" in out and "2 runs come out the same here" in out
    said(capsys, 0, "bundle", str(finished), "out=a.zip")
    with zipfile.ZipFile("a.zip") as archive:
        archive.extractall("there")
    unpacked = tmp_path / "there" / finished.name
    assert contents(unpacked / "results") == contents(finished)
    assert "zizhi compare parking parking transfer households=20" in (unpacked / "README.md").read_text("utf-8")
    assert (unpacked / "configuration" / "parking_at_transfer.yaml").is_file()
    assert "all as they were saved" in said(capsys, 0, "verify", str(unpacked), "sample=0")
    said(capsys, 0, "bundle", str(unpacked), "out=b.zip")
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()


def test_every_changed_file_of_a_comparison_is_found(finished, tmp_path):
    copy = tmp_path / "c"
    shutil.copytree(finished, copy)
    files = sorted(path for path in copy.rglob("*") if path.is_file())
    assert len(files) > 20 and not list(all_faults(open_folder(copy)))
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
        with pytest.raises(InputRefused):
            raise_first(all_faults(open_folder(copy)))
        path.write_bytes(content)
    (copy / "chance").rename(tmp_path / "elsewhere")
    shutil.copytree(copy / "parameters", copy / "chance")
    with pytest.raises(InputRefused, match="another sweep than the one compared"):
        raise_first(all_faults(open_folder(copy)))


def test_numbers_that_do_not_follow_from_the_sweeps_are_found(capsys, finished, tmp_path):
    copy = tmp_path / "c"
    shutil.copytree(finished, copy)
    path = copy / "differences_zh.csv"
    path.write_bytes(path.read_bytes().replace(b",0.95,", b",0.94,", 1))
    manifest = read_comparison_manifest(copy)
    write_manifest(copy, rebuild(manifest["config"]), manifest["command"], list(manifest["files"]))
    assert main(["verify", str(copy), "sample=0"]) == 1
    assert "differences_zh.csv come out otherwise from its own sweeps" in capsys.readouterr().err


def test_verbs_that_want_a_sweep_name_those_of_a_comparison(capsys, finished):
    assert "one of its sweeps: chance, parameters" in said(capsys, 2, "run", f"from={finished}", "run_id=0")
    assert said(capsys, 0, "status", str(finished)).count("finished") == 2


def test_a_comparison_that_is_not_finished_is_not_verified(capsys, finished, tmp_path):
    copy = tmp_path / "c"
    shutil.copytree(finished, copy)
    (copy / "manifest.json").unlink()
    assert "the same compare command goes on" in said(capsys, 2, "verify", str(copy))
    said(capsys, 0, *WORDS, f"out={copy}")
    assert contents(copy) == contents(finished)


def test_ctrl_c_keeps_what_is_finished(capsys, finished, monkeypatch, tmp_path):
    real = runner._play_missing

    def interrupted(store, executor, ids, heed, stop):
        def heed_and_stop(done):
            heed(done)
            if done.run_id == 5:
                signal.raise_signal(signal.SIGINT)

        real(store, executor, ids, heed_and_stop, stop)

    monkeypatch.setattr(runner, "_play_missing", interrupted)
    assert main([*WORDS, "out=c"]) == 130
    assert "interrupted; 6 of 16 runs are kept in c; the same command goes on" in capsys.readouterr().err
    monkeypatch.undo()
    os.chdir(tmp_path)
    assert "6 runs are there already" in said(capsys, 0, *WORDS, "out=c")
    assert contents(tmp_path / "c") == contents(finished)


def test_runs_that_all_fail_end_with_status_1(capsys, monkeypatch):
    from sim.runner import work

    def fail(*_words):
        raise ValueError("broken")

    monkeypatch.setattr(work, "played", fail)
    err = said(capsys, 1, "compare", "parking", "transfer", *TINY, "replicates=2", "posterior=false", "out=c")
    assert "transfer: no pair of runs came to its end (ValueError: broken)" in err


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (["compare"], "no scenario; allowed: two scenarios or more"),
        (["compare", "parking"], "one scenario; allowed: two scenarios or more"),
        (["compare", "parking", "transfr"], "did you mean transfer"),
        (["compare", "baseline", "none.xlsx"], "there is no such file"),
        (["compare", "baseline", "parking", "scenario=transfer"], "scenarios as words"),
        (["compare", "baseline", "parking", "until=ci:-1"], "a half-width above 0"),
        (["compare", "baseline", "parking", "until=foo:0.01"], "ci:HALF_WIDTH"),
        (["compare", "parking", "transfer", "until=ci:1:resolved_per_100_m120"], "in runs of 12 months"),
        (["compare", "parking", "transfer", "until=ci:0.1", "replicates=5"], "at least 64"),
        (
            ["compare", "parking", "parking", "until=ci:0.1"],
            "no scenario differs from it; allowed: scenarios that differ in what they play",
        ),
        (["compare", "baseline", "parking", "replicates=1"], "replicates"),
        (["compare", "baseline", "parking", "posterior=maybe"], "true or false"),
        (["compare", "baseline", "parking", "founding=sme"], "did you mean same"),
        (["compare", "baseline", "parking", "executor=slurm"], "local, serial, dask"),
        (["compare", "baseline", "parking", "out="], "a folder"),
        (["compare", "baseline", "parking", "committee.staf=3"], "committee.staff"),
        (["compare", "baseline", "parking", "out=FILE"], "a file"),
        (["compare", "baseline", "parking", "out=OTHER"], "a folder with other files in it"),
        (["compare", "parking", "transfer", "replicates=4", "out=DONE"], "a sweep of another configuration"),
        (["compare", "parking", "parking", "transfer", "replicates=5", "out=DONE"], "a sweep of 4 replicates; here 5"),
        (["compare", *["parking"] * 13], "at most 12 words"),
        (
            ["compare", "parking", "parking", "transfer", "replicates=4", "posterior=false", "out=DONE"],
            "drawn parameters",
        ),
    ],
)
def test_bad_input(words, match, capsys, finished, tmp_path):
    (tmp_path / "FILE").write_text("x")
    (tmp_path / "OTHER").mkdir()
    (tmp_path / "OTHER" / "manifest.json").write_text("{}")
    before = contents(tmp_path) | contents(finished)
    verb, *rest = (word.replace("=DONE", f"={finished}") for word in words)
    err = said(capsys, 2, verb, *TINY, *rest)
    assert match in err and contents(tmp_path) | contents(finished) == before


def test_scenarios_that_cannot_be_paired(capsys, tmp_path):
    Path("late.yaml").write_text("months: 6\n", encoding="utf-8")
    err = said(capsys, 2, "compare", "parking", "late.yaml", "households=20", "executor=serial")
    assert "late: months: 6, but 120 in parking; allowed: the same in all scenarios" in err
    assert not (tmp_path / "results").exists()


def test_help(capsys):
    out = said(capsys, 0, "compare", "--help")
    assert "until" in out and "founding" in out and "posterior" in out


def test_scenarios_of_a_workbook(capsys, tmp_path):
    made = openpyxl.Workbook()
    for row in (["", "as_is", "more_staff"], ["scenario", "parking", "parking"], ["committee.staff", None, 9]):
        made.active.append(row)
    (tmp_path / "far away").mkdir()
    made.save("far away/plans.xlsx")
    out = said(
        capsys, 0, "compare", f"{tmp_path}/far away/plans.xlsx", *TINY, "replicates=2", "posterior=false", "out=c"
    )
    assert "Reference: as_is (as_is)" in out and "more_staff" in out
    assert {row["scenario"] for row in differences(Path("c"))} == {"more_staff"}
    page = Path("c/report_en.html").read_text(encoding="utf-8")
    assert "zizhi compare plans.xlsx households=20" in page
    for path in Path("c").rglob("*"):
        assert path.is_dir() or b"far away" not in path.read_bytes()
