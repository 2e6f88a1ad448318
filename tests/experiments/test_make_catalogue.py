"""No message lacks Chinese, and the compiled catalogue is current."""

import pytest
from babel.messages.pofile import read_po

from experiments import make_catalogue as making
from sim.foundation.text import gettext, ngettext


def test_no_message_lacks_chinese_and_the_catalogue_is_current():
    assert making.faults() == []


def test_nothing_is_doubtful_and_nothing_is_left_in_english():
    with making.PO.open("rb") as file:
        entries = [one for one in read_po(file) if one.id]
    assert len(entries) > 400 and not [one.id for one in entries if one.fuzzy]
    texts = making.translations(making.PO)
    plain = [id for id in texts if isinstance(id, str) and " " in id.replace("{", " {") and not id.startswith("{")]
    of_numbers = [id for id in texts if isinstance(id, tuple)]
    assert len(plain) > 300 and len(of_numbers) > 10
    words = [id for id in (*plain, *of_numbers) if any(c.isalpha() for c in str(id))]
    assert [id for id in words if texts[id].isascii()] == []


def test_units_and_marked_words_are_among_the_messages():
    found = making.messages_in_code()
    assert {"yuan/space/month", "Key parameters", "nobody had seen them"} <= set(found)
    assert found["Key parameters"] == {"sim/cli/help.py"}


def test_a_translation_is_found_where_texts_are_shown():
    assert gettext("Key parameters", "zh") == "主要参数" and gettext("Key parameters", "en") == "Key parameters"


@pytest.mark.parametrize(
    ("n", "lang", "text"),
    [
        (1, "en", "{n} street"),
        (0, "en", "{n} streets"),
        (2, "en", "{n} streets"),
        (1, "zh", "{n} 个街道"),
        (2, "zh", "{n} 个街道"),
    ],
)
def test_one_thing_and_many_are_told_apart_in_english(n, lang, text):
    assert ngettext("{n} street", "{n} streets", n, lang) == text


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "FOLDER", tmp_path)
    monkeypatch.setattr(making, "PO", tmp_path / "zizhi.po")
    monkeypatch.setattr(making, "MO", tmp_path / "zizhi.mo")
    monkeypatch.setattr(making, "messages_in_code", lambda: {"{n} groups": {"a.py"}, "share": {"b.py"}})
    return tmp_path


def test_every_fault_is_named(elsewhere, capsys):
    more = elsewhere / "more.po"
    more.write_text(
        making.HEADER + 'msgid "{n} groups"\nmsgstr "{k} 个小组"\n\nmsgid "gone"\nmsgstr "无"\n', encoding="utf-8"
    )
    assert making.main([str(more)]) == 1
    out = capsys.readouterr().out
    assert "no Chinese for 'share'" in out and "other placeholders" in out and "gone" not in out
    making.PO.write_text(making.PO.read_text(encoding="utf-8").replace("{k}", "{n}"), encoding="utf-8")
    assert making.main(["--check"]) == 1
    assert "older than" in capsys.readouterr().out
    more.write_text(making.HEADER + 'msgid "share"\nmsgstr "比例"\n', encoding="utf-8")
    assert making.main([str(more)]) == 0
    first = making.MO.read_bytes(), making.PO.read_bytes()
    assert making.main([]) == 0 and first == (making.MO.read_bytes(), making.PO.read_bytes())
    assert making.translations(making.MO) == {"{n} groups": "{n} 个小组", "share": "比例"}


def test_punctuation_beside_chinese_characters_is_chinese():
    assert making.typeset("{n}个,共{k}个(不含{x}):a, b") == "{n}个\uff0c共{k}个\uff08不含{x}\uff09\uff1aa, b"
    assert making.typeset("{place}: {came}, 3:4 (5)") == "{place}: {came}, 3:4 (5)"


def test_forms_for_one_and_for_many_are_one_message(elsewhere, monkeypatch):
    message = ("{n} group", "{n} groups")
    monkeypatch.setattr(making, "messages_in_code", lambda: {message: {"a.py"}})
    for chinese, status in (("{n} 个小组", 0), ("小组", 1)):
        making.write({message: chinese}, making.messages_in_code())
        assert making.translations(making.PO) == making.translations(making.MO) == {message: chinese}
        assert making.main(["--check"]) == status
    assert making.placeholders(("{n} group", "groups")) == ["n"]


def test_a_doubtful_translation_does_not_count(elsewhere):
    making.PO.write_text(making.HEADER + '#, fuzzy\nmsgid "share"\nmsgstr "份额"\n', encoding="utf-8")
    assert making.translations(making.PO) == {}
