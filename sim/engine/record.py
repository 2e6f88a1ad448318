"""What an observer has seen, written to a folder and read back: arrays without pickles, events as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.kernels_observe import GroupSums, Window
from sim.engine.occurrence import OwnedObjects
from sim.engine.telling import worth_telling
from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account, Money
from sim.institutions.chronicle import Event
from sim.institutions.ledger import Posting

if TYPE_CHECKING:
    from sim.engine.observe import Observer

EVENT_NUMBERS = ("event", "month", "neighbourhood", "affair", "organization", "practice", "cause")
POSTING_NUMBERS = ("month", "neighbourhood", "debit", "credit", "amount_fen", "purpose")


def save(observer: Observer, folder: Path) -> None:
    """Write an observer's record into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    columns: dict[str, Any] = {name: np.stack(values) for name, values in observer.columns.items()}
    np.savez(folder / "columns.npz", **columns)
    seen: dict[str, Any] = {
        "months": np.array(observer.months, dtype=np.int64),
        "hours": _stacked(observer.hours),
        "income": _stacked(observer.income),
        "first_raised": observer.first_raised,
        "raised_by": observer.raised_by,
        "postings": np.array(
            [[getattr(p, name) for name in POSTING_NUMBERS] for p in observer.postings], dtype=np.int64
        ),
    }
    if observer.window is not None and observer.objects is not None:
        seen |= {f"window_{name}": array for name, array in observer.window._asdict().items()}
        seen["held"] = observer.objects.held
    for year, sums in observer.years.items():
        seen |= {f"year_{year}_{name}": array for name, array in sums._asdict().items()}
    np.savez(folder / "seen.npz", **seen)
    told = [
        {
            "kind": event.kind.word,
            "arguments": event.arguments,
            **{name: getattr(event, name) for name in EVENT_NUMBERS},
        }
        for event in observer.events
    ]
    (folder / "events.json").write_text(json.dumps(told, default=_plain), encoding="utf-8")


def load(observer: Observer, folder: Path) -> None:
    """Let an observer know what another one wrote into a folder."""
    with np.load(folder / "columns.npz", allow_pickle=False) as stored:
        observer.columns = {name: list(stored[name]) for name in stored.files}
    with np.load(folder / "seen.npz", allow_pickle=False) as stored:
        seen = {name: stored[name] for name in stored.files}
    observer.months = [int(month) for month in seen["months"]]
    observer.hours, observer.income = list(seen["hours"]), list(seen["income"])
    observer.first_raised, observer.raised_by = seen["first_raised"], seen["raised_by"]
    observer.postings = [_posting(row) for row in seen["postings"]]
    if "held" in seen:
        observer.window = Window(*(np.ascontiguousarray(seen[f"window_{name}"]) for name in Window._fields))
        observer.objects = OwnedObjects(seen["held"].shape[1])
        observer.objects.held = seen["held"]
    years = sorted({int(name.split("_")[1]) for name in seen if name.startswith("year_")})
    observer.years = {
        year: GroupSums(*(np.ascontiguousarray(seen[f"year_{year}_{name}"]) for name in GroupSums._fields))
        for year in years
    }
    observer.events = [_event(row) for row in json.loads((folder / "events.json").read_text(encoding="utf-8"))]
    observer.known = set()
    several = any(len(values[0]) > 1 for values in observer.columns.values())
    worth_telling(observer.events, observer.known, several)


def _stacked(arrays: list[np.ndarray]) -> np.ndarray:
    return np.stack(arrays) if arrays else np.empty(0, dtype=np.int64)


def _plain(value: Any) -> Any:
    """Return a NumPy number as a plain one (TypeError for anything else: a fault of the program)."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"an event's argument of type {type(value).__name__}")


def _posting(row: np.ndarray) -> Posting:
    month, neighbourhood, debit, credit, fen, purpose = (int(x) for x in row)
    return Posting(month, neighbourhood, Account(debit), Account(credit), fen, Money(purpose))


def _event(row: dict[str, Any]) -> Event:
    kind = EventKind[row["kind"].upper()]
    numbers = {name: int(row[name]) for name in EVENT_NUMBERS}
    return Event(kind=kind, arguments=row["arguments"], **numbers)
