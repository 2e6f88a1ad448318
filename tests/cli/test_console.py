import io

import pytest
from rich.console import Console

from sim.cli.console import make_table
from sim.cli.run_view import EACH_NEIGHBOURHOOD


@pytest.mark.parametrize("width", [80, 120])
def test_no_heading_of_the_table_of_neighbourhoods_is_cut(width):
    headings = ["neighbourhood", *EACH_NEIGHBOURHOOD.values(), "occurs"]
    rows = [(str(n), "0.042", "0.104", "3", "0", "0", "yes") for n in range(12)]
    console = Console(file=io.StringIO(), width=width)
    console.print(make_table(headings, rows))
    shown = console.file.getvalue()
    assert all(word in shown.split() for heading in headings for word in heading.split())
    assert max(map(len, shown.splitlines())) <= width


def test_long_cells_wrap_and_the_first_column_does_not():
    console = Console(file=io.StringIO(), width=40)
    console.print(make_table(["name", "meaning"], [("committee.staff", "word " * 20)]))
    assert "committee.staff" in console.file.getvalue() and len(console.file.getvalue().splitlines()) > 3
