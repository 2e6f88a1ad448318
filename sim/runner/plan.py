"""What a sweep is: scenarios × the rows of a design × replicates, and the run behind each number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sim.engine.config import Config
from sim.foundation.draws import replicate_seed
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.runner.keys import Key, check_observed, leaves, varied

MOST_RUNS = 10_000_000
ROWS_PER_PART = 512
KEEPS = ("outcomes", "months", "all")


@dataclass(frozen=True)
class Scenario:
    """One of the configurations that a sweep starts from, and what it is called there: no two are called the same."""

    label: str
    config: Config


@dataclass(frozen=True)
class Row:
    """One row of a design.

    Attributes
    ----------
    scenario : int
        Which scenario, by its place among the plan's.
    values : tuple
        Values of the varied parameters.
    first : int
        Which replicate it begins with: rows that begin with different ones share no draws.
    """

    scenario: int
    values: tuple[Any, ...] = ()
    first: int = 0


@dataclass(frozen=True)
class Run:
    """One run of a plan.

    Attributes
    ----------
    run_id, replicate, seed : int
        Its number, and which replicate with which seed it is.
    row : Row
        Its row of the design.
    key : str
        Hash of its whole configuration.
    """

    run_id: int
    row: Row
    replicate: int
    seed: int
    key: str


@dataclass(frozen=True)
class Plan:
    """A sweep before it is played.

    Attributes
    ----------
    scenarios : tuple of Scenario
        At least one.
    names : tuple of str
        Varied parameters by dotted name.
    rows : sequence of Row
        The design, at least one row.
    replicates : int
        How often each row is played; replicate r of every row shares its draws with the others.
    design : mapping
        How the rows came about, as plain data.
    keep : str
        ``outcomes``, ``months`` or ``all``: what is kept of each run.
    rows_per_part : int
        Runs that are folded into one part.
    until : str
        The rule by which replicates are added until an interval is narrow enough (`sim.runner.until`); empty where
        their number is fixed.

    Raises
    ------
    InputRefused
        For too many runs, with their number.
    """

    scenarios: tuple[Scenario, ...]
    names: tuple[str, ...] = ()
    rows: Sequence[Row] = field(default_factory=lambda: [Row(0)])
    replicates: int = 1
    design: Mapping[str, Any] = field(default_factory=dict)
    keep: str = "outcomes"
    rows_per_part: int = ROWS_PER_PART
    until: str = ""

    def __post_init__(self) -> None:
        check_number_of_runs(len(self.rows), self.replicates)
        for scenario in self.scenarios:
            check_observed(scenario.config)

    @property
    def n_runs(self) -> int:
        """How many runs there are."""
        return len(self.rows) * self.replicates

    @property
    def n_parts(self) -> int:
        """How many parts they are folded into."""
        return -(-self.n_runs // self.rows_per_part)

    def part_of(self, run_id: int) -> int:
        """Return the part that a run belongs to."""
        return run_id // self.rows_per_part

    def ids_of(self, part: int) -> range:
        """Return the numbers of a part's runs."""
        return range(part * self.rows_per_part, min((part + 1) * self.rows_per_part, self.n_runs))

    def run(self, run_id: int) -> Run:
        """Return a run by its number: the first replicate of every row, then the second, and so on."""
        turn, place = divmod(run_id, len(self.rows))
        row = self.rows[place]
        replicate = row.first + turn
        seed = replicate_seed(self.scenarios[row.scenario].config.seed, replicate)
        values = dict(zip(self.names, row.values, strict=True)) | {"seed": seed}
        return Run(run_id, row, replicate, seed, self._keys[row.scenario].of(values))

    def runs(self, ids: Sequence[int] | range) -> Iterator[Run]:
        """Yield runs by their numbers."""
        return map(self.run, ids)

    def config(self, run: Run) -> Config:
        """Return the whole configuration of a run, called by its scenario's label."""
        return config_of(self.scenarios, self.names, run.row.scenario, run.row.values, run.seed)

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """Names in which the scenarios differ from each other, besides their seeds."""
        if len(self.scenarios) == 1:
            return ()
        first, *others = (leaves(scenario.config) for scenario in self.scenarios)
        return tuple(name for name in first if name != "seed" and any(each[name] != first[name] for each in others))

    @property
    def shown(self) -> tuple[str, ...]:
        """Every varied parameter: those of the design, and those in which scenarios differ."""
        return (*self.names, *(name for name in self.differing if name not in self.names))

    @cached_property
    def _keys(self) -> list[Key]:
        return [Key(scenario.config) for scenario in self.scenarios]


def config_of(
    scenarios: Sequence[Scenario], names: Sequence[str], scenario: int, values: Sequence[Any], seed: int
) -> Config:
    """Return the configuration of a scenario with other values and seed, checked."""
    chosen = scenarios[scenario]
    config = varied(chosen.config, [*names, "seed"], [*values, seed])
    config.scenario = chosen.label
    return config


def labelled(configs: Sequence[Config]) -> tuple[Scenario, ...]:
    """Return configurations as scenarios, numbering those that are called the same: parking, parking_2."""
    taken: set[str] = set()
    scenarios = []
    for config in configs:
        label, number = config.scenario, 1
        while label in taken:
            number += 1
            label = f"{config.scenario}_{number}"
        taken.add(label)
        scenarios.append(Scenario(label, config))
    return tuple(scenarios)


def check_number_of_runs(rows: int, replicates: int) -> None:
    """Refuse a design without rows, or with more runs than a sweep may have; the number is named."""
    if rows < 1:
        raise InputRefused("design", _("no rows"), _("at least one"))
    if replicates < 1:
        raise InputRefused("replicates", str(replicates), _("a whole number from 1"))
    if rows * replicates > MOST_RUNS:
        came = _("{rows} rows × {replicates} replicates = {n} runs")
        raise InputRefused(
            "design",
            came.format(rows=f"{rows:,}", replicates=f"{replicates:,}", n=f"{rows * replicates:,}"),
            _("at most {n} runs").format(n=f"{MOST_RUNS:,}"),
        )


def with_more_replicates(plan: Plan, replicates: int) -> Plan:
    """Return the plan with more replicates: the runs that it had keep their numbers."""
    return replace(plan, replicates=replicates)
