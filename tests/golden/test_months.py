"""One small run, month by month: a change of these figures needs a reason in the changelog.

``python -m tests.golden.test_months`` writes ``months.csv`` anew; read every number that changed before committing.
Neighbourhood of 200 households, seed 0, all mechanisms known from month 0, 24 months of burn-in and 24 more.
"""

import csv
from pathlib import Path

import pytest

from sim.engine.run import result_of
from tests.helpers.runs import play, small

FILE = Path(__file__).with_name("months.csv")
COLUMNS = (
    "month",
    "affairs_latent",
    "affairs_open",
    "affairs_resolved",
    "contact_share",
    "hours_community",
    "hours_residents",
    "cash_yuan",
    "ties_mean_degree",
    "trust_mean",
    "score",
    "team_members",
    "autonomy",
)
DIGITS = 6
NUMBERS = 48 * len(COLUMNS)


def figures() -> list[list[str]]:
    """Play the run and return its figures as they stand in the file."""
    config = small('cell="1111"', 'taught="1111"', households=200, months=24, burn_in=24, seed=0)
    months = result_of(play(config)).months
    return [[f"{float(value):.{DIGITS}g}" for value in row] for row in months[list(COLUMNS)].to_numpy(dtype=float)]


@pytest.fixture(scope="module")
def kept() -> list[list[str]]:
    """The file's lines after its head."""
    with FILE.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    assert tuple(head) == COLUMNS
    return lines


def test_every_figure_of_the_small_run_is_as_it_was(kept):
    compared, different = 0, []
    for was, now in zip(kept, figures(), strict=True):
        for name, before, after in zip(COLUMNS, was, now, strict=True):
            compared += 1
            if before != after:
                different.append(f"month {was[0]} {name}: {before} -> {after}")
    assert compared == NUMBERS == 624
    assert different == [], f"{len(different)} of {compared}: " + "; ".join(different[:5])


def test_no_column_of_the_file_is_dead(kept):
    for name, values in zip(COLUMNS, zip(*kept, strict=True), strict=True):
        assert len(set(values)) >= 2, name


if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *figures()])
