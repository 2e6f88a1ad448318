"""The tables of a run, made at the end from what the observer kept and from the world as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.engine import groups, snapshots
from sim.engine.extra_columns import EXTRA_COLUMNS
from sim.engine.messages import Names, message, text
from sim.foundation import event_kinds, terms
from sim.mechanisms.registry import PRACTICES
from sim.results.frames import optional
from sim.results.schema import TABLES
from sim.world.state import World

if TYPE_CHECKING:
    from sim.engine.observe import Observer


def all_tables(observer: Observer, world: World, names: Names) -> dict[str, pd.DataFrame]:
    """Return every table of the interface by name."""
    eids = world.neighbourhoods.eid[: world.n("neighbourhoods")]
    return {
        "months": months(observer, eids),
        "events": events(observer, world, names),
        "affairs": snapshots.affairs(world, _raised(observer, world)),
        "organizations": snapshots.organizations(world),
        "hours": hours(observer, eids),
        "ledger": ledger(observer, eids),
        "groups": groups.frame(observer.years, eids),
        "residents": snapshots.residents(world),
        "ties": snapshots.ties(world),
    }


def tables_for_outcomes(observer: Observer, world: World) -> dict[str, pd.DataFrame]:
    """Return what `sim.engine.outcomes.outcomes` reads, of events no more than that: a tenth of the time."""
    told = observer.events
    events = pd.DataFrame(
        {
            "month": np.array([event.month for event in told], dtype=np.int64),
            "kind": pd.Series([event.kind.word for event in told], dtype=object),
            "practice": pd.Series(
                [PRACTICES[event.practice].name if event.practice >= 0 else None for event in told], dtype=object
            ),
        }
    )
    eids = world.neighbourhoods.eid[: world.n("neighbourhoods")]
    return {"months": months(observer, eids), "events": events, "organizations": snapshots.organizations(world)}


def _raised(observer: Observer, world: World) -> np.ndarray:
    """Return the months of first recognition, also where nothing has been looked at yet."""
    known = len(observer.first_raised)
    return np.concatenate([observer.first_raised, world.affairs.recognized[known : world.n("affairs")]])


def _nothing(table: str) -> pd.DataFrame:
    names = [column.name for column in (*TABLES[table].columns, *EXTRA_COLUMNS.get(table, ()))]
    return pd.DataFrame({name: [] for name in names}, dtype=object)


def months(observer: Observer, eids: np.ndarray) -> pd.DataFrame:
    """Return the table of months."""
    if not observer.months:
        return _nothing("months")
    n = len(eids)
    return pd.DataFrame(
        {
            "month": np.repeat(observer.months, n),
            "neighbourhood": np.tile(eids, len(observer.months)),
            **{name: np.concatenate(values) for name, values in observer.columns.items()},
        }
    )


def events(observer: Observer, world: World, names: Names) -> pd.DataFrame:
    """Return the table of events with their sentences in both languages."""
    told = observer.events
    if not told:
        return _nothing("events")
    kinds = snapshots.words(event_kinds.EventKind, np.array([event.kind for event in told]))
    teams = [int(event.arguments.get("team", -1)) for event in told]
    bodies = snapshots.identities(world.organizations, [event.organization for event in told])
    bodies = pd.Series(bodies).fillna(pd.Series(snapshots.identities(world.teams, teams)))
    practices = [names.practices[event.practice].name if event.practice >= 0 else None for event in told]
    where = world.neighbourhoods.eid[[event.neighbourhood for event in told]]
    return pd.DataFrame(
        {
            "event": [event.event for event in told],
            "month": [event.month for event in told],
            "neighbourhood": where,
            "kind": kinds,
            "affair": snapshots.identities(world.affairs, [event.affair for event in told]),
            "organization": bodies,
            "practice": practices,
            "cause": optional([event.cause for event in told], -1),
            "message": [message(event, names) for event in told],
            "text_en": [text(event, names, "en") for event in told],
            "text_zh": [text(event, names, "zh") for event in told],
        }
    )


def hours(observer: Observer, eids: np.ndarray) -> pd.DataFrame:
    """Return the hours account; what took no time has no row."""
    if not observer.months:
        return _nothing("hours")
    minutes = np.stack(observer.hours)
    month, where, column = np.nonzero(minutes)
    actor, activity = np.divmod(column, len(terms.Activity))
    return pd.DataFrame(
        {
            "month": np.array(observer.months)[month],
            "neighbourhood": eids[where],
            "actor": snapshots.words(terms.Actor, actor),
            "activity": snapshots.words(terms.Activity, activity),
            "minutes": minutes[month, where, column],
        }
    )


def ledger(observer: Observer, eids: np.ndarray) -> pd.DataFrame:
    """Return the journal, its opening posting first."""
    posted = observer.postings
    if not posted:
        return _nothing("ledger")
    return pd.DataFrame(
        {
            "month": [p.month for p in posted],
            "neighbourhood": eids[[p.neighbourhood for p in posted]],
            "debit": snapshots.words(terms.Account, np.array([p.debit for p in posted])),
            "credit": snapshots.words(terms.Account, np.array([p.credit for p in posted])),
            "amount_fen": [p.amount_fen for p in posted],
            "purpose": snapshots.words(terms.Money, np.array([p.purpose for p in posted])),
        }
    )
