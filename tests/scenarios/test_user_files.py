import os

import pytest

from sim.foundation.errors import InputRefused
from sim.scenarios.load import load_scenario


@pytest.fixture
def write(tmp_path):
    def _write(content, name="mine.yaml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return _write


def test_a_file_says_only_what_differs(write):
    config = load_scenario(
        write("title: {en: Mine, zh: 我的}\nscenario: eleven_committees\nshock: rumour\ncommittee:\n  staff: 5\n"),
        ["seed=3"],
    )
    assert (config.scenario, config.neighbourhoods, config.shock.name) == ("mine", 11, "rumour")
    assert (config.committee.staff, config.seed, config.title["zh"], config.question["en"]) == (5, 3, "我的", "")


def test_words_in_several_forms(write):
    config = load_scenario(write('shock: {name: rumour, month: 7}\ncommittee.staff: 6\ncell: "0110"\ntitle: T\n'))
    assert (config.shock.name, config.shock.month, config.committee.staff) == ("rumour", 7, 6)
    assert config.cell == "0110" and config.title == {"en": "T", "zh": "T"}
    assert load_scenario(write("shock: rumour\n"), ["shock=none"]).shock.name == "none"
    assert load_scenario(write("months: 3\n", "停车.yml")).scenario == "停车"


def test_schedules_in_files(write):
    assert load_scenario(write("committee:\n  load: {0: 1.1, 60: 1.3}\n")).committee.load == {0: 1.1, 60: 1.3}
    config = load_scenario(write("committee:\n  load:\n    ramp: [0, 1.0, 12, 1.2]\n    times: [[6, 3, 1.1]]\n"))
    assert config.committee.load == {"ramp": [0, 1.0, 12, 1.2], "times": [[6, 3, 1.1]]}


BOMB = "a: &a [x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n"


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("a: [1\nb: 2", ["mine.yaml:2", "not YAML"]),
        ("\tmonths: 3", ["mine.yaml:1", "not YAML"]),
        ("- a\n- b\n", ["a list"]),
        ("just words", ["names with values"]),
        ("", ["names with values"]),
        ("a: 1\n---\nb: 2\n", ["second document"]),
        ("months: 3\n_target_: os.system\n", ["mine.yaml:2", "_target_"]),
        ("committee: {_target_: os.system}\n", ["mine.yaml:1", "_target_"]),
        ("hydra:\n  run: {dir: /tmp}\n", ["hydra"]),
        ("defaults:\n  - scenario: parking\n", ["defaults"]),
        ("months: 3\ntitle: {en: '${oc.env:HOME}'}\n", ["mine.yaml:2", "${"]),
        ("title: {'${oc.env:HOME}': x}\n", ["${"]),
        ("months: !!python/object/apply:os.system ['true']\n", ["mine.yaml:1", "tag"]),
        ("months: !!int 3\n", ["tag"]),
        ("seed: !env HOME\n", ["tag"]),
        (BOMB, ["alias"]),
        ("committee: &x {staff: 6}\n", ["alias"]),
        ("<<: {months: 3}\n", ["<<"]),
        ("months: " + "[" * 5000, ["nested"]),
        ("committee: " + "{a: " * 3000, ["nested"]),
        ("a:\n" + "".join(" " * i + "a:\n" for i in range(1, 300)), ["nested"]),
        ("# " + "x" * 300_000, ["bytes"]),
        ("months: 3\nmonths: 4\n", ["mine.yaml:2", "line 1"]),
        ("committee: {staff: 6}\ncommittee.staff: 7\n", ["given twice"]),
        ("months: 3\ncell: 0110\n", ["mine.yaml:2", "0110", '"0110"']),
        ("cell: 1111\n", ["mine.yaml:1", "quotes"]),
        ("cell: 0x11\n", ["0x11"]),
        ("months: 1_20\n", ["1_20"]),
        ("months: 1:30\n", ["1:30"]),
        ("seed: " + "9" * 5000 + "\n", ["too long"]),
        ("? [a, b]\n: 3\n", ["name that is a list"]),
        ("title: 标题\n".encode("gb18030") + b"months: 3\n", ["mine.yaml:1", "GB18030", "UTF-8"]),
        (b"months: 3\n# " + "停车".encode("gb18030"), ["mine.yaml:2", "byte 0xb3", "GB18030"]),
        ("months: 3\n".encode("utf-16"), ["mine.yaml:1", "UTF-16"]),
        (b"months: \x00\x01\n", ["not YAML"]),
        ("committee:\n  stuff: 6\n", ["mine.yaml:2", "did you mean committee.staff?"]),
        ("committee:\n  staff: 12\n", ["mine.yaml:2 committee.staff", "from 5 to 9 persons"]),
        ("committee:\n  load: e0110\n", ["mine.yaml:2", "from 0.7"]),
        ("committee:\n  load: 1e999\n", ["mine.yaml:2", "from 0.7"]),
        ("committee:\n  load: .nan\n", ["mine.yaml:2", "from 0.7"]),
        ("committee:\n  staff: six\n", ["mine.yaml:2", "whole number"]),
        ("committee: 6\n", ["mine.yaml:1 committee"]),
        ("committee:\n", ["mine.yaml:1 committee"]),
        ("committee:\n  load:\n    0: 3.0\n", ["mine.yaml:3", "from 0.7 to 1.4"]),
        ("cell: '0110'\ntaught: '1000'\n", ["mine.yaml:2 taught", "social_capital"]),
        ("cell: '2111'\n", ["mine.yaml:1 cell", "four digits"]),
        ("issues: {posting: on}\n", ["true or false"]),
        ("issues: {onset: {noice: 1}}\n", ["did you mean noise?"]),
        ("scenario: ../x\n", ["mine.yaml:1 scenario", "../x"]),
        ("shock: rumor\n", ["mine.yaml:1 shock", "did you mean rumour?"]),
        ("shock: [rumour]\n", ["mine.yaml:1 shock"]),
        ("title: [a]\n", ["title"]),
        ("title: {en: 3}\n", ["title"]),
        ("title: {fr: x}\n", ["title", "zh"]),
    ],
)
def test_refused_files(write, content, parts):
    path = write(content)
    with pytest.raises(InputRefused) as error:
        load_scenario(path)
    line = str(error.value)
    assert "\n" not in line and len(line) < 600
    for part in parts:
        assert part in line, line


def test_refused_names_of_files(write, tmp_path):
    for path in (
        write("months: 3", "a b$.yaml"),
        str(tmp_path / "sub" / ".." / "mine.yaml"),
        str(tmp_path / "no.yaml"),
    ):
        with pytest.raises(InputRefused):
            load_scenario(path)
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputRefused, match="a folder"):
        load_scenario(str(tmp_path / "folder.yaml"))
    with pytest.raises(InputRefused, match="one scenario"):
        load_scenario(write("months: 3"), ["scenario=parking"])


def test_a_mark_at_the_start_is_no_fault(write):
    assert load_scenario(write(b"\xef\xbb\xbfmonths: 3\n")).months == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files there")
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputRefused, match="ordinary"):
        load_scenario(str(tmp_path / "pipe.yaml"))
