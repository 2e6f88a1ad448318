"""What happened in five lively runs of three years, each kind of event counted: a change needs a reason.

The small run of `test_months` is a quiet one. These configurations (`tests/reference/configurations.py`) know practices
early, found groups easily and bargain over parking, so that every kind of event there is occurs in one of them.
``python -m tests.golden.test_lively`` writes ``lively.csv`` anew; read every number that changed before committing.
"""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sim.engine.config import Observe
from sim.engine.run import result_of
from sim.foundation.event_kinds import EventKind
from tests.helpers.runs import play
from tests.reference.configurations import configuration

FILE = Path(__file__).with_name("lively.csv")
NUMBERS = (13, 21, 49, 57, 0)
MONTHS = 36
FIGURES = (
    "affairs_latent",
    "affairs_open",
    "hours_community",
    "hours_residents",
    "cash_yuan",
    "ties_mean_degree",
    "trust_mean",
    "score",
    "team_members",
    "autonomy",
)
"""Columns of the months, summed over neighbourhoods in the last month."""
DIGITS = 6
LINES = 58


def figures(number: int) -> dict[str, str]:
    """Play a configuration; return how often each kind of event occurred, and each figure of the last month."""
    result = result_of(play(replace(configuration(number, MONTHS), observe=Observe())))
    told = Counter(result.events["kind"].astype(str))
    last = result.months[result.months["month"] == MONTHS - 1]
    sums = {name: f"{last[name].astype(float).sum():.{DIGITS}g}" for name in FIGURES}
    return {kind.word: str(told[kind.word]) for kind in EventKind} | sums


def kept() -> dict[int, dict[str, str]]:
    """Return the file: what each configuration left."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {number: {line["what"]: line[f"configuration {number}"] for line in lines} for number in NUMBERS}


@pytest.mark.parametrize("number", NUMBERS)
def test_as_much_happens_in_a_lively_run_as_did(number):
    was, now = kept()[number], figures(number)
    assert list(was) == list(now)
    assert len(was) == len(EventKind) + len(FIGURES) == LINES
    assert {what: (was[what], now[what]) for what in was if was[what] != now[what]} == {}


def test_every_kind_of_event_is_in_the_file():
    dead = [what for what in kept()[0] if all(float(values[what]) == 0 for values in kept().values())]
    assert dead == []


def _write() -> None:
    left = {number: figures(number) for number in NUMBERS}
    with FILE.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["what", *(f"configuration {number}" for number in NUMBERS)])
        lines.writerows([what, *(values[what] for values in left.values())] for what in left[NUMBERS[0]])


if __name__ == "__main__":
    _write()
