"""`zizhi sweep`, `zizhi status` and `zizhi run from=…`, as typed."""

import os
import shutil
import signal
import subprocess
import time

import pandas as pd
import pytest

from sim.cli.main import main
from sim.runner import sweep as runner
from sim.runner import work
from tests.helpers.command import node_of_slurm, said

TINY = ["households=20", "months=3", "burn_in=2", "executor=serial"]


@pytest.fixture(autouse=True)
def in_a_new_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished sweep, made once."""
    folder = tmp_path_factory.mktemp("finished")
    here = os.getcwd()
    os.chdir(folder)
    try:
        words = ["sweep", *TINY, "design=grid", "design.parameters.committee.staff=[5,7]", "replicates=3", "out=s"]
        assert main(words) == 0
    finally:
        os.chdir(here)
    return folder / "s"


def test_a_sweep_says_what_it_does(capsys, tmp_path):
    words = ["sweep", "parking", *TINY, "design=cells", "replicates=1", "out=s"]
    out = said(capsys, 0, *words)
    for part in ("Parking (parking)", "varied: cell", "16 runs: 16 rows × 1 replicate\n", "Kept in s", "run_id=0"):
        assert part in out, out
    assert len(pd.read_parquet("s/outcomes.parquet")) == 16
    assert "used again: s" in said(capsys, 0, *words)
    assert "停车" in said(capsys, 0, *words, "lang=zh")


def test_dry_says_how_many_and_how_long_and_writes_nothing(capsys, tmp_path):
    out = said(capsys, 0, "sweep", *TINY, "design=latin_hypercube", "design.samples=500", "workers=4", "dry=true")
    assert (
        "500 runs: 500 rows × 1 replicate\n" in out and "s a run, measured on 2" in out and "nothing was written" in out
    )
    assert "with 1 at a time" in out  # one after the other, whatever workers= says
    assert list(tmp_path.iterdir()) == []


def test_dry_says_what_failed_and_that_until_may_add_runs(capsys, monkeypatch):
    words = ["sweep", *TINY, "design=grid", "design.parameters.committee.staff=[5,7]", "dry=true"]
    out = said(capsys, 0, *words, "until=ci:0.1")
    assert "128 runs: 2 rows × 64 replicates" in out and "each look may add some" in out
    real, failing = work.played, [7]

    def raising(config, keep="outcomes"):
        if config.committee.staff in failing:
            raise ValueError("broken")
        return real(config, keep)

    for module in (work, runner):
        monkeypatch.setattr(module, "played", raising)
    out = said(capsys, 0, *words, "replicates=1")
    assert "run 1 failed: ValueError: broken" in out and "measured on 1" in out
    failing.append(5)
    out = said(capsys, 0, *words, "replicates=1")
    assert out.count("failed: ValueError: broken") == 2 and "a run, measured on" not in out


def test_the_default_folder_is_named_by_scenario_design_and_content(capsys, tmp_path):
    for replicates in (1, 2):
        said(capsys, 0, "sweep", *TINY, "design=none", f"replicates={replicates}")
    names = [path.name for path in (tmp_path / "results").iterdir()]
    assert len(names) == 2 and all(name.startswith("baseline-none-") for name in names)


def test_status(capsys, finished, tmp_path):
    out = said(capsys, 0, "status", str(finished))
    for part in ("baseline", "committee.staff", "6 = 2 × 3", "finished"):
        assert part in out, out
    assert "完成" in said(capsys, 0, "status", str(finished), "lang=zh")
    assert "no such folder" in said(capsys, 2, "status", "nowhere")
    assert "no plan.json in it" in said(capsys, 2, "status", str(tmp_path))
    assert "zizhi status FOLDER" in said(capsys, 2, "status")


def test_any_run_again_in_full_with_the_same_hash(capsys, finished, tmp_path):
    out = said(capsys, 0, "run", f"from={finished}", "run_id=4", "out=again")
    assert "Run 4: the same state hash as in the sweep." in out
    from sim.results.reading import load_run

    row = pd.read_parquet(finished / "outcomes.parquet").set_index("run_id").loc[4]
    assert load_run("again").facts["state_hash"] == row["state_hash"]
    assert "same state hash" in said(capsys, 0, "run", f"from={finished}", "run_id=4", "out=again")


def test_a_run_that_ends_otherwise_is_said(capsys, finished, monkeypatch):
    from experiments import sweep as experiment

    real = experiment.stored_row
    monkeypatch.setattr(experiment, "stored_row", lambda *words: {**real(*words), "state_hash": "0"})
    assert main(["run", f"from={finished}", "run_id=4", "out=again"]) == 1
    assert "another state than in the sweep" in capsys.readouterr().err
    monkeypatch.setattr(experiment, "stored_row", lambda *_: None)
    assert "nothing to compare with" in said(capsys, 0, "run", f"from={finished}", "run_id=4", "out=again")


@pytest.mark.parametrize(
    ("words", "match"),
    [
        (["sweep", *TINY, "design=cells", "cell=1000"], "design: it varies 'cell=1000' itself"),
        (["sweep", *TINY, "design=grid", "committee.staff=6"], "design: it varies"),
        (
            ["sweep", "design=sobol", "design.parameters=[committee.staff]", "design.parameters.committee.staff=[5,7]"],
            "design.parameters.committee.staff: given both whole and in parts",
        ),
        (["sweep", *TINY, "design.samples=5", "design.samples.x=3"], "given both whole and in parts"),
        (["run", "from=S", "run_id=6"], "run_id: 6; allowed: a whole number from 0 to 5"),
        (["run", "from=S", "run_id=x"], "run_id"),
        (["run", "from=S"], "run_id: missing"),
        (["run", "run_id=1"], "from: missing"),
        (["run", "from=nowhere", "run_id=1"], "no such folder"),
        (["run", "from=S", "run_id=1", "months=4"], "beside from="),
        (["run", "parking", "from=S", "run_id=1"], "beside from="),
        (["sweep", *TINY, "replicates=4", "out=S"], "a sweep of"),
        (["sweep", *TINY, "shard=3/2"], "shard"),
        (["sweep", *TINY, "replicates=0"], "replicates"),
        (["sweep", *TINY, "replicates=1000000000"], "1,000,000,000 runs"),
        (["sweep", *TINY, "design=gird"], "did you mean grid"),
        (["sweep", *TINY, "design=grid", "design.smaples=3"], "design.smaples"),
        (["sweep", *TINY, "keep=everything"], "outcomes, months, all"),
        (["sweep", *TINY, "executor=slurm"], "local, serial, dask"),
        (["sweep", *TINY, "workers=x"], "workers"),
        (["sweep", *TINY, "dry=yes"], "true or false"),
        (["sweep", *TINY, "out="], "a folder"),
        (["sweep", *TINY, "scheduler=tcp://x:1"], "only with executor=dask"),
        (["sweep", *TINY, "slurm=0"], "slurm"),
        (["sweep", *TINY, "slurm=2", "dry=true"], "dry: beside slurm="),
        (["sweep", *TINY, "slurm=2", "shard=1/2"], "shard: beside slurm="),
        (["sweep", *TINY, "slurm=4", "time=soon"], "time"),
        (["sweep", *TINY, "observe.enabled=false"], "observe.enabled"),
        (["sweep", "parkin", *TINY], "did you mean parking"),
        (["sweep", *TINY, "committee.staf=3"], "committee.staff"),
    ],
)
def test_bad_input(words, match, capsys, finished, tmp_path):
    err = said(capsys, 2, *(word.replace("=S", f"={finished}") for word in words))
    assert match in err and list(tmp_path.iterdir()) == []


def test_what_files_of_the_user_make_impossible(capsys, tmp_path):
    (tmp_path / "which.csv").write_text("scenario,committee.staff\nparking,5\n", encoding="utf-8")
    err = said(capsys, 2, "sweep", "transfer", *TINY, "design=which.csv")
    assert "its column scenario says what each row plays; here 'transfer'" in err
    assert "1 run" in said(capsys, 0, "sweep", *TINY, "design=which.csv")
    assert "cannot be written to" in said(capsys, 2, "sweep", *TINY, "slurm=2", "out=which.csv/s")


def test_ctrl_c_between_runs_says_what_was_kept(capsys, finished, monkeypatch):
    def interrupted(*_words):
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.sweep.pairing", interrupted)
    words = ["design=grid", "design.parameters.committee.staff=[5,7]", "replicates=3", f"out={finished}"]
    assert main(["sweep", *TINY, *words]) == 130
    assert "interrupted; what was finished is kept; the same command goes on" in capsys.readouterr().err


def test_ctrl_c_says_what_was_kept(capsys, monkeypatch, tmp_path):
    real = runner._play_missing

    def interrupted(store, executor, ids, heed, stop):
        def heed_and_stop(done):
            heed(done)
            if done.run_id == 1:
                signal.raise_signal(signal.SIGINT)

        real(store, executor, ids, heed_and_stop, stop)

    words = ["sweep", *TINY, "replicates=5", "out=s"]
    monkeypatch.setattr(runner, "_play_missing", interrupted)
    assert main(words) == 130
    assert "interrupted; 2 of 5 runs are kept in s; the same command goes on" in capsys.readouterr().err
    monkeypatch.undo()
    os.chdir(tmp_path)
    assert "stopped" in said(capsys, 0, "status", "s")
    assert "2 runs are there already" in said(capsys, 0, *words)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the script is for bash")
def test_the_job_array_plays_a_sweep_and_asks_to_be_queued_again(capsys, tmp_path):
    said(capsys, 0, "sweep", *TINY, "replicates=40", "slurm=2", "out=s")
    script = (tmp_path / "s.slurm.sh").read_text()
    for part in ("--array=1-2", "--requeue", "--signal=B:TERM@", "--time=04:00:00", "ZIZHI_CACHE", 'shard="${SLURM_AR'):
        assert part in script
    both = [
        subprocess.Popen(
            ["bash", "s.slurm.sh"],
            env=node_of_slurm(tmp_path, i),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for i in (1, 2)
    ]
    journal = tmp_path / "s" / "journal"
    while not list(journal.glob("*")) and all(one.poll() is None for one in both):
        time.sleep(0.02)
    both[0].send_signal(signal.SIGTERM)
    ends = [one.communicate(timeout=120)[0] for one in both]
    assert both[1].returncode == 0, ends
    if both[0].returncode != 0:  # it was told in time
        assert both[0].returncode in (130, 143), ends
        assert (tmp_path / "requeued").read_text() == "requeue 77_1\n"
    out = said(capsys, 0, "sweep", *TINY, "replicates=40", "shard=1/2", "out=s")
    assert "Kept in s" in out or "used again" in out
    assert pd.read_parquet(tmp_path / "s" / "outcomes.parquet")["status"].eq("done").sum() == 40
