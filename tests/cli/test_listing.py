import pytest

from sim.cli.entries import all_entries, find_entries, nearest_name
from sim.cli.main import main
from sim.scenarios.folders import names_of


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_scenarios_are_listed_with_titles_and_shocks(lang, capsys):
    assert main(["scenarios", f"lang={lang}"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in [*names_of("scenario"), *set(names_of("shock")) - {"none"}])
    assert ("停车" in out) == (lang == "zh")


def test_explain_without_a_name_shows_the_groups(capsys):
    assert main(["explain"]) == 0
    out = capsys.readouterr().out
    assert "shock" in out and "months" in out and "term" in out


def test_explain_a_parameter_in_both_languages(capsys):
    assert main(["explain", "shock.month"]) == 0
    out = capsys.readouterr().out
    for part in ("Month of the shock", "冲击发生的月份", "60", "-1200 … 12000", "assumption"):
        assert part in out
    assert main(["explain", "shock.month", "lang=zh"]) == 0
    assert "冲击发生的月份 | Month of the shock" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("违章", "encroachment"),
        ("backbone", "is_backbone"),
        ("种子", "seed"),
        ("occurrence", "months.occurrence"),
        ("一平方米", "one_square_metre"),
        ("SEED", "seed"),
    ],
)
def test_words_are_found_in_both_languages(query, name):
    assert name in [entry.name for entry in find_entries(query, all_entries())]


def test_the_type_of_a_column_of_state_is_a_word(capsys):
    assert main(["explain", "estates.paralysed"]) == 0
    assert "type: bool" in capsys.readouterr().out
    entries = [entry for entry in all_entries() if entry.kind == "column of state"]
    types = {text for entry in entries for label, text in entry.facts if label == "type"}
    assert types and all(kind.isidentifier() and len(kind) > 3 for kind in types)


def test_a_group_lists_what_is_in_it(capsys):
    assert main(["explain", "observe"]) == 0
    assert "observe.hash" in capsys.readouterr().out


def test_nearest_name():
    entries = all_entries()
    assert nearest_name("sead", entries) == "seed"
    assert nearest_name("househlods", entries) == "households"
    assert nearest_name("qqqqqqqq", entries) == ""
    assert find_entries("", entries) == []
