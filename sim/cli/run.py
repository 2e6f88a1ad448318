"""``zizhi run``: play one run before the user's eyes, keep it, and say in how many other seeds autonomy arose."""

import shlex
from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING

from experiments import run as experiment
from sim.cli.console import make_console
from sim.cli.errors import Interrupted
from sim.cli.interrupts import heeded_interrupts
from sim.cli.own_keys import number_or, out_folder
from sim.cli.reasons import why_not
from sim.cli.request import Request
from sim.cli.run_again import Again, asked_for
from sim.cli.run_view import RunView
from sim.foundation.compiling import heard
from sim.foundation.text import gettext as _
from sim.foundation.text import language
from sim.scenarios.load import load_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from sim.engine.config import Config
    from sim.results.result import Result

OTHERS, MOST_OTHERS = 20, 1000
SECONDS_FOR_OTHERS = 40.0


def execute(request: Request) -> int:
    """Play, show, keep; then try other seeds.

    Raises
    ------
    InputRefused, RunFailed, Interrupted
        Each with one line that says what was kept.
    """
    again = asked_for(request)
    n_others = number_or(OTHERS if again is None else 0, request.own, "others", 0, MOST_OTHERS)
    if again is not None:
        config = again.config
    else:
        config = load_scenario(request.words[0] if request.words else "baseline", request.overrides)
    folder, there = experiment.folder_for(config, out_folder(request.own))
    view = RunView(make_console(), config)
    view.show_head()
    if there:
        view.show_reused(folder)
        result = experiment.again(folder)
        view.show_story(experiment.told(result))
        _show_end(view, result)
        view.show_figure(folder / experiment.FIGURE)
        _show_next(view, request, config, again, result)
        return 0
    result, seconds = _play(view, config)
    try:
        state = experiment.keep(result, config, folder, language())
    except KeyboardInterrupt as stop:
        raise Interrupted(
            _("interrupted while writing; {folder} is whole or not there").format(folder=folder)
        ) from stop
    _show_end(view, result)
    view.show_folder(folder, experiment.FIGURE, state)
    if config.observe.enabled and n_others:
        _try_others(view, config, result, folder, n_others, seconds)
    _show_next(view, request, config, again, result)
    return 0


def _show_end(view: RunView, result: "Result") -> None:
    view.show_outcome(result.headlines(language()))
    view.show_neighbourhoods(result.months)
    view.show_untold(result.events, experiment.told(result))


def _show_next(view: RunView, request: Request, config: "Config", again: Again | None, result: "Result") -> None:
    """Offer what to do next, or hold the run against the sweep that it is from."""
    if again is None:
        view.show_next(_next_commands(request, config))
    else:
        view.show_sentence(again.compare(result.facts["state_hash"]))


def _play(view: RunView, config: "Config") -> tuple["Result", float]:
    """Return the result and the seconds that its months took, without compiling and founding."""
    first = last = perf_counter()
    began = False

    def on_month(month: int, headline: Mapping[str, float], sentences: list[str]) -> None:
        nonlocal first, last, began
        last = perf_counter() - compiling.seconds
        if not began:
            first, began = last, True
        view.show_month(month, headline, sentences)
        stop.heed()

    try:
        with heeded_interrupts() as stop, view.progress(), heard(view.show_compiling) as compiling:
            result = experiment.play(config, on_month)
    except KeyboardInterrupt as interrupt:
        month = _("month {month}").format(month=view.month) if began else _("founding")
        raise Interrupted(_("interrupted in {month}; nothing was written").format(month=month)) from interrupt
    return result, last - first


def _try_others(view: RunView, config: "Config", result: "Result", folder: "Path", n: int, seconds: float) -> None:
    affordable = int(SECONDS_FOR_OTHERS * experiment.n_cores() / max(seconds, 1e-9))
    n = max(1, min(n, affordable))
    n_arose = n_done = 0
    try:
        with view.progress_of_others(n) as advance:
            for arose in experiment.other_seeds(config, n, seconds):
                n_arose, n_done = n_arose + arose, n_done + 1
                advance()
    except KeyboardInterrupt as stop:
        kept = _("interrupted after {n} other seeds; the run is kept in {folder}")
        raise Interrupted(kept.format(n=n_done, folder=folder)) from stop
    here = experiment.arose(result)
    view.show_others(n, n_arose, here, "" if here else why_not(result.months, config.outcomes))


def _next_commands(request: Request, config: "Config") -> list[tuple[str, str]]:
    """Return three sentences with a command each: another seed, without the mechanisms, what an outcome means."""
    kept = [word for word in request.overrides if not word.startswith(("seed=", "cell=", "taught="))]
    lang = [f"lang={request.own['lang']}"] if "lang" in request.own else []
    base = ["zizhi", "run", *request.words, *kept, *lang]
    other_seed = config.seed + 1 if config.seed < 2**63 - 1 else 0
    cells = [word for word in request.overrides if word.startswith(("cell=", "taught="))]
    cell = "1111" if config.cell == "0000" else "0000"
    change = _("with all four mechanisms") if cell == "1111" else _("without the four mechanisms")
    return [
        (_("another seed"), shlex.join([*base, *cells, f"seed={other_seed}"])),
        (change, shlex.join([*base, f"cell={cell}", f"seed={config.seed}"])),
        (_("what a figure means"), shlex.join(["zizhi", "explain", "autonomy", *lang])),
    ]
