"""What `zizhi explain` can explain, gathered from the declarations themselves."""

import difflib
import importlib
import importlib.util
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.cli.glossary import BOTTLENECKS, TERMS, TIERS
from sim.cli.help import declared_parameters, range_text, unit_shown, value_text
from sim.foundation.parameters import Declaration
from sim.foundation.text import gettext as _
from sim.scenarios.listing import list_scenarios

KINDS = ("parameter", "scenario", "practice", "lever", "term", "column", "column of state")
"""What can be explained; of two names equally near to what was typed, the one of the earlier kind is offered."""
LEVERS = "sim.levers.registry"
Row = tuple[str, str, str, str, str, str]
"""Table or family, name, type, unit, meaning, Chinese meaning."""


@dataclass(frozen=True)
class Entry:
    """One thing with its English and Chinese meaning and further facts (label, text)."""

    kind: str
    name: str
    en: str
    zh: str
    facts: tuple[tuple[str, str], ...] = ()

    def matches(self, query: str) -> bool:
        """Whether a word, in lower case, is part of its name or meaning."""
        return any(query in text.lower() for text in (self.name, self.en, self.zh))

    def is_called(self, query: str) -> bool:
        """Whether a word, in lower case, is its name, the last part of its name, or its meaning."""
        names = (self.name, self.name.rpartition(".")[2], self.en, self.zh)
        return query in (text.lower() for text in names)


def all_entries() -> list[Entry]:
    """Return everything that can be explained: parameters, scenarios, columns, practices, terms."""
    parameters = [_of_parameter(name, one) for name, one in declared_parameters().items()]
    scenarios = [
        Entry("scenario", name, f"{title['en']}. {question['en']}", f"{title['zh']}。{question['zh']}")
        for name, title, question in list_scenarios()
    ]
    terms = [Entry("term", identifier, en, zh) for zh, en, identifier in TERMS]
    return [*parameters, *scenarios, *_results(), *_state(), *_practices(), *_levers(), *terms]


def find_entries(query: str, entries: list[Entry]) -> list[Entry]:
    """Return the entries called so, or else those in whose name or meaning the words occur."""
    wanted = " ".join(query.lower().split())
    called = [entry for entry in entries if entry.is_called(wanted)]
    return called or [entry for entry in entries if wanted and entry.matches(wanted)]


def nearest_name(query: str, entries: list[Entry]) -> str:
    """Return the name that looks or means most like the query, or an empty string."""
    by_text: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: KINDS.index(entry.kind)):
        for text in (entry.name, entry.name.rpartition(".")[2], entry.en, entry.zh):
            by_text.setdefault(text.lower(), entry)
    near = difflib.get_close_matches(query.lower(), list(by_text), n=20, cutoff=0.5)
    return by_text[min(near, key=lambda text: _remoteness(query.lower(), text, by_text[text]))].name if near else ""


def _remoteness(query: str, text: str, entry: Entry) -> tuple[float, int]:
    return -difflib.SequenceMatcher(None, text, query).ratio(), KINDS.index(entry.kind)


def _of_parameter(name: str, one: Declaration) -> Entry:
    facts = [(_("default"), value_text(one.default)), (_("range"), range_text(one)), (_("unit"), unit_shown(one.unit))]
    facts += [(_("source"), one.source), (_("tier"), _(TIERS[one.tier]))]
    facts += [(_("in time"), _("may change from month to month"))] if one.varies else []
    facts += [(_("example"), f"zizhi run {shlex.quote(_sample(name, one.default))}")]
    return Entry("parameter", name, one.label, one.zh, tuple((label, text) for label, text in facts if text))


def _sample(name: str, default: Any) -> str:
    if isinstance(default, Mapping):
        entry = next(iter(default))
        return f"{name}.{entry}={value_text(default[entry])}"
    return f"{name}={value_text(default)}"


def _results() -> list[Entry]:
    from sim.analysis.city_schema import TABLES as OF_A_CITY
    from sim.results.dictionary import describe_result_columns
    from sim.results.schema import TABLES
    from sim.runner.schema import OUTCOMES

    rows = describe_result_columns({**TABLES, OUTCOMES.name: OUTCOMES, **OF_A_CITY})
    return [_of_row("column", f"{row[0]}.{row[1]}", row) for row in rows]


def _state() -> list[Entry]:
    from numpy import dtype

    from sim.world.describe import describe_columns

    return [
        _of_row("column of state", name, (family, name, dtype(kind).name, unit, en, zh))
        for family, name, kind, unit, en, zh in describe_columns()
    ]


def _practices() -> list[Entry]:
    from sim.mechanisms.registry import describe_practices

    return [
        Entry("practice", f"{family}.{name}", en, zh, ((_("answers"), _(BOTTLENECKS[bottleneck])),))
        for family, name, bottleneck, _unit, en, zh in describe_practices()
    ]


def _levers() -> list[Entry]:
    """Return the levers, once the package that holds them is there."""
    if importlib.util.find_spec(LEVERS.rpartition(".")[0]) is None:
        return []
    rows: list[Row] = importlib.import_module(LEVERS).describe_levers()
    return [_of_row("lever", f"{row[0]}.{row[1]}", row) for row in rows]


def _of_row(kind: str, name: str, row: Row) -> Entry:
    _family, _name, dtype, unit, en, zh = row
    facts = ((_("type"), dtype), (_("unit"), unit_shown(unit)))
    return Entry(kind, name, en, zh, tuple((label, text) for label, text in facts if text))
