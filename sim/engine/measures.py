"""What one finished run measured, as one flat record: the row from which tables of evidence are made."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.outcomes import outcomes
from sim.foundation.terms import AffairClass

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.model import NeighbourhoodModel

BOTTLENECKS = ("seen", "nobody_to_ask", "consent", "labour", "money", "compliance", "hours")


def measures_of(model: "NeighbourhoodModel") -> dict[str, Any]:
    """Return outcomes of a run and the averages by which it is judged plausible, over months from 0 on."""
    tables = model.observer.tables(model) if model.observer is not None else {}
    months = tables["months"]
    lived = months[months["month"] >= 0]
    return {
        **{key: _plain(value) for key, value in outcomes(tables).items()},
        **_hours(lived),
        **_money(lived),
        **_stock(lived),
        **_blocked(lived),
        **_affairs(tables["affairs"]),
        "occurrence_last": bool(lived["occurrence"].iloc[-1]),
        "contracts_signed": int((tables["events"]["kind"] == "contract_signed").sum()),
        "contracts_renewed": int((tables["events"]["kind"] == "contract_renewed").sum()),
        **_conscious(tables["events"]),
    }


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _hours(lived: "pd.DataFrame") -> dict[str, float]:
    parts = {name: float(lived[f"hours_{name}"].sum()) for name in ("street", "entrusted", "community")}
    whole = sum(parts.values()) or 1.0
    shares = {f"share_{name}": hours / whole for name, hours in parts.items()}
    residents = float(lived["hours_residents"].sum())
    return {**shares, "residents_per_committee_hour": residents / (parts["community"] or 1.0)}


def _money(lived: "pd.DataFrame") -> dict[str, float]:
    years = max(1.0, len(lived) / 12)
    return {
        f"yuan_year_{source}": float(lived[f"income_{source}_yuan"].sum()) / years
        for source in ("street", "donations", "gifts", "exchange")
    }


def _stock(lived: "pd.DataFrame") -> dict[str, float]:
    latent, manifest = float(lived["affairs_latent"].mean()), float(lived["affairs_open"].mean())
    keys = (
        "trust_mean", "reciprocity_mean", "ties_mean_degree", "bridging_share", "symbolic_share", "score", "cases",
        "teams", "team_members", "groups_confirmed", "groups_informal", "patrol_members", "enclosed_share",
        "contact_share", "no_contact_share", "neighbour_trust_share", "cash_yuan",
    )  # fmt: skip
    return {
        "latent": latent,
        "manifest": manifest,
        "latent_per_manifest": latent / manifest if manifest else 0.0,
        "council_months": float(lived["council"].sum()),
        **{key: float(lived[key].mean()) for key in keys},
    }


def _blocked(lived: "pd.DataFrame") -> dict[str, float]:
    return {f"blocked_{name}": float(lived[f"blocked_{name}"].mean()) for name in BOTTLENECKS}


def _affairs(affairs: "pd.DataFrame") -> dict[str, float]:
    found = {}
    for klass in AffairClass:
        mine = affairs[(affairs["class"] == klass.word) & (affairs["onset_month"] >= -24)]
        found[f"arisen_{klass.word}"] = float(len(mine))
        found[f"resolved_{klass.word}"] = float((mine["state"] == "resolved").sum())
        found[f"lapsed_{klass.word}"] = float((mine["state"] == "lapsed").sum())
    return found


def _conscious(events: "pd.DataFrame") -> dict[str, float]:
    from sim.mechanisms.registry import PRACTICES

    found: dict[str, float] = {}
    for practice in PRACTICES:
        if practice.mechanism is None:
            continue
        mine = events[events["practice"] == practice.name]
        for kind, key in (
            ("practice_discovered", "found"),
            ("practice_conscious", "conscious"),
            ("practice_used", "used"),
        ):
            rows = mine.loc[mine["kind"] == kind, "month"]
            found[f"{key}_{practice.name}"] = float(rows.min()) if len(rows) else float("nan")
    return found
