"""Paired differences with their two intervals: one panel an outcome, one line a scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.figures import style
from sim.foundation.text import gettext as _

LINE_POINTS, EDGE_POINTS, MOST_COLUMNS = 22, 74, 2


@dataclass(frozen=True)
class Panel:
    """One panel.

    Attributes
    ----------
    title, unit : str
        As shown.
    smallest : array of float, shape (scenarios,)
        Smallest difference that matters, shaded around 0.
    labels : sequence of str
        Scenarios from top to bottom.
    differences : array of float, shape (scenarios,)
        Mean paired differences.
    chance, whole : array of float, shape (scenarios, 2)
        Ends of the interval of chance, and of chance with parameters; NaN where there is none.
    """

    title: str
    unit: str
    smallest: np.ndarray
    labels: Sequence[str]
    differences: np.ndarray
    chance: np.ndarray
    whole: np.ndarray


def draw_differences(panels: Sequence[Panel], language: str = "en", font_families: list[str] | None = None) -> Figure:
    """Draw paired differences.

    Parameters
    ----------
    panels : sequence of Panel
        At least one.
    language : str
        ``"en"`` or ``"zh"``.
    font_families : list of str, optional
        Families to use instead of those that `style.families` finds.
    """
    n_columns = min(MOST_COLUMNS, len(panels))
    n_rows = -(-len(panels) // n_columns)
    n_lines = max(len(panel.labels) for panel in panels)
    height = (LINE_POINTS * (n_lines + 1) + EDGE_POINTS) * n_rows + 34
    with style.styled(font_families):
        figure = Figure(figsize=(10.0, height / 72), dpi=100, layout="constrained")
        grid = figure.subplots(n_rows, n_columns, squeeze=False)
        for axes, panel in zip(grid.flat, panels, strict=False):
            _draw_panel(axes, panel)
        for axes in list(grid.flat)[len(panels) :]:
            axes.set_visible(False)
        handles = _handles(panels, language)
        figure.legend(handles=handles, loc="outside lower center", ncols=len(handles))
    return figure


def _draw_panel(axes: Axes, panel: Panel) -> None:
    lines = np.arange(len(panel.labels))
    edges = np.concatenate([[-0.6], lines[:-1] + 0.5, [len(lines) - 0.4]])
    for line, smallest in enumerate(panel.smallest):
        band = edges[line : line + 2]
        axes.fill_betweenx(band, -smallest, smallest, color=style.PALE, alpha=0.6, linewidth=0, zorder=0)
    axes.axvline(0, color=style.BLACK, linewidth=0.9, zorder=1)
    axes.hlines(lines, panel.whole[:, 0], panel.whole[:, 1], color=style.SKY, linewidth=2.0, zorder=2)
    axes.hlines(lines, panel.chance[:, 0], panel.chance[:, 1], color=style.BLUE, linewidth=5.0, zorder=3)
    axes.plot(panel.differences, lines, "o", color=style.BLACK, markersize=5, zorder=4)
    axes.set_yticks(lines, panel.labels)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    ends = np.concatenate([panel.whole.ravel(), panel.chance.ravel(), panel.differences, panel.smallest])
    reach = 1.12 * float(np.nanmax(np.abs(ends), initial=1e-12))
    axes.set_xlim(-reach, reach)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _position: f"{value:+,.10g}".replace("-", "−") if value else "0")
    )
    axes.set_title(panel.title)
    axes.set_xlabel(panel.unit)
    axes.grid(visible=False, axis="y")


def _handles(panels: Sequence[Panel], language: str) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Line2D([], [], color=style.BLUE, linewidth=5.0, label=_("95 %: chance", language)),
        Patch(color=style.PALE, label=_("too small to matter", language)),
    ]
    if any(np.isfinite(panel.whole).any() for panel in panels):
        whole = Line2D([], [], color=style.SKY, linewidth=2.0, label=_("95 %: chance with parameters", language))
        handles.insert(1, whole)
    return handles
