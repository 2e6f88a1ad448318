"""What the practices of several mechanisms reckon alike; the four mechanisms themselves know nothing of each other."""

from sim.foundation.terms import Scope
from sim.protocols.practice import Desk


def step_minutes(desk: Desk, affair: int, hours: float) -> int:
    """Return the committee's time in minutes for a step that takes this many hours; less in one lane (§6.3)."""
    one_lane = desk.world.affairs.scope[affair] == Scope.LANE
    return round(60 * hours * (desk.params.committee.one_lane_factor if one_lane else 1.0))
