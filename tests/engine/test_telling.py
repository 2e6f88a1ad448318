import pandas as pd

from sim.engine.config import Config
from sim.engine.message_words import KINDS
from sim.engine.model import NeighbourhoodModel
from sim.engine.run import result_of
from sim.engine.telling import told_rows, worth_telling
from sim.foundation.event_kinds import CHAPTERS, FIRSTS, MILESTONES, EventKind
from sim.institutions.chronicle import Event


def happens(kind: EventKind, n: int = 0, practice: int = -1) -> Event:
    return Event(0, 0, n, kind, -1, -1, practice, -1, {})


def kinds_told(months: list[list[Event]], several: bool) -> list[list[EventKind]]:
    known: set = set()
    return [[event.kind for event in worth_telling(month, known, several)] for month in months]


def test_of_one_neighbourhood_some_are_told_always_some_once_and_some_never():
    month = [
        happens(EventKind.SHOCK),
        happens(EventKind.GROUP_FOUNDED),
        happens(EventKind.PETITION),
        happens(EventKind.EVALUATION),
    ]
    assert kinds_told([month, month], several=False) == [
        [EventKind.SHOCK, EventKind.GROUP_FOUNDED, EventKind.PETITION],
        [EventKind.SHOCK, EventKind.GROUP_FOUNDED],
    ]


def test_of_several_neighbourhoods_milestones_are_told_once_for_each_and_news_once_for_all():
    month = [
        happens(kind, n)
        for n in (0, 1)
        for kind in (EventKind.SHOCK, EventKind.GROUP_FOUNDED, EventKind.CONTRACT_SIGNED, EventKind.PETITION)
    ]
    assert kinds_told([month, month], several=True) == [
        [EventKind.SHOCK, EventKind.CONTRACT_SIGNED, EventKind.PETITION, EventKind.CONTRACT_SIGNED],
        [],
    ]


def test_each_practice_is_told_the_first_time_that_it_is_found():
    month = [happens(EventKind.PRACTICE_DISCOVERED, practice=k) for k in (3, 4, 3)]
    for several in (False, True):
        assert [event.practice for event in worth_telling(month, set(), several)] == [3, 4]


def test_the_stored_table_is_told_like_the_run():
    model = NeighbourhoodModel(Config(seed=1, months=36, burn_in=12, households=400))
    live = []
    while model.month < 36:
        model.step()
        live += model.observer.sentences("en")
    assert len(live) > 5 and list(told_rows(result_of(model).events)["text_en"]) == live


def test_no_kind_is_of_two_sorts_and_every_kind_can_be_counted():
    assert not (MILESTONES & CHAPTERS or MILESTONES & FIRSTS or CHAPTERS & FIRSTS)
    assert set(KINDS) == {kind.word for kind in EventKind}


def test_no_events_are_no_story():
    nothing = pd.DataFrame({"event": [], "month": [], "neighbourhood": [], "kind": [], "practice": []}, dtype=object)
    assert told_rows(nothing).empty
