"""Facts are plain, finite and private; the folder's name follows from them alone."""

import json
import subprocess

import numpy as np
import pytest

from sim.foundation.errors import RunFailed
from sim.foundation.terms import Housing
from sim.results import provenance
from sim.results.manifest import default_folder_name, facts_of, folder_name, identity, plain, to_json


def test_numpy_and_enumerations_become_plain():
    assert plain({"a": np.int64(3), "b": np.array([1.5]), "c": Housing.OLD_LANE, "d": (1, None)}, "config") == {
        "a": 3,
        "b": [1.5],
        "c": "old_lane",
        "d": [1, None],
    }


@pytest.mark.parametrize("value", [float("nan"), np.inf, "/home/somebody/data", "C:\\Users\\somebody", object(), b"x"])
def test_what_does_not_belong_into_results_is_refused_with_its_place(value):
    with pytest.raises(RunFailed, match=r"config\.data\[1\]"):
        plain({"data": [0, value]}, "config")


def test_missing_and_unknown_facts_are_refused(facts):
    with pytest.raises(RunFailed, match="host"):
        facts_of({**facts, "host": "here"})
    del facts["state_hash"]
    with pytest.raises(RunFailed, match="state_hash"):
        facts_of(facts)


def test_json_does_not_depend_on_the_order_of_keys():
    assert to_json({"b": 1, "a": "区"}) == to_json({"a": "区", "b": 1}) and "区" in to_json("区").decode()


def test_folder_names_follow_scenario_configuration_and_seed():
    name = default_folder_name("parking", {"seed": 1})
    assert name == default_folder_name("parking", {"seed": 1}) and name.startswith("parking-")
    others = {
        default_folder_name("parking", {"seed": 2}),
        default_folder_name("parking", {"seed": 1}, seed=3),
        default_folder_name("parking", {"seed": 1, "months": 1}),
        default_folder_name("baseline", {"seed": 1}),
    }
    assert len(others | {name}) == 5


def test_a_scenario_name_cannot_leave_the_folder():
    name = default_folder_name("../../停车 x", {})
    assert "/" not in name and not name.startswith(".") and "停车_x" in name


def test_without_git_or_a_checkout_there_is_no_commit(tmp_path, monkeypatch):
    assert provenance._commit(tmp_path) is None
    (tmp_path / ".git").mkdir()
    assert provenance._commit(tmp_path) is None
    for failure in (FileNotFoundError("git"), subprocess.TimeoutExpired("git", 2)):

        def run(*words, failure=failure, **more):
            raise failure

        monkeypatch.setattr(subprocess, "run", run)
        assert provenance._commit(tmp_path) is None


def test_a_changed_checkout_is_told_from_its_commit(monkeypatch, tmp_path):
    (tmp_path / ".git").mkdir()
    answers = {"rev-parse": "c0ffee\n", "status": ""}
    monkeypatch.setattr(provenance, "_git", lambda root, verb, *words: answers[verb])
    assert provenance._commit(tmp_path) == "c0ffee"
    answers["status"] = " M sim/a.py\n"
    assert provenance._commit(tmp_path) == "c0ffee+changed"


def test_unlike_source_is_another_program_and_another_commit_of_equal_source_is_not(tmp_path, facts):
    (tmp_path / "a.py").write_text("1")
    first = provenance._source_hash(tmp_path)
    (tmp_path / "a.py").write_text("2")
    assert provenance._source_hash(tmp_path) != first
    whole = facts_of(facts)
    other_commit = {**whole, "program": {**whole["program"], "commit": "c0ffee"}}
    other_source = {**whole, "program": {**whole["program"], "source": "0" * 16}}
    assert identity(whole) == identity(other_commit) != identity(other_source)
    assert folder_name(whole) == folder_name(other_commit) != folder_name(other_source)


def test_facts_name_program_python_and_packages(facts):
    whole = json.loads(to_json(facts_of(facts)))
    assert set(whole["program"]) == {"version", "commit", "source"} and "numpy" in whole["packages"] and whole["python"]
