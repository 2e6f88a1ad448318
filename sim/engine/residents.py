"""Residents as Mesa agents: a view on one row of the persons' table, made when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from sim.world.columns import declared
from sim.world.persons import Residents

if TYPE_CHECKING:
    from sim.engine.model import NeighbourhoodModel

COLUMNS = frozenset(declared(Residents))


class Resident(mesa.Agent):
    """A resident (居民); its attributes read and write its row (see ``world.describe()`` for their meaning)."""

    def __init__(self, model: NeighbourhoodModel, row: int):
        super().__init__(model)
        object.__setattr__(self, "row", row)

    def __getattr__(self, name: str) -> Any:
        """Return the value of a column at this row."""
        if name not in COLUMNS:
            raise AttributeError(name)
        return getattr(self.model.world.residents, name)[self.row].item()

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a column at this row, or an attribute of the agent itself."""
        if name in COLUMNS:
            getattr(self.model.world.residents, name)[self.row] = value
        else:
            object.__setattr__(self, name, value)

    def neighbours(self) -> list[Resident]:
        """Return the residents to whom this one is tied, in order of identity."""
        index, residents = self.model.world.tie_index, self.model.world.residents
        rows = index.neighbour[index.start[self.row] : index.start[self.row + 1]]
        rows = sorted((int(j) for j in rows if residents.kind[j] == 1), key=lambda j: int(residents.eid[j]))
        return [self.model.resident(j) for j in rows]

    def __repr__(self) -> str:
        """Say who it is."""
        return f"Resident({self.eid}, age {self.age}, lane {self.lane}, norm {self.norm:.2f}, habit {self.habit:.2f})"


def resident_at(model: NeighbourhoodModel, row: int) -> Resident:
    """Return the agent of the person who lives in a row now; another person in the row is another agent."""
    eid = int(model.world.residents.eid[row])
    made = model._residents
    if eid not in made:
        made[eid] = Resident(model, row)
    return made[eid]
