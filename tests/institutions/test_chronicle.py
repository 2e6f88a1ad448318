"""Events by number and cause, and bodies as agents over their rows."""

import pytest

from sim.foundation.event_kinds import EventKind
from sim.institutions import agents
from sim.world.persons import NEVER

KIND = EventKind.EVALUATION


@pytest.fixture
def told(setting):
    """The chronicle; two organizations; affairs and organizations have last events 11, 12, … and 21, 22."""
    world = setting.world
    world.append("organizations", 2)
    world.affairs.last_event[:2], world.organizations.last_event[:2] = [11, 12], [21, 22]
    world.neighbourhoods.eid[0], world.neighbourhoods.next_event[0] = 3, 7
    return setting.chronicle


def test_events_are_numbered_by_neighbourhood(setting, told):
    """Neighbourhood identity · 2³² + number."""
    assert [told.tell(KIND, 0), told.tell(KIND, 0, score=1)] == [3 * 2**32 + 7, 3 * 2**32 + 8]
    assert setting.world.neighbourhoods.next_event[0] == 9
    first, second = told.events
    assert (first.event, first.month, first.neighbourhood, first.kind) == (3 * 2**32 + 7, setting.month, 0, KIND)
    assert (first.affair, first.organization, first.practice, first.cause) == (-1, -1, -1, -1)
    assert (first.arguments, second.arguments) == ({}, {"score": 1})


@pytest.mark.parametrize(
    ("about", "cause"),
    [
        ({}, -1),
        ({"affair": 0}, 11),
        ({"affair": 1}, 12),
        ({"organization": 0}, 21),
        ({"organization": 1}, 22),
        ({"affair": 0, "organization": 1}, 11),
        ({"affair": 0, "cause": 0}, 0),
        ({"organization": 0, "cause": 0}, 0),
        ({"affair": 1, "organization": 0, "cause": 5}, 5),
    ],
)
def test_without_a_cause_it_is_the_last_event_about_the_affair_or_the_organization(setting, told, about, cause):
    """Rows 0 and event 0 are rows and an event like any other."""
    world = setting.world
    number = told.tell(KIND, 0, **about)
    assert told.events[-1].cause == cause
    affair, organization = about.get("affair", -1), about.get("organization", -1)
    assert world.affairs.last_event[:2].tolist() == [number if row == affair else 11 + row for row in range(2)]
    assert world.organizations.last_event[:2].tolist() == [
        number if row == organization else 21 + row for row in range(2)
    ]


def test_an_affair_without_events_leaves_the_cause_to_the_organization(setting, told):
    setting.world.affairs.last_event[0] = -1
    told.tell(KIND, 0, affair=0, organization=0)
    assert told.events[-1].cause == 21


def test_attributes_of_a_body_are_its_columns(model, setting):
    unit = agents.ResidentAreaUnit(model, setting, 1)
    setting.world.units.eid[1], setting.world.units.outside_cost[1] = 55, 12.5
    assert (unit.eid, unit.outside_cost) == (55, 12.5) and type(unit.eid) is int
    assert repr(unit) == "ResidentAreaUnit(row 1, identity 55)"
    office = agents.Body.__new__(agents.StreetOffice)
    assert type(office).table == "street_offices"
    for name in ("colour", "_eid"):
        with pytest.raises(AttributeError, match=f"^{name}$"):
            getattr(unit, name)


def test_a_unit_has_the_running_contracts_in_which_it_is_named(model, setting):
    first = setting.world.append("contracts", 3)
    c = setting.world.contracts
    c.unit[first : first + 3], c.started[first : first + 3] = [1, 0, 1], [0, 0, NEVER]
    assert agents.ResidentAreaUnit(model, setting, 1).contracts() == [first]
    assert agents.ResidentAreaUnit(model, setting, 0).contracts() == [first + 1]


@pytest.mark.parametrize(("month", "new_year"), [(12, True), (13, False), (0, True), (-12, True), (1, False)])
def test_the_street_office_begins_a_year_in_january_and_pays_its_own(model, setting, monkeypatch, month, new_year):
    done, setting.world.month = [], month
    for name in ("new_year", "receive_grant"):
        monkeypatch.setattr(agents.treasury, name, lambda setting, n, name=name: done.append((name, n)))
    office = agents.StreetOffice(model, setting, 0)
    assert office.committees() == [0] and agents.StreetOffice(model, setting, 1).committees() == []
    office.pay_grants()
    assert done == [("new_year", 0)] * new_year + [("receive_grant", 0)]


def test_values_that_are_rows_of_numbers_stay_rows(model, setting):
    committee = type("Committee", (agents.Body,), {"table": "committees"})(model, setting, 0)
    assert committee.skill.tolist() == setting.world.committees.skill[0].tolist()


def test_a_unit_thanks_as_told_and_shows_its_link(model, setting):
    unit, u = agents.ResidentAreaUnit(model, setting, 0), setting.world.units
    u.link_success[0], u.link_failure[0], setting.params.units.delivered_success = 1, 1, 2
    unit.thank(good=True)
    assert unit.link == 0.75
    unit.thank(good=False)
    assert unit.link == 0.5
