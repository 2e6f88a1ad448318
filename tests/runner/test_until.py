"""`until=ci:…`: replicates are added until differences are known, with the same end whatever happened on the way."""

import signal
from dataclasses import replace

import numpy as np
import pytest

from sim.analysis import stopping
from sim.foundation.errors import InputRefused
from sim.runner import until as module
from sim.runner.executors import SerialExecutor, make_executor
from sim.runner.plan_file import PLAN, plan_facts, read_plan, to_bytes
from sim.runner.reading import read_outcomes, standing, stored_values
from sim.runner.sweep import play
from sim.runner.until import Until, first_plan, look_at, play_until
from tests.runner.conftest import contents, tiny_plan
from tests.runner.forking import forked_workers

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

PAIRS = [(0, 1), (0, 2)]
FEW = 6


@pytest.fixture(autouse=True)
def small_looks(monkeypatch):
    """Looks at a few runs, so that tests last seconds; the rule itself is tested in `tests/analysis`."""
    monkeypatch.setattr(stopping, "FIRST", FEW)
    monkeypatch.setattr(stopping, "SKEWNESS_FACTOR", 0)
    monkeypatch.setattr(stopping, "SKEWNESS_BASE", 0)


RULE = Until(0.3, "autonomy", 40)


def plan_of_rule(rule=RULE, **more):
    return first_plan(tiny_plan(**more), rule, PAIRS)


@pytest.fixture(scope="module")
def undisturbed_until(tmp_path_factory):
    """The contents of a sweep that went on until it knew, and its looks."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("FIRST", FEW), ("SKEWNESS_FACTOR", 0), ("SKEWNESS_BASE", 0)):
            patch.setattr(stopping, name, value)
        folder, looks = tmp_path_factory.mktemp("until") / "s", []
        report = play_until(plan_of_rule(), RULE, folder, SerialExecutor(), PAIRS, on_look=looks.append)
        assert report.finished and report.were_stored == report.stored - 3 * (
            looks[-1].replicates - looks[-2].replicates
        )
    return folder, contents(folder), looks


def test_it_looks_goes_on_and_ends_as_soon_as_it_knows(undisturbed_until):
    folder, _contents, looks = undisturbed_until
    numbers = [found.replicates for found in looks]
    assert numbers[0] == FEW and numbers == sorted(set(numbers)) and len(numbers) >= 3
    assert [found.reached for found in looks] == [False] * (len(looks) - 1) + [True]
    assert looks[-1].widest.half_width <= RULE.half_width < looks[-2].widest.half_width
    assert read_plan(folder)["replicates"] == numbers[-1] and read_plan(folder)["until"] == str(RULE)
    frame = read_outcomes(folder)
    assert len(frame) == 3 * numbers[-1] and frame["replicate"].max() == numbers[-1] - 1
    values = stored_values(folder, "autonomy")
    widest = max((stopping.look(values[b] - values[a], 1.0) for a, b in PAIRS), key=lambda found: found.half_width)
    assert looks[-1].widest == widest


@pytest.mark.parametrize(("executor", "step"), [("serial", 5), ("local", 45)])
def test_wherever_it_is_stopped_it_ends_in_the_same_bytes(undisturbed_until, tmp_path, monkeypatch, executor, step):
    """Ctrl-C after a few runs of each attempt, so that it falls inside looks and between them."""
    forked_workers(monkeypatch)
    folder = tmp_path / "s"
    attempts = 0
    while True:
        attempts += 1
        left = 4 + step * attempts

        def stop_soon(_done, counted=[0], left=left):  # noqa: B006 - counts the runs of this attempt
            counted[0] += 1
            if counted[0] == left:
                signal.raise_signal(signal.SIGINT)

        report = play_until(plan_of_rule(), RULE, folder, make_executor(executor, 2), PAIRS, on_done=stop_soon)
        if report.finished:
            break
        assert report.interrupted and attempts < 30
    assert attempts >= 2
    assert contents(folder) == undisturbed_until[1]


def test_killed_between_design_and_plan_it_mends_the_design(undisturbed_until, tmp_path):
    folder = tmp_path / "s"
    now = plan_of_rule()
    play(now, folder, SerialExecutor(), grows=True)
    from sim.runner.design_file import write_design

    write_design(replace(now, replicates=FEW + 5), folder)  # and killed before the plan was written
    assert read_plan(folder)["replicates"] == FEW
    assert standing(folder).stored == 3 * FEW
    other = plan_of_rule()
    write_design(replace(other, rows=[replace(row, values=(6,)) for row in other.rows]), folder)
    with pytest.raises(InputRefused, match="cut short or changed"):
        standing(folder)
    write_design(replace(now, replicates=FEW + 5), folder)
    play_until(now, RULE, folder, SerialExecutor(), PAIRS)
    assert contents(folder) == undisturbed_until[1]


def test_parts_that_may_grow_are_not_folded(tmp_path):
    play(plan_of_rule(rows_per_part=5), tmp_path / "s", SerialExecutor(), grows=True)
    found = standing(tmp_path / "s")
    assert (found.planned, found.stored, found.finished) == (18, 18, False)
    assert len(list((tmp_path / "s" / "parts").iterdir())) == 3  # 15 of 18 runs
    play(plan_of_rule(rows_per_part=6), tmp_path / "t", SerialExecutor(), grows=True)
    assert not standing(tmp_path / "t").finished  # 18 runs fill three parts, and yet it may go on


def test_it_gives_up_at_the_most(tmp_path):
    rule, looks = Until(1e-9, "autonomy", 9), []
    report = play_until(plan_of_rule(rule), rule, tmp_path / "s", SerialExecutor(), PAIRS, on_look=looks.append)
    assert report.finished and [found.replicates for found in looks] == [6, 9]
    assert not looks[-1].reached and len(read_outcomes(tmp_path / "s")) == 27


def test_it_does_not_go_on_for_runs_that_fail(tmp_path, monkeypatch):
    """A row that always fails, or an outcome that no run has, would else be played to the most replicates allowed."""
    from sim.runner import work

    real = work.played

    def raising(config, keep="outcomes"):
        if config.committee.staff == 9:
            raise ValueError("a row that raises")
        return real(config, keep)

    monkeypatch.setattr(work, "played", raising)
    looks = []
    report = play_until(plan_of_rule(), RULE, tmp_path / "s", SerialExecutor(), PAIRS, on_look=looks.append)
    assert report.finished and report.stored == 3 * FEW and report.failed == FEW
    (only,) = looks
    assert only.is_hopeless and not only.reached and only.widest.n == 0 and only.following == only.replicates == FEW
    again = play_until(plan_of_rule(), RULE, tmp_path / "s", SerialExecutor(), PAIRS)
    assert again.finished and again.were_stored == again.planned


def test_a_finished_one_is_used_again(undisturbed_until):
    folder, before, looks = undisturbed_until
    again = []
    report = play_until(plan_of_rule(), RULE, folder, SerialExecutor(), PAIRS, on_look=again.append)
    assert report.finished and report.were_stored == report.planned and again == looks[-1:]
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        (
            lambda: plan_of_rule(Until(0.29, "autonomy", 40)),
            "a sweep with until=ci:0.3:autonomy:40; here until=ci:0.29",
        ),
        (lambda: tiny_plan(replicates=6), "a sweep with until=ci:0.3:autonomy:40; here until=–"),
    ],
)
def test_another_rule_is_another_sweep(undisturbed_until, asked, match):
    folder, before, _looks = undisturbed_until
    with pytest.raises(InputRefused, match=match):
        play(asked(), folder, SerialExecutor())
    assert contents(folder) == before


def test_a_plan_never_shrinks(tmp_path):
    grown = replace(plan_of_rule(), replicates=9)
    play(grown, tmp_path / "s", SerialExecutor(), grows=True)
    with pytest.raises(InputRefused, match="a sweep of 9 replicates; here 6"):
        play(plan_of_rule(), tmp_path / "s", SerialExecutor(), grows=True)


def test_failed_runs_are_missing_from_the_pairs(tmp_path, monkeypatch):
    now = plan_of_rule()
    play(now, tmp_path / "s", SerialExecutor(), grows=True)
    values = stored_values(tmp_path / "s", "autonomy")
    values[1, 2] = np.nan
    monkeypatch.setattr(module, "stored_values", lambda *_words: values)
    assert look_at(now, RULE, tmp_path / "s", [(0, 1)]).widest.n == FEW - 1
    assert look_at(now, RULE, tmp_path / "s", [(0, 2)]).widest.n == FEW


def test_the_rule_as_it_is_typed():
    assert Until.parse("ci:0.01") == Until(0.01, "autonomy", stopping.MOST)
    assert Until.parse("ci:2:resolved_per_100_m120", 500) == Until(2.0, "resolved_per_100_m120", 500)
    assert Until.parse("ci:1e-2").largest == 1.0 and Until.parse("ci:1:yuan_m12").largest is None
    assert Until.parse("ci:1:nothing_happened").largest == 1.0


@pytest.mark.parametrize(
    ("text", "most", "match"),
    [
        ("ci:-1", None, "a half-width above 0"),
        ("ci:0", None, "a half-width above 0"),
        ("ci:nan", None, "a half-width above 0"),
        ("ci:inf", None, "a half-width above 0"),
        ("ci:", None, "a half-width above 0"),
        ("ci:1_0", None, "a half-width above 0"),
        ("ci:0.01:", 3, "at least 6"),
        ("ci", None, "a half-width above 0"),
        ("foo:0.01", None, "ci:HALF_WIDTH"),
        ("", None, "ci:HALF_WIDTH"),
        ("ci:0.01:autonmy", None, "did you mean autonomy"),
        ("ci:0.01:occurrence_month", None, "no outcome that every run has"),
        ("ci:0.01:autonomy:7", None, "no outcome that every run has"),
    ],
)
def test_what_is_no_rule(text, most, match):
    with pytest.raises(InputRefused, match=match):
        Until.parse(text, most)


def test_what_cannot_be_waited_for():
    with pytest.raises(InputRefused, match="one row"):
        first_plan(tiny_plan(), RULE, [])
    with pytest.raises(InputRefused, match="resolved_per_100_m12 in runs of 3 months"):
        first_plan(tiny_plan(), Until(1, "resolved_per_100_m12"), PAIRS)
    assert plan_facts(plan_of_rule())["until"] == "ci:0.3:autonomy:40"
    assert b'"until": ""' in to_bytes(plan_facts(tiny_plan())) and PLAN == "plan.json"
