"""Any legal configuration can be lived: books and hours close, numbers stay finite and within their declared ranges.

Every numeric parameter may take its least value, its greatest, or one between. Held in is only what would make a test
long, and what a configuration itself refuses: shares that must sum to 1, and a lower bound above its upper one.
"""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.config import GROUPS, Config
from sim.engine.model import NeighbourhoodModel
from sim.engine.run import result_of
from sim.foundation.parameters import Declaration, declarations
from sim.foundation.terms import Account
from sim.founding.params import ORDERED, SUM_TO_ONE
from sim.founding.params import Params as FoundingParams
from sim.world.columns import declared
from sim.world.identity import check
from sim.world.state import TABLES, used
from tests.helpers.runs import live_to

MONTHS = 6
APART = ("observe", "shock")
LARGEST = {
    "founding.households_per_lane": 200,
    "founding.reference_households": 5000,
    "founding.ties_lane": 20,
    "founding.ties_anywhere": 20,
}
"""Greatest values tried of what only says how large the neighbourhood is."""
LEFT_OUT = {
    "cases.hours": (0.5, 10),  # a case's minutes are declared up to 600
    "cases.mediation_hours": (0.5, 10),
    "ties.strength_memory": (0, 0.93),  # memory + gain above 1 takes strength out of its range
    "ties.strength_gain": (0, 0.07),
    "voice.committee_prior": (0, 1.5),  # a prior above its weight is a trust above 1
    "voice.committee_prior_weight": (1.5, 50),
    "learning.lapse_credit": (-0.2, 0),  # the mean credit is declared from -.2
    "learning.overdue_at_most": (0, 5),  # 1 - loss * number below 0 makes performance negative
    "beliefs.initial_sd": (0, 1),  # beliefs are declared up to 9
    "beliefs.works_bias": (-1, 1),
    "street_office.score_sd": (0, 0.1),  # scores are declared up to 2
    "participation.act_hours": (0.5, 40),  # a call to acts of no length divides by 0
    "issues.enforcement_hours": (0.5, 100),  # so does the enforcement of an affair that needs no time
}
"""Legal values beyond these bounds break an invariant or divide by zero; each entry goes when its rule is mended."""
SHARES_OF_ONE = ("scope_shares", "earmarks")
NAMES = [
    (group, name, declaration)
    for group, kind in sorted(GROUPS.items())
    if group not in APART
    for name, declaration in declarations(kind).items()
]


def extreme(rng: np.random.Generator, place: str, declaration: Declaration, like):
    """Return a number of the declared type: a bound or one between, each a third of the time."""
    if isinstance(like, bool):
        return bool(rng.integers(2))
    low, high = LEFT_OUT.get(place, (declaration.low, min(declaration.high, LARGEST.get(place, math.inf))))
    if isinstance(like, int):
        low, high = math.ceil(low), math.floor(high)
        return (low, high, int(rng.integers(low, high + 1)))[rng.integers(3)]
    return float((low, high, rng.uniform(low, high))[rng.integers(3)])


def one_value(rng: np.random.Generator, place: str, declaration: Declaration):
    """Return a legal value of a parameter; words keep their default, spans keep their order, shares their sum."""
    default = declaration.default
    if default is None or isinstance(default, str):
        return default
    if isinstance(default, dict):
        return {
            word: [extreme(rng, place, declaration, item) for item in like]
            if isinstance(like, list)
            else extreme(rng, place, declaration, like)
            for word, like in default.items()
        }
    if isinstance(default, list):
        drawn = [extreme(rng, place, declaration, like) for like in default]
        if place.endswith(SHARES_OF_ONE):
            whole = isinstance(default[0], int) or not sum(drawn)
            return default if whole else [share / sum(drawn) for share in drawn]
        return sorted(drawn)
    return extreme(rng, place, declaration, default)


def configuration(key: int, share: float, cell: str) -> tuple[Config, dict]:
    """Return a configuration in which about this share of all parameters are drawn anew, and what was drawn."""
    rng = np.random.default_rng(key)
    drawn: dict[str, dict] = {}
    for group, name, declaration in NAMES:
        value = one_value(rng, f"{group}.{name}", declaration)
        if rng.random() < share:
            drawn.setdefault(group, {})[name] = value
    founding = drawn.setdefault("founding", {})
    for name in SUM_TO_ONE:
        founding.pop(name, None)
    for low, high in ORDERED:
        if low in founding or high in founding:
            default = FoundingParams()
            pair = sorted((founding.get(low, getattr(default, low)), founding.get(high, getattr(default, high))))
            founding[low], founding[high] = pair
    groups = {group: GROUPS[group](**values) for group, values in drawn.items()}
    config = Config(seed=key % 1000, months=MONTHS, burn_in=2, households=60, cell=cell, taught=cell, **groups)
    return config, drawn


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


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    key=st.integers(0, 2**32 - 1),
    share=st.sampled_from([0.02, 0.1, 0.5, 1.0]),
    cell=st.sampled_from(["0000", "1111", "1010", "0101"]),
)
def test_any_legal_configuration_can_be_lived(key, share, cell):
    config, _ = configuration(key, share, cell)
    model = live_to(NeighbourhoodModel(config), MONTHS)
    hold(model)
    months = result_of(model).months
    assert len(months) == MONTHS + 2
    numbers = months.select_dtypes("number").to_numpy(dtype=float)
    assert np.isfinite(numbers[~np.isnan(numbers)]).all()


def test_the_configurations_are_extreme():
    """Of those drawn in full, hundreds of parameters differ from their defaults, many of them at a bound."""
    _, drawn = configuration(1, 1.0, "1111")
    at_bound = changed = 0
    for group, name, declaration in NAMES:
        if name in drawn.get(group, {}) and isinstance(declaration.default, int | float):
            changed += drawn[group][name] != declaration.default
            at_bound += drawn[group][name] in (declaration.low, declaration.high)
    assert changed > 250 and at_bound > 200
