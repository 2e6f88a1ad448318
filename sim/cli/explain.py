"""``zizhi explain [NAME]``: what something is, in the language in use; without a name the groups."""

from collections import Counter

from rich.console import Console

from sim.cli.console import make_console, make_table
from sim.cli.entries import Entry, all_entries, find_entries, nearest_name
from sim.cli.request import Request
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import N_, language
from sim.foundation.text import gettext as _

MOST_IN_FULL = 4
MOST_IN_LIST = 40
KINDS = {
    "parameter": N_("parameter"),
    "scenario": N_("scenario"),
    "column": N_("column of a result table"),
    "column of state": N_("column of state"),
    "practice": N_("practice"),
    "lever": N_("lever"),
    "term": N_("term"),
}


def execute(request: Request) -> int:
    """Print the groups, what was asked for, or a list of what could be meant."""
    entries = all_entries()
    console = make_console()
    if not request.words:
        _print_groups(console, entries)
        return 0
    query = request.words[0]
    group = [entry for entry in entries if entry.name.startswith(f"{query}.")]
    found = find_entries(query, entries)
    if not found and not group:
        name = nearest_name(query, entries)
        mend = _("did you mean {name}?").format(name=name) if name else ""
        raise InputRefused("explain", _("nothing is called {name}").format(name=shown(query)), "zizhi explain", mend)
    in_full = [entry for entry in found if entry.is_called(query.lower())]
    if len(found) <= MOST_IN_FULL:
        in_full = found
    for entry in in_full[:MOST_IN_FULL]:
        _print_entry(console, entry)
    listed = [entry for entry in [*group, *found] if entry not in in_full[:MOST_IN_FULL]]
    if listed:
        _print_list(console, list(dict.fromkeys(listed)))
    return 0


def _meaning(entry: Entry) -> str:
    return entry.zh if language() == "zh" else entry.en


def _print_entry(console: Console, entry: Entry) -> None:
    console.print(f"{entry.name}  ({_(KINDS[entry.kind])})", markup=False, style="bold")
    other = entry.en if language() == "zh" else entry.zh
    console.print(f"  {_meaning(entry)} | {other}", markup=False)
    for label, text in entry.facts:
        console.print(f"  {label}: {text}", markup=False)


def _print_list(console: Console, entries: list[Entry]) -> None:
    rows = [(entry.name, _(KINDS[entry.kind]), _meaning(entry)) for entry in entries[:MOST_IN_LIST]]
    console.print(make_table([_("name"), _("kind"), _("meaning")], rows))
    if len(entries) > MOST_IN_LIST:
        console.print(_("… and {n} more").format(n=len(entries) - MOST_IN_LIST), markup=False)


def _print_groups(console: Console, entries: list[Entry]) -> None:
    counts = Counter((entry.kind, entry.name.rpartition(".")[0]) for entry in entries if entry.kind != "scenario")
    rows = [
        (group or _("(without a group)"), _(KINDS[kind]), str(n), _sample(entries, kind, group))
        for (kind, group), n in counts.items()
    ]
    console.print(make_table([_("group"), _("kind"), _("how many"), _("for example")], rows))
    console.print("\n" + _("zizhi explain NAME: a group, a name, or any Chinese or English word"), markup=False)


def _sample(entries: list[Entry], kind: str, group: str) -> str:
    inside = [entry for entry in entries if entry.kind == kind and entry.name.rpartition(".")[0] == group]
    return ", ".join(entry.name.rpartition(".")[2] for entry in inside[:3])
