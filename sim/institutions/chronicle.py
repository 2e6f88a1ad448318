"""What happened, told as events of a closed list of kinds, each with the event that caused it."""

from dataclasses import dataclass, field
from typing import Any

from sim.foundation.event_kinds import EventKind
from sim.world.state import World

EVENTS_OF_A_NEIGHBOURHOOD = 2**32


@dataclass(frozen=True)
class Event:
    """Something that happened; `affair`, `organization`, `practice` are rows or -1, `cause` an event or -1."""

    event: int
    month: int
    neighbourhood: int
    kind: EventKind
    affair: int
    organization: int
    practice: int
    cause: int
    arguments: dict[str, Any]


@dataclass
class Chronicle:
    """Number events by neighbourhood, and keep the month's until an observer takes them."""

    world: World
    events: list[Event] = field(default_factory=list)

    def tell(
        self,
        kind: EventKind,
        neighbourhood: int,
        *,
        affair: int = -1,
        organization: int = -1,
        practice: int = -1,
        cause: int = -1,
        **arguments: Any,
    ) -> int:
        """Record an event and return its number.

        Where no cause is given, it is the last event about the affair or the organization.
        """
        world = self.world
        neighbourhoods = world.neighbourhoods
        number = int(neighbourhoods.next_event[neighbourhood])
        neighbourhoods.next_event[neighbourhood] = number + 1
        event = int(neighbourhoods.eid[neighbourhood]) * EVENTS_OF_A_NEIGHBOURHOOD + number
        if cause < 0 and affair >= 0:
            cause = int(world.affairs.last_event[affair])
        if cause < 0 and organization >= 0:
            cause = int(world.organizations.last_event[organization])
        if affair >= 0:
            world.affairs.last_event[affair] = event
        if organization >= 0:
            world.organizations.last_event[organization] = event
        self.events.append(
            Event(event, world.month, neighbourhood, kind, affair, organization, practice, cause, arguments)
        )
        return event
