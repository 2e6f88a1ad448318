"""`load_scenario`: from a name, a file of the user's and overrides to the typed configuration."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.checks import did_you_mean, shown
from sim.foundation.errors import InputRefused
from sim.foundation.schedules import checked_value
from sim.foundation.text import N_
from sim.foundation.text import gettext as _
from sim.scenarios.compose import compose_files
from sim.scenarios.folders import GROUPS, names_of
from sim.scenarios.listing import list_scenarios
from sim.scenarios.names import TEXTS, Given, Names
from sim.scenarios.overrides import parse_overrides
from sim.scenarios.safe_yaml import Located, plain, read_yaml

if TYPE_CHECKING:
    from sim.engine.config import Config

GROUP_WORDS = {"scenario": N_("scenario"), "shock": N_("shock")}
PLAIN_NAME = re.compile(r"\w[\w.-]{0,79}")


def load_scenario(name: str = "baseline", overrides: Sequence[str] = ()) -> "Config":
    """Load a scenario by name or from a YAML file, change parameters, and check everything.

    Parameters
    ----------
    name : str
        A name that `zizhi scenarios` lists, or the path of a YAML file (``.yaml`` or ``.yml``) that says only what
        differs from the baseline, or from the scenario that its own key ``scenario`` names.
    overrides : sequence of str
        ``"seed=7"``, ``"committee.staff=6"``, ``"shock=chair_leaves"``, ``"group.parameter={0: 1, 60: 1.3}"``.

    Returns
    -------
    sim.engine.config.Config
        Plain dataclasses; ranges, units and sources stand at their fields.

    Raises
    ------
    InputRefused
        For an unknown name (with the nearest right one), a wrong type, a value out of range, a file that is no plain
        YAML in UTF-8; with place and rule, before anything runs.
    """
    from sim.engine import config as engine_config

    if isinstance(overrides, str):
        raise InputRefused("overrides", shown(overrides), _("a list of key=value"))
    names = Names(engine_config.Config)
    chosen, values = parse_overrides(list(overrides), names, GROUPS)
    file = _user_file(name)
    tree: Mapping = read_yaml(file).value if file else {}
    if file is None:
        chosen.setdefault("scenario", str(name))
    elif "scenario" in chosen:
        raise InputRefused("scenario", chosen["scenario"], _("one scenario: the file {file}").format(file=file.name))
    picked, tree = _choices_of_file(tree, file.name if file else "")
    chosen = {**picked, **chosen}
    for group, choice in chosen.items():
        check_choice(group, choice)
    given = _Collected(names)
    given.add(compose_files(chosen), f"configs/scenario/{chosen.get('scenario', 'baseline')}.yaml")
    if file:
        given.forget_texts()
        given.add(tree, file.name)
    given.add(values, "")
    return _built(engine_config.Config, given, file.stem if file else chosen["scenario"])


def rebuild(stored: Mapping) -> "Config":
    """Return the configuration that was stored as nested plain values, e.g. in a manifest, checked like any other."""
    from sim.engine import config as engine_config

    tree = dict(stored)
    scenario = str(tree.pop("scenario", "baseline"))
    check_plain_name(scenario, "scenario")
    given = _Collected(Names(engine_config.Config))
    given.add(tree, _("stored configuration"))
    return _built(engine_config.Config, given, scenario)


def check_choice(group: str, choice: str) -> None:
    """Refuse a name for which ``configs/`` holds no file in the group."""
    known = names_of(group)
    if choice not in known:
        allowed = _("one of {choices}").format(choices=", ".join(known))
        came = _("there is no {group} {name}").format(group=_(GROUP_WORDS[group]), name=shown(choice))
        mend = did_you_mean(str(choice), known) or (_by_title(str(choice)) if group == "scenario" else "")
        raise InputRefused(group, came, allowed, mend)


def _by_title(text: str) -> str:
    """Offer the first scenario in whose title a text occurs, in either language; nothing if there is none."""
    found = [
        name for name, title, _question in list_scenarios() if text and text.lower() in " ".join(title.values()).lower()
    ]
    return _("did you mean {name}?").format(name=found[0]) if found else ""


class _Collected:
    """Values given so far, by parameter; what is given later replaces what was given before."""

    def __init__(self, names: Names):
        self.names = names
        self.given: dict[tuple[str, str | None], Given] = {}
        self.layers: list[set[str]] = []

    def add(self, tree: Mapping, source: str) -> None:
        here: dict[tuple[str, str | None], Given] = {}
        for item in self.names.flatten(tree, source):
            if (item.name, item.entry) in here:
                raise InputRefused(item.place, _("given twice"), _("each name once"))
            here[item.name, item.entry] = item
        self.given |= here
        self.layers.append({item.name for item in here.values()})

    def forget_texts(self) -> None:
        self.given = {key: item for key, item in self.given.items() if item.name not in TEXTS}

    def texts(self, name: str) -> dict[str, str]:
        texts = {"en": "", "zh": ""}
        for item in self.given.values():
            if item.name == name:
                if item.entry not in texts or not isinstance(item.value, str):
                    raise InputRefused(item.place, shown(item.value), _("a text under en and one under zh"))
                texts[item.entry] = " ".join(item.value.split())
        return {language: text or texts["en"] or texts["zh"] for language, text in texts.items()}

    def values(self) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for item in self.given.values():
            if item.name in TEXTS:
                continue
            declaration = self.names.declared[item.name]
            if item.entry is None:
                merged[item.name] = checked_value(declaration, item.value, item.place)
            else:
                place = item.place.removesuffix(f".{item.entry}")
                before = merged.get(item.name, declaration.default)
                merged[item.name] = checked_value(declaration, {**before, item.entry: item.value}, place)
        return merged

    def gives_later(self, first: str, second: str) -> bool:
        """Whether a later layer gives `first` than gives `second`, if any does."""
        last = {name: n for n, layer in enumerate(self.layers) for name in layer}
        return last.get(second, -1) < last.get(first, -1)

    def place(self, name: str) -> str:
        return next((item.place for item in self.given.values() if item.name == name), name)


def _built(config_type: type, given: _Collected, scenario: str) -> "Config":
    values = given.values()
    if values.get("street") is not None:
        n_committees = _committees_of(values["street"], given.place("street"))
        if given.gives_later("street", "neighbourhoods"):
            values["neighbourhoods"] = n_committees
    top: dict[str, Any] = {"scenario": scenario}
    for name in TEXTS:
        top[name] = given.texts(name)
    top["title"] = {language: text or scenario for language, text in top["title"].items()}
    inside: dict[str, dict[str, Any]] = {group: {} for group in given.names.groups}
    for name, value in values.items():
        group, _dot, last = name.rpartition(".")
        (inside[group] if group else top)[last] = value
    try:
        groups = {group: kind(**inside[group]) for group, kind in given.names.groups.items()}
        return config_type(**top, **groups)
    except InputRefused as refused:
        place = given.place(refused.place)
        raise InputRefused(place, refused.came, refused.allowed, refused.mend) from refused


def _committees_of(word: str, place: str) -> int:
    from sim.founding.streets import find_street

    try:
        street = find_street(word)
    except InputRefused as refused:
        raise InputRefused(place, refused.came, refused.allowed, refused.mend) from refused
    if street.n_juweihui < 1:
        came = _("{street} has no residents' committee").format(street=street.street_name)
        raise InputRefused(place, came, _("a street with at least one"))
    return int(street.n_juweihui)


def _user_file(name: str) -> Path | None:
    if not isinstance(name, str) or "\0" in name:
        raise InputRefused("scenario", shown(name), _("a name or a YAML file"))
    if ".." in re.split(r"[/\\]", name):
        raise InputRefused("scenario", shown(name), _("a name or file without ../ in it"))
    if not name.endswith((".yaml", ".yml")):
        return None
    path = Path(name)
    if path.is_dir():
        raise InputRefused(shown(name), _("a folder"), _("a YAML file"))
    if not path.exists():
        raise InputRefused(shown(name), _("there is no such file"), _("a YAML file, or a name of `zizhi scenarios`"))
    if not path.is_file():
        raise InputRefused(shown(name), _("no ordinary file"), _("a YAML file"))
    check_plain_name(path.stem, shown(name))
    return path


def check_plain_name(name: str, place: str) -> None:
    """Refuse a name that could lead out of a folder, or that a file name cannot hold."""
    if not PLAIN_NAME.fullmatch(name):
        raise InputRefused(place, shown(name), _("letters, digits, _ - . only, at most 80"))


def _choices_of_file(tree: Mapping, source: str) -> tuple[dict[str, str], dict]:
    """Take the keys of a user's file that choose one of ours: ``scenario: x``, ``shock: x``, ``shock: {name: x}``."""
    rest, picked = dict(tree), {}
    for group in GROUPS:
        entry = rest.get(group)
        if not isinstance(entry, Located):
            continue
        inner = entry.value
        name = inner.get("name") if isinstance(inner, Mapping) else entry
        if isinstance(name, Located):
            choice = plain(name)
            picked[group] = choice if isinstance(choice, str) else shown(choice)
            try:
                check_choice(group, picked[group])
            except InputRefused as refused:
                place = f"{source}:{name.line} {group}"
                raise InputRefused(place, refused.came, refused.allowed, refused.mend) from refused
        if isinstance(inner, Mapping):
            rest[group] = Located({key: value for key, value in inner.items() if key != "name"}, entry.line)
        else:
            del rest[group]
    return picked, rest
