"""The facts of the overview are right by hand; its drawing has every glyph, in both languages, and hides no text."""

import warnings
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from sim.figures import style
from sim.figures.overview import draw_overview
from sim.figures.overview_facts import MEAN, PANELS, headed, overview_facts
from sim.foundation import text
from sim.results.schema import EVENTS, MONTHS

ONLY_OURS = ["DejaVu Sans", style.OWN_FAMILY]


@pytest.fixture
def chinese(monkeypatch):
    """Make every Chinese message a long Chinese sentence, whatever the catalogue says today."""

    class Long:
        @staticmethod
        def gettext(message):
            return "居民自治指数㎡"[: 3 + len(message) % 4]

    monkeypatch.setattr(text, "_catalogue", lambda language: Long())


def test_every_column_read_is_declared_by_the_results():
    declared = {column.name for column in MONTHS.columns}
    read = {series.column for panel in PANELS.values() for series in panel.series}
    assert read <= declared and len(read) == 27
    kinds = next(column for column in EVENTS.columns if column.name == "kind").words
    assert {"practice_discovered", "group_founded", "council_founded", "contract_signed"} <= set(kinds)


def test_facts_by_hand(make_tables, mechanism_of):
    tables = make_tables(neighbourhoods=2, burn_in=2, months=14)
    months = tables["months"]
    months["income_gifts_yuan"] = [10.0] * 16 + [30.0] * 16
    months["affairs_resolved"] = [1] * 16 + [0] * 15 + [5]
    facts = overview_facts(tables, "en", mechanism_of).set_index(["panel", "series", "neighbourhood", "month"])
    facts = facts["value"].sort_index()
    gifts = facts["money", "income_gifts_yuan"]
    assert gifts[0].to_dict() == {-12: 20.0, 0: 120.0, 12: 20.0}
    assert gifts[MEAN].to_dict() == {-12: 40.0, 0: 240.0, 12: 40.0}
    resolved = facts["affairs", "affairs_resolved"]
    assert [resolved[0][month] for month in (-2, 0, 9, 13)] == [1.0, 3.0, 12.0, 12.0]
    assert resolved[1][13] == 5.0 and resolved[MEAN][13] == 8.5
    marks = facts["marks"].reset_index().set_index("series")["month"].to_dict()
    assert marks == {
        "social_capital": 29,
        "resource_development": 36,
        "public_issue_creation": 38,
        "organizational_transfer": 44,
        "group_founded": 40,
        "council_founded": 81,
        "contract_signed": 108,
    }


def test_row_order_of_the_tables_does_not_matter(make_tables, mechanism_of):
    tables = make_tables(neighbourhoods=2)
    reversed_rows = {name: table.iloc[::-1] for name, table in tables.items()}
    pd.testing.assert_frame_equal(
        overview_facts(tables, "en", mechanism_of), overview_facts(reversed_rows, "en", mechanism_of)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_glyph_is_missing_with_no_chinese_font_but_ours(make_tables, mechanism_of, language, request):
    if language == "zh":
        request.getfixturevalue("chinese")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        title = "停车 · parking 圈占车位 ≤ 10 ² → 漕泾镇"
        figure = draw_overview(
            make_tables(3), language, title=title, mechanism_of=mechanism_of, font_families=ONLY_OURS
        )
        assert len(style.rendered(figure, "png", ONLY_OURS)) > 50_000
        svg = style.rendered(figure, "svg", ONLY_OURS).decode()
    assert title in svg and style.OWN_FAMILY in svg


def test_a_glyph_that_is_missing_is_noticed(make_tables):
    with pytest.warns(UserWarning, match="Glyph"):
        style.rendered(
            draw_overview(make_tables(), title="停车", font_families=["DejaVu Sans"]), "png", ["DejaVu Sans"]
        )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("burn_in", "months"), [(24, 120), (0, 2), (1, 0), (0, 0)])
def test_no_text_covers_another(make_tables, mechanism_of, language, burn_in, months, request):
    if language == "zh":
        request.getfixturevalue("chinese")
    tables = make_tables(2, burn_in, months)
    tables["events"] = tables["events"][tables["events"]["month"] < months]
    figure = draw_overview(tables, language, title="基准", mechanism_of=mechanism_of, font_families=ONLY_OURS)
    figure.draw_without_rendering()
    boxes = []
    for axes in figure.axes:
        legend = axes.get_legend()
        written = [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts]
        written += legend.get_texts() if legend else []
        boxes += [(each.get_text(), each.get_window_extent()) for each in written if each.get_text()]
    width, height = figure.get_size_inches() * figure.dpi
    assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height for _name, box in boxes)
    assert [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)] == []
    strip = figure.axes[0]
    dots = [strip.transData.transform((line.get_xdata()[0], line.get_ydata()[0])) for line in strip.lines]
    assert [name for name, box in boxes if any(box.contains(*dot) for dot in dots)] == []
    assert len(dots) == (7 if months == 120 else 0)
    assert len(boxes) >= 10


def test_drawing_leaves_the_global_settings_alone(make_tables):
    import matplotlib

    before = dict(matplotlib.rcParams)
    style.rendered(draw_overview(make_tables()), "svg")
    assert dict(matplotlib.rcParams) == before


def test_headings_are_for_readers(make_tables, chinese):
    facts = overview_facts(make_tables(), "zh")
    assert len(headed(facts, "zh").columns) == len(facts.columns)
    assert "panel" not in headed(facts, "zh").columns


def _occurring(tables, share):
    """Let autonomy occur in the last month, in this share of the neighbourhoods."""
    months = tables["months"]
    n = months["neighbourhood"].nunique()
    months["occurrence"] = (months["month"] == months["month"].max()) & (months["neighbourhood"] < share * n)
    return tables


@pytest.mark.parametrize(("neighbourhoods", "share"), [(1, 1.0), (10, 0.1)])
def test_the_legend_shows_the_shade_of_occurrence_however_rare_it_is(make_tables, mechanism_of, neighbourhoods, share):
    tables = _occurring(make_tables(neighbourhoods=neighbourhoods), share)
    panel = draw_overview(tables, mechanism_of=mechanism_of).axes[1]
    handles = dict(zip(*reversed(panel.get_legend_handles_labels()), strict=True))
    assert handles["autonomy has occurred"].get_alpha() == 0.22
    shades = [patch.get_alpha() for patch in panel.patches if patch.get_alpha() is not None]
    assert len(shades) == 1 and 0.1 <= shades[0] <= 0.22


@pytest.mark.parametrize(("neighbourhoods", "said"), [(1, []), (3, ["3 neighbourhoods: each a thin line"])])
def test_with_several_neighbourhoods_it_is_said_what_the_lines_are(make_tables, mechanism_of, neighbourhoods, said):
    figure = draw_overview(make_tables(neighbourhoods=neighbourhoods), mechanism_of=mechanism_of)
    assert [text.get_text().partition(",")[0] for text in figure.texts] == said


def test_the_figure_of_the_readme_says_what_figures_say_today():
    drawn = (Path(__file__).parents[2] / "docs" / "overview.svg").read_text(encoding="utf-8")
    words = [word for panel in PANELS.values() for word in (panel.title, *(series.label for series in panel.series))]
    assert len(words) > 30 and [word for word in words if f"<!-- {word} -->" not in drawn] == []
