"""The help of a verb: its own keys, and parameters with default, range and unit, read from their declarations."""

from collections.abc import Mapping
from typing import Any

from sim.cli.console import make_console, make_table
from sim.cli.verbs import VERBS
from sim.foundation.checks import number_text
from sim.foundation.parameters import Declaration
from sim.foundation.text import N_, language, unit_alone
from sim.foundation.text import gettext as _

CHOICES = {
    "scenario": ("baseline", N_("a name that zizhi scenarios lists")),
    "shock": ("none", N_("what happens from outside, at shock.month")),
}
TYPED = (*CHOICES, "design")
"""Keys whose default is a word to type, in every language."""


def print_verb_help(verb: str, every: bool = False) -> None:
    """Print the help of a verb: its keys and the key parameters, or every parameter by group."""
    about = VERBS[verb]
    console = make_console()
    console.print(f"zizhi {about.usage}: {_(about.summary)}\n", markup=False)
    chosen = CHOICES if about.takes_parameters else {}
    if about.most_words > 1:
        chosen = {key: said for key, said in chosen.items() if key != "scenario"}
    keys = [
        (name, default if name in TYPED else _(default), _(meaning))
        for name, (default, meaning) in {**chosen, **about.keys}.items()
    ]
    console.print(make_table([_("key"), _("default"), _("meaning")], keys))
    if not about.takes_parameters:
        return
    declared = declared_parameters()
    if every:
        _print_groups(declared)
        return
    rows = [parameter_row(name, one) for name, one in declared.items() if one.tier == "key"]
    console.print(make_table(_headings(), rows, "\n" + _("Key parameters")))
    console.print("\n" + _("zizhi {verb} --help-all shows all {n}.").format(verb=verb, n=len(declared)), markup=False)


def declared_parameters() -> dict[str, Declaration]:
    """Return every parameter of the configuration by dotted name."""
    from sim.engine import config as engine_config
    from sim.scenarios.names import Names

    return Names(engine_config.Config).declared


def parameter_row(name: str, declaration: Declaration) -> tuple[str, str, str, str]:
    """Return name, default, range with unit, and label of a parameter in the language in use."""
    label = declaration.zh if language() == "zh" else declaration.label
    default = "{…}" if isinstance(declaration.default, Mapping) else value_text(declaration.default)
    return name, default, f"{range_text(declaration)} {unit_text(declaration.unit)}".strip(), label


def value_text(value: Any) -> str:
    """Write a value as it would be typed after ``key=``."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {value_text(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(value_text, value)) + "]"
    return value if isinstance(value, str) else number_text(value)


def range_text(declaration: Declaration) -> str:
    """Write a range, or the words that may be chosen."""
    if isinstance(declaration.default, bool):
        return "true | false"
    if declaration.choices:
        return " | ".join(declaration.choices)
    if declaration.default is None or isinstance(declaration.default, str):
        return ""
    return f"{number_text(declaration.low)} … {number_text(declaration.high)}"


def unit_text(unit: str) -> str:
    """Write a unit in the language in use; nothing where there is none."""
    return "" if unit in ("", "-") else _(unit)


def unit_shown(unit: str) -> str:
    """Write a unit that stands by itself; nothing where there is none."""
    return "" if unit in ("", "-") else unit_alone(unit)


def _headings() -> list[str]:
    return [_("parameter"), _("default"), _("range"), _("meaning")]


def _rows(name: str, declaration: Declaration) -> list[tuple[str, str, str, str]]:
    """Return the row of a parameter and, where it is a mapping, one for each of its entries."""
    entries = declaration.default.items() if isinstance(declaration.default, Mapping) else ()
    return [parameter_row(name, declaration), *((f"  .{key}", value_text(value), "", "") for key, value in entries)]


def _print_groups(declared: dict[str, Declaration]) -> None:
    console = make_console()
    for group in dict.fromkeys(name.rpartition(".")[0] for name in declared):
        inside = {name: one for name, one in declared.items() if name.rpartition(".")[0] == group}
        rows = [row for name, one in inside.items() for row in _rows(name, one)]
        console.print(make_table(_headings(), rows, "\n" + (group or _("The run"))))
