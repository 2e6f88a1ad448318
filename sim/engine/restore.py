"""Read a saved configuration back into its typed form."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from sim.engine.config import Config


def config_of(path: Path) -> Config:
    """Return the configuration that `NeighbourhoodModel.save_state` wrote."""
    return _typed(Config, json.loads(path.read_text(encoding="utf-8")))


def _typed(kind: type, values: dict[str, Any]) -> Any:
    given = {}
    for f in fields(kind):
        if f.name not in values:
            continue
        group = f.default_factory if is_dataclass(f.default_factory) else None
        given[f.name] = _typed(group, values[f.name]) if group else values[f.name]
    return kind(**given)
