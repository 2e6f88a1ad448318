"""The closed vocabularies of the model: integers in columns, words in results.

The members' lower-case names are what result files and scenarios say; the glossary stands in ``docs/model.md``.
"""

from enum import IntEnum


class Term(IntEnum):
    """An enumeration whose lower-case member name is its public word."""

    @property
    def word(self) -> str:
        """Return the word used in files and configuration."""
        return self.name.lower()


class Kind(Term):
    """What a row of the persons' table is."""

    VACANT = 0
    RESIDENT = 1
    COMMITTEE_STAFF = 2
    STREET_STAFF = 3
    UNIT_CONTACT = 4


class Housing(Term):
    """Housing of a lane and of the estate it belongs to."""

    OLD_LANE = 0
    NEW_VILLAGE = 1
    COMMODITY = 2


class Tenure(Term):
    """Right by which a household lives in its dwelling."""

    PUBLIC_RENTAL = 0
    AFTER_SALE_PUBLIC = 1
    OWNER = 2
    PRIVATE = 3
    TENANT = 4


class Channel(Term):
    """What a tie was formed through."""

    FOUNDING = 0
    LANE = 1
    ANYWHERE = 2
    SESSION = 3
    FRIEND_OF_FRIEND = 4
    PARTY_BRANCH = 5
    MEETING = 6
    LINKING = 7


class AffairClass(Term):
    """Class of public affair (model.md §3)."""

    LAPSED_MANAGEMENT = 0
    ENVIRONMENT = 1
    CULTURAL_SPORTS = 2
    GOVERNMENT_WORKS = 3
    PARKING = 4
    ENCROACHMENT = 5
    DISPUTE = 6


class Scope(Term):
    """How far an affair reaches."""

    LANE = 0
    ESTATE = 1
    NEIGHBOURHOOD = 2


class AffairState(Term):
    """Step of an affair from latent to closed."""

    LATENT = 0
    RECOGNIZED = 1
    HEARD = 2
    DELIBERATED = 3
    COMMITTED = 4
    EXECUTED = 5
    RESOLVED = 6
    LAPSED = 7
    MOOT = 8


class RecognizedBy(Term):
    """Who or what turned a latent affair into a recognised one (§6.3 a–f)."""

    NOBODY = 0
    JOINED_CASES = 1
    SCAN = 2
    PETITION = 3
    SPONTANEOUS = 4
    ORGANIZATION = 5
    STREET = 6
    QUARREL = 7
    UPROAR = 8


class Decision(Term):
    """How an affair was decided (§8, decision share)."""

    NONE = 0
    NOTICE = 1
    HEARING = 2
    NEGOTIATED = 3
    RESIDENTS = 4


class Owner(Term):
    """What kind of body owns an affair or a duty."""

    COMMITTEE = 0
    TEAM = 1
    ORGANIZATION = 2
    RESIDENTS = 3


class OrganizationKind(Term):
    """Kind of residents' organization."""

    PATROL = 0
    SELF_GOVERNANCE_GROUP = 1
    LEADERS_JOINT_MEETING = 2
    COUNCIL = 3


class OrganizationState(Term):
    """Standing of an organization (§6.7)."""

    INFORMAL = 0
    PROPOSED = 1
    CONFIRMED = 2
    DORMANT = 3
    DISSOLVED = 4


class Act(Term):
    """What a resident may be invited to do; rung and hours stand in the participation parameters."""

    HEARING = 0
    ADVISORY = 1
    VOTE = 2
    TEAM_CALL = 3
    TEAM_SESSION = 4
    JOIN_TEAM = 5
    FOUND_TEAM = 6
    DUTY = 7
    PATROL = 8
    BACKBONE_ROUND = 9
    VISIT = 10
    FESTIVAL = 11
    OUTING = 12
    COUNCIL = 13
    FOUND_GROUP = 14
    ELECTION = 15
    SPONTANEOUS = 16
    PLEDGE = 17


class Link(Term):
    """The five links of issue creation (C023), each with a skill."""

    JUDGEMENT = 0
    COMMUNICATION = 1
    DECISION = 2
    COMMITMENT = 3
    EXECUTION = 4


class Mechanism(Term):
    """The four mechanisms of the article, in the order of the digits of a cell."""

    SOCIAL_CAPITAL = 0
    RESOURCE_DEVELOPMENT = 1
    PUBLIC_ISSUE_CREATION = 2
    ORGANIZATIONAL_TRANSFER = 3


class Bottleneck(Term):
    """The first unmet requirement of an affair (§6.6), in order."""

    SEEN = 0
    NOBODY_TO_ASK = 1
    CONSENT = 2
    LABOUR = 3
    MONEY = 4
    COMPLIANCE = 5


class Actor(Term):
    """Whose hours an entry of the hours account are."""

    COMMITTEE = 0
    RESIDENTS = 1


class Activity(Term):
    """What hours were spent on."""

    STREET_TASKS = 0
    ENTRUSTED_TASKS = 1
    LIAISON = 2
    CASES = 3
    UPKEEP = 4
    PUBLIC_LIFE = 5
    AGENDA = 6
    IDLE = 7
    HEARING = 8
    ADVISORY = 9
    VOTE = 10
    TEAM_CALL = 11
    TEAM_SESSION = 12
    DUTY = 13
    PATROL = 14
    BACKBONE_ROUND = 15
    VISIT = 16
    FESTIVAL = 17
    OUTING = 18
    COUNCIL = 19
    FOUNDING = 20
    ELECTION = 21
    SPONTANEOUS = 22


class Account(Term):
    """Accounts of the ledger: one asset, and the funds on the credit side (§6.5)."""

    CASH = 0
    OFFICE = 1
    PARTY = 2
    AID = 3
    VISITS = 4
    CULTURE_SPORTS = 5
    FREE = 6
    PURPOSE_BOUND = 7
    AFFAIRS = 8
    ORGANIZATION_LINES = 9
    VENUES_AND_EVENTS = 10
    PENDING = 11


class Money(Term):
    """Purpose of a posting."""

    OPENING = 0
    STREET_GRANT = 1
    DONATION = 2
    GIFT = 3
    EXCHANGE = 4
    LEVY = 5
    STREET_WORK = 6
    RETURNED_GRANT = 7
    AFFAIR = 8
    UPKEEP = 9
    EVENT = 10
    ORGANIZATION_RUNNING = 11
    ORGANIZATION_LINE = 12
    COMMITTED = 13
    RELEASED = 14
    DIVIDEND = 15
    VISIT = 16
    AID = 17


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


class Purpose(Term):
    """What a draw decides: the first word of every random number's key. Numbers are never reused."""

    NEIGHBOURHOOD = 1
    LANE = 2
    HOUSEHOLD = 3
    PERSON = 4
    TEAM_FOUNDING = 5
    TIE_FOUNDING = 6
    UNIT = 7
    COMMITTEE = 8
    PATROL_FOUNDING = 9
    KITCHEN = 10
    ENCROACHMENT_FOUNDING = 11
    CAR = 12
    MOVE = 20
    CAR_PURCHASE = 21
    SHOCK = 22
    DONATION = 23
    AFFAIR_ONSET = 30
    AFFAIR_SCOPE = 31
    AFFAIR_PLACE = 32
    AFFAIR_FACTS = 33
    AFFECTED = 34
    BENEFIT = 35
    BELIEF = 36
    DISTURBANCE = 37
    LOSS = 38
    MOOT = 39
    ENCLOSURE_THRESHOLD = 40
    PARKING_SWEEP = 41
    ENCROACHMENT = 42
    RELAPSE = 43
    CONTACT = 50
    FAVOUR = 51
    FAVOUR_SUCCESS = 52
    FORMATION_LANE = 53
    FORMATION_ANYWHERE = 54
    FORMATION_FRIEND = 55
    FORMATION_PARTY = 56
    FORMATION_MEETING = 57
    LINKING = 58
    DISPUTE = 59
    DISPUTANT = 60
    COMPLAINT = 61
    CASE_HOURS = 62
    CONTACT_COMMITTEE = 63
    SYMBOLIC_NOTICED = 64
    RUMOUR = 65
    ANSWER = 70
    PLEDGE = 72
    COMPLY = 73
    JOIN = 74
    LEAVE = 75
    FOUND_TEAM = 76
    FOUND_GROUP = 77
    DEMAND = 80
    AUDIT = 81
    SCORE = 82
    QUOTA = 83
    JUDGEMENT = 84
    SCAN = 85
    DISCOVER = 86
    CHOOSE = 87
    ASK_GIFT = 88
    OFFER = 89
    CHAIR = 90
    LINK_CARRIED = 91
    CONFIRM = 92
    UNIT_BUDGET = 93
    INVITED = 94
    SIMILARITY = 95
    EVENT_COST = 96
    SELECT = 98
