"""Which events are told while a run is going on: what changes how a neighbourhood lives, and firsts.

One neighbourhood is told in full: its milestones and chapters whenever they happen, and what is news the first time. Of
several neighbourhoods each is told by its milestones, the first of every kind, and news only once for all of them. The
rest is routine: it is counted, and stands in the table ``events`` like everything else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Protocol

from sim.foundation.event_kinds import CHAPTERS, FIRSTS, MILESTONES, EventKind

if TYPE_CHECKING:
    import pandas as pd

TOLD_OF_ONE = MILESTONES | CHAPTERS | FIRSTS
TOLD_OF_SEVERAL = MILESTONES | FIRSTS
Key = tuple[Hashable, ...]


class Happened(Protocol):
    """What decides whether an event is told."""

    @property
    def neighbourhood(self) -> int:
        """Where it happened."""

    @property
    def kind(self) -> EventKind:
        """What happened."""

    @property
    def practice(self) -> Hashable:
        """Which practice it is about, if any."""


def first_of(event: Happened, several: bool) -> Key | None:
    """Return that of which only the first is told, or None if the event is told whenever it happens.

    Parameters
    ----------
    several : bool
        Whether the event is one of several neighbourhoods.
    """
    if not several:
        firsts = event.kind in FIRSTS
        return (event.neighbourhood, event.kind, event.practice) if firsts else None
    if event.kind in MILESTONES and event.kind != EventKind.SHOCK:
        return event.neighbourhood, event.kind
    return event.kind, event.practice


def worth_telling[One: Happened](events: Iterable[One], known: set[Key], several: bool) -> list[One]:
    """Return the events that are told, in order.

    Parameters
    ----------
    events : iterable of events
        In the order in which they happened.
    known : set
        What happened before; empty at the beginning of a run, it learns of these events.
    several : bool
        Whether the run has several neighbourhoods.
    """
    told = []
    for event in events:
        if event.kind not in (TOLD_OF_SEVERAL if several else TOLD_OF_ONE):
            continue
        first = first_of(event, several)
        if first is None or first not in known:
            told.append(event)
        if first is not None:
            known.add(first)
    return told


def told_rows(events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a run's table ``events`` that are told, by month."""
    in_order = events.sort_values(["month", "event"])
    several = events["neighbourhood"].nunique() > 1
    rows = [
        _Row(place, neighbourhood, EventKind[kind.upper()], practice)
        for place, (neighbourhood, kind, practice) in enumerate(
            zip(in_order["neighbourhood"], in_order["kind"], in_order["practice"].fillna(""), strict=True)
        )
    ]
    return in_order.iloc[[row.place for row in worth_telling(rows, set(), several)]]


class _Row:
    def __init__(self, place: int, neighbourhood: int, kind: EventKind, practice: Hashable):
        self.place, self.neighbourhood, self.kind, self.practice = place, neighbourhood, kind, practice
