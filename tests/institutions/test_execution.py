"""From commitment to result: when an affair is executed, how it is watched, what its end teaches (§6.3, link 5)."""

import numpy as np
import pytest

from sim.foundation.terms import AffairClass, AffairState, Decision, Link, Owner
from sim.institutions.affairs import execution, labour, reach
from sim.world.persons import NEVER
from tests.helpers.affairs import fill_books, new_affair

ENVIRONMENT, ENCROACHMENT, PARKING = AffairClass.ENVIRONMENT, AffairClass.ENCROACHMENT, AffairClass.PARKING


@pytest.fixture
def affair(setting):
    """An affair of class II, committed and attended to this month: ten minutes of labour, done; a yuan, in hand."""
    row, a = new_affair(setting), setting.world.affairs
    a = setting.world.affairs
    a.state[row], a.attended[row], a.consent_required[row] = AffairState.COMMITTED, setting.month, True
    a.decision[row], a.inside_dwellings[row], a.is_rule[row] = Decision.RESIDENTS, False, False
    a.labour_minutes[row], a.labour_residents[row], a.labour_committee[row] = 10, 6, 4
    a.cost_fen[row], a.executed[row] = 100, setting.month
    fill_books(setting, free=100)
    return row


@pytest.fixture
def told(setting, monkeypatch):
    """What residents were told: (what, arguments) of each call, none of which does anything."""
    calls = []
    for name in ("sign_late", "remove_encroachments", "remove_enclosures", "disappoint", "reward", "realised"):
        monkeypatch.setattr(setting.society, name, lambda *what, name=name: calls.append((name, *what)) or 0.0)
    return calls


def test_all_open_affairs_but_disputes_move_on_by_burden(setting, monkeypatch):
    a, advanced = setting.world.affairs, []
    rows = [new_affair(setting, slot=slot) for slot in range(4)]
    a = setting.world.affairs
    a.state[:], a.n_affected[rows] = AffairState.RESOLVED, 4
    a.state[rows], a.severity[rows] = [1, 5, 1, 0], [0.2, 0.3, 0.9, 0.9]
    a.klass[rows[2]] = AffairClass.DISPUTE
    monkeypatch.setattr(execution, "_advance_one", lambda setting, row: advanced.append(row))
    execution.advance(setting)
    assert advanced == [rows[1], rows[0]]


@pytest.mark.parametrize("square", [False, True])
@pytest.mark.parametrize("posted", [False, True])
def test_late_signers_follow_where_kitchens_are_posted(setting, affair, told, square, posted):
    """Decision 0007: until works begin, more may sign, by the committee's skill of commitment."""
    a = setting.world.affairs
    a.one_square_metre[affair], a.posted[affair], a.has_quota[affair] = square, posted, False
    setting.world.committees.skill[0, Link.COMMITMENT] = 0.375
    execution._advance_one(setting, affair)
    assert told == ([("sign_late", affair, 0.375)] if square and posted else [])


@pytest.mark.parametrize(
    ("minutes", "quota", "fen", "state"),
    [
        (10, True, 100, AffairState.EXECUTED),
        (11, True, 100, AffairState.COMMITTED),
        (10, False, 100, AffairState.COMMITTED),
        (10, True, 101, AffairState.COMMITTED),
        (9, True, 0, AffairState.EXECUTED),
    ],
)
def test_executed_once_labour_is_done_quota_granted_and_cost_paid(setting, affair, minutes, quota, fen, state):
    a = setting.world.affairs
    a.labour_minutes[affair], a.has_quota[affair], a.cost_fen[affair] = minutes, quota, fen
    a.complied_months[affair], a.executed[affair] = 2, NEVER
    execution._advance_one(setting, affair)
    assert a.state[affair] == state
    done = state == AffairState.EXECUTED
    assert (a.executed[affair], a.complied_months[affair]) == ((setting.month, 0) if done else (NEVER, 2))
    assert a.paid_fen[affair] == (fen if done else 0)


@pytest.mark.parametrize(("age", "lapsed"), [(23, False), (24, True), (25, True)])
@pytest.mark.parametrize("state", [AffairState.RECOGNIZED, AffairState.DELIBERATED, AffairState.COMMITTED])
def test_24_months_unattended_lapse(setting, affair, told, state, age, lapsed):
    """Those who gave hours are disappointed in each other; an affair with a quota yet to come waits."""
    a = setting.world.affairs
    a.state[affair], a.attended[affair], a.has_quota[affair] = state, setting.month - age, False
    labour.contribute(setting, affair, np.array([3, 4]), 1)
    execution._advance_one(setting, affair)
    assert a.state[affair] == (AffairState.LAPSED if lapsed else state)
    assert [(what, rows.tolist()) for what, rows in told] == ([("disappoint", [3, 4])] if lapsed else [])


@pytest.mark.parametrize("state", [AffairState.EXECUTED, AffairState.COMMITTED, AffairState.HEARD])
def test_only_what_is_executed_is_watched(setting, affair, monkeypatch, state):
    watched, a = [], setting.world.affairs
    monkeypatch.setattr(execution, "_watch", lambda setting, row: watched.append(row))
    a.state[affair], a.has_quota[affair], a.attended[affair] = state, False, setting.month - 100
    execution._advance_one(setting, affair)
    assert watched == ([affair] if state == AffairState.EXECUTED else [])
    assert bool(a.state[affair] == AffairState.LAPSED) is (state != AffairState.EXECUTED)


@pytest.mark.parametrize(
    ("consent", "decision", "klass", "does"),
    [
        (False, Decision.NOTICE, ENVIRONMENT, ["finish"]),
        (False, Decision.NOTICE, ENCROACHMENT, ["finish"]),
        (True, Decision.NONE, ENCROACHMENT, ["pull_down", "finish"]),
        (True, Decision.NOTICE, ENCROACHMENT, ["pull_down", "finish"]),
        (True, Decision.HEARING, ENCROACHMENT, []),
        (True, Decision.NOTICE, ENVIRONMENT, []),
        (True, Decision.RESIDENTS, PARKING, []),
    ],
)
def test_what_needs_no_consent_is_done_and_a_notice_pulls_down(
    setting, affair, monkeypatch, consent, decision, klass, does
):
    a, done = setting.world.affairs, []
    a.consent_required[affair], a.decision[affair], a.klass[affair] = consent, decision, klass
    for name in ("finish", "pull_down"):
        monkeypatch.setattr(execution, name, lambda setting, row, name=name: done.append(name))
    execution._execute(setting, affair)
    assert done == does


def test_who_is_left_out_gains_nothing(setting, affair, monkeypatch):
    """A kitchen that has not signed is not renovated (decision 0007)."""
    stakes, block = setting.world.stakes, reach.stakes_of(setting, affair)
    stakes.benefit[block] = 0.5
    left_out = np.arange(block.stop - block.start) == 2
    monkeypatch.setattr(execution, "agreed", lambda setting, row: ~left_out)
    execution._execute(setting, affair)
    assert stakes.benefit[block].tolist() == np.where(left_out, 0.0, 0.5).tolist()


@pytest.fixture
def ends(setting, affair, monkeypatch):
    """How the affair ends that is watched."""
    found = []
    monkeypatch.setattr(execution, "finish", lambda setting, row: found.append("finished"))
    monkeypatch.setattr(execution, "lapse", lambda setting, row, reason: found.append(reason))
    setting.world.affairs.state[affair] = AffairState.EXECUTED
    return found


def watch(setting, affair, monkeypatch, share):
    """Watch the affair in a month in which this share complies; return what compliance was asked for."""
    asked = []
    monkeypatch.setattr(setting.society, "comply", lambda *what: asked.append(what) or share)
    execution._watch(setting, affair)
    return asked


@pytest.mark.parametrize(("age", "end"), [(2, []), (3, ["finished"]), (4, ["finished"])])
@pytest.mark.parametrize("decision", [Decision.NONE, Decision.NOTICE])
def test_works_by_notice_take_three_months_and_ask_nobody(setting, affair, ends, monkeypatch, age, end, decision):
    a = setting.world.affairs
    a.inside_dwellings[affair], a.decision[affair], a.executed[affair] = True, decision, setting.month - age
    assert watch(setting, affair, monkeypatch, 1.0) == [] and ends == end


@pytest.mark.parametrize(
    ("inside", "decision"), [(True, Decision.HEARING), (False, Decision.NOTICE), (False, Decision.RESIDENTS)]
)
@pytest.mark.parametrize(("posted", "weight"), [(True, 1.0), (False, 0.25)])
def test_compliance_looks_at_enforcement_and_whether_pledges_are_posted(
    setting, affair, ends, monkeypatch, inside, decision, posted, weight
):
    """Unposted pledges weigh .25; the month's enforcement is used up, and what complied is seen in the class."""
    a, setting.params.issues.unposted_weight = setting.world.affairs, 0.25
    a.inside_dwellings[affair], a.decision[affair], a.posted[affair] = inside, decision, posted
    a.enforcement[affair], a.upkeep_minutes[affair] = 0.625, 90
    assert watch(setting, affair, monkeypatch, 0.375) == [(affair, 0.625, weight)]
    assert (a.enforcement[affair], a.seen_in_class[affair]) == (0.0, 0.375)


@pytest.mark.parametrize(
    ("klass", "removed"),
    [(ENVIRONMENT, []), (ENCROACHMENT, ["remove_encroachments"]), (PARKING, ["remove_enclosures"])],
)
def test_who_complies_removes_what_the_affair_is_about(setting, affair, ends, monkeypatch, told, klass, removed):
    setting.world.affairs.klass[affair] = klass
    watch(setting, affair, monkeypatch, 0.5)
    assert [what for what, _ in told] == removed


@pytest.mark.parametrize(
    ("before", "share", "after", "age", "end"),
    [
        (0, 0.55, 1, 0, []),
        (1, 0.9, 2, 0, []),
        (2, 0.55, 3, 0, ["finished"]),
        (2, 0.54, 0, 11, []),
        (2, 0.54, 0, 12, ["not kept"]),
        (1, 0.9, 2, 13, ["not kept"]),
        (2, 0.9, 3, 13, ["finished"]),
    ],
)
def test_three_months_of_55_percent_finish_and_twelve_months_without_lapse(
    setting, affair, ends, monkeypatch, before, share, after, age, end
):
    a = setting.world.affairs
    a.complied_months[affair], a.executed[affair] = before, setting.month - age
    watch(setting, affair, monkeypatch, share)
    assert a.complied_months[affair] == after and ends == end


@pytest.mark.parametrize(
    ("consent", "decision", "owner", "learns"),
    [
        (True, Decision.HEARING, Owner.COMMITTEE, True),
        (True, Decision.RESIDENTS, Owner.COMMITTEE, True),
        (True, Decision.NOTICE, Owner.COMMITTEE, False),
        (False, Decision.RESIDENTS, Owner.COMMITTEE, False),
        (True, Decision.RESIDENTS, Owner.TEAM, False),
    ],
)
def test_skill_grows_by_agreements_kept_under_the_committee(setting, affair, consent, decision, owner, learns):
    """κ += .05 (1 - κ) = .05 · .5."""
    a, skill = setting.world.affairs, setting.world.committees.skill
    skill[0, Link.EXECUTION], setting.params.learning.skill_gain = 0.5, 0.05
    a.consent_required[affair], a.decision[affair], a.owner[affair] = consent, decision, owner
    execution.finish(setting, affair)
    assert skill[0, Link.EXECUTION] == pytest.approx(0.525 if learns else 0.5)
    assert a.state[affair] == AffairState.RESOLVED


@pytest.mark.parametrize(("residents", "committee", "share"), [(1, 2, 0.333), (0, 5, 0.0), (0, 0, 0.0), (5, 0, 1.0)])
def test_the_share_of_residents_is_told(setting, affair, residents, committee, share):
    a = setting.world.affairs
    a.labour_residents[affair], a.labour_committee[affair] = residents, committee
    execution.finish(setting, affair)
    assert setting.chronicle.events[-1].arguments["residents_share"] == share


@pytest.mark.parametrize(("team", "active", "given"), [(0, True, True), (0, False, False), (-1, True, False)])
def test_a_resolved_venue_affair_gives_an_active_team_its_venue(setting, affair, team, active, given):
    world = setting.world
    world.append("teams", 1)
    world.teams.active[:], world.teams.has_venue[:], world.affairs.team[affair] = active, False, team
    execution.finish(setting, affair)
    assert bool(world.teams.has_venue.any()) is bool(world.teams.has_venue[0]) is given


@pytest.mark.parametrize(
    ("decision", "heard", "owner", "chain"),
    [
        (Decision.RESIDENTS, 0, Owner.COMMITTEE, True),
        (Decision.RESIDENTS, NEVER, Owner.COMMITTEE, False),
        (Decision.NEGOTIATED, 0, Owner.COMMITTEE, False),
        (Decision.RESIDENTS, 0, Owner.ORGANIZATION, False),
    ],
)
def test_a_chain_has_succeeded_if_residents_were_heard_and_decided(setting, affair, decision, heard, owner, chain):
    a, committees = setting.world.affairs, setting.world.committees
    committees.chain_succeeded[0] = False
    a.decision[affair], a.heard[affair], a.owner[affair] = decision, heard, owner
    execution.finish(setting, affair)
    assert bool(committees.chain_succeeded[0]) is chain


@pytest.mark.parametrize(("team", "helped"), [(0, True), (-1, False)])
def test_teams_helped_if_a_member_gave_hours(setting, affair, monkeypatch, team, helped):
    pleased, world = [], setting.world
    world.committees.teams_helped[0] = False
    world.residents.team[:] = 1
    world.residents.team[[3, 4]] = -1, team
    monkeypatch.setattr(
        execution.team_life, "please", lambda setting, people, by: pleased.append((people.tolist(), by))
    )
    labour.contribute(setting, affair, np.array([3, 4]), 1)
    execution.finish(setting, affair)
    assert bool(world.committees.teams_helped[0]) is helped
    assert pleased == ([([3, 4], setting.params.teams.orientation_success)] if helped else [])


@pytest.mark.parametrize(
    ("residents", "committee", "people", "rewarded"),
    [(5, 5, 1, True), (4, 5, 1, False), (5, 5, 0, False), (0, 0, 1, False), (5, 0, 2, True), (1, 0, 1, True)],
)
def test_those_who_did_half_of_it_reward_each_other(setting, affair, told, residents, committee, people, rewarded):
    """Minutes of residents at least half of all, and somebody of them still here."""
    a = setting.world.affairs
    labour.contribute(setting, affair, np.arange(3, 3 + people), 1)
    a.labour_residents[affair], a.labour_committee[affair] = residents, committee
    execution.finish(setting, affair)
    assert [what for what, *_ in told if what == "reward"] == ["reward"] * rewarded


@pytest.mark.parametrize("inside", [False, True])
def test_works_inside_dwellings_count_as_delivered(setting, affair, inside):
    delivered = setting.world.committees.delivered
    setting.world.affairs.inside_dwellings[affair], delivered[0] = inside, 3
    execution.finish(setting, affair)
    assert delivered[0] == 3 + inside
