"""The wheel holds the program and its data, and works from an environment and a folder elsewhere."""

import importlib.metadata
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("zizhi-*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An empty environment with the wheel, put in by plain pip; the other packages are lent by the tests' own."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [binaries / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel]
    subprocess.run([str(word) for word in install], check=True)
    variables = {"base": str(folder), "platbase": str(folder)}
    own = Path(sysconfig.get_path("purelib", "venv", vars=variables))
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return binaries


def _elsewhere(environment, folder, *words):
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    variables = {**kept, "ZIZHI_CACHE": str(folder / "cache"), "PYTHONUTF8": "1"}
    command = [str(environment / words[0]), *words[1:]]
    return subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
    )


def test_wheel_holds_every_file_of_the_packages(wheel, root, project_files):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(root))
        for path in project_files
        if path.relative_to(root).parts[0] in ("sim", "experiments")
    }
    configs = {
        f"sim/{path.relative_to(root)}" for path in project_files if path.relative_to(root).parts[0] == "configs"
    }
    assert sorted((wanted | configs) - inside) == []
    assert len(configs) > 5
    suffixes = {Path(name).suffix for name in inside}
    assert {".py", ".otf", ".yaml", ".csv", ".po", ".mo"} <= suffixes
    assert not [name for name in inside if name.startswith(("tests", "results")) or "__pycache__" in name]


def test_licences_and_requirements_are_in_the_wheel(wheel):
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    text = archive.read(metadata).decode()
    assert "License-Expression: Apache-2.0 AND OFL-1.1" in text
    assert "Requires-Python: >=3.12" in text and "Requires-Dist: mesa<4,>=3.5" in text
    licences = [name for name in archive.namelist() if ".dist-info/licenses/" in name]
    assert {Path(name).name for name in licences} == {"LICENSE", "OFL.txt"}


def test_the_installed_program_is_the_one_of_the_wheel(environment, tmp_path):
    where = "import sim.figures.style as s; print(s.__file__, s.OWN_FONT.exists())"
    done = _elsewhere(environment, tmp_path, "python", "-c", where)
    assert done.stdout.split() == [str(next(environment.parent.rglob("sim/figures/style.py"))), "True"], done.stderr


def test_help_from_a_folder_elsewhere(environment, tmp_path):
    done = _elsewhere(environment, tmp_path, "zizhi", "--help")
    assert done.returncode == 0, done.stderr
    assert "run" in done.stdout and not list(tmp_path.iterdir())


def test_run_from_a_folder_elsewhere(environment, tmp_path):
    words = ("run", "households=60", "months=2", "burn_in=0", "out=finished")
    done = _elsewhere(environment, tmp_path, "zizhi", *words)
    assert done.returncode == 0, done.stderr
    assert {"manifest.json", "manifest.sha256", "months.parquet"} <= {
        path.name for path in (tmp_path / "finished").iterdir()
    }
    assert {path.name for path in tmp_path.iterdir()} <= {"finished", "cache"}
    done = _elsewhere(environment, tmp_path, "zizhi", "bundle", "finished")
    assert done.returncode == 0, done.stderr
    assert any(name.endswith("/CITATION.cff") for name in zipfile.ZipFile(tmp_path / "finished.zip").namelist())


def test_the_environment_of_the_tests_has_the_pinned_versions(root):
    """Where `uv run` set the environment up, this tells whether the constraints were followed."""
    pins = [
        line.split(" ")[0].split("==") for line in (root / "requirements.txt").read_text().splitlines() if "==" in line
    ]
    installed = {
        each.metadata["Name"].lower().replace("_", "-"): each.version for each in importlib.metadata.distributions()
    }
    differing = [
        f"{name}: {installed[name]} is not {version}"
        for name, version in pins
        if installed.get(name, version) != version
    ]
    if os.environ.get("ZIZHI_OTHER_VERSIONS"):
        pytest.skip("other versions than the pinned ones were asked for (ZIZHI_OTHER_VERSIONS)")
    assert differing == []
