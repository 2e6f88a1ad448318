"""What a kernel is compiled for, and what goes on meanwhile."""

import gc

import pytest
from numba import types

from sim.foundation import compiled


def test_a_constant_that_a_caller_writes_out_makes_no_version_of_its_own():
    @compiled.helper
    def inner(n, k):
        return n + k

    @compiled.kernel
    def outer(n):
        return inner(n, 3) * inner(n, 4)

    assert outer(2) == 30
    if compiled.COMPILING:
        assert inner.nopython_signatures == [types.int64(types.int64, types.int64)]


def test_a_formula_has_the_types_that_it_declares():
    @compiled.formula("float64(int64)")
    def double(n):
        return n * 2

    @compiled.formula("int64(float64)")
    def whole(x):
        return int(x)

    assert (double(3), whole(2.7), whole(True)) == (6.0, 2, 1)
    if compiled.COMPILING:
        assert double.nopython_signatures == [types.float64(types.int64)]
        assert isinstance(double(3), float)


@pytest.mark.parametrize("enabled", [True, False])
def test_no_garbage_is_collected_while_it_compiles_and_again_after_it_has_failed(enabled):
    seen = []

    def fail(_signature):
        seen.append(gc.isenabled())
        raise TypeError

    (gc.enable if enabled else gc.disable)()
    try:
        with pytest.raises(TypeError):
            compiled._for_types_alone(fail)((types.int64,))
        assert seen == [False] and gc.isenabled() is enabled
    finally:
        gc.enable()
