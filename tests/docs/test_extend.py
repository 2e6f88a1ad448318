"""What ``docs/extend.md`` tells a newcomer is tried here: its practice is taken from the page and run."""

import importlib.util
import re

import numpy as np
import pytest
import yaml

import sim
from experiments import document
from sim.engine import config as engine_config
from sim.engine import model as engine_model
from sim.foundation.parameters import declarations
from sim.mechanisms import catalogue, registry
from sim.protocols.practice import Practice
from sim.scenarios.load import load_scenario
from sim.world.identity import state_hash
from sim.world.state import TABLES, used

PAGE = (document.DOCS / "extend.md").read_text(encoding="utf-8")
SMALL = [
    "households=400",
    "months=12",
    "burn_in=12",
    "observe.enabled=false",
    "voice.complaints_per_month=0.012",
    "cases.share_of_rest=0",  # cases that stay unanswered are what the practice is about
]
NAME = "open_door"
TAUGHT = 'taught="0010"'


def _block(language: str, number: int = 0) -> str:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[number]


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """The class on the page, imported from a file."""
    path = tmp_path_factory.mktemp("extension") / "open_door.py"
    path.write_text(_block("python"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("open_door", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.OpenDoor()


@pytest.fixture
def registered(practice, monkeypatch):
    """A registry with the practice at its end, as its line would make it."""
    longer = (*registry.PRACTICES, practice)
    for module in (registry, engine_model):
        monkeypatch.setattr(module, "PRACTICES", longer)
    monkeypatch.setitem(engine_config.MODULES, NAME, practice.Params)
    return practice


def _model(*overrides: str, **numbers: float):
    scenario = load_scenario("baseline", overrides=[*SMALL, *overrides])
    if NAME in engine_config.MODULES:
        setattr(scenario, NAME, engine_config.MODULES[NAME](**numbers))
    return engine_model.NeighbourhoodModel(scenario)


def _played(model) -> str:
    while model.month < model.config.months:
        model.step()
    return state_hash(model.world)


def test_the_page_has_one_class_and_one_entry_that_are_complete(practice):
    entry = yaml.safe_load(_block("yaml"))
    assert list(entry) == [practice.name] == [NAME]
    assert catalogue._entry(NAME, entry[NAME]).claim == "C079"
    promised = {name for name in vars(Practice) if not name.startswith("_")}
    assert {name for name in promised if not hasattr(practice, name)} == set()
    assert set(practice.reads) | set(practice.writes) <= set(TABLES)
    assert list(declarations(practice.Params)) == ["hours", "crowd"]


def _uses(model) -> int:
    number = len(registry.PRACTICES) - 1
    return int((used(model.world, "affairs")["used"][:, number] > -9999).sum())


def test_it_is_used_and_the_same_every_time(registered):
    models = {seed: _model(f"seed={seed}", TAUGHT) for seed in range(1, 7)}
    hashes = {seed: _played(model) for seed, model in models.items()}
    uses = {seed: _uses(model) for seed, model in models.items()}
    assert sum(uses.values()) >= 3, uses
    seed = max(uses, key=uses.__getitem__)
    assert _played(_model(f"seed={seed}", TAUGHT)) == hashes[seed]
    assert _played(_model(f"seed={seed}", TAUGHT, "row_order=5")) == hashes[seed]
    assert _played(_model(f"seed={seed}", TAUGHT, hours=8)) != hashes[seed]


def test_off_is_as_if_it_were_not_there(registered):
    off = ["seed=3", 'cell="1101"']
    assert _played(_model(*off)) == _played(_model(*off, hours=40, crowd=1))


def test_off_every_other_practice_keeps_its_number_and_its_luck(practice, request):
    """The repertoire has more rows with it; whatever else there is stays the same, other discoveries too."""
    off = ["seed=6", 'cell="1101"', "months=120", "learning.discovery=0.15"]
    without = _model(*off)
    _played(without)
    request.getfixturevalue("registered")
    with_it = _model(*off)
    _played(with_it)
    before, after = _tables(without.world), _tables(with_it.world)
    assert {name for name in TABLES if before[name] != after[name]} == {"repertoire"}
    known = without.world.repertoire.known[: without.world.n("repertoire")]
    assert with_it.world.repertoire.known[: len(known)].tolist() == known.tolist()
    families = {one.mechanism for one in registry.PRACTICES[:-1] if one.mechanism is not None}
    found = {one.mechanism for one, rows in _by_practice(without, known) if one.mechanism is not None and rows.any()}
    assert found == families - {practice.mechanism}  # those behind it in the registry's order of families too


def _by_practice(model, rows):
    practices = model.setting.practices
    return zip(practices, rows.reshape(len(practices), -1), strict=True)


def test_it_writes_only_what_it_says(registered):
    tried = 0
    for seed in range(1, 9):
        model = _model(f"seed={seed}")
        _played(model)
        desk = model.committees_in_order[0].desk
        model.world.committees.minutes_left[0] = 10_000
        for affair in [row for row in desk.latent_affairs() if registered.affordance(desk, row) > 0]:
            before = _tables(model.world)
            assert registered.apply(desk, affair)
            after = _tables(model.world)
            changed = {name for name in TABLES if before[name] != after[name]}
            assert changed <= set(registered.writes) and "affairs" in changed
            tried += 1
    assert tried >= 2


def _tables(world) -> dict[str, bytes]:
    return {
        name: b"".join(np.ascontiguousarray(column).tobytes() for column in used(world, name).values())
        for name in TABLES
    }


def test_the_scenario_on_the_page_runs(tmp_path):
    path = tmp_path / "my_street.yaml"
    path.write_text(_block("yaml", 1), encoding="utf-8")
    scenario = sim.load_scenario(str(path), overrides=["households=60", "months=0", "burn_in=1"])
    assert (scenario.seed, scenario.committee.staff) == (7, 6)
    assert scenario.title["zh"] == "停车:车少"
    assert scenario.founding.p_daytime_need == 0.25
