"""``plan.json``: what a sweep's folder is for, so that workers and later commands know it from there."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.errors import InputRefused
from sim.foundation.text import N_
from sim.foundation.text import gettext as _
from sim.results.manifest import NAME_DIGITS, folder_name, plain, plain_name, to_json
from sim.results.provenance import program
from sim.results.verifying import read_inside
from sim.runner.keys import RUN_FORMAT, as_json, leaves
from sim.runner.plan import Plan, Scenario
from sim.scenarios.load import rebuild

PLAN = "plan.json"
SWEEPS_OF_COMPARISON = ("chance", "parameters")
"""Folders of the two sweeps of a comparison: at the parameters as they are, and over draws of them."""
CITY = "city"
"""The kind of the design that is a city."""
SWEEP_FORMAT = 1
KEYS = (
    "format", "run_format", "program", "config", "scenarios", "design", "varied", "rows", "rows_sha256", "replicates",
    "runs", "until", "keep", "rows_per_part", "design_sha256",
)  # fmt: skip
CHANGES = {
    "program": N_("made by another version of the program ({came}; here {here})"),
    "config": N_("a sweep of another configuration"),
    "scenarios": N_("a sweep of other scenarios"),
    "varied": N_("a sweep of another design: {came}; here {here}"),
    "rows": N_("a sweep of another design: {came} rows; here {here}"),
    "rows_sha256": N_("a sweep of another design: other rows"),
    "until": N_("a sweep with until={came}; here until={here}"),
    "replicates": N_("a sweep of {came} replicates; here {here}"),
    "keep": N_("a sweep with keep={came}; here keep={here}"),
}
"""What is said of the first of these in which a stored plan differs from the one asked for."""


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data, but for its rows, of which a hash stands there, and the hash of its design file."""
    first = plan.scenarios[0]
    whole = asdict(first.config)
    base = leaves(first.config)
    scenarios = []
    for scenario in plan.scenarios:
        config, own = scenario.config, leaves(scenario.config)
        differs = {name: value for name, value in own.items() if value != base[name]}
        called = {"label": scenario.label, "scenario": config.scenario}
        scenarios.append({**called, "title": config.title, "question": config.question, "differs": differs})
    made_with = program()
    facts = {
        "format": SWEEP_FORMAT,
        "run_format": RUN_FORMAT,
        "program": {key: made_with[key] for key in ("version", "source")},
        "config": whole,
        "scenarios": scenarios,
        "design": plan.design,
        "varied": list(plan.names),
        "rows": len(plan.rows),
        "rows_sha256": rows_hash(plan),
        "replicates": plan.replicates,
        "runs": plan.n_runs,
        "until": plan.until,
        "keep": plan.keep,
        "rows_per_part": plan.rows_per_part,
    }
    return {key: plain(value, key) for key, value in facts.items()}


def name_of(facts: Mapping[str, Any], label: str, seed: int) -> str:
    """Return the name that the program gives to the folder of a sweep.

    Parameters
    ----------
    facts : mapping
        As `plan_facts` returns them; of the program only version and source count.
    label, seed : str, int
        Name and seed of the first scenario; a comparison is called by its reference, which may be replayed otherwise.
    """
    design = facts["design"]
    label = str(design.get("reference", label))
    kind = str(design.get("name") or design.get("kind") or "sweep")
    program = {key: facts["program"][key] for key in ("version", "source")}
    passing = {"design_sha256", *(("replicates", "runs") if facts.get("until") else ())}  # what may grow names nothing
    config = {key: value for key, value in facts.items() if key not in passing} | {"program": program}
    whole = {"scenario": f"{label}-{kind}", "seed": seed, "config": config, "format": facts["format"]}
    name = folder_name({**whole, "program": program})
    if design.get("kind") == CITY:  # named by what every street plays, not by its first street
        return f"{plain_name(str(design['scenario']))}-{kind}{name[-NAME_DIGITS - 1 :]}"
    return name


def to_bytes(facts: Mapping[str, Any]) -> bytes:
    """Return the content of ``plan.json``, with a digest of itself."""
    return to_json({**facts, "sha256": hashlib.sha256(to_json(facts)).hexdigest()})


def read_plan(folder: Path) -> dict[str, Any]:
    """Return the facts that a sweep's folder is for.

    Raises
    ------
    InputRefused
        If the folder holds no sweep, or its plan was changed or comes from another format.
    """
    if not (folder / PLAN).is_file():
        came = _("no {name} in it").format(name=PLAN) if folder.is_dir() else _("no such folder")
        mend = ""
        if is_comparison(folder):
            came, mend = (
                _("a comparison"),
                _("one of its sweeps: {names}").format(names=", ".join(SWEEPS_OF_COMPARISON)),
            )
        raise InputRefused(str(folder), came, _("the folder of a sweep"), mend)
    content = read_inside(folder, PLAN)
    try:
        facts = json.loads(content)
        digest = facts.pop("sha256")
        whole = facts["format"] != SWEEP_FORMAT or set(facts) == set(KEYS)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        raise _changed(folder) from None
    if not whole or hashlib.sha256(to_json(facts)).hexdigest() != digest:
        raise _changed(folder)
    if facts["format"] != SWEEP_FORMAT or facts["run_format"] != RUN_FORMAT:
        came = _("format {came}").format(came=f"{facts['format']}/{facts.get('run_format')}")
        raise InputRefused(
            str(folder / PLAN), came, _("format {allowed}").format(allowed=f"{SWEEP_FORMAT}/{RUN_FORMAT}")
        )
    return dict(facts)


def is_comparison(folder: Path) -> bool:
    """Whether a folder is that of a comparison, finished or not."""
    return not (folder / PLAN).exists() and (folder / SWEEPS_OF_COMPARISON[0] / PLAN).is_file()


def check_same(stored: Mapping[str, Any], asked: Mapping[str, Any], folder: Path, may_grow: bool = False) -> None:
    """Refuse a folder whose plan is not the one asked for, and say in what they differ; it may grow if so said."""
    for key, sentence in CHANGES.items():
        if may_grow and key == "replicates" and stored[key] < asked[key]:
            continue
        if stored[key] != asked[key]:
            came = _(sentence).format(came=_shown(stored[key]), here=_shown(asked[key]))
            raise InputRefused(str(folder), came, _("a new folder"), _("choose another folder with out="))


def check_program(stored: Mapping[str, Any], folder: Path) -> None:
    """Refuse a sweep that another version of the program made."""
    here = program()
    check_same({**stored}, {**stored, "program": {key: here[key] for key in ("version", "source")}}, folder)


def scenarios_of(facts: Mapping[str, Any]) -> tuple[Scenario, ...]:
    """Return the scenarios of a stored plan, checked like any configuration."""
    found = []
    for stored in facts["scenarios"]:
        tree = _merged(facts["config"], stored["differs"])
        tree |= {key: stored[key] for key in ("scenario", "title", "question")}
        config: Config = rebuild(tree)
        found.append(Scenario(stored["label"], config))
    return tuple(found)


def _merged(config: Mapping[str, Any], differs: Mapping[str, Any]) -> dict[str, Any]:
    tree = {name: dict(value) if isinstance(value, Mapping) else value for name, value in config.items()}
    for name, value in differs.items():
        group, _dot, last = name.rpartition(".")
        (tree[group] if group else tree)[last] = value
    return tree


def rows_hash(plan: Plan) -> str:
    """Return the hash of the rows of a plan."""
    digest = hashlib.sha256()
    for row in plan.rows:
        first = f" {row.first}" if row.first else ""
        digest.update(f"{row.scenario} {as_json(row.values)}{first}\n".encode())
    return digest.hexdigest()


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value)) or "–"
    return str(value) or "–"


def _changed(folder: Path) -> InputRefused:
    return InputRefused(
        str(folder / PLAN), _("changed or cut short"), _("the file as it was written"), _("sweep into a new folder")
    )
