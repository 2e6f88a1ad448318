"""Tables of a run as `sim.figures` reads them, made by formula, not by the model."""

import numpy as np
import pandas as pd
import pytest

SHARES = (
    "autonomy",
    "resident_resolved",
    "output_legitimacy",
    "participation",
    "financial_independence",
    "organizational_density",
    "initiative",
    "trust_mean",
    "reciprocity_mean",
    "bridging_share",
)


def _months(neighbourhoods: int, burn_in: int, months: int) -> pd.DataFrame:
    month = np.arange(-burn_in, months)
    parts = []
    for neighbourhood in range(neighbourhoods):
        wave = np.sin(month / 7 + neighbourhood)
        rise = 1 / (1 + np.exp(-(month - 50 - 9 * neighbourhood) / 8))
        table = {"month": month, "neighbourhood": neighbourhood}
        table |= {name: 0.05 + 0.06 * index * rise + 0.02 * (1 + wave) for index, name in enumerate(SHARES)}
        table |= {
            "occurrence": (month > 70) & (neighbourhood % 2 == 0),
            "ties_mean_degree": 7 + rise + 0.2 * wave,
            "hours_street": 560 - 80 * rise + 20 * wave,
            "hours_entrusted": 250 - 40 * rise + 10 * wave,
            "hours_community": 100 + 120 * rise,
            "hours_residents": 150 + 700 * rise + 60 * wave,
            "income_street_yuan": np.full(month.size, 5000.0),
            "income_donations_yuan": 100 * rise,
            "income_gifts_yuan": 800 * rise,
            "income_exchange_yuan": 1500 * rise,
            "affairs_latent": np.round(30 - 18 * rise + 3 * wave).astype("int32"),
            "affairs_open": np.round(6 + 3 * rise).astype("int32"),
            "affairs_resolved": (month % 3 == 0).astype("int32") + np.round(rise).astype("int32"),
            "affairs_lapsed": (month % 4 == 0).astype("int32"),
            "teams": np.round(5 + 4 * rise).astype("int32"),
            "groups_confirmed": np.round(5 * rise).astype("int32"),
            "groups_informal": np.round(2 * rise).astype("int32"),
            "council": (month > 80).astype("int32"),
        }
        parts.append(pd.DataFrame(table))
    return pd.concat(parts, ignore_index=True)


def _events() -> pd.DataFrame:
    rows = [
        (31, 0, "practice_discovered", "team_activists"),
        (22, 0, "practice_discovered", "ask_nicely"),
        (29, 1, "practice_discovered", "backbones"),
        (36, 0, "practice_discovered", "parking_by_day"),
        (38, 0, "practice_discovered", "open_hearing"),
        (40, 0, "group_founded", None),
        (45, 1, "group_founded", None),
        (44, 0, "practice_discovered", "hand_over"),
        (81, 0, "council_founded", None),
        (108, 0, "contract_signed", None),
    ]
    return pd.DataFrame(rows, columns=["month", "neighbourhood", "kind", "practice"])


MECHANISM_OF = {
    "team_activists": "social_capital",
    "backbones": "social_capital",
    "parking_by_day": "resource_development",
    "open_hearing": "public_issue_creation",
    "hand_over": "organizational_transfer",
}


@pytest.fixture
def mechanism_of():
    return MECHANISM_OF


@pytest.fixture
def make_tables():
    def make(neighbourhoods=1, burn_in=24, months=120):
        return {"months": _months(neighbourhoods, burn_in, months), "events": _events()}

    return make
