"""Streets read from a user's table, and streets chosen by name: every fault has its line and its rule."""

from pathlib import Path

import pytest

from sim.foundation.errors import InputRefused
from sim.founding.choosing import chosen_streets
from sim.founding.streets import Street, streets
from sim.founding.structure import read_structure

SHARED = Path(__file__).parents[3] / "shared" / "data" / "shanghai"
HEAD = "code12,kind,street_code9,street_name,district_name"
ROWS = [
    "310101002001,juweihui,310101002,甲街道,东区",
    "310101002002,juweihui,310101002,甲街道,东区",
    "310101002201,cunweihui,310101002,甲街道,东区",
    "310104001001,juweihui,310104001,乙镇,西区",
    "310104002401,quasi_juweihui,310104002,丙,西区",
]
CITY = [
    Street("310101002", "甲街道", "jiedao", "东区", 2, 1),
    Street("310104001", "乙镇", "zhen", "西区", 1, 0),
    Street("310104002", "丙", "other", "西区", 0, 0),
]


@pytest.fixture
def table(tmp_path):
    def write(lines, encoding="utf-8"):
        path = tmp_path / "city.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_committees_are_counted_by_street(table, encoding):
    assert read_structure(table([HEAD, *ROWS], encoding)) == CITY
    assert read_structure(table([HEAD, *reversed(ROWS), "", ",,,,"], encoding)) == CITY


def test_a_table_of_streets_says_their_numbers_itself(table):
    lines = ["district_name,street_name,note,street_code9,n_juweihui,n_cunweihui"]
    lines += [f"{one.district},{one.name},x,{one.code},{one.n_committees},{one.n_villages}" for one in CITY]
    assert read_structure(table(lines)) == CITY


@pytest.mark.parametrize("name", ["shanghai_committees_2020.csv", "shanghai_streets_2020.csv"])
def test_the_shared_tables_of_2020_are_the_embedded_streets(name):
    if not SHARED.is_dir():
        pytest.skip("the folder of shared data is not here")
    assert read_structure(SHARED / name) == sorted(streets())


FAULTS = {
    "empty": ([""], ":1", "an empty file", "street_code9"),
    "no heading": (ROWS, ":1", "no column", "street_code9"),
    "a column missing": ([HEAD.replace(",kind", "")], ":1", "no column kind", "code12,kind"),
    "a column twice": ([HEAD + ",kind"], ":1", "'kind' twice", "each name once"),
    "no rows": ([HEAD], "city.csv", "no residents' committee", "at least one"),
    "only villages": ([HEAD, ROWS[2]], "city.csv", "no residents' committee", "at least one"),
    "too few cells": ([HEAD, ROWS[0], "310101002002,juweihui"], ":3", "2 cells", "5, as in the heading"),
    "too many cells": ([HEAD, ROWS[0] + ",x"], ":2", "6 cells", "5, as in the heading"),
    "open quotes": ([HEAD, '"310101002001,juweihui'], ":2", "unexpected end", "comma-separated"),
    "a short code": ([HEAD, ROWS[0].replace("310101002001", "31010100200")], ":2 code12", "31010100200", "12 digits"),
    "digits of another script": ([HEAD, ROWS[0].replace(",310101002,", ",31010100٢,")], ":2 street_code9", "", "9 dig"),
    "a code twice": ([HEAD, ROWS[0], ROWS[3], ROWS[0]], ":4 code12", "stands in line 2 already", "once"),
    "another kind": ([HEAD, ROWS[0].replace("juweihui", "office")], ":2 kind", "'office'", "one of juweihui"),
    "a code of another street": ([HEAD, ROWS[0].replace("310101002001", "310104001001")], ":2 code12", "", "310101002"),
    "a street's other name": (
        [HEAD, ROWS[0], ROWS[1].replace("甲", "丁")],
        ":3 street_name",
        "丁街道",
        "甲街道, as in",
    ),
    "a district's other name": (
        [HEAD, *ROWS[:4], ROWS[4].replace("西", "北")],
        ":6 district_name",
        "北区",
        "西区, as in",
    ),
    "no name": ([HEAD, ROWS[0].replace("甲街道", " ")], ":2 street_name", "''", "at most 60"),
    "a name that acts on terminals": ([HEAD, ROWS[0].replace("甲", "\x1b[2J")], ":2 street_name", "x1b", "at most 60"),
    "a name too long": ([HEAD, ROWS[0].replace("甲", "甲" * 60)], ":2 street_name", "", "at most 60"),
    "a name that looks up": (
        [HEAD, ROWS[0].replace("甲", "${oc.env:HOME}")],
        ":2 street_name",
        "oc",
        "plain",
    ),
    "a name that runs": (
        [HEAD, ROWS[0].replace("东区", "_target_")],
        ":2 district_name",
        "_target_",
        "plain",
    ),
    "a NUL": ([HEAD, ROWS[0] + "\0"], "city.csv", "NUL", "UTF-8"),
    "a number that is none": (
        ["street_code9,street_name,district_name,n_juweihui", "310101002,甲,东,-3"],
        ":2 n_juweihui",
        "'-3'",
        "from 0 to 2047",
    ),
    "a street twice": (
        ["street_code9,street_name,district_name,n_juweihui", "310101002,甲,东,3", "310101002,甲,东,3"],
        ":3 street_code9",
        "310101002 twice",
        "each street once",
    ),
    "too many committees": (
        ["street_code9,street_name,district_name,n_juweihui", "310101002,甲,东,2048"],
        ":2",
        "2,048 residents' committees",
        "at most 2,047",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_malformed_table_is_refused_with_its_place(table, fault):
    lines, place, came, allowed = FAULTS[fault]
    with pytest.raises(InputRefused) as refused:
        read_structure(table(lines))
    assert place in refused.value.place and came in refused.value.came and allowed in refused.value.allowed
    assert "\n" not in str(refused.value) and "\x1b" not in str(refused.value)


def test_files_that_are_none(table, tmp_path):
    for path, came in ((tmp_path / "gone.csv", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(InputRefused, match=came):
            read_structure(path)
    path = table([HEAD, ROWS[0]], "gb18030")
    with pytest.raises(InputRefused, match=r"city.csv:2: not UTF-8"):
        read_structure(path)


def test_all_streets_with_a_committee_are_chosen_unless_some_are_named():
    assert [one.code for one in chosen_streets(CITY)] == ["310101002", "310104001"]
    assert sum(one.n_committees for one in chosen_streets(streets())) == 4539
    assert len(chosen_streets(streets())) == 218


@pytest.mark.parametrize(
    "words",
    [
        "乙镇,甲街道",
        "310104001,310101002",
        "西区、东区",
        "310104 ,310101",
        "[甲街道,西区]",
        "甲街道;甲街道,乙镇,",
        "甲街道，乙镇",
        "甲街道；西区、东区",
    ],
)
def test_streets_are_chosen_by_names_and_codes_of_streets_and_districts(words):
    assert chosen_streets(CITY, words) == CITY[:2]


@pytest.mark.parametrize(
    ("words", "came", "mend"),
    [
        ("黄埔区", "'黄埔区'", "did you mean 黄浦区?"),
        ("南京东路", "'南京东路'", "did you mean 南京东路街道?"),
        ("310101,310101003", "'310101003'", "did you mean 310101002?"),
        ("310102", "'310102'", "did you mean 310101?"),
        ("9" * 30, "999", "e.g."),
        ("nowhere", "'nowhere'", "e.g. 南京东路街道"),
        ("九段沙湿地自然保护区", "九段沙湿地自然保护区 has no residents' committee", ""),
        ("", "''", ""),
        (" , ", "' , '", ""),
    ],
)
def test_a_street_that_is_none_is_refused_with_the_nearest(words, came, mend):
    every = streets()
    if "九段沙" in words:
        words = next(one.name for one in every if not one.n_committees)
        came = f"{words} has no residents' committee"
    with pytest.raises(InputRefused) as refused:
        chosen_streets(every, words)
    assert came in refused.value.came and mend in refused.value.mend and refused.value.place == "streets"


def test_a_name_that_two_streets_bear_is_refused_with_their_codes():
    double = [*CITY, Street("310105001", "乙镇", "zhen", "南区", 4, 0)]
    with pytest.raises(InputRefused, match=r"2 streets are called 乙镇; allowed: 310104001, 310105001"):
        chosen_streets(double, "乙镇")
