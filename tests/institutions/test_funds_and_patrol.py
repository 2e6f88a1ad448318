"""What bodies of residents cost and get, and whom the patrol asks (§6.5, §6.7)."""

import pytest

from sim.foundation.terms import Account, Act, Money, OrganizationState
from sim.institutions.organizations import funds, patrols
from sim.institutions.organizations.membership import COUNCIL, GROUP, JOINT, PATROL
from tests.helpers.bodies import adults, answer, body, move_away

LATER = 30  # month 6 of the third year: no other count of months gives the same cell
CONFIRMED, INFORMAL, DISSOLVED = OrganizationState.CONFIRMED, OrganizationState.INFORMAL, OrganizationState.DISSOLVED


@pytest.fixture
def books(setting):
    """Empty books in a month of a later year; the patrol of this world costs nothing."""
    setting.world.accounts.balance[:] = 0
    setting.world.month = LATER
    setting.world.committees.running_year_fen[:] = 0
    return setting.ledger


@pytest.mark.parametrize(("kind", "yuan"), [(GROUP, 200), (COUNCIL, 300)])
@pytest.mark.parametrize("fund", [Account.FREE, Account.VENUES_AND_EVENTS])
@pytest.mark.parametrize("missing", [0, 1])
def test_groups_cost_200_and_councils_300_a_month_and_the_unpaid_tire(setting, books, kind, yuan, fund, missing):
    world, people = setting.world, adults(setting)[:3]
    body(setting, kind, lane=0, members=people)
    world.residents.fatigue[people], world.residents.fatigue[people[2]] = 0.5, 0.98
    books.receive(0, fund, 100 * yuan - missing, Money.OPENING)
    funds.pay_running(setting, 0)
    assert books.balance(0, fund) == (100 * yuan - 1 if missing else 0)
    assert world.committees.running_year_fen[0, LATER % 12] == (0 if missing else 100 * yuan)
    assert world.committees.running_year_fen.sum() == (0 if missing else 100 * yuan)
    assert world.residents.fatigue[people] == pytest.approx([0.55, 0.55, 1.0] if missing else [0.5, 0.5, 0.98])


@pytest.mark.parametrize(("kind", "state"), [(JOINT, CONFIRMED), (PATROL, CONFIRMED), (GROUP, INFORMAL)])
def test_other_bodies_cost_nothing_and_get_no_line(setting, books, kind, state):
    row = body(setting, kind, lane=0, state=state)
    setting.world.organizations.state[0] = DISSOLVED
    books.receive(0, Account.FREE, 10_000_000, Money.OPENING)
    funds.pay_running(setting, 0)
    funds.give_lines(setting, 0)
    assert books.balance(0, Account.FREE) == 10_000_000 and setting.world.organizations.line_fen[row] == 0


@pytest.mark.parametrize(
    ("free", "had", "lines"),
    [
        (10_000_000, [0, 0], [300_000, 300_000]),  # 3,000 yuan each
        (400_000, [0, 0], [200_000, 100_000]),  # half of free cash at most, the lower identity first
        (10_000_000, [250_000, 0], [300_000, 300_000]),  # filled up
        (0, [0, 0], [0, 0]),
        (2, [299_999, 300_000], [300_000, 300_000]),
        (10_000_000, [400_000, 0], [400_000, 300_000]),
    ],
)
def test_confirmed_groups_and_councils_get_a_line_of_free_cash(setting, books, free, had, lines):
    o = setting.world.organizations
    rows = [body(setting, COUNCIL), body(setting, GROUP, lane=0)]
    o.line_fen[rows] = had
    books.receive(0, Account.FREE, free, Money.OPENING)
    funds.give_lines(setting, 0)
    assert o.line_fen[rows].tolist() == lines
    assert books.balance(0, Account.ORGANIZATION_LINES) == sum(lines) - sum(had)
    assert books.balance(0, Account.FREE) == free - sum(lines) + sum(had)


def test_a_shift_of_the_patrol_counts_as_residents_hours(setting, asked):
    world = setting.world
    world.month, world.committees.residents_year[:] = LATER, 0
    setting.params.participation.act_hours["patrol"] = 4
    patrols.call_shifts(setting)
    (mine, _), (_others, _) = asked
    assert (mine.act, mine.bonus) == (Act.PATROL, setting.params.participation.own_organization_bonus)
    assert sorted(mine.persons) == sorted(i for i in adults(setting) if world.residents.patrol[i] == 0)
    answer(asked[0], mine.persons[:3])
    assert world.committees.residents_year[0, LATER % 12] == 3 * 240 == world.committees.residents_year.sum()


@pytest.mark.parametrize("in_patrol", [-1, 0, 2])
def test_the_patrol_asks_those_without_one_the_retired_first(setting, asked, in_patrol):
    world, residents, people = setting.world, setting.world.residents, adults(setting)
    row = body(setting, PATROL)
    residents.patrol[:], residents.retired[:] = -1, False
    residents.retired[people[:7]] = True
    residents.patrol[people[0]], residents.kind[people[2]] = in_patrol, 0
    move_away(setting, people[1])
    residents.adult[people[3]] = False
    world.organizations.n_members[row] = 29
    patrols._call_others(setting, 0, row)
    persons = asked[-1][0].persons
    free = [i for k, i in enumerate(people) if k > 3 or (k == 0 and in_patrol < 0)]
    retired = [i for i in free if residents.retired[i]]
    assert len(persons) == 5 and set(persons[: len(retired)]) == set(retired)
    assert not residents.retired[persons[len(retired) :]].any()
    setting.params.organizations.patrol_asked_per_month = 10_000
    patrols._call_others(setting, 0, row)
    assert sorted(asked[-1][0].persons) == sorted(free)
    answer(asked[-1], people[[0, 4]])
    assert residents.patrol[people[[0, 4]]].tolist() == [row if in_patrol < 0 else in_patrol, row]
    asked.clear()
    world.organizations.n_members[row] = 30
    patrols._call_others(setting, 0, row)
    assert asked == []
