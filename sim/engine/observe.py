"""The observer of a run: it looks at every month, writes nothing to the world, and makes the tables at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine import indices, month_columns, occurrence, people, record, tables, telling
from sim.engine.kernels_observe import GroupSums, Window
from sim.engine.messages import Names, text
from sim.engine.outcome_params import COMPONENTS, Params
from sim.foundation.terms import RecognizedBy
from sim.institutions.chronicle import Event
from sim.institutions.ledger import Posting
from sim.world.persons import NEVER
from sim.world.state import World

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.model import NeighbourhoodModel

YEAR = 12


class Observer:
    """What has been seen of a run.

    Attributes
    ----------
    months : list of int
        Months looked at.
    columns : dict of str to list of ndarray
        Columns of ``months`` by name, each month's values by neighbourhood.
    events, postings : list
        All that was told and posted.
    hours : list of ndarray
        Each month's minutes by neighbourhood, actor and activity.
    income : list of ndarray
        Each month's income in fen by neighbourhood and source.
    years : dict of int to GroupSums
        Totals of groups by year.
    first_raised, raised_by : ndarray, shape (affairs,)
        Month in which each affair was first recognised, and by whom; relapses change neither.
    known : set
        Firsts that have been told (see `sim.engine.telling`).
    window, objects
        What persons did, and what organizations owned, in the months that indices look back on.
    """

    def __init__(self) -> None:
        self.months: list[int] = []
        self.columns: dict[str, list[np.ndarray]] = {}
        self.events: list[Event] = []
        self.postings: list[Posting] = []
        self.hours: list[np.ndarray] = []
        self.income: list[np.ndarray] = []
        self.years: dict[int, GroupSums] = {}
        self.first_raised = np.empty(0, dtype=np.int64)
        self.raised_by = np.empty(0, dtype=np.int64)
        self.window: Window | None = None
        self.objects: occurrence.OwnedObjects | None = None
        self.known: set[telling.Key] = set()
        self._latest: list[Event] = []
        self._names: Names | None = None

    def observe(self, model: NeighbourhoodModel) -> None:
        """Look at the month that ends: before month columns are emptied and before ties are folded (phase 11)."""
        world, setting, p = model.world, model.setting, params_of(model)
        window, objects = self._looking_back(world, p)
        limits = people.limits_of(setting.params, p.active_months)
        persons = people.look_at_persons(world, window, limits)
        self._remember_affairs(world)
        objects.look(world)
        people.add_to_groups(world, self.years.setdefault(world.month // YEAR, people.new_groups(len(persons.adults))))
        events, n = setting.chronicle.events, len(persons.adults)
        income = month_columns.income_fen(setting.ledger.journal, n)
        self.income.append(income)
        self.months.append(world.month)
        self._write(month_columns.people(persons, people.look_at_ties(world, limits)))
        self._write(month_columns.time(world))
        self._write(month_columns.money(world, income, p))
        self._write(month_columns.affairs(world))
        self._write(month_columns.bodies(world))
        self._write(month_columns.knowledge(world, setting.practices))
        self._write(month_columns.blocked(setting.blocks))
        self._write(month_columns.turnout(events, n))
        self._write(self._outcomes(world, persons, objects, p))
        self._write({"households_taking_part": persons.newly_taking_part + self._before("households_taking_part", n)})
        self.hours.append(world.hours.minutes[:n].copy())
        self._keep(events, setting.ledger.journal, several=world.n("neighbourhoods") > 1)
        self._names = Names(world, setting.practices)

    def _looking_back(self, world: World, p: Params) -> tuple[Window, occurrence.OwnedObjects]:
        if self.window is None or self.objects is None:
            self.window = people.new_window(world)
            self.objects = occurrence.OwnedObjects(p.occurrence_months)
        return self.window, self.objects

    def _remember_affairs(self, world: World) -> None:
        """Note month and cause of first recognitions."""
        new = world.n("affairs") - len(self.first_raised)
        self.first_raised = np.concatenate([self.first_raised, np.full(new, NEVER)])
        self.raised_by = np.concatenate([self.raised_by, np.full(new, int(RecognizedBy.NOBODY))])
        recognized = world.affairs.recognized[: world.n("affairs")]
        fresh = (self.first_raised == NEVER) & (recognized > NEVER)
        self.first_raised[fresh] = recognized[fresh]
        self.raised_by[fresh] = world.affairs.recognized_by[: world.n("affairs")][fresh]

    def _outcomes(
        self, world: World, persons: Any, objects: occurrence.OwnedObjects, p: Params
    ) -> dict[str, np.ndarray]:
        """Return the components of §8, the index, and occurrence."""
        sums = indices.affair_sums(world, self.first_raised, self.raised_by, p)
        b = indices.breadth(persons.households_acting, persons.households)
        d = indices.depth(persons.rungs, persons.participants)
        e = indices.evenness(persons.window_minutes, persons.window_squares, persons.adults)
        income = np.stack(self.income[-YEAR * p.income_years :])
        covered = indices.covered_households(world, p)
        found = {
            "resident_resolved": indices.ratio(sums.by_residents, sums.considered),
            "output_legitimacy": indices.ratio(sums.with_gain, sums.considered),
            "participation": indices.participation(b, d, e),
            "financial_independence": indices.financial_independence(income[:, :, 1:], income[:, :, 0], p),
            "organizational_density": indices.organizational_density(
                persons.active_members, persons.adults, covered, persons.households, p
            ),
            "initiative": indices.ratio(sums.raised, sums.agenda),
        }
        return {
            **found,
            "participation_breadth": b,
            "participation_depth": d,
            "participation_evenness": e,
            "autonomy": indices.autonomy(np.stack([found[name] for name in COMPONENTS]), p),
            "occurrence": occurrence.occurred(world, objects, p),
        }

    def _write(self, columns: dict[str, np.ndarray]) -> None:
        for name, values in columns.items():
            self.columns.setdefault(name, []).append(values)

    def _before(self, name: str, n: int) -> np.ndarray:
        written = self.columns.get(name)
        return written[-1] if written else np.zeros(n, dtype=np.int64)

    def _keep(self, events: list[Event], journal: list[Posting], several: bool) -> None:
        """Take the month's events and postings over; the chronicle and the journal are emptied."""
        self._latest = telling.worth_telling(events, self.known, several)
        self.events.extend(events)
        self.postings.extend(journal)
        events.clear()
        journal.clear()

    def headline(self, model: NeighbourhoodModel) -> dict[str, float]:
        """Return the latest month in five figures, summed over neighbourhoods; resolved affairs since month 0."""
        if not self.months:
            return {}
        last = {name: values[-1] for name, values in self.columns.items()}
        since = [
            values for month, values in zip(self.months, self.columns["affairs_resolved"], strict=True) if month >= 0
        ]
        return {
            "autonomy": float(last["autonomy"].mean()),
            "affairs_open": float(last["affairs_open"].sum()),
            "affairs_resolved": float(sum(int(values.sum()) for values in since)),
            "groups_confirmed": float(last["groups_confirmed"].sum()),
            "hours_residents": float(last["hours_residents"].sum()),
        }

    def sentences(self, lang: str | None = None) -> list[str]:
        """Return a sentence for each thing of the latest month that is worth telling."""
        names = self._names
        return [text(event, names, lang) for event in self._latest] if names is not None else []

    def tables(self, model: NeighbourhoodModel) -> dict[str, pd.DataFrame]:
        """Return every table of the interface, as `sim.results.result.Result.of_run` takes them."""
        return tables.all_tables(self, model.world, Names(model.world, model.setting.practices))

    def tables_for_outcomes(self, model: NeighbourhoodModel) -> dict[str, pd.DataFrame]:
        """Return only what the outcomes of a run are made from, as a sweep needs it."""
        return tables.tables_for_outcomes(self, model.world)

    def save(self, folder: Path) -> None:
        """Write what has been seen into a folder, without pickles."""
        record.save(self, folder)

    def load(self, folder: Path) -> None:
        """Read back what `save` wrote; the observer goes on as the saved one would have."""
        record.load(self, folder)


def params_of(model: NeighbourhoodModel) -> Params:
    """Return the parameters of the outcomes: the configuration's group, or the declared defaults."""
    return getattr(model.config, "outcomes", None) or Params()


__all__ = ["Observer", "params_of"]
