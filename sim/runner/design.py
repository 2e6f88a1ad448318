"""Designs: which values the runs of a sweep are given, from a file of ``configs/design/`` or a file of the user's.

A design says its ``kind`` and what that needs::

    grid             parameters: {NAME: [value, …]}                  every combination
    latin_hypercube  parameters, samples, seed
    sobol            parameters, samples, seed, indices              indices=true: rows for Sobol's sensitivity indices
    morris           parameters, paths, levels, seed
    ramp             parameter, low, high, start, months: [n, …]     up, down, and up and down again

``parameters`` is a list of names, or a mapping of names to ``[low, high]``, to a list of words or
truth values, or to nothing, which is all that is declared.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused
from sim.foundation.schedules import EARLIEST_MONTH
from sim.foundation.text import gettext as _
from sim.runner import sampling
from sim.runner.design_csv import read_csv
from sim.runner.keys import checked, varied
from sim.runner.plan import MOST_RUNS, Row, check_number_of_runs
from sim.runner.spans import Span, declaration_of, span_of
from sim.scenarios.folders import configs_folder
from sim.scenarios.safe_yaml import plain, read_yaml

GROUP = "design"
NO_DESIGN = "none"
KINDS: dict[str, tuple[str, ...]] = {
    "grid": ("parameters",),
    "latin_hypercube": ("parameters", "samples", "seed"),
    "sobol": ("parameters", "samples", "seed", "indices"),
    "morris": ("parameters", "paths", "levels", "seed"),
    "ramp": ("parameter", "low", "high", "start", "months"),
}
COMMON = ("title", "kind", "replicates")
MOST_SAMPLES = 1_000_000
DEFAULTS = {"samples": 64, "seed": 0, "paths": 16, "levels": 4, "indices": False, "start": 12, "months": [24, 60, 96]}


@dataclass(frozen=True)
class Design:
    """The rows of a sweep before scenarios and replicates.

    Attributes
    ----------
    names : tuple of str
        Varied parameters.
    rows : list of Row
        Values of these, checked alone and together.
    replicates : int
        Replicates where the user says nothing.
    facts : dict
        How the rows came about, as plain data.
    scenarios : tuple of Config
        The scenarios that rows name, where they do; else only the one that the sweep was asked for.
    """

    names: tuple[str, ...]
    rows: list[Row]
    replicates: int
    facts: dict[str, Any]
    scenarios: tuple[Config, ...] = field(default_factory=tuple)


def design_names() -> list[str]:
    """Return the names of the designs that come with the program."""
    return sorted(path.stem for path in (configs_folder() / GROUP).glob("*.yaml"))


def read_design(
    word: str, base: Config, changes: Mapping[str, Any], load: Any = None, replicates: int | None = None
) -> Design:
    """Return a design by its name or file.

    Parameters
    ----------
    word : str
        A name of ``configs/design/``, a YAML or CSV file of the user's, or ``none``: the scenario as it is.
    base : Config
        What the rows differ from.
    changes : mapping
        ``samples``, ``parameters`` … said on the command line in place of what the file says.
    load : callable, optional
        Loads a scenario by name, with the overrides of the command line, for a CSV with a column ``scenario``.
    replicates : int, optional
        What the user said in place of the design's replicates: too many runs are refused before rows are made.

    Raises
    ------
    InputRefused
        For an unknown name, a file that is no design, values out of range, or too many rows; with the place.
    """
    if word == NO_DESIGN:
        _check_keys(changes, (), "design")
        return Design((), [Row(0)], 50, {"kind": NO_DESIGN}, (base,))
    if word.endswith(".csv"):
        _check_keys(changes, (), "design")
        names, rows, scenarios = read_csv(Path(word), base, load)
        return Design(names, rows, 1, {"kind": "csv", "name": Path(word).stem[:60]}, scenarios)
    tree, place = _file(word)
    kind = tree.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise InputRefused(f"{place} kind", shown(kind), ", ".join(KINDS), did_you_mean(str(kind), KINDS))
    _check_keys(tree, (*KINDS[kind], *COMMON), place)
    _check_keys(changes, KINDS[kind], "design")
    own = _whole(tree.get("replicates", 1), f"{place} replicates", 1, MOST_RUNS)
    said = {**{key: DEFAULTS[key] for key in KINDS[kind] if key in DEFAULTS}, **tree, **changes}
    said["replicates"] = own if replicates is None else replicates
    names, values = _MAKERS[kind](base, said, place)
    rows = [Row(0, row) for row in _together(base, names, values, place)]
    if not rows:
        raise InputRefused(place, _("no rows"), _("at least one"))
    facts = {key: value for key, value in said.items() if key not in ("title", "replicates")}
    return Design(names, rows, own, {"name": Path(word).stem[:60], **facts}, (base,))


def _file(word: str) -> tuple[dict[str, Any], str]:
    """Return what a design's file says, and what to call the file."""
    if word.endswith((".yaml", ".yml")):
        path = Path(word)
        if not path.is_file():
            raise InputRefused("design", _("no such file: {file}").format(file=shown(word)), _("a YAML or CSV file"))
        return plain(read_yaml(path)), path.name
    known = [NO_DESIGN, *design_names()]
    if word not in known:
        allowed = _("{names}, or a YAML or CSV file").format(names=", ".join(known))
        raise InputRefused("design", shown(word), allowed, did_you_mean(word, known))
    return plain(read_yaml(configs_folder() / GROUP / f"{word}.yaml")), f"design {word}"


def _check_keys(tree: Mapping[str, Any], allowed: Sequence[str], place: str) -> None:
    for key in tree:
        if key not in allowed:
            mend = did_you_mean(str(key), allowed)
            raise InputRefused(f"{place}.{key}", _("no key of this design"), ", ".join(allowed) or "–", mend)


def _together(
    base: Config, names: tuple[str, ...], values: Iterator[tuple[Any, ...]], place: str
) -> Iterator[tuple[Any, ...]]:
    """Yield rows of values that do not contradict each other."""
    for number, row in enumerate(values, start=1):
        try:
            varied(base, names, row)
        except InputRefused as refused:
            where = _("{place}, row {row}: {name}").format(place=place, row=number, name=refused.place)
            raise InputRefused(where, refused.came, refused.allowed, refused.mend) from refused
        yield row


def _grid(base: Config, said: Mapping[str, Any], place: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    given = said.get("parameters")
    if not isinstance(given, Mapping) or not given:
        raise InputRefused(f"{place} parameters", shown(given), _("names with lists of values"))
    lists = []
    n = 1
    for name, values in given.items():
        where = f"{place} {name}"
        declaration_of(name, where)
        if not isinstance(values, list | tuple) or not values:
            raise InputRefused(where, shown(values), _("a list of values, e.g. [4, 6, 8]"))
        lists.append([checked(base, name, value, where) for value in values])
        if any(values.count(value) > 1 for value in lists[-1]):
            raise InputRefused(where, _("a value given twice"), _("each value once"))
        n *= len(values)
    check_number_of_runs(n, said["replicates"])
    return tuple(given), itertools.product(*lists)


def _spans(base: Config, said: Mapping[str, Any], place: str) -> list[Span]:
    given = said.get("parameters")
    if isinstance(given, list | tuple):
        given = dict.fromkeys(map(str, given))
    if not isinstance(given, Mapping) or not given:
        raise InputRefused(
            f"{place} parameters", shown(given), _("names, each with [low, high], a list of words, or nothing")
        )
    return [span_of(base, name, pair, f"{place} {name}") for name, pair in given.items()]


def _sampled(base: Config, said: Mapping[str, Any], place: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    spans = _spans(base, said, place)
    seed = _whole(said["seed"], f"{place} seed", 0, sampling.LARGEST_SEED)
    k = len(spans)
    if said["kind"] == "morris":
        paths = _whole(said["paths"], f"{place} paths", 1, MOST_SAMPLES)
        levels = _whole(said["levels"], f"{place} levels", 2, 100)
        if levels % 2:
            raise InputRefused(f"{place} levels", str(levels), _("an even number"))
        check_number_of_runs(paths * (k + 1), said["replicates"])
        points = sampling.morris(paths, k, levels, seed)
    else:
        samples = _whole(said["samples"], f"{place} samples", 1, 10**12)
        indices = said.get("indices", False)
        if not isinstance(indices, bool):
            raise InputRefused(f"{place} indices", shown(indices), _("true or false"))
        check_number_of_runs(samples * (k + 2 if indices else 1), said["replicates"])
        make = sampling.sobol_indices if indices else getattr(sampling, said["kind"])
        points = make(samples, k, seed)
    rows = (tuple(span.at(x) for span, x in zip(spans, point, strict=True)) for point in points)
    return tuple(span.name for span in spans), rows


def _ramp(base: Config, said: Mapping[str, Any], place: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Make a parameter rise, fall, and rise and fall again, each as fast as every number of months says."""
    name = str(said.get("parameter"))
    declared = declaration_of(name, f"{place} parameter")
    if not declared.varies:
        raise InputRefused(f"{place} parameter", name, _("a parameter that may change in time"))
    span = span_of(base, name, [said.get("low", declared.low), said.get("high", declared.high)], f"{place} {name}")
    start = _whole(said["start"], f"{place} start", 0, 12000)
    lengths = said["months"]
    if not isinstance(lengths, list | tuple) or not lengths:
        raise InputRefused(f"{place} months", shown(lengths), _("a list of numbers of months"))
    low, high = (int(end) if span.is_whole else end for end in (span.low, span.high))
    rows = []
    for given in lengths:
        n = _whole(given, f"{place} months", 1, 6000)
        end, back = start + n, start + 2 * n
        rows += [
            {EARLIEST_MONTH: low, "ramp": [start, low, end, high]},
            {EARLIEST_MONTH: high, "ramp": [start, high, end, low]},
            {EARLIEST_MONTH: low, "ramp": [[start, low, end, high], [end, high, back, low]]},
        ]
    return (name,), ((checked(base, name, row, f"{place} {name}"),) for row in rows)


def _whole(value: Any, place: str, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        allowed = _("a whole number from {low} to {high}").format(low=low, high=f"{high:,}")
        raise InputRefused(place, shown(value), allowed)
    return value


_MAKERS = {"grid": _grid, "latin_hypercube": _sampled, "sobol": _sampled, "morris": _sampled, "ramp": _ramp}
