"""Whom meetings call and what follows of them, link by link (§6.3)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Act, AffairClass, AffairState, Decision, Kind, Link
from sim.institutions.affairs import reach
from sim.institutions.meetings import commitment, hearing, invitations, judgement, visits
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.organizations.membership import GROUP
from sim.protocols.society import Asker
from sim.world.persons import BERTHS, NEVER
from tests.helpers.bodies import adults, answer, body, move_away

COMMITTEE = Organizer(0, is_committee=True)


@pytest.mark.parametrize("is_committee", [True, False])
def test_skill_grows_by_a_share_of_what_lacks(setting, is_committee):
    world, p = setting.world, setting.params
    group = body(setting, GROUP, lane=0)
    who = COMMITTEE if is_committee else Organizer(group, is_committee=False)
    p.learning.skill_gain, p.organizations.skill_gain = 0.1, 0.2
    table = world.committees if is_committee else world.organizations
    table.skill[who.row, Link.DECISION] = 0.4
    assert who.skill(setting, Link.DECISION) == 0.4
    who.practise(setting, Link.DECISION)
    assert table.skill[who.row, Link.DECISION] == pytest.approx(0.4 + (0.1 if is_committee else 0.2) * 0.6)
    assert who.asker == (Asker.COMMITTEE if is_committee else Asker.ORGANIZATION)


@pytest.mark.parametrize(("is_committee", "owned", "counted"), [(True, False, 0), (True, True, 1), (False, False, 1)])
def test_the_stake_is_the_severity_and_residents_meetings_are_theirs(setting, row, asked, is_committee, owned, counted):
    a, residents = setting.world.affairs, setting.world.residents
    a.severity[row], a.n_stakes[row] = 0.625, 4
    homes = set(reach.affected_rows(setting, row).tolist())
    persons = adults(setting, 0)
    who = Organizer(3, is_committee=is_committee, trust_shift=-0.15)
    invitations.invite(setting, who, Act.HEARING, persons, row, None, owned=owned)
    ((invitation, _),) = asked
    expected = [0.625 if residents.household[i] in homes else 0.0 for i in persons]
    assert invitation.stake.tolist() == expected and {0.0, 0.625} == set(expected)
    assert (invitation.owned, invitation.bonus, invitation.k) == (bool(counted), 0.0, 0)
    assert (invitation.asker, invitation.trust_shift, invitation.subject) == (3, -0.15, a.eid[row])


def test_the_next_adult_of_lowest_identity_stands_behind_the_representative(setting):
    world, homes = setting.world, np.array([2, 3, 4])
    residents, h = world.residents, world.households
    h.size[homes], h.representative[homes] = [3, 2, 4], [1, 0, 0]
    berths = BERTHS * homes[:, None] + np.arange(BERTHS)
    residents.adult[berths] = True
    residents.eid[berths] = np.array([[50, 40, 45, 1, 2], [60, 61, 3, 4, 5], [70, 75, 73, 71, 6]])
    residents.adult[berths[1, 1]] = residents.adult[berths[2, 3]] = False
    first, second = invitations.representatives(setting, homes)
    assert first.tolist() == [berths[0, 1], berths[1, 0], berths[2, 0]]
    assert second.tolist() == [berths[0, 2], -1, berths[2, 2]]


@pytest.mark.parametrize(
    ("klass", "mean", "informants", "skill", "estimate", "worth"),
    [
        (AffairClass.LAPSED_MANAGEMENT, 0.6, 4, 0.3, 0.151, True),
        (AffairClass.LAPSED_MANAGEMENT, 0.6, 4, 0.3, 0.15, False),
        (AffairClass.LAPSED_MANAGEMENT, 0.6, 0, 0.5, 0.9, True),
        (AffairClass.LAPSED_MANAGEMENT, 0.15, 1, 0.3, 0.9, True),  # a false alarm teaches nothing
        (AffairClass.ENCROACHMENT, -1.0, 9, 0.3, 0.9, True),
    ],
)
@pytest.mark.parametrize("is_committee", [True, False])
def test_judgement(setting, row, society, monkeypatch, klass, mean, informants, skill, estimate, worth, is_committee):
    world, a = setting.world, setting.world.affairs
    who = COMMITTEE if is_committee else Organizer(body(setting, GROUP, lane=0), is_committee=False)
    table = world.committees if is_committee else world.organizations
    table.skill[who.row, Link.JUDGEMENT], a.klass[row] = skill, klass
    society("mean_benefit", mean)
    monkeypatch.setattr(judgement, "adults_of", lambda *_: np.arange(informants))
    drawn = []
    monkeypatch.setattr(type(setting), "normal", lambda _self, *rest: drawn.append(rest) or estimate)
    assert judgement.judge(setting, who, row) is worth
    truth = 0.5 if klass == AffairClass.ENCROACHMENT else mean
    assert drawn[0][-2:] == pytest.approx((truth, 1.2 / max(1, informants) ** 0.5 * (1.5 - skill)))
    assert drawn[0][2] == (0 if is_committee else 1)  # two who judge do not share their error
    assert (a.judged[row], a.judged_month[row]) == (1 if worth else 2, setting.month)
    learnt = worth and truth > 0.15
    assert table.skill[who.row, Link.JUDGEMENT] == pytest.approx(skill + 0.05 * (1 - skill) * learnt)
    assert judgement.judge(setting, who, row) is worth and len(drawn) == (1 if worth else 2)


@pytest.mark.parametrize(("share", "small"), [(0.1499, True), (0.15, False)])
@pytest.mark.parametrize("is_committee", [True, False])
def test_after_a_hearing(setting, row, asked, society, share, small, is_committee):
    world, a = setting.world, setting.world.affairs
    who = COMMITTEE if is_committee else Organizer(body(setting, GROUP, lane=0), is_committee=False)
    for name, value in (("hear", share), ("spread_rumour", 7), ("link_to_staff", None)):
        told = society(name, value)
    a.agreements[row], a.unheeded[row], a.rounds[row], a.heard[row] = 2, NEVER, 3, NEVER
    hearing.hold_hearing(setting, who, row)
    assert asked[0][0].k == 3
    came = asked[0][0].persons[:3]
    answer(asked[0], came)
    assert (a.state[row], a.heard[row], a.decision[row]) == (AffairState.HEARD, setting.month, Decision.HEARING)
    assert a.agreements[row] == (2 if small else 3) and a.unheeded[row] == (setting.month if small else NEVER)
    assert ("spread_rumour" in told) is small
    assert [event.arguments for event in setting.chronicle.events if event.kind == EventKind.AFFAIR_HEARD][-1] == {
        "persons": 3,
        "share": 0.15,
    }
    assert ("link_to_staff" in told) is is_committee
    if is_committee:
        residents = world.residents
        staff = (residents.kind == Kind.COMMITTEE_STAFF).nonzero()[0].tolist()
        assert told["link_to_staff"][0][1].tolist() == staff
        move_away(setting, staff[0])
    a.decision[row], a.heard[row], a.agreements[row] = Decision.NEGOTIATED, 2, 4
    told.clear()
    answer(asked[0], [])
    assert (a.decision[row], a.heard[row], a.agreements[row]) == (Decision.NEGOTIATED, 2, 4)
    assert "link_to_staff" not in told
    if is_committee:
        answer(asked[0], came)
        assert told["link_to_staff"][0][1].tolist() == staff[1:]


@pytest.mark.parametrize(("state", "informs"), [(AffairState.RECOGNIZED, 1), (AffairState.HEARD, 1), (3, 0)])
def test_an_advisory_meeting_calls_representatives_and_informs_until_it_is_deliberated(
    setting, row, asked, society, state, informs
):
    world = setting.world
    homes = reach.affected_rows(setting, row)
    world.households.representative[homes] = 1
    told = society("hear", 1.0)
    hearing.hold_advisory(setting, COMMITTEE, row)
    assert asked[0][0].persons.tolist() == [BERTHS * home + 1 for home in homes]
    world.affairs.state[row] = state
    answer(asked[0], [])
    assert len(told.get("hear", [])) == informs


@pytest.mark.parametrize(
    ("inside", "signed", "months", "state"),
    [
        (False, 0.1004, 0, AffairState.COMMITTED),
        (True, 0.67, 0, AffairState.COMMITTED),
        (True, 0.66, 5, AffairState.DELIBERATED),
        (True, 0.66, 6, AffairState.LAPSED),
    ],
)
@pytest.mark.parametrize("posted", [True, False])
def test_pledges_and_posting(setting, row, society, inside, signed, months, state, posted):
    a, c = setting.world.affairs, setting.world.committees
    a.state[row], a.inside_dwellings[row], a.posted[row] = AffairState.DELIBERATED, inside, posted
    a.deliberated[row], c.skill[0, Link.COMMITMENT] = setting.month - months, 0.4
    society("sign", signed)
    told = society("sign_late", signed)
    n_events = len(setting.chronicle.events)
    commitment.hold_pledge(setting, COMMITTEE, row)
    assert set(told) == {"sign_late" if posted else "sign"} and a.state[row] == state and a.posted[row]
    shares = [e.arguments["share"] for e in setting.chronicle.events[n_events:] if e.kind == EventKind.PLEDGE_POSTED]
    assert shares == ([] if posted else [round(signed, 3)])
    committed = state == AffairState.COMMITTED
    assert c.skill[0, Link.COMMITMENT] == pytest.approx(0.4 + 0.05 * 0.6 * committed)
    assert a.decision[row] == (Decision.RESIDENTS if committed else Decision.NONE)


def test_who_may_not_post_does_not(setting, row, society):
    a = setting.world.affairs
    a.state[row], a.posted[row] = AffairState.DELIBERATED, False
    society("sign", 0.9)
    commitment.hold_pledge(setting, Organizer(0, is_committee=False, posts=False), row)
    assert not a.posted[row]


@pytest.mark.parametrize(
    ("state", "inside", "reached", "agreeing", "committed"),
    [
        (AffairState.RECOGNIZED, False, 0.35, 0.8, True),
        (AffairState.DELIBERATED, False, 0.35, 0.8, True),
        (AffairState.RECOGNIZED, False, 0.349, 1.0, False),
        (AffairState.RECOGNIZED, False, 1.0, 0.799, False),
        (AffairState.RECOGNIZED, True, 0.67, 1.0, True),
        (AffairState.RECOGNIZED, True, 0.66, 1.0, False),
        (AffairState.RECOGNIZED, True, 0.8, 0.83, False),  # .664 of all
        (AffairState.COMMITTED, False, 1.0, 1.0, False),
    ],
)
def test_a_round_of_backbones_wins_consent(setting, row, asked, society, state, inside, reached, agreeing, committed):
    a = setting.world.affairs
    for name, value in (("persuade", None), ("give_word", None), ("agreement", (reached, agreeing))):
        society(name, value)
    setting.world.residents.is_backbone[adults(setting, 0)] = True
    commitment.call_backbones(setting, COMMITTEE, row)
    a.state[row], a.inside_dwellings[row], a.unheeded[row] = state, inside, NEVER
    answer(asked[0], asked[0][0].persons[:2])
    assert a.state[row] == (AffairState.COMMITTED if committed else state)
    assert a.decision[row] == (Decision.NEGOTIATED if committed else Decision.NONE)
    looked_at = state != AffairState.COMMITTED
    assert a.unheeded[row] == (setting.month if looked_at and reached < 0.35 else NEVER)
    a.state[row], a.unheeded[row] = AffairState.RECOGNIZED, NEVER
    answer(asked[0], [])
    assert a.unheeded[row] == setting.month


@pytest.mark.parametrize(("before", "after"), [(0.1, 0.14), (0.98, 1.0)])
@pytest.mark.parametrize("team", [0, 1])
def test_a_team_whose_backbones_are_asked_turns_to_the_public(setting, row, asked, before, after, team):
    world, near = setting.world, adults(setting, 0)
    world.append("teams", 1)
    world.residents.is_backbone[:], world.residents.team[:] = False, -1
    world.residents.is_backbone[near] = True
    world.residents.team[near[:20]] = team
    world.teams.public_orientation[:2] = before
    commitment.call_backbones(setting, COMMITTEE, row)
    assert world.teams.public_orientation[team] == pytest.approx(after)
    assert world.teams.public_orientation[1 - team] == before


@pytest.mark.parametrize(
    ("pilot", "scope", "u", "n_asked"),
    [(False, 0, 0.0, 20), (False, 0, 0.5, 30), (True, 0, 0.5, 54), (True, 1, 0.95, 39)],
)
def test_twenty_to_forty_representatives_see_it(setting, row, asked, society, draw, pilot, scope, u, n_asked):
    a = setting.world.affairs
    a.scope[row] = scope
    if pilot and not scope:
        n_asked = int(a.n_stakes[row])  # the whole lane
    told = society("show", None)
    draw(u)
    visits.show_example(setting, COMMITTEE, row, pilot, 0.126)
    ((invitation, _),) = asked
    assert len(invitation.persons) == n_asked == len(invitation.alternates)
    answer(asked[0], [])
    assert len(told.get("show", [])) == pilot  # who would not go sees nothing; a staircase is seen anyway
    answer(asked[0], invitation.persons[:1])
    assert told["show"][-1][2] == 0.126
    event = setting.chronicle.events[-1]
    assert (event.kind, event.arguments) == (
        EventKind.PILOT_BUILDING if pilot else EventKind.VISIT_MADE,
        {"persons": 1, "result": 0.13},
    )
