"""Outcomes of a run in one row: what a sweep keeps, and what tables of evidence are made from (interface.md)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.engine.month_columns import INCOME_NAMES
from sim.engine.outcome_params import COMPONENTS, Params
from sim.foundation.terms import Mechanism
from sim.mechanisms.registry import PRACTICES

if TYPE_CHECKING:
    import pandas as pd

HORIZONS = (12, 36, 120)
HEADLINES = ("resolved_per_100", "households_taking_part", "hours_residents", "yuan")
HOURS = ("street", "entrusted", "community", "residents")
OWN_SOURCES = tuple(name for name in INCOME_NAMES if name != "street")
CONFIRMED = ("organization_confirmed", "council_founded", "joint_meeting_founded")
"""Kinds of events by which an organization comes to be confirmed."""
MISSING = float("nan")


def outcomes(tables: Mapping[str, "pd.DataFrame"], params: Params | None = None) -> dict[str, float | bool]:
    """Return the outcomes of a run.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``months``, ``events`` and ``organizations`` of the run.
    params : Params, optional
        The declared defaults if not given.

    Returns
    -------
    dict
        Components and autonomy as means over the last 24 months (and over neighbourhoods); the first month with
        occurrence in some neighbourhood; headlines over months 0 … 11, 35, 119, missing (NaN) where the run is
        shorter; months of firsts, missing where there was none; yuan and hours by source over all months from 0 on.
    """
    params = params or Params()
    months = tables["months"]
    lived = months[months["month"] >= 0]
    last = months[months["month"] > months["month"].max() - params.final_months]
    found: dict[str, float | bool] = {name: _mean(last, name) for name in ("autonomy", *COMPONENTS)}
    found["occurrence_month"] = _first(lived.loc[lived["occurrence"].astype(bool), "month"])
    for horizon in HORIZONS:
        found |= {f"{name}_m{horizon}": value for name, value in _headlines(lived, horizon).items()}
    found |= _firsts(tables["events"], tables["organizations"])
    found |= {f"yuan_{name}": float(lived[f"income_{name}_yuan"].sum()) for name in INCOME_NAMES}
    found |= {f"hours_{name}": float(lived[f"hours_{name}"].sum()) for name in HOURS}
    return found


def _mean(months: "pd.DataFrame", name: str) -> float:
    return float(months[name].astype("float64").mean()) if len(months) else MISSING


def _first(months: "pd.Series") -> float:
    return float(months.min()) if len(months) else MISSING


def _headlines(lived: "pd.DataFrame", horizon: int) -> dict[str, float]:
    """Return what the first months brought: resolved per 100 arising, households, hours, own income.

    Affairs resolved in these months, whenever they arose, are set against those that arose, seen or not; disputes are
    in neither. ``yuan`` is income that is not the street's.
    """
    part = lived[lived["month"] < horizon]
    if part["month"].nunique() < horizon:
        return dict.fromkeys(HEADLINES, MISSING)
    arisen = float(part["affairs_arisen"].sum())
    end = part[part["month"] == horizon - 1]
    return {
        "resolved_per_100": 100 * float(part["affairs_resolved"].sum()) / arisen if arisen else 0.0,
        "households_taking_part": float(end["households_taking_part"].sum()),
        "hours_residents": float(part["hours_residents"].sum()),
        "yuan": float(sum(part[f"income_{name}_yuan"].sum() for name in OWN_SOURCES)),
    }


def _firsts(events: "pd.DataFrame", organizations: "pd.DataFrame") -> dict[str, float | bool]:
    """Return months of firsts, and whether from month 0 on nothing was found out and nothing confirmed."""
    kind, since = events["kind"], events["month"] >= 0
    discovered = events[kind == "practice_discovered"]
    groups = organizations[organizations["kind"] == "self_governance_group"]
    found: dict[str, float | bool] = {
        "nothing_happened": not bool((since & kind.isin(["practice_discovered", *CONFIRMED])).any()),
        "first_group_month": _first(groups["founded_month"]),
        "first_contract_month": _first(events.loc[kind == "contract_signed", "month"]),
    }
    for mechanism in Mechanism:
        names = [practice.name for practice in PRACTICES if practice.mechanism == mechanism]
        found[f"discovered_{mechanism.word}_month"] = _first(
            discovered.loc[discovered["practice"].isin(names), "month"]
        )
    return found
