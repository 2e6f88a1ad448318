import numpy as np
import pytest

from sim.engine import indices
from sim.engine.outcome_params import COMPONENTS, Params
from sim.foundation.terms import AffairClass, AffairState, Decision, OrganizationKind, OrganizationState, RecognizedBy
from sim.world.persons import NEVER

P = Params()
LAPSED, RESOLVED = AffairState.LAPSED, AffairState.RESOLVED


def sums_of(world, raised=(), by=()):
    """The sums of a world, with the months and causes of recognition of its first affairs."""
    n = world.n("affairs")
    first, who = np.full(n, NEVER), np.zeros(n, dtype=np.int64)
    first[: len(raised)], who[: len(by)] = raised, by
    return indices.affair_sums(world, first, who, P)


def test_nothing_over_nothing_is_nothing():
    assert indices.ratio(np.array([0.0, 1.0]), np.array([0.0, 4.0])).tolist() == [0.0, 0.25]


def test_considered_are_old_open_affairs_and_closures_of_the_window(make_world, arise):
    world = make_world(month=20)
    arise(world, severity=0.5, onset=13)  # seven months old: 0.5 * 2
    arise(world, severity=0.5, onset=14)  # six months old: not yet
    arise(world, state=AffairState.EXECUTED, severity=0.25, onset=0)  # open: 0.25 * 2
    arise(world, state=RESOLVED, closed=9, severity=0, severity_closed=0.75)  # twelfth month back: 0.75 * 2
    arise(world, state=RESOLVED, closed=8, severity_closed=0.75)  # out of the window
    arise(world, state=AffairState.MOOT, closed=20, onset=19, severity_closed=0.1, n_affected=9)  # 0.1 * 3
    arise(world, klass=AffairClass.DISPUTE, onset=0)
    assert sums_of(world).considered == pytest.approx([1.0 + 0.5 + 1.5 + 0.3], abs=1e-6)


@pytest.mark.parametrize(
    ("decision", "share"),
    [
        (Decision.NONE, 0.0),
        (Decision.NOTICE, 0.0),
        (Decision.HEARING, 0.25),
        (Decision.NEGOTIATED, 0.5),
        (Decision.RESIDENTS, 1.0),
    ],
)
def test_resolved_burden_is_weighed_by_decision_and_work(make_world, arise, decision, share):
    world = make_world()
    facts = {"state": RESOLVED, "closed": 20, "severity_closed": 0.5, "decision": decision}
    arise(world, **facts, labour_residents=90, labour_committee=30)
    arise(world, **facts)  # nobody worked: 0/0
    assert sums_of(world).by_residents == pytest.approx([0.5 * 2 * share * 0.75])


def test_output_is_legitimate_where_two_thirds_gained(make_world, arise):
    world = make_world()
    for gain in (2 / 3, 0.66, 1.0):
        arise(world, state=RESOLVED, closed=20, severity_closed=0.5, gain_share=gain)
    assert sums_of(world).with_gain == pytest.approx([2.0])


def test_initiative_counts_who_raised_what_and_forgets_no_latent_affair(make_world, arise):
    world = make_world(month=20)
    ways = (RecognizedBy.PETITION, RecognizedBy.UPROAR, RecognizedBy.SCAN, RecognizedBy.ORGANIZATION)
    for _ in ways:
        arise(world, state=AffairState.RECOGNIZED, severity=0.5)
    arise(world, severity=1.0)  # latent
    arise(world, state=LAPSED, closed=15, severity_closed=0.25)
    arise(world, state=LAPSED, closed=8, severity_closed=0.25)  # before the window
    sums = sums_of(world, raised=(9, 20, 20, 8), by=ways)  # the last one was raised before the window
    assert sums.raised == pytest.approx([1.0 + 0.5])
    assert sums.agenda == pytest.approx([3 * 1.0 + 2.0 + 0.5])


def test_participation_is_the_geometric_mean_of_breadth_depth_and_evenness():
    b = indices.breadth(np.array([8]), np.array([16]))
    d = indices.depth(np.array([2 * 4 + 2 * 1]), np.array([4]))
    e = indices.evenness(np.array([2 * 60]), np.array([2 * 60**2]), np.array([40]))
    assert (b.item(), d.item(), e.item()) == pytest.approx((0.5, 0.5, 0.5))
    assert indices.participation(b, d, e).item() == pytest.approx(0.5)


def test_evenness_is_one_from_a_tenth_of_equally_active_adults():
    assert indices.evenness(np.array([4 * 60]), np.array([4 * 60**2]), np.array([40])).item() == 1.0
    assert indices.evenness(np.array([0]), np.array([0]), np.array([40])).item() == 0.0


def income(months: int, **sources: int) -> np.ndarray:
    """Each month the same in fen: donations, gifts, exchange, levies."""
    each = [sources.get(name, 0) for name in ("donations", "gifts", "exchange", "levies")]
    return np.tile(np.array(each), (months, 1, 1))


def test_financial_independence_by_hand():
    own, street = income(36, donations=100, gifts=300), np.full((36, 1), 1200)
    own[:12] = own[:12] / 2  # the first year brought half: min/mean = .5 / (2.5/3)
    expected = 400 / 1600 * (1 - 0.5 * 0.75) * (0.5 / (2.5 / 3))
    assert indices.financial_independence(own, street, P).item() == pytest.approx(expected)


def test_financial_independence_needs_a_year_and_leaves_incomplete_years_out():
    street = np.full((23, 1), 100)
    assert indices.financial_independence(income(11, gifts=100), street[:11], P).item() == 0.0
    own = income(23, gifts=100)
    own[:11] = 0
    assert indices.financial_independence(own, street, P).item() == pytest.approx(0.5 * 0.5)


def test_density_of_members_and_of_territories(make_world):
    world = make_world(month=20, lanes=4, households=8, residents=40, organizations=3)
    o = world.organizations
    o.kind[:] = OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.SELF_GOVERNANCE_GROUP, OrganizationKind.PATROL
    o.lane[:], o.last_decided[:] = (1, 2, 3), (9, 8, 20)  # lane 1 within the window, lane 2 not, a patrol never
    covered = indices.covered_households(world, P)
    assert covered.tolist() == [2]
    density = indices.organizational_density(np.array([2]), np.array([40]), covered, np.array([8]), P)
    assert density.item() == pytest.approx((2 / 4 + 2 / 8) / 2)
    o.state[0] = OrganizationState.DISSOLVED
    assert indices.covered_households(world, P).tolist() == [0]
    o.kind[0], o.state[0], o.lane[0] = OrganizationKind.COUNCIL, OrganizationState.CONFIRMED, -1
    assert indices.covered_households(world, P).tolist() == [8]


def test_a_group_of_an_estate_covers_its_lanes_once(make_world):
    world = make_world(lanes=2, households=4, residents=20, organizations=2)
    world.lanes.estate[:] = 0
    o = world.organizations
    o.kind[:] = OrganizationKind.SELF_GOVERNANCE_GROUP
    o.estate[0], o.lane[1], o.last_decided[:] = 0, 1, 20
    assert indices.covered_households(world, P).tolist() == [4]


def test_autonomy_is_the_square_of_the_weighted_roots():
    assert sum(P.weights()) == pytest.approx(1.0)
    parts = np.array([[0.25], [0.0], [0.36], [0.0], [0.04], [0.0]])
    assert indices.autonomy(parts, P).item() == pytest.approx((0.30 * 0.5 + 0.20 * 0.6 + 0.10 * 0.2) ** 2)
    assert indices.autonomy(np.ones((6, 1)), P).item() == pytest.approx(1.0)
    assert indices.autonomy(np.ones((6, 1)), P).item() <= 1.0
    assert len(P.weights()) == len(COMPONENTS)
