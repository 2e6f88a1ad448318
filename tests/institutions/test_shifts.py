"""How many are asked, how far what was done suffices, and that what takes no time divides nothing."""

import numpy as np
import pytest

from sim.foundation.terms import AffairClass, AffairState, Decision
from sim.institutions.affairs import execution
from sim.institutions.committee import agenda
from sim.institutions.contracts import duty, settlement
from sim.institutions.shifts import minutes_of_enforcement, persons_to_ask, share_done


@pytest.mark.parametrize(
    ("needed", "shift", "acceptance", "persons"),
    [
        (3600, 360, 0.4, 25),
        (3601, 360, 0.4, 26),
        (1, 360, 1.0, 1),
        (0, 360, 0.4, 0),
        (600, 0, 0.5, 1200),
        (0, 0, 1.0, 0),
    ],
)
def test_as_many_are_asked_as_are_likely_needed(needed, shift, acceptance, persons):
    assert persons_to_ask(needed, shift, acceptance) == persons


@pytest.mark.parametrize(
    ("done", "needed", "weight", "share"),
    [(120, 240, 1.0, 0.5), (120, 240, 0.8, 0.4), (500, 240, 1.0, 1.0), (0, 240, 1.0, 0.0), (0, 0, 0.6, 1.0)],
)
def test_what_was_done_of_what_was_needed(done, needed, weight, share):
    assert share_done(done, needed, weight) == pytest.approx(share)


@pytest.fixture
def executed(setting):
    """An affair with consent, executed this month and watched; nothing has been done to see it kept."""
    a, row = setting.world.affairs, 0
    a.state[row], a.executed[row], a.klass[row] = AffairState.EXECUTED, setting.month, AffairClass.ENVIRONMENT
    a.consent_required[row], a.inside_dwellings[row], a.decision[row] = True, False, Decision.NEGOTIATED
    a.enforcement[row] = a.upkeep_minutes[row] = 0
    return row


@pytest.mark.parametrize(("hours", "enforcement"), [(4, 0.0), (0, 1.0)])
def test_what_needs_no_time_is_seen_to_be_kept(setting, executed, monkeypatch, hours, enforcement):
    seen = []
    monkeypatch.setattr(setting.params.issues, "enforcement_hours", hours)
    monkeypatch.setattr(setting.society, "comply", lambda row, force, weight: seen.append(force) or 0.5)
    execution._watch(setting, executed)
    assert seen == [enforcement]


def test_the_committee_divides_nothing_by_nothing(setting, executed, monkeypatch):
    monkeypatch.setattr(setting.params.issues, "enforcement_hours", 0)
    assert minutes_of_enforcement(setting, executed) == 0
    left = int(setting.world.committees.minutes_left[0])
    agenda._enforce(setting, 0, executed)
    assert setting.world.affairs.enforcement[executed] == 1.0
    assert setting.world.committees.minutes_left[0] == left
    setting.world.affairs.upkeep_minutes[executed] = 90
    assert minutes_of_enforcement(setting, executed) == 90


def test_a_contract_that_asks_for_no_duty_is_available(setting):
    world = setting.world
    row = world.append("contracts", 1)
    c = world.contracts
    c.eid[row], c.started[row], c.ended[row], c.organization[row] = 77, setting.month - 1, -9999, -1
    c.neighbourhood[row] = c.unit[row] = c.estate[row] = c.affair[row] = c.duty_minutes[row] = 0
    settlement.settle(setting)
    assert c.available[row] == 1.0 and duty.unmet_duty(setting, 0) == (0, 0)


def test_shifts_of_no_length_are_no_work_but_everybody_may_come(setting, executed, monkeypatch):
    """The old rule divided by the length of a shift."""
    monkeypatch.setitem(setting.params.participation.act_hours, "duty", 0.0)
    asked = []
    monkeypatch.setattr(type(setting), "call", lambda self, invitation, then: asked.append(len(invitation.persons)))
    c = setting.world.contracts
    row = setting.world.append("contracts", 1)
    c = setting.world.contracts
    c.eid[row], c.duty_minutes[row], c.organization[row], c.estate[row] = 77, 6000, -1, 0
    setting.world.households.cars[:] = 1
    duty._call_volunteers(setting, row)
    households = np.flatnonzero(setting.world.households.estate == 0)
    adults = np.isin(setting.world.residents.household, households) & setting.world.residents.adult
    assert asked == [int(adults.sum())]
