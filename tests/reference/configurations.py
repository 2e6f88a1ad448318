"""Random legal configurations in which much happens soon: learning from month 0, search quick, affairs severe.

A number gives a configuration, always the same. Some say nothing of a group's numbers, some draw a part of them anew
from their whole declared range; shocks, cells and the number of neighbourhoods are drawn too.
"""

import numpy as np

from sim.engine.config import GROUPS, MECHANISMS, SHOCKS, Config, Observe
from tests.helpers import extremes

MONTHS = 24
HOUSEHOLDS = 120
SOCIETY = ("participation", "ties", "beliefs", "voice", "commons")
SOON = {
    "learning": {"discovery": 0.15, "tacit_below": 2.0, "success_decay": 0.9},
    "affairs": {
        "initial_severity": [0.5, 0.9],
        "severity_growth": [0.01, 0.08],
        "labour_factor_estate": 1.0,
        "patience_months": 12,
        "works_dispute_pair": 0.01,
    },
    "voice": {"complaints_per_month": 0.012},
    "cases": {"uproar_base": 2.0},
    "issues": {"spontaneous_least": 3, "spontaneous_rest_months": 3, "judged_again_months": 3},
    "contracts": {"offer_link": 0.8, "offer_support": 0.8},
    "organizations": {
        "group_least": 3,
        "confirm_per_month": 0.6,
        "withdraw_per_month": 0.1,
        "dormant_months": 1,
        "dissolved_months": 1,
        "group_habit": 0.05,
        "council_habit": 0.0,
        "initiative_per_month": 0.5,
        "exit_base": 0.05,
        "council_seat_least": 2,
        "leader_trust_least": 2,
        "least_active": 2,
    },
    "teams": {"founding_per_month": 0.2, "least_members": 3, "founder_intensity": 0.4},
    "joint_meeting": {"groups": 2, "obvious": 1.0},
    "council": {"persons": 2, "obvious": 1.0},
    "demonstration_visit": {"obvious": 1.0},
    "pilot_building": {"obvious": 1.0},
    "decline_entrusted": {"obvious": 1.0},
    "commons": {"p_dispute_parking": 0.1, "p_encroachment": 0.03},
    "environment": {"onset_per_month": 0.5},
    "lapsed_management": {"onset_per_month": 0.5},
    "cultural_sports": {"onset_per_month": 0.4},
    "government_works": {"onset_per_month": 0.4},
    "parking": {"cost_wider_yuan": [2000.0, 20000.0], "cost_lane_yuan": [2000.0, 20000.0]},
}
"""What makes much happen within two years; a configuration takes each of these groups or leaves it."""

LATER = {
    "affairs": (
        "benefit_range",
        "neglect_factor",
        "agreements_complete",
        "done_together_share",
        "relapse_severity",
        "relapse_cost",
    ),
    "committee": (
        "score_aimed",
        "score_step",
        "symbolic_at_most",
        "hours_per_contact",
    ),
    "learning": (
        "credit_least",
        "choice_power",
    ),
    "issues": (
        "unskilled_noise",
        "advisory_skill_loss",
        "enforcement_base",
        "unheeded_months",
    ),
    "money": (
        "flow_to_lines",
        "events_kept",
        "line_from_free",
    ),
    "contracts": (
        "group_again_months",
        "recent_months",
    ),
    "teams": (
        "ends_below",
        "called_at_most",
        "loan_months",
        "rent_months",
    ),
    "organizations": ("episodes_to_confirm", "levy_expected", "own_hours_months"),
    "street_office": ("delivered_full", "underspending_weight"),
    "public_life": ("rest_months",),
    "public_events": (
        "months",
        "games_months",
        "outing_month",
        "outing_age",
        "places",
        "asked_per_place",
        "hobby_stake",
    ),
}
"""Numbers declared after the configurations were fixed: left alone, for a draw more would make all of them others.

Add a new parameter here. That each works at its bounds is tried in `tests/properties/test_extremes.py`."""


def configuration(number: int, months: int = MONTHS, households: int = HOUSEHOLDS) -> Config:
    """Return the configuration of a number; with several neighbourhoods the households are shared among them."""
    rng = np.random.default_rng([20, number])
    neighbourhoods = (1, 1, 1, 3)[rng.integers(4)]
    cell = "".join(str(int(rng.random() < 0.8)) for _ in MECHANISMS)
    taught = "".join(str(int(digit == "1" and rng.random() < 0.5)) for digit in cell)
    chosen: dict[str, dict] = {group: dict(values) for group, values in SOON.items() if rng.random() < 0.85}
    _people(rng, chosen, households // neighbourhoods)
    if number % 4 == 1:
        cell, taught = "1111", "0110"
        _contracts(rng, chosen)
    if number % 4 == 2:
        cell, taught = "1111", "1111"
        _organizations(chosen)
    _draw_anew(rng, chosen, SOCIETY, (0.0, 0.1, 0.4)[rng.integers(3)])
    others = tuple(group for group in GROUPS if group not in (*SOCIETY, "observe", "shock", "outcomes", "founding"))
    _draw_anew(rng, chosen, others, (0.0, 0.03)[rng.integers(2)])
    chosen["shock"] = {"name": SHOCKS[rng.integers(len(SHOCKS))], "month": int(rng.integers(3, 18)), "months": 6}
    values = {f"{group}.{name}": value for group, inside in chosen.items() for name, value in inside.items()}
    return extremes.configuration(
        values,
        seed=int(rng.integers(2**62)),
        months=months,
        burn_in=0,
        households=households // neighbourhoods,
        neighbourhoods=neighbourhoods,
        first_index=int(rng.integers(200)),
        row_order=int(rng.integers(3)),
        cell=cell,
        taught=taught,
        observe=Observe(enabled=False),
    )


def _people(rng, chosen: dict, households: int) -> None:
    """Choose how common small lanes, cars, kitchens, teams and willing residents are."""
    founding = chosen.setdefault("founding", {})
    founding["reference_households"] = households
    founding["households_per_lane"] = int((15, 25, 40)[rng.integers(3)]) if rng.random() < 0.9 else 2
    if rng.random() < 0.8:
        founding["cars_per_household"] = {"old_lane": 0.4, "new_village": 0.5, "commodity": 0.6}
        founding["spaces_share"] = float(rng.uniform(0.2, 1.0))
    if rng.random() < 0.5:
        founding["p_daytime_need"] = 1.0
        founding["daytime_need_low"], founding["daytime_need_high"] = 5, 40
    founding["p_shared_kitchen"] = {"old_lane": 0.9, "new_village": 0.5, "commodity": 0.0}
    founding["p_encroachment"] = float(rng.uniform(0, 0.6))
    founding["p_move_other_per_month"] = float(rng.uniform(0, 0.04))
    founding["team_members_low"], founding["team_members_high"] = 4, 12
    founding["patrol_members_low"], founding["patrol_members_high"] = 3, 20
    founding["free_hours_employed"] = float(rng.uniform(2, 20))
    if rng.random() < 0.8:
        acts = GROUPS["participation"]().act_constant
        chosen["participation"] = {
            "beta_0": float(rng.uniform(-4.5, -3.5)),
            "act_constant": {act: constant + float(rng.uniform(-1, 3)) for act, constant in acts.items()},
        }
    if rng.random() < 0.3:
        chosen["street_office"] = {"one_square_metre_month": int(rng.integers(0, 6)), "quota_of": 1}
        chosen.setdefault("issues", {})["outside_site_month"] = int(rng.integers(0, 12))
    if rng.random() < 0.3:
        chosen.setdefault("issues", {}).update(quorum_share=0.1, quorum_least=1, supermajority=0.5)
    if rng.random() < 0.5:
        chosen.setdefault("affairs", {})["compliance_needed"] = 0.2
    if rng.random() < 0.2:
        chosen.setdefault("participation", {})["response"] = "step"


def _contracts(rng, chosen: dict) -> None:
    """Let contracts over parking be likely; they are kept in some neighbourhoods, and not in others."""
    founding = chosen["founding"]
    founding |= {"p_daytime_need": 1.0, "daytime_need_low": 5, "daytime_need_high": 40, "spaces_share": 0.5}
    founding["cars_per_household"] = {"old_lane": 0.5, "new_village": 0.6, "commodity": 0.7}
    chosen["contracts"] = {"offer_link": 1.0, "offer_support": 1.0, "duty_hours": [1.0, 20.0], "fee_yuan": 100.0}
    chosen["contracts"] |= {"kept_at": 0.2, "kept_months": 1} if rng.integers(2) else {"kept_at": 0.99}
    chosen.setdefault("issues", {}).update(quorum_share=0.05, quorum_least=1, supermajority=0.5)


def _organizations(chosen: dict) -> None:
    """Let groups be founded easily, so that leaders meet and councils form, fall dormant and end."""
    chosen["organizations"] = SOON["organizations"] | {"council_committees": [1, 2]}
    chosen["council"], chosen["street_office"] = dict(SOON["council"]), {"load": 1.3}
    chosen["joint_meeting"] = dict(SOON["joint_meeting"])
    acts = GROUPS["participation"]().act_constant
    chosen["participation"] = {"act_constant": {act: constant + 3 for act, constant in acts.items()}}


def _draw_anew(rng, chosen: dict, groups: tuple[str, ...], share: float) -> None:
    """Draw a share of the numbers of some groups anew, at a bound or between."""
    for place in extremes.NAMES:
        group, name = place.split(".")
        if group in groups and name not in LATER.get(group, ()):
            value = extremes.drawn(rng, place)
            if rng.random() < share and not isinstance(value, str) and value is not None:
                chosen.setdefault(group, {})[name] = value
