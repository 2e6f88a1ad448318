"""The one figure of a city: how unlike its committees become. No street is named and none is ranked."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, MultipleLocator, PercentFormatter

from sim.figures import style
from sim.foundation.text import N_, ngettext
from sim.foundation.text import gettext as _

BINS = 25
LAYOUT = (("autonomy", "autonomy"), ("shares", "hours"), ("spread", "sizes"))
TITLES = {
    "autonomy": N_("Residents' autonomy over all committees"),
    "shares": N_("Committees that have reached it"),
    "hours": N_("Hours a month, mean over committees"),
    "spread": N_("Autonomy at the end: how many committees"),
    "sizes": N_("Committees under one street office, and autonomy"),
}
HOURS = {
    "hours_street": (N_("committee: street"), style.ORANGE, "-"),
    "hours_entrusted": (N_("committee: entrusted"), style.PURPLE, "-."),
    "hours_community": (N_("committee: community"), style.SKY, "--"),
    "hours_residents": (N_("residents' civic acts"), style.BLACK, "-"),
}
SHARES = {
    "groups_share": (N_("a confirmed self-governance group"), style.BLUE, "-"),
    "occurrence_share": (N_("autonomy by the source's criteria"), style.GREEN, "--"),
}


def draw_city(
    tables: Mapping[str, pd.DataFrame],
    language: str = "en",
    *,
    title: str = "",
    font_families: list[str] | None = None,
) -> Figure:
    """Draw the figure of a city, 1,200 pixels wide at 100 dots per inch.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``committees``, ``streets`` and ``timeline``, as `sim.analysis.city.Summary.tables` makes them.
    language : str
        ``"en"`` or ``"zh"``.
    title : str, optional
        Heading, e.g. the scenario's title and the seed.
    font_families : list of str, optional
        Families to use instead of those that `sim.figures.style.families` finds.

    Returns
    -------
    matplotlib.figure.Figure
        Not registered with pyplot; `sim.figures.style.rendered` gives its bytes.
    """
    timeline = tables["timeline"]
    with style.styled(font_families):
        figure = Figure(figsize=(12.0, 11.0), dpi=100)
        axes = figure.subplot_mosaic([list(row) for row in LAYOUT], height_ratios=[1.15, 1, 1])
        figure.subplots_adjust(0.066, 0.105, 0.985, 0.905, wspace=0.2, hspace=0.42)
        if title:
            figure.suptitle(title, x=0.01, y=0.988, ha="left", va="top", fontsize=13)
        figure.text(0.01, 0.955, _counts(tables["streets"], language), fontsize=9.5, color=style.GREY, va="top")
        for name, panel in axes.items():
            panel.set_title(_(TITLES[str(name)], language))
        _draw_band(axes["autonomy"], timeline, language)
        _draw_lines(axes["shares"], timeline, SHARES, language)
        _draw_lines(axes["hours"], timeline, HOURS, language)
        axes["shares"].yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes["shares"].set_ylim(0, _rounded_up(timeline[list(SHARES)].max().max()))
        axes["shares"].set_ylabel(_("share of committees", language))
        axes["hours"].set_ylabel(_("hours a month", language))
        for name in ("autonomy", "shares", "hours"):
            _span_months(axes[name], timeline["month"], language)
        _draw_spread(axes["spread"], tables["committees"], language)
        _draw_sizes(axes["sizes"], tables["streets"], language)
        figure.text(0.01, 0.012, _note(language), fontsize=9.5, color=style.GREY, va="bottom")
    return figure


def _counts(streets: pd.DataFrame, language: str) -> str:
    done = streets[streets["status"] == "done"]
    committees, households = int(done["committees"].sum()), int(done["households"].sum())
    of_committees = ngettext("{n} residents' committee", "{n} residents' committees", committees, language)
    counts = {
        "streets": ngettext("{n} street", "{n} streets", len(done), language).format(n=f"{len(done):,}"),
        "committees": of_committees.format(n=f"{committees:,}"),
        "households": ngettext("{n} household", "{n} households", households, language).format(n=f"{households:,}"),
    }
    said = _("{streets}, {committees}, {households}", language).format(**counts)
    failed = len(streets) - len(done)
    sentence = ngettext("; the run of {n} street failed", "; the runs of {n} streets failed", failed, language)
    return said + (sentence.format(n=failed) if failed else "")


def _note(language: str) -> str:
    return _(
        "Of each street only its name and its number of committees are real; all residents are synthetic.\n"
        "The figure shows how unlike committees become under the same rules; it says nothing about any real street.",
        language,
    )


def _draw_band(axes: Axes, timeline: pd.DataFrame, language: str) -> None:
    month = timeline["month"].to_numpy(np.int64)
    low, middle, high = (timeline[f"autonomy_{name}"].to_numpy(np.float64) for name in ("low", "median", "high"))
    label = _("10th to 90th percentile of committees", language)
    axes.fill_between(month, low, high, color=style.SKY, alpha=0.45, linewidth=0, label=label)
    axes.plot(month, middle, color=style.BLACK, linewidth=2.4, label=_("median", language))
    axes.set_ylim(0, _rounded_up(high.max() if len(high) else 0.0))
    axes.set_ylabel(_("index, 0 to 1", language))
    axes.legend(loc="upper left")


def _draw_lines(axes: Axes, timeline: pd.DataFrame, lines: Mapping[str, tuple[str, str, Any]], language: str) -> None:
    month = timeline["month"].to_numpy(np.int64)
    for name, (label, colour, dashes) in lines.items():
        axes.plot(month, timeline[name].to_numpy(np.float64), color=colour, linestyle=dashes, label=_(label, language))
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left", ncols=len(lines) // 2)
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * 1.25)  # room for the legend


def _draw_spread(axes: Axes, committees: pd.DataFrame, language: str) -> None:
    """Draw how many committees end with which autonomy, counted in bars of equal width from 0."""
    autonomy = committees["autonomy"].to_numpy(np.float64)
    autonomy = autonomy[np.isfinite(autonomy)]
    top = _rounded_up(autonomy.max() if len(autonomy) else 0.0)
    axes.hist(autonomy, bins=np.linspace(0, top, BINS + 1).tolist(), color=style.BLUE)
    axes.set_xlim(0, top)
    axes.set_xlabel(_("autonomy, mean over the last 24 months", language))
    axes.set_ylabel(_("number of committees", language))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))


def _draw_sizes(axes: Axes, streets: pd.DataFrame, language: str) -> None:
    """Draw each street as a dot without a name: its number of committees, their mean autonomy and their spread."""
    done = streets[streets["status"] == "done"]
    sizes = done["committees"].to_numpy(np.float64)
    mean, low, high = (done[name].to_numpy(np.float64) for name in ("autonomy", "autonomy_low", "autonomy_high"))
    axes.vlines(sizes, low, high, color=style.GREY, linewidth=0.8, alpha=0.45)
    label = _("a street: mean, 10th to 90th percentile", language)
    axes.plot(sizes, mean, "o", color=style.BLUE, markersize=4, alpha=0.75, label=label)
    axes.set_ylim(0, 1.15 * _rounded_up(np.nanmax(high) if len(high) else 0.0))
    axes.set_xlim(0, max(sizes.max() if len(sizes) else 0.0, 1.0) + 1)
    axes.set_xlabel(_("residents' committees under the street office", language))
    axes.set_ylabel(_("autonomy", language))
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.legend(loc="upper left")


def _span_months(axes: Axes, months: pd.Series, language: str) -> None:
    first, last = (int(months.min()), int(months.max())) if len(months) else (0, 12)
    if first < 0:
        axes.axvspan(first - 0.5, -0.5, color="0.93", linewidth=0, zorder=-1)
    axes.set_xlim(first - 0.5, max(last, first + 1) + 0.5)
    years = (last - first + 1) / 12
    step = 12 * max(1, int(np.ceil(years / 8)))
    axes.xaxis.set_major_locator(MultipleLocator(step) if years > 2 else MaxNLocator(8, integer=True))
    axes.set_xlabel(_("month (burn-in shaded)", language) if first < 0 else _("month", language))


def _rounded_up(value: float) -> float:
    """Return a round number above a share: 0.05, 0.1, 0.2 … 1."""
    steps = (0.05, *(step / 10 for step in range(1, 11)))
    return next((step for step in steps if value <= 0.97 * step), 1.0)
