"""How affairs arise: rates, scope, place, identity, what is drawn for each (§3), and how they worsen or end (§6.3)."""

import math

import numpy as np
import pytest

from sim.foundation import draws
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, AffairState, RecognizedBy, Scope
from sim.institutions.affairs import onset, reach
from tests.helpers.affairs import new_affair

FACTS = Purpose.AFFAIR_FACTS


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("klass", [AffairClass.ENVIRONMENT, AffairClass.CULTURAL_SPORTS])
def test_identity_is_mixed_from_class_and_scope_month_neighbourhood_place_and_slot(setting, klass, scope):
    """Class and scope share a word (4 · class + scope); lane 0 and estate 0 are places like any other."""
    world = setting.world
    world.neighbourhoods.eid[0], world.neighbourhoods.next_affair[0] = 77, 500
    world.lanes.eid[0], world.estates.eid[0] = 1001, 1002
    assert world.lanes.estate[0] == 0
    row = new_affair(setting, klass, lane=0, scope=scope, slot=12)
    place = {Scope.LANE: 1001, Scope.ESTATE: 1002, Scope.NEIGHBOURHOOD: 77}[scope]
    assert world.affairs.eid[row] == draws.identify(4 * klass + scope, world.month, 77, place, 12)
    assert world.affairs.number[row] == 500 and world.neighbourhoods.next_affair[0] == 501
    assert world.affairs.onset[row] == world.month and world.affairs.state[row] == AffairState.LATENT
    assert world.affairs.team[row] == -1 and world.n("affairs") == row + 1


@pytest.mark.parametrize(
    ("scope", "factor", "cost"), [(Scope.LANE, 1, (10, 30)), (Scope.ESTATE, 2, (100, 500)), (2, 4, (100, 500))]
)
def test_facts_are_drawn_evenly_between_the_ends_of_their_spans(setting, scope, factor, cost):
    """Draws 0 to 3 are severity, growth, labour (× 2 for an estate, × 4 for the neighbourhood) and cost."""
    p = setting.params
    own, a = p.environment, setting.world.affairs
    own.labour_hours, own.cost_lane_yuan, own.cost_wider_yuan = [20, 120], [10, 30], [100, 500]
    own.upkeep_hours_per_month, own.upkeep_yuan_per_year, own.rule_share, own.consent_share = 2.5, 7, 0.0, 0.0
    p.affairs.initial_severity, p.affairs.severity_growth = [0.2, 0.6], [0.005, 0.03]
    row = new_affair(setting, scope=Scope(scope))
    a = setting.world.affairs
    u = [setting.uniform(FACTS, int(a.eid[row]), 0, k) for k in range(4)]
    assert a.severity[row] == pytest.approx(0.2 + 0.4 * u[0])
    assert a.growth[row] == pytest.approx(0.005 + 0.025 * u[1])
    assert a.labour_minutes[row] == round(60 * factor * (20 + 100 * u[2]))
    assert a.cost_fen[row] == round(100 * (cost[0] + (cost[1] - cost[0]) * u[3]))
    assert (a.upkeep_minutes[row], a.upkeep_fen[row]) == (150, 700)
    assert not a.is_rule[row] and not a.consent_required[row]


@pytest.mark.parametrize(("above", "is_rule"), [(False, False), (True, True)])
def test_a_share_of_affairs_are_rules_with_consent_and_without_yuan(setting, above, is_rule):
    """Draw 4 below the share makes a rule: five hours of labour, no yuan, consent whatever draw 6 says (§3)."""
    own, eid = setting.params.environment, int(setting.world.affairs.eid[new_affair(setting)])
    u = setting.uniform(FACTS, eid, 0, 4)
    own.rule_share, own.consent_share = (math.nextafter(u, 1) if above else u), 0.0
    own.labour_hours, own.cost_lane_yuan, own.upkeep_yuan_per_year = [50, 50], [9, 9], 7
    row = new_affair(setting)
    a = setting.world.affairs
    assert a.eid[row] == eid and bool(a.is_rule[row]) is bool(a.consent_required[row]) is is_rule
    facts = (int(a.labour_minutes[row]), int(a.cost_fen[row]), int(a.upkeep_fen[row]))
    assert facts == ((300, 0, 0) if is_rule else (3000, 900, 700))


@pytest.mark.parametrize(("above", "needs"), [(False, False), (True, True)])
def test_a_share_of_what_is_no_rule_needs_consent(setting, above, needs):
    """Draw 6 below the share."""
    own, eid = setting.params.environment, int(setting.world.affairs.eid[new_affair(setting)])
    u = setting.uniform(FACTS, eid, 0, 6)
    own.rule_share, own.consent_share = 0.0, (math.nextafter(u, 1) if above else u)
    assert bool(setting.world.affairs.consent_required[new_affair(setting)]) is needs


@pytest.mark.parametrize(
    ("scope", "span"), [(Scope.LANE, [0.2, 0.9]), (Scope.ESTATE, [0.1, 0.6]), (Scope.NEIGHBOURHOOD, [0.1, 0.6])]
)
@pytest.mark.parametrize("slot", [3, 4])
def test_a_share_of_the_households_of_its_place_is_affected(setting, scope, span, slot):
    """Draw 5 sets the share, and each household's own draw says whether it is one of them."""
    world, p = setting.world, setting.params.affairs
    p.affected_lane, p.affected_wider = [0.2, 0.9], [0.1, 0.6]
    row = new_affair(setting, scope=scope, slot=slot)
    eid, homes = int(world.affairs.eid[row]), world.households
    share = span[0] + (span[1] - span[0]) * setting.uniform(FACTS, eid, 0, 5)
    here = {Scope.LANE: homes.lane == 1, Scope.ESTATE: homes.estate == world.lanes.estate[1]}.get(
        scope, homes.lane >= 0
    )
    drawn = setting.uniforms(Purpose.AFFECTED, homes.eid, eid)
    assert sorted(reach.affected_rows(setting, row)) == np.flatnonzero(here & (drawn < share)).tolist()


@pytest.mark.parametrize("klass", [AffairClass.PARKING, AffairClass.ENCROACHMENT])
def test_parking_and_encroachment_touch_everybody_there(setting, klass):
    row = new_affair(setting, klass)
    assert sorted(reach.affected_rows(setting, row)) == np.flatnonzero(setting.world.households.lane == 1).tolist()


def test_a_dispute_has_no_stakes(setting):
    row = new_affair(setting, AffairClass.DISPUTE)
    a = setting.world.affairs
    assert a.n_stakes[row] == a.labour_minutes[row] == 0 and a.severity[row] == 0


@pytest.mark.parametrize(("klass", "mean"), [(AffairClass.ENVIRONMENT, 3.0), (AffairClass.GOVERNMENT_WORKS, 0.8)])
def test_so_many_arise_as_a_poisson_draw_says(setting, monkeypatch, klass, mean):
    """The key is (onset, month, neighbourhood, class, 0); the manager's effort wears off before."""
    arisen, effort = [], setting.world.neighbourhoods.manager_effort
    effort[0], setting.params.affairs.manager_decay = 0.5, 0.75
    monkeypatch.setattr(onset, "_arise_one", lambda setting, *what: arisen.append(what))
    monkeypatch.setattr(onset, "_onset_rates", lambda setting, n: [(klass, mean, [4])])
    for month in range(20):
        arisen.clear()
        setting.world.month = month
        onset.arise(setting)
        eid = int(setting.world.neighbourhoods.eid[0])
        drawn = draws.poisson(setting.world.seed, Purpose.AFFAIR_ONSET, month, eid, klass, 0, mean)
        assert arisen == [(0, klass, slot, [4]) for slot in range(drawn)]
    assert effort[0] == pytest.approx(0.5 * 0.75**20)


@pytest.fixture
def teams(setting):
    """Six teams and no others: one without and two with a venue; one ended; one with and one without elsewhere."""
    world = setting.world
    world.append("teams", 6)
    t = world.teams
    t.active[:], t.has_venue[:], t.neighbourhood[:] = False, False, 0
    t.active[[0, 1, 3, 4, 5]], t.has_venue[[1, 2, 3, 5]], t.neighbourhood[[3, 4]] = True, True, 1
    t.eid[:6] = 3 * 2**20 + np.arange(11, 17)
    world.affairs.team[:] = -1
    return t


@pytest.fixture
def arisen(setting, monkeypatch):
    """Affairs that would arise."""
    found = []
    monkeypatch.setattr(onset, "_arise_one", lambda setting, *what: found.append(what))
    return found


def test_rates_of_onset(setting, teams, arisen):
    """.30 · (2 - effort) and .60, .10 by 1,600 households, .02 for each team with a venue, .08 from above (§3)."""
    world, p = setting.world, setting.params
    world.neighbourhoods.manager_effort[0] = 0.75
    p.founding.reference_households, p.affairs.venue_per_team = 2 * len(world.households.eid), 0.0
    p.lapsed_management.onset_per_month, p.environment.onset_per_month = 0.30, 0.60
    p.cultural_sports.onset_per_month, p.government_works.onset_per_month, p.affairs.noise_per_team = 0.10, 0.08, 0.02
    rates = {klass: mean for klass, mean, _ in onset._onset_rates(setting, 0)}
    assert list(rates.values()) == pytest.approx([0.5 * 0.30 * 1.25, 0.5 * 0.60 + 2 * 0.02, 0.5 * 0.10, 0.08])
    assert list(rates) == list(AffairClass)[:4] and arisen == []


def test_a_neighbourhood_has_the_dwellings_between_its_start_and_the_next(setting):
    world = setting.world
    world.places = world.places._replace(neighbourhood_start=np.array([10, 50, 170]))
    assert [onset._n_households(setting, n) for n in (0, 1)] == [40, 120]


@pytest.mark.parametrize(
    ("above", "state", "arises"),
    [
        (True, None, True),
        (False, None, False),
        (True, AffairState.LATENT, False),
        (True, AffairState.EXECUTED, False),
        (True, AffairState.RESOLVED, True),
        (True, AffairState.MOOT, True),
    ],
)
def test_a_team_without_venue_and_without_open_affair_may_want_one(setting, teams, arisen, above, state, arises):
    """Its draw (onset, team, 1) lies below the rate; only team 0 is active, here, and without a venue."""
    if state is not None:
        setting.world.affairs.team[0], setting.world.affairs.state[0] = 0, state
    u = setting.uniform(Purpose.AFFAIR_ONSET, int(teams.eid[0]), 1)
    setting.params.affairs.venue_per_team = math.nextafter(u, 1) if above else u
    list(onset._onset_rates(setting, 0))
    assert ((0, AffairClass.CULTURAL_SPORTS, 1000 + 11, [0]) in arisen) is arises
    setting.params.affairs.venue_per_team = 1.0
    arisen.clear()
    list(onset._onset_rates(setting, 0))
    assert len(arisen) == (state is None or state >= AffairState.RESOLVED)


@pytest.mark.parametrize(
    ("u", "scope"),
    [(0.0, 0), (0.499, 0), (0.5, 1), (0.624, 1), (0.625, 2), (0.999, 2)],
)
@pytest.mark.parametrize("pick", [0.0, 0.35, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("klass", [AffairClass.ENVIRONMENT, AffairClass.GOVERNMENT_WORKS])
def test_scope_and_place_are_drawn_evenly(setting, monkeypatch, u, scope, pick, klass):
    """Shares .5, .125, .375 of lane, estate, neighbourhood; the place is the ⌊u · number⌋-th, at most the last."""
    created, recognized, a = [], [], setting.world.affairs
    a.consent_required[0], a.inside_dwellings[0] = True, False
    drawn = {Purpose.AFFAIR_SCOPE: u, Purpose.AFFAIR_PLACE: pick}
    monkeypatch.setattr(type(setting), "uniform", lambda self, purpose, *_: drawn[purpose])
    monkeypatch.setattr(onset, "create", lambda setting, *what: created.append(what) or 0)
    monkeypatch.setattr(onset, "recognize", lambda setting, row, by: recognized.append((row, by)))
    onset.class_params(setting, klass).scope_shares = [0.5, 0.125, 0.375]
    onset._arise_one(setting, 0, klass, 6, [])
    n_lanes, n_estates = setting.world.n("lanes"), setting.world.n("estates")
    lane = min(math.floor(pick * n_lanes), n_lanes - 1) if scope == 0 else -1
    estate = min(math.floor(pick * n_estates), n_estates - 1) if scope == 1 else -1
    estate = int(setting.world.lanes.estate[lane]) if scope == 0 else estate
    assert created == [(0, klass, scope, lane, estate, 6, -1)] and min(n_lanes, n_estates) >= 2
    from_above = klass == AffairClass.GOVERNMENT_WORKS
    assert recognized == ([(0, RecognizedBy.STREET)] if from_above else [])
    assert bool(a.inside_dwellings[0]) is from_above
    onset._arise_one(setting, 0, klass, 6, [0, 5])
    assert created[-1][-1] == 0


@pytest.mark.parametrize("klass", [AffairClass.LAPSED_MANAGEMENT, AffairClass.GOVERNMENT_WORKS, AffairClass.PARKING])
@pytest.mark.parametrize("state", [AffairState.LATENT, AffairState.EXECUTED, AffairState.RESOLVED])
def test_only_open_affairs_of_classes_i_to_iv_grow_worse(setting, klass, state):
    """σ ← σ + g (1 - σ) = .5 + .1 · .5."""
    a, p = setting.world.affairs, setting.params.affairs
    p.moot_latent = p.moot_recognized = 0.0
    a.klass[0], a.state[0], a.severity[0], a.growth[0] = klass, state, 0.5, 0.1
    onset.worsen(setting)
    grows = klass != AffairClass.PARKING and state != AffairState.RESOLVED
    assert a.severity[0] == pytest.approx(0.55 if grows else 0.5)


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize(
    ("klass", "state", "rate"),
    [
        (AffairClass.GOVERNMENT_WORKS, AffairState.LATENT, "moot_latent"),
        (AffairClass.LAPSED_MANAGEMENT, AffairState.RECOGNIZED, "moot_recognized"),
        (AffairClass.ENVIRONMENT, AffairState.HEARD, None),
        (AffairClass.PARKING, AffairState.LATENT, None),
        (AffairClass.PARKING, AffairState.RECOGNIZED, None),
    ],
)
def test_latent_and_recognised_affairs_may_end_of_themselves(setting, klass, state, rate, above):
    """An affair is moot when its draw lies below the rate of its state; the other rate, and other states, are 0."""
    a, p = setting.world.affairs, setting.params.affairs
    a.klass[0], a.state[0], a.growth[:], a.gift_fen[0] = klass, state, 0, 0
    u = setting.uniform(Purpose.MOOT, int(a.eid[0]))
    p.moot_latent = p.moot_recognized = 0.0 if rate else 1.0
    if rate:
        setattr(p, rate, math.nextafter(u, 1) if above else u)
    onset.worsen(setting)
    assert bool(a.state[0] == AffairState.MOOT) is bool(rate and above)
