import errno
import json
import sys

import pandas as pd
import pytest

from experiments import run as experiment
from sim.cli.main import main
from sim.cli.reasons import why_not
from sim.engine.outcome_params import Params
from sim.foundation.draws import replicate_seed
from sim.foundation.errors import RunFailed

SHORT = ["months=6", "burn_in=2"]


def kept(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*"))


def test_a_run_shows_everything_and_keeps_one_folder(engine, tmp_path, capsys):
    engine.arising = {replicate_seed(7, 2)}
    assert main(["run", "parking", "seed=7", *SHORT, "out=mine", "others=3"]) == 0
    out = capsys.readouterr().out
    for part in (
        "Parking (parking, seed=7)",
        "month 3: a team is founded [bold]",
        "0.125",
        "Kept in mine",
        "mine/overview.png",
        "In 3 other seeds it arose in 1; here it did not, because no organization of residents looked after",
        "money was missing (80% of waiting affairs)",
        "zizhi run parking months=6 burn_in=2 seed=8",
        "zizhi run parking months=6 burn_in=2 cell=0000 seed=7",
        "zizhi explain autonomy",
    ):
        assert part in out, out
    assert (tmp_path / "mine" / "overview.png").read_bytes() == b"figure"
    assert engine.seeds == [7, *(replicate_seed(7, r) for r in (1, 2, 3))]


def test_in_chinese(engine, capsys):
    assert main(["run", *SHORT, "lang=zh", "others=0"]) == 0
    out = capsys.readouterr().out
    assert "基准：行政事务缠身" in out and "自治" in out


def test_default_folder_is_named_by_scenario_and_content(engine, tmp_path):
    assert main(["run", *SHORT, "others=0"]) == 0
    assert main(["run", *SHORT, "seed=1", "others=0"]) == 0
    folders = [path.name for path in (tmp_path / "results").iterdir()]
    assert len(folders) == 2 and all(name.startswith("baseline-") for name in folders)


def test_where_it_arose_no_reason_is_given(engine, capsys):
    engine.arising = {0}
    assert main(["run", *SHORT, "others=1"]) == 0
    assert "In 1 other seeds it arose in 0; here it did too." in capsys.readouterr().out


def test_a_user_file_runs(engine, tmp_path, capsys):
    (tmp_path / "mine.yaml").write_text("title: Mine\nmonths: 2\nburn_in: 0\n")
    assert main(["run", "mine.yaml", "others=0", "out=a b"]) == 0
    assert "Mine (mine, seed=0)" in capsys.readouterr().out and (tmp_path / "a b").is_dir()


def test_the_same_run_again_is_reused_with_a_word(engine, fake_result, monkeypatch, capsys):
    monkeypatch.setattr("sim.results.store.target_state", lambda folder, facts: "reused")
    monkeypatch.setattr(experiment, "again", lambda folder: fake_result)
    assert main(["run", *SHORT]) == 0
    out = capsys.readouterr().out
    assert "used again" in out and "0.125" in out and engine.seeds == []
    assert "month 1: From outside [bold]." in out and "An affair" not in out and "overview.png" in out


def test_what_is_not_told_is_counted(engine, capsys):
    assert main(["run", *SHORT, "others=0"]) == 0
    out = capsys.readouterr().out
    assert "affairs and quarrels resolved 2" in out and "shocks" not in out


def test_several_neighbourhoods_are_shown_side_by_side(capsys):
    import pandas as pd

    from sim.cli.console import make_console
    from sim.cli.run_view import EACH_NEIGHBOURHOOD, RunView

    months = pd.DataFrame(
        {"month": [0, 1, 1], "neighbourhood": [0, 0, 1], "occurrence": [False, True, False]}
        | {name: [7, 0.25, 31] for name in EACH_NEIGHBOURHOOD}
    )
    RunView(make_console(), None).show_neighbourhoods(months)
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line[:1] in "01"]
    n = len(EACH_NEIGHBOURHOOD)
    assert rows == [["0", *["0.250"] * n, "\u2713"], ["1", *["31"] * n, "–"]]
    RunView(make_console(), None).show_neighbourhoods(months[months["neighbourhood"] == 0])
    assert capsys.readouterr().out == ""


def test_compiling_is_said_once_and_its_time_is_not_the_models(engine, monkeypatch, capsys):
    import time

    from numba.core import event

    from sim.cli import run as verb
    from sim.cli.run_view import RunView
    from sim.scenarios.load import load_scenario

    def play(config, on_month):
        for month in range(3):
            with event.trigger_event("numba:compile"), event.trigger_event("numba:compile"):
                time.sleep(0.05)
            on_month(month, {}, [])

    monkeypatch.setattr(experiment, "play", play)
    config = load_scenario("baseline", SHORT)
    _result, seconds = verb._play(RunView(verb.make_console(), config), config)
    assert capsys.readouterr().out.count("being compiled") == 1
    assert 0 <= seconds < 0.05


def test_folders_that_are_refused(engine, tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_text("x")
    for out in ("file", "full", "file/below", "."):
        assert main(["run", *SHORT, f"out={out}"]) == 2
        err = capsys.readouterr().err
        assert err.count("\n") == 1 and "out=" in err
    assert engine.seeds == [] and kept(tmp_path) == ["file", "full", "thesis.docx"]


def test_a_folder_of_another_run_is_refused(engine, tmp_path, capsys):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "manifest.json").write_text(json.dumps({"format": 1}))
    assert main(["run", *SHORT, "out=other"]) == 2
    assert engine.seeds == [] and capsys.readouterr().err.count("\n") == 1


def test_a_read_only_place_is_refused_before_the_run(engine, monkeypatch, tmp_path, capsys):
    def refuse(**_words):
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert main(["run", *SHORT, "out=mine"]) == 2
    assert engine.seeds == [] and "mine" in capsys.readouterr().err and kept(tmp_path) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is a place of Linux")
def test_a_place_that_only_seems_writable_is_refused_before_the_run(engine, capsys):
    assert main(["run", *SHORT, "out=/proc/mine"]) == 2
    assert engine.seeds == [] and capsys.readouterr().err.count("\n") == 1


def test_disk_full_is_status_one(engine, fake_result, monkeypatch, tmp_path, capsys):
    def full(folder, extra=None):
        raise RunFailed("disk full") from OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(fake_result, "save", full)
    monkeypatch.setattr(experiment, "play", lambda config, on_month=None: fake_result)
    assert main(["run", *SHORT, "out=mine"]) == 1
    assert capsys.readouterr().err == "zizhi: disk full\n" and kept(tmp_path) == []


def test_interrupted_in_a_month_nothing_is_written(engine, tmp_path, capsys):
    engine.interrupt_at = (1, 4)
    assert main(["run", *SHORT]) == 130
    assert "interrupted in month 3; nothing was written" in capsys.readouterr().err
    assert kept(tmp_path) == []


def test_interrupted_among_other_seeds_the_run_is_kept(engine, tmp_path, capsys):
    engine.interrupt_at = (3, 0)
    assert main(["run", *SHORT, "out=mine", "others=9"]) == 130
    assert "after 1 other seeds; the run is kept in mine" in capsys.readouterr().err
    assert (tmp_path / "mine").is_dir()


def test_fewer_other_seeds_when_they_would_take_long(engine, monkeypatch):
    from sim.cli import run as verb

    asked = []
    monkeypatch.setattr(experiment, "other_seeds", lambda config, n, seconds: asked.append(n) or iter([]))
    monkeypatch.setattr(experiment, "n_cores", lambda: 2)
    clock = iter(range(0, 10_000, 2))
    monkeypatch.setattr(verb, "perf_counter", lambda: next(clock))
    assert main(["run", *SHORT]) == 0
    assert asked == [40 * 2 // 14]


def test_without_observers_no_other_seeds_are_tried(engine):
    assert main(["run", *SHORT, "observe.enabled=false"]) == 0
    assert engine.seeds == [0]


GROUPS, NONE = [1] * 24, [0] * 24
WELL = {
    "practices_known": [2] * 24,
    "groups_confirmed": NONE,
    "groups_informal": GROUPS,
    "council": NONE,
    "affairs_by_residents": [1, 1, 1, 1, *NONE[4:]],
    "symbolic_share": [0.1] * 24,
    "score": [0.8] * 24,
}
"""Two years in which nothing is missing that the table of months can tell."""


def months_of(**changed):
    columns = {"month": range(24), "neighbourhood": NONE, **WELL, **changed}
    return pd.DataFrame(columns)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"practices_known": NONE}, "no practice was discovered"),
        ({}, "no organization of residents looked after an object of its own for 12 of the last 24 months"),
        ({"affairs_by_residents": [3, *NONE[1:]]}, "residents decided and did only 1.5 affairs a year themselves"),
        ({"symbolic_share": [0.0, *[0.15] * 23]}, "15% of the assigned tasks were done for show, of 10%"),
        ({"score": [*[0.9] * 23, 0.79]}, "the score from the street office was only 0.79"),
    ],
)
def test_the_one_criterion_that_is_not_met_is_the_reason(changed, reason):
    said = why_not(months_of(**changed), Params())
    assert said.startswith(reason) and " and " not in said.removeprefix(reason)


def test_all_criteria_that_are_not_met_are_named():
    said = why_not(months_of(groups_informal=NONE, affairs_by_residents=NONE), Params())
    assert said.startswith("residents decided and did only 0 affairs") and "no organization of residents" in said


def test_of_several_neighbourhoods_the_one_that_lacks_least_is_spoken_of():
    lacking = months_of(neighbourhood=GROUPS, affairs_by_residents=NONE, symbolic_share=[0.4] * 24, score=[0.95] * 24)
    below_the_median = months_of(score=[0.84] * 24)
    assert why_not(pd.concat([lacking, below_the_median]), Params()) == "the score from the street office was only 0.84"


def test_pool_gives_the_same_answers_as_one_process(engine, monkeypatch):
    from sim.scenarios.load import load_scenario

    config = load_scenario("baseline", SHORT)
    assert sorted(experiment.other_seeds(config, 3, 0.0)) == [False] * 3
    used = []

    class Pool:
        def __init__(self, workers, initializer):
            used.append(workers)

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def imap_unordered(self, function, items):
            return map(function, reversed(items))

    class Context:
        pass

    Context.Pool = Pool
    monkeypatch.setattr(experiment, "n_cores", lambda: 2)
    monkeypatch.setattr(experiment.multiprocessing, "get_context", lambda kind: Context if kind == "spawn" else None)
    assert sorted(experiment.other_seeds(config, 3, 100.0)) == [False] * 3 and used == [2]
