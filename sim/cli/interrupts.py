"""Ctrl-C that cannot get lost: what interrupts a callback of compiled code is swallowed there, and raised again."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Whether the user has asked to stop."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Take the signal: remember it, and interrupt what goes on."""
        self.asked = True
        raise KeyboardInterrupt

    def heed(self) -> None:
        """Raise the interrupt again if one was swallowed."""
        if self.asked:
            raise KeyboardInterrupt


@contextmanager
def heeded_interrupts() -> Iterator[Stop]:
    """Remember every Ctrl-C while inside, so that `Stop.heed` can raise what was swallowed; say nothing of those."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    say, handler = sys.unraisablehook, signal.signal(signal.SIGINT, stop.ask)
    sys.unraisablehook = lambda raised: None if raised.exc_type is KeyboardInterrupt else say(raised)
    try:
        yield stop
        stop.heed()
    finally:
        sys.unraisablehook = say
        signal.signal(signal.SIGINT, handler)
