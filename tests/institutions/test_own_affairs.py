"""What bodies of residents do about the affairs that are theirs (§6.3, §6.5, §6.7)."""

import numpy as np
import pytest

from sim.foundation.terms import Account, Act, AffairState, Decision, Link, Money, Owner
from sim.institutions.affairs import payment
from sim.institutions.meetings import commitment, hearing, vote
from sim.institutions.organizations import own_affairs
from sim.institutions.organizations.membership import GROUP
from tests.helpers.bodies import adults, answer, body, own, small

LATER = 30
CLOSED = AffairState.LAPSED


@pytest.fixture
def worked(monkeypatch):
    """What bodies do, as (what, organization, affair, minutes)."""
    found = []
    for module, name in ((own_affairs, "_work_on"), (own_affairs, "call_members")):
        monkeypatch.setattr(module, name, lambda _s, *rest, name=name: found.append((name, *rest)))
    return found


def test_bodies_work_on_what_is_theirs_and_not_closed(setting, quiet, worked):
    o = quiet.organizations
    group = body(setting, GROUP, lane=0)
    states = (AffairState.COMMITTED, AffairState.EXECUTED, AffairState.RESOLVED, AffairState.LAPSED)
    rows = [small(setting, state=state, upkeep_minutes=90, severity=0.9 - 0.1 * k) for k, state in enumerate(states)]
    others = [small(setting, state=AffairState.COMMITTED) for _ in range(3)]
    for row in rows:
        own(setting, row, group)
    own(setting, others[0], group + 1)  # another's
    own(setting, others[1], 0)  # the patrol's: it owns no affairs
    quiet.affairs.organization[others[2]] = group  # the committee's again
    o.last_object[group] = -5
    own_affairs.work(setting)
    assert worked == [
        ("_work_on", group, rows[0]),
        ("_work_on", group, rows[1]),
        ("call_members", group, rows[2], 90),
    ]
    assert o.last_object[group] == setting.month
    quiet.affairs.upkeep_minutes[rows[2]], o.last_object[group] = 0, -5
    own_affairs.work(setting)
    assert o.last_object[group] == -5  # upkeep that takes no time is no object


@pytest.fixture
def owned(setting, quiet):
    """A confirmed group of eight adults with an affair that needs labour; the affair."""
    group = body(setting, GROUP, lane=0, members=adults(setting, 0)[:8])
    row = small(setting, state=AffairState.COMMITTED, labour_minutes=600, upkeep_minutes=0)
    own(setting, row, group)
    return group, row


@pytest.mark.parametrize(
    ("state", "left", "minutes"),
    [(AffairState.EXECUTED, 600, 240), (AffairState.COMMITTED, 600, 600), (AffairState.COMMITTED, 0, None)],
)
def test_an_owned_affair_is_watched_or_its_labour_done(setting, quiet, owned, monkeypatch, state, left, minutes):
    group, row = owned
    called, paid = [], []
    monkeypatch.setattr(own_affairs, "call_members", lambda _s, *rest: called.append(rest))
    monkeypatch.setattr(own_affairs, "_pay_from_line", lambda _s, *rest: paid.append(rest))
    a = quiet.affairs
    a.state[row], a.labour_minutes[row], a.cost_fen[row], a.attended[row] = state, left, 10**12, -5
    own_affairs._work_on(setting, group, row)
    assert called == ([(group, row, minutes)] if minutes else [])  # four hours of watching at least
    assert paid == ([] if minutes else [(group, row)])
    assert a.attended[row] == (setting.month if minutes else -5)


@pytest.mark.parametrize(
    ("consent", "before", "after", "decided"),
    [
        (False, Decision.NOTICE, Decision.RESIDENTS, True),
        (False, Decision.NEGOTIATED, Decision.RESIDENTS, True),
        (False, Decision.RESIDENTS, Decision.RESIDENTS, False),
        (True, Decision.NEGOTIATED, Decision.NEGOTIATED, False),
    ],
)
def test_what_needs_no_consent_is_the_bodys_decision(setting, quiet, owned, consent, before, after, decided):
    group, row = owned
    a, o = quiet.affairs, quiet.organizations
    a.consent_required[row], a.decision[row], o.last_decided[group] = consent, before, -5
    own_affairs._work_on(setting, group, row)
    assert a.decision[row] == after and o.last_decided[group] == (setting.month if decided else -5)


@pytest.mark.parametrize(
    ("state", "carries", "step"),
    [
        (AffairState.RECOGNIZED, (Link.COMMUNICATION,), "hold_hearing"),
        (AffairState.RECOGNIZED, (Link.DECISION,), "hold_vote"),
        (AffairState.RECOGNIZED, (), "call_backbones"),
        (AffairState.HEARD, (), "hold_vote"),
        (AffairState.HEARD, (Link.COMMUNICATION,), "hold_vote"),
        (AffairState.HEARD, (Link.COMMUNICATION, Link.DECISION), "hold_vote"),
        (AffairState.DELIBERATED, (Link.COMMUNICATION, Link.DECISION), "hold_pledge"),
    ],
)
def test_consent_is_sought_by_the_links_that_the_body_carries(setting, quiet, owned, monkeypatch, state, carries, step):
    group, row = owned
    a, o, done = quiet.affairs, quiet.organizations, []
    for module, name in (
        (hearing, "hold_hearing"),
        (vote, "hold_vote"),
        (commitment, "call_backbones"),
        (commitment, "hold_pledge"),
    ):
        monkeypatch.setattr(module, name, lambda _s, _who, affair, name=name: done.append((name, affair)))
    monkeypatch.setattr(own_affairs, "carries", lambda _s, _row, link, _affair: link in carries)
    a.consent_required[row], a.state[row], o.last_decided[group] = True, state, -5
    own_affairs._work_on(setting, group, row)
    assert done == [(step, row)] and a.attended[row] == setting.month
    assert o.last_decided[group] == (setting.month if state == AffairState.DELIBERATED else -5)


@pytest.mark.parametrize(
    ("minutes", "hours", "n_asked"),
    [(0, 3, None), (1, 3, 8), (1800, 3, 25), (1801, 3, 26), (1800, 6, 13)],  # ⌈needed / shift / .4⌉, 3 / .4 at least
)
def test_as_many_members_are_asked_as_are_likely_needed(setting, quiet, asked, minutes, hours, n_asked):
    people = adults(setting)[:60]
    group, row = body(setting, GROUP, lane=0, members=people), small(setting)
    quiet.residents.adult[people[50:]] = False
    setting.params.participation.act_hours["duty"] = hours
    own_affairs.call_members(setting, group, row, minutes)
    assert [len(invitation.persons) for invitation, _ in asked] == ([n_asked] if n_asked else [])
    for invitation, _ in asked:
        assert np.isin(invitation.persons, people[:50]).all() and invitation.act == Act.DUTY
        assert invitation.bonus == setting.params.participation.own_organization_bonus


@pytest.mark.parametrize(
    ("state", "paid", "labour", "upkeep", "enforced"),
    [
        (AffairState.RESOLVED, True, 0, 720, 0.0),
        (AffairState.RESOLVED, False, 0, 0, 0.0),
        (AffairState.EXECUTED, True, 720, 0, (0.5 + 0.1) * 720 / 1440),
        (AffairState.COMMITTED, True, 720, 0, 0.0),
        (AffairState.LAPSED, True, 0, 0, 0.0),
    ],
)
def test_what_a_shift_counts_for(setting, quiet, owned, asked, monkeypatch, state, paid, labour, upkeep, enforced):
    group, row = owned
    a, o, committees = quiet.affairs, quiet.organizations, quiet.committees
    quiet.month, committees.residents_year[:] = LATER, 0
    setting.params.participation.act_hours["duty"] = 6
    monkeypatch.setattr(payment, "pay_upkeep", lambda *_: paid)
    own_affairs.call_members(setting, group, row, 720)
    a.state[row], a.upkeep_minutes[row] = state, 1440
    answer(asked[0], [])
    assert o.last_decided[group] != LATER
    answer(asked[0], asked[0][0].persons[:2])
    assert (a.labour_residents[row], a.upkeep_done[row]) == (labour, upkeep)
    assert a.enforcement[row] == pytest.approx(enforced)
    hours = 0 if state == AffairState.LAPSED else 720
    assert committees.residents_year[0, LATER % 12] == hours == committees.residents_year.sum()
    if state == AffairState.LAPSED:
        return
    assert (o.last_decided[group], o.last_object[group], o.joint_episodes[group]) == (LATER, LATER, 0)
    a.committee_minutes[row] = 1
    answer(asked[0], asked[0][0].persons[:2])
    assert o.joint_episodes[group] == 1 and o.skill[group, Link.EXECUTION] == pytest.approx(0.1 + 0.05 * 0.9)


@pytest.mark.parametrize(
    ("cost", "paid", "levy", "line", "from_levy", "from_line"),
    [
        (1_000, 200, 300, 500, 300, 500),
        (1_000, 200, 300, 499, 0, 0),  # not enough: nothing is paid
        (1_000, 200, 900, 500, 800, 0),
        (1_000, 200, 0, 900, 0, 800),
        (1_000, 0, 300, 701, 300, 700),
    ],
)
def test_a_body_pays_by_levy_and_line_together(
    setting, quiet, owned, monkeypatch, cost, paid, levy, line, from_levy, from_line
):
    group, row = owned
    a, o = quiet.affairs, quiet.organizations
    monkeypatch.setattr(payment, "levy", lambda *_: levy)
    setting.ledger.receive(0, Account.ORGANIZATION_LINES, line, Money.OPENING)
    a.cost_fen[row], a.paid_fen[row], o.line_fen[group] = cost, paid, line
    own_affairs._pay_from_line(setting, group, row)
    assert a.paid_fen[row] == paid + from_levy + from_line and o.line_fen[group] == line - from_line
    assert setting.ledger.balance(0, Account.ORGANIZATION_LINES) == line - from_line
    setting.ledger.check()


@pytest.mark.parametrize("team", [0, 1])
@pytest.mark.parametrize(
    ("state", "active", "minutes", "wanted"),
    [
        (AffairState.COMMITTED, True, 961, 6),  # ⌈961 / 480 / .4⌉
        (AffairState.COMMITTED, True, 0, None),
        (AffairState.COMMITTED, True, 1, 1),
        (AffairState.RESOLVED, True, 961, 6),
        (AffairState.LAPSED, True, 961, None),
        (AffairState.COMMITTED, False, 961, None),
    ],
)
def test_a_team_is_called_to_its_own_object(setting, quiet, asked, team, state, active, minutes, wanted):
    people, a = adults(setting)[:30], quiet.affairs
    quiet.append("teams", 1)
    quiet.teams.active[team], quiet.residents.team[people] = active, team
    quiet.residents.adult[people[20:]] = False
    setting.params.participation.act_hours["team_call"] = 8
    row, others, elsewhere = (small(setting, state=state, severity=0.75) for _ in range(3))
    a.owner[[row, elsewhere]], a.team_owner[[row, others, elsewhere]] = Owner.TEAM, team
    a.neighbourhood[elsewhere] = 1
    a.labour_minutes[row], a.upkeep_minutes[row] = (0, minutes) if state == AffairState.RESOLVED else (minutes, 0)
    own_affairs._teams_work(setting, 0)
    assert [len(invitation.persons) for invitation, _ in asked] == ([wanted] if wanted else [])
    for invitation, _ in asked:
        assert np.isin(invitation.persons, people[:20]).all() and invitation.affair == row
        assert (invitation.act, invitation.asker, invitation.stake, invitation.owned) == (
            Act.TEAM_CALL,
            team,
            0.75,
            True,
        )


@pytest.mark.parametrize(
    ("state", "labour", "upkeep"), [(AffairState.COMMITTED, 960, 0), (AffairState.RESOLVED, 0, 960)]
)
def test_what_a_teams_day_counts_for(setting, quiet, asked, monkeypatch, state, labour, upkeep):
    people, a = adults(setting)[:5], quiet.affairs
    row = small(setting, state=state, attended=-5)
    monkeypatch.setattr(payment, "pay_upkeep", lambda *_: True)
    own_affairs._call_team(setting, row, 0, people, 480, 960)
    answer(asked[0], [])
    assert a.attended[row] == -5
    answer(asked[0], people[:2])
    assert (a.labour_residents[row], a.upkeep_done[row]) == (labour, upkeep)
    assert a.attended[row] == (setting.month if labour else -5)
