"""`sim.run_many`: scenarios side by side in Python."""

import pandas
import pytest

import sim
from sim.engine.outcomes import outcomes
from sim.foundation.errors import InputRefused
from sim.runner.design_file import stored_rows
from sim.runner.plan_file import read_plan
from sim.runner.reading import plan_of
from sim.runner.schema import MEASURED
from tests.runner.conftest import TINY


def scenarios():
    return [
        sim.load_scenario("baseline", TINY),
        sim.load_scenario("parking", TINY),
        sim.load_scenario("parking", [*TINY, "committee.staff=6", "street_office.load={0: 1.2}"]),
    ]


def test_scenarios_side_by_side(tmp_path):
    found = sim.run_many(scenarios(), replicates=2, out=tmp_path / "a", executor="serial")
    assert found["scenario"].tolist() == ["baseline", "parking", "parking_2"] * 2
    assert found["seed"].nunique() == 2 and found["replicate"].tolist() == [0, 0, 0, 1, 1, 1]
    assert found["committee.staff"].tolist() == [7, 7, 6] * 2
    assert found["street_office.load"].tolist() == ["1.0", "1.0", '{"0":1.2}'] * 2
    assert set(MEASURED) <= set(found.columns) and found["status"].eq("done").all()
    for place, config in enumerate(scenarios()):
        result = sim.run(config)
        assert found["state_hash"][place] == result.facts["state_hash"]
        measured = outcomes(result.tables, config.outcomes)
        for name in MEASURED:
            here, there = measured[name], found[name][place]
            assert there is not None and (pandas.isna(there) if here != here else here == there), name


def test_the_folder_alone_says_what_each_run_was(tmp_path):
    sim.run_many(scenarios(), replicates=2, out=tmp_path / "a", executor="serial")
    facts = read_plan(tmp_path / "a")
    assert [label for label, *_rest in stored_rows(facts, tmp_path / "a")] == ["baseline", "parking", "parking_2"]
    plan = plan_of(tmp_path / "a", facts)
    for place, config in enumerate(scenarios()):
        again = plan.config(plan.run(place))
        config.scenario = again.scenario
        assert again == config


def test_a_scenario_against_itself_differs_by_nothing(tmp_path):
    config = sim.load_scenario("baseline", TINY)
    found = sim.run_many([config, config], replicates=3, out=tmp_path / "a", executor="serial")
    first, second = (found[found["scenario"] == name].set_index("replicate") for name in ("baseline", "baseline_2"))
    assert first["state_hash"].equals(second["state_hash"])
    assert first[list(MEASURED)].equals(second[list(MEASURED)])


def test_names_default_folders_and_what_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    config = sim.load_scenario("baseline", TINY)
    sim.run_many(config, replicates=1, executor="serial")
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("baseline-scenarios-")
    for call, match in (
        (lambda: sim.run_many([], out="x"), "an empty list"),
        (lambda: sim.run_many("parkin", out="x"), "did you mean parking"),
        (lambda: sim.run_many([3], out="x"), "scenarios"),
        (lambda: sim.run_many(config, replicates=0, out="x"), "replicates"),
        (lambda: sim.run_many(config, replicates=10**9, out="x"), "1,000,000,000 runs"),
        (lambda: sim.run_many(config, out="x", keep="al"), "did you mean all"),
        (lambda: sim.run_many(config, out="x", executor="lokal"), "did you mean local"),
    ):
        with pytest.raises(InputRefused, match=match):
            call()
    assert not (tmp_path / "x").exists()
