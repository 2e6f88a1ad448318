"""The one figure of a run: small multiples over the same months, drawn from facts alone."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator
from matplotlib.transforms import ScaledTranslation

from sim.figures import style
from sim.figures.overview_facts import MEAN, PANELS, overview_facts
from sim.foundation.text import gettext as _

ROWS: tuple[tuple[list[Any], int], ...] = (
    (["marks"] * 3, 84),
    (["."] * 3, 34),
    (["autonomy"] * 3, 205),
    (["."] * 3, 100),
    (["hours", "money", "affairs"], 150),
    (["."] * 3, 94),
    (["bodies", "trust", "ties"], 150),
)
"""The page from top to bottom: panels, and gaps for legends and titles, with heights in points."""
STACKED = {"hours": 3, "money": 4}
COLOURS = {
    "autonomy": (style.BLACK, style.BLUE, style.SKY, style.GREEN, style.ORANGE, style.PURPLE, style.VERMILLION),
    "hours": (style.ORANGE, style.YELLOW, style.SKY, style.BLACK),
    "money": (style.ORANGE, style.GREEN, style.BLUE, style.PURPLE),
    "affairs": (style.VERMILLION, style.ORANGE, style.GREEN, style.PURPLE),
    "bodies": (style.BLUE, style.GREEN, style.ORANGE, style.PURPLE),
    "trust": (style.BLUE, style.GREEN, style.ORANGE),
    "ties": (style.BLUE,),
}
MARK_ROWS, MARK_GAP = 6, 7


def draw_overview(
    tables: Mapping[str, pd.DataFrame],
    language: str = "en",
    *,
    title: str = "",
    mechanism_of: Mapping[str, str] | None = None,
    font_families: list[str] | None = None,
) -> Figure:
    """Draw the figure of a run, 1,200 pixels wide at 100 dots per inch.

    Parameters
    ----------
    tables, language, mechanism_of
        As for `overview_facts`.
    title : str, optional
        Heading of the whole figure, e.g. the scenario's title and the seed.
    font_families : list of str, optional
        Families to use instead of those that `style.families` finds.

    Returns
    -------
    matplotlib.figure.Figure
        Not registered with pyplot; `style.rendered` gives its bytes.
    """
    facts = overview_facts(tables, language, mechanism_of)
    with style.styled(font_families):
        points_above, points_below = 56, 76
        points = points_above + points_below + sum(height for _row, height in ROWS)
        figure = Figure(figsize=(12.0, points / 72), dpi=100)
        axes = figure.subplot_mosaic([row for row, _height in ROWS], height_ratios=[height for _row, height in ROWS])
        figure.subplots_adjust(0.062, points_below / points, 0.985, 1 - points_above / points, wspace=0.23, hspace=0.0)
        if title:
            figure.suptitle(title, x=0.01, y=1 - 12 / points, ha="left", va="top", fontsize=13)
        _say_what_lines_are(figure, facts, language, 1 - 15 / points)
        for name in PANELS:
            _draw_panel(axes[name], facts, name, language)
        _shade_occurrence(axes["autonomy"], facts, language)
        _span_months([axes[name] for name in (*PANELS, "marks")], facts, language)
        for name in PANELS:
            _legend(axes[name], n_columns=4 if name == "autonomy" else 2)
        _draw_marks(axes["marks"], axes["autonomy"], facts, language)
    return figure


def _say_what_lines_are(figure: Figure, facts: pd.DataFrame, language: str, y: float) -> None:
    """Say, where a run has several neighbourhoods, which lines are theirs and what everything else is."""
    n = facts.loc[facts["neighbourhood"] != MEAN, "neighbourhood"].nunique()
    if n > 1:
        said = _("{n} neighbourhoods: each a thin line, all else their mean", language).format(n=n)
        figure.text(0.985, y, said, ha="right", va="top", fontsize=9.5, color=style.GREY)


def _draw_panel(axes: Axes, facts: pd.DataFrame, name: str, language: str) -> None:
    """Draw the series of a panel: bars and areas stacked, the others as lines, thin for each neighbourhood."""
    rows = facts[facts["panel"] == name]
    baseline: Any = 0.0
    for index, series in enumerate(PANELS[name].series):
        own = rows[rows["series"] == series.column]
        mean = own[own["neighbourhood"] == MEAN]
        if mean.empty:
            continue
        month, value = mean["month"].to_numpy(), mean["value"].to_numpy()
        look = {"color": COLOURS[name][index], "label": mean["label"].iloc[0]}
        if index >= STACKED.get(name, 0):
            _draw_line(axes, own, month, value, index, look)
        elif name == "money":
            _draw_years(axes, facts, month, value / 1000, baseline, look)
            baseline = baseline + value / 1000
        else:
            axes.fill_between(month, baseline, baseline + value, linewidth=0, **look)
            baseline = baseline + value
    axes.set_title(_(PANELS[name].title, language))
    axes.set_ylabel(_(PANELS[name].unit, language))
    top = _top_of_axis(rows, name)
    axes.set_ylim(0, top)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=name in {"bodies", "affairs"}))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:,.10g}"))


def _top_of_axis(rows: pd.DataFrame, name: str) -> float:
    """Return where the axis ends: for indices at .5 or 1, for others a little above the largest value or stack."""
    if name in {"autonomy", "trust"}:
        return 0.5 if rows["value"].max() <= 0.48 else 1.0
    mean = rows[rows["neighbourhood"] == MEAN]
    stacked = {series.column for series in PANELS[name].series[: STACKED.get(name, 0)]}
    stack = mean[mean["series"].isin(stacked)].groupby("month")["value"].sum().max()
    lines = rows.loc[~rows["series"].isin(stacked), "value"].max()
    return max(1.0, 1.06 * float(np.nanmax([0.0, stack, lines])) / (1000 if name == "money" else 1))


def _draw_years(
    axes: Axes, facts: pd.DataFrame, month: np.ndarray, value: np.ndarray, baseline: Any, look: dict[str, Any]
) -> None:
    """Draw a year's sum as a bar over those of its months that the run has."""
    months = facts.loc[facts["panel"] == "autonomy", "month"]
    begin, end = np.maximum(month, months.min()), np.minimum(month + 12, months.max() + 1)
    gap = np.minimum(1.0, 0.1 * (end - begin))
    axes.bar(begin - 0.5 + gap / 2, value, end - begin - gap, bottom=baseline, align="edge", **look)


def _draw_line(
    axes: Axes, own: pd.DataFrame, month: np.ndarray, value: np.ndarray, index: int, look: dict[str, Any]
) -> None:
    """Draw a mean as a strong line and, where there are several, each neighbourhood as a thin one."""
    single = own[own["neighbourhood"] != MEAN].groupby("neighbourhood")
    if single.ngroups > 1:
        for _neighbourhood, rows in single:
            axes.plot(rows["month"], rows["value"], color=look["color"], linewidth=0.6, alpha=0.35)
    is_main = look["color"] == style.BLACK
    dashes = "-" if is_main else style.LINE_STYLES[index % len(style.LINE_STYLES)]
    marker = "o" if len(month) == 1 else ""
    strength: dict[str, Any] = {"linewidth": 2.6, "zorder": 3} if is_main else {"linewidth": 1.7, "zorder": 2}
    axes.plot(month, value, linestyle=dashes, marker=marker, **strength, **look)


def _shade_occurrence(axes: Axes, facts: pd.DataFrame, language: str) -> None:
    """Shade the months in which autonomy has occurred, the stronger the more neighbourhoods it holds for."""
    rows = facts[(facts["panel"] == "occurrence") & (facts["neighbourhood"] == MEAN) & (facts["value"] > 0)]
    faintest, strongest = 0.1, 0.22
    for month, share in zip(rows["month"], rows["value"], strict=True):
        alpha = faintest + (strongest - faintest) * share
        axes.axvspan(month - 0.5, month + 0.5, color=style.GREEN, alpha=alpha, linewidth=0, zorder=0)
    if len(rows):
        label = _("autonomy has occurred", language)
        axes.fill_between([], [], [], color=style.GREEN, alpha=strongest, linewidth=0, label=label)


def _span_months(all_axes: list[Axes], facts: pd.DataFrame, language: str) -> None:
    """Give all panels the same months, with the burn-in shaded."""
    months = facts.loc[~facts["panel"].isin(["marks", "money"]), "month"].astype("float64")
    first, last = (float(months.min()), float(months.max())) if len(months) else (0.0, 12.0)
    years = (last - first + 1) / 12
    for axes in all_axes:
        if first < 0 and axes.get_label() != "marks":
            axes.axvspan(first - 0.5, -0.5, color="0.93", linewidth=0, zorder=-1)
        axes.set_xlim(first - 0.5, max(last, first + 1) + 0.5)
        spot = axes.get_subplotspec()
        n_ticks = 12 if spot is not None and len(spot.colspan) == 3 else 6
        step = 12 * max(1, int(np.ceil(years / n_ticks)))
        axes.xaxis.set_major_locator(MultipleLocator(step) if years > 2 else MaxNLocator(n_ticks, integer=True))
        axes.set_xlabel(_("month (burn-in shaded)", language) if first < 0 else _("month", language))


def _legend(axes: Axes, n_columns: int) -> None:
    """Put the legend under the panel and its labels, where it can hide no line."""
    figure = axes.get_figure()
    assert figure is not None
    if axes.get_legend_handles_labels()[0]:
        axes.legend(
            loc="upper center",
            bbox_to_anchor=(0.5, 0.0),
            bbox_transform=axes.transAxes + ScaledTranslation(0, -36 / 72, figure.dpi_scale_trans),
            borderaxespad=0.0,
            ncols=n_columns,
            handlelength=1.8,
            columnspacing=1.0,
        )


def _draw_marks(strip: Axes, panel: Axes, facts: pd.DataFrame, language: str) -> None:
    """Name the first discoveries and foundings in a strip, each in the first row that is free, and mark them below."""
    strip.set_title(_("What was discovered or founded first, and when", language))
    strip.set(ylim=(MARK_ROWS - 0.4, -0.6), yticks=[], xlabel="")
    strip.tick_params(labelbottom=False, length=0)
    strip.spines[["left", "bottom"]].set_visible(False)
    strip.grid(visible=False)
    marks = facts[facts["panel"] == "marks"].sort_values(["month", "series"], kind="stable")
    left, right = strip.get_xlim()
    if marks.empty:
        strip.text(left, 1.5, _("nothing in this run", language), color=style.GREY, fontsize=9.5)
        return
    figure = strip.get_figure()
    assert figure is not None
    months_per_point = (right - left) / (strip.get_window_extent().width * 72 / figure.dpi)
    free_from = [left - 1.0] * MARK_ROWS
    for month, label in zip(marks["month"], marks["label"], strict=True):
        words = f"{month}{_(': ', language)}{label}"
        text = strip.annotate(words, (month, 0), (MARK_GAP, 0), textcoords="offset points", va="center")
        text.set_fontsize(9.5)
        width = (text.get_window_extent().width * 72 / figure.dpi + 3 * MARK_GAP) * months_per_point
        begin = month if month + width <= right else month - width
        if begin < month:
            text.set(ha="right", position=(-MARK_GAP, 0))
        row = next((row for row in range(MARK_ROWS) if free_from[row] <= begin), int(np.argmin(free_from)))
        free_from[row] = max(month, begin + width)
        text.xy = (month, row)
        strip.plot([month], [row], "o", color=style.BLUE, markersize=5, clip_on=False)
        panel.axvline(month, color=style.BLUE, linewidth=0.8, alpha=0.5, zorder=1)
