"""Money is a unit: with all of it ten times as much, everybody decides as before."""

import numpy as np
import pytest

from sim.engine.config import GROUPS
from sim.engine.model import NeighbourhoodModel
from sim.foundation.parameters import declarations
from sim.institutions.contracts import signing
from sim.world.columns import declared
from sim.world.state import TABLES, used
from tests.helpers.runs import small

TENFOLD = 10
GIVEN = ('taught="1111"', "founding.p_daytime_need=1", "street_office.one_square_metre_month=3")
MONTHS = 60
ROUNDING_FEN = 2000
"""Prices by head and shares of sums are rounded to a fen, at other places when all is tenfold: 20 yuan in 5 years."""


def is_money(unit):
    """Tell whether a number is an amount: yuan, or yuan for something. Benefits, in 100 yuan a month, are felt."""
    return unit.split("/")[0] in ("fen", "yuan")


def tenfold(config):
    """Multiply every amount of a configuration, and divide the hours that 1,000 yuan oblige; count the amounts."""
    count = 0
    for name in GROUPS:
        group = getattr(config, name)
        for field, declaration in declarations(group).items():
            if is_money(declaration.unit):
                value = getattr(group, field)
                scaled = [TENFOLD * x for x in value] if isinstance(value, list) else TENFOLD * value
                setattr(group, field, scaled)
                count += 1
    config.money.earmark_hours_per_1000_yuan /= TENFOLD
    return count


def told(model):
    """Return what happened in a month, amounts left out."""
    found = []
    for event in model.setting.chronicle.events:
        facts = {name: value for name, value in event.arguments.items() if not name.startswith("yuan")}
        found.append((event.kind, event.affair, event.organization, event.practice, facts))
    return found


class Telling(NeighbourhoodModel):
    """A model that keeps what was told in the month, and forgets no posting before it has been counted."""

    def observe(self):
        """Keep the month's events and the number of its postings."""
        self.told, self.n_postings = told(self), len(self.setting.ledger.journal)
        super().observe()


def compare(one, other):
    """Hold every column of two worlds against each other: amounts tenfold, all else equal but for the last bit."""
    amounts = 0
    for table, declaration in TABLES.items():
        for name, column in declared(declaration).items():
            first, second = used(one, table)[name], used(other, table)[name]
            if is_money(column.unit):
                tolerance = ROUNDING_FEN if column.unit.startswith("fen") else 1e-9
                np.testing.assert_allclose(second, TENFOLD * first, rtol=0, atol=tolerance, err_msg=f"{table}.{name}")
                amounts += int(np.count_nonzero(first))
            elif column.dtype == "f8":
                np.testing.assert_allclose(second, first, rtol=1e-9, atol=1e-12, err_msg=f"{table}.{name}")
            else:
                np.testing.assert_array_equal(second, first, err_msg=f"{table}.{name}")
    return amounts


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_ten_times_the_money_changes_no_decision(seed, monkeypatch):
    configs = [
        small(*GIVEN, "observe.enabled=false", households=240, months=MONTHS, burn_in=6, seed=seed) for _ in range(2)
    ]
    assert tenfold(configs[1]) > 30
    one, other = (Telling(config) for config in configs)
    n_events = n_postings = 0
    while one.month < MONTHS:
        month = one.month
        one.step()
        with monkeypatch.context() as patch:
            patch.setattr(signing, "BENEFIT_YUAN", TENFOLD * signing.BENEFIT_YUAN)
            other.step()
        assert one.told == other.told, month
        assert one.n_postings == other.n_postings, month
        n_events, n_postings = n_events + len(one.told), n_postings + one.n_postings
        if month % 12 == 0:
            assert compare(one.world, other.world) > 10
    assert compare(one.world, other.world) > 10
    assert n_events > 150 and n_postings > 900
