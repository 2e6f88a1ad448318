"""Any legal configuration can be lived: books and hours close, numbers stay finite and within their declared ranges.

Every parameter may take its least value, its greatest, or one between. ``ZIZHI_LONG=1`` tries 600 configurations drawn
at random in place of 25, and every parameter by itself at each of its bounds in place of one in forty.
"""

import os
import re
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.config import GROUPS, SHOCKS, Config
from sim.foundation.errors import InputRefused
from tests.helpers.extremes import (
    NAMES,
    PAIRS,
    SHARES,
    all_at,
    at_bound,
    configuration,
    live,
    one_at_a_time,
    some_values,
)

LONG = bool(os.environ.get("ZIZHI_LONG"))
CELLS = ["0000", "1111", "1010", "0101"]


@pytest.fixture(autouse=True)
def nothing_is_divided_by_nothing():
    """NumPy's warnings are errors here: an infinity that a later rule clips away is a fault too."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        yield


@settings(max_examples=600 if LONG else 25, deadline=None, derandomize=True)
@given(
    key=st.integers(0, 2**32 - 1),
    share=st.sampled_from([0.02, 0.1, 0.5, 1.0]),
    cell=st.sampled_from(CELLS),
    neighbourhoods=st.sampled_from([1, 1, 2, 3]),
    shock=st.sampled_from(SHOCKS),
)
def test_any_legal_configuration_can_be_lived(key, share, cell, neighbourhoods, shock):
    values = some_values(np.random.default_rng(key), share) | {"shock.name": shock, "shock.month": 2}
    live(configuration(values, seed=key % 1000, cell=cell, taught=cell, neighbourhoods=neighbourhoods))


@pytest.mark.parametrize("end", [0, 1], ids=["least", "greatest"])
@pytest.mark.parametrize("cell", ["0000", "1111"])
@pytest.mark.parametrize("neighbourhoods", [1, 3])
def test_everything_at_its_bound(end, cell, neighbourhoods):
    live(configuration(all_at(end), cell=cell, taught=cell, neighbourhoods=neighbourhoods))


def test_one_parameter_at_its_bound():
    faults = []
    for values in list(one_at_a_time())[:: 1 if LONG else 40]:
        try:
            live(configuration(values, seed=1, cell="1111", taught="1111"))
        except Exception as fault:  # noqa: BLE001 - every fault is wanted, with the parameter that brings it
            faults.append(f"{values}: {fault!r}")
    assert faults == []


@pytest.mark.parametrize("households", [1, 2])
@pytest.mark.parametrize(("months", "burn_in"), [(0, 0), (0, 3), (8, 0)])
def test_the_smallest_neighbourhood_and_the_shortest_run(households, months, burn_in):
    run = {"households": households, "months": months, "burn_in": burn_in, "neighbourhoods": 2}
    live(configuration({}, cell="1111", taught="1111", **run))
    live(configuration(all_at(0), **run))
    live(configuration(all_at(1), **run))


def test_the_configurations_are_extreme():
    """Of those drawn in full, hundreds of parameters differ from their defaults, many of them at a bound."""
    drawn = some_values(np.random.default_rng(1), 1.0)
    assert set(drawn) == set(NAMES)
    at_bound = changed = 0
    for place, declaration in NAMES.items():
        if isinstance(declaration.default, int | float):
            changed += drawn[place] != declaration.default
            at_bound += drawn[place] in (declaration.low, declaration.high)
    assert changed > 250 and at_bound > 200
    assert len(list(one_at_a_time())) > 2 * len(NAMES) - 250


@pytest.mark.parametrize(("low", "high"), PAIRS)
def test_a_pair_is_held_in_because_a_configuration_refuses_it_crossed(low, high):
    group, first = low.split(".")
    crossed = {first: at_bound(low, 1), high.split(".")[1]: at_bound(high, 0)}
    with pytest.raises(InputRefused, match=re.escape(f"{low}: {crossed[first]}; allowed: at most {high}")):
        Config(**{group: GROUPS[group](**crossed)})


@pytest.mark.parametrize("place", sorted(SHARES))
def test_shares_are_held_in_because_a_configuration_refuses_another_sum(place):
    group, name = place.split(".")
    default = NAMES[place].default
    ones = dict.fromkeys(default, 1) if isinstance(default, dict) else [1] * len(default)
    with pytest.raises(
        InputRefused, match=f"{place}: shares that sum to {len(default)}; allowed: shares that sum to 1"
    ):
        Config(**{group: GROUPS[group](**{name: ones})})
