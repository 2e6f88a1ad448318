"""The model described from its own declarations: parameters, state, phases, practices, draws, events, results.

Every function returns sections; `experiments.document` writes them into ``docs/``. Nothing here is written by hand.
"""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.engine import phases as phase_rules
from sim.engine.config import GROUPS, RunConfig
from sim.engine.messages import TEMPLATES
from sim.engine.schedule import MONTH
from sim.engine.uses import calls_of, modules_imported, names_imported_from, uses_of
from sim.foundation import event_kinds, purposes, terms
from sim.foundation.checks import number_text
from sim.foundation.parameters import Declaration, declarations
from sim.foundation.text import gettext
from sim.mechanisms.catalogue import catalogue
from sim.mechanisms.registry import PRACTICES
from sim.results.columns import Column as ResultColumn
from sim.results.columns import Table
from sim.results.schema import TABLES as RESULTS
from sim.world.columns import Column, declared
from sim.world.state import TABLES

DTYPES = {"f8": "float64", "i8": "int64", "i4": "int32", "i2": "int16", "i1": "int8", "?": "bool"}
PLUMBING = (".n", ".append", ".clear")


@dataclass(frozen=True)
class Section:
    """One table of a reference page: a title (or none), a sentence under it, headings, rows of plain text."""

    title: str
    note: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def first_line(thing: Any) -> str:
    """Return the first line of a docstring; nothing for a dataclass that has only its signature."""
    line = (inspect.getdoc(thing) or "").partition("\n")[0]
    return "" if line.startswith(f"{getattr(thing, '__name__', '')}(") else line


def parameters() -> list[Section]:
    """Return every parameter, a section a group."""
    headings = ("name", "default", "range", "unit", "source", "tier", "in time", "label", "中文")
    groups: list[tuple[str, type]] = [("", RunConfig), *GROUPS.items()]
    sections = []
    for group, kind in groups:
        rows = [_parameter(f"{group}.{name}".lstrip("."), one) for name, one in declarations(kind).items()]
        note = first_line(kind) if group else "The run itself: keys without a group."
        if rows:
            sections.append(Section(group or "the run", note, headings, rows))
    return sections


def key_parameters() -> list[Section]:
    """Return the parameters of the first help screen."""
    sections = parameters()
    rows = [row[:5] + row[7:] for section in sections for row in section.rows if row[5] == "key"]
    return [Section("", "", (*sections[0].headings[:5], *sections[0].headings[7:]), rows)]


def _parameter(name: str, one: Declaration) -> tuple[str, ...]:
    varies = "yes" if one.varies else ""
    return (f"`{name}`", _value(one.default), _range(one), one.unit, one.source, one.tier, varies, one.label, one.zh)


def _value(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(entry)}" for key, entry in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(entry) for entry in value)
    return value if isinstance(value, str) else number_text(value)


def _range(one: Declaration) -> str:
    if isinstance(one.default, bool):
        return "true, false"
    if one.choices:
        return ", ".join(one.choices)
    if one.default is None or isinstance(one.default, str):
        return ""
    return f"{number_text(one.low)} … {number_text(one.high)}"


def columns() -> list[Section]:
    """Return every column of state, a section a table."""
    headings = ("column", "type", "unit", "range", "meaning", "中文", "written by", "notes")
    return [
        Section(name, first_line(table), headings, [_column(column, one) for column, one in declared(table).items()])
        for name, table in TABLES.items()
    ]


def tables() -> list[Section]:
    """Return the tables of state: what a row is, and how many columns it has."""
    rows = [(f"`{name}`", str(len(declared(table))), first_line(table)) for name, table in TABLES.items()]
    return [Section("", "", ("table", "columns", "a row is"), rows)]


def _column(name: str, one: Column) -> tuple[str, ...]:
    dtype = DTYPES[one.dtype] + (f" × {one.width}" if one.width > 1 else "")
    notes = [f"row of `{one.refers}`" if one.refers else "", "counted within the month" if one.month else ""]
    bounds = "" if one.dtype == "?" else f"{one.low:g} … {one.high:g}"
    return (f"`{name}`", dtype, one.unit, bounds, one.meaning, one.zh, one.owner, "; ".join(filter(None, notes)))


def phases() -> list[Section]:
    """Return the month: its phases in order and the rules that each calls, in order."""
    module = phase_rules.__name__
    known = modules_imported(module)
    rows = []
    for phase in MONTH:
        called = [name for name in calls_of(module, phase.run.__name__) if _is_rule(name, known)]
        rules = ", ".join(f"`{name.removeprefix('model.').removeprefix('setting.')}`" for name in called)
        rows.append((str(phase.number), phase.name, phase.zh, f"`{phase.run.__name__}`", rules))
    return [Section("", "", ("phase", "what happens", "中文", "function", "rules, in order"), rows)]


def _is_rule(name: str, known: set[str]) -> bool:
    root = name.split(".")[0].split("[")[0]
    ours = root in known or root in ("society", "committee") or name.startswith(("model.", "setting.society"))
    return ours and not name.endswith(PLUMBING)


def practices() -> list[Section]:
    """Return every practice, a section a mechanism."""
    headings = ("no.", "practice", "what it does", "中文", "answers", "affordance", "reads", "writes", "claim", "code")
    families: dict[str, list[tuple[str, ...]]] = {}
    entries = catalogue()
    for number, practice in enumerate(PRACTICES):
        entry = entries[practice.name]
        family = practice.mechanism.word if practice.mechanism is not None else "defaults"
        families.setdefault(family, []).append(
            (
                str(number),
                f"`{practice.name}` {entry.title['en']}",
                entry.what["en"],
                f"{entry.title['zh']}：{entry.what['zh']}",
                practice.bottleneck.word,
                first_line(practice.affordance),
                ", ".join(practice.reads),
                ", ".join(practice.writes),
                entry.claim,
                f"`{type(practice).__module__}.{type(practice).__name__}`",
            )
        )
    return [Section(family, "", headings, rows) for family, rows in families.items()]


def repertoire() -> list[Section]:
    """Return the practices in short: what each answers, what it does, the claim behind it."""
    rows = [
        (row[4], f"`{row[1].split('`')[1]}`", section.title, row[2], row[8])
        for section in practices()
        for row in section.rows
    ]
    order = [member.word for member in terms.Bottleneck]
    rows.sort(key=lambda row: order.index(row[0]))
    return [Section("", "", ("what is lacking", "practice", "mechanism", "what it does", "claim"), rows)]


def draws() -> list[Section]:
    """Return every purpose of a draw, its number, and the functions that draw for it."""
    used = uses_of("Purpose")
    rows = [(str(int(one)), f"`{one.word}`", _places(used.get(one.name, []))) for one in purposes.Purpose]
    return [Section("", "", ("number", "purpose", "drawn in"), rows)]


def events() -> list[Section]:
    """Return every kind of event, its number, its sentence, and the functions that tell it."""
    told = uses_of("EventKind", calling="tell")
    rows = []
    for kind in event_kinds.EventKind:
        english = TEMPLATES.get(kind.word, "")
        chinese = gettext(english, "zh") if english else ""
        sentences = (english, "" if chinese == english else chinese)
        rows.append((str(int(kind)), f"`{kind.word}`", *sentences, _places(told.get(kind.name, []))))
    return [Section("", "", ("number", "kind", "sentence", "中文", "told in"), rows)]


def _places(places: list[str]) -> str:
    return ", ".join(f"`{place.removeprefix('sim.')}`" for place in places)


def results(tables: Mapping[str, Table] = RESULTS) -> list[Section]:
    """Return every column of result tables; of those of a run if none are given."""
    headings = ("column", "type", "unit", "range or words", "meaning", "中文")
    sections = []
    for name, table in tables.items():
        rows = [_result(column) for column in table.columns]
        sections.append(Section(f"{name}.parquet", f"A row is {table.row} ({table.row_zh}).", headings, rows))
    return sections


def _result(one: ResultColumn) -> tuple[str, ...]:
    words = ", ".join(f"`{word}`" for word in one.words)
    bounds = ["…" if bound is None else f"{bound:g}" for bound in (one.low, one.high)]
    limits = "" if one.low is None and one.high is None else " … ".join(bounds)
    return (f"`{one.name}`", one.dtype, one.unit, words or limits, one.meaning, one.zh)


def mesa_names() -> list[Section]:
    """Return the names of Mesa that are in use, and where."""
    rows = [(f"`{name}`", _places(places)) for name, places in names_imported_from("mesa").items()]
    return [Section("", "", ("name", "used in"), rows)]
