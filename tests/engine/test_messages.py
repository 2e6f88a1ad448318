import ast
import json
import string

import pytest

from sim.engine import message_words as words
from sim.engine import messages
from sim.engine.messages import TEMPLATES, Names, message, template_of, text
from sim.engine.uses import sources
from sim.foundation import terms
from sim.foundation.event_kinds import EventKind
from sim.foundation.terms import AffairClass, OrganizationKind, Scope
from sim.institutions.chronicle import Event
from sim.mechanisms.registry import PRACTICES

SAMPLES = {
    "by": "petition", "persons": 1200, "share": 0.374, "households": 12, "lanes": 2, "of": 5, "yes": 40, "no": 3,
    "decision": "negotiated", "reason": "deadlock", "affair_class": "parking", "members": 6, "hobby": 2,
    "committees": 3, "spaces": 117, "yuan_per_year": 351000, "months_kept": 9, "yuan": 1500, "turnout": 0.42,
    "voters": 800, "score": 0.93, "name": "games", "result": 0.7, "accepted": 2, "least": 5, "residents_share": 0.8,
    "by_committee": False, "cases": 9,
}  # fmt: skip
"""One value for every argument that the program passes."""

ALWAYS_THERE = {"affair", "organization", "practice", "cause"}
OF_ARGUMENT = {"shock": "name", "occasion": "name", "finding": "practice"}
"""Fields of templates that are made from an argument of another name."""


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def told_calls() -> list[tuple[str, ast.Call, ast.FunctionDef]]:
    """Every call of `tell` in the program, with its module and the function around it."""
    found = []
    for module, tree in sources().items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            inner = {id(n) for f in ast.walk(function) if isinstance(f, ast.FunctionDef) and f is not function
                     for n in ast.walk(f)}  # fmt: skip
            found += [
                (module, node, function)
                for node in ast.walk(function)
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "tell" and id(node) not in inner
            ]
    return found


def kinds_of(call: ast.Call, function: ast.FunctionDef) -> list[EventKind]:
    """The kinds that a call may tell: the one it names, or those that its function names."""
    place = call.args[0]
    nodes = [place] if isinstance(place, ast.Attribute) else list(ast.walk(function))
    return [
        EventKind[node.attr]
        for node in nodes
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "EventKind"
    ]


@pytest.fixture
def names(make_world, arise):
    world = make_world(lanes=8, households=8, residents=40, organizations=1, teams=1)
    world.organizations.kind[0], world.organizations.lane[0] = OrganizationKind.SELF_GOVERNANCE_GROUP, 7
    world.organizations.estate[0] = -1
    world.teams.eid[0] = 2**20 * 0 + 31
    arise(world, klass=AffairClass.PARKING, scope=Scope.LANE, lane=7)
    return Names(world, PRACTICES)


def event_of(kind: EventKind, **changed) -> Event:
    arguments = {**SAMPLES, **({"name": "rumour"} if kind == EventKind.SHOCK else {}), **changed}
    return Event(5, 3, 0, kind, 0, 0, 6, -1, arguments)


def test_every_kind_has_one_template_and_no_template_lacks_a_kind():
    assert set(TEMPLATES) == {kind.word for kind in EventKind}


def test_every_call_gives_what_its_sentence_needs():
    calls = told_calls()
    assert len(calls) > 40
    for module, call, function in calls:
        given = {keyword.arg for keyword in call.keywords}
        kinds = kinds_of(call, function)
        assert kinds, f"{module}:{call.lineno} tells no kind that can be read"
        for kind in kinds:
            needed = {OF_ARGUMENT.get(field, field) for field in fields_of(TEMPLATES[kind.word])}
            lacking = needed - given
            passed_on = None in given and lacking <= {"reason"}  # see the next test
            team = kind == EventKind.AFFAIR_HANDED_OVER and "team" in given and lacking == {"organization"}
            assert not lacking or passed_on or team, f"{module}:{call.lineno} {kind.word} lacks {lacking}"
            assert given - ALWAYS_THERE - {None, "team"} <= set(SAMPLES), f"{module}:{call.lineno}: no sample"


def test_whoever_lets_an_affair_lapse_says_why():
    closing = [
        (module, node)
        for module, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "close"
        and "AffairState.LAPSED" in ast.unparse(node)
    ]
    assert closing
    for module, node in closing:
        assert "reason" in {keyword.arg for keyword in node.keywords}, f"{module}:{node.lineno}"


def test_every_reason_that_the_program_gives_has_words():
    given = set()
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                ending = ast.unparse(node.func).split(".")[-1]
                reasons = [k.value for k in node.keywords if k.arg == "reason"]
                reasons += node.args[2:3] if ending in ("close_as_lapsed", "end") else []
                given |= {c.value for part in reasons for c in ast.walk(part) if isinstance(c, ast.Constant)}
    assert {"deadlock", "not kept", "unit left"} <= {word for word in given if isinstance(word, str)}
    assert {word for word in given if isinstance(word, str)} <= set(words.REASONS)


@pytest.mark.parametrize(
    ("vocabulary", "term"),
    [
        (words.AFFAIRS, terms.AffairClass),
        (words.CLASSES, terms.AffairClass),
        (words.BY, terms.RecognizedBy),
        (words.DECISIONS, terms.Decision),
        (words.PLACES, terms.Scope),
    ],
)
def test_vocabularies_are_complete(vocabulary, term):
    assert set(vocabulary) == {member.word for member in term}


def test_every_practice_and_every_body_and_shock_has_words():
    from sim.engine.config import SHOCKS

    assert {practice.name for practice in PRACTICES} == set(words.FINDINGS)
    assert {member.word for member in OrganizationKind} | {"team"} == set(words.ORGANIZATIONS)
    assert set(SHOCKS) - {"none"} == set(words.SHOCKS)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_becomes_a_sentence(names, kind, lang):
    sentence = text(event_of(kind), names, lang)
    assert sentence and "{" not in sentence and "_" not in sentence
    assert lang == "zh" or ((sentence[0].isupper() or sentence[0].isdigit()) and sentence.endswith("."))


def test_a_sentence_says_who_where_and_how_much(names):
    assert text(event_of(EventKind.CONTRACT_SIGNED), names, "en") == (
        "A contract is signed over the parking trouble in lane 7: 117 spaces let to a unit by day, "
        "for 351,000 yuan a year."
    )
    assert text(event_of(EventKind.AFFAIR_RESOLVED), names, "en") == (
        "The parking trouble in lane 7: resolved; residents did 80% of the work."
    )
    assert text(event_of(EventKind.GROUP_FOUNDED, by_committee=True), names, "en") == (
        "Asked by the committee, 6 residents set up the self-governance group of lane 7."
    )
    assert "cultural-sports team 31" in text(event_of(EventKind.AFFAIR_HANDED_OVER, team=0), names, "en")


def test_a_group_that_had_enough_people_lacked_somebody_to_carry_it():
    assert template_of(EventKind.GROUP_NOT_FOUNDED, {"accepted": 5, "least": 5}) == messages.GROUP_WITHOUT_LEADER
    assert template_of(EventKind.GROUP_NOT_FOUNDED, {"accepted": 4, "least": 5}) == TEMPLATES["group_not_founded"]
    there = {"accepted": 5, "least": 5, "is_there": True}
    assert template_of(EventKind.GROUP_NOT_FOUNDED, there) == messages.GROUP_IS_THERE


def test_a_practice_without_a_phrase_is_told_by_its_title(names, monkeypatch):
    monkeypatch.delitem(words.FINDINGS, PRACTICES[6].name)
    assert "there is another way: Team call" in text(event_of(EventKind.PRACTICE_DISCOVERED), names, "en")


def test_several_neighbourhoods_are_told_apart(make_world, names):
    world = make_world(neighbourhoods=2, committees=2)
    event = Event(5, 3, 1, EventKind.CHAIR_CHANGED, -1, -1, -1, -1, {})
    assert text(event, Names(world, PRACTICES), "en").startswith("Neighbourhood 1: The committee")


def test_the_message_names_teams_by_identity(names):
    told = json.loads(message(event_of(EventKind.AFFAIR_HANDED_OVER, team=0), names))
    assert (told["key"], told["team"]) == ("affair_handed_over", 31)
