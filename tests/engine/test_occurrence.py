import numpy as np
import pytest

from sim.engine.occurrence import OwnedObjects, administration_done, done_by_residents, holds_object, occurred
from sim.engine.outcome_params import Params
from sim.foundation.terms import AffairClass, AffairState, Decision, OrganizationKind, OrganizationState, Owner

P = Params()
GROUP = OrganizationKind.SELF_GOVERNANCE_GROUP
THEIRS = {
    "state": AffairState.RESOLVED,
    "decision": Decision.RESIDENTS,
    "labour_residents": 61,
    "labour_committee": 60,
    "severity_closed": 0.5,
}


@pytest.fixture
def autonomous(make_world, arise):
    """A neighbourhood in which all three criteria hold: a group with an object, four affairs in two years."""
    world = make_world(month=40, organizations=1)
    world.organizations.kind[0] = GROUP
    arise(world, state=AffairState.COMMITTED, owner=Owner.ORGANIZATION, organization=0)
    for closed in (17, 25, 35, 40):
        arise(world, closed=closed, **THEIRS)
    return world


def objects_for(world, months: int) -> OwnedObjects:
    objects = OwnedObjects(P.occurrence_months)
    last = world.month
    for world.month in range(last - months + 1, last + 1):
        objects.look(world)
    return objects


def test_all_three_criteria_make_an_occurrence(autonomous):
    assert occurred(autonomous, objects_for(autonomous, 12), P).tolist() == [True]


def test_an_object_must_be_owned_for_twelve_of_the_months(autonomous):
    assert not occurred(autonomous, objects_for(autonomous, 11), P).any()


def test_twelve_months_of_two_organizations_do_not_add_up(autonomous):
    autonomous.append("organizations", 1)
    autonomous.organizations.kind[1] = GROUP
    objects = objects_for(autonomous, 6)
    autonomous.affairs.organization[0] = 1
    autonomous.month = 46
    for autonomous.month in range(41, 47):
        objects.look(autonomous)
    autonomous.month = 40
    assert objects.months().tolist() == [6, 6]
    assert not occurred(autonomous, objects, P).any()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("closed", 16),
        ("decision", Decision.NEGOTIATED),
        ("labour_residents", 60),
        ("state", AffairState.LAPSED),
        ("klass", AffairClass.DISPUTE),
    ],
)
def test_each_of_the_four_affairs_is_needed(autonomous, column, value):
    getattr(autonomous.affairs, column)[1] = value
    assert not occurred(autonomous, objects_for(autonomous, 12), P).any()


@pytest.mark.parametrize(("column", "value"), [("score", 0.79), ("symbolic_share", 0.11)])
def test_administration_must_be_done(autonomous, column, value):
    getattr(autonomous.committees, column)[0] = value
    assert not occurred(autonomous, objects_for(autonomous, 12), P).any()


def test_the_score_may_not_fall_far_below_the_median_of_the_street(make_world):
    world = make_world(neighbourhoods=4, committees=4, street_offices=2)
    world.neighbourhoods.street[:] = 0, 0, 0, 1
    world.committees.score[:] = 1.0, 0.95, 0.94, 0.80
    assert administration_done(world, P).tolist() == [True, True, True, True]
    world.committees.score[:] = 1.0, 1.0, 0.94, 0.80
    assert administration_done(world, P).tolist() == [True, True, False, True]


def test_what_counts_as_an_owned_object(make_world, arise):
    world = make_world(organizations=5, contracts=2)
    o, c = world.organizations, world.contracts
    o.kind[:] = GROUP, OrganizationKind.PATROL, OrganizationKind.COUNCIL, GROUP, GROUP
    o.state[:] = OrganizationState.INFORMAL
    o.state[4] = OrganizationState.DORMANT
    for organization in (0, 1, 4):
        arise(world, state=AffairState.RESOLVED, owner=Owner.ORGANIZATION, organization=organization)
    arise(world, state=AffairState.LAPSED, owner=Owner.ORGANIZATION, organization=3)
    c.organization[:], c.started[:], c.ended[:] = (2, 3), 5, (-9999, 12)
    assert holds_object(world).tolist() == [True, False, True, False, False]


def test_old_months_leave_the_window(autonomous):
    objects = objects_for(autonomous, 24)
    autonomous.organizations.state[0] = OrganizationState.DORMANT
    for autonomous.month in range(41, 54):
        objects.look(autonomous)
    assert objects.months().tolist() == [11]


def test_no_hours_at_all_are_nobodys(make_world, arise):
    world = make_world()
    arise(world, **(THEIRS | {"labour_residents": 0, "labour_committee": 0}))
    assert not np.any(done_by_residents(world))
