"""Play a configuration from founding to its last month, without touching a file."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from sim.engine.config import Config
from sim.engine.extra_columns import EXTRA_COLUMNS
from sim.engine.model import NeighbourhoodModel
from sim.foundation.text import language
from sim.results.result import Result

OnMonth = Callable[[int, Mapping[str, float], list[str]], None]


def run(config: Config, on_month: OnMonth | None = None) -> Result:
    """Run the model and return its result.

    Parameters
    ----------
    config : Config
        As `sim.load_scenario` returns it.
    on_month : callable, optional
        Called after each month with the month, its headline figures, and a sentence for each thing that happened.

    Raises
    ------
    InvariantBroken
        If the state contradicts its declarations; the month, the entity and the values are named.
    """
    model = NeighbourhoodModel(config)
    while model.month < config.months:
        month = model.month
        model.step()
        if on_month is not None and model.observer is not None:
            on_month(month, model.observer.headline(model), model.observer.sentences(language()))
    result = result_of(model)
    model.end()
    return result


def result_of(model: NeighbourhoodModel) -> Result:
    """Return what a model has left so far as a result."""
    config = model.config
    facts = {
        "scenario": config.scenario,
        "seed": config.seed,
        "config": asdict(config),
        "state_hash": model.state_hash(),
        "founded": {name: "synthetic" for name in ("households", "residents", "ties", "units", "teams")}
        | {"neighbourhoods": "number given by street" if config.street else "synthetic"},
    }
    tables = model.observer.tables(model) if model.observer is not None else {}
    return Result.of_run(tables, facts, EXTRA_COLUMNS)
