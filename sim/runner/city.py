"""A city as a plan: every street office is one run, with its real number of committees and draws of its own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.engine.config import Config
from sim.foundation.draws import replicate_seed
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _
from sim.founding.streets import Street, streets
from sim.runner.keys import varied
from sim.runner.plan import Plan, Row, Scenario
from sim.runner.plan_file import CITY, PLAN, read_plan

LONGEST_LABEL = 60
SYNTHETIC = {"en": "{title}: {street} (synthetic residents)", "zh": "{title}\uff1a{street}\uff08居民为合成\uff09"}


def city_plan(base: Config, city: Sequence[Street], source: str) -> Plan:
    """Return the plan of a city: run n is the n-th street, and the months of all its committees are kept.

    Committees see the results of others under the same street office, so a street is what is played as one. Each street
    has the seed ``replicate_seed(seed, code)``: with one seed for all, the first committees of any two streets would be
    founded with the same draws. A scenario played on the same streets with the same seed shares them, street by street.

    Parameters
    ----------
    base : Config
        What every street is, but for its name, seed and number of committees.
    city : sequence of Street
        The streets, each with a residents' committee.
    source : str
        What the structure was read from, for the record.
    """
    name = base.scenario[:LONGEST_LABEL]
    known = {street.code for street in streets() if street.n_committees}
    scenarios = []
    for street in city:
        code = street.code if street.code in known else None
        seed = replicate_seed(base.seed, int(street.code))
        config = varied(base, ["street", "neighbourhoods", "seed"], [code, street.n_committees, seed])
        config.title = {
            language: sentence.format(title=base.title[language], street=street.name)
            for language, sentence in SYNTHETIC.items()
        }
        scenarios.append(Scenario(f"{name}-{street.code}", config))
    places = [[street.code, street.name, street.district] for street in city]
    asked = {"scenario": name, "structure": source, "title": base.title, "seed": base.seed, "streets": places}
    design = {"kind": CITY, "name": CITY, **asked}
    rows = [Row(place) for place in range(len(scenarios))]
    return Plan(tuple(scenarios), (), rows, 1, design, keep="months")


def check_same_city(plan: Plan, folder: Path) -> None:
    """Refuse a folder in which another city or a sweep lies; what else may differ is compared as of every sweep."""
    if not (folder / PLAN).is_file():
        return
    stored = read_plan(folder)["design"]
    if stored.get("kind") != CITY:
        came = _("a sweep, no city")
    elif stored["streets"] != plan.design["streets"]:
        sentence = _("another city: {n} streets from {first} on; here {here} from {first_here} on")
        there, here = stored["streets"], plan.design["streets"]
        came = sentence.format(n=len(there), first=there[0][1], here=len(here), first_here=here[0][1])
    elif stored["seed"] != plan.design["seed"]:
        came = _("a city with seed={came}; here {here}").format(came=stored["seed"], here=plan.design["seed"])
    else:
        return
    raise InputRefused(str(folder), came, _("a new folder"), _("choose another folder with out="))


def committees_in(facts: Mapping[str, Any]) -> list[int]:
    """Return how many committees each run of a stored plan has, if it is that of a city; else nothing."""
    if facts["design"].get("kind") != CITY:
        return []
    first = facts["config"]["neighbourhoods"]
    return [int(scenario["differs"].get("neighbourhoods", first)) for scenario in facts["scenarios"]]
