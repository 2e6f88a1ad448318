"""What is compared with what: the reference is replayed with the founding of each scenario it is held against.

Two scenarios that begin in unlike neighbourhoods differ before anybody has done anything. So for each scenario the
reference is played once more from that scenario's founding (the group ``founding`` and the number and size of
neighbourhoods); what then differs is what the scenarios do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.engine.config import Config
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.keys import Key, as_json, leaves, varied
from sim.runner.plan import Plan, Row, Scenario, labelled
from sim.runner.sampling import latin_hypercube
from sim.runner.spans import Span, span_of
from sim.scenarios.names import Names

FOUNDING = "founding"
FOUNDING_NAMES = ("neighbourhoods", "households", "street", "first_index", "row_order")
EQUAL_NAMES = ("seed", "months", "burn_in")
EQUAL_GROUPS = ("outcomes", "observe")
CALIBRATED = "calibrated"
DRAWS_SEED = 0
REPLICATES_OF_A_DRAW = 2
FEWEST_DRAWS, MOST_DRAWS = 4, 200


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side.

    Attributes
    ----------
    scenarios : tuple of Scenario
        The replayed references, then the scenarios that are held against them.
    pairs : tuple of (int, int)
        Places of a reference and of the scenario that is held against it, one pair a scenario, in the order asked for.
    reference : str
        What the reference is called.
    founded_alike : bool
        Whether the references were given the scenarios' foundings.
    """

    scenarios: tuple[Scenario, ...]
    pairs: tuple[tuple[int, int], ...]
    reference: str
    founded_alike: bool = True

    @property
    def labels(self) -> list[tuple[str, str]]:
        """The pairs by label."""
        return [(self.scenarios[a].label, self.scenarios[b].label) for a, b in self.pairs]

    def differing(self, pair: tuple[int, int]) -> dict[str, tuple[Any, Any]]:
        """Return what a pair differs in: values of the reference and of the scenario by dotted name."""
        a, b = (leaves(self.scenarios[place].config) for place in pair)
        return {name: (a[name], b[name]) for name in a if a[name] != b[name]}

    def given(self, pair: tuple[int, int], own: Config) -> dict[str, tuple[Any, Any]]:
        """Return what the reference was given for a pair: its own values and those of the scenario's founding."""
        before, after = leaves(own), leaves(self.scenarios[pair[0]].config)
        return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def compared(configs: Sequence[Config], founded_alike: bool = True) -> Comparison:
    """Return a comparison of configurations, the first of which is the reference.

    Raises
    ------
    InputRefused
        For fewer than two, or where the reference cannot be replayed beside one of them, with the reason.
    """
    if len(configs) < 2:
        allowed = _("two scenarios or more, the reference first: zizhi compare baseline parking_one_off")
        raise InputRefused("compare", _("one scenario") if configs else _("no scenario"), allowed)
    called = labelled(configs)
    reference = called[0]
    replays: dict[str, Scenario] = {}
    places: list[str] = []
    for other in called[1:]:
        check_comparable(reference, other)
        config = founded_as(reference.config, other) if founded_alike else reference.config
        key = Key(config).of({})
        is_own = key == Key(reference.config).of({})
        replays.setdefault(key, Scenario(reference.label if is_own else f"{reference.label}_at_{other.label}", config))
        places.append(key)
    first = {key: place for place, key in enumerate(replays)}
    pairs = tuple((first[key], len(replays) + place) for place, key in enumerate(places))
    return Comparison((*replays.values(), *called[1:]), pairs, reference.label, founded_alike)


def check_comparable(reference: Scenario, other: Scenario) -> None:
    """Refuse a scenario beside which the reference cannot be replayed replicate by replicate, and say why."""
    a, b = leaves(reference.config), leaves(other.config)
    for name in a:
        if a[name] != b[name] and (name in EQUAL_NAMES or name.partition(".")[0] in EQUAL_GROUPS):
            came = _("{name}: {here}, but {there} in {reference}").format(
                name=name, here=as_json(b[name]), there=as_json(a[name]), reference=reference.label
            )
            allowed = _("the same in all scenarios, or the replicates of {reference} cannot be paired")
            mend = _("say {name}=… for all of them").format(name=name)
            raise InputRefused(other.label, came, allowed.format(reference=reference.label), mend)


def founded_as(reference: Config, other: Scenario) -> Config:
    """Return the reference with the founding, the number and the size of neighbourhoods of another scenario.

    Raises
    ------
    InputRefused
        If these contradict the rest of the reference.
    """
    own = leaves(other.config)
    names = [name for name in own if name in FOUNDING_NAMES or name.startswith(f"{FOUNDING}.")]
    try:
        return varied(reference, names, [own[name] for name in names])
    except InputRefused as refused:
        place = _("{reference} with the founding of {scenario}: {name}")
        where = place.format(reference=reference.scenario, scenario=other.label, name=refused.place)
        raise InputRefused(where, refused.came, refused.allowed, refused.mend) from refused


def chance_plan(comparison: Comparison, replicates: int, drawn: bool = False) -> Plan:
    """Return the plan of a comparison at the parameters as they are; whether they are drawn too is a fact of it.

    With and without draws are two comparisons, whose reports differ, so their folders must not bear one name.
    """
    rows = [Row(place) for place in range(len(comparison.scenarios))]
    design = {
        "kind": "comparison",
        "reference": comparison.reference,
        "founded_alike": comparison.founded_alike,
        "parameters": "drawn too" if drawn else "as they are",
        "pairs": [list(pair) for pair in comparison.pairs],
    }
    return Plan(comparison.scenarios, (), rows, replicates, design)


def unknown_parameters(comparison: Comparison) -> list[Span]:
    """Return the ranges of the calibrated parameters, but for those that a scenario or the user has set."""
    first = comparison.scenarios[0].config
    found = []
    for name, declared in Names(Config).declared.items():
        if declared.source != CALIBRATED or isinstance(declared.default, Mapping):
            continue
        if all(leaves(one.config)[name] == declared.default for one in comparison.scenarios):
            found.append(span_of(first, name, None, name))
    return found


def parameter_plan(comparison: Comparison, spans: Sequence[Span], replicates: int) -> Plan:
    """Return the plan in which every pair is played with parameters drawn from their ranges.

    A Latin hypercube of half as many draws as there are replicates, each played twice with draws of its own.
    """
    n = min(max(replicates // REPLICATES_OF_A_DRAW, FEWEST_DRAWS), MOST_DRAWS)
    points = latin_hypercube(n, len(spans), DRAWS_SEED)
    rows = [
        Row(place, tuple(span.at(x) for span, x in zip(spans, point, strict=True)), draw * REPLICATES_OF_A_DRAW)
        for draw, point in enumerate(points)
        for place in range(len(comparison.scenarios))
    ]
    plan = chance_plan(comparison, REPLICATES_OF_A_DRAW, drawn=True)
    names = tuple(span.name for span in spans)
    design = {**plan.design, "kind": "parameters", "draws": n, "ranges": {s.name: [s.low, s.high] for s in spans}}
    return replace(plan, names=names, rows=rows, design=design)
