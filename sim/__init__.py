"""zizhi: how residents' autonomy emerges in Chinese urban neighbourhoods, as an agent-based simulation (自治).

The public functions are named here and loaded on first use, so that ``import sim`` takes no time.
"""

import importlib
from typing import Any

_PUBLIC = {
    "load_scenario": ("sim.scenarios.load", "load_scenario"),
    "run": ("sim.engine.run", "run"),
    "run_many": ("sim.runner.many", "run_many"),
    "NeighbourhoodModel": ("sim.engine.model", "NeighbourhoodModel"),
    "load_result": ("sim.results.reading", "load_run"),
}


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
