"""How teams are founded, joined, housed and end (§6.5, §6.7)."""

import numpy as np
import pytest

from sim.foundation.terms import Account, Act, AffairClass, AffairState, Money, Owner
from sim.institutions import kernels
from sim.institutions.teams import founding, life, membership, venues
from sim.protocols.society import Asker
from tests.helpers.bodies import adults, affair, answer


@pytest.fixture
def free(setting):
    """A world without teams but for two rows that nobody belongs to, without proposals, ties and links of units."""
    world = setting.world
    world.append("teams", 2)
    world.residents.team[:], world.teams.active[:], world.counts["proposals"] = -1, False, 0
    world.teams.neighbourhood[:], world.teams.public_orientation[:], world.teams.has_venue[:] = 0, 0.5, False
    world.teams.n_members[:], world.teams.eid[:3] = 0, [31, 32, 33]
    world.units.lent_to[:] = -1
    return world


@pytest.mark.parametrize(("intensity", "u", "tries"), [(0.71, 0.0099, 1), (0.7, 0.0, 0), (0.71, 0.01, 0)])
def test_a_keen_adult_without_a_team_tries_now_and_then(setting, free, monkeypatch, intensity, u, tries):
    residents, people = free.residents, adults(setting)
    residents.hobby_intensity[:] = 0.0
    residents.hobby_intensity[people[:4]] = intensity
    residents.team[people[1]], residents.adult[people[2]], residents.kind[people[3]] = 0, False, 0
    monkeypatch.setattr(type(setting), "uniforms", lambda _self, _purpose, eids: np.full(len(eids), u))
    founding.propose_founding(setting)
    q = free.proposals
    assert free.n("proposals") == tries
    assert not tries or (q.act[0], q.asker[0], q.neighbourhood[0]) == (Act.FOUND_TEAM, people[0], 0)


def test_a_founder_asks_free_hobby_mates_tied_or_of_the_lane(setting, free, asked):
    residents, index = free.residents, free.tie_index
    here, there = adults(setting, 0), adults(setting, 1)
    founder = here[0]
    residents.hobby[:], residents.hobby[here[1:4]] = 1, 0
    residents.hobby[founder] = 0
    tied = index.neighbour[index.start[founder] : index.start[founder + 1]]
    abroad = [i for i in there if i in tied]
    residents.hobby[there] = 0
    residents.team[here[2]], residents.adult[here[3]] = 0, False
    residents.kind[here[4]], residents.hobby[here[4]] = 0, 0
    founding.invite_hobby_mates(setting, founder, 3)
    ((invitation, _),) = asked
    assert invitation.persons.tolist() == [here[1], *abroad]  # in the order of identities, without the founder
    assert invitation.stake.tolist() == residents.hobby_intensity[invitation.persons].tolist()
    setting.params.teams.asked_at_most = 0
    founding.invite_hobby_mates(setting, founder, 3)
    assert len(asked[-1][0].persons) == 0 and invitation.least == 6
    residents.team[founder] = 0
    founding.invite_hobby_mates(setting, founder, 3)
    assert len(asked) == 2


@pytest.mark.parametrize(("came", "busy", "team"), [(6, 0, True), (5, 0, False), (7, 1, True), (6, 1, False)])
@pytest.mark.parametrize("row", [0, 1])
def test_six_who_come_and_are_free_found_a_team(setting, free, monkeypatch, came, busy, team, row):
    residents, people = free.residents, adults(setting)
    monkeypatch.setattr(founding, "borrow_hall", lambda *_: False)
    founder, joining = people[20], people[:came]
    residents.team[joining[:busy]] = row
    residents.hobby[founder] = 5
    founding._found(setting, founder, joining, -1)
    assert (residents.team[founder] >= 0) == team and free.n("teams") == 3 + team
    if team:
        t, new = free.teams, int(residents.team[founder])
        assert np.count_nonzero(residents.team == new) == t.n_members[new] == 1 + came - busy
        assert (t.active[new], t.founded[new], t.hobby[new], t.neighbourhood[new]) == (True, setting.month, 5, 0)
        assert t.public_orientation[new] == 0.1
        assert setting.chronicle.events[-1].arguments == {"members": 1 + came - busy, "hobby": 5}
        n_teams = free.n("teams")
        founding._found(setting, founder, people[30:40], -1)
        assert free.n("teams") == n_teams  # who founded one meanwhile founds no second


def test_a_founder_in_the_first_team_founds_no_other(setting, free, monkeypatch):
    people, n_teams = adults(setting), free.n("teams")
    free.residents.team[people[20]] = 0
    founding._found(setting, people[20], people[:9], -1)
    assert free.n("teams") == n_teams


def test_sessions_are_held_by_teams_that_have_a_venue(setting, free):
    people, t = adults(setting), free.teams
    t.active[:3], t.has_venue[:3] = [True, True, True], [True, False, True]
    free.residents.team[people[:4]] = [0, 0, 1, 0]
    free.residents.adult[people[3]] = False
    (session,) = life.session_invitations(setting)  # the third team has nobody
    assert session.persons.tolist() == sorted(people[:2]) and (session.act, session.asker) == (Act.TEAM_SESSION, 0)


@pytest.mark.parametrize(("left", "ends"), [(3, False), (2, True)])
def test_members_leave_and_below_three_a_team_ends(setting, free, monkeypatch, left, ends):
    people, t, a = adults(setting)[:5], free.teams, free.affairs
    chances = []
    monkeypatch.setattr(
        kernels, "leavers", lambda rows, *rest: chances.append(rest[-1]) or np.arange(len(rows)) < 5 - left
    )
    t.active[1], t.has_venue[1] = True, True
    free.residents.team[people], free.units.lent_to[:3] = 1, [1, 0, -1]
    mine, others = affair(setting, AffairClass.ENVIRONMENT), affair(setting, AffairClass.ENVIRONMENT)
    a.owner[[mine, others]], a.team_owner[[mine, others]] = Owner.TEAM, [1, 0]
    life._leave(setting, 1)
    assert chances[0].tolist() == [0.05] * 5
    assert t.n_members[1] == (0 if ends else 3) == np.count_nonzero(free.residents.team == 1)
    assert (t.active[1], t.ended[1] == setting.month) == (not ends, ends)
    assert free.units.lent_to[:3].tolist() == ([-1, 0, -1] if ends else [1, 0, -1])
    assert (a.owner[mine], a.team_owner[mine]) == ((Owner.COMMITTEE, -1) if ends else (Owner.TEAM, 1))
    assert (a.owner[others], a.team_owner[others]) == (Owner.TEAM, 0)
    if ends:
        assert (free.residents.team[people] == -1).all()


def test_two_are_the_least_whatever_the_parameters(setting, free, monkeypatch):
    people, t = adults(setting)[:2], free.teams
    monkeypatch.setattr(kernels, "leavers", lambda rows, *_: np.zeros(len(rows), dtype=bool))
    setting.params.teams.least_members, t.active[1] = 2, True
    free.residents.team[people] = 1
    life._leave(setting, 1)
    assert t.active[1]
    free.residents.team[people[0]] = -1
    life._leave(setting, 1)
    assert not t.active[1]


@pytest.mark.parametrize("team", [0, 1])
@pytest.mark.parametrize(
    ("state", "moot"), [(AffairState.LATENT, 1), (AffairState.EXECUTED, 1), (AffairState.RESOLVED, 0)]
)
def test_with_a_team_its_open_claim_to_a_venue_is_moot(setting, free, team, state, moot):
    mine, others = (affair(setting, AffairClass.CULTURAL_SPORTS, state=state) for _ in range(2))
    free.affairs.team[[mine, others]] = [team, 1 - team]
    life.end_claim(setting, team)
    assert free.affairs.state[mine] == (AffairState.MOOT if moot else state) and free.affairs.state[others] == state


def test_objects_of_teams_only_go_back(setting, free):
    a, row = free.affairs, affair(setting, AffairClass.ENVIRONMENT, owner=Owner.ORGANIZATION, team_owner=1)
    life.give_back(setting, 1)
    assert (a.owner[row], a.team_owner[row]) == (Owner.ORGANIZATION, 1)


@pytest.mark.parametrize(("before", "after"), [(0.5, 0.48), (0.11, 0.1), (0.05, 0.07), (0.09, 0.1)])
def test_public_orientation_returns_to_rest(setting, free, before, after):
    free.teams.active[0], free.teams.public_orientation[:2] = True, before
    life._drift(setting)
    assert free.teams.public_orientation[0] == pytest.approx(after) and free.teams.public_orientation[1] == before


def test_success_pleases_each_team_once(setting, free):
    people = adults(setting)[:4]
    free.residents.team[people], free.teams.public_orientation[:3] = [0, 0, 1, -1], [0.2, 0.99, 0.5]
    life.please(setting, people, 0.06)
    assert free.teams.public_orientation[:3] == pytest.approx([0.26, 1.0, 0.5])


def test_active_teams_of_one_neighbourhood_or_of_all(setting, free):
    free.teams.active[:3], free.teams.neighbourhood[:3] = [True, False, True], [0, 0, 1]
    assert membership.active(setting) == [0, 2] and membership.active(setting, 0) == [0]


@pytest.mark.parametrize(("n_members", "asks"), [(24, True), (25, False)])
def test_members_ask_while_there_is_room_in_the_slot(setting, free, monkeypatch, n_members, asks):
    flags = []
    mates = np.full(len(free.residents.team), -1)
    people = adults(setting)
    mates[people[3]], mates[people[5]], mates[people[4]] = 0, 7, 8
    free.residents.team[people[3:6]] = 1
    monkeypatch.setattr(kernels, "hobby_mates", lambda *on: flags.append(on[4][:3].tolist()) or mates)
    free.teams.active[:3], free.teams.has_venue[:3] = [True, True, False], [False, True, True]
    free.teams.n_members[1] = n_members
    free.proposals.contract[:], free.proposals.by_committee[:] = 5, True
    membership.propose_joining(setting)
    assert flags == [[False, asks, False]]
    q = free.proposals
    assert q.asker[:3].tolist() == people[3:6].tolist() and q.asked[:3].tolist() == [0, 8, 7]
    assert q.act[:3].tolist() == [Act.JOIN_TEAM] * 3 and q.team[:3].tolist() == [1] * 3
    assert q.contract[:3].tolist() == [-1] * 3 and not q.by_committee[:3].any()


@pytest.mark.parametrize(("team", "active", "joins"), [(-1, True, 1), (0, True, 0), (2, True, 0), (-1, False, 0)])
def test_who_is_free_joins_a_team_that_is_there(setting, free, team, active, joins):
    person = adults(setting)[0]
    free.residents.team[person], free.teams.active[1], free.teams.n_members[1] = team, active, 7
    membership.join(setting, person, 1)
    assert free.residents.team[person] == (1 if joins else team) and free.teams.n_members[1] == 7 + joins


def test_those_proposed_are_asked_if_still_free_and_the_team_still_there(setting, free, asked):
    people, q = adults(setting)[:8], free.proposals
    free.append("proposals", 8)
    q = free.proposals
    q.act[:8], q.act[7] = Act.JOIN_TEAM, Act.FOUND_TEAM
    q.asked[:8], q.asker[:8], q.team[:8] = people, people + 1, [1, 1, 0, 1, 1, 2, 1, 1]
    free.teams.active[:3] = [True, True, False]
    free.residents.team[people[0]], free.residents.team[people[6]] = 0, 2
    free.residents.kind[people[4]] = 0
    membership.ask_to_join(setting)
    assert [(call.subject, call.persons.tolist()) for call, _ in asked] == [
        (31, [people[2]]),
        (32, people[[1, 3]].tolist()),
    ]
    assert asked[1][0].asker.tolist() == (people[[1, 3]] + 1).tolist() and asked[0][0].asker_kind == Asker.RESIDENT
    answer(asked[1], people[[1]])
    assert free.residents.team[people[1]] == 1


def units(free, **columns):
    """Set columns of all units; the rest is a unit that lends nothing."""
    u, count = free.units, free.n("units")
    u.active[:count], u.lent_to[:count], u.hall_hours[:count] = True, -1, 0.0
    u.link_success[:count], u.link_failure[:count] = 1.0, 1.0
    for name, values in columns.items():
        getattr(u, name)[: len(values)] = values
    return u


@pytest.mark.parametrize(("u", "lent"), [(0.49, True), (0.5, False)])
def test_a_unit_lends_its_idle_hall_with_the_probability_of_its_link(setting, free, draw, u, lent):
    units(free, hall_hours=[8.0])
    draw(u)
    assert venues.borrow_hall(setting, 1) is lent
    assert free.units.lent_to[0] == (1 if lent else -1) and free.teams.has_venue[1] == lent
    assert not lent or free.units.lent_since[0] == setting.month


@pytest.mark.parametrize(
    "barred", [{"hall_hours": [7.9]}, {"neighbourhood": [1]}, {"active": [False]}, {"lent_to": [0]}, {"lent_to": [2]}]
)
def test_a_hall_must_be_here_idle_and_big_enough(setting, free, draw, barred):
    units(free, **({"hall_hours": [9.0]} | barred))
    draw(0.0)
    assert venues.borrow_hall(setting, 1) is False and not free.teams.has_venue[1]


def test_the_best_linked_unit_is_asked_first(setting, free, draw):
    units(free, hall_hours=[9.0, 9.0, 9.0], link_success=[1.0, 3.0, 3.0], eid=[5, 7, 6])
    draw(0.0)
    venues.borrow_hall(setting, 1)
    assert free.units.lent_to[:3].tolist() == [-1, -1, 1]  # equal links: the lower identity


@pytest.mark.parametrize("unit", [0, 1])
@pytest.mark.parametrize(("months", "u", "kept"), [(0, 0.9, 1), (12, 0.49, 1), (12, 0.5, 0), (1, 0.9, 1), (24, 0.9, 0)])
def test_a_unit_thinks_anew_each_year(setting, free, draw, unit, months, u, kept):
    units(free)
    free.units.lent_to[unit], free.units.lent_since[unit], free.teams.has_venue[0] = 0, setting.month - months, True
    draw(u)
    venues.ask_halls_back(setting)
    assert free.units.lent_to[unit] == (0 if kept else -1) and free.teams.has_venue[0] == kept
    setting.params.teams.loan_months = 1
    if months == 1:
        venues.ask_halls_back(setting)
        assert not free.teams.has_venue[0]


@pytest.mark.parametrize(("fen", "rented"), [(360_000, True), (359_999, False)])
def test_a_venue_is_rented_if_a_term_can_be_paid(setting, free, fen, rented):
    setting.world.accounts.balance[:] = 0
    setting.ledger.receive(0, Account.VENUES_AND_EVENTS, fen, Money.OPENING)
    free.teams.active[1] = True
    venues.rent_venues(setting, 0)
    assert free.teams.has_venue[1] == rented
    assert setting.ledger.balance(0, Account.VENUES_AND_EVENTS) == fen - 360_000 * rented


@pytest.mark.parametrize(("before", "after"), [(0.5, 0.54), (0.99, 1.0)])
def test_the_first_team_without_a_venue_is_helped(setting, free, draw, before, after):
    units(free, hall_hours=[9.0])
    free.teams.active[:3], free.teams.has_venue[:3], free.teams.eid[:3] = True, [True, False, False], [30, 33, 32]
    free.teams.public_orientation[:3] = before
    draw(0.9)
    assert venues.help_team(setting, 0) is False
    draw(0.0)
    assert venues.help_team(setting, 0) is True
    assert free.teams.has_venue[:3].tolist() == [True, False, True]  # the lower identity
    assert free.teams.public_orientation[:3] == pytest.approx([before, before, after])
