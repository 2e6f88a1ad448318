"""A city: one run a street with draws of its own, the same bytes from every executor, after kills and from shards."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from experiments import city
from sim.foundation.draws import replicate_seed
from sim.foundation.errors import InputRefused
from sim.founding.streets import Street, find_street
from sim.runner.city import city_plan
from sim.runner.executors import SerialExecutor, make_executor
from sim.runner.locks import is_alive
from sim.runner.plan_file import read_plan
from sim.runner.reading import plan_of, standing
from sim.runner.sweep import Shard
from sim.runner.work import played
from sim.scenarios.folders import names_of
from sim.scenarios.load import load_scenario
from tests.runner.conftest import StopsAfter, contents
from tests.runner.forking import forked_workers

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

TINY = ["households=20", "months=3", "burn_in=2"]
CHOSEN = "三星镇,廊下镇,叶榭镇,外冈镇"
SIZES = {"廊下镇": 2, "叶榭镇": 3, "外冈镇": 5, "三星镇": 1}
FILES = {"outcomes", "design", "kept", "streets", "districts", "committees", "timeline"}


def plan(seed=0, chosen=CHOSEN):
    return city.plan_for("baseline", [*TINY, f"seed={seed}"], None, chosen)[0]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city") / "city"
    report = city.play(plan(), folder, SerialExecutor())
    assert report.finished and report.failed == 0
    return folder


def test_a_street_is_a_run_with_its_number_of_committees_and_a_seed_of_its_own():
    planned = plan(seed=5)
    configs = [planned.config(planned.run(run_id)) for run_id in range(planned.n_runs)]
    assert {one.title["zh"].partition("：")[0] for one in configs} == {"基准"}
    found = {planned.design["streets"][n][1]: config for n, config in enumerate(configs)}
    assert {name: config.neighbourhoods for name, config in found.items()} == SIZES
    for name, config in found.items():
        street = find_street(name)
        assert config.street == street.code and config.seed == replicate_seed(5, int(street.code))
        assert name in config.title["en"] and "synthetic" in config.title["en"] and "合成" in config.title["zh"]
        assert config.scenario == f"baseline-{street.code}" and config.households == 20
    assert len({config.seed for config in configs}) == 4
    again = {one.config.seed for one in city.plan_for("parking", [*TINY, "seed=5"], None, CHOSEN)[0].scenarios}
    assert again == {config.seed for config in configs}  # scenarios share draws, street by street


def test_a_street_of_another_place_is_played_without_its_name_in_the_configuration():
    base = load_scenario("baseline", TINY)
    planned = city_plan(base, [Street("990101001", "甲街道", "jiedao", "东区", 2, 0)], "own.csv")
    config = planned.config(planned.run(0))
    assert config.street is None and config.neighbourhoods == 2 and "甲街道" in config.title["zh"]


def test_the_tables(undisturbed):
    assert {path.stem for path in undisturbed.glob("*.parquet")} == FILES
    tables = {name: pd.read_parquet(undisturbed / f"{name}.parquet") for name in FILES}
    streets, committees = tables["streets"], tables["committees"]
    assert dict(zip(streets["name"], streets["committees"], strict=True)) == SIZES
    assert streets["street"].is_monotonic_increasing and streets["status"].eq("done").all()
    assert len(committees) == 11 and tables["timeline"]["committees"].eq(11).all()
    assert tables["districts"]["committees"].sum() == 11 and len(tables["districts"]) == 4
    for _index, street in streets.iterrows():
        months = pd.read_parquet(undisturbed / street["part"])
        own = committees[committees["run_id"] == street["run_id"]]
        assert len(months) == 5 * street["committees"] and len(own) == street["committees"]
        assert own["autonomy"].tolist() == pytest.approx(months.groupby("neighbourhood")["autonomy"].mean().tolist())
        row = tables["outcomes"].set_index("run_id").loc[street["run_id"]]
        assert street["autonomy"] == pytest.approx(row["autonomy"])  # the mean of a street's means is its months' mean
        assert street["hours_residents"] == pytest.approx(row["hours_residents"])
        assert street["yuan_street"] == pytest.approx(row["yuan_street"])
    for language in ("en", "zh"):
        assert (undisturbed / f"city_{language}.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    for table in ("streets", "districts", "committees", "timeline"):
        for language, heading in (("en", "; its residents are synthetic"), ("zh", "（居民为合成）")):
            data = (undisturbed / f"{table}_{language}.csv").read_bytes()
            assert data.startswith(b"\xef\xbb\xbf") and (heading in data.decode("utf-8")) == (table == "streets")
            sheet = pd.read_csv(undisturbed / f"{table}_{language}.csv")
            if table == "committees":
                hours = {"en": "hours", "zh": "小时"}[language]
                assert [name for name in sheet if hours in name] and set(sheet.iloc[:, 11]) <= {"yes", "no", "是", "否"}
            assert sheet.shape == tables[table].shape
            numbers = [column for column in tables[table] if tables[table][column].dtype == "float64"]
            places = [list(tables[table].columns).index(column) for column in numbers]
            assert sheet.iloc[:, places].to_numpy(float) == pytest.approx(
                tables[table][numbers].to_numpy(float), nan_ok=True
            )
    assert tables["committees"]["hours_street"].nunique() > 5  # streets are not copies of each other


@pytest.mark.parametrize("executor", ["local", "dask"])
def test_the_same_bytes_from_every_executor(executor, undisturbed, tmp_path, monkeypatch):
    if executor == "local":
        forked_workers(monkeypatch)
    else:
        pytest.importorskip("distributed")
    report = city.play(plan(), tmp_path / "a", make_executor(executor, 2))
    assert report.finished and contents(tmp_path / "a") == contents(undisturbed)


def test_stopped_and_resumed_and_in_shards(undisturbed, tmp_path):
    report = city.play(plan(), tmp_path / "a", StopsAfter(2))
    assert report.interrupted and report.stored == 2 and not list((tmp_path / "a").glob("streets*"))
    began = []
    report = city.play(plan(), tmp_path / "a", SerialExecutor(), on_done=lambda done: began.append(done.run_id))
    assert report.finished and report.were_stored == 2 and len(began) == 2
    assert contents(tmp_path / "a") == contents(undisturbed)
    for number in (2, 1):
        report = city.play(plan(), tmp_path / "b", SerialExecutor(), Shard(number, 2))
        assert report.finished == (number == 1)
    assert contents(tmp_path / "b") == contents(undisturbed)
    rebuilt = plan_of(tmp_path / "b", read_plan(tmp_path / "b"))
    assert [rebuilt.run(n).key for n in range(4)] == [plan().run(n).key for n in range(4)]


CHILD = """
import sys
from pathlib import Path
from pytest import MonkeyPatch
from experiments import city
from tests.runner.forking import forked_workers
forked_workers(MonkeyPatch())
plan, _ = city.plan_for("baseline", sys.argv[3:], None, sys.argv[2])
say = lambda done: print("done", done.run_id, flush=True)
assert city.play(plan, Path(sys.argv[1]), city.make_executor("local", 2), on_done=say).finished
"""


def test_killed_at_random_moments_and_played_again(undisturbed, tmp_path):
    dice, kills = random.Random(3), 0
    folder = tmp_path / "a"
    for attempt in range(6):
        command = [sys.executable, "-c", CHILD, str(folder), CHOSEN, *TINY, "seed=0"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True, cwd=os.getcwd())
        stored = standing(folder).stored if (folder / "plan.json").exists() else 0
        lines = 0
        if attempt < 2:
            lines = int(child.stdout.readline() != "")  # a longer wait, with four streets, may be one for the end
            time.sleep(dice.random() * 0.05)
            os.killpg(child.pid, signal.SIGKILL)
            kills += child.wait() == -signal.SIGKILL
            while is_alive(child.pid):
                time.sleep(0.01)
            assert standing(folder).stored >= stored + lines
        elif child.wait() == 0:
            break
        child.stdout.close()
    child.stdout.close()
    assert kills == 2 and contents(folder) == contents(undisturbed)


def test_a_folder_of_another_city_is_refused_in_its_words(undisturbed):
    for other, came in (
        (plan(chosen="三星镇"), "another city: 4 streets from 外冈镇 on; here 1 from 三星镇 on"),
        (plan(seed=1), "a city with seed=0; here 1"),
        (city.plan_for("parking", TINY, None, CHOSEN)[0], "other scenarios"),
    ):
        with pytest.raises(InputRefused) as refused:
            city.play(other, undisturbed, SerialExecutor())
        if "other scenarios" not in came:
            assert came in refused.value.came
        assert "out=" in refused.value.mend
    assert city.play(plan(), undisturbed, SerialExecutor()).were_stored == 4


def test_months_of_a_street_that_were_changed_are_noticed(tmp_path):
    report = city.play(plan(), tmp_path / "a", StopsAfter(2))
    assert report.stored == 2
    path = sorted((tmp_path / "a" / "months").glob("*.parquet"))[0]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(InputRefused, match=r"months/\d+\.parquet: cut short or changed"):
        city.play(plan(), tmp_path / "a", SerialExecutor())


def test_a_street_that_fails_is_a_row(tmp_path, monkeypatch):
    from sim.runner import work

    real = work.played

    def raising(config, keep="outcomes"):
        if config.neighbourhoods == 3:
            raise ValueError("a street that raises")
        return real(config, keep)

    monkeypatch.setattr(work, "played", raising)
    report = city.play(plan(), tmp_path / "a", SerialExecutor())
    assert report.finished and report.failed == 1
    streets = pd.read_parquet(tmp_path / "a" / "streets.parquet").set_index("name")
    assert streets["status"].to_dict() == {name: "failed" if n == 3 else "done" for name, n in SIZES.items()}
    assert pd.isna(streets.loc["叶榭镇", ["autonomy", "part", "yuan_own"]]).all()
    assert pd.read_parquet(tmp_path / "a" / "districts.parquet")["streets_failed"].sum() == 1
    sheet = pd.read_csv(tmp_path / "a" / "streets_en.csv", dtype=str)
    counts = sheet[[name for name in sheet if name.startswith("committees ")]]
    assert counts.isna().any(axis=None) and not counts.stack().str.contains(".", regex=False).any()
    assert len(pd.read_parquet(tmp_path / "a" / "committees.parquet")) == 8


@pytest.mark.parametrize("name", names_of("scenario"))
def test_every_scenario_is_played_in_streets_of_any_size(name):
    planned = city.plan_for(name, ["households=8", "months=2", "burn_in=1"], None, "三星镇,廊下镇")[0]
    for run_id, n in enumerate((2, 1)):
        config = planned.config(planned.run(run_id))
        table, months = played(config, planned.keep)["result"]
        assert config.neighbourhoods == n and table.name == "months" and len(months) == 3 * n


def test_the_cost_is_measured_on_the_street_with_the_fewest_committees():
    run_id, seconds = city.measured_on(plan())
    assert city.committees_of(plan(), run_id) == 1 and 0 < seconds < 60


def test_keys_that_the_city_sets_are_refused():
    for word, mend in (("street=南京东路街道", "streets="), ("neighbourhoods=3", "structure=")):
        with pytest.raises(InputRefused, match="a city's structure says it") as refused:
            city.plan_for("baseline", [word])
        assert refused.value.mend == mend


def test_what_is_left_out_is_said():
    _plan, left_out = city.plan_for("baseline", TINY)
    assert left_out == ["16 streets without residents' committees", "1,568 villagers' committees"]
    assert city.plan_for("baseline", TINY, None, CHOSEN)[1] == []
    assert _plan.n_runs == 218 and sum(city.committees_of(_plan, n) for n in range(218)) == 4539
    assert _plan.design["structure"] == "embedded" and not Path("results").exists()
