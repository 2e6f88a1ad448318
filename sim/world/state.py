"""The world: every table of state in one object, with its growth and its derived indices."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.world import accounts, affairs, committees, organizations, persons, places, units
from sim.world.columns import declared, empty, grown
from sim.world.kernels_ties import index_of
from sim.world.persons import TieIndex

TABLES: dict[str, type] = {
    "neighbourhoods": places.Neighbourhoods,
    "estates": places.Estates,
    "lanes": places.Lanes,
    "households": persons.Households,
    "residents": persons.Residents,
    "ties": persons.Ties,
    "affairs": affairs.Affairs,
    "stakes": affairs.Stakes,
    "cases": affairs.Cases,
    "contributions": affairs.Contributions,
    "units": units.Units,
    "contracts": units.Contracts,
    "teams": organizations.Teams,
    "organizations": organizations.Organizations,
    "proposals": organizations.Proposals,
    "committees": committees.Committees,
    "repertoire": committees.Repertoire,
    "street_offices": committees.StreetOffices,
    "accounts": accounts.Accounts,
    "hours": accounts.Hours,
}
"""Tables by name. Those in `GROWING` have spare rows beyond their count; the others are exact."""

GROWING = ("ties", "affairs", "stakes", "cases", "contributions", "contracts", "teams", "organizations", "proposals")


@dataclass
class World:
    """All state of a run: one row of columns for every entity, and the month.

    Attributes
    ----------
    seed : int
        Seed of all draws, 0 … 2**63 - 1.
    month : int
        Month that is being lived, negative in the burn-in.
    tables : dict
        Named tuples of arrays by table name; also reachable as attributes.
    counts : dict
        Rows in use by table name.
    places : Places
        Who lives where; derived (see `sim.world.indices`).
    """

    seed: int
    month: int
    tables: dict[str, Any]
    counts: dict[str, int]
    places: Any = field(default=None)
    _tie_index: TieIndex | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Make every table an attribute: rules read them hundreds of thousands of times a run."""
        self.__dict__.update(self.tables)

    def __getattr__(self, name: str) -> Any:
        """Say that there is no such table; those that there are are found before this is asked."""
        raise AttributeError(name)

    @property
    def tie_index(self) -> TieIndex:
        """Who is tied to whom; derived, and made anew when first asked for after ties came or went."""
        if self._tie_index is None:
            self._tie_index = index_of(self.ties, self.counts["ties"], len(self.residents.eid))
        return self._tie_index

    def keep(self, table: str, n_left: int) -> None:
        """Let only the first rows of a table be in use; what is beyond holds the declared fills."""
        for name, column in declared(TABLES[table]).items():
            getattr(self.tables[table], name)[n_left : self.counts[table]] = column.fill
        self.counts[table] = n_left

    def keep_ties(self, n_left: int) -> None:
        """Let only the first rows of ties be in use."""
        self.keep("ties", n_left)
        self.ties_changed()

    def order_ties(self) -> None:
        """Put the ties of a neighbourhood side by side: rules find them in the cache then. No result depends on it."""
        n = self.counts["ties"]
        order = np.argsort(self.ties.a[:n], kind="stable")
        for column in self.ties:
            column[:n] = column[:n][order]
        self.ties_changed()

    def ties_changed(self) -> None:
        """Forget the index of ties: call it whenever ties were added, removed or put into other rows."""
        self._tie_index = None

    def append(self, table: str, n_rows: int) -> int:
        """Add rows that hold the declared fills and return the first; the table may be a new object afterwards."""
        first = self.counts[table]
        needed = first + n_rows
        columns = self.tables[table]
        capacity = len(columns[0])
        if needed > capacity:
            self.tables[table] = self.__dict__[table] = grown(columns, max(needed, 2 * capacity, 64))
        self.counts[table] = needed
        return first

    def n(self, table: str) -> int:
        """Return the number of rows in use."""
        return self.counts[table]

    def __repr__(self) -> str:
        """Say how much of what is there."""
        rows = ", ".join(f"{n} {name}" for name, n in self.counts.items() if n)
        return f"World(month {self.month}: {rows})"


def empty_world(seed: int, month: int, counts: dict[str, int]) -> World:
    """Make a world with the given numbers of rows, each filled as declared."""
    tables = {name: empty(table, counts.get(name, 0)) for name, table in TABLES.items()}
    return World(seed, month, tables, {name: counts.get(name, 0) for name in TABLES})


MONTH_COLUMNS = tuple(
    (name, column_name, column.fill)
    for name, table in TABLES.items()
    for column_name, column in declared(table).items()
    if column.month
)
"""Table, name and fill of every column that counts within a month."""


def reset_month(world: World) -> None:
    """Empty every column that counts within a month (phase 11)."""
    for name, column_name, fill in MONTH_COLUMNS:
        getattr(world.tables[name], column_name)[: world.counts[name]] = fill


def used(world: World, table: str) -> dict[str, np.ndarray]:
    """Return the columns of a table by name, cut to the rows in use."""
    n = world.counts[table]
    return {name: array[:n] for name, array in world.tables[table]._asdict().items()}
