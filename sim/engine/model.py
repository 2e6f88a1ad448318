"""The Mesa model: a neighbourhood, or several under one street office, month by month."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.engine.config import MODULES, Config
from sim.engine.observe import Observer
from sim.engine.residents import Resident, resident_at
from sim.engine.schedule import MONTH
from sim.foundation.errors import InvariantBroken
from sim.foundation.schedules import resolve
from sim.foundation.terms import Activity, Actor
from sim.founding.found import found_world
from sim.institutions import treasury
from sim.institutions.agents import CulturalSportsTeam, ResidentAreaUnit, StreetOffice
from sim.institutions.committee import repertoire
from sim.institutions.committee.agent import ResidentsCommittee
from sim.institutions.committee.time import capacity_minutes
from sim.institutions.setting import Setting
from sim.mechanisms.registry import PRACTICES, available
from sim.protocols.society import Society
from sim.society.society import CompiledSociety, SocietyParams
from sim.world import graph
from sim.world.identity import load_world, save_world, state_hash
from sim.world.state import World

SOCIETY_GROUPS = ("participation", "ties", "beliefs", "voice", "commons")
MakeSociety = Callable[[World, SocietyParams], Society]


class NeighbourhoodModel(mesa.Model):
    """Residents, committees, a street office, units and teams, living month by month.

    Parameters
    ----------
    config : Config
        The typed configuration, as `sim.load_scenario` returns it.
    society : callable, optional
        What makes the residents' side from a world and its parameters; the compiled kernels if not given.
    world : World, optional
        A restored world; founded from the configuration if not given.

    Notes
    -----
    Mesa's own random generator decides nothing: every draw is keyed (`sim.foundation.draws`).
    """

    def __init__(self, config: Config, society: MakeSociety = CompiledSociety, world: World | None = None):
        super().__init__(rng=0)
        self.config = config
        fresh = world is None
        self.world = self._found() if world is None else world
        params = self._params()
        self.society = society(self.world, _society_params(params))
        self.setting = Setting(self.world, self.society, params, PRACTICES, available(config.cell))
        self.tasks: dict[int, tuple[int, int]] = {}
        self.observer = Observer() if config.observe.enabled else None
        self.hashes: list[str] = []
        self._residents: dict[int, Resident] = {}
        self._make_agents()
        if fresh:
            repertoire.know_defaults(self.setting)
            treasury.open_books(self.setting)

    def _found(self) -> World:
        config = self.config
        return found_world(
            config.seed,
            config.founding,
            config.neighbourhoods,
            config.households,
            config.burn_in,
            len(PRACTICES),
            config.committee.staff,
            row_order=config.row_order,
            first_index=config.first_index,
        )

    def _params(self) -> Any:
        """Return all parameters with the values of the month that is being lived."""
        month = self.world.month
        return _Month({name: resolve(getattr(self.config, name), month) for name in MODULES})

    def _make_agents(self) -> None:
        world = self.world
        self.street_offices = [StreetOffice(self, self.setting, row) for row in range(world.n("street_offices"))]
        self.committees_in_order = [ResidentsCommittee(self, self.setting, n) for n in range(world.n("committees"))]
        for unit in range(world.n("units")):
            ResidentAreaUnit(self, self.setting, unit)
        self._n_teams = 0
        self._register_teams()

    def _register_teams(self) -> None:
        """Make an agent for every team that has none yet, and let those of ended teams go."""
        teams = self.world.teams
        for row in range(self._n_teams, self.world.n("teams")):
            CulturalSportsTeam(self, self.setting, row)
        self._n_teams = self.world.n("teams")
        for agent in list(self.teams):
            if not teams.active[agent.row]:
                agent.remove()

    def __repr__(self) -> str:
        """Show what is played and how far it is."""
        config = self.config
        where = f"{config.neighbourhoods} neighbourhood(s) of {config.households:,} households"
        return f"NeighbourhoodModel({config.scenario}, seed {config.seed}, {where}, before month {self.month})"

    @property
    def month(self) -> int:
        """The month that is lived next; negative in the burn-in."""
        return self.world.month

    @property
    def committees(self) -> AgentSet:
        """The residents' committees, one a neighbourhood."""
        return self.agents_by_type.get(ResidentsCommittee, AgentSet([], random=self.random))

    @property
    def street_office(self) -> StreetOffice:
        """The street office; where a run has several (a city), the first of `street_offices`."""
        return self.street_offices[0]

    @property
    def units(self) -> AgentSet:
        """The resident-area units."""
        return self.agents_by_type.get(ResidentAreaUnit, AgentSet([], random=self.random))

    @property
    def teams(self) -> AgentSet:
        """The cultural-sports teams that exist."""
        return self.agents_by_type.get(CulturalSportsTeam, AgentSet([], random=self.random))

    @property
    def residents(self) -> AgentSet:
        """All residents as Mesa agents, made when first asked for; attributes read and write their row."""
        kind = self.world.residents.kind
        rows = np.flatnonzero(kind == 1)
        return AgentSet([self.resident(int(row)) for row in rows], random=self.random)

    def resident(self, row: int) -> Resident:
        """Return the resident who lives in a row of the persons' table now."""
        return resident_at(self, row)

    def step(self) -> None:
        """Live one month: the eleven phases in order."""
        setting = self.setting
        setting.params = self._params()
        setting.learning = self.world.month >= 0
        self.society.params = _society_params(setting.params)
        for phase in MONTH:
            phase.run(self)
        if self.config.observe.hash:
            self.hashes.append(state_hash(self.world))
        self._register_teams()
        self.world.month += 1

    def end(self) -> None:
        """Let go of the world and of all agents at once; the model is of no use any more.

        Mesa's agents and schedule refer to the model and the model to them. Left to themselves such cycles wait for a
        collection of garbage, which arrays do not hasten: a process that plays many runs would keep several worlds.
        """
        self.__dict__.clear()

    def is_election_month(self) -> bool:
        """Tell whether committees are elected this month."""
        p = self.setting.params.committee
        return (self.world.month - p.first_election_month) % p.election_interval_months == 0

    def observe(self) -> None:
        """Let the observers look at the month, or forget what they would have told."""
        if self.observer is not None:
            self.observer.observe(self)
        self.setting.chronicle.events.clear()
        self.setting.ledger.journal.clear()

    def check_hours(self) -> None:
        """Hold the hours account against the committees' capacity and the residents' minutes.

        Raises
        ------
        InvariantBroken
            If an hour is missing or counted twice.
        """
        world = self.world
        minutes = world.hours.minutes
        own = minutes[:, Actor.COMMITTEE * len(Activity) : (Actor.COMMITTEE + 1) * len(Activity)].sum(axis=1)
        theirs = minutes[:, Actor.RESIDENTS * len(Activity) :].sum(axis=1)
        residents = world.residents
        here = residents.kind == 1
        used = np.bincount(
            residents.neighbourhood[here], weights=residents.minutes_used[here], minlength=world.n("neighbourhoods")
        )
        for n in range(world.n("neighbourhoods")):
            if own[n] != capacity_minutes(self.setting, n):
                raise InvariantBroken(world.month, f"hours[{n}]", f"committee: {own[n]} min of its capacity")
            if theirs[n] != used[n]:
                raise InvariantBroken(world.month, f"hours[{n}]", f"residents: {theirs[n]} min, persons {used[n]:g}")

    def graph(self, neighbourhood: int = 0):
        """Return the social-capital graph of a neighbourhood as `networkx.Graph`, equal to the columns."""
        return graph.social_capital_graph(self.world, neighbourhood)

    def state_hash(self) -> str:
        """Return the hash of all state as it stands."""
        return state_hash(self.world)

    def save_state(self, folder: Path | str) -> None:
        """Write all state, and what observers have seen, into a folder; no pickles."""
        folder = Path(folder)
        save_world(self.world, folder)
        if self.observer is not None:
            self.observer.save(folder / "observed")
        from dataclasses import asdict

        (folder / "config.json").write_text(json.dumps(asdict(self.config), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def from_state(cls, folder: Path | str, config: Config | None = None) -> "NeighbourhoodModel":
        """Restore a model that `save_state` wrote; it goes on exactly as the saved one would have.

        Parameters
        ----------
        config : Config, optional
            Another configuration to go on with; the saved one if not given.
        """
        from sim.engine.restore import config_of

        folder = Path(folder)
        model = cls(config or config_of(folder / "config.json"), world=load_world(folder))
        if model.observer is not None:
            model.observer.load(folder / "observed")
        return model


class _Month:
    """The parameters of one month by group."""

    def __init__(self, groups: dict[str, Any]):
        self.__dict__.update(groups)


def _society_params(params: Any) -> SocietyParams:
    return SocietyParams(**{name: getattr(params, name) for name in SOCIETY_GROUPS})
