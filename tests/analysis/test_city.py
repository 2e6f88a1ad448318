"""A city summed up by hand: committees, streets, districts and months, and what is missing where a run failed."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.city import Place, Summary, committees_of
from sim.analysis.city_schema import TABLES
from sim.results.frames import conform

SUMMED = ("income_donations_yuan", "income_gifts_yuan", "income_exchange_yuan", "income_levies_yuan")
INDICES = ("resident_resolved", "output_legitimacy", "participation")
FURTHER = ("financial_independence", "organizational_density", "initiative")


def months(n, first=-2, last=30, **columns):
    """Return the months of a street with `n` committees; a column is a function of month and committee."""
    month, where = (grid.ravel() for grid in np.meshgrid(np.arange(first, last), np.arange(n), indexing="ij"))
    table = {"month": month, "neighbourhood": where, "occurrence": np.zeros(len(month), dtype=bool)}
    table |= {name: np.zeros(len(month)) for name in (*SUMMED, *INDICES, *FURTHER, "autonomy", "income_street_yuan")}
    table |= {name: np.ones(len(month)) for name in ("hours_street", "hours_entrusted", "hours_community")}
    table |= {name: np.full(len(month), 2.0) for name in ("hours_residents",)}
    table |= {name: np.ones(len(month), dtype=int) for name in ("affairs_arisen", "affairs_resolved", "council")}
    names = ("affairs_by_residents", "groups_confirmed", "households_taking_part", "practices_known")
    table |= {name: np.zeros(len(month), dtype=int) for name in names}
    table |= {name: make(month, where) for name, make in columns.items()}
    return pd.DataFrame(table)


@pytest.fixture
def street():
    return months(
        3,
        autonomy=lambda month, where: 0.01 * where + 0.001 * (month + 2),
        occurrence=lambda month, where: (where == 1) & (month >= 7) | (where == 2) & (month == 20),
        groups_confirmed=lambda month, where: where * (month > 10),
        affairs_arisen=lambda month, where: 1 + where,
        income_street_yuan=lambda month, where: np.where(month < 0, 1e9, 10.0),
        income_gifts_yuan=lambda month, where: 2.0 * where,
        income_levies_yuan=lambda month, where: 1.0 + 0 * month,
    )


def test_committees_by_hand(street):
    rows = committees_of(street.sample(frac=1, random_state=0), 24, 3)
    assert rows["neighbourhood"].tolist() == [0, 1, 2]
    mean_month = np.mean(np.arange(6, 30))
    assert rows["autonomy"].tolist() == pytest.approx([0.001 * mean_month + 0.002 + 0.01 * each for each in range(3)])
    assert rows["occurrence_month"].tolist() == [pd.NA, 7, 20]
    assert rows["occurrence_at_end"].tolist() == [False, True, False]
    assert rows["affairs_arisen"].tolist() == [30, 60, 90] and rows["hours_residents"].tolist() == [60] * 3
    assert rows["yuan_street"].tolist() == [300] * 3 and rows["yuan_own"].tolist() == [30, 90, 150]
    assert rows["groups_confirmed"].tolist() == [0, 1, 2] and rows["council"].tolist() == [1, 1, 1]


def test_a_run_without_months_has_missing_indices_and_sums_of_nothing(street):
    rows = committees_of(street.iloc[:0], 24, 2)
    assert rows["autonomy"].isna().all() and (rows["hours_street"] == 0).all() and len(rows) == 2
    rows = committees_of(street[street["month"] < 0], 24, 3)
    assert rows["autonomy"].tolist() == pytest.approx([0.0005, 0.0105, 0.0205]) and (rows["yuan_own"] == 0).all()


def test_streets_districts_and_months_are_sums_of_their_committees(street):
    summary = Summary(24)
    summary.add(Place(0, "310101002", "甲街道", "东区", 3, 50), street, "months/0.parquet")
    summary.add(Place(1, "310101003", "乙街道", "东区", 2, 50), None)
    summary.add(Place(2, "310104001", "丙镇", "西区", 1, 50), months(1), "months/2.parquet")
    tables = {name: conform(TABLES[name], frame) for name, frame in summary.tables().items()}
    streets, districts, committees = tables["streets"], tables["districts"], tables["committees"]
    assert streets["status"].tolist() == ["done", "failed", "done"]
    assert streets["part"].isna().tolist() == [False, True, False]
    assert streets["households"].tolist() == [150, 100, 50]
    first = streets.iloc[0]
    assert first["committees_with_occurrence"] == 2 and first["committees_with_groups"] == 2
    assert first["resolved_per_100"] == pytest.approx(100 * 90 / 180)
    assert first["autonomy"] == pytest.approx(committees["autonomy"][:3].mean())
    assert first["autonomy_low"] == pytest.approx(np.quantile(committees["autonomy"][:3], 0.1))
    failed = streets.iloc[1]
    assert failed[["autonomy", "yuan_own", "groups_confirmed", "committees_with_occurrence"]].isna().all()
    assert districts["district_code"].tolist() == ["310101", "310104"]
    assert districts["streets"].tolist() == [2, 1] and districts["streets_failed"].tolist() == [1, 0]
    assert districts["committees"].tolist() == [3, 1] and districts["households"].tolist() == [150, 50]
    assert districts["affairs_arisen"].tolist() == [180, 30]
    timeline = tables["timeline"]
    assert timeline["month"].tolist() == list(range(-2, 30)) and (timeline["committees"] == 4).all()
    last = timeline.iloc[-1]
    assert last["occurrence_share"] == 0.25 and last["groups_share"] == 0.5 and last["hours_residents"] == 2.0
    autonomy = [0.031, 0.041, 0.051, 0.0]
    assert last["autonomy_median"] == pytest.approx(np.median(autonomy))
    assert last["autonomy_high"] == pytest.approx(np.quantile(autonomy, 0.9))


def test_a_city_whose_runs_all_failed_has_tables_still():
    summary = Summary(24)
    summary.add(Place(0, "310101002", "甲街道", "东区", 3, 50), None)
    tables = {name: conform(TABLES[name], frame) for name, frame in summary.tables().items()}
    assert [len(tables[name]) for name in ("committees", "streets", "districts", "timeline")] == [0, 1, 1, 0]
    assert tables["districts"]["streets_failed"].tolist() == [1]
    assert tables["districts"]["committees"].tolist() == [0]
