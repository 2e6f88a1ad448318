"""Rows of the table of evidence that the outcomes of many runs answer: those used for calibration, and point 5."""

import math
from collections.abc import Sequence
from statistics import mean, stdev
from typing import Any

Row = dict[str, Any]
COMPONENTS = (
    "autonomy",
    "resident_resolved",
    "output_legitimacy",
    "participation",
    "financial_independence",
    "organizational_density",
    "initiative",
)
SOURCES = ("street", "donations", "gifts", "exchange")
QUANTITIES = ("severity", "skill", "symbolic", "norm", "availability")
BOUNDS = ("lower", "upper")
LEAST_COMPONENT = 0.005
NORMAL_90 = 1.645


def values(rows: Sequence[Row], key: str) -> list[float]:
    """Return the numbers that runs have under a key."""
    found = [row.get(key) for row in rows]
    return [float(v) for v in found if v is not None and not (isinstance(v, float) and math.isnan(v))]


def calibrated(none: Sequence[Row], every: Sequence[Row]) -> str:
    """Return what T2 (first line), T13 and T14 ask and what was measured, as a table.

    Parameters
    ----------
    none, every : sequence of Row
        Runs of cells 0000 and 1111.
    """
    out = ["| row | asked | measured | holds |", "|---|---|---|---|"]
    for row, asked, measured, holds in (_hours(none), _unseen(none), *_plausible(none, every)):
        out.append(f"| {row} | {asked} | {measured} | {'yes' if holds else '**no**'} |")
    return "\n".join(out) + "\n\n± is the half-width of the 90 % interval of the mean over runs."


def _mean(rows: Sequence[Row], key: str) -> float:
    return mean(values(rows, key) or [0.0])


def _hours(none: Sequence[Row]) -> tuple[str, str, str, bool]:
    shares = [100 * _mean(none, f"share_{part}") for part in ("street", "entrusted", "community")]
    holds = all(abs(s - t) <= w for s, t, w in zip(shares, (60, 30, 10), (5, 5, 4), strict=True))
    measured = " / ".join(f"{share:.1f}" for share in shares) + " %"
    return "T2, first line", "60 ± 5 / 30 ± 5 / 10 ± 4 % of hours in 0000", measured, holds


def _unseen(none: Sequence[Row]) -> tuple[str, str, str, bool]:
    unseen = values(none, "latent_per_manifest") or [0.0]
    half = NORMAL_90 * stdev(unseen) / math.sqrt(len(unseen)) if len(unseen) > 1 else 0.0
    return "T13", "latent : manifest ≥ 3 in 0000", f"{mean(unseen):.2f} ± {half:.2f}", mean(unseen) >= 3


def _plausible(none: Sequence[Row], every: Sequence[Row]) -> list[tuple[str, str, str, bool]]:
    """Return the parts of T14."""
    both, autonomy = [*none, *every], values(every, "autonomy")
    low, high = (mean([test(a) for a in autonomy] or [0]) for test in (lambda a: a < 0.02, lambda a: a > 0.95))
    degree = _mean(both, "ties_mean_degree")
    inflow = [sum(float(row[f"yuan_year_{source}"]) for source in SOURCES) for row in both]
    cash = max((float(row["cash_yuan"]) / x for row, x in zip(both, inflow, strict=True) if x), default=0.0)
    at_bound = {
        f"{name} at its {side} bound": _mean(both, f"{name}_at_{side}") for name in QUANTITIES for side in BOUNDS
    }
    found = [
        ("< 10 % of 1111 below .02, none above .95", f"{100 * low:.0f} %, {100 * high:.0f} %", low < 0.1 and not high),
        ("degree 6–20", f"{degree:.1f}", 6 <= degree <= 20),
        ("cash < 3 × yearly inflow", f"{cash:.2f} × in the richest run", cash < 3),
    ]
    for name, share in at_bound.items():
        found.append((f"{name} < 5 % of entity-months", f"{100 * share:.1f} %", share < 0.05))
    return [("T14", *part) for part in found]


def movement(columns: Sequence[tuple[str, list[Row]]]) -> str:
    """Return in how many seeds each component exceeds the least value, by cell (emergence contract, point 5)."""
    out = ["| cell | " + " | ".join(COMPONENTS[1:]) + " |", "|---|" + "---|" * len(COMPONENTS[1:])]
    for cell, rows in columns:
        counts = [sum(value > LEAST_COMPONENT for value in values(rows, key)) for key in COMPONENTS[1:]]
        out.append(f"| {cell} | " + " | ".join(str(n) if n else "**0**" for n in counts) + " |")
    return "\n".join(out) + f"\n\nRuns in which a component exceeds {LEAST_COMPONENT}; a 0 would break the contract."
