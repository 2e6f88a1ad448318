"""What a kernel is compiled for, and what goes on meanwhile."""

import gc

import pytest
from numba import types

from sim.foundation import compiled


def test_a_constant_that_a_caller_writes_out_makes_no_version_of_its_own():
    seen = []
    compile_for = compiled._for_types_alone(seen.append)
    compile_for((types.literal(3), types.float64))
    compile_for((types.int64, types.float64))
    compile_for("float64(int64, float64)")
    assert seen == [(types.int64, types.float64)] * 3


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
