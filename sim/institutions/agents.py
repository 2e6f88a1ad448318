"""Institutions as Mesa agents: attributes are columns of the agent's row, methods are its rules."""

from typing import Any, ClassVar

import mesa
from mesa import Model

from sim.institutions import street_office, treasury, units
from sim.institutions.contracts import signing
from sim.institutions.setting import Setting
from sim.institutions.teams import membership as team_membership
from sim.world.columns import declared
from sim.world.state import TABLES


class Body(mesa.Agent):
    """An institution over one row of its table; reading an attribute reads the column.

    Parameters
    ----------
    model : mesa.Model
    setting : Setting
        What institutions share.
    row : int
        Row of its table.
    """

    table: ClassVar[str]

    def __init__(self, model: Model, setting: Setting, row: int):
        super().__init__(model)
        self.setting, self.row = setting, row

    def __getattr__(self, name: str) -> Any:
        """Return the value of a column at this row."""
        if name.startswith("_") or name not in declared(TABLES[type(self).table]):
            raise AttributeError(name)
        value = getattr(self.setting.world.tables[type(self).table], name)[self.row]
        return value.item() if value.ndim == 0 else value

    def __repr__(self) -> str:
        """Say which body it is."""
        return f"{type(self).__name__}(row {self.row}, identity {self.eid})"


class StreetOffice(Body):
    """The street office (街道办事处): it sets tasks, pays the grant, evaluates, and grants quotas."""

    table = "street_offices"

    def committees(self) -> list[int]:
        """Return the rows of the committees under it."""
        street = self.setting.world.neighbourhoods.street
        return [n for n in range(self.setting.world.n("neighbourhoods")) if street[n] == self.row]

    def pay_grants(self) -> None:
        """Pay this month's grant by earmark."""
        for n in self.committees():
            if self.setting.month % 12 == 0:
                treasury.new_year(self.setting, n)
            treasury.receive_grant(self.setting, n)

    def set_tasks(self) -> dict[int, tuple[int, int]]:
        """Return the minutes of street and entrusted tasks by committee."""
        return {n: street_office.demand(self.setting, n) for n in self.committees()}

    def evaluate(self) -> None:
        """Audit and score every committee for the quarter."""
        for n in self.committees():
            street_office.audit(self.setting, n)
            street_office.evaluate(self.setting, n)
        self.setting.world.street_offices.evaluated[self.row] = self.setting.month


class ResidentAreaUnit(Body):
    """A resident-area unit (驻区单位): it gives, lends, and exchanges."""

    table = "units"

    @property
    def link(self) -> float:
        """Its linking trust in the committee, in [0, 1]."""
        return units.link(self.setting, self.row)

    def thank(self, good: bool) -> None:
        """Count a delivered or failed favour."""
        units.thank(self.setting, self.row, good)

    def contracts(self) -> list[int]:
        """Return the rows of its running contracts."""
        c = self.setting.world.contracts
        return [row for row in signing.running(self.setting) if c.unit[row] == self.row]


class CulturalSportsTeam(Body):
    """A cultural-sports team (文体团队)."""

    table = "teams"

    def members(self):
        """Return the rows of its members."""
        return team_membership.members(self.setting, self.row)


__all__ = ["Body", "CulturalSportsTeam", "Model", "ResidentAreaUnit", "StreetOffice"]
