"""One entry for each practice, in both languages, and a catalogue that is not one is refused."""

import pytest

from sim.foundation.errors import InputRefused
from sim.mechanisms import catalogue
from sim.mechanisms.registry import PRACTICES, available, describe_practices


def test_every_practice_has_one_entry_and_nothing_else_has():
    assert list(catalogue.catalogue()) == [practice.name for practice in PRACTICES]
    assert len(PRACTICES) >= 21


def test_rows_for_explain_say_both_languages():
    rows = describe_practices()
    assert [name for _family, name, *_rest in rows] == [practice.name for practice in PRACTICES]
    for family, name, bottleneck, _unit, english, chinese in rows:
        assert family and bottleneck and english.isascii(), name
        assert any("一" <= letter <= "\u9fff" for letter in chinese), name
    assert rows[5][0] == "social_capital" and rows[5][5].startswith("骨干做工作")


@pytest.mark.parametrize("cell", ["0000", "1000", "0100", "0010", "0001", "1111"])
def test_a_cell_makes_its_mechanisms_available_and_defaults_always(cell):
    wanted = {name for name, digit in zip(("sc", "er", "pi", "ot"), cell, strict=True) if digit == "1"}
    families = [("sc", "er", "pi", "ot")[each.mechanism] if each.mechanism is not None else None for each in PRACTICES]
    assert available(cell) == tuple(family is None or family in wanted for family in families)


def test_a_refusal_says_what_came(tmp_path):
    path = tmp_path / "practices.yaml"
    for text, got in (("a: {title: 1, claim: 2}", "claim, title"), ("a: 7", "7"), ("a: {}", "{}")):
        path.write_text(text, encoding="utf-8")
        catalogue._read.cache_clear()
        with pytest.raises(InputRefused) as refused:
            catalogue._read(path)
        assert refused.value.came == got
    path.write_text("{\n  b", encoding="utf-8")
    catalogue._read.cache_clear()
    with pytest.raises(InputRefused) as refused:
        catalogue._read(path)
    assert refused.value.came == "while parsing a flow mapping"  # what is wrong, not where


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a list", "practices.yaml"),
        ("a: {title: {en: A, zh: 甲}, what: {en: B, zh: 乙}}", "practices.yaml a"),
        ("a: {title: {en: A}, what: {en: B, zh: 乙}, claim: C001}", "practices.yaml a.title"),
        ("a: {title: {en: A, zh: 甲}, what: {en: B, zh: ''}, claim: C001}", "practices.yaml a.what"),
        ("a: {title: {en: A, zh: 甲}, what: {en: B, zh: 乙}, claim: 7}", "practices.yaml a.claim"),
        ("a: !!python/name:os.system x", "practices.yaml"),
        ("a: {", "practices.yaml"),
    ],
)
def test_what_is_no_catalogue_is_refused(tmp_path, text, place):
    path = tmp_path / "practices.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        catalogue._read(path)
    assert refused.value.place == place
