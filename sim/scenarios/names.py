"""Which names a configuration has, and what was meant by one that it does not have.

The names are read from the dataclasses: nothing here knows any parameter.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import Declaration, declarations
from sim.foundation.text import gettext as _
from sim.scenarios.safe_yaml import Located, check_text

TEXTS = ("title", "question")
"""Undeclared fields of the configuration that hold a text in each language."""


@dataclass(frozen=True)
class Given:
    """A value that somebody gave: for which parameter, which entry of it or none, and where."""

    name: str
    entry: str | None
    value: Any
    place: str


class Names:
    """The dotted names of a configuration class with their declarations, and its groups."""

    def __init__(self, config_type: type):
        self.groups: dict[str, type] = {}
        self.declared: dict[str, Declaration] = dict(declarations(config_type))
        for f in fields(config_type):
            kind: Any = f.default_factory
            if isinstance(kind, type) and is_dataclass(kind):
                self.groups[f.name] = kind
                inside = declarations(kind)
                self.declared |= {f"{f.name}.{name}": declaration for name, declaration in inside.items()}

    def flatten(self, tree: Mapping, source: str = "", prefix: str = "", place: str = "") -> Iterator[Given]:
        """Yield every value of a nested mapping, which may be located, by its dotted name.

        Parameters
        ----------
        tree : mapping
            Names to values, nested or dotted.
        source : str
            File, put before line and name in places.
        prefix, place : str
            Name and place of the mapping itself.
        """
        for key, entry in tree.items():
            name = f"{prefix}.{key}" if prefix else str(key)
            value = entry.value if isinstance(entry, Located) else entry
            here = f"{source}:{entry.line} {name}" if isinstance(entry, Located) else f"{source} {name}".strip()
            known = name in self.groups or name in TEXTS
            if name in TEXTS and isinstance(value, str):
                value = {"en": entry}
            if known and not isinstance(value, Mapping):
                raise InputRefused(
                    here, shown(value), _("a group of names; e.g. {name}").format(name=self._sample(name))
                )
            if known or (isinstance(value, Mapping) and name in self.declared and self.has_entries(name)):
                yield from self.flatten(value, source, name, here)
            else:
                yield self._given(name, _bare(value), here)

    def has_entries(self, name: str) -> bool:
        """Whether a parameter is itself a mapping, of which a scenario may give single entries."""
        return isinstance(self.declared[name].default, Mapping)

    def unknown(self, name: str, place: str) -> InputRefused:
        """Return the refusal of a name that does not exist, with the nearest one that does."""
        found = self._nearest(name)
        mend = _("did you mean {name}?").format(name=found) if found else ""
        return InputRefused(
            place, _("there is no {name}").format(name=shown(name)), _("a name of `zizhi explain`"), mend
        )

    def _given(self, name: str, value: Any, place: str) -> Given:
        if isinstance(value, str):
            check_text(value, place)
        if name in self.declared:
            return Given(name, None, value, place)
        parent, _dot, entry = name.rpartition(".")
        if parent in TEXTS or (parent in self.declared and self.has_entries(parent)):
            return Given(parent, entry, value, place)
        raise self.unknown(name, place)

    def _sample(self, group: str) -> str:
        names = [name for name in self.declared if name.startswith(f"{group}.")]
        return names[0] if names else f"{group}.en"

    def _nearest(self, name: str) -> str:
        full = [*self.declared, *self.groups, *TEXTS]
        last = name.rpartition(".")[2]
        same_last = [candidate for candidate in full if candidate.rpartition(".")[2] == last]
        if same_last:
            return difflib.get_close_matches(name, same_last, n=1, cutoff=0.0)[0]
        by_last = {candidate.rpartition(".")[2]: candidate for candidate in reversed(full)}
        found = difflib.get_close_matches(name, full, n=1, cutoff=0.6)
        close = difflib.get_close_matches(last, list(by_last), n=1, cutoff=0.6)
        return found[0] if found else by_last[close[0]] if close else ""


def _bare(value: Any) -> Any:
    if isinstance(value, Located):
        return _bare(value.value)
    if isinstance(value, Mapping):
        return {key: _bare(entry) for key, entry in value.items()}
    return [_bare(entry) for entry in value] if isinstance(value, list) else value
