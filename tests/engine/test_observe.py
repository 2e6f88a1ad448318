import numpy as np
import pandas as pd
import pytest

from sim.engine.config import Observe
from sim.engine.extra_columns import EXTRA_COLUMNS
from sim.engine.model import NeighbourhoodModel
from sim.engine.observe import Observer
from sim.engine.outcome_params import COMPONENTS
from sim.engine.run import result_of
from sim.foundation.event_kinds import EventKind
from sim.institutions.chronicle import Event
from sim.world.identity import state_hash


@pytest.fixture(scope="session")
def result(lived):
    return result_of(lived)


def lived_until(month: int, model: NeighbourhoodModel) -> NeighbourhoodModel:
    while model.month < month:
        model.step()
    return model


def test_every_table_keeps_its_declaration(result):
    assert result.months["month"].tolist() == list(range(-12, 6))
    assert set(result.declared["months"].names) == set(result.months.columns)
    assert len(result.residents) == result.groups[result.groups["year"] == 0]["persons"].sum()
    assert result.events["text_en"].str.len().min() > 5


def test_extra_columns_are_declared_in_both_languages():
    for columns in EXTRA_COLUMNS.values():
        for column in columns:
            assert column.meaning and column.zh != column.meaning


def test_the_observer_changes_nothing(lived, small_config):
    blind = lived_until(6, NeighbourhoodModel(small_config(observe=Observe(enabled=False))))
    assert state_hash(blind.world) == state_hash(lived.world)


def test_it_takes_the_events_and_postings_along(lived):
    assert not lived.setting.chronicle.events and not lived.setting.ledger.journal
    assert lived.observer.events and lived.observer.postings


def test_what_was_told_is_taken_out_of_the_chronicle():
    events, postings = [Event(0, 0, 0, EventKind.SHOCK, -1, -1, -1, -1, {"name": "rumour"})], [None]
    observer = Observer()
    observer._keep(events, postings, several=False)
    assert (events, postings) == ([], []) and len(observer.events) == len(observer.postings) == 1


def test_all_that_the_observer_looks_back_on_is_kept(lived, tmp_path):
    lived.observer.save(tmp_path)
    first = Observer()
    first.load(tmp_path)
    first.objects.held = np.ones((2, 24), dtype=bool)
    first.events.append(Event(9, 2, 0, EventKind.PETITION, -1, -1, -1, -1, {"persons": np.int64(5)}))
    first.save(tmp_path / "again")
    second = Observer()
    second.load(tmp_path / "again")
    assert second.objects.held.all() and second.objects.held.shape == (2, 24)
    assert second.known == lived.observer.known | {(0, int(EventKind.PETITION), -1)}
    assert second.events[-1].arguments == {"persons": 5}
    for mine, theirs in zip(second.window, lived.observer.window, strict=True):
        assert mine.dtype == theirs.dtype and np.array_equal(mine, theirs)


def test_the_ledger_reproduces_the_cash(result):
    ledger = result.ledger
    signed = ledger["amount_fen"].where(ledger["debit"] == "cash", 0)
    signed = signed - ledger["amount_fen"].where(ledger["credit"] == "cash", 0)
    cash = signed.groupby(ledger["month"]).sum().cumsum() / 100
    assert np.allclose(cash.reindex(result.months["month"]).ffill(), result.months["cash_yuan"])


def test_hours_by_activity_add_up_to_hours_by_month(result):
    mine = result.hours[result.hours["actor"] == "committee"]
    by_month = mine.groupby("month")["minutes"].sum() / 60
    columns = [f"hours_{name}" for name in ("street", "entrusted", "community")]
    assert np.allclose(by_month, result.months.set_index("month")[columns].sum(axis=1))


def test_groups_and_months_count_the_same_hours(result):
    year = result.groups[result.groups["year"] == 0]
    lived = result.months[result.months["month"] >= 0]
    assert year["hours"].sum() == pytest.approx(lived["hours_residents"].sum())
    assert year["acts"].sum() > 0


def test_a_relapse_raises_nothing_anew(lived):
    observer = Observer()
    observer.first_raised = lived.observer.first_raised.copy()
    observer.raised_by = lived.observer.raised_by.copy()
    row = int(np.flatnonzero(observer.first_raised > -9999)[0])
    before = lived.world.affairs.recognized[row]
    lived.world.affairs.recognized[row] = 5
    observer._remember_affairs(lived.world)
    lived.world.affairs.recognized[row] = before
    assert observer.first_raised[row] == lived.observer.first_raised[row]


def test_headline_and_sentences(lived):
    headline = lived.observer.headline(lived)
    assert set(headline) == {"autonomy", "affairs_open", "affairs_resolved", "groups_confirmed", "hours_residents"}
    assert all(isinstance(value, float) for value in headline.values())
    assert all(isinstance(sentence, str) for sentence in lived.observer.sentences("en"))
    assert Observer().headline(lived) == {} and Observer().sentences("en") == []


def test_a_model_restored_from_a_folder_goes_on_to_the_same_tables(tmp_path, result, small_config):
    saved = lived_until(-3, NeighbourhoodModel(small_config()))
    saved.save_state(tmp_path)
    again = result_of(lived_until(6, NeighbourhoodModel.from_state(tmp_path)))
    for name, table in result.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table, obj=name)


def test_nothing_seen_makes_empty_tables(small_config):
    result = result_of(NeighbourhoodModel(small_config()))
    assert result.months.empty and result.events.empty and result.groups.empty
    assert len(result.residents) > 300


def test_what_is_above_nothing_is_within_bounds(result):
    for name in ("autonomy", *COMPONENTS):
        assert result.months[name].between(0, 1).all()
    assert result.months["participation"].iloc[-1] > 0
