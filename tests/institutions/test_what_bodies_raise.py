"""What bodies of residents raise and take over (§6.3 c, §6.7)."""

import pytest

from sim.foundation.terms import AffairClass, AffairState, Link, OrganizationState, Owner, RecognizedBy, Scope
from sim.institutions.organizations import own_affairs
from sim.institutions.organizations.membership import COUNCIL, GROUP, JOINT, PATROL
from tests.helpers.bodies import adults, body, recognized, small

COMMODITY = 2
CLOSED = AffairState.LAPSED


@pytest.mark.parametrize(
    ("klass", "raised"),
    [
        (AffairClass.LAPSED_MANAGEMENT, True),
        (AffairClass.ENVIRONMENT, True),
        (AffairClass.ENCROACHMENT, True),  # decision 0011
        (AffairClass.CULTURAL_SPORTS, False),
        (AffairClass.GOVERNMENT_WORKS, False),
    ],
)
def test_what_a_group_would_raise(setting, quiet, klass, raised):
    group = body(setting, GROUP, lane=0, members=adults(setting, 0)[:5])
    row = small(setting, klass)
    assert own_affairs.concerns(setting, group, row) is raised
    quiet.affairs.cost_fen[row] = 10**9
    assert own_affairs.concerns(setting, group, row) is False


@pytest.mark.parametrize("lane", [0, 1])
@pytest.mark.parametrize("housing", [0, COMMODITY])
def test_a_group_raises_its_territorys(setting, quiet, lane, housing):
    quiet.lanes.housing[:] = housing
    rows = [small(setting, lane=k, estate=k) for k in (0, 1)]
    place = {"estate": lane} if housing else {"lane": lane}
    group = body(setting, GROUP, members=adults(setting)[:5], **place)
    assert [own_affairs.concerns(setting, group, row) for row in rows] == [lane == 0, lane == 1]


@pytest.mark.parametrize("scope", list(Scope))
def test_a_council_raises_what_is_wider_than_a_lane(setting, quiet, scope):
    council = body(setting, COUNCIL, members=adults(setting)[:9])
    row = small(setting)
    quiet.affairs.scope[row] = scope
    assert own_affairs.concerns(setting, council, row) is (scope != Scope.LANE)


@pytest.mark.parametrize(
    ("kind", "state", "skill", "u", "raises"),
    [
        (GROUP, OrganizationState.INFORMAL, 0.3, 0.149, True),  # half of κ₁
        (GROUP, OrganizationState.INFORMAL, 0.3, 0.15, False),
        (GROUP, OrganizationState.DORMANT, 0.9, 0.0, False),
        (JOINT, OrganizationState.CONFIRMED, 0.9, 0.0, False),
        (PATROL, OrganizationState.CONFIRMED, 0.9, 0.0, False),
    ],
)
def test_a_group_raises_with_the_probability_of_its_judgement(setting, quiet, draw, kind, state, skill, u, raises):
    quiet.organizations.skill[0, Link.JUDGEMENT] = skill
    row = body(setting, kind, lane=0, state=state, members=adults(setting, 0)[:5] if kind == GROUP else ())
    quiet.organizations.skill[row, Link.JUDGEMENT] = skill
    setting.params.issues.organization_raises = 0.5
    latent, elsewhere = small(setting), small(setting, lane=1, estate=1)
    draw(u)
    own_affairs.raise_affairs(setting)
    a = quiet.affairs
    assert (a.state[latent] > AffairState.LATENT) == raises and a.state[elsewhere] == AffairState.LATENT
    assert a.recognized_by[latent] == (RecognizedBy.ORGANIZATION if raises else RecognizedBy.NOBODY)


def test_an_affair_is_raised_once(setting, quiet, draw, monkeypatch):
    raised, recognize = [], own_affairs.steps.recognize
    monkeypatch.setattr(
        own_affairs.steps, "recognize", lambda s, row, *a, **k: raised.append(row) or recognize(s, row, *a, **k)
    )
    for _ in range(2):
        body(setting, GROUP, lane=0, members=adults(setting, 0)[:5])
    row = small(setting)
    draw(0.0)
    own_affairs.raise_affairs(setting)
    assert raised == [row]


@pytest.mark.parametrize("team", [0, 1])
@pytest.mark.parametrize(
    ("active", "state", "u", "raises"),
    [
        (True, AffairState.LATENT, 0.099, True),  # .5 · public orientation of .2
        (True, AffairState.LATENT, 0.1, False),
        (False, AffairState.LATENT, 0.0, False),
        (True, AffairState.MOOT, 0.0, False),
    ],
)
def test_a_team_raises_the_affair_of_its_own_venue(setting, quiet, draw, team, active, state, u, raises):
    quiet.append("teams", 1)
    quiet.teams.active[team], quiet.teams.public_orientation[team] = active, 0.2
    row, nobodys = (small(setting, AffairClass.CULTURAL_SPORTS) for _ in range(2))
    quiet.affairs.team[row], quiet.affairs.team[nobodys], quiet.affairs.state[row] = team, -1, state
    quiet.teams.active[-1] = True  # what -1 would mean as a row
    draw(u)
    own_affairs._teams_raise(setting, [nobodys, row])
    assert (quiet.affairs.recognized_by[row] == RecognizedBy.ORGANIZATION) == raises
    assert quiet.affairs.state[nobodys] == AffairState.LATENT


@pytest.mark.parametrize(
    ("by", "owner", "lane", "kind", "taken"),
    [
        (RecognizedBy.PETITION, Owner.COMMITTEE, 0, GROUP, True),
        (RecognizedBy.SPONTANEOUS, Owner.COMMITTEE, 0, GROUP, True),
        (RecognizedBy.ORGANIZATION, Owner.COMMITTEE, 0, GROUP, True),
        (RecognizedBy.SCAN, Owner.COMMITTEE, 0, GROUP, False),
        (RecognizedBy.PETITION, Owner.TEAM, 0, GROUP, False),
        (RecognizedBy.SCAN, Owner.TEAM, 0, GROUP, False),
        (RecognizedBy.PETITION, Owner.COMMITTEE, 1, GROUP, False),
        (RecognizedBy.PETITION, Owner.COMMITTEE, 0, PATROL, False),
        (RecognizedBy.PETITION, Owner.COMMITTEE, 0, JOINT, False),
    ],
)
def test_groups_take_what_residents_raised_in_their_territory(setting, quiet, by, owner, lane, kind, taken):
    row = recognized(setting, small(setting, lane=lane, estate=lane), by)
    latent = small(setting, recognized_by=RecognizedBy.PETITION)
    group = body(setting, kind, lane=0, members=adults(setting, 0)[:5] if kind != JOINT else ())
    quiet.affairs.owner[row] = owner
    own_affairs._adopt(setting, 0)
    a = quiet.affairs
    assert (a.owner[row] == Owner.ORGANIZATION and a.organization[row] == group) == taken
    assert a.owner[latent] == Owner.COMMITTEE
