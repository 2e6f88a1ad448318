"""Play a configuration with both societies, month by month, and say where they part.

Two hashes a month are compared: one when all rules have been lived and month columns are still full, and one after
phase 11.
"""

import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from sim.engine.config import Config
from sim.engine.model import MakeSociety, NeighbourhoodModel
from sim.foundation.event_kinds import EventKind
from sim.world.columns import declared
from sim.world.identity import _identities, state_hash
from sim.world.state import TABLES, World
from tests.helpers.runs import copied
from tests.reference.society import ReferenceSociety

HASHES_A_MONTH = 2


class WatchedModel(NeighbourhoodModel):
    """A model that keeps what the month left before it is closed, and counts what was told."""

    def observe(self) -> None:
        """Copy the world at the end of phase 10, and count the month's events by kind."""
        self.told = Counter(event.kind for event in self.setting.chronicle.events)
        self.full_month = copied(self.world)
        super().observe()


@dataclass
class Comparison:
    """What comparing has shown: hashes compared, events by kind, seconds of each society."""

    n_hashes: int = 0
    told: Counter[EventKind] = field(default_factory=Counter)
    compiled_seconds: float = 0.0
    reference_seconds: float = 0.0

    def add(self, other: "Comparison") -> None:
        """Add what another comparison has shown."""
        self.n_hashes += other.n_hashes
        self.told += other.told
        self.compiled_seconds += other.compiled_seconds
        self.reference_seconds += other.reference_seconds


def compare(config: Config, society: MakeSociety = ReferenceSociety) -> Comparison:
    """Play a configuration with the compiled society and another one.

    Raises
    ------
    AssertionError
        With the first month, and the tables, columns and identities that differ in it.
    """
    compiled, reference = WatchedModel(config), WatchedModel(config, society=society)
    shown = Comparison()
    while compiled.month < config.months:
        month = compiled.month
        shown.compiled_seconds += _lived(compiled)
        shown.reference_seconds += _lived(reference)
        pairs = [
            ("before phase 11", compiled.full_month, reference.full_month),
            ("after phase 11", compiled.world, reference.world),
        ]
        for when, one, other in pairs:
            if state_hash(one) != state_hash(other):
                raise AssertionError("\n".join([f"month {month}, {when}:", *differences(one, other)]))
            shown.n_hashes += 1
        if compiled.told != reference.told:
            raise AssertionError(f"month {month}: {compiled.told - reference.told} {reference.told - compiled.told}")
        shown.told += compiled.told
    return shown


def _lived(model: WatchedModel) -> float:
    """Live one month; return the process's seconds."""
    start = time.process_time()
    model.step()
    return time.process_time() - start


def differences(one: World, other: World, at_most: int = 20) -> list[str]:
    """Name table, column and identity of what differs between two worlds, in the order in which the hash goes."""
    found = []
    for table, declaration in TABLES.items():
        first, second = (_by_identity(world, table) for world in (one, other))
        for identity in sorted(first.keys() ^ second.keys()):
            found.append(f"{table} {identity}: only in the {'compiled' if identity in first else 'reference'} one")
        for name, column in declared(declaration).items():
            if name == "first_stake":
                continue
            for identity in sorted(first.keys() & second.keys()):
                values = [
                    _value(world, column, getattr(world.tables[table], name)[rows[identity]])
                    for world, rows in ((one, first), (other, second))
                ]
                if values[0] != values[1]:
                    found.append(f"{table}.{name} of {identity}: compiled {values[0]}, reference {values[1]}")
    return found[:at_most] or ["no column differs: the hashes do for another reason"]


def _by_identity(world: World, table: str) -> dict[tuple[int, ...], int]:
    """Return the row of each identity; vacant berths are left out."""
    identities = np.atleast_2d(_identities(world, table)).T.tolist()
    rows = {tuple(identity): row for row, identity in enumerate(identities)}
    if table == "residents":
        return {identity: row for identity, row in rows.items() if world.residents.eid[row] >= 0}
    return rows


def _value(world: World, column, value):
    """Return a value as the hash sees it: of references the identity."""
    if column.refers and np.ndim(value) == 0:
        target = world.tables[column.refers].eid
        return int(target[value]) if value >= 0 else -1
    return value.tolist()
