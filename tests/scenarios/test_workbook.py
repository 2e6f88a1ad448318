"""Scenarios that are filled in as a spreadsheet."""

import datetime
import random
import zipfile

import openpyxl
import pytest

from sim.foundation.errors import InputRefused
from sim.scenarios.load import load_scenario
from sim.scenarios.workbook import load_workbook

ROWS = [
    ["parameter", "calm", "忙"],
    ["scenario", "parking", None],
    ["title.en", "Calm", None],
    ["title.zh", "平静", "忙碌"],
    [],
    ["committee.staff", 6, "8"],
    ["cell", "0110", None],
    ["street_office.load", None, "{0: 1, 60: 1.3}"],
    ["households", 40.0, 40],
    ["shock", None, "chair_leaves"],
]


def book(path, rows, name="scenarios.xlsx"):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path / name)
    return str(path / name)


def test_a_column_is_a_scenario(tmp_path):
    calm, busy = load_workbook(book(tmp_path, ROWS), ["months=24"])
    expected = load_scenario("parking", ["committee.staff=6", "cell=0110", "households=40", "months=24"])
    assert (calm.scenario, calm.title) == ("calm", {"en": "Calm", "zh": "平静"})
    for name in ("committee", "cell", "households", "founding", "months", "street_office"):
        assert getattr(calm, name) == getattr(expected, name), name
    words = ["committee.staff=8", "street_office.load={0: 1, 60: 1.3}", "households=40", "shock=chair_leaves"]
    other = load_scenario("baseline", [*words, "months=24"])
    assert (busy.scenario, busy.title) == ("忙", {"en": "忙碌", "zh": "忙碌"})
    for name in ("committee", "cell", "shock", "founding", "months", "street_office"):
        assert getattr(busy, name) == getattr(other, name), name


def test_what_is_typed_wins(tmp_path):
    for config in load_workbook(book(tmp_path, ROWS), ["committee.staff=9"]):
        assert config.committee.staff == 9
    with pytest.raises(InputRefused, match=r"^committee.staff: 3"):
        load_workbook(book(tmp_path, ROWS), ["committee.staff=3"])


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        ([], "0 scenarios"),
        ([["parameter"]], "0 scenarios"),
        ([["parameter", *[f"s{n}" for n in range(13)]]], "13 scenarios"),
        ([["parameter", "a", "a"]], "scenarios.xlsx C1: 'a' given twice"),
        ([["parameter", "../a"]], "scenarios.xlsx B1"),
        ([["parameter", "a"], ["committee.staf", 3]], "scenarios.xlsx B2: .*committee.staff"),
        ([["parameter", "a"], ["seed", 1], ["committee.staff", "many"]], "scenarios.xlsx B3: 'many'"),
        ([["parameter", "a"], ["committee.staff", -1]], "scenarios.xlsx B2: -1"),
        ([["parameter", "a"], ["committee.staff", "=1+5"]], "scenarios.xlsx B2: a formula"),
        ([["parameter", "a"], ["committee.staff", "#DIV/0!"]], "scenarios.xlsx B2: an error"),
        ([["parameter", "a"], ["committee.staff", datetime.date(2026, 1, 1)]], "a number, a word"),
        ([["parameter", "a"], ["committee.staff", 3], ["committee.staff", 4]], "A3: 'committee.staff' given twice"),
        ([["parameter", "a"], [None, 3]], "A2: values without a parameter"),
        ([["parameter", "a"], ["committee.staff", 3, 4]], "C2: a value without a scenario"),
        ([["parameter", "a"], ["scenario", "parkin"]], "scenarios.xlsx B2: .*did you mean parking"),
        ([["parameter", "a"], ["title.zh", "x"], ["title.en", "${oc.env:HOME}"]], r"B3: \$\{; allowed: plain values"),
        ([["parameter", "a"], ["cell", 110]], "scenarios.xlsx B2: "),
        ([["parameter", "a"], *[[f"p{n}", None] for n in range(600)]], "more than 500 rows"),
    ],
)
def test_bad_workbooks(rows, match, tmp_path):
    with pytest.raises(InputRefused, match=match):
        load_workbook(book(tmp_path, rows))


def test_what_is_no_workbook(tmp_path):
    (tmp_path / "text.xlsx").write_text("a,b")
    (tmp_path / "folder.xlsx").mkdir()
    whole = (tmp_path / "whole.xlsx", book(tmp_path, ROWS, "whole.xlsx"))[0].read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))
    for name, match in [
        ("text.xlsx", "no workbook that can be read"),
        ("folder.xlsx", "a folder"),
        ("none.xlsx", "there is no such file"),
        ("old.xls", "a workbook of another kind"),
        ("cut.xlsx", "no workbook that can be read"),
        ("empty.xlsx", "no workbook that can be read"),
    ]:
        with pytest.raises(InputRefused, match=match):
            load_workbook(str(tmp_path / name))


def altered(path, part, change):
    """Write a workbook again with one part changed, or added."""
    other = path.with_name("altered.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info.filename, old.read(info))
        new.writestr(part, change(old.read(part) if part in old.namelist() else b""))
    return str(other)


def test_nothing_in_a_workbook_acts(tmp_path):
    book(tmp_path, ROWS)
    path = tmp_path / "scenarios.xlsx"
    entities = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for part, change, match in [
        ("xl/worksheets/sheet1.xml", lambda content: entities + content, "XML with declarations"),
        ("xl/worksheets/sheet1.xml", lambda content: content.decode().encode("utf-16"), "XML with declarations"),
        ("xl/media/bomb.bin", lambda _content: bytes(30_000_000), "unpacks to more than"),
        ("xl/vbaProject.bin", lambda _content: b"x", "macros"),
        ("xl/workbook.xml", lambda content: content[:200], "no workbook that can be read"),
    ]:
        with pytest.raises(InputRefused, match=match):
            load_workbook(altered(path, part, change))


def test_broken_parts_are_refused_or_read(tmp_path):
    path = tmp_path / "scenarios.xlsx"
    book(tmp_path, ROWS)
    dice, refused = random.Random(5), 0
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/") and archive.getinfo(name).file_size > 2]
    assert "xl/worksheets/sheet1.xml" in parts and "xl/workbook.xml" in parts

    def broken(content):
        content = bytearray(content)
        for place in dice.sample(range(len(content)), 2):
            content[place] ^= 1 << dice.randrange(8)
        return bytes(content)

    for turn in range(400):
        try:
            assert len(load_workbook(altered(path, parts[turn % len(parts)], broken))) <= 12
        except InputRefused:
            refused += 1
    assert 100 < refused < 400
