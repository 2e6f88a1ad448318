"""No Ctrl-C gets lost, wherever it arrives."""

import ctypes
import signal
import sys

import pytest

from sim.cli.interrupts import heeded_interrupts


def interrupt_in_a_callback():
    """Interrupt inside a callback of C, which cannot raise."""
    compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
        lambda _a, _b: signal.raise_signal(signal.SIGINT) or 0
    )
    numbers = (ctypes.c_int * 2)(2, 1)
    ctypes.CDLL(None).qsort(numbers, 2, ctypes.sizeof(ctypes.c_int), compare)


@pytest.mark.skipif(sys.platform == "win32", reason="qsort of the C library is found otherwise there")
@pytest.mark.parametrize("heeded_inside", [True, False])
def test_an_interrupt_that_was_swallowed_is_raised_again(heeded_inside, capsys):
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    with pytest.raises(KeyboardInterrupt), heeded_interrupts() as stop:
        interrupt_in_a_callback()
        assert stop.asked
        if heeded_inside:
            stop.heed()
            raise AssertionError("not heeded")
    assert capsys.readouterr().err == "" and before == (signal.getsignal(signal.SIGINT), sys.unraisablehook)


def test_without_an_interrupt_nothing_happens():
    with heeded_interrupts() as stop:
        stop.heed()
    assert not stop.asked
