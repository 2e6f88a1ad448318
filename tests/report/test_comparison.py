"""Tables, sentences, pages and CSV files of a comparison follow from its numbers."""

import csv
import io
import math
from html.parser import HTMLParser

import numpy as np
import pytest

from sim.report.comparison_page import comparison_page
from sim.report.comparison_rows import (
    Facts,
    difference_headings,
    difference_rows,
    noise_headings,
    noise_rows,
    parameter_headings,
    parameter_rows,
)
from sim.report.csv_tables import to_csv
from sim.report.html import Page, Section, Table, inline, to_html
from sim.report.numbers import number, percent, span
from sim.report.outcome_names import outcomes_of
from sim.report.sentences import sentences
from sim.runner.comparison import compared
from sim.scenarios.load import load_scenario
from tests.report.conftest import EFFECTS, REPLICATES

PRIMARY = "resolved_per_100_m120"


def test_differences_are_those_that_were_put_in(tables):
    found = tables(draws=12)
    assert (found.replicates, found.draws, found.failed) == (REPLICATES, 12, 0)
    for scenario in ("parking_one_off", "parking_2"):
        rows = found.table[found.table["scenario"] == scenario]
        assert len(rows) > 20 and rows["verdict"].eq("identical").all() and rows["difference"].eq(0).all()
        assert rows[["low", "high", "whole_low", "whole_high"]].eq(0).all(axis=None)
    row = found.row("transfer", PRIMARY)
    assert row["low"] < 5.0 < row["high"] and row["verdict"] == "more" and row["primary"]
    assert row["whole_low"] <= row["low"] and row["high"] <= row["whole_high"]
    assert row["saved"] > 0.9 and row["reference"] == "parking_at_transfer"
    assert found.row("transfer", "households_taking_part_m120")["verdict"] == "less"
    assert found.row("transfer", "hours_residents_m120")["verdict"] == "too_small"


def test_what_cannot_be_told_is_not_told(tables):
    assert tables(spread=30.0).row("transfer", PRIMARY)["verdict"] == "cannot_tell"


def test_parameters_can_take_a_verdict_away(comparison, tables, monkeypatch):
    assert tables().row("transfer", PRIMARY)["verdict"] == "more"
    from sim.report import comparison as module

    whole = module.whole_interval
    monkeypatch.setattr(
        module,
        "whole_interval",
        lambda d, level, _largest: whole(d + np.linspace(-9, 9, len(d))[:, None] * (d != 0).any(), level),
    )
    row = tables(draws=12).row("transfer", PRIMARY)
    assert row["low"] > 0 > row["whole_low"] and row["verdict"] == "cannot_tell" and row["parameters"] > 0.8


def test_the_primary_interval_stands_alone_and_the_others_hold_at_once(tables):
    found = tables()
    levels = found.table.drop_duplicates("outcome").set_index("outcome")["level"]
    assert levels[PRIMARY] == 0.95 and found.primary.name == PRIMARY
    others = levels.drop(PRIMARY)
    assert (1 - others).sum() == pytest.approx(0.05)
    fixed, waited = tables(replicates=100), tables(replicates=100, waited_for="autonomy")
    assert waited.primary.name == "autonomy" and waited.looked_again
    narrow, wide = (each.row("transfer", PRIMARY) for each in (fixed, waited))
    assert wide["high"] - wide["low"] > 1.4 * (narrow["high"] - narrow["low"])
    assert len(sentences(fixed, "transfer", "en")) == 3
    assert sentences(waited, "transfer", "en")[3].startswith("Index of autonomy: ")
    early = sentences(tables(replicates=100, waited_for="resolved_per_100_m12"), "transfer", "en")
    assert early[3].startswith("After 12 months: affairs resolved per 100 arising: ")
    few = tables(waited_for="autonomy").row("transfer", PRIMARY)
    assert math.isnan(few["low"]) and few["verdict"] == "cannot_tell"  # 40 pairs are fewer than a first look has


def test_what_matters_is_measured_by_the_size_of_each_pair(tables):
    """A neighbourhood of 1,600 households beside eleven: what is too small for eleven is not too small for one."""
    names = ("baseline", "transfer", "eleven_committees")
    found = tables({("transfer", "yuan_m120"): 30_000.0}, comparison=compared([load_scenario(name) for name in names]))
    one, eleven = (found.row(name, "yuan_m120") for name in names[1:])
    assert (one["smallest"], eleven["smallest"]) == (10_000, 110_000) and one["verdict"] == "more"
    assert (found.row("transfer", "households_taking_part_m120")["smallest"]) == 16
    assert "more, by 30,0" in sentences(found, "transfer", "en")[2]
    other = compared([load_scenario("parking", words) for words in ([], ["households=200"])], founded_alike=False)
    assert tables(comparison=other).row("parking_2", "households_taking_part_m36")["smallest"] == 2.0


def test_a_rule_that_was_given_up_is_not_said_to_have_been_met(comparison, tables):
    found = tables(waited_for="autonomy")
    for met, said in ((True, "until the rule ci:0.1:autonomy:64 was met."), (False, "given up before it was met.")):
        facts = Facts(load_scenario("parking"), until="ci:0.1:autonomy:64", until_met=met)
        page = to_html(comparison_page(comparison, found, facts, "en"), "en").decode("utf-8")
        assert said in page and "hold however often one looks" in page


def test_failed_runs_are_counted_and_taken_out(tables):
    def spoil(frame):
        frame = frame.copy()
        numbers = [name for name in frame.columns if frame[name].dtype == "float64"]
        frame.loc[frame["run_id"] == frame["run_id"].max(), "status"] = "failed"
        frame.loc[frame["status"] == "failed", numbers] = np.nan
        return frame

    found = tables(spoil=spoil)
    row = found.row("transfer", "autonomy_occurred")
    assert found.failed == 1 and row["n"] == REPLICATES - 1 and row["n_missing"] == 1


def test_three_sentences_with_two_intervals(tables):
    one, two, three = sentences(tables(draws=12), "transfer", "en")
    assert one.startswith("After 120 months: affairs resolved per 100 arising: more, by ")
    assert "95 % by chance +" in one and "; with parameters +" in one
    assert two.startswith("Households taking part: less, by ") and "−" in two
    assert three.startswith("Hours of residents: too small a difference") and "yuan that are not the street's" in three
    assert "with parameters" not in sentences(tables(), "transfer", "en")[0]
    same = sentences(tables(), "parking_2", "en")
    assert all(f"identical in all {REPLICATES} pairs of runs" in sentence for sentence in same)
    assert sentences(tables(), "transfer", "zh")[0].startswith("120 个月后")


def test_a_short_run_has_no_headlines_and_an_index():
    assert next(one.name for one in outcomes_of(6, 1600, 1)) == "nothing_happened"
    twelve = [one.name for one in outcomes_of(12, 1600, 1)]
    assert twelve[0] == "resolved_per_100_m12" and "yuan_m36" not in twelve
    both = {one.name: one.smallest for one in outcomes_of(120, 1600, 3)}
    assert both["households_taking_part_m120"] == 48 and both["yuan_m36"] == 9000


class Structure(HTMLParser):
    """Counts elements, and sees that they are closed in order."""

    EMPTY = ("meta", "path", "use", "rect", "br", "line", "circle", "ellipse", "polygon", "polyline", "stop")

    def __init__(self):
        super().__init__()
        self.open, self.count, self.text, self.attributes = [], {}, [], []

    def handle_starttag(self, tag, attributes):
        self.count[tag] = self.count.get(tag, 0) + 1
        self.attributes.append((tag, dict(attributes)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.count[tag] = self.count.get(tag, 0) + 1

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_whole_and_says_everything(comparison, tables, lang):
    facts = Facts(load_scenario("parking"), {"learning.discovery": (0.01, 0.15)}, "zizhi compare parking …", "")
    data = to_html(comparison_page(comparison, tables(draws=12), facts, lang), lang)
    page = Structure()
    page.feed(data.decode("utf-8"))
    assert page.open == [] and page.count["h1"] == 1 and page.count["h2"] == 6 and page.count["table"] == 6
    assert page.count["svg"] == 1 and page.count["main"] == 1
    said = " ".join(page.text)
    assert "zizhi compare parking …" in said and "street_office.load" in said and "learning.discovery" in said
    assert (
        ("There is no posterior" in said or "there is no posterior yet" in said)
        if lang == "en"
        else "尚无后验分布" in said
    )
    languages = {attributes["lang"] for tag, attributes in page.attributes if tag == "html"}
    assert languages == {"en" if lang == "en" else "zh-Hans"}
    (figure,) = [attributes for tag, attributes in page.attributes if tag == "figure"]
    assert len(figure["aria-label"]) > 100
    for forbidden in (b"http://", b"https://", b"<script", b"src="):
        left = data.replace(b"http://www.w3.org", b"").replace(b"http://purl.org", b"")
        left = left.replace(b"http://creativecommons.org", b"").replace(b"https://matplotlib.org", b"")
        assert forbidden not in left
    assert data == to_html(comparison_page(comparison, tables(draws=12), facts, lang), lang)


def test_texts_are_escaped_and_never_formulas():
    table = Table("<b>c</b>", ["a"], [["<script>x</script>"]])
    page = to_html(Page("<i>t</i>", "&", [Section("h", ["<p>"], [], [table], ["<x>"])]), "en").decode()
    assert "<script>" not in page and "<i>t" not in page and "&lt;script&gt;" in page and "&lt;x&gt;" in page
    assert inline(b'<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg a="1"></svg>\n') == '<svg a="1"></svg>'
    data = to_csv(["=a", "b"], [["+1", -1.5], ["@x", math.nan], [None, np.float64(2.0)]])
    assert data.startswith(b"\xef\xbb\xbf'=a,b\r\n")
    assert data.decode("utf-8-sig").splitlines()[1:] == ["'+1,-1.5", "'@x,", ",2.0"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_csv_files_have_a_heading_for_every_cell(comparison, tables, lang):
    found, facts = tables(draws=12), Facts(load_scenario("parking"))
    for headings, rows in (
        (difference_headings(lang), difference_rows(comparison, found, lang)),
        (parameter_headings(lang), parameter_rows(comparison, facts, lang)),
        (noise_headings(lang), noise_rows(found, lang)),
    ):
        assert rows and all(len(row) == len(headings) for row in rows)
        read = list(csv.reader(io.StringIO(to_csv(headings, rows).decode("utf-8-sig"))))
        assert len(read) == len(rows) + 1 and read[0] == headings
    row = next(row for row in difference_rows(comparison, found, lang) if row[0] == "transfer" and row[2] == PRIMARY)
    assert row[difference_headings("en").index("difference")] == found.row("transfer", PRIMARY)["difference"]
    assert EFFECTS["transfer", PRIMARY] == pytest.approx(row[difference_headings("en").index("difference")], abs=0.3)


@pytest.mark.parametrize(
    ("value", "signed", "text"),
    [
        (0.0, True, "0"),
        (1234567.4, False, "1,234,567"),
        (12.345, True, "+12.3"),
        (-0.04567, True, "−0.0457"),
        (3.0, True, "+3"),
        (0.00001, True, "0"),
        (math.nan, True, "–"),
        (-math.inf, False, "–"),
        (99.96, False, "100.0"),
    ],
)
def test_numbers_for_people(value, signed, text):
    assert number(value, signed) == text


def test_shares_and_intervals_for_people():
    assert percent(0.456) == "46 %" and percent(-0.2) == "−20 %" and percent(math.nan) == "–"
    assert span(-1.0, 2.5) == "−1 … +2.50" and span(math.nan, 1.0) == "–"


def test_no_interval_of_a_share_is_wider_than_shares_can_differ(tables):
    table = tables(spread=30.0, draws=12).table
    share = table["outcome"].isin(["nothing_happened", "autonomy", "group_founded"])
    ends = table.loc[share, ["low", "high", "whole_low", "whole_high"]]
    assert len(ends) >= 6 and ends.abs().le(1).all(axis=None)
    assert np.isclose(ends.abs().max(axis=None), 1)  # some would have been wider
