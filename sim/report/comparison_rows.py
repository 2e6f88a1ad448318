"""The tables of a comparison, row by row, as CSV files and the page show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.engine.config import Config
from sim.foundation.parameters import Declaration
from sim.foundation.text import N_, unit_alone
from sim.foundation.text import gettext as _
from sim.report.comparison import Compared
from sim.report.sentences import verdict_text
from sim.runner.comparison import Comparison
from sim.scenarios.names import Names

NUMBERS = {
    "level": N_("level of the intervals"),
    "n": N_("pairs of runs"),
    "n_missing": N_("pairs missing"),
    "n_differing": N_("pairs that differ"),
    "mean_reference": N_("reference's mean"),
    "mean": N_("scenario's mean"),
    "difference": N_("difference"),
    "low": N_("chance: low"),
    "high": N_("chance: high"),
    "whole_difference": N_("difference over drawn parameters"),
    "whole_low": N_("chance with parameters: low"),
    "whole_high": N_("chance with parameters: high"),
    "smallest": N_("smallest difference that matters"),
    "saved": N_("variance saved by pairing"),
    "parameters": N_("parameters' share of the variance"),
}


@dataclass(frozen=True)
class Facts:
    """What a report says besides the numbers.

    Attributes
    ----------
    own : Config
        The reference as it was asked for, before it was given foundings.
    ranges : mapping of str to (float, float)
        Parameters that were drawn, and from what.
    command : str
        The command that makes it all again.
    until : str
        The rule by which replicates were added; empty where their number was fixed.
    until_met : bool
        Whether it was met, and not given up at the most replicates allowed.
    """

    own: Config
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    command: str = ""
    until: str = ""
    until_met: bool = True


def title_of(comparison: Comparison, label: str, lang: str) -> str:
    """Return a scenario's title, with its label where two of the comparison have one title."""
    titles = {one.label: one.config.title[lang] for one in comparison.scenarios}
    mine = titles[label]
    others = [one for _reference, one in comparison.labels if one != label]
    is_reference = mine == titles[comparison.scenarios[0].label]
    return f"{mine} ({label})" if is_reference or mine in {titles[one] for one in others} else mine


def difference_rows(comparison: Comparison, compared: Compared, lang: str) -> list[list[Any]]:
    """Return the whole table of differences with names in a language, for a CSV file."""
    by_name = {one.name: one for one in compared.outcomes}
    rows = []
    for _index, row in compared.table.iterrows():
        outcome = by_name[row["outcome"]]
        words = [row["scenario"], row["reference"], outcome.name, outcome.shown(lang), _(outcome.unit, lang)]
        said = [_("yes", lang) if row["primary"] else _("no", lang), verdict_text(row["verdict"], lang)]
        rows.append([*words, *said, *(row[name] for name in NUMBERS)])
    return rows


def difference_headings(lang: str) -> list[str]:
    """Return the headings of `difference_rows`."""
    words = (N_("scenario"), N_("reference"), N_("column"), N_("outcome"), N_("unit"), N_("primary"))
    return [_(word, lang) for word in (*words, N_("what can be said"), *NUMBERS.values())]


def parameter_rows(comparison: Comparison, facts: Facts, lang: str) -> list[list[str]]:
    """Return what scenarios differ in, and what the reference was given, with label, unit and source."""
    declared = Names(Config).declared
    rows = []
    for pair_of, (_reference, label) in zip(comparison.pairs, comparison.labels, strict=True):
        for name, (before, after) in comparison.differing(pair_of).items():
            rows.append(_parameter_row(label, name, declared[name], before, after, _("differs", lang), lang))
        for name, (before, after) in comparison.given(pair_of, facts.own).items():
            said = _("founding, given to the reference too", lang)
            rows.append(_parameter_row(label, name, declared[name], before, after, said, lang))
    return rows


def parameter_headings(lang: str) -> list[str]:
    """Return the headings of `parameter_rows`."""
    words = (
        N_("scenario"), N_("parameter"), N_("meaning"), N_("reference"), N_("scenario's value"), N_("unit"),
        N_("source"), N_("how"),
    )  # fmt: skip
    return [_(word, lang) for word in words]


def noise_rows(compared: Compared, lang: str) -> list[list[Any]]:
    """Return the shares of design and chance in the variance of each outcome."""
    by_name = {one.name: one for one in compared.outcomes}
    rows = []
    for _index, row in compared.noise.iterrows():
        outcome = by_name[row["outcome"]]
        shares = [row[name] for name in ("design", "shared", "own", "noise")]
        rows.append([outcome.shown(lang), outcome.name, row["rows"], row["replicates"], *shares])
    return rows


def noise_headings(lang: str) -> list[str]:
    """Return the headings of `noise_rows`."""
    words = (
        N_("outcome"), N_("column"), N_("scenarios"), N_("replicates"), N_("share of the scenarios"),
        N_("share of chance that replicates share"), N_("share of other chance"), N_("share of chance"),
    )  # fmt: skip
    return [_(word, lang) for word in words]


def _parameter_row(
    label: str, name: str, declared: Declaration, before: Any, after: Any, how: str, lang: str
) -> list[str]:
    meaning = declared.zh if lang == "zh" else declared.label
    unit = "" if declared.unit in ("", "-") else unit_alone(declared.unit, lang)
    return [label, name, meaning, value_text(before), value_text(after), unit, declared.source, how]


def value_text(value: Any) -> str:
    """Write the value of a parameter; entries of mappings one after the other."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {value_text(item)}" for key, item in value.items())
    if isinstance(value, str) or value is None:
        return value or "–"
    if isinstance(value, Sequence):
        return ", ".join(map(value_text, value))
    return str(value).lower() if isinstance(value, bool) else f"{value:.12g}"
