"""The closed vocabularies of the model: integers in columns, words in results.

The members' lower-case names are what result files and scenarios say; the glossary stands in ``docs/model.md``. What
happens stands in `sim.foundation.event_kinds`, what is drawn in `sim.foundation.purposes`.
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
