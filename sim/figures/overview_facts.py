"""The facts that the figure of a run shows: what each panel holds, its numbers as one tidy table; nothing is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sim.foundation.text import N_, gettext

MEAN = -1
"""Value of ``neighbourhood`` in rows that hold the mean over all neighbourhoods."""

SINGLE, YEARLY, LAST_YEAR = "month by month", "sum of a year", "sum of the last 12 months"


@dataclass(frozen=True)
class Series:
    """A line, area or bar: a column of ``months``, its label, and how its months are taken together."""

    column: str
    label: str
    taken: str = SINGLE


@dataclass(frozen=True)
class Panel:
    """One of the small multiples: what it asks, the unit of its axis, and its series."""

    title: str
    unit: str
    series: tuple[Series, ...]


PANELS = {
    "autonomy": Panel(
        N_("Residents' autonomy and its six components"),
        N_("index, 0 to 1"),
        (
            Series("autonomy", N_("autonomy")),
            Series("resident_resolved", N_("resolved by residents")),
            Series("output_legitimacy", N_("output legitimacy")),
            Series("participation", N_("participation")),
            Series("financial_independence", N_("financial independence")),
            Series("organizational_density", N_("organizational density")),
            Series("initiative", N_("initiative")),
        ),
    ),
    "hours": Panel(
        N_("Whose hours, and for what"),
        N_("hours a month"),
        (
            Series("hours_street", N_("committee: street")),
            Series("hours_entrusted", N_("committee: entrusted")),
            Series("hours_community", N_("committee: community")),
            Series("hours_residents", N_("residents' civic acts")),
        ),
    ),
    "money": Panel(
        N_("Where the money comes from"),
        N_("thousand yuan a year"),
        (
            Series("income_street_yuan", N_("street office"), YEARLY),
            Series("income_donations_yuan", N_("residents' donations"), YEARLY),
            Series("income_gifts_yuan", N_("gifts of units"), YEARLY),
            Series("income_exchange_yuan", N_("exchange"), YEARLY),
        ),
    ),
    "affairs": Panel(
        N_("What becomes of public affairs"),
        N_("affairs"),
        (
            Series("affairs_latent", N_("latent, unseen")),
            Series("affairs_open", N_("recognised, open")),
            Series("affairs_resolved", N_("resolved in 12 months"), LAST_YEAR),
            Series("affairs_lapsed", N_("lapsed in 12 months"), LAST_YEAR),
        ),
    ),
    "bodies": Panel(
        N_("Teams and residents' organizations"),
        N_("number"),
        (
            Series("teams", N_("cultural-sports teams")),
            Series("groups_confirmed", N_("groups, confirmed")),
            Series("groups_informal", N_("groups, informal")),
            Series("council", N_("council")),
        ),
    ),
    "trust": Panel(
        N_("Trust and reciprocity"),
        N_("mean, 0 to 1"),
        (
            Series("trust_mean", N_("trust over ties")),
            Series("reciprocity_mean", N_("norm of reciprocity")),
            Series("bridging_share", N_("share of bridging ties")),
        ),
    ),
    "ties": Panel(N_("Ties of a resident"), N_("ties"), (Series("ties_mean_degree", N_("mean number of ties")),)),
}

MECHANISMS = {
    "social_capital": N_("social capital"),
    "resource_development": N_("resource development"),
    "public_issue_creation": N_("public-issue creation"),
    "organizational_transfer": N_("organizational transfer"),
}
FIRST_EVENTS = {
    "group_founded": N_("first group of residents"),
    "council_founded": N_("self-governance council"),
    "contract_signed": N_("first contract with a unit"),
}
COLUMNS = ("panel", "series", "label", "neighbourhood", "month", "value")


def _values(months: pd.DataFrame, series: Series) -> pd.DataFrame:
    """Return ``neighbourhood``, ``month``, ``value`` of a series; a year's sum stands at the year's first month."""
    table = months[["neighbourhood", "month"]].assign(value=months[series.column].astype("float64"))
    if series.taken == YEARLY:
        year_start = table["month"] // 12 * 12
        return table.assign(month=year_start).groupby(["neighbourhood", "month"], as_index=False)["value"].sum()
    if series.taken == LAST_YEAR:
        by_neighbourhood = table.groupby("neighbourhood")["value"]
        return table.assign(value=by_neighbourhood.transform(lambda values: values.rolling(12, min_periods=1).sum()))
    return table


def _with_mean(table: pd.DataFrame) -> pd.DataFrame:
    """Put the mean over the neighbourhoods behind their own rows."""
    mean = table.groupby("month", as_index=False)["value"].mean().assign(neighbourhood=MEAN)
    return pd.concat([table, mean[table.columns]], ignore_index=True)


def _marks(events: pd.DataFrame, mechanism_of: Mapping[str, str], language: str) -> pd.DataFrame:
    """Return the first discovery of each mechanism and the first of each founding, over all neighbourhoods."""
    found = events[events["kind"] == "practice_discovered"]
    mechanisms = found["practice"].map(dict(mechanism_of)).astype("object")
    rows = []
    for names, keys in ((MECHANISMS, mechanisms), (FIRST_EVENTS, events["kind"])):
        source = found if names is MECHANISMS else events
        for name, label in names.items():
            months = source.loc[(keys == name).to_numpy(), "month"]
            if len(months):
                month = int(months.min())
                rows.append(("marks", name, gettext(label, language), MEAN, month, float(month)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def overview_facts(
    tables: Mapping[str, pd.DataFrame], language: str = "en", mechanism_of: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Take from a run's tables what its figure shows.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``months`` and ``events`` with the columns of the interface; other tables are not read.
    language : str
        ``"en"`` or ``"zh"``: the language of ``label``.
    mechanism_of : mapping of str to str, optional
        The mechanism that each practice belongs to; practices that are not named belong to none.

    Returns
    -------
    DataFrame
        One row per panel, series, neighbourhood (`MEAN`: mean over all) and month: ``panel`` (a key of `PANELS`,
        ``occurrence``: whether the criteria of autonomy hold, the mean a share; or ``marks``: the month in which
        something happened first), ``series``, ``label``, ``neighbourhood``, ``month`` (of a year's sum: its first
        month), ``value`` (yuan, hours, shares, counts).
    """
    months = tables["months"].sort_values(["neighbourhood", "month"], kind="stable").reset_index(drop=True)
    parts = []
    occurrence = Panel("", "", (Series("occurrence", N_("autonomy has occurred")),))
    for panel_name, panel in {**PANELS, "occurrence": occurrence}.items():
        for series in panel.series:
            part = _with_mean(_values(months, series))
            label = gettext(series.label, language)
            parts.append(part.assign(panel=panel_name, series=series.column, label=label)[list(COLUMNS)])
    parts.append(_marks(tables["events"], mechanism_of or {}, language))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def headed(facts: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """Return facts with headings for readers, to be kept as the table behind the figure."""
    headings = {
        "panel": gettext(N_("panel"), language),
        "series": gettext(N_("name"), language),
        "label": gettext(N_("meaning"), language),
        "neighbourhood": gettext(N_("neighbourhood (-1: mean)"), language),
        "month": gettext(N_("month"), language),
        "value": gettext(N_("value"), language),
    }
    return facts.rename(columns=headings)
