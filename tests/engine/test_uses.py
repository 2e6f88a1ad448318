"""What the scan of the source finds, on a small source of its own."""

import ast

import pytest

from sim.engine import uses

SOURCES = {
    "sim.a": """
from sim.foundation.terms import Purpose
ONE = int(Purpose.ONE)
TWO = int(Purpose.TWO)
class Body:
    def act(self):
        def inner():
            return ONE
        return inner
def tell_all(chronicle):
    chronicle.tell(Purpose.THREE)
    helper.work(1)
    chronicle.tell(2)
""",
    "sim.b": """
import mesa
from mesa.agent import AgentSet as Set
from sim.a import TWO as RENAMED
def draw(p):
    return RENAMED, mesa.Agent, p.height, p["width"], p[f"beta_{1}"]
""",
}


@pytest.fixture(autouse=True)
def small_program(monkeypatch):
    monkeypatch.setattr(uses, "sources", lambda: {name: ast.parse(text) for name, text in SOURCES.items()})
    uses._names_read.cache_clear()
    yield
    uses._names_read.cache_clear()


def test_constants_count_where_they_are_used():
    assert uses.uses_of("Purpose") == {"ONE": ["sim.a.Body.act"], "TWO": ["sim.b.draw"], "THREE": ["sim.a.tell_all"]}
    assert uses.uses_of("Purpose", calling="tell") == {"ONE": ["sim.a.Body.act"], "THREE": ["sim.a.tell_all"]}


def test_calls_stand_in_order_each_once():
    assert uses.calls_of("sim.a", "tell_all") == ["chronicle.tell", "helper.work"]


def test_foreign_names():
    assert uses.names_imported_from("mesa") == {"mesa.Agent": ["sim.b"], "mesa.agent.AgentSet": ["sim.b"]}


def test_names_read():
    assert all(uses.is_read(name) for name in ("height", "width", "beta_2"))
    assert not uses.is_read("depth")
