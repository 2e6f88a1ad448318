"""The declarations say what the interface says, in both languages, and the words are the model's own."""

import re

import pytest

from sim.results.columns import Column
from sim.results.dictionary import describe_result_columns, dictionary_csv, dictionary_markdown
from sim.results.schema import TABLES, extended

INTERFACE = {
    "months": "month neighbourhood autonomy resident_resolved output_legitimacy participation financial_independence "
    "organizational_density initiative occurrence trust_mean reciprocity_mean ties_mean_degree bridging_share "
    "hours_street hours_entrusted hours_community hours_residents symbolic_share score income_street_yuan "
    "income_donations_yuan income_gifts_yuan income_exchange_yuan cash_yuan cases affairs_latent affairs_open "
    "affairs_resolved affairs_lapsed teams team_members groups_confirmed groups_informal council patrol_members "
    "enclosed_share practices_known practices_conscious",
    "events": "event month neighbourhood kind affair organization practice cause message text_en text_zh",
    "affairs": "affair neighbourhood class scope place onset_month recognized_month recognized_by heard_month "
    "deliberated_month committed_month executed_month closed_month state owner households_affected",
    "organizations": "organization neighbourhood kind founded_month confirmed_month ended_month members_max",
    "hours": "month neighbourhood actor activity minutes",
    "ledger": "month neighbourhood debit credit amount_fen purpose",
    "groups": "neighbourhood year age_band tenure origin sex persons acts hours realised_benefit_yuan "
    "unresolved_burden",
    "residents": "resident household neighbourhood lane estate housing age sex employed retired local party_member "
    "free_hours hobby hobby_intensity disposition reciprocity_norm habit fatigue law_literacy committee_trust_success "
    "committee_trust_failure team patrol group council is_backbone is_building_head last_act tenure cars",
    "ties": "resident_a resident_b strength success failure last_month channel",
}
WORDS = {
    ("affairs", "class"): "lapsed_management environment cultural_sports government_works parking encroachment dispute",
    ("affairs", "state"): "latent recognized heard deliberated committed executed resolved lapsed moot",
    ("affairs", "scope"): "lane estate neighbourhood",
    ("organizations", "kind"): "patrol self_governance_group leaders_joint_meeting council",
}


def test_every_column_of_the_interface_is_declared():
    assert {name: list(table.names) for name, table in TABLES.items()} == {k: v.split() for k, v in INTERFACE.items()}


@pytest.mark.parametrize(("place", "words"), WORDS.items())
def test_closed_vocabularies_are_those_of_the_interface(place, words):
    table, name = place
    column = next(column for column in TABLES[table].columns if column.name == name)
    assert column.words == tuple(words.split())


def test_every_column_has_a_unit_and_a_meaning_in_both_languages():
    described = describe_result_columns()
    assert len(described) == sum(len(table.columns) for table in TABLES.values())
    for table, column, _dtype, unit, meaning, zh in described:
        assert unit and meaning, (table, column)
        assert re.search("[\u4e00-\u9fff]", zh), (table, column)
        assert not re.search("[\u4e00-\u9fff]", meaning), (table, column)


def test_only_the_sentences_of_events_stay_out_of_the_hash_of_values():
    texts = [(table.name, c.name) for table in TABLES.values() for c in table.columns if c.text_only]
    assert texts == [("events", "text_en"), ("events", "text_zh")]


def test_a_contradictory_declaration_is_refused():
    with pytest.raises(ValueError, match="low 1"):
        Column("x", "int32", "-", "x", "某", low=1, high=0)
    with pytest.raises(ValueError, match="float32"):
        Column("x", "float32", "-", "x", "某")
    with pytest.raises(ValueError, match="twice"):
        extended({"months": [Column("month", "int32", "-", "x", "某")]})


def test_dictionary_as_csv_and_markdown_names_every_column():
    text = dictionary_csv().decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + len(describe_result_columns())
    chinese, english = dictionary_markdown("zh"), dictionary_markdown("en")
    for _table, column, _dtype, _unit, meaning, zh in describe_result_columns():
        assert f"`{column}`" in chinese and zh in chinese and meaning in english
