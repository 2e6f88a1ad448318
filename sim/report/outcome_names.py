"""What a comparison shows of each outcome: names in both languages, unit, bounds, the smallest difference that matters.

No survey says what difference matters to a street office, so the smallest ones are assumptions, stated in every report.
"""

from dataclasses import dataclass

from sim.engine.outcome_params import COMPONENTS
from sim.engine.outcomes import HEADLINES, HORIZONS
from sim.foundation.text import N_
from sim.foundation.text import gettext as _
from sim.runner.schema import OUTCOMES

HAPPENED = {
    "autonomy_occurred": ("occurrence_month", N_("autonomy occurs, by the source's criteria")),
    "group_founded": ("first_group_month", N_("a self-governance group is founded")),
    "contract_signed": ("first_contract_month", N_("a contract is signed")),
}
"""Outcomes made of a month that is missing where nothing happened: in which share of runs it happened."""
HEADLINE_NAMES = {
    "resolved_per_100": N_("affairs resolved per 100 arising"),
    "households_taking_part": N_("households taking part"),
    "hours_residents": N_("hours of residents"),
    "yuan": N_("yuan that are not the street's"),
}
INDEX_NAMES = {
    "autonomy": N_("index of autonomy"),
    "resident_resolved": N_("resolved by residents"),
    "output_legitimacy": N_("output legitimacy"),
    "participation": N_("participation"),
    "financial_independence": N_("financial independence"),
    "organizational_density": N_("organizational density"),
    "initiative": N_("initiative of residents"),
}
NOTHING = "nothing_happened"
SUM_NAMES = {
    "yuan_street": N_("yuan from the street office"),
    "yuan_donations": N_("yuan from donations of residents"),
    "yuan_gifts": N_("yuan from resident-area units"),
    "yuan_exchange": N_("yuan from exchange"),
    "yuan_levies": N_("yuan collected among residents"),
    "hours_street": N_("committee's hours for street tasks"),
    "hours_entrusted": N_("committee's hours for entrusted tasks"),
    "hours_community": N_("committee's hours for the community"),
    "hours_residents": N_("hours of residents"),
}
SMALLEST = {"resolved_per_100": 2.0, "households_taking_part": 0.01, "hours_residents": 100.0, "yuan": 1000.0}
"""Affairs per 100; share of all households; hours and yuan a year and neighbourhood (assumptions)."""
SMALLEST_INDEX, SMALLEST_SHARE = 0.01, 0.05
UNITS = {column.name: column.unit for column in OUTCOMES.columns}
CHANCE_GROUP, HEADLINE_GROUP, INDEX_GROUP, SUM_GROUP = "chance", "headline", "index", "sum"


@dataclass(frozen=True)
class Outcome:
    """One outcome of a comparison.

    Attributes
    ----------
    name, group : str
        Its column, and in which table it stands.
    label, unit : str
        English; translated where they are shown.
    smallest : float
        Smallest difference that matters.
    largest : float or None
        By how much two runs can differ at most, where it has bounds.
    horizon : int
        Months that it covers; 0: all.
    """

    name: str
    group: str
    label: str
    unit: str
    smallest: float
    largest: float | None = None
    horizon: int = 0

    def shown(self, lang: str) -> str:
        """Return its name in a language, with the months that it covers."""
        if not self.horizon:
            return _(self.label, lang)
        return _("{outcome}, {n} months", lang).format(outcome=_(self.label, lang), n=self.horizon)


def outcomes_of(months: int, households: int, neighbourhoods: int) -> list[Outcome]:
    """Return the outcomes that runs of so many months have, the headlines of the longest horizon first.

    Parameters
    ----------
    months : int
        Of the runs.
    households, neighbourhoods : int
        Households of a neighbourhood, and neighbourhoods; they scale the smallest differences.
    """
    years = months / 12
    found = [
        Outcome(
            f"{name}_m{horizon}",
            HEADLINE_GROUP,
            HEADLINE_NAMES[name],
            UNITS[f"{name}_m{horizon}"],
            _smallest_headline(name, horizon, households, neighbourhoods),
            horizon=horizon,
        )
        for horizon in sorted(HORIZONS, reverse=True)
        if horizon <= months
        for name in HEADLINES
    ]
    found.append(Outcome(NOTHING, CHANCE_GROUP, N_("nothing happens"), "share", SMALLEST_SHARE, 1.0))
    happened = {name: label for name, (_month, label) in HAPPENED.items()}
    found += [Outcome(name, CHANCE_GROUP, label, "share", SMALLEST_SHARE, 1.0) for name, label in happened.items()]
    indices = ("autonomy", *COMPONENTS)
    found += [Outcome(name, INDEX_GROUP, INDEX_NAMES[name], "share", SMALLEST_INDEX, 1.0) for name in indices]
    for name, label in SUM_NAMES.items():
        kind = "yuan" if name.startswith("yuan") else "hours_residents"
        found.append(Outcome(name, SUM_GROUP, label, UNITS[name], SMALLEST[kind] * years * neighbourhoods))
    return found


def _smallest_headline(name: str, horizon: int, households: int, neighbourhoods: int) -> float:
    if name == "resolved_per_100":
        return SMALLEST[name]
    if name == "households_taking_part":
        return max(1.0, SMALLEST[name] * households * neighbourhoods)
    return SMALLEST[name] * horizon / 12 * neighbourhoods
