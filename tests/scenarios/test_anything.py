"""Whatever is typed or written: a configuration, or one line that refuses it."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.foundation.errors import InputRefused
from sim.scenarios.load import load_scenario
from sim.scenarios.names import Names
from sim.scenarios.overrides import parse_overrides

NAMES = [
    "committee",
    "staff",
    "load",
    "issues",
    "onset",
    "title",
    "cell",
    "shock",
    "name",
    "month",
    "seed",
    "ramp",
    "times",
]
SIGNS = [*" =.:,[]{}()'\"\\$~+-!&*#%@|>\t\n\x00", "${", "_target_", "hydra", "range", "choice", "int", "停车", "é"]
NUMBERS = ["0", "1", "7", "-1", "1e9", ".nan", "0x1", "true", "null"]
PIECES = st.sampled_from([*NAMES, *SIGNS, *NUMBERS])
TEXT = st.one_of(st.lists(PIECES, max_size=24).map("".join), st.text(max_size=40))
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(key=st.sampled_from(["committee.staff", "committee.load", "issues.onset", "title.en", "shock", ""]), text=TEXT)
def test_overrides(sample_config, key, text):
    word = f"{key}={text}" if key else text
    with contextlib.suppress(InputRefused):
        parse_overrides([word], Names(sample_config), ("scenario", "shock"))


@QUICK
@given(value=TEXT)
def test_values(value):
    try:
        load_scenario("baseline", [f"committee.load={value}"])
    except InputRefused as refused:
        assert "\n" not in str(refused)


@QUICK
@given(
    content=st.one_of(
        TEXT.map(str.encode), st.binary(max_size=60), TEXT.map(lambda text: f"committee: {text}".encode())
    )
)
def test_files(tmp_path, content):
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    try:
        load_scenario(str(path))
    except InputRefused as refused:
        assert "\n" not in str(refused)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.yaml", "defaults: [nowhere: x]"),
        ("config.yaml", "- a"),
        ("config.yaml", "a: [1"),
        ("scenario/baseline.yaml", "# @package _global_\ntitle: ${oc.env:HOME}"),
        ("scenario/baseline.yaml", "# @package _global_\nstuff: 3"),
        ("scenario/baseline.yaml", "defaults: [/scenario/none]"),
    ],
)
def test_a_damaged_folder_of_ours_is_one_line_too(name, content, tmp_path, monkeypatch):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "shock").mkdir()
    (tmp_path / "config.yaml").write_text("defaults:\n  - _self_\n  - scenario: baseline\n  - shock: none\n")
    (tmp_path / "scenario" / "baseline.yaml").write_text("# @package _global_\ntitle: {en: a, zh: b}\n")
    (tmp_path / "shock" / "none.yaml").write_text("name: none\n")
    for module in ("folders", "compose"):
        monkeypatch.setattr(f"sim.scenarios.{module}.configs_folder", lambda: tmp_path)
    assert load_scenario("baseline").title["zh"] == "b"
    (tmp_path / name).write_text(content)
    with pytest.raises(InputRefused) as refused:
        load_scenario("baseline")
    assert "\n" not in str(refused.value) and "configs/" in str(refused.value)


def test_an_installed_package_brings_its_own_configs(tmp_path, monkeypatch):
    import sim
    from sim.scenarios.folders import configs_folder

    (tmp_path / "sim" / "configs").mkdir(parents=True)
    monkeypatch.setattr(sim, "__file__", str(tmp_path / "sim" / "__init__.py"))
    assert configs_folder() == tmp_path / "sim" / "configs"
