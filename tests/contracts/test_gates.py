"""The emergence contract, point 7: what decides whether resource development or issue creation passes cites a claim."""

import re

import pytest

from sim.engine.config import GROUPS
from sim.foundation.parameters import declarations
from sim.foundation.terms import Mechanism
from sim.mechanisms.registry import PRACTICES

CLAIM = re.compile(r"\bC\d{3}\b")
BOUND = (Mechanism.RESOURCE_DEVELOPMENT, Mechanism.PUBLIC_ISSUE_CREATION)
GROUPS_OF_GATES = ("issues", "contracts", *(p.name for p in PRACTICES if p.mechanism in BOUND))
ELSEWHERE = (("affairs", "compliance_needed"), ("affairs", "compliance_months"), ("affairs", "disputes_recognize"))
GATES_IN_HOURS = {"issues.enforcement_hours", "contracts.duty_hours"}
"""Hours that somebody must give before something counts as kept: gates, unlike the time a step takes."""
NO_GATES = {
    "issues.redesign_cost": "a cost",
    "issues.visit_yuan": "a cost",
    "issues.visit_persons": "a size",
    "issues.pilot_cost_share": "a cost",
    "issues.spontaneous_severity": "residents' own action, there in every cell",
    "issues.spontaneous_rest_months": "residents' own action, there in every cell",
    "contracts.expected_acceptance": "what a leader reckons with when asking members",
}


def is_gate(group: str, name: str) -> bool:
    """Tell gates from the time that steps take and from costs."""
    dotted = f"{group}.{name}"
    takes_time = (name == "hours" or name.endswith("_hours")) and dotted not in GATES_IN_HOURS
    return not takes_time and dotted not in NO_GATES


def gates() -> dict[str, str]:
    """Return every gate with its source."""
    found = {
        f"{group}.{name}": one.source
        for group in GROUPS_OF_GATES
        for name, one in declarations(GROUPS[group]).items()
        if is_gate(group, name)
    }
    return found | {f"{group}.{name}": declarations(GROUPS[group])[name].source for group, name in ELSEWHERE}


def test_every_gate_cites_a_claim():
    without = {name: source for name, source in gates().items() if not CLAIM.search(source)}
    assert without == {}
    assert len(gates()) >= 45


@pytest.mark.parametrize(
    "name",
    [
        "issues.supermajority",
        "issues.quorum_share",
        "issues.signatures_needed",
        "issues.judgement_threshold",
        "contracts.kept_at",
        "contracts.offer_link",
        "contracts.duty_hours",
        "exchange.same_trouble",
        "chain.base",
        "join_cases.by_share",
        "decline_entrusted.obvious",
    ],
)
def test_known_gates_are_among_them(name):
    assert name in gates()


def test_what_is_named_as_no_gate_is_there():
    assert [name for name in NO_GATES if name.split(".")[1] not in declarations(GROUPS[name.split(".")[0]])] == []
    assert not is_gate("chain", "hours") and not is_gate("issues", "vote_hours")
