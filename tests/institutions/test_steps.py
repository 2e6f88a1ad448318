"""Steps of an affair, its reach, what is waiting, and like affairs that can be seen (§3, §6.3)."""

import numpy as np
import pytest

from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import Account, AffairClass, AffairState, Decision, Housing, Money, RecognizedBy, Scope
from sim.institutions.affairs import examples, reach, steps, waiting
from sim.institutions.ledger import Ledger
from sim.world.persons import NEVER
from sim.world.state import empty_world
from tests.helpers.affairs import new_affair

RESOLVED, LAPSED, MOOT = AffairState.RESOLVED, AffairState.LAPSED, AffairState.MOOT


@pytest.fixture
def affair(setting):
    """A recognised affair of class II, the only one that is not lapsed."""
    row = new_affair(setting)
    a = setting.world.affairs
    a.state[:row], a.state[row], a.recognized[row] = LAPSED, AffairState.RECOGNIZED, 0
    a.is_rule[row] = a.consent_required[row] = a.inside_dwellings[row] = False
    setting.chronicle.events.clear()
    return row


@pytest.mark.parametrize("consent", [False, True])
@pytest.mark.parametrize("inside", [False, True])
def test_what_needs_no_consent_is_committed_quietly_when_recognised(setting, affair, consent, inside):
    a = setting.world.affairs
    a.consent_required[affair], a.inside_dwellings[affair], a.committed[affair] = consent, inside, NEVER
    steps.recognize(setting, affair, RecognizedBy.SCAN)
    at_once = not consent and not inside
    assert a.committed[affair] == (setting.month if at_once else NEVER)
    assert [event.kind for event in setting.chronicle.events] == [EventKind.AFFAIR_RECOGNIZED]


@pytest.mark.parametrize(
    ("before", "decision", "after"), [(0, Decision.NOTICE, 1), (4, Decision.NOTICE, 4), (2, Decision.NEGOTIATED, 3)]
)
def test_a_commitment_is_told_and_keeps_the_higher_decision(setting, affair, before, decision, after):
    a = setting.world.affairs
    a.decision[affair] = before
    steps.commit(setting, affair, decision)
    assert (a.state[affair], a.committed[affair], a.decision[affair]) == (AffairState.COMMITTED, setting.month, after)
    (event,) = setting.chronicle.events
    assert event.kind == EventKind.AFFAIR_COMMITTED and event.arguments == {"decision": decision.word}


@pytest.mark.parametrize(
    ("state", "inside", "decision", "what"),
    [
        (RESOLVED, True, Decision.NOTICE, ["realised", "disappointed"]),
        (RESOLVED, True, Decision.NONE, ["realised", "disappointed"]),
        (RESOLVED, True, Decision.HEARING, ["realised"]),
        (RESOLVED, False, Decision.NOTICE, ["realised"]),
        (LAPSED, True, Decision.NOTICE, []),
        (MOOT, True, Decision.NOTICE, []),
    ],
)
def test_works_by_notice_may_backfire_when_they_are_done(setting, affair, monkeypatch, state, inside, decision, what):
    """Who gained is known of what is resolved; works that nobody was asked about disappoint who lost by them (C085)."""
    a, called = setting.world.affairs, []
    a.inside_dwellings[affair], a.decision[affair], a.severity[affair] = inside, decision, 0.375
    for name in ("realised", "disappointed"):
        monkeypatch.setattr(setting.society, name, lambda row, name=name: called.append(name) or 0.625)
    steps.close(setting, affair, state)
    assert called == what and a.gain_share[affair] == (0.625 if state == RESOLVED else 0)
    assert (a.state[affair], a.closed[affair], a.severity_closed[affair]) == (state, setting.month, 0.375)


@pytest.mark.parametrize(
    ("state", "recognized", "told"),
    [(MOOT, NEVER, False), (MOOT, NEVER + 1, True), (LAPSED, NEVER, True), (RESOLVED, 0, True)],
)
def test_what_nobody_had_seen_ends_of_itself_without_a_word(setting, affair, state, recognized, told):
    setting.world.affairs.recognized[affair] = recognized
    steps.close(setting, affair, state)
    assert [event.kind.word for event in setting.chronicle.events] == [f"affair_{state.word}"] * told


@pytest.mark.parametrize(
    ("state", "klass", "kept"),
    [
        (RESOLVED, AffairClass.ENVIRONMENT, True),
        (RESOLVED, AffairClass.DISPUTE, False),
        (LAPSED, AffairClass.ENVIRONMENT, False),
        (MOOT, AffairClass.DISPUTE, False),
    ],
)
def test_stakes_are_kept_of_what_is_resolved_and_may_relapse(setting, affair, state, klass, kept):
    a = setting.world.affairs
    n, a.klass[affair] = int(a.n_stakes[affair]), klass
    steps.close(setting, affair, state)
    assert n > 0 and a.n_stakes[affair] == (n if kept else 0)


def test_a_place_is_the_lane_the_estate_or_the_neighbourhood(setting, affair):
    a, homes, places = setting.world.affairs, setting.world.households, setting.world.places
    a.lane[affair], a.estate[affair] = 1, 0
    for scope, place in ((Scope.LANE, 1), (Scope.ESTATE, 0), (Scope.NEIGHBOURHOOD, 0)):
        a.scope[affair] = scope
        assert reach.scope_place(setting, affair) == (scope, place)
    for scope, column, place in ((Scope.LANE, homes.lane, 1), (Scope.ESTATE, homes.estate, 1)):
        found = reach.candidate_households(setting, scope, 0, 1, 1)
        assert sorted(found) == np.flatnonzero(column == place).tolist() and len(found) > 0
    start = np.array([0, 3, 7])
    setting.world.places = places._replace(neighbourhood_start=start, neighbourhood_households=np.arange(20, 27))
    assert reach.candidate_households(setting, Scope.NEIGHBOURHOOD, 0, -1, -1).tolist() == [20, 21, 22]
    assert reach.candidate_households(setting, Scope.NEIGHBOURHOOD, 1, -1, -1).tolist() == [23, 24, 25, 26]


def test_who_has_no_household_is_not_affected_even_if_all_households_are(setting, affair):
    """Staff live elsewhere (household -1); the last household of all is a household like any other."""
    world, block = setting.world, reach.stakes_of(setting, affair)
    last = world.n("households") - 1
    world.stakes.household[block.start] = last
    world.residents.household[:3] = [-1, last, world.stakes.household[block.start + 1]]
    world.residents.household[3] = np.setdiff1d(np.arange(last), reach.affected_rows(setting, affair))[0]
    assert reach.lives_affected(setting, affair, np.arange(4)).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("housing", "kitchen", "has"),
    [(Housing.OLD_LANE, 0, True), (Housing.OLD_LANE, -1, False), (Housing.NEW_VILLAGE, 0, False)],
)
def test_shared_kitchens_of_old_lanes(setting, affair, housing, kitchen, has):
    world = setting.world
    world.households.kitchen[:], world.lanes.housing[:] = -1, housing
    world.households.kitchen[reach.affected_rows(setting, affair)[2]] = kitchen
    assert reach.has_kitchens(setting, affair) is has


def test_what_waits_is_latent_or_recognised_and_not_closed(setting):
    a, rows = setting.world.affairs, [new_affair(setting, slot=slot) for slot in range(10)]
    a = setting.world.affairs
    a.state[: setting.world.n("affairs")] = LAPSED
    a.state[rows] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1]
    a.neighbourhood[rows[9]] = 1
    assert waiting.open_rows(setting, 0, latent=True).tolist() == [rows[0]]
    assert waiting.open_rows(setting, 0, latent=False).tolist() == rows[1:6]
    assert waiting.open_rows(setting, 1, latent=False).tolist() == [rows[9]]


def test_burden_is_severity_times_the_root_of_the_affected(setting, affair):
    setting.world.affairs.severity[affair], setting.world.affairs.n_affected[affair] = 0.5, 16
    assert waiting.burden(setting, affair) == 2.0


@pytest.fixture
def like(setting, affair):
    """An affair of the same class that is resolved, of which three quarters gained."""
    row = new_affair(setting, slot=5)
    a = setting.world.affairs
    a.state[row], a.gain_share[row], a.closed[row] = RESOLVED, 0.75, 4
    return row


def test_what_is_seen_of_a_like_affair_is_twice_the_share_that_gained_less_one(setting, affair, like):
    """Decision 0011: 2 · .75 - 1."""
    assert examples.visible(setting, 0, affair) == 0.5


@pytest.mark.parametrize(
    ("column", "value"),
    [("klass", AffairClass.PARKING), ("state", AffairState.EXECUTED), ("one_square_metre", True), ("neighbourhood", 1)],
)
def test_what_is_another_thing_or_not_done_or_elsewhere_is_no_example(setting, affair, like, column, value):
    getattr(setting.world.affairs, column)[like] = value
    assert examples.visible(setting, 0, affair) is None


def test_an_affair_is_no_example_of_itself(setting, affair):
    setting.world.affairs.state[affair] = RESOLVED
    assert examples.visible(setting, 0, affair) is None


@pytest.mark.parametrize(("closed", "latest"), [([4, 5], 1), ([5, 4], 0), ([5, 5], None)])
def test_the_latest_is_seen_and_of_two_the_higher_identity(setting, affair, like, closed, latest):
    other = new_affair(setting, slot=6)
    a, rows = setting.world.affairs, [like, other]
    a.state[other], a.gain_share[rows], a.closed[rows] = RESOLVED, [0.75, 1.0], closed
    seen = latest if latest is not None else int(a.eid[other] > a.eid[like])
    assert examples.visible(setting, 0, affair) == (0.5, 1.0)[seen]


def test_of_an_encroachment_the_share_removed_is_seen(setting, affair, like, monkeypatch):
    setting.world.affairs.klass[[affair, like]] = AffairClass.ENCROACHMENT
    monkeypatch.setattr(setting.society, "removed_share", lambda row: (row, 0.25))
    assert examples.visible(setting, 0, affair) == (like, 0.25)


@pytest.mark.parametrize(
    ("inside", "month", "seen"),
    [(True, 6, True), (True, 0, True), (True, 7, False), (True, -1, False), (False, 6, False)],
)
def test_an_outside_site_can_be_seen_from_its_month_on_for_works_inside_dwellings(setting, affair, inside, month, seen):
    p, setting.world.affairs.inside_dwellings[affair] = setting.params.issues, inside
    p.outside_site_month, p.outside_site_result = month, 0.375
    assert setting.month == 6 and examples.visible(setting, 0, affair) == (0.375 if seen else None)


def test_a_fund_may_be_paid_out_to_its_last_fen():
    ledger = Ledger(empty_world(0, 3, {"neighbourhoods": 1, "accounts": 1}))
    ledger.receive(0, Account.FREE, 100, Money.DONATION)
    ledger.pay(0, Account.FREE, 100, Money.EVENT)
    assert not ledger.world.accounts.balance.any() and len(ledger.journal) == 2
