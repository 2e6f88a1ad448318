"""What no file of the project may hold, and what every public part of the program must have."""

import ast
import re
from pathlib import Path

import pytest

REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "conda.anaconda" + ".org", "registry.npm" + "js.org")
MACHINE_PATH = re.compile(r"(?<![\w.~/])/(?:root|work)/[A-Za-z0-9_]")
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "random", "secrets"}
CALLS = {"eval", "exec", "__import__"}

ALLOWED = {"sim/runner/work.py: except Exception"}
"""Whatever a run of a sweep raises becomes its row."""


def _trees(paths):
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _faults(tree):
    """Yield what the program does without: foreign chance, pickles, evaluated text, fast maths, bare excepts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            names = []
        yield from (name for name in names if name.split(".")[0] in MODULES or name.startswith("numpy.random"))
        if isinstance(node, ast.Attribute) and node.attr == "random" and isinstance(node.value, ast.Name):
            yield from (f"{node.value.id}.random" for _ in range(node.value.id in {"np", "numpy"}))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield f"{node.func.id}()"
        if isinstance(node, ast.keyword) and node.arg in {"fastmath", "allow_pickle"}:
            yield from ([] if isinstance(node.value, ast.Constant) and node.value.value is False else [node.arg])
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception"):
            yield "except Exception"


def _undocumented(tree):
    """Yield the public module, classes, functions and methods without a docstring."""
    if tree.body and not ast.get_docstring(tree):
        yield "the module"
    classes = [each for each in tree.body if isinstance(each, ast.ClassDef) and not each.name.startswith("_")]
    for node in [*tree.body, *(part for each in classes for part in each.body)]:
        is_definition = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        inherited = any(getattr(part, "id", "") == "override" for part in getattr(node, "decorator_list", []))
        if is_definition and not node.name.startswith("_") and not ast.get_docstring(node) and not inherited:
            yield node.name


def test_everything_public_is_documented(python_files, root):
    trees = _trees(python_files)
    missing = [f"{path.relative_to(root)}: {name}" for path, tree in trees.items() for name in _undocumented(tree)]
    assert missing == []
    assert len(trees) > 20


def test_no_foreign_chance_no_pickle_no_evaluated_text(python_files, root):
    trees = _trees(python_files)
    found = {f"{path.relative_to(root)}: {fault}" for path, tree in trees.items() for fault in _faults(tree)}
    assert found == ALLOWED


@pytest.mark.parametrize(
    "line",
    [
        "import random",
        "from pickle import loads",
        "import numpy.random as r",
        "from numpy import random",
        "np.random.default_rng()",
        "eval('1')",
        "exec('1')",
        "njit(fastmath=True)",
        "np.load(name, allow_pickle=True)",
        "try:\n    f()\nexcept Exception:\n    pass",
    ],
)
def test_each_of_these_would_be_found(line):
    assert list(_faults(ast.parse(line)))


def test_what_is_allowed_is_not_a_fault():
    assert not list(_faults(ast.parse("njit(fastmath=False)\nmodel.random\nself.eval\nimport sim.foundation.draws")))


def test_no_registry_and_no_path_of_a_machine(project_files, root):
    found, n_read = [], 0
    here = [f"{place}/" for place in (root, Path.home()) if len(place.parts) > 2]
    for path in project_files:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        n_read += 1
        found += [f"{path.relative_to(root)}: {host}" for host in REGISTRIES if host in text]
        found += [f"{path.relative_to(root)}: {place}" for place in here if place in text]
        found += [f"{path.relative_to(root)}: {hit.group()}" for hit in MACHINE_PATH.finditer(text)]
    assert found == []
    assert n_read > 50


def test_a_path_of_a_machine_would_be_found():
    assert MACHINE_PATH.search("see /wo" + "rk/somewhere/file")
    assert not MACHINE_PATH.search("docs/work/page, ../work/here, a/root/b, https://x.org/work/page")


def test_package_files_stay_empty(root, python_files):
    allowed = root / "sim" / "__init__.py"
    full = [path for path in python_files if path.name == "__init__.py" and path != allowed and path.stat().st_size]
    assert [str(path.relative_to(root)) for path in full] == []
