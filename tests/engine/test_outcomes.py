import math

import pandas as pd
import pytest

from sim.engine.outcome_params import COMPONENTS
from sim.engine.outcomes import outcomes

FLOWS = {
    "affairs_resolved": 1,
    "affairs_arisen": 4,
    "income_street_yuan": 1000.0,
    "income_donations_yuan": 10.0,
    "income_gifts_yuan": 20.0,
    "income_exchange_yuan": 30.0,
    "income_levies_yuan": 40.0,
    "hours_street": 6.0,
    "hours_entrusted": 3.0,
    "hours_community": 1.0,
    "hours_residents": 5.0,
}


@pytest.fixture
def tables():
    rows = [
        {
            "month": month,
            "neighbourhood": 0,
            **dict.fromkeys(("autonomy", *COMPONENTS), 0.5 if month >= 17 else 0.1),
            "occurrence": month in (-2, 20, 30),
            "households_taking_part": max(0, month + 1),
            **FLOWS,
        }
        for month in range(-24, 41)
    ]
    events = [
        (-3, "group_founded", None),
        (2, "practice_discovered", "exchange"),
        (7, "practice_discovered", "chain"),
        (5, "practice_discovered", "scan"),
        (9, "contract_signed", None),
    ]
    return {
        "months": pd.DataFrame(rows),
        "events": pd.DataFrame(events, columns=["month", "kind", "practice"]),
        "organizations": pd.DataFrame({"kind": ["patrol", "self_governance_group"], "founded_month": [-24, 4]}),
    }


def test_components_are_means_of_the_last_two_years(tables):
    found = outcomes(tables)
    assert found["autonomy"] == found["initiative"] == pytest.approx(0.5)
    assert found["occurrence_month"] == 20


def test_headlines_count_from_month_zero_and_are_missing_beyond_the_run(tables):
    found = outcomes(tables)
    assert found["resolved_per_100_m12"] == 25.0
    assert found["households_taking_part_m36"] == 36
    assert found["hours_residents_m12"] == 12 * 5
    assert found["yuan_m36"] == 36 * 100
    assert all(math.isnan(found[f"{name}_m120"]) for name in ("resolved_per_100", "yuan", "hours_residents"))


def test_firsts_and_sources(tables):
    found = outcomes(tables)
    assert (found["first_group_month"], found["first_contract_month"]) == (4, 9)
    assert found["discovered_public_issue_creation_month"] == 5
    assert found["discovered_resource_development_month"] == 2
    assert math.isnan(found["discovered_social_capital_month"])
    assert (found["yuan_street"], found["yuan_levies"], found["hours_community"]) == (41_000, 41 * 40, 41)


@pytest.mark.parametrize(
    ("event", "nothing"),
    [
        ((3, "practice_discovered", "scan"), False),
        ((3, "council_founded", None), False),
        ((3, "group_founded", None), True),
        ((-3, "organization_confirmed", None), True),
    ],
)
def test_nothing_happened_means_nothing_found_out_and_nothing_confirmed(tables, event, nothing):
    tables["events"] = pd.DataFrame([event], columns=["month", "kind", "practice"])
    assert outcomes(tables)["nothing_happened"] is nothing
