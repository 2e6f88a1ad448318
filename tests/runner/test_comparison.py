"""What is compared with what: the reference replayed with each scenario's founding, and parameters that are drawn."""

import pytest

from sim.foundation.errors import InputRefused
from sim.runner.comparison import (
    REPLICATES_OF_A_DRAW,
    chance_plan,
    compared,
    founded_as,
    parameter_plan,
    unknown_parameters,
)
from sim.runner.executors import SerialExecutor
from sim.runner.keys import leaves
from sim.runner.plan_file import read_plan
from sim.runner.reading import plan_of, read_outcomes
from sim.runner.schema import MEASURED
from sim.runner.sweep import play
from sim.scenarios.load import load_scenario

TINY = ["households=20", "months=3", "burn_in=2"]


def loaded(*names, more=()):
    return [load_scenario(name, [*TINY, *more]) for name in names]


def test_the_reference_gets_each_scenarios_founding_and_neighbourhoods():
    found = compared(loaded("baseline", "transfer", "one_square_metre", "locked_in"))
    assert [one.label for one in found.scenarios] == [
        "baseline_at_transfer",
        "baseline_at_one_square_metre",
        "baseline_at_locked_in",
        "transfer",
        "one_square_metre",
        "locked_in",
    ]
    assert found.pairs == ((0, 3), (1, 4), (2, 5)) and found.reference == "baseline"
    for pair in found.pairs:
        differs = found.differing(pair)
        assert not [name for name in differs if name.startswith("founding.") or name == "neighbourhoods"]
    assert set(found.differing((0, 3))) == {"street_office.load"}
    assert found.scenarios[1].config.neighbourhoods == 3
    own = load_scenario("baseline", TINY)
    assert set(found.given((1, 4), own)) == {"neighbourhoods"}


def test_scenarios_of_one_founding_share_the_replayed_reference():
    found = compared(loaded("parking", "parking_one_off", "parking", "transfer"))
    assert [one.label for one in found.scenarios][:2] == ["parking", "parking_at_transfer"]
    assert found.pairs == ((0, 2), (0, 3), (1, 4))
    assert found.labels[1] == ("parking", "parking_2") and found.differing((0, 3)) == {}


def test_foundings_of_their_own():
    found = compared(loaded("baseline", "parking"), founded_alike=False)
    assert [one.label for one in found.scenarios] == ["baseline", "parking"]
    assert set(found.differing((0, 1))) == {"founding.p_daytime_need", "founding.spaces_share"}
    alike = compared(loaded("baseline", "parking"))
    assert alike.differing(alike.pairs[0]) == {}


def test_fewer_than_two_are_refused():
    with pytest.raises(InputRefused, match="one scenario; allowed: two scenarios or more"):
        compared(loaded("baseline"))
    with pytest.raises(InputRefused, match="no scenario"):
        compared([])


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ("months=4", "parking: months: 4, but 3 in baseline; allowed: the same in all scenarios"),
        ("burn_in=3", "burn_in: 3, but 2 in baseline"),
        ("seed=9", "seed: 9, but 0 in baseline"),
        ("outcomes.window_months=6", "outcomes.window_months: 6, but 12"),
    ],
)
def test_where_the_reference_cannot_be_replayed(change, match):
    with pytest.raises(InputRefused, match=match):
        compared([*loaded("baseline"), *loaded("parking", more=[change])])


def test_a_founding_that_contradicts_the_reference_is_refused(monkeypatch):
    from sim.runner import comparison as module

    def contradict(*_words):
        raise InputRefused("founding.units_low", "9", "at most 8")

    monkeypatch.setattr(module, "varied", contradict)
    with pytest.raises(InputRefused, match=r"baseline with the founding of parking: founding\.units_low: 9"):
        compared(loaded("baseline", "parking"))


def test_the_founding_is_all_of_it():
    reference, other = loaded("baseline", "transfer")
    from sim.runner.plan import Scenario

    replayed, given = leaves(founded_as(reference, Scenario("x", other))), leaves(other)
    names = [name for name in given if name.startswith("founding.")]
    assert len(names) > 50 and all(replayed[name] == given[name] for name in names)


def test_drawn_are_the_calibrated_parameters_that_nobody_has_set():
    names = [span.name for span in unknown_parameters(compared(loaded("baseline", "baseline")))]
    assert "learning.discovery" in names and "street_office.load" in names and len(names) == 7
    fewer = [span.name for span in unknown_parameters(compared(loaded("baseline", "transfer")))]
    assert set(names) - set(fewer) == {"street_office.load"}
    typed = unknown_parameters(compared(loaded("baseline", "transfer", more=["learning.discovery=0.1"])))
    assert "learning.discovery" not in [span.name for span in typed]


def test_draws_are_shared_by_scenarios_and_have_chance_of_their_own():
    found = compared(loaded("parking", "parking_one_off"))
    plan = parameter_plan(found, unknown_parameters(found), 12)
    assert (len(plan.rows), plan.replicates, plan.design["draws"]) == (12, REPLICATES_OF_A_DRAW, 6)
    runs = [plan.run(n) for n in range(plan.n_runs)]
    for a, b in zip(runs[::2], runs[1::2], strict=True):
        assert a.row.values == b.row.values and a.seed == b.seed and a.row.scenario != b.row.scenario
    assert len({run.seed for run in runs}) == 12 and len({run.row.values for run in runs}) == 6
    assert {run.seed for run in runs} == {chance_plan(found, 12).run(2 * n).seed for n in range(12)}
    for name, (low, high) in plan.design["ranges"].items():
        values = [row.values[plan.names.index(name)] for row in plan.rows]
        assert low <= min(values) < max(values) <= high


def test_a_sweep_of_draws_is_read_back_from_its_folder(tmp_path):
    found = compared(loaded("parking", "parking_one_off"))
    plan = parameter_plan(found, unknown_parameters(found), 4)
    play(plan, tmp_path / "s", SerialExecutor())
    again = plan_of(tmp_path / "s", read_plan(tmp_path / "s"))
    assert [again.run(n).key for n in range(plan.n_runs)] == [plan.run(n).key for n in range(plan.n_runs)]
    frame = read_outcomes(tmp_path / "s")
    assert frame["replicate"].tolist() == [0, 0, 2, 2, 4, 4, 6, 6, 1, 1, 3, 3, 5, 5, 7, 7]
    assert frame.groupby("replicate")["seed"].nunique().eq(1).all()


def test_a_scenario_against_itself_differs_by_exactly_0(tmp_path):
    found = compared(loaded("transfer", "transfer"))
    play(chance_plan(found, 3), tmp_path / "s", SerialExecutor())
    frame = read_outcomes(tmp_path / "s")
    a, b = (frame[frame["scenario"] == label].reset_index() for label in ("transfer", "transfer_2"))
    assert len(a) == 3 and a[list(MEASURED)].equals(b[list(MEASURED)])
    assert a["state_hash"].tolist() == b["state_hash"].tolist() and a["state_hash"].nunique() == 3
