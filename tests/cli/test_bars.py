"""How far something is: a bar where there is a terminal, a line a minute where there is none."""

import io

import pytest
from rich.console import Console

from sim.cli import bars
from sim.foundation.text import use_language


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def lines_of(console):
    return console.file.getvalue().splitlines()


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=100)


def moved(console, clock, *steps, there=0, total=400):
    shown = bars.Bar(console, total, "starting", clock=clock)
    shown.start(there, total)
    for seconds, by, words in steps:
        clock.now += seconds
        shown.move(by, words)
    return lines_of(console)


def test_a_log_has_a_line_a_minute_with_what_is_left(console):
    steps = [(20, 10, "a"), (40, 10, "[bold]b"), (59, 10, "c"), (1, 10, "d"), (5, 10, "e")]
    assert moved(console, Clock(), *steps) == [
        "20 of 400 · about 19 min left · [bold]b",
        "40 of 400 · about 18 min left · d",
    ]


def test_what_was_there_before_took_no_time_now(console):
    assert moved(console, Clock(), (60, 50, ""), there=300) == ["350 of 400 · about 60 s left"]


def test_the_end_and_a_short_thing_say_nothing(console):
    assert moved(console, Clock(), (10, 100, "a"), (10, 100, "b"), (300, 200, "c")) == []


def test_a_line_is_in_the_language_of_the_user(console):
    use_language("zh")
    try:
        assert moved(console, Clock(), (60, 100, "乙街道"), total=1000) == ["100/1,000 · 还需约 9 分钟 · 乙街道"]
    finally:
        use_language("en")


def test_nothing_done_yet_promises_nothing(console):
    assert moved(console, Clock(), (61, 0, "compiling")) == ["0 of 400 · compiling"]


def test_a_terminal_has_a_bar_that_knows_its_speed_after_minutes():
    clock = Clock()
    console = Console(file=io.StringIO(), width=100, force_terminal=True, get_time=clock)
    with bars.bar(console, 100, "starting [x]") as shown:
        task = shown._rich.tasks[0]
        for _street in range(3):
            clock.now += 200  # rich by itself forgets after half a minute, and would never say what is left
            shown.move(10, "street")
        assert task.time_remaining == pytest.approx(70 / 10 * 200)
        assert (task.completed, task.total, task.description) == (30, 100, "street")
        shown.move_to(100)
    assert "starting [x]" in console.file.getvalue() and task.finished


def test_without_a_terminal_there_is_no_bar(console):
    with bars.bar(console, 3) as shown:
        shown.move()
        assert shown.done == 1
    assert lines_of(console) == []
