"""The verdicts of docs/evidence.md turn with the figures."""

import pytest

from experiments.evidence_rows import BOUNDS, COMPONENTS, QUANTITIES, SOURCES, calibrated, movement, values
from experiments.evidence_text import document


def run(cell, replicate=0, **changed):
    """Return the outcomes of a run as `measures_of` would, every row of T2, T13 and T14 just holding."""
    row = {"cell": cell, "replicate": replicate, "share_street": 0.6, "share_entrusted": 0.3, "share_community": 0.1}
    row |= {"latent_per_manifest": 3.5, "ties_mean_degree": 10.0, "cash_yuan": 100_000.0}
    row |= {f"yuan_year_{source}": 10_000.0 for source in SOURCES}
    row |= {f"{name}_at_{bound}": 0.01 for name in QUANTITIES for bound in BOUNDS}
    row |= {component: 0.1 for component in COMPONENTS}
    return {**row, **changed}


def test_all_rows_hold():
    assert "**no**" not in calibrated([run("0000")] * 4, [run("1111")] * 4)


@pytest.mark.parametrize(
    ("cell", "changed", "row"),
    [
        ("0000", {"share_community": 0.15}, "T2"),
        ("0000", {"latent_per_manifest": 2.0}, "T13"),
        ("1111", {"autonomy": 0.01}, "below .02"),
        ("1111", {"autonomy": 0.96}, "above .95"),
        ("1111", {"ties_mean_degree": 40.0}, "degree"),
        ("0000", {"cash_yuan": 130_000.0}, "cash"),
        ("1111", {"norm_at_upper": 0.2}, "norm at its upper bound"),
    ],
)
def test_one_row_fails(cell, changed, row):
    runs = {"0000": [run("0000")] * 4, "1111": [run("1111")] * 4}
    runs[cell] = [run(cell, **changed)] * 4
    failed = [line for line in calibrated(runs["0000"], runs["1111"]).splitlines() if "**no**" in line]
    assert len(failed) == 1 and row in failed[0]


def test_a_component_that_never_moves_is_named():
    table = movement([("0000", [run("0000"), run("0000", initiative=0.001)]), ("0001", [run("0001", initiative=0.0)])])
    assert "| 0000 | 2 | 2 | 2 | 2 | 2 | 1 |" in table
    assert "| 0001 | 1 | 1 | 1 | 1 | 1 | **0** |" in table


def test_runs_without_a_figure_are_left_out():
    assert values([{"x": 1}, {"x": float("nan")}, {}, {"x": None}], "x") == [1.0]


def test_the_document_is_made_of_what_there_is():
    text = document([run("0000"), run("1111"), run("0101")], 1, 1, ("seed=3",))
    assert "--override seed=3" in text and "| 0101 |" in text and "emergence contract" in text
