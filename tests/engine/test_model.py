"""The model as a user holds it: the names of the interface, and how they show themselves."""

import mesa
import pytest

import sim


@pytest.fixture(scope="module")
def model():
    lived = sim.NeighbourhoodModel(sim.load_scenario("baseline", ["households=160", "months=1", "burn_in=2"]))
    lived.step()
    return lived


@pytest.mark.parametrize("name", ["residents", "committees", "units", "teams"])
def test_who_acts_is_a_set_of_mesa_agents(model, name):
    agents = getattr(model, name)
    assert len(agents)
    assert len(agents.select(lambda agent: isinstance(agent, mesa.Agent))) == len(agents)


def test_the_street_office_is_a_mesa_agent(model):
    assert isinstance(model.street_office, mesa.Agent)
    assert [model.street_office] == model.street_offices


def test_nothing_shows_itself_by_its_place_in_memory(model):
    whole = [model, model.street_office, next(iter(model.residents)), next(iter(model.committees))]
    assert [repr(thing) for thing in whole if " object at 0x" in repr(thing)] == []
    assert repr(model) == "NeighbourhoodModel(baseline, seed 0, 1 neighbourhood(s) of 160 households, before month -1)"
