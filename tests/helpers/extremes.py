"""Configurations at the edge of what is legal, and what must be true of every world that has lived one.

What the declarations allow is taken as it is. Held in is only what a configuration itself refuses - shares that must
sum to 1, a lower bound above its upper one - and what would make a test long.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim.engine.config import GROUPS, Config
from sim.engine.model import NeighbourhoodModel
from sim.engine.run import result_of
from sim.foundation.parameters import Declaration, declarations
from sim.foundation.terms import Account
from sim.founding.params import ORDERED, SUM_TO_ONE
from sim.society import voice
from sim.world.columns import declared
from sim.world.identity import check
from sim.world.state import TABLES, used
from tests.helpers.runs import live_to

LARGEST = {
    "founding.households_per_lane": 200,
    "founding.reference_households": 5000,
    "issues.outside_site_month": 1,
    "street_office.one_square_metre_month": 1,
    "shock.month": 1,
}
"""Greatest values tried of what only says how large the neighbourhood is, or when something begins."""
NAMES = {
    f"{group}.{name}": declaration
    for group, kind in sorted(GROUPS.items())
    if group != "observe"
    for name, declaration in declarations(kind).items()
}
"""Every parameter of a group by its dotted name, but for what only says what is written down."""
SHARES = {place for place in NAMES if place.split(".")[1] in (*SUM_TO_ONE, "scope_shares", "earmarks")}
"""What a configuration refuses unless it sums to 1."""
PAIRS = [
    (f"{group}.{low}", f"{group}.{high}")
    for group, pairs in (("founding", ORDERED), ("voice", voice.ORDERED))
    for low, high in pairs
]
"""What a configuration refuses where the first lies above the second."""
Values = dict[str, Any]


def at_bound(place: str, end: int) -> Any:
    """Return a parameter's least (0) or greatest (1) legal value; of words and shares the first or the last."""
    declaration = NAMES[place]
    default = declaration.default
    if place in SHARES:
        only = 0 if end == 0 else len(default) - 1
        return _filled(default, [type(_first(default))(k == only) for k in range(len(default))])

    def bound(like: Any) -> Any:
        if like is None or isinstance(like, str):
            return declaration.choices[-end] if declaration.choices else like
        return _range(place, declaration, like)[end]

    return _each(default, bound)


def drawn(rng: np.random.Generator, place: str) -> Any:
    """Return a legal value: for each number a bound or one between, each a third of the time; for a word any."""
    declaration = NAMES[place]

    def draw(like: Any) -> Any:
        if like is None or isinstance(like, str):
            return str(rng.choice(declaration.choices)) if declaration.choices else like
        if isinstance(like, bool):
            return bool(rng.integers(2))
        low, high = _range(place, declaration, like)
        if isinstance(like, int):
            return (low, high, int(rng.integers(low, high + 1)))[rng.integers(3)]
        return float((low, high, rng.uniform(low, high))[rng.integers(3)])

    value = _each(declaration.default, draw)
    return _of_one_whole(value, at_bound(place, 0)) if place in SHARES else value


def some_values(rng: np.random.Generator, share: float) -> Values:
    """Return about this share of all parameters, drawn anew."""
    return {place: drawn(rng, place) for place in NAMES if rng.random() < share}


def all_at(end: int) -> Values:
    """Return every parameter at its least (0) or greatest (1) value."""
    return {place: at_bound(place, end) for place in NAMES}


def one_at_a_time() -> Iterator[Values]:
    """Yield one parameter at its least and one at its greatest value, for each that has bounds or words."""
    for place, declaration in NAMES.items():
        bounds = [at_bound(place, 0), at_bound(place, 1)]
        yield from ({place: value} for value in bounds if value != declaration.default)


def configuration(values: Values, **run: Any) -> Config:
    """Return a small configuration with these values by dotted name; `run` goes to the run itself."""
    groups: dict[str, dict] = {}
    for place, value in _in_order(values).items():
        group, name = place.split(".")
        groups.setdefault(group, {})[name] = value
    run = {"months": 6, "burn_in": 2, "households": 60, **run}
    return Config(**run, **{group: GROUPS[group](**inside) for group, inside in groups.items()})


def live(config: Config) -> NeighbourhoodModel:
    """Live a configuration to its end, and hold its world and its result against everything that must be true."""
    model = live_to(NeighbourhoodModel(config), config.months)
    hold(model)
    months = result_of(model).months
    assert len(months) == (config.months + config.burn_in) * config.neighbourhoods
    numbers = months.select_dtypes("number").to_numpy(dtype=float)
    assert np.isfinite(numbers[~np.isnan(numbers)]).all()
    return model


def hold(model: NeighbourhoodModel) -> None:
    """Hold a world against everything that must be true of it."""
    world = model.world
    check(world)
    balance = world.accounts.balance
    assert (balance >= 0).all()
    assert (balance[:, Account.CASH] == balance[:, Account.CASH + 1 :].sum(axis=1)).all()
    for table in TABLES:
        for name, values in used(world, table).items():
            if declared(TABLES[table])[name].dtype == "f8":
                assert np.isfinite(values).all(), (table, name)


def _range(place: str, declaration: Declaration, like: Any) -> tuple[Any, Any]:
    """Return the least and the greatest legal value in the type of `like`."""
    if isinstance(like, bool):
        return False, True
    low, high = declaration.low, min(declaration.high, LARGEST.get(place, math.inf))
    return (math.ceil(low), math.floor(high)) if isinstance(like, int) else (float(low), float(high))


def _each(value: Any, make: Callable[[Any], Any]) -> Any:
    """Return `make(item)` for a number or word, or for every one that a list or mapping holds."""
    if isinstance(value, dict):
        return {word: _each(item, make) for word, item in value.items()}
    return [make(item) for item in value] if isinstance(value, list) else make(value)


def _first(shares: Any) -> Any:
    return next(iter(shares.values())) if isinstance(shares, dict) else shares[0]


def _filled(like: Any, shares: list) -> Any:
    return dict(zip(like, shares, strict=True)) if isinstance(like, dict) else shares


def _of_one_whole(shares: Any, otherwise: Any) -> Any:
    """Return shares of a whole in the proportions drawn; where none or several whole ones were drawn, others."""
    numbers = list(shares.values()) if isinstance(shares, dict) else shares
    if isinstance(numbers[0], int) or not sum(numbers):
        return shares if sum(numbers) == 1 else otherwise
    return _filled(shares, [number / sum(numbers) for number in numbers])


def _in_order(values: Values) -> Values:
    """Return the values with every pair in order: where one is given, the lower of the two is the first."""
    values = dict(values)
    for low, high in PAIRS:
        if low in values or high in values:
            values[low], values[high] = sorted(values.get(place, NAMES[place].default) for place in (low, high))
    return values
