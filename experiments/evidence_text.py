"""Turn the outcomes of many runs into the tables of ``docs/evidence.md``."""

import math
from collections.abc import Sequence
from statistics import mean, median

from experiments.evidence_rows import COMPONENTS, QUANTITIES, SOURCES, Row, calibrated, movement, values

MECHANISMS = ("social_capital", "resource_development", "public_issue_creation", "organizational_transfer")
BOTTLENECKS = ("seen", "nobody_to_ask", "consent", "labour", "money", "compliance", "hours")


def document(rows: Sequence[Row], seeds_all: int, seeds_wide: int, overrides: Sequence[str]) -> str:
    """Return the whole document in Markdown."""
    command = f"uv run python -m experiments.evidence_table --wide {seeds_wide} --all {seeds_all}"
    command += "".join(f" --override {override}" for override in overrides)
    wide = [("0000", _of(rows, "0000")), ("1111", _of(rows, "1111"))]
    cells = sorted({row["cell"] for row in rows})
    narrow = [(cell, [row for row in _of(rows, cell) if row["replicate"] < seeds_all]) for cell in cells]
    parts = [
        "# What the model does",
        "",
        f"Measured by `{command}`; scenario `baseline`, 1,600 households, 24 + 120 months, one neighbourhood. "
        "A cell names the mechanisms that are available, in the order social capital, resource development, public "
        "issue creation, organizational transfer. The model was calibrated by hand on the rows marked c of the "
        "specification's table of evidence; rows marked h have not been looked at.",
        "",
        f"## 0000 and 1111, {seeds_wide} seeds",
        "",
        _table("", wide, WIDE),
        "",
        f"## All cells, {seeds_all} seeds",
        "",
        _cells(narrow),
        "",
        "## Rows of the table of evidence that the hand calibration used up",
        "",
        calibrated(_of(rows, "0000"), _of(rows, "1111")),
        "",
        f"## Every component moves in every cell (emergence contract, point 5; {seeds_all} seeds, last 24 months)",
        "",
        movement(narrow),
        "",
        "## First discovery by mechanism in 1111",
        "",
        _discoveries(_of(rows, "1111")),
        "",
        "## Practices in 1111",
        "",
        _practices(_of(rows, "1111")),
        "",
        "## Affairs by class",
        "",
        _classes(wide),
        "",
    ]
    return "\n".join(parts)


def _of(rows: Sequence[Row], cell: str) -> list[Row]:
    return [row for row in rows if row["cell"] == cell]


def average(rows: Sequence[Row], key: str) -> str:
    """Return mean and standard deviation over runs."""
    found = values(rows, key)
    if not found:
        return "–"
    m = mean(found)
    sd = math.sqrt(mean([(v - m) ** 2 for v in found]))
    digits = 0 if abs(m) >= 1000 else 1 if abs(m) >= 10 else 3
    return f"{m:,.{digits}f} ({sd:,.{digits}f})"


def share(rows: Sequence[Row], key: str) -> str:
    """Return the share of runs in which something holds."""
    found = values(rows, key)
    return f"{mean(found):.2f}" if found else "–"


WIDE = (
    *((key, key, average) for key in COMPONENTS),
    ("occurrence at month 119 (share of runs)", "occurrence_last", share),
    ("nothing happened (share of runs)", "nothing_happened", share),
    *((f"hours: {key}", f"share_{key}", average) for key in ("street", "entrusted", "community")),
    ("residents' hours per community hour", "residents_per_committee_hour", average),
    *((f"yuan a year: {key}", f"yuan_year_{key}", average) for key in SOURCES),
    ("latent affairs", "latent", average),
    ("open affairs", "manifest", average),
    ("latent : open", "latent_per_manifest", average),
    ("open cases", "cases", average),
    ("mean degree", "ties_mean_degree", average),
    ("bridging share", "bridging_share", average),
    ("mean trust", "trust_mean", average),
    ("mean norm", "reciprocity_mean", average),
    ("adults with a contact in the month", "contact_share", average),
    ("adults without contact in 3 months", "no_contact_share", average),
    ("ties with trust ≥ .5", "neighbour_trust_share", average),
    ("teams", "teams", average),
    ("confirmed groups", "groups_confirmed", average),
    ("informal groups", "groups_informal", average),
    ("months with a council", "council_months", average),
    ("symbolic share", "symbolic_share", average),
    ("score", "score", average),
    ("contracts signed", "contracts_signed", average),
    ("yuan in cash", "cash_yuan", average),
    *(
        (f"entity-months at a bound: {name}, {bound}", f"{name}_at_{bound}", average)
        for name in QUANTITIES
        for bound in ("lower", "upper")
    ),
    *((f"blocked affairs a month: {key}", f"blocked_{key}", average) for key in BOTTLENECKS),
)


def _table(corner: str, columns: Sequence[tuple[str, list[Row]]], lines: Sequence[tuple]) -> str:
    head = f"| {corner} | " + " | ".join(f"{name} (n={len(rows)})" for name, rows in columns) + " |"
    out = [head, "|---|" + "---|" * len(columns)]
    for label, key, render in lines:
        out.append(f"| {label} | " + " | ".join(render(rows, key) for _, rows in columns) + " |")
    return "\n".join(out) + "\n\nMean (standard deviation) over runs."


def _cells(columns: Sequence[tuple[str, list[Row]]]) -> str:
    keys = [*COMPONENTS, "occurrence_last", "groups_confirmed", "contracts_signed", "nothing_happened"]
    out = ["| cell | " + " | ".join(keys) + " |", "|---|" + "---|" * len(keys)]
    for cell, rows in columns:
        cells = [
            share(rows, key) if key in ("occurrence_last", "nothing_happened") else average(rows, key) for key in keys
        ]
        out.append(f"| {cell} | " + " | ".join(cells) + " |")
    return "\n".join(out)


def _discoveries(rows: Sequence[Row]) -> str:
    out = ["| mechanism | share of runs | median month |", "|---|---|---|"]
    for mechanism in MECHANISMS:
        months = values(rows, f"discovered_{mechanism}_month")
        middle = f"{median(months):.0f}" if months else "–"
        out.append(f"| {mechanism} | {len(months) / max(1, len(rows)):.2f} | {middle} |")
    return "\n".join(out)


def _practices(rows: Sequence[Row]) -> str:
    names = sorted({key[6:] for row in rows for key in row if key.startswith("found_")})
    out = ["| practice | found | median month | used | conscious | median month |", "|---|---|---|---|---|---|"]
    for name in names:
        found, conscious = values(rows, f"found_{name}"), values(rows, f"conscious_{name}")
        used = values(rows, f"used_{name}")
        n = max(1, len(rows))
        out.append(
            f"| {name} | {len(found) / n:.2f} | {_middle(found)} | {len(used) / n:.2f} | {len(conscious) / n:.2f} "
            f"| {_middle(conscious)} |"
        )
    return "\n".join(out)


def _middle(months: Sequence[float]) -> str:
    return f"{median(months):.0f}" if months else "–"


def _classes(columns: Sequence[tuple[str, list[Row]]]) -> str:
    classes = sorted({key[7:] for _, rows in columns for row in rows for key in row if key.startswith("arisen_")})
    lines = [
        (f"{name}: {what}", f"{what}_{name}", average) for name in classes for what in ("arisen", "resolved", "lapsed")
    ]
    return _table("", columns, lines)
