"""The terminal as rich sees it, and tables in it; texts are never read as markup."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text


class Terminal(Console):
    """A console whose reader, e.g. ``head``, may leave early."""

    def on_broken_pipe(self) -> None:
        """Let `sim.cli.main` end quietly; rich would end with status 1."""
        raise BrokenPipeError


def make_console() -> Console:
    """Return a console on standard output; no colours where it is a file or a pipe."""
    return Terminal(highlight=False, soft_wrap=False)


def make_table(headings: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> Table:
    """Return a plain table; the first column never wraps, nor does one that could not be narrower than its heading."""
    table = Table(
        title=Text(title) if title else None, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    rows = list(rows)
    for index, heading in enumerate(headings):
        width = max((cell_len(word) for word in heading.split()), default=0)
        narrowest = cell_len(heading) == width and all(cell_len(row[index]) <= width for row in rows)
        no_wrap = index == 0 or narrowest
        table.add_column(Text(heading, style="bold"), no_wrap=no_wrap, overflow="fold", min_width=width)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
