import csv
from pathlib import Path

import pytest

from sim.foundation.errors import InputRefused
from sim.founding.streets import districts, facts, find_street, streets

SHARED = Path(__file__).parents[3] / "shared" / "data"


def test_there_are_234_streets_in_16_districts():
    assert len(streets()) == 234 and len({street.code for street in streets()}) == 234
    assert len({street.name for street in streets()}) == 234
    assert sum(street.n_committees for street in streets()) == facts()["shanghai_juweihui_count"].value == 4539
    assert sum(street.n_committees == 0 for street in streets()) == 16
    assert len(districts()) == 16
    for district in districts():
        inside = [street for street in streets() if street.district == district.name]
        assert len(inside) == district.n_streets
        assert sum(street.n_committees for street in inside) == district.n_committees
        assert sum(street.n_villages for street in inside) == district.n_villages


@pytest.mark.parametrize("word", ["310101002", 310101002, "南京东路街道", " 南京东路街道 "])
def test_a_street_is_found_by_code_or_name(word):
    street = find_street(word)
    assert (street.name, street.type, street.district) == ("南京东路街道", "jiedao", "黄浦区")
    assert street.n_committees == 19


@pytest.mark.parametrize(
    "word,nearest", [("南京东路", "南京东路街道"), ("310101003", "310101002"), ("31011", "31011"), ("x", "e.g.")]
)
def test_an_unknown_street_is_refused_with_the_nearest(word, nearest):
    with pytest.raises(InputRefused, match=r"nine-digit code or a name among 234") as refused:
        find_street(word)
    assert nearest in refused.value.mend


def test_a_street_without_a_committee_is_refused_by_name():
    for street in streets():
        if street.n_committees == 0:
            with pytest.raises(InputRefused, match=street.name) as refused:
                find_street(street.code)
            assert "residents' committee" in str(refused.value)


def test_the_tables_are_those_of_the_shared_data():
    if not SHARED.exists():
        pytest.skip("the folder of shared data is not here")
    for name, here in (("streets", streets()), ("districts", districts())):
        with (SHARED / "shanghai" / f"shanghai_{name}_2020.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
        assert [[str(value) for value in row] for row in here] == rows
    with (SHARED / "china" / "calibration_facts.csv").open(encoding="utf-8-sig", newline="") as stream:
        published = {row["key"]: float(row["value"]) for row in csv.DictReader(stream)}
    assert {key: published[key] for key in facts()} == {key: fact.value for key, fact in facts().items()}
