"""What happened in five lively runs of three years, each kind of event counted: a change needs a reason.

The small run of `test_months` is a quiet one. These configurations (`tests/reference/configurations.py`) know practices
early, found groups easily and bargain over parking, so that every kind of event there is occurs in one of them.
``python -m tests.golden.test_lively`` writes ``lively.csv`` anew; read every number that changed before committing.
"""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

from sim.engine.config import Observe
from sim.engine.run import result_of
from sim.foundation.event_kinds import EventKind
from tests.helpers.runs import play
from tests.reference.configurations import configuration

FILE = Path(__file__).with_name("lively.csv")
NUMBERS = (0, 13, 21, 49, 57)
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


def figures() -> list[list[str]]:
    """Play, and return a line for each kind of event and each figure, with a number for each configuration."""
    results = [result_of(play(replace(configuration(number, MONTHS), observe=Observe()))) for number in NUMBERS]
    told = [Counter(result.events["kind"].astype(str)) for result in results]
    lines = [[kind.word, *(str(counts[kind.word]) for counts in told)] for kind in EventKind]
    for name in FIGURES:
        last = [result.months.loc[result.months["month"] == MONTHS - 1, name].astype(float).sum() for result in results]
        lines.append([name, *(f"{value:.{DIGITS}g}" for value in last)])
    return lines


def kept() -> list[list[str]]:
    """Return the file's lines after its head."""
    with FILE.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    assert head == ["what", *(f"configuration {number}" for number in NUMBERS)]
    return lines


def test_as_much_happens_in_the_lively_runs_as_did():
    compared, different = 0, []
    for was, now in zip(kept(), figures(), strict=True):
        assert was[0] == now[0]
        compared += len(was) - 1
        if was != now:
            different.append(f"{was[0]}: {was[1:]} -> {now[1:]}")
    assert compared == len(NUMBERS) * (len(EventKind) + len(FIGURES)) == 290
    assert different == [], f"{len(different)} lines: " + "; ".join(different[:5])


def test_every_kind_of_event_is_in_the_file():
    assert [line[0] for line in kept() if all(float(value) == 0 for value in line[1:])] == []


def _write() -> None:
    with FILE.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["what", *(f"configuration {number}" for number in NUMBERS)])
        lines.writerows(figures())


if __name__ == "__main__":
    _write()
