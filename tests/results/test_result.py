"""A result shows itself: the chain of causes, the outcome in both languages, never a bare object."""

import subprocess
import sys

import pandas as pd
import pytest

from sim.foundation.errors import InputRefused
from sim.foundation.text import use_language
from sim.results.outcome import format_value
from sim.results.result import Result
from sim.results.schema import TABLES


@pytest.fixture
def result(tables, facts):
    return Result.of_run(tables, facts)


@pytest.fixture
def chinese():
    use_language("zh")
    yield
    use_language("en")


def test_every_table_is_an_attribute(result):
    for name in TABLES:
        assert getattr(result, name) is result.tables[name]


def test_why_walks_back_to_the_root(result):
    chain = result.why(3)
    assert chain.event_ids == (3, 2, 1) and len(chain) == 3 and chain.missing_cause is None
    lines = chain.lines("en")
    assert (
        lines[0] == "month 1: <b>practice_discovered</b>" and lines[2] == "because month -1: <b>affair_recognized</b>"
    )
    assert [text in line for text, line in zip(("骨干", "听证会", "停车难"), chain.lines("zh"), strict=True)] == [
        True
    ] * 3
    assert str(chain).splitlines()[1].strip() == lines[1] and repr(chain) == str(chain)


def test_why_is_escaped_in_html_and_marks_its_language(result, chinese):
    assert '<ol lang="zh-Hans">' in result.why(3)._repr_html_()
    use_language("en")
    shown = result.why(3)._repr_html_()
    assert '<ol lang="en">' in shown and "&lt;b&gt;" in shown and "<b>" not in shown


def test_why_stops_at_circles_and_at_causes_that_are_not_told(tables, facts):
    tables["events"].loc[0, "cause"] = 3
    chain = Result.of_run(tables, facts).why(2)
    assert chain.event_ids == (2, 1, 3) and chain.missing_cause == 2
    tables["events"].loc[0, "cause"] = 99
    assert "99" in Result.of_run(tables, facts).why(3).lines("en")[-1]


def test_why_of_an_unknown_event_is_refused(result):
    with pytest.raises(InputRefused, match="one of the 3 events"):
        result.why(4)


def test_headlines(result):
    values = result.headlines("en").set_index("key")["value"]
    assert values["autonomy"] == 0.25 and values["teams"] == 3 and values["occurrence"] == 0
    assert [values[f"hours_{name}"] for name in ("street", "entrusted", "community")] == pytest.approx([0.6, 0.3, 0.1])
    assert values["income_street_yuan"] == pytest.approx(12_000)  # three months of 1,000, as a year
    assert values["discovered_persuade"] == 1


def test_headlines_look_at_the_last_twelve_months_only(tables, facts):
    month = tables["months"].iloc[[0]]
    tables["months"] = pd.concat([month.assign(month=m, autonomy=float(m >= 12), teams=m) for m in range(24)])
    values = Result.of_run(tables, facts).headlines("en").set_index("key")["value"]
    assert values["autonomy"] == 1.0 and values["teams"] == 23 and values["income_street_yuan"] == 12_000


def test_several_neighbourhoods_are_averaged_or_added(tables, facts):
    other = tables["months"].assign(neighbourhood=1, autonomy=0.75, occurrence=True)
    tables["months"] = pd.concat([tables["months"], other])
    values = Result.of_run(tables, facts).headlines("en").set_index("key")["value"]
    assert values["autonomy"] == 0.5 and values["occurrence"] == 0.5 and values["teams"] == 6


def test_a_run_without_months_still_shows_itself(tables, facts):
    tables["months"], tables["events"] = tables["months"].iloc[:0], tables["events"].iloc[:0]
    empty = Result.of_run(tables, facts)
    assert len(empty.headlines()) == 0 and "baseline" in repr(empty) and "<table" in empty._repr_html_()


def test_it_shows_a_table_and_escapes_what_came_from_files(tables, facts):
    result = Result.of_run(tables, {**facts, "scenario": "<script>"})
    assert "object at" not in repr(result) and "autonomy" in repr(result) and "0.250" in repr(result)
    assert "<script>" not in result._repr_html_() and "&lt;script&gt;" in result._repr_html_()


@pytest.mark.parametrize(("value", "shown"), [(float("nan"), "–"), (3.0, "3"), (0.25, "0.250"), (12345.6, "12,346")])
def test_numbers_for_people(value, shown):
    assert format_value(value) == shown


def test_names_and_meanings_of_columns_are_read_without_pandas():
    code = "import sys, sim.results.dictionary as d; d.describe_result_columns(); assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
