"""The kinds of things that happen, and which of them are news."""

from sim.foundation.terms import Term


class EventKind(Term):
    """The closed list of things that happen and are told (events.parquet)."""

    AFFAIR_RECOGNIZED = 0
    AFFAIR_HEARD = 1
    HEARING_TOO_SMALL = 2
    VOTE_WITHOUT_QUORUM = 3
    VOTE_FAILED = 4
    AFFAIR_DELIBERATED = 5
    AFFAIR_COMMITTED = 6
    AFFAIR_EXECUTED = 7
    AFFAIR_RESOLVED = 8
    AFFAIR_LAPSED = 9
    AFFAIR_RELAPSED = 10
    AFFAIR_MOOT = 11
    SPONTANEOUS_ACTION = 12
    PETITION = 13
    PRACTICE_DISCOVERED = 14
    PRACTICE_CONSCIOUS = 15
    PRACTICE_TACIT = 16
    PRACTICE_USED = 17
    TEAM_FOUNDED = 18
    TEAM_ENDED = 19
    GROUP_FOUNDED = 20
    ORGANIZATION_CONFIRMED = 21
    CONFIRMATION_WITHDRAWN = 22
    ORGANIZATION_DORMANT = 23
    ORGANIZATION_DISSOLVED = 24
    COUNCIL_FOUNDED = 25
    JOINT_MEETING_FOUNDED = 26
    AFFAIR_HANDED_OVER = 27
    CONTRACT_SIGNED = 28
    CONTRACT_RENEWED = 29
    CONTRACT_ENDED = 30
    CONTRACT_VETOED = 31
    GIFT_GIVEN = 32
    PARKING_PARALYSIS = 33
    ENCLOSURE_RUSH = 34
    ELECTION_HELD = 35
    CHAIR_CHANGED = 36
    EVALUATION = 37
    QUOTA_GRANTED = 38
    SHOCK = 39
    WORKS_BEGUN = 40
    PLEDGE_POSTED = 41
    VISIT_MADE = 42
    PILOT_BUILDING = 43
    PUBLIC_LIFE_HELD = 44
    FALSE_ALARM = 45
    ENTRUSTED_WORK_DECLINED = 46
    GROUP_NOT_FOUNDED = 47


MILESTONES = frozenset(
    {
        EventKind.PRACTICE_CONSCIOUS,
        EventKind.ORGANIZATION_CONFIRMED,
        EventKind.CONFIRMATION_WITHDRAWN,
        EventKind.COUNCIL_FOUNDED,
        EventKind.JOINT_MEETING_FOUNDED,
        EventKind.CONTRACT_SIGNED,
        EventKind.CONTRACT_ENDED,
        EventKind.QUOTA_GRANTED,
        EventKind.SHOCK,
    }
)
"""Kinds of events that change how a neighbourhood lives from then on (assumption: what the article narrates)."""
CHAPTERS = frozenset(
    {
        EventKind.GROUP_FOUNDED,
        EventKind.ORGANIZATION_DISSOLVED,
        EventKind.CHAIR_CHANGED,
    }
)
"""Kinds that belong to the story of one neighbourhood whenever they happen, but would drown that of many."""
FIRSTS = frozenset(
    {
        EventKind.PRACTICE_DISCOVERED,
        EventKind.PETITION,
        EventKind.SPONTANEOUS_ACTION,
        EventKind.AFFAIR_DELIBERATED,
        EventKind.AFFAIR_HANDED_OVER,
        EventKind.VOTE_FAILED,
        EventKind.PLEDGE_POSTED,
        EventKind.WORKS_BEGUN,
        EventKind.VISIT_MADE,
        EventKind.PILOT_BUILDING,
        EventKind.PUBLIC_LIFE_HELD,
        EventKind.TEAM_FOUNDED,
        EventKind.ENTRUSTED_WORK_DECLINED,
        EventKind.ENCLOSURE_RUSH,
        EventKind.PARKING_PARALYSIS,
        EventKind.CONTRACT_RENEWED,
        EventKind.CONTRACT_VETOED,
    }
)
"""Kinds that are news the first time; all others are routine, which is counted, not told."""
