import importlib.util
import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from sim.foundation.errors import InputRefused
from sim.scenarios import compose
from sim.scenarios.folders import configs_folder
from sim.scenarios.load import load_scenario, rebuild

HAS_STREETS = importlib.util.find_spec("sim.founding.streets") is not None


def test_defaults_and_overrides():
    config = load_scenario("parking", overrides=["seed=7", "committee.staff=6", "committee.load=0.9"])
    assert (config.scenario, config.seed, config.committee.staff, config.committee.load) == ("parking", 7, 6, 0.9)
    assert config.months == 120 and config.issues.posting is True
    assert config.title == {"en": "Parking", "zh": "停车"}


def test_schedules_in_overrides():
    config = load_scenario("baseline", ["committee.load={0:1.1,60:1.3}"])
    assert config.committee.load == {0: 1.1, 60: 1.3}
    ramp = load_scenario("baseline", ["committee.load={-1200: 0.7, ramp: [0, 0.7, 120, 1.4]}"])
    assert ramp.committee.load == {-1200: 0.7, "ramp": [0, 0.7, 120, 1.4]}


def test_words_stay_as_typed():
    config = load_scenario("baseline", ["cell=0110", "taught='0010'", "title.zh=我的,[情景]=1"])
    assert (config.cell, config.taught, config.title["zh"]) == ("0110", "0010", "我的,[情景]=1")


def test_entries_of_a_mapping():
    assert load_scenario("baseline", ["issues.onset.noise=0.2"]).issues.onset == {"noise": 0.2, "trash": 0.1}
    assert load_scenario("baseline", ["issues.onset={noise: 0.3}"]).issues.onset == {"noise": 0.3, "trash": 0.1}


@pytest.mark.parametrize(
    "override", ["seed=0", f"seed={2**63 - 1}", "months=0", "burn_in=0", "households=1", "neighbourhoods=2047"]
)
def test_edges_are_legal(override):
    name, _, value = override.partition("=")
    assert getattr(load_scenario("baseline", [override]), name) == int(value)


def refused(overrides, *parts, name="baseline"):
    with pytest.raises(InputRefused) as error:
        load_scenario(name, overrides)
    line = str(error.value)
    assert error.value.exit_status == 2
    assert "\n" not in line and len(line) < 600
    for part in parts:
        assert part in line, line


@pytest.mark.parametrize(
    ("override", "parts"),
    [
        ("committee.stuff=6", ["did you mean committee.staff?"]),
        ("comittee.staff=6", ["did you mean committee.staff?"]),
        ("staff=6", ["did you mean committee.staff?"]),
        ("shock.staff=6", ["did you mean committee.staff?"]),
        ("committee.name=6", ["did you mean shock.name?"]),
        ("steed=6", ["did you mean seed?"]),
        ("zzzzqqq=6", ["zzzzqqq"]),
        ("committee=6", ["committee", "committee.staff"]),
        ("committee.staff.x=6", ["committee.staff.x"]),
        ("committee.staff=12", ["committee.staff", "12", "from 5 to 9 persons"]),
        ("committee.staff=6.5", ["whole number"]),
        ("committee.staff=true", ["whole number"]),
        ("committee.staff=null", ["whole number"]),
        ("committee.staff=", ["whole number"]),
        ("committee.staff=5,6", ["one value"]),
        ("committee.staff=range(5,7)", ["one value"]),
        ("committee.staff=[5]", ["whole number"]),
        ("committee.staff={0: 5}", ["cannot change in time"]),
        ("committee.load={0: 5}", ["from 0.7 to 1.4"]),
        ("committee.load=nan", ["from 0.7 to 1.4"]),
        ("committee.load=inf", ["from 0.7 to 1.4"]),
        ("committee.load=" + "9" * 3900, ["from 0.7 to 1.4"]),
        ("committee.load=" + "9" * 9000, ["characters"]),
        ("committee.load=" + "[" * 900, ["committee.load"]),
        ("committee.load={" * 30, ["committee.load"]),
        ("committee.load=]", ["committee.load"]),
        ("issues.posting=yes", ["true or false"]),
        ("issues.decision_rule=law_1998", ["did you mean law_1989?"]),
        ("issues.onset.noice=0.1", ["did you mean noise?"]),
        ("issues.onset.noise=2", ["issues.onset.noise"]),
        ("issues.onset=2", ["issues.onset"]),
        ("cell=2111", ["cell", "four digits"]),
        ("cell=111", ["four digits"]),
        ("cell=١١١١", ["four digits"]),
        ("months=-1", ["months", "from 0"]),
        ("burn_in=-1", ["burn_in"]),
        ("seed=-1", ["seed", "9223372036854775807"]),
        (f"seed={2**63}", ["seed", "9223372036854775807"]),
        ("households=0", ["households", "from 1"]),
        ("neighbourhoods=0", ["neighbourhoods"]),
        ("neighbourhoods=2048", ["neighbourhoods", "2047"]),
        ("scenario=parkin", ["did you mean parking?"]),
        ("scenario=../secret", ["no scenario"]),
        ("shock=rumor", ["did you mean rumour?"]),
        ("shock.name=rumor", ["did you mean rumour?"]),
        ("shock.month=soon", ["shock.month"]),
        ("shock.moth=3", ["did you mean shock.month?"]),
        ("hydra.run.dir=/tmp", ["hydra.run.dir"]),
        ("hydra/launcher=x", ["hydra"]),
        ("+committee.tea=1", ["neither added nor deleted"]),
        ("++committee.staff=1", ["neither added nor deleted"]),
        ("~committee", ["neither added nor deleted"]),
        ("--config-dir=/tmp", ["--config-dir"]),
        ("shock@x=rumour", ["shock@x"]),
        ("title.en=${oc.env:HOME}", ["${", "nothing is looked up"]),
        ("committee.load=${oc.env:HOME}", ["${", "nothing is looked up"]),
        ("committee._target_=os.system", ["_target_", "nothing is looked up"]),
        ("committee.load={_target_: os.system}", ["_target_", "nothing is looked up"]),
        ("defaults=[x]", ["defaults"]),
        ("committee.staff", ["no value"]),
        ("=3", ["no value"]),
        ("", ["no value"]),
        ("title.fr=x", ["en"]),
        (7, ["not a text"]),
    ],
)
def test_refused_overrides(override, parts):
    refused([override], *parts)


def test_one_override_is_a_list_of_one():
    refused("seed=7", "overrides", "list")


def test_taught_is_within_cell():
    refused(["cell=0110", "taught=1000"], "taught", "social_capital", "cell=0110")
    assert load_scenario("baseline", ["taught=0110", "cell=0110"]).taught == "0110"


@pytest.mark.parametrize("name", ["parkin", "../parking", "a/../b.yaml", "no_such.yaml", "x\0y", "", 7, None])
def test_refused_scenario_names(name):
    refused([], name=name)


def test_python_users_get_the_same_checks(sample_config):
    with pytest.raises(InputRefused, match="seed"):
        sample_config(seed=-1)


def test_a_stored_configuration_comes_back():
    config = load_scenario("parking", ["committee.load={0: 1.1, ramp: [5, 1.1, 9, 1.2]}", "shock=rumour", "seed=5"])
    assert rebuild(json.loads(json.dumps(asdict(config)))) == config
    with pytest.raises(InputRefused, match=r"stored configuration committee\.stuff"):
        rebuild({"committee": {"stuff": 3}})
    with pytest.raises(InputRefused, match=r"\.\."):
        rebuild({"scenario": "../x"})


@pytest.mark.skipif(not HAS_STREETS, reason="the table of streets is not there yet")
def test_a_street_of_the_table_brings_its_number_of_committees():
    config = load_scenario("baseline", ["street=310101002"])
    assert config.street == "310101002" and config.neighbourhoods > 1
    refused(["street=310101999"], "street")


@pytest.fixture
def streets(monkeypatch):
    def find_street(word):
        if word not in ("310101002", "空路"):
            raise InputRefused("streets.csv", word, "a street", "did you mean 310101002?")
        return SimpleNamespace(street_name=word, n_juweihui=0 if word == "空路" else 19)

    module = ModuleType("sim.founding.streets")
    module.find_street = find_street
    monkeypatch.setitem(sys.modules, "sim.founding.streets", module)


def test_a_street_sets_the_neighbourhoods_unless_they_are_given_beside_it(streets, tmp_path):
    assert load_scenario("baseline", ["street=310101002"]).neighbourhoods == 19
    assert load_scenario("eleven_committees", ["street=310101002"]).neighbourhoods == 19
    assert load_scenario("baseline", ["neighbourhoods=2", "street=310101002"]).neighbourhoods == 2
    (tmp_path / "mine.yaml").write_text('street: "310101002"\n')
    assert load_scenario(str(tmp_path / "mine.yaml")).neighbourhoods == 19
    assert load_scenario(str(tmp_path / "mine.yaml"), ["neighbourhoods=3"]).neighbourhoods == 3
    assert load_scenario(str(tmp_path / "mine.yaml"), ["street=none"]).neighbourhoods == 1


def test_streets_that_are_refused(streets, tmp_path):
    refused(["street=310101001"], "street", "did you mean 310101002?")
    refused(["street=空路"], "street", "no residents' committee")
    (tmp_path / "mine.yaml").write_text("months: 3\nstreet: 空路\n")
    refused([], "mine.yaml:2 street", name=str(tmp_path / "mine.yaml"))


def test_overrides_leave_no_trace_for_the_next_call():
    load_scenario("parking", ["committee.staff=5", "shock=rumour"])
    config = load_scenario("parking")
    assert config.committee.staff == 7 and config.shock.name == "none"


def test_a_file_that_has_changed_is_composed_again(tmp_path, monkeypatch):
    """What a process has composed before is kept, but not past a change, and not as whoever got it left it."""
    folder = Path(shutil.copytree(configs_folder(), tmp_path / "configs"))
    monkeypatch.setattr(compose, "configs_folder", lambda: folder)
    tree = compose.compose_files({"scenario": "baseline"})
    tree["title"]["en"] = "spoilt"
    file = folder / "scenario" / "baseline.yaml"
    title = compose.compose_files({"scenario": "baseline"})["title"]["en"]
    assert title != "spoilt" and title in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(title, "Another"), encoding="utf-8")
    assert compose.compose_files({"scenario": "baseline"})["title"]["en"] == "Another"
