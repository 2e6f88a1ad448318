"""What an affair still lacks, in order, and the agenda's practice for it (§6.6)."""

import pytest

from sim.foundation.terms import AffairClass, AffairState, Bottleneck, Decision, Owner
from sim.institutions.affairs import payment
from sim.institutions.committee import agenda, repertoire, requirements
from sim.institutions.desk import CommitteeDesk
from sim.institutions.setting import Block
from sim.mechanisms.registry import PRACTICES
from sim.world.persons import BERTHS, NEVER
from tests.helpers.bodies import affair

NAMES = [practice.name for practice in PRACTICES]
SEEN, NOBODY, CONSENT, LABOUR, MONEY, COMPLIANCE = Bottleneck


@pytest.fixture
def facts(setting, monkeypatch):
    """Who is there to ask, and whether funds suffice, as tests say."""
    found = {"ask": True, "funds": True}
    monkeypatch.setattr(requirements, "anybody_to_ask", lambda *_: found["ask"])
    monkeypatch.setattr(payment, "affordable", lambda *_: [] if found["funds"] else None)
    return found


def standing(setting, klass=AffairClass.ENVIRONMENT, state=AffairState.RECOGNIZED, labour=0, cost=0, **columns):
    """Let an affair stand like this."""
    return affair(setting, klass, state=state, labour_minutes=labour, cost_fen=cost, **columns)


@pytest.mark.parametrize(
    ("consent", "state", "labour", "people", "missing"),
    [
        (True, AffairState.DELIBERATED, 0, True, True),
        (True, AffairState.COMMITTED, 0, False, False),
        (True, AffairState.COMMITTED, 1, True, False),
        (False, AffairState.RECOGNIZED, 0, False, False),
        (False, AffairState.COMMITTED, 2, True, False),
    ],
)
def test_people_are_needed_for_consent_or_labour(setting, consent, state, labour, people, missing):
    row = standing(setting, state=state, labour=labour, consent_required=consent)
    assert requirements.needs_people(setting, row) is people
    assert bool(requirements.consent_missing(setting, row)) is missing


@pytest.mark.parametrize(("cost", "paid", "funds", "missing"), [(5, 5, False, 0), (5, 4, False, 1), (5, 4, True, 0)])
def test_money_is_missing_if_neither_paid_nor_payable(setting, facts, cost, paid, funds, missing):
    facts["funds"] = funds
    assert bool(requirements.money_missing(setting, standing(setting, cost=cost, paid_fen=paid))) == bool(missing)


PARKING, ENVIRONMENT = AffairClass.PARKING, AffairClass.ENVIRONMENT


@pytest.mark.parametrize(
    ("klass", "unit", "consent", "state", "labour", "ask", "funds", "lacking"),
    [
        (ENVIRONMENT, -1, True, AffairState.RECOGNIZED, 60, True, False, [CONSENT]),
        (ENVIRONMENT, -1, True, AffairState.RECOGNIZED, 60, False, False, [NOBODY, CONSENT]),
        (ENVIRONMENT, -1, True, AffairState.COMMITTED, 60, True, False, [LABOUR]),
        (ENVIRONMENT, -1, True, AffairState.COMMITTED, 1, False, False, [NOBODY, LABOUR]),
        (ENVIRONMENT, -1, True, AffairState.COMMITTED, 0, False, False, [MONEY]),
        (ENVIRONMENT, -1, True, AffairState.COMMITTED, 0, False, True, []),
        (PARKING, -1, True, AffairState.RECOGNIZED, 0, True, False, [MONEY, CONSENT]),  # its money first
        (PARKING, 0, True, AffairState.RECOGNIZED, 0, True, False, [CONSENT]),
        (PARKING, -1, True, AffairState.COMMITTED, 0, True, False, [MONEY]),
        (PARKING, 0, True, AffairState.COMMITTED, 0, True, False, [MONEY]),
    ],
)
def test_requirements_in_order(setting, facts, klass, unit, consent, state, labour, ask, funds, lacking):
    facts |= {"ask": ask, "funds": funds}
    row = standing(setting, klass, state, labour, 100, unit=unit, consent_required=consent)
    assert requirements.unmet(setting, row) == lacking


@pytest.mark.parametrize(
    ("consent", "inside", "decision", "watched"),
    [
        (True, False, Decision.RESIDENTS, True),
        (True, False, Decision.NOTICE, True),
        (True, True, Decision.RESIDENTS, True),
        (True, True, Decision.NOTICE, False),  # works by notice are not kept by residents
        (False, False, Decision.RESIDENTS, False),
    ],
)
def test_what_was_agreed_is_watched(setting, facts, consent, inside, decision, watched):
    row = standing(
        setting, state=AffairState.EXECUTED, consent_required=consent, inside_dwellings=inside, decision=decision
    )
    assert requirements.unmet(setting, row) == ([COMPLIANCE] if watched else [])


@pytest.fixture
def desk(setting):
    """The desk of the committee with time and nothing blocked; no other affair is open."""
    world = setting.world
    world.affairs.state[: world.n("affairs")] = AffairState.LAPSED
    world.committees.minutes_left[0], setting.blocks[0] = 6_000, []
    world.repertoire.known[:] = False
    return CommitteeDesk(setting, 0)


def test_a_practice_must_answer_the_lack_be_available_and_be_known_in_the_class(setting, desk):
    known = setting.world.repertoire.known
    wanted, other = NAMES.index("chain"), NAMES.index("backbone_persuasion")
    known[repertoire.cell(setting, 0, NAMES.index("team_call"), 1)] = True
    known[repertoire.cell(setting, 0, wanted, 1)] = known[repertoire.cell(setting, 0, other, 2)] = True
    assert repertoire.candidates(setting, 0, CONSENT, 1) == [wanted]
    setting.available = tuple(name != "chain" for name in NAMES)
    assert repertoire.candidates(setting, 0, CONSENT, 1) == []


@pytest.mark.parametrize(("taught", "known"), [("0010", {"scan", "chain"}), ("1000", {"team_call"}), ("0000", set())])
def test_taught_mechanisms_and_defaults_are_known(setting, desk, taught, known):
    repertoire.teach(setting, taught)
    rows = {name: setting.world.repertoire.known[repertoire.rows_of(setting, 0, k)] for k, name in enumerate(NAMES)}
    for name in ("scan", "chain", "team_call", "council", "exchange", "notice"):
        assert rows[name].all() == (name in known) == rows[name].any()
    for k, mechanism in enumerate(["1000", "0100", "0010", "0001"]):
        assert repertoire.known_anywhere(setting, 0, k) is (taught == mechanism)


@pytest.mark.parametrize(("u", "chosen"), [(0.0, 7), (0.0999, 7), (0.1001, 8), (0.999, 8)])
def test_the_choice_by_squared_value_above_a_floor(setting, draw, u, chosen):
    value = setting.world.repertoire.value
    value[repertoire.cell(setting, 0, 7, 1)], value[repertoire.cell(setting, 0, 8, 1)] = -0.4, 0.3
    draw(u)  # .15² / (.15² + .45²) = .1
    assert repertoire.choose(setting, 0, [7, 8], 1, 5, 2) == chosen
    draw(1.0)  # rounding may leave nothing: then the last
    assert repertoire.choose(setting, 0, [7, 8], 1, 5, 2) == 8


class Stub:
    """A practice as tests want it."""

    def __init__(self, minutes=60, works=True, afford=1.0, mechanism=0):
        self.bottleneck, self.mechanism, self.takes, self.works, self.afford = LABOUR, mechanism, minutes, works, afford
        self.used = []

    def affordance(self, _desk, _affair):
        return self.afford

    def minutes(self, _desk, _affair):
        return self.takes

    def apply(self, _desk, affair):
        self.used.append(affair)
        return self.works


@pytest.mark.parametrize(
    ("stub", "left", "goes_on", "used", "attended", "hours"),
    [
        (Stub(), 60, True, True, True, False),
        (Stub(), 59, True, False, False, True),
        (Stub(afford=0.0), 60, False, False, False, False),
        (Stub(afford=0.5), 60, True, True, True, False),
        (Stub(works=False), 60, False, True, False, False),
        (Stub(minutes=0, mechanism=None), 60, True, True, False, False),  # waiting is no attention
        (Stub(minutes=1, mechanism=None), 60, True, True, True, False),
        (Stub(minutes=0), 60, True, True, True, False),
    ],
)
def test_one_practice_is_used_if_the_time_suffices(setting, desk, stub, left, goes_on, used, attended, hours):
    row, world = standing(setting, attended=-5), setting.world
    setting.practices, setting.available = [stub] * len(NAMES), (True,) + (False,) * (len(NAMES) - 1)
    world.repertoire.known[repertoire.cell(setting, 0, 0, ENVIRONMENT)] = True
    world.repertoire.last_used[:], world.committees.minutes_left[0] = NEVER, left
    stub.used.clear()
    assert agenda.apply_one(setting, 0, desk, row, LABOUR) is goes_on
    assert stub.used == ([row] if used else [])
    assert world.affairs.attended[row] == (setting.month if attended else -5)
    assert setting.blocks[0] == ([Block(row, LABOUR, hours=True)] if hours else [])
    worked = used and stub.works
    assert world.affairs.used[row, 0] == (setting.month if worked else NEVER)


@pytest.mark.parametrize(("mechanism", "before", "told"), [(0, NEVER, True), (0, 3, False), (None, NEVER, False)])
def test_the_first_use_of_a_discovered_practice_in_a_class_is_told(setting, desk, mechanism, before, told):
    row, world = standing(setting), setting.world
    setting.practices = [Stub(mechanism=mechanism)] * len(NAMES)
    world.repertoire.last_used[:] = before
    n_events = len(setting.chronicle.events)
    agenda.note_use(setting, 0, row, 0)
    assert len(setting.chronicle.events) - n_events == told
    assert world.repertoire.last_used[repertoire.cell(setting, 0, 0, ENVIRONMENT)] == setting.month


@pytest.fixture
def applied(monkeypatch):
    """Which lacks the committee looks at, as (affair, lack); LABOUR is answered."""
    found = []

    def apply_one(_setting, _n, _desk, row, lack):
        found.append((row, lack))
        return lack == LABOUR

    monkeypatch.setattr(agenda, "apply_one", apply_one)
    monkeypatch.setattr(agenda, "_enforce", lambda _setting, _n, row: found.append((row, COMPLIANCE)))
    return found


@pytest.mark.parametrize(
    ("lacking", "owner", "minutes", "looked_at", "blocks", "attended"),
    [
        ([], Owner.COMMITTEE, 60, [], [], True),
        ([NOBODY, LABOUR, MONEY], Owner.COMMITTEE, 60, [NOBODY, LABOUR], [NOBODY, LABOUR], False),
        ([NOBODY, CONSENT], Owner.COMMITTEE, 60, [NOBODY, CONSENT], [NOBODY, CONSENT], False),
        ([NOBODY, LABOUR], Owner.COMMITTEE, 0, [], [NOBODY], False),
        ([NOBODY, LABOUR], Owner.COMMITTEE, 1, [NOBODY, LABOUR], [NOBODY, LABOUR], False),
        ([NOBODY, LABOUR], Owner.ORGANIZATION, 60, [], [NOBODY], False),
        ([COMPLIANCE], Owner.COMMITTEE, 60, [COMPLIANCE], [COMPLIANCE], False),
    ],
)
def test_a_lack_for_which_nothing_is_known_does_not_block_the_next(
    setting, desk, applied, monkeypatch, lacking, owner, minutes, looked_at, blocks, attended
):
    row = standing(setting, attended=-5, owner=owner)
    monkeypatch.setattr(requirements, "unmet", lambda *_: lacking)
    setting.world.committees.minutes_left[0] = minutes
    agenda.work(setting, 0, desk)
    assert applied == [(row, lack) for lack in looked_at]
    assert setting.blocks[0] == [Block(row, lack, hours=minutes == 0) for lack in blocks]
    assert setting.world.affairs.attended[row] == (setting.month if attended else -5)


def test_disputes_and_what_is_latent_are_not_on_the_agenda(setting, desk, applied, monkeypatch):
    standing(setting, AffairClass.DISPUTE), standing(setting, state=AffairState.LATENT)
    monkeypatch.setattr(requirements, "unmet", lambda *_: [LABOUR])
    agenda.work(setting, 0, desk)
    assert applied == []


def test_for_what_is_only_cases_one_practice_a_class(setting, desk, applied):
    a = setting.world.affairs
    first, more, other, known = (standing(setting, state=AffairState.LATENT) for _ in range(4))
    a.klass[other], a.state[known], a.eid[[first, more]] = AffairClass.LAPSED_MANAGEMENT, AffairState.LAPSED, [9, 8]
    desk.cases = {first: 2, more: 2, other: 3, known: 9}
    agenda._look_for_unseen(setting, 0, desk)
    assert applied == [(other, SEEN), (more, SEEN)]  # most cases first, then the lower identity
    assert setting.blocks[0] == [Block(row, SEEN) for row in (other, more, first)]


@pytest.mark.parametrize(
    ("minutes", "labour", "spent"), [(600, 90, 90), (60, 90, 60), (0, 90, 0), (600, 0, 0), (1, 9, 1)]
)
def test_own_hours_go_as_far_as_the_time(setting, desk, minutes, labour, spent):
    row = standing(setting, labour=labour)
    setting.world.committees.minutes_left[0] = minutes
    assert agenda.work_own_hours(setting, 0, row) is (spent > 0)
    assert setting.world.affairs.labour_committee[row] == spent == setting.world.affairs.committee_minutes[row]


def test_a_backbone_or_a_member_of_a_team_among_the_affected_can_be_asked(setting):
    residents, row = setting.world.residents, standing(setting)
    setting.world.affairs.unheeded[row] = NEVER
    person = setting.world.stakes.household[setting.world.affairs.first_stake[row]] * BERTHS
    for backbone, team, there in ((False, -1, False), (True, -1, True), (False, 0, True)):
        residents.is_backbone[:], residents.team[:] = False, -1
        residents.is_backbone[person], residents.team[person] = backbone, team
        assert requirements.anybody_to_ask(setting, row) is there
