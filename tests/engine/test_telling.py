from sim.engine.telling import ALWAYS, AMONG_MANY, FIRST, worth_telling
from sim.foundation.terms import EventKind
from sim.institutions.chronicle import Event


def happens(kind: EventKind, n: int = 0, practice: int = -1) -> Event:
    return Event(0, 0, n, kind, -1, -1, practice, -1, {})


def test_some_are_told_always_some_once_and_some_never():
    known = set()
    month = [happens(EventKind.SHOCK), happens(EventKind.PETITION), happens(EventKind.EVALUATION)]
    assert [event.kind for event in worth_telling(month, known)] == [EventKind.SHOCK, EventKind.PETITION]
    assert [event.kind for event in worth_telling(month, known)] == [EventKind.SHOCK]
    assert len(worth_telling([happens(EventKind.PETITION, n=1)], known)) == 1


def test_each_practice_is_told_the_first_time_that_it_is_found():
    known = set()
    month = [happens(EventKind.PRACTICE_DISCOVERED, practice=k) for k in (3, 4, 3)]
    assert [event.practice for event in worth_telling(month, known)] == [3, 4]


def test_among_many_only_what_stays_is_told():
    month = [happens(EventKind.SHOCK), happens(EventKind.PETITION), happens(EventKind.PARKING_PARALYSIS)]
    assert [event.kind for event in worth_telling(month, set(), among_many=True)] == [EventKind.SHOCK]


def test_only_kinds_that_exist_are_told():
    assert {kind.word for kind in EventKind} >= ALWAYS | FIRST | AMONG_MANY
    assert not ALWAYS & FIRST
