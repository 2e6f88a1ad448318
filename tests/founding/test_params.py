import re

import pytest

from sim.foundation.errors import InputRefused
from sim.foundation.parameters import declarations
from sim.founding.params import ORDERED, SUM_TO_ONE, Params
from sim.founding.streets import facts


def test_every_parameter_is_declared_with_source_and_labels():
    declared = declarations(Params)
    assert set(declared) == set(vars(Params()))
    known = re.compile(r"C\d{3}|assumption|statutory retirement ages|" + "|".join(facts()))
    for name, declaration in declared.items():
        assert known.match(declaration.source), name
        assert declaration.label and declaration.zh and declaration.unit, name
        assert any("\u4e00" <= letter <= "\u9fff" for letter in declaration.zh), name


@pytest.mark.parametrize("name", SUM_TO_ONE)
def test_shares_that_do_not_sum_to_one_are_refused(name):
    value = getattr(Params(), name)
    wrong = [0.5] * len(value) if isinstance(value, list) else dict.fromkeys(value, 0.9)
    with pytest.raises(InputRefused, match=rf"founding\.{name}.*sum to 1"):
        Params(**{name: wrong})


@pytest.mark.parametrize("low,high", ORDERED)
def test_crossed_bounds_are_refused(low, high):
    highest = declarations(Params)[low].high
    if highest > getattr(Params(), high):
        with pytest.raises(InputRefused, match=rf"founding\.{low}"):
            Params(**{low: highest})


def test_out_of_range_is_refused_with_place():
    with pytest.raises(InputRefused, match=r"founding\.p_local\.old_lane"):
        Params(p_local={"old_lane": 1.5})
