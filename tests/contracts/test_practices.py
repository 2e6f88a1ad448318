"""What any practice owes: declared reads and writes, an affordance in [0, 1] that writes nothing, and off means off."""

from dataclasses import dataclass

import numpy as np
import pytest

from sim.engine import phases
from sim.engine.model import NeighbourhoodModel
from sim.foundation.terms import AffairClass, AffairState, Bottleneck, Channel
from sim.institutions import cases
from sim.institutions.committee import requirements
from sim.mechanisms.registry import PRACTICES
from sim.world.columns import declared
from sim.world.persons import NEVER
from sim.world.state import TABLES
from tests.helpers.runs import changed_tables, contents, live_phases, live_to, play, small, twin

RICH = (
    "founding.p_daytime_need=1",  # units to exchange with
    "founding.outside_cost_low_yuan=400",
    "founding.p_hall=1",
    "founding.p_team_venue=0.3",  # teams to help
    "founding.p_patrol=1",
    "street_office.one_square_metre_month=30",  # works to visit
    "issues.outside_site_month=0",
    "organizations.group_least=3",  # groups, and so leaders to bring together
    "joint_meeting.groups=2",
    "organizations.leader_trust_least=2",
    "council.persons=5",
    "participation.beta_0=-3.5",
    "lapsed_management.onset_per_month=1.2",  # affairs enough
    "environment.onset_per_month=1.8",
)
"""A world in which every practice can be tried, none of which is known yet."""
WORLDS = ((1, "1111"), (3, "1111"), (6, "1111"), (3, "1011"), (4, "1011"))
"""Seeds and cells; without exchange parking stays unsettled."""
MONTH = 30
NAMES = [practice.name for practice in PRACTICES]


@dataclass
class Prepared:
    """A model in the middle of a month: tasks are set, the committee has not begun to work."""

    model: NeighbourhoodModel

    def copy(self) -> NeighbourhoodModel:
        """Return a twin that saw this month's cases, is overloaded but has time, and whose units can give and lend."""
        other = twin(self.model)
        desk = other.committees_in_order[0].desk
        desk.cases = cases.counts_by_affair(other.setting, 0)
        other.world.committees.minutes_left[0] = 60 * 200
        other.world.committees.overdue[0] = other.world.committees.overdue_before[0] = 1.0
        other.world.units.given_fen[:], other.world.units.lent_to[:] = 0, -1
        other.world.teams.has_venue[:] = False
        return other

    def affairs_for(self, practice) -> list[int]:
        """Return affairs that show the practice's bottleneck, those that suggest it strongly first."""
        model = self.copy()
        setting, a = model.setting, model.world.affairs
        desk = model.committees_in_order[0].desk
        rows = range(model.world.n("affairs"))
        if practice.bottleneck == Bottleneck.SEEN:
            shown = [row for row in rows if a.state[row] == AffairState.LATENT]
        else:
            shown = [
                row
                for row in rows
                if AffairState.RECOGNIZED <= a.state[row] <= AffairState.COMMITTED
                and a.klass[row] != AffairClass.DISPUTE
                and practice.bottleneck in (*requirements.unmet(setting, row), Bottleneck.NOBODY_TO_ASK)
            ]
        return sorted(shown, key=lambda row: (-practice.affordance(desk, row), row))


@pytest.fixture(scope="module")
def prepared():
    """Neighbourhoods that know every practice, in the middle of a month."""
    found = []
    for seed, cell in WORLDS:
        model = NeighbourhoodModel(
            small(*RICH, f'cell="{cell}"', f'taught="{cell}"', households=320, months=60, seed=seed)
        )
        live_to(model, MONTH)
        live_phases(model, 1, 4)
        model.committees_in_order[0].divide_time(*model.tasks[0])
        found.append(Prepared(model))
    return found


def trials(prepared, practice):
    """Yield models that stand ready, and affairs for which the situation suggests the practice, three a world."""
    for one in prepared:
        for affair in one.affairs_for(practice)[:3]:
            model = one.copy()
            if practice.affordance(model.committees_in_order[0].desk, affair) > 0:
                yield model, affair


@pytest.mark.parametrize("practice", PRACTICES, ids=NAMES)
def test_it_and_what_it_sets_going_write_only_what_it_declares(prepared, practice):
    done, changed = 0, set()
    for model, affair in trials(prepared, practice):
        desk = model.committees_in_order[0].desk
        model.world.counts["proposals"] = 0
        before = contents(model.world)
        done += practice.apply(desk, affair)
        changed |= changed_tables(before, contents(model.world))
        conclude(model)
        changed |= changed_tables(before, contents(model.world))
    assert done, "nowhere could it be applied"
    assert changed <= set(practice.writes), sorted(changed - set(practice.writes))


def conclude(model):
    """Let those who were invited or proposed to answer, and do what follows (phases 6 and 7, this practice alone)."""
    phases.invitations(model)
    setting = model.setting
    for invitation, then in setting.pending:
        if then is not None:
            then(invitation)
    met = [invitation for invitation, _ in setting.pending if invitation.act in phases.MEETINGS]
    met = [invitation for invitation in met if len(invitation.accepted)]
    setting.society.meet_at([v.accepted for v in met], [v.subject for v in met], Channel.MEETING)
    setting.society.settle_ties()
    setting.pending.clear()


@pytest.mark.parametrize("practice", PRACTICES, ids=NAMES)
def test_its_affordance_is_a_share_writes_nothing_and_is_the_same_again(prepared, practice):
    seen = 0
    for one in prepared:
        model = one.copy()
        desk, before = model.committees_in_order[0].desk, contents(model.world)
        for affair in range(model.world.n("affairs")):
            if model.world.affairs.klass[affair] == AffairClass.DISPUTE:
                continue
            strength = practice.affordance(desk, affair)
            assert 0 <= strength <= 1
            assert practice.affordance(desk, affair) == strength
            assert isinstance(practice.minutes(desk, affair), int) and practice.minutes(desk, affair) >= 0
            seen += 1
        assert contents(model.world) == before
        assert model.setting.pending == []
    assert seen > 100


@pytest.mark.parametrize("practice", PRACTICES, ids=NAMES)
def test_its_affordance_reads_only_what_it_declares(prepared, practice):
    for one in prepared:
        affairs = one.affairs_for(practice)[:8]
        model = one.copy()
        expected = [practice.affordance(model.committees_in_order[0].desk, affair) for affair in affairs]
        for table in sorted(set(TABLES) - set(practice.reads)):
            other = one.copy()
            disturb(other.world, table)
            desk = other.committees_in_order[0].desk
            if table == "cases":
                desk.cases = {}
            found = [practice.affordance(desk, affair) for affair in affairs]
            assert found == expected, f"it reads {table}"


def disturb(world, table):
    """Change every value of a table that is no identity and refers to no row, within its declared range."""
    n = world.n(table)
    for name, column in declared(TABLES[table]).items():
        if column.refers or name in ("eid", "first_stake", "n_stakes"):
            continue
        values = getattr(world.tables[table], name)
        if column.dtype == "?":
            values[:n] = ~values[:n]
        elif column.unit == "month" and column.fill == NEVER:
            values[:n] = np.where(values[:n] == NEVER, 0, NEVER)
        else:
            step = (column.high - column.low) / 3 if column.dtype == "f8" else 1
            up = values[:n] + step <= column.high
            values[:n] += np.where(up, step, -step).astype(values.dtype)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_disturbance_disturbs(prepared, table):
    """Contributions are nothing but references."""
    model = prepared[0].copy()
    before = contents(model.world)
    disturb(model.world, table)
    assert changed_tables(before, contents(model.world)) == (
        {table} if model.world.n(table) and table != "contributions" else set()
    )


SEEKING = ("learning.discovery=0.15", "participation.beta_0=-3.5")


@pytest.mark.parametrize("cell", ["0000", "1000", "0100", "0010", "0001"])
def test_what_is_off_is_never_known_or_used(cell):
    known = {practice.name: False for practice in PRACTICES}
    for seed in range(2):
        model = play(small(*SEEKING, f'cell="{cell}"', households=240, months=36, burn_in=12, seed=seed))
        repertoire, used = model.world.repertoire, model.world.affairs.used[: model.world.n("affairs")]
        for k, practice in enumerate(PRACTICES):
            rows = slice(k * len(AffairClass), (k + 1) * len(AffairClass))
            known[practice.name] |= bool(repertoire.known[rows].any())
            if not model.setting.available[k]:
                assert not repertoire.known[rows].any() and not repertoire.conscious[rows].any()
                assert (repertoire.discovered[rows] == NEVER).all() and (used[:, k] == NEVER).all()
    for practice in PRACTICES:
        if practice.mechanism is None:
            assert known[practice.name]
    on = [known[practice.name] for practice in PRACTICES if practice.mechanism == cell.find("1")]
    assert any(on) == (cell != "0000")


def test_before_anything_can_be_learnt_every_cell_is_the_same_neighbourhood():
    obvious = ("learning.discovery=0.15", "join_cases.base=1", "chain.base=1", "advisory_meeting.obvious=1")
    hashed = ("observe.hash=true", "observe.enabled=false", *obvious)
    runs = {
        (cell, taught): play(small(*hashed, f'cell="{cell}"', f'taught="{taught}"', burn_in=24, households=200)).hashes
        for cell, taught in (("0000", "0000"), ("1111", "0000"), ("1010", "1010"), ("1111", "1111"))
    }
    burn_in = {tuple(hashes[:24]) for hashes in runs.values()}
    assert len(burn_in) == 1 and len(set(*burn_in)) == 24
    assert runs["0000", "0000"][24] != runs["1111", "1111"][24]
