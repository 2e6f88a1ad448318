"""Every scenario and shock that comes with the program, with the configuration that the program has."""

import json
from dataclasses import asdict, fields, is_dataclass

import pytest

from sim.engine.config import SHOCKS, Config
from sim.foundation.errors import InputRefused
from sim.scenarios.folders import configs_folder, names_of
from sim.scenarios.load import load_scenario, rebuild
from sim.scenarios.safe_yaml import plain, read_yaml

EIGHT = ["baseline", "lane_games", "parking", "parking_one_off", "one_square_metre", "transfer", "eleven_committees"]
EIGHT += ["locked_in"]
SIX = ["chair_leaves", "unit_withdraws", "admin_surge", "backbones_leave", "rumour", "fund_scandal"]


@pytest.fixture(autouse=True)
def sample_config():
    """Use the real configuration, not the sample of the other tests here."""
    return Config


def test_the_scenarios_and_shocks_of_the_interface_are_there():
    assert set(EIGHT) <= set(names_of("scenario"))
    assert {*SIX, "none"} == set(names_of("shock")) == set(SHOCKS)
    assert load_scenario("eleven_committees").neighbourhoods == 11
    assert load_scenario("one_square_metre").neighbourhoods == 3
    assert all(path.stat().st_size < 2000 for folder in ("scenario", "shock") for path in files_of(folder))


def files_of(group):
    return (configs_folder() / group).glob("*.yaml")


@pytest.mark.parametrize("name", names_of("scenario"))
def test_every_scenario_has_title_and_question_in_both_languages(name):
    config = load_scenario(name)
    texts = [*config.title.values(), *config.question.values()]
    assert len(texts) == 4 and all(texts) and name not in texts
    assert not config.title["zh"].isascii() and not config.question["zh"].isascii()


@pytest.mark.parametrize("name", names_of("scenario"))
def test_what_a_scenario_says_differs_from_the_baseline_and_arrives(name):
    said = plain(read_yaml(configs_folder() / "scenario" / f"{name}.yaml"))
    config, default = asdict(load_scenario(name)), asdict(Config())
    given = [(group, entry) for group, entry in said.items() if group not in ("title", "question")]
    assert given or name == "baseline"
    for group, entry in given:
        inside = entry if isinstance(entry, dict) else {None: entry}
        for key, value in inside.items():
            here, there = (config[group], default[group]) if key is None else (config[group][key], default[group][key])
            assert here == value and here != there, (group, key)


@pytest.mark.parametrize("shock", SIX)
@pytest.mark.parametrize("name", EIGHT)
def test_every_shock_can_be_laid_over_every_scenario(name, shock):
    config = load_scenario(name, [f"shock={shock}"])
    assert (config.shock.name, config.shock.month, config.scenario) == (shock, 60, name)


@pytest.mark.parametrize("shock", SIX)
def test_the_month_of_a_shock_can_be_chosen(shock):
    assert load_scenario("baseline", [f"shock={shock}", "shock.month=72"]).shock.month == 72


def test_lists_mappings_words_and_switches_of_real_parameters():
    config = load_scenario(
        "baseline",
        [
            "founding.housing_shares={old_lane: 0.2, new_village: 0.6, commodity: 0.2}",
            "participation.act_hours.hearing=3",
            "cases.hours=[1,4]",
            "issues.decision_rule=law_1989",
            "contracts.yearly=false",
            "street_office.load={0: 1.1, ramp: [12, 1.1, 24, 1.4]}",
        ],
    )
    assert config.founding.housing_shares == {"old_lane": 0.2, "new_village": 0.6, "commodity": 0.2}
    assert config.participation.act_hours["hearing"] == 3 and config.participation.act_hours["vote"] == 2
    assert (config.cases.hours, config.issues.decision_rule, config.contracts.yearly) == ([1, 4], "law_1989", False)
    assert config.street_office.load == {0: 1.1, "ramp": [12, 1.1, 24, 1.4]}
    assert rebuild(json.loads(json.dumps(asdict(config)))) == config


@pytest.mark.parametrize(
    ("override", "part"),
    [
        ("street_office.lode=1", "did you mean street_office.load?"),
        ("street_office.load=9", "from 0.7 to 1.4"),
        ("founding.housing_shares={old_lane: 0.9, new_village: 0.9, commodity: 0.2}", "sum to 1"),
        ("money.earmarks=[1, 1, 1, 1, 1]", "sum to 1"),
        ("environment.scope_shares=[1, 0, 1]", "sum to 1"),
        ("voice.committee_prior=3", "at most voice.committee_prior_weight (2.0)"),
        ("cases.hours=[1]", "a list of 2"),
        ("contracts.enforcement=police", "residents, staff, none"),
        ("backbone_persuation.hours=3", "did you mean backbone_persuasion.hours?"),
        ("street=310101999", "street"),
    ],
)
def test_bad_values_of_real_parameters_are_one_line(override, part):
    with pytest.raises(InputRefused) as refused:
        load_scenario("baseline", [override])
    assert part in str(refused.value) and "\n" not in str(refused.value)


def test_a_street_of_the_table_brings_its_number_of_committees():
    config = load_scenario("baseline", ["street=310101002"])
    assert config.street == "310101002" and config.neighbourhoods == 19


def test_every_group_of_the_configuration_is_composed():
    config = load_scenario("baseline")
    groups = [f.name for f in fields(config) if is_dataclass(getattr(config, f.name))]
    assert len(groups) > 20 and config == Config(scenario="baseline", title=config.title, question=config.question)
