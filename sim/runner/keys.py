"""What tells one run from another: its configuration flattened to dotted names, and the hash of that."""

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sim.engine.config import Config, check_config
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import declarations
from sim.foundation.schedules import checked_value
from sim.foundation.text import gettext as _
from sim.scenarios.names import TEXTS

RUN_FORMAT = 1
"""Version of what a run's key covers and what its row holds; raised whenever either changes its meaning."""
KEY_DIGITS = 16
LABELS = (*TEXTS, "scenario")
"""Names of the configuration that say what a run is called, not what is computed."""


def leaves(config: Config) -> dict[str, Any]:
    """Return every value of a configuration by dotted name, without what it is called."""
    found: dict[str, Any] = {}
    for f in fields(config):
        value = getattr(config, f.name)
        if is_dataclass(value):
            found |= {f"{f.name}.{inner.name}": getattr(value, inner.name) for inner in fields(value)}
        elif f.name not in LABELS:
            found[f.name] = value
    return found


def as_json(value: Any) -> str:
    """Return a value as JSON, always the same text for the same value; months of schedules become words."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Key:
    """Makes the keys of runs that differ from one configuration in a few values."""

    def __init__(self, config: Config):
        self._texts = {name: as_json(value) for name, value in sorted(leaves(config).items())}

    def of(self, values: Mapping[str, Any]) -> str:
        """Return the key of the run with these values by dotted name: digits of a hash over every value."""
        texts = {**self._texts, **{name: as_json(value) for name, value in values.items()}}
        lines = [f"zizhi-run-{RUN_FORMAT}", *(f"{name}={text}" for name, text in texts.items())]
        return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:KEY_DIGITS]


def checked(base: Config, name: str, value: Any, place: str) -> Any:
    """Return a value for a dotted name as the type of its declaration.

    Raises
    ------
    InputRefused
        If there is no such parameter, or the value is not one of its values; `place` is named.
    """
    group, _dot, last = name.rpartition(".")
    kind = getattr(base, group) if group else base
    return checked_value(declarations(kind)[last], value, place)


def varied(base: Config, names: Sequence[str], values: Sequence[Any]) -> Config:
    """Return a configuration with other values, each of which has been checked alone.

    Raises
    ------
    InputRefused
        If the values contradict each other or the rest of the configuration.
    """
    config = copy.copy(base)
    touched: dict[str, Any] = {}
    whole = False
    for name, value in zip(names, values, strict=True):
        group, _dot, last = name.rpartition(".")
        if group and group not in touched:
            touched[group] = copy.copy(getattr(base, group))
        setattr(touched[group] if group else config, last, value)
        whole |= not group and name != "seed"
    for group, params in touched.items():
        setattr(config, group, params)
        if hasattr(params, "check_together"):
            params.check_together()
    if whole:
        check_config(config)
    return config


def check_observed(config: Config) -> None:
    """Refuse a configuration of which nothing would be seen."""
    if not config.observe.enabled:
        raise InputRefused("observe.enabled", "false", _("true: without observers a run has no outcome"))
