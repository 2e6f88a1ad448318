from dataclasses import dataclass

import pytest

from sim.foundation.errors import InputRefused
from sim.foundation.parameters import declarations, parameter
from sim.foundation.schedules import check_params, checked_value, multiplied, resolve, value_at


@dataclass
class Params:
    staff: int = parameter(7, 5, 9, "persons", "assumption", "Staff", "人员", varies=True)
    load: float = parameter(1.0, 0.7, 1.4, "-", "calibrated", "Load", "负担", varies=True)
    delta: float = parameter(0.08, 0.01, 0.15, "per month", "calibrated", "Discovery", "发现率")
    open_door: bool = parameter(False, 0, 1, "-", "assumption", "Open door", "开放", varies=True)
    law: str = parameter("1989", 0, 0, "-", "definition", "Law", "法律", choices=("1989", "2025"))
    sizes: list = parameter([0.5, 0.5], 0, 1, "share", "assumption", "Sizes", "规模")
    onset: dict = parameter({"noise": 0.5, "trash": 0.1}, 0, 1, "per month", "assumption", "Onset", "发生")


LOAD = declarations(Params)["load"]


def check(name, value):
    return checked_value(declarations(Params)[name], value, f"committee.{name}")


@pytest.mark.parametrize(
    ("value", "month", "expected"),
    [
        (1.2, 5, 1.2),
        ({0: 1.1, 60: 1.3}, -1, 1.0),
        ({0: 1.1, 60: 1.3}, 59, 1.1),
        ({0: 1.1, 60: 1.3}, 60, 1.3),
        ({60: 1.3, 0: 1.1}, 700, 1.3),
        ({"ramp": [10, 0.8, 20, 1.2]}, 9, 1.0),
        ({"ramp": [10, 0.8, 20, 1.2]}, 15, 1.0),
        ({"ramp": [10, 0.8, 20, 1.2]}, 21, 1.2),
        ({"ramp": [[10, 0.8, 20, 1.2], [20, 1.2, 30, 0.8]]}, 25, 1.0),
        ({-1200: 0.9, "ramp": [10, 0.9, 20, 1.2], 15: 0.7}, 16, 0.7),
        ({"times": [[60, 12, 1.3]]}, 59, 1.0),
        ({"times": [[60, 12, 1.3]]}, 60, 1.3),
        ({"times": [[60, 12, 1.3]]}, 72, 1.0),
        ({0: 0.8, "times": [[60, 12, 1.3], [66, 12, 1.1]]}, 66, 0.8 * 1.3 * 1.1),
    ],
)
def test_value_of_a_month(value, month, expected):
    assert value_at(checked_value(LOAD, value, "load"), month, 1.0) == pytest.approx(expected)


def test_whole_numbers_stay_whole_on_a_ramp():
    assert value_at(check("staff", {"ramp": [0, 5, 10, 8]}), 5, 7) == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("load", 1.5),
        ("load", float("nan")),
        pytest.param("load", 10**5000, id="endless"),
        ("load", "heavy"),
        ("load", True),
        ("load", None),
        ("load", {}),
        ("load", {0: 2}),
        ("load", {"soon": 1.1}),
        ("load", {"0": 1.1, 0: 1.2}),
        ("load", {True: 1.1}),
        ("load", {-1201: 1.1}),
        ("load", {1.5: 1.1}),
        ("load", {"ramp": [0, 1, 10]}),
        ("load", {"ramp": 3}),
        ("load", {"ramp": []}),
        ("load", {"ramp": [10, 1, 10, 1.1]}),
        ("load", {"ramp": [0, 1, 10, 1.6]}),
        ("load", {5: 1, "ramp": [5, 1, 10, 1.1]}),
        ("load", {"times": [60, 12, 1.3]}),
        ("load", {"times": [[60, 0, 1.3]]}),
        ("load", {"times": [[60, 12, -1]]}),
        ("load", {"times": [[60, 12, float("inf")]]}),
        ("load", {1: 1.3, "times": [[60, 12, 1.3]]}),
        ("load", {1: {2: 1.3}}),
        ("delta", {0: 0.1}),
        ("staff", 6.5),
        ("staff", 4),
        ("open_door", 1),
        ("open_door", {"ramp": [0, False, 5, True]}),
        ("law", 1989),
        ("law", "1998"),
        ("sizes", 0.5),
        ("sizes", [0.5]),
        ("sizes", [0.5, 2]),
        ("onset", {"nois": 0.1}),
        ("onset", {"noise": 7}),
        ("onset", 0.1),
    ],
)
def test_refused_in_one_line_that_names_the_place(name, value):
    with pytest.raises(InputRefused) as refused:
        check(name, value)
    assert f"committee.{name}" in str(refused.value)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 300


def test_the_refusal_says_range_and_unit_and_the_nearest_word():
    with pytest.raises(InputRefused, match="a whole number from 5 to 9 persons"):
        check("staff", 12)
    with pytest.raises(InputRefused, match="did you mean noise"):
        check("onset", {"nois": 0.1})


def test_mappings_say_only_what_differs():
    assert check("onset", {"noise": 1}) == {"noise": 1.0, "trash": 0.1}


def test_resolve_is_the_same_object_when_nothing_varies():
    params = Params()
    assert resolve(params, 5) is params
    params.load = {0: 1.2}
    assert resolve(params, 5).load == 1.2 and params.load == {0: 1.2} and resolve(params, -3).load == 1.0


def test_multiplied_keeps_what_was_there():
    surge = checked_value(LOAD, multiplied(0.9, 60, 12, 1.3), "load")
    assert [value_at(surge, month, 1.0) for month in (-24, 59, 60, 72)] == [0.9, 0.9, 0.9 * 1.3, 0.9]
    twice = multiplied(surge, 60, 1, 1.1)
    assert value_at(twice, 60, 1.0) == pytest.approx(0.9 * 1.3 * 1.1) and len(surge["times"]) == 1


def test_check_params_names_group_and_field():
    params = Params(load=1)
    check_params(params, "committee")
    assert isinstance(params.load, float)
    params.staff = 70
    with pytest.raises(InputRefused, match=r"committee\.staff"):
        check_params(params, "committee")


def test_months_stored_as_text_come_back_as_numbers():
    assert checked_value(LOAD, {"60": 1.2, "-24": 0.9}, "load") == {-24: 0.9, 60: 1.2}
