"""Which events are told while a run is going on: those that change how the neighbourhood lives, and firsts."""

from collections.abc import Sequence

from sim.institutions.chronicle import Event

ALWAYS = frozenset(
    {
        "practice_conscious",
        "group_founded",
        "organization_confirmed",
        "confirmation_withdrawn",
        "council_founded",
        "joint_meeting_founded",
        "contract_signed",
        "contract_ended",
        "contract_vetoed",
        "chair_changed",
        "quota_granted",
        "shock",
    }
)
FIRST = frozenset(
    {
        "parking_paralysis",
        "enclosure_rush",
        "contract_renewed",
        "organization_dissolved",
        "practice_discovered",
        "petition",
        "spontaneous_action",
        "affair_deliberated",
        "affair_handed_over",
        "vote_failed",
        "pledge_posted",
        "works_begun",
        "visit_made",
        "pilot_building",
        "public_life_held",
        "team_founded",
        "entrusted_work_declined",
    }
)
"""Told only the first time in a neighbourhood; of practices, the first time for each."""
AMONG_MANY = frozenset(
    {
        "practice_conscious",
        "organization_confirmed",
        "council_founded",
        "joint_meeting_founded",
        "contract_signed",
        "contract_ended",
        "shock",
    }
)
"""All that is told where several neighbourhoods are played at once; the rest stands in the table of events."""


def first_of(event: Event) -> tuple[int, int, int]:
    """Return that of which an event is the first, or is not."""
    return event.neighbourhood, int(event.kind), event.practice


def worth_telling(events: Sequence[Event], known: set[tuple[int, int, int]], among_many: bool = False) -> list[Event]:
    """Return this month's events that are told, in order; `known` is what happened before, and learns of these."""
    if among_many:
        return [event for event in events if event.kind.word in AMONG_MANY]
    told = []
    for event in events:
        if event.kind.word in ALWAYS:
            told.append(event)
        elif event.kind.word in FIRST and first_of(event) not in known:
            known.add(first_of(event))
            told.append(event)
    return told
