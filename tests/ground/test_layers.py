"""Imports run one way, and the contracts that say so can fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINTER = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]


def _lint(folder):
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(LINTER, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_contracts_hold(root):
    status, words = _lint(root)
    assert status == 0, words
    assert "Contracts: 6 kept, 0 broken." in words


@pytest.fixture(scope="module")
def broken_copy(root, tmp_path_factory):
    """A copy of the program with one import against each contract."""
    folder = tmp_path_factory.mktemp("layers")
    for package in ("sim", "experiments"):
        only_python = shutil.ignore_patterns("__pycache__", "*.otf", "*.csv", "*.mo", "*.po")
        shutil.copytree(root / package, folder / package, ignore=only_python)
    shutil.copy(root / "pyproject.toml", folder)
    for mechanism in ("social_capital", "resource_development"):
        place = folder / "sim" / "mechanisms" / mechanism
        if not place.with_suffix(".py").exists():
            place.mkdir(exist_ok=True)
            (place / "__init__.py").touch()
    wrong = "import matplotlib\nimport mesa\nimport hydra\nimport sim.engine.observe\n"
    (folder / "sim" / "engine" / "observe.py").touch()
    (folder / "sim" / "world" / "wrong.py").write_text(wrong, encoding="utf-8")
    first = folder / "sim" / "mechanisms" / "social_capital"
    importer = first.with_suffix(".py") if first.with_suffix(".py").exists() else first / "__init__.py"
    with Path(importer).open("a", encoding="utf-8") as file:
        file.write("\nimport sim.mechanisms.resource_development\n")
    return folder


def test_each_contract_can_fail(broken_copy):
    status, words = _lint(broken_copy)
    assert status == 1, words
    assert "Contracts: 0 kept, 6 broken." in words
