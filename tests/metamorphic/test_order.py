"""What may stand in any row: persons, dwellings, ties, and the neighbourhoods of a street."""

import numpy as np
import pytest

from sim.engine.run import result_of
from tests.helpers.runs import play, small

HASHED = ("observe.hash=true", "observe.enabled=false", 'taught="1111"')


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_order_of_rows_changes_nothing(seed):
    plain, permuted = (play(small(*HASHED, f"row_order={order}", seed=seed)) for order in (0, 7))
    assert len(plain.hashes) == 9
    assert plain.hashes == permuted.hashes
    assert not np.array_equal(plain.world.households.eid, permuted.world.households.eid)


def test_the_order_of_neighbourhoods_changes_nothing():
    """Three years of three neighbourhoods, which see each other's results and are compared by one street office."""
    sizes = {"households": 160, "months": 36}
    runs = [play(small(*HASHED, "neighbourhoods=3", f"row_order={order}", **sizes)) for order in (0, 5, 1)]
    assert [run.world.neighbourhoods.eid.tolist() for run in runs] == [[0, 1, 2], [1, 2, 0], [1, 0, 2]]
    assert len(runs[0].hashes) == 39
    assert runs[0].hashes == runs[1].hashes == runs[2].hashes


def test_the_order_of_neighbourhoods_changes_no_line_of_the_results():
    given = ("neighbourhoods=3", 'taught="1111"', "street_office.one_square_metre_month=2")
    results = [result_of(play(small(*given, f"row_order={order}", months=12, seed=2))) for order in (0, 5)]
    for table in ("months", "events", "affairs", "ledger", "hours"):
        lines = []
        for result in results:
            frame = getattr(result, table)
            lines.append(sorted(map(str, frame.itertuples(index=False, name=None))))
        assert len(lines[0]) > 20, table
        assert lines[0] == lines[1], table
