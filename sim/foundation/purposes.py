"""What random numbers are drawn for."""

from sim.foundation.terms import Term


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
