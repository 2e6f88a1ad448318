"""The figure of a city: every glyph in both languages, no text over another, no street named, the right numbers."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.city import Place, Summary
from sim.figures import style
from sim.figures.city import draw_city
from tests.figures.conftest import _months

ONLY_OURS = ["DejaVu Sans", style.OWN_FAMILY]
SIZES = (4, 1, 9)


def made(burn_in=24, months=120, failing=()):
    summary = Summary(24)
    for run_id, n in enumerate(SIZES):
        table = _months(n, burn_in, months).assign(
            affairs_arisen=2, affairs_by_residents=1, council=0, households_taking_part=7, practices_known=3
        )
        table = table.assign(patrol_members=0, income_levies_yuan=0.0)
        place = Place(run_id, f"31010100{run_id}", f"街道{run_id}", "东区", n, 50)
        summary.add(place, None if run_id in failing else table)
    return summary.tables()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_glyph_is_missing_with_no_chinese_font_but_ours(language):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw_city(made(), language, title="停车 · parking 圈占车位", font_families=ONLY_OURS)
        assert len(style.rendered(figure, "png", ONLY_OURS)) > 30_000
        svg = style.rendered(figure, "svg", ONLY_OURS).decode()
    for said in {"en": ("3 streets, 14", "synthetic", "median"), "zh": ("3 个街道", "合成", "中位数")}[language]:
        assert said in svg
    assert "街道0" not in svg and "东区" not in svg  # nobody is named, so nobody is ranked


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("burn_in", "months", "failing"), [(24, 120, ()), (0, 2, (1,)), (1, 0, ()), (24, 120, (0, 1, 2))]
)
def test_no_text_covers_another(language, burn_in, months, failing):
    figure = draw_city(made(burn_in, months, failing), language, title="基准", font_families=ONLY_OURS)
    figure.draw_without_rendering()
    boxes = [(each.get_text(), each.get_window_extent()) for each in figure.texts]
    if figure._suptitle is not None:
        boxes.append((figure._suptitle.get_text(), figure._suptitle.get_window_extent()))
    for axes in figure.axes:
        legend = axes.get_legend()
        written = [axes._left_title, axes.xaxis.label, axes.yaxis.label, *(legend.get_texts() if legend else [])]
        boxes += [(each.get_text(), each.get_window_extent()) for each in written if each.get_text()]
        if legend:
            for text in legend.get_texts():
                assert text.get_window_extent().x1 <= axes.get_window_extent().x1, text.get_text()
    width, height = figure.get_size_inches() * figure.dpi
    assert len(boxes) >= 18
    assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height for _name, box in boxes)
    boxes = list(dict(boxes).items())
    assert [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)] == []


def test_what_is_drawn_are_the_numbers():
    tables = made()
    figure = draw_city(tables)
    panels = dict(zip(("autonomy", "shares", "hours", "spread", "sizes"), figure.axes, strict=True))
    median = panels["autonomy"].lines[0].get_ydata()
    assert np.allclose(median, tables["timeline"]["autonomy_median"])
    assert np.allclose(panels["shares"].lines[1].get_ydata(), tables["timeline"]["occurrence_share"])
    assert panels["sizes"].lines[0].get_xdata().tolist() == list(SIZES)
    assert np.allclose(panels["sizes"].lines[0].get_ydata(), tables["streets"]["autonomy"])
    assert sum(bar.get_height() for bar in panels["spread"].patches) == 14
    assert pd.isna(tables["committees"]["occurrence_month"]).sum() < 14
