"""`zizhi city`, as typed: what it plans, plays and leaves, in both languages; what it refuses, in one line."""

import shutil
import subprocess

import pandas as pd
import pytest

from sim.cli.main import main
from tests.helpers.command import node_of_slurm, said

TINY = ["households=20", "months=3", "burn_in=2", "executor=serial"]
HEAD = "code12,kind,street_code9,street_name,district_name"
OWN = [HEAD, *(f"99010100100{n},juweihui,990101001,[bold]<b>{{title}},东区" for n in (1, 2))]
OWN.append("990101002001,juweihui,990101002,乙街道,东区")


@pytest.fixture(autouse=True)
def in_a_new_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text("\n".join(OWN), encoding="utf-8")


def test_a_city_says_what_it_does_and_is_used_again(capsys, tmp_path):
    words = ["city", "parking", *TINY, "streets=三星镇,廊下镇", "out=c"]
    out = said(capsys, 0, *words)
    for part in ("Parking (seed=0)", "2 streets, 3 residents' committees, 20 households each", "synthetic"):
        assert part in out, out
    for part in ("Kept in c: streets.parquet", "Figure: c/city_en.png", "run_id=0"):
        assert part in out, out
    assert pd.read_parquet("c/streets.parquet")["name"].tolist() == ["廊下镇", "三星镇"]
    assert pd.read_parquet("c/design.parquet")["street"].tolist() == ["310116107", "310151107"]
    assert "used again: c" in said(capsys, 0, *words)
    out = said(capsys, 0, *words, "lang=zh")
    for part in ("停车", "2 个街道，3 个居委会，每个 20 户", "合成", "c/city_zh.png"):
        assert part in out, out
    out = said(capsys, 0, "run", "from=c", "run_id=1", "out=r")
    assert "the same state hash" in out and "三星镇 (synthetic residents)" in out
    for part in ("parking", "2 streets", "3 of 3", "finished"):
        assert part in said(capsys, 0, "status", "c"), part
    out = said(capsys, 0, "verify", "c", "sample=1")
    assert "a city of 2 streets from parking, seed 0" in out and "equal in all" in out, out


def test_status_of_a_city_counts_committees(capsys, tmp_path):
    words = ["city", *TINY, "streets=三星镇,廊下镇", "out=c"]
    assert "1 street of others is left" in said(capsys, 0, *words, "shard=1/2")
    shown = said(capsys, 0, "status", "c")
    assert [line.split()[0] for line in shown.splitlines()][:4] == ["city", "scenario", "planned", "residents'"], shown
    assert "2 of 3" in shown and "stopped" in shown


def test_a_city_of_ones_own(capsys, tmp_path):
    out = said(capsys, 0, "city", *TINY, "structure=own.csv", "out=c")
    assert "2 streets, 3 residents' committees" in out
    streets = pd.read_parquet("c/streets.parquet")
    assert streets["name"].tolist() == ["[bold]<b>{title}", "乙街道"] and streets["committees"].tolist() == [2, 1]
    assert "another city" in said(capsys, 2, "city", *TINY, "structure=own.csv", "streets=乙街道", "out=c")
    assert "another city" in said(capsys, 2, "city", *TINY, "structure=own.csv", "streets=乙街道", "slurm=2", "out=c")
    assert "a sweep, no city" in said(capsys, 2, *sweep_then_city(capsys))


def sweep_then_city(capsys):
    said(capsys, 0, "sweep", *TINY, "design=none", "replicates=1", "out=s")
    return "city", *TINY, "streets=三星镇", "out=s"


def test_dry_says_how_many_and_how_long_and_writes_nothing(capsys, tmp_path):
    out = said(capsys, 0, "city", "households=20", "months=3", "burn_in=2", "workers=2", "dry=true")
    for part in (
        "218 streets, 4,539 residents' committees",
        "not played: 16 streets without",
        "s a committee, measured",
    ):
        assert part in out, out
    for part in ("(1 committee)", "with 2 at a time", "the largest street has 77 committees", "nothing was written"):
        assert part in out, out
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]
    assert "results/baseline-city-" in out, out


def test_the_default_folder_is_named_by_scenario_and_content(capsys, tmp_path):
    for chosen in ("三星镇", "中兴镇"):
        said(capsys, 0, "city", *TINY, f"streets={chosen}")
    names = [path.name for path in (tmp_path / "results").iterdir()]
    assert len(names) == 2 and all(name.startswith("baseline-city-") for name in names), names


REFUSED = {
    ("streets=黄埔区",): "did you mean 黄浦区?",
    ("streets=310101999",): "did you mean 310101023?",
    ("streets=",): "names or codes of streets or districts",
    ("structure=gone.csv",): "structure=gone.csv: no such file",
    ("structure=.",): "a folder",
    ("structure=",): "a CSV file",
    ("structure=own.csv", "streets=三星镇"): "a name or code among 2 streets",
    ("structure=bad.csv",): "bad.csv:2 kind: 'office'",
    ("street=三星镇",): "a city's structure says it",
    ("neighbourhoods=3",): "mend: structure=",
    ("households=0",): "households",
    ("dry=perhaps",): "true or false",
    ("shard=3/2",): "1 ≤ i ≤ n",
    ("slurm=0",): "a whole number from 1",
    ("slurm=2", "dry=true"): "dry: beside slurm=",
    ("slurm=2", "shard=1/2"): "shard: beside slurm=",
    ("slurm=2", "time=soon"): "[days-]hours:minutes:seconds",
    ("workers=0",): "a whole number from 1",
    ("executor=cluster",): "local, serial, dask",
    ("design=cells",): "design",
    ("replicates=2",): "replicates",
    ("out=",): "a folder",
    ("out=own.csv",): "a file",
    ("nowhere",): "there is no scenario 'nowhere'",
    ("parking", "baseline"): "a second word",
}


@pytest.mark.parametrize("words", REFUSED)
def test_bad_input_is_refused_in_one_line(words, capsys, tmp_path):
    (tmp_path / "bad.csv").write_text(f"{HEAD}\n990101001001,office,990101001,甲,东\n", encoding="utf-8")
    tiny = [] if any(word.startswith(("households", "executor")) for word in words) else TINY
    chosen = [] if any(word.startswith("str") for word in words) else ["streets=三星镇"]
    assert REFUSED[words] in said(capsys, 2, "city", *words, *tiny, *chosen)
    assert not (tmp_path / "results").exists()
    assert main(["city", *words, *tiny, *chosen, "lang=zh"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="the script is for bash")
def test_the_job_array_plays_a_city(capsys, tmp_path):
    words = ["city", "parking", *TINY, "structure=own.csv", "streets=990101001,乙街道"]
    out = said(capsys, 0, *words, "slurm=2", "time=00:20:00", "lang=zh", "out=c")
    assert "sbatch c.slurm.sh" in out and not (tmp_path / "c").exists()
    script = (tmp_path / "c.slurm.sh").read_text(encoding="utf-8")
    for part in (
        "city parking",
        "--array=1-2",
        "--time=00:20:00",
        "structure=own.csv",
        "'streets=990101001,乙街道'",
        "lang=zh",
        "executor=serial",
    ):
        assert part in script, script
    for shard in (1, 2):
        done = subprocess.run(
            ["bash", "c.slurm.sh"], env=node_of_slurm(tmp_path, shard), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done
    undisturbed = said(capsys, 0, *words, "out=d")
    assert "Kept in d" in undisturbed
    assert (tmp_path / "c/streets.parquet").read_bytes() == (tmp_path / "d/streets.parquet").read_bytes()


def test_help_in_both_languages(capsys):
    out = said(capsys, 0, "city", "--help")
    assert "structure" in out and "streets" in out and "households" in out
    assert "街道" in said(capsys, 0, "city", "--help", "lang=zh")
