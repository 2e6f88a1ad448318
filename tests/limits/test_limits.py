"""Known answers: what must come out where the model is cut down to something that can be worked out by hand."""

import math

import numpy as np
import pytest

from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import Act, AffairState, OrganizationState
from sim.founding.found import found_world
from sim.founding.params import Params as FoundingParams
from sim.protocols.society import Asker, Invitation
from sim.society.society import CompiledSociety, SocietyParams
from sim.world.columns import declared
from sim.world.indices import index_ties
from sim.world.persons import Ties
from sim.world.state import reset_month
from tests.helpers.runs import copied, live_to, play, small, twin
from tests.society.build import build, society

NO_TIES = (
    "founding.ties_lane=0",
    "founding.ties_anywhere=0",
    "ties.p_tie_lane=0",
    "ties.p_tie_anywhere=0",
    "ties.p_tie_friend=0",
    "ties.p_tie_party=0",
    "ties.p_linking=0",
)
FLAT = {"stake_weight": 0, "trust_weight": 0, "peer_weight": 1, "habit_weight": 0, "norm_weight": 0}
FLAT |= {"hours_weight": 0, "fatigue_weight": 0, "orientation_weight": 0, "election_age_weight": 0, "election_party": 0}


# no ties: nothing travels


@pytest.fixture(scope="module")
def after_two_years():
    """A neighbourhood of which the open affairs are being talked about."""
    model = play(small('taught="1111"', households=300, months=24, burn_in=12, seed=1))
    model.setting.params = model._params()
    return model


def talked(model, keep_ties):
    """Return beliefs before and after a month's talk about every open affair, in another world."""
    other = twin(model)
    world = other.world
    if not keep_ties:
        cut(world)
    a, n = world.affairs, world.n("affairs")
    rows = np.flatnonzero((a.state[:n] >= AffairState.RECOGNIZED) & (a.state[:n] <= AffairState.EXECUTED))
    rows = rows[a.n_stakes[rows] > 1]
    before = world.stakes.belief_mean.copy()
    other.society.talk(rows)
    assert len(rows) >= 2
    return before, world.stakes.belief_mean


def cut(world):
    """Take all ties away."""
    for name, column in declared(Ties).items():
        getattr(world.ties, name)[:] = column.fill
    world.counts["ties"] = 0
    index_ties(world)


def test_talk_moves_beliefs_along_ties_and_not_at_all_without(after_two_years):
    before, after = talked(after_two_years, keep_ties=True)
    assert (before != after).mean() > 0.05
    before, after = talked(after_two_years, keep_ties=False)
    assert np.array_equal(before, after)


def test_without_ties_the_example_of_others_counts_for_nothing():
    """Peer influence is 0: its weight changes no bit; with ties it does."""
    hashed = ("observe.hash=true", "observe.enabled=false", "founding.teams_most=0", "founding.p_patrol=0")
    alone = [*hashed, *NO_TIES, "teams.founding_per_month=0"]
    lonely = [play(small(*alone, f"participation.peer_weight={weight}", months=4)) for weight in (1, 4)]
    meetings = [model.world.n("ties") for model in lonely]
    eager = ("observe.hash=true", "founding.p_patrol=1", "participation.beta_0=-3.5")
    tied = [play(small(*eager, f"participation.peer_weight={weight}", months=12)).hashes[-1] for weight in (1, 4)]
    assert meetings == [0, 0]
    assert lonely[0].hashes == lonely[1].hashes
    assert tied[0] != tied[1]


# no money, no hours, no ties: no autonomy

NOTHING = (
    *NO_TIES,
    "money.grant_yuan_per_year=0",
    "money.donations_yuan_per_year=0",
    "money.opening_free_yuan=0",
    "founding.gift_budget_median_yuan=0",
    "founding.p_daytime_need=0",
    "founding.p_patrol=0",
    "founding.teams_most=0",
    "teams.founding_per_month=0",
    "street_office.load=1.4",
    "committee.staff=5",
    "founding.free_hours_most=2",  # residents' hours too: else works from above find volunteers, and index is .02
)


@pytest.mark.parametrize("cell", ["0000", "1111"])
def test_without_money_hours_and_ties_there_is_no_autonomy(cell):
    for seed in range(3):
        model = play(small(*NOTHING, f'cell="{cell}"', households=300, months=36, burn_in=12, seed=seed))
        index = np.array(model.observer.columns["autonomy"])[12:]
        assert index.max() < 0.01, (seed, index.max())
        o, n = model.world.organizations, model.world.n("organizations")
        assert not (o.state[:n] == OrganizationState.CONFIRMED).any()
        assert (model.world.accounts.balance == 0).all()


def test_with_them_there_is_some():
    model = play(small(households=300, months=36, burn_in=12))
    assert np.array(model.observer.columns["autonomy"])[12:].max() > 0.02


# zero couplings: everybody tosses the same coin


@pytest.mark.parametrize("act", [Act.HEARING, Act.VOTE, Act.ELECTION, Act.SPONTANEOUS])
def test_without_couplings_turnout_is_binomial(act):
    world = found_world(5, FoundingParams(), 1, 1600, 0, 20, 7)
    params = SocietyParams()
    for name, value in FLAT.items():
        setattr(params.participation, name, value)
    society = CompiledSociety(world, params)
    residents = world.residents
    rows = np.flatnonzero((residents.kind == 1) & residents.adult & (residents.free_hours > 8)).astype(np.int32)
    assert (residents.last_act[rows] < -9000).all()  # nobody to follow: peer is 0
    accepted = asked = 0
    for subject in range(4):
        invitation = Invitation(act, rows, Asker.COMMITTEE, 0, subject)
        society.answer([invitation])
        accepted, asked = accepted + len(invitation.accepted), asked + len(rows)
        reset_month(world)
        residents.last_act[:] = -9999
    beta = params.participation.beta_0 + params.participation.act_constant[act.word]
    p = 1 / (1 + math.exp(-beta))
    assert asked > 8000
    assert abs(accepted - asked * p) < 4 * math.sqrt(asked * p * (1 - p))


def test_turnout_disperses_from_meeting_to_meeting_like_coins():
    """The variance of 400 turnouts of 100 people is that of the binomial, as X4 of the evidence table needs."""
    world = build([1] * 100)
    flat = society(world, participation=FLAT | {"beta_0": 0.0})
    came = []
    for subject in range(400):
        invitation = Invitation(Act.VOTE, (5 * np.arange(100)).astype(np.int32), Asker.COMMITTEE, 0, subject)
        invitation.bonus = -flat.params.participation.act_constant["vote"]
        flat.answer([invitation])
        came.append(len(invitation.accepted))
        reset_month(world)
        world.residents.last_act[:] = -9999
    assert np.mean(came) == pytest.approx(50, abs=4 * 5 / math.sqrt(400))
    assert np.var(came, ddof=1) / 25 == pytest.approx(1, abs=4 * math.sqrt(2 / 399))


# two people: their favours by hand


def two_people(p_favour, favour_base, months):
    """Return a tie's history: strength, success, failure after each month in which the two surely meet."""
    model = NeighbourhoodModel(small("observe.enabled=false", *NO_TIES, households=10, burn_in=0))
    world = copied(model.world)
    cut(world)
    adults = np.flatnonzero((world.residents.kind == 1) & world.residents.adult)
    i = adults[0]
    j = next(j for j in adults if world.residents.household[j] != world.residents.household[i])
    i, j = sorted((i, j), key=lambda row: world.residents.eid[row])
    world.residents.lane[j] = world.residents.lane[i]
    world.residents.home[[i, j]] = 0.5
    e = world.append("ties", 1)
    world.ties.a[e], world.ties.b[e], world.ties.strength[e], world.ties.prior[e] = i, j, 1.0, 0.5
    index_ties(world)
    params = SocietyParams()
    for name, value in {
        "contact_scale": 9.0, "contact_most": 1.0, "contact_base": 1.0, "p_favour": p_favour,
        "favour_base": favour_base, "favour_norm": 0.0, "favour_most": 1.0,
    }.items():  # fmt: skip
        setattr(params.ties, name, value)
    society = CompiledSociety(world, params)
    history = []
    for month in range(months):
        world.month = month
        society.meet()
        society.close_month()
        reset_month(world)
        history.append((float(world.ties.strength[0]), float(world.ties.success[0]), float(world.ties.failure[0])))
    return np.array(history)


def test_two_who_help_each_other_every_month():
    history = two_people(1.0, 1.0, 24)
    m = np.arange(1, 25)
    assert history[:, 1] == pytest.approx((1 - 0.975**m) / 0.025)
    assert history[:, 2] == pytest.approx(0)
    assert history[:, 0] == pytest.approx(1.0)


def test_two_who_let_each_other_down_every_month():
    history = two_people(1.0, 0.0, 24)
    m = np.arange(1, 25)
    assert history[:, 2] == pytest.approx((1 - 0.975**m) / 0.025)
    assert history[:, 1] == pytest.approx(0)


def test_two_who_only_meet_keep_their_prior():
    history = two_people(0.0, 1.0, 12)
    assert (history[:, 1:] == 0).all()
    assert history[:, 0] == pytest.approx(1.0)


def test_two_who_never_meet_forget_each_other():
    """Strength falls by .93 a month from .4 and the tie ends below .03."""
    model = NeighbourhoodModel(
        small("observe.enabled=false", *NO_TIES, "ties.contact_most=0", households=10, burn_in=0)
    )
    world = model.world
    assert world.n("ties") == 0
    adults = np.flatnonzero((world.residents.kind == 1) & world.residents.adult)
    i, j = sorted(adults[:2], key=lambda row: world.residents.eid[row])
    e = world.append("ties", 1)
    world.ties.a[e], world.ties.b[e], world.ties.strength[e] = i, j, 0.4
    index_ties(world)
    lives = next(m for m in range(1, 100) if 0.4 * 0.93**m < 0.03)
    live_to(model, 1)
    if world.n("ties"):
        assert world.ties.strength[0] == pytest.approx(0.4 * 0.93)
    society = model.society
    for _ in range(lives - 2):
        society.close_month()
    assert world.n("ties") == 1
    society.close_month()
    assert world.n("ties") == 0
