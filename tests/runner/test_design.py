"""Designs: rows of the right number, type and range; every fault of a file named with its place."""

import itertools

import numpy as np
import pytest

from sim.foundation.errors import InputRefused
from sim.runner import sampling
from sim.runner.design import KINDS, design_names, read_design
from sim.scenarios.load import load_scenario
from sim.scenarios.safe_yaml import plain, read_yaml


@pytest.fixture(scope="module")
def base():
    return load_scenario("baseline")


def test_every_design_that_comes_along_has_titles_and_rows(base):
    from sim.scenarios.folders import configs_folder

    assert set(design_names()) == {"cells", "grid", "latin_hypercube", "sobol", "morris", "ramp", "taught"}
    for name in design_names():
        file = plain(read_yaml(configs_folder() / "design" / f"{name}.yaml"))
        assert all(file["title"][lang] for lang in ("en", "zh")) and file["kind"] in KINDS
        design = read_design(name, base, {})
        assert design.rows and design.replicates >= 1 and design.facts["name"] == name
        assert all(len(row.values) == len(design.names) for row in design.rows)


def test_cells_are_all_sixteen(base):
    rows = [row.values[0] for row in read_design("cells", base, {}).rows]
    assert rows == ["".join(digits) for digits in itertools.product("01", repeat=4)]


def test_what_is_taught_must_be_available(base):
    with pytest.raises(InputRefused, match=r"row 2.*taught"):
        read_design("taught", load_scenario("baseline", ["cell=0111"]), {})


def test_a_grid_is_the_full_product(base):
    parameters = {"committee.staff": [5, 9], "street_office.load": [0.7, 1, 1.4], "contracts.yearly": [True, False]}
    design = read_design("grid", base, {"parameters": parameters})
    assert [row.values for row in design.rows] == list(itertools.product([5, 9], [0.7, 1.0, 1.4], [True, False]))
    assert isinstance(design.rows[2].values[1], float)


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol", "morris"])
def test_samples_respect_types_and_ranges_and_are_the_same_again(kind, base):
    parameters = {
        "participation.beta_0": [-5, -4],
        "committee.staff": None,
        "contracts.yearly": None,
        "issues.decision_rule": None,
        "contracts.fee_yuan": [100, 102],
    }
    change = {"parameters": parameters, **({"paths": 40} if kind == "morris" else {"samples": 128})}
    rows = [row.values for row in read_design(kind, base, change).rows]
    assert rows == [row.values for row in read_design(kind, base, change).rows]
    assert rows != [row.values for row in read_design(kind, base, {**change, "seed": 1}).rows]
    real, staff, yearly, rule, fee = map(list, zip(*rows, strict=True))
    assert min(real) >= -5 and max(real) <= -4 and all(isinstance(value, float) for value in real)
    assert set(staff) <= set(range(5, 10)) and {5, 9} <= set(staff)
    assert (set(yearly) == {True, False} and set(fee) == {100, 101, 102}) or kind == "morris"
    assert len(set(rule)) > 1 and all(isinstance(value, str) for value in rule)


def test_a_latin_hypercube_has_one_point_in_each_stratum():
    points = sampling.latin_hypercube(50, 4, 3)
    assert points.shape == (50, 4)
    for column in points.T:
        assert sorted(np.floor(column * 50).astype(int)) == list(range(50))


def test_sobol_points_fill_evenly():
    points = sampling.sobol(100, 3, 0)
    assert points.shape == (100, 3) and points.min() >= 0 and points.max() < 1
    for column in sampling.sobol(64, 3, 0).T:
        assert sorted(np.floor(column * 64).astype(int)) == list(range(64))


def test_rows_for_sobol_indices_change_one_column_at_a_time():
    k = 3
    blocks = sampling.sobol_indices(8, k, 0).reshape(8, k + 2, k)
    for block in blocks:
        a, b = block[0], block[-1]
        assert (a != b).all()
        for column in range(k):
            expected = a.copy()
            expected[column] = b[column]
            assert (block[column + 1] == expected).all()


def test_sobol_indices_of_a_linear_function_come_out():
    """For f = x1 + 2 x2 the first-order indices are 1/5 and 4/5."""
    blocks = sampling.sobol_indices(4096, 2, 0).reshape(-1, 4, 2)
    f = blocks @ np.array([1.0, 2.0])
    a, ab, b = f[:, 0], f[:, 1:3], f[:, 3]
    first = [(b * (ab[:, i] - a)).mean() / f.var() for i in range(2)]
    assert first == pytest.approx([0.2, 0.8], abs=0.02)


def test_paths_of_morris_find_slopes_exactly():
    """Each step changes one dimension by half the range; elementary effects of a linear function are its slopes."""
    k, levels = 4, 6
    paths = sampling.morris(30, k, levels, 0).reshape(30, k + 1, k)
    slopes = np.array([1.0, -2.0, 0.0, 5.0])
    step = levels / (2 * (levels - 1))
    ups = 0
    for path in paths:
        changes = np.diff(path, axis=0)
        assert (np.count_nonzero(np.abs(changes) > 1e-12, axis=1) == 1).all()
        columns = np.abs(changes).argmax(axis=1)
        assert sorted(columns) == list(range(k))
        sizes = changes[np.arange(k), columns]
        assert np.abs(sizes) == pytest.approx(step)
        assert np.diff(path @ slopes) / sizes == pytest.approx(slopes[columns])
        ups += (sizes > 0).sum()
    assert paths.min() >= 0 and paths.max() <= 1 and 30 < ups < 90
    assert np.allclose(paths * (levels - 1), np.round(paths * (levels - 1)))


def test_ramps_go_up_down_and_back(base):
    from sim.foundation.schedules import value_at

    design = read_design("ramp", base, {"months": [10], "start": 20})
    up, down, both = (row.values[0] for row in design.rows)
    months = (-5, 20, 25, 30, 40, 100)
    assert [round(value_at(up, month, 1.0), 3) for month in months] == [0.7, 0.7, 1.05, 1.4, 1.4, 1.4]
    assert [round(value_at(down, month, 1.0), 3) for month in months] == [1.4, 1.4, 1.05, 0.7, 0.7, 0.7]
    assert [round(value_at(both, month, 1.0), 3) for month in months] == [0.7, 0.7, 1.05, 1.4, 0.7, 0.7]


@pytest.mark.parametrize(
    ("word", "changes", "match"),
    [
        ("gird", {}, "did you mean grid"),
        ("grid", {"samples": 3}, r"design\.samples: no key"),
        ("grid", {"parameters": {"commitee.staff": [1]}}, r"did you mean committee\.staff"),
        ("grid", {"parameters": {"committee.staff": [1]}}, "from 5 to 9"),
        ("grid", {"parameters": {"committee.staff": [5, 5]}}, "twice"),
        ("grid", {"parameters": {"committee.staff": 5}}, "a list of values"),
        ("grid", {"parameters": {"seed": [1, 2]}}, "cannot be varied"),
        (
            "grid",
            {"parameters": {"months": [*range(2000)], "burn_in": [*range(1000)], "households": [*range(1, 1001)]}},
            "2,000,000,000 rows × 10 replicates = 20,000,000,000 runs",
        ),
        ("latin_hypercube", {"samples": 10**9}, "1,000,000,000 runs"),
        ("latin_hypercube", {"samples": 0}, "samples"),
        ("latin_hypercube", {"parameters": {}}, "parameters"),
        ("morris", {"levels": 3}, "an even number"),
        ("sobol", {"parameters": {"committee.staff": [5, 20]}}, "from 5 to 9"),
        ("sobol", {"parameters": {"committee.staff": [9, 5]}}, "low below high"),
        ("sobol", {"parameters": ["cell"]}, "not a single number"),
        ("sobol", {"parameters": {"issues.decision_rule": ["law_1989"]}}, "two values or more"),
        ("sobol", {"parameters": {"issues.decision_rule": ["supermajority", "law_1998"]}}, "did you mean law_1989"),
        ("sobol", {"parameters": {"street_office.quota_by_lottery": [{0: True}, {0: True}]}}, "a value given twice"),
        ("sobol", {"parameters": {"contracts.yearly": [5, 9]}}, r"contracts\.yearly"),
        ("sobol", {"parameters": {"contracts.yearly": [True, True]}}, "a value given twice"),
        ("sobol", {"indices": 3}, "true or false"),
        ("ramp", {"parameter": "committee.staff"}, "change in time"),
        ("ramp", {"months": []}, "months"),
        ("ramp", {"months": [0]}, "months"),
        ("none", {"samples": 3}, "no key"),
        ("x.csv", {}, "no such file"),
        ("x.yaml", {}, "no such file"),
    ],
)
def test_faults_of_designs(word, changes, match, base):
    with pytest.raises(InputRefused, match=match) as caught:
        read_design(word, base, changes)
    assert "\n" not in str(caught.value)


def test_a_file_of_the_users(base, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("kind: grid\nparameters:\n  committee.staff: [5, 6]\nreplicates: 3\n")
    design = read_design(str(file), base, {})
    assert [row.values for row in design.rows] == [(5,), (6,)] and design.replicates == 3
    for text, match in (
        ("kind: gird\n", "did you mean grid"),
        ("kind: [grid]\n", "kind: .*allowed: grid, latin_hypercube"),
        ("kind: {grid: 1}\n", "kind: .*allowed: grid, latin_hypercube"),
        ("kind: grid\nparametres: 1\n", "did you mean parameters"),
        ("kind: !!python/object:os.system grid\n", "mine.yaml"),
        ("", "mine.yaml"),
    ):
        file.write_text(text)
        with pytest.raises(InputRefused, match=match):
            read_design(str(file), base, {})


def test_words_and_truth_values_may_be_a_choice(base):
    given = {"contracts.enforcement": ["none", "residents"], "contracts.yearly": None}
    design = read_design("latin_hypercube", base, {"samples": 40, "parameters": given})
    found = [set(column) for column in zip(*(row.values for row in design.rows), strict=True)]
    assert found == [{"none", "residents"}, {True, False}]


def test_too_many_runs_are_refused_before_a_row_is_made(base, monkeypatch):
    monkeypatch.setattr("sim.runner.design._together", lambda *_: pytest.fail("rows were made"))
    changes = {"parameters": {"months": [*range(2000)], "burn_in": [*range(1000)]}}
    with pytest.raises(InputRefused, match="2,000,000 rows × 10 replicates = 20,000,000 runs"):
        read_design("grid", base, changes, replicates=10)
    with pytest.raises(InputRefused, match="2,000,000 rows × 10 replicates"):
        read_design("latin_hypercube", base, {"samples": 2_000_000}, replicates=10)
    monkeypatch.setattr("sim.runner.design._together", lambda *_: iter([(1,)]))
    assert read_design("grid", base, changes, replicates=1).rows


def csv_design(tmp_path, data, base, load=None):
    (tmp_path / "d.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_design(str(tmp_path / "d.csv"), base, {}, load)


def test_a_csv_of_the_users(tmp_path, base):
    text = '﻿committee.staff,cell,street_office.load\r\n5,0000,1\r\n\r\n6,"1111","{ramp: [0, 0.7, 60, 1.4]}"\r\n'
    design = csv_design(tmp_path, text, base)
    assert design.names == ("committee.staff", "cell", "street_office.load")
    assert [row.values for row in design.rows] == [(5, "0000", 1.0), (6, "1111", {"ramp": [0, 0.7, 60, 1.4]})]
    design = csv_design(tmp_path, "scenario,committee.staff\nparking,5\nbaseline,6\nparking,6\n", base, load_scenario)
    assert [one.scenario for one in design.scenarios] == ["parking", "baseline"]
    assert [(row.scenario, *row.values) for row in design.rows] == [(0, 5), (1, 6), (0, 6)]


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "an empty file"),
        (b"\n", "an empty file"),
        (b"committee.staff\n", "no rows"),
        (b"commitee.staff\n5\n", r"d\.csv:1 column 1.*did you mean committee\.staff"),
        (b"committee.staff,\n5,5\n", "column 2: a column without a name"),
        (b"committee.staff,committee.staff\n5,5\n", "twice"),
        (b"committee.staff\n5\n6\n5\n", r"d\.csv:4: the same values as in line 2"),
        (b"committee.staff\n5,6\n", r"d\.csv:2: 2 cells; allowed: 1"),
        (b"committee.staff,cell\n5,\n", r"d\.csv:2 cell: an empty cell"),
        (b"committee.staff\n50\n", r"d\.csv:2 committee\.staff: 50"),
        (b"committee.staff\nfive\n", r"d\.csv:2 committee\.staff"),
        (b"committee.staff\n5.5\n", r"d\.csv:2 committee\.staff"),
        (b"street_office.load\nnan\n", r"d\.csv:2 street_office\.load"),
        (b"street_office.load\n1e999\n", r"d\.csv:2 street_office\.load"),
        (b"committee.staff\n5\n\xff\n", r"d\.csv:3: not UTF-8"),
        (b"committee.staff\n5\0\n", "NUL"),
        (b"seed\n1\n", "cannot be varied"),
        (b"run_id,months\n0,3\n", "run_id cannot be varied by a design; allowed: other parameters; seeds come from"),
        (b"cell,taught\n0000,1000\n", r"d\.csv:2 taught: 1000 teaches"),
        (b"scenario\nparkin\n", r"d\.csv:2 scenario.*did you mean parking"),
        (b"committee.staff\n${oc.env:HOME}\n", "plain values"),
        (b'committee.staff\n"5\n', r"d\.csv:2"),
        (b"title\nx\n", "there is no 'title'"),
    ],
)
def test_faults_of_csv_files(data, match, tmp_path, base):
    with pytest.raises(InputRefused, match=match) as caught:
        csv_design(tmp_path, data, base, load_scenario)
    assert "\n" not in str(caught.value)
