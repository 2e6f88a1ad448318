"""A city summed up: the months of each street's committees become rows of committees, streets, districts and months."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.analysis.city_schema import COMMITTEES, DISTRICTS, ENDS, INDICES, STREETS, SUMS, TIMELINE

OWN_INCOME = ("donations", "gifts", "exchange", "levies")
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
MEANS = ("hours_street", "hours_entrusted", "hours_community", "hours_residents")
FAILED = "failed"


class Place(NamedTuple):
    """A street of the plan: its run, what it is called, and how many committees and households each it has."""

    run_id: int
    street: str
    name: str
    district: str
    committees: int
    households_each: int


class Summary:
    """Takes in one street after the other and holds a row a committee and a number a committee and month.

    Parameters
    ----------
    final_months : int
        Months over which indices are averaged (`outcomes.final_months`).
    """

    def __init__(self, final_months: int):
        self.final_months = final_months
        self._committees: list[pd.DataFrame] = []
        self._streets: list[dict] = []
        self._places: list[Place] = []
        self._months = np.empty(0, dtype=np.int64)
        self._autonomy: list[np.ndarray] = []
        self._sums: dict[str, np.ndarray] = {}

    def add(self, place: Place, months: pd.DataFrame | None, part: str | None = None) -> None:
        """Take in a street.

        Parameters
        ----------
        place : Place
            Which street.
        months : DataFrame or None
            Its ``months`` with a row a month and committee; None if its run failed.
        part : str, optional
            The file that holds them.
        """
        households = place.committees * place.households_each
        facts = {
            "run_id": place.run_id,
            "street": place.street,
            "name": place.name,
            "district": place.district,
            "committees": place.committees,
            "households": households,
            "status": FAILED if months is None else "done",
            "part": part,
        }
        rows = None
        if months is not None:
            rows = committees_of(months, self.final_months, place.committees)
            rows.insert(0, "run_id", place.run_id)
            rows.insert(1, "street", place.street)
            self._committees.append(rows)
            self._see(months, place.committees)
        self._places.append(place)
        self._streets.append({**facts, **together(rows)})

    def _see(self, months: pd.DataFrame, n: int) -> None:
        """Add the street's months to those of the city; all streets have the same months."""
        ordered = months.sort_values(["month", "neighbourhood"], kind="stable")
        self._months = ordered["month"].to_numpy(np.int64).reshape(-1, n)[:, 0]
        self._autonomy.append(_matrix(ordered["autonomy"], n))
        seen = {name: _matrix(ordered[name], n).sum(axis=1) for name in MEANS}
        seen["occurrence_share"] = _matrix(ordered["occurrence"], n).sum(axis=1)
        seen["groups_share"] = (_matrix(ordered["groups_confirmed"], n) > 0).sum(axis=1)
        self._sums = {name: self._sums.get(name, 0.0) + values for name, values in seen.items()}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the frames of committees, streets, districts and the timeline, by the names of their tables."""
        committees = _frame(COMMITTEES.names, self._committees)
        streets = pd.DataFrame(self._streets, columns=list(STREETS.names))
        return {
            COMMITTEES.name: committees,
            STREETS.name: streets,
            DISTRICTS.name: self._districts(committees),
            TIMELINE.name: self._timeline(),
        }

    def _districts(self, committees: pd.DataFrame) -> pd.DataFrame:
        rows = []
        for code in sorted({place.street[:6] for place in self._places}):
            own = [place for place in self._places if place.street.startswith(code)]
            inside = committees[committees["run_id"].isin([place.run_id for place in own])]
            done = set(inside["run_id"])
            facts = {
                "district_code": code,
                "district": own[0].district,
                "streets": len(own),
                "streets_failed": sum(place.run_id not in done for place in own),
                "committees": len(inside),
                "households": sum(place.committees * place.households_each for place in own if place.run_id in done),
            }
            rows.append({**facts, **together(inside if len(inside) else None)})
        return pd.DataFrame(rows, columns=list(DISTRICTS.names))

    def _timeline(self) -> pd.DataFrame:
        if not self._autonomy:
            return pd.DataFrame({name: [] for name in TIMELINE.names})
        autonomy = np.concatenate(self._autonomy, axis=1)
        n = autonomy.shape[1]
        low, middle, high = _quantiles(autonomy, axis=1)
        return pd.DataFrame(
            {
                "month": self._months,
                "committees": n,
                "autonomy_low": low,
                "autonomy_median": middle,
                "autonomy_high": high,
                **{name: self._sums[name] / n for name in ("occurrence_share", "groups_share", *MEANS)},
            }
        )


def committees_of(months: pd.DataFrame, final_months: int, n: int) -> pd.DataFrame:
    """Return a row for each of a street's `n` committees from its months.

    Indices are means over the last `final_months` months; sums run over the months from 0 on; counts are those of the
    last month. A run without months has missing indices and sums of 0.
    """
    every = pd.RangeIndex(n, name="neighbourhood")
    lived = months[months["month"] >= 0]
    last = months[months["month"] > months["month"].max() - final_months]
    end = months[months["month"] == months["month"].max()].set_index("neighbourhood")
    rows = last.groupby("neighbourhood")[list(INDICES)].mean().reindex(every)
    occurred = lived[lived["occurrence"].astype(bool)].groupby("neighbourhood")["month"].min()
    rows["occurrence_month"] = occurred.reindex(every).astype("Int64")
    rows["occurrence_at_end"] = end["occurrence"].astype(bool).reindex(every, fill_value=False)
    own = lived[[f"income_{name}_yuan" for name in OWN_INCOME]].sum(axis=1)
    summed = lived.assign(yuan_street=lived["income_street_yuan"], yuan_own=own)
    sums = summed.groupby("neighbourhood")[list(SUMS)].sum().reindex(every, fill_value=0)
    ends = end[list(ENDS)].reindex(every, fill_value=0)
    return pd.concat([rows, sums, ends], axis=1).reset_index()


def together(committees: pd.DataFrame | None) -> Mapping[str, float | int | None]:
    """Return what is said of several committees together; nothing but missing values where there are none."""
    if committees is None:
        names = (*INDICES, *SUMS, *ENDS, "autonomy_low", "autonomy_high", "resolved_per_100")
        return dict.fromkeys((*names, "committees_with_occurrence", "committees_with_groups"))
    low, _middle, high = _quantiles(committees["autonomy"].to_numpy(np.float64), axis=0)
    sums = {name: float(committees[name].sum()) for name in SUMS}
    arisen = sums["affairs_arisen"]
    return {
        **{name: float(committees[name].mean()) for name in INDICES},
        "autonomy_low": float(low),
        "autonomy_high": float(high),
        "committees_with_occurrence": int(committees["occurrence_month"].notna().sum()),
        "committees_with_groups": int((committees["groups_confirmed"] > 0).sum()),
        "resolved_per_100": 100 * sums["affairs_resolved"] / arisen if arisen else 0.0,
        **sums,
        **{name: int(committees[name].sum()) for name in ENDS},
    }


def _quantiles(values: np.ndarray, axis: int) -> Sequence[np.ndarray]:
    return tuple(np.quantile(values, [LOW, MIDDLE, HIGH], axis=axis))


def _matrix(column: pd.Series, n: int) -> np.ndarray:
    return column.to_numpy(np.float64).reshape(-1, n)


def _frame(names: Sequence[str], frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame({name: [] for name in names})
    return pd.concat(frames, ignore_index=True)[list(names)]
