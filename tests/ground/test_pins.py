"""Everything that is installed is pinned, with hashes, equally for pip and for uv, and no pin names an address."""

import re
import tomllib

import pytest


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def requirements(root):
    return (root / "requirements.txt").read_text(encoding="utf-8")


def _pins(requirements):
    return [line.rstrip(" \\") for line in requirements.splitlines() if line and line[0] not in " #"]


def test_requirements_and_constraints_are_equal(project, requirements):
    pins = _pins(requirements)
    assert project["tool"]["uv"]["constraint-dependencies"] == pins
    assert len(pins) > 50
    assert all(re.match(r"[a-z0-9.-]+==[0-9][0-9a-z.]*( ; .+)?$", pin) for pin in pins)


def test_every_direct_dependency_is_pinned_within_its_bounds(project, requirements):
    from packaging.requirements import Requirement

    pinned = {Requirement(pin).name: str(Requirement(pin).specifier)[2:] for pin in _pins(requirements)}
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in map(Requirement, declared):
        assert requirement.specifier.contains(pinned[requirement.name]), requirement
        assert any(each.operator == ">=" for each in requirement.specifier), f"{requirement} has no lower bound"
    assert len(declared) > 15


def test_every_pin_has_a_hash(requirements):
    blocks = re.split(r"\n(?=[a-z])", requirements.strip())
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert sum("==" in block for block in blocks) == len(_pins(requirements))


def test_no_address_is_in_the_pins(requirements):
    assert "//" not in requirements and "--index" not in requirements and "--find-links" not in requirements


def test_lock_file_with_addresses_is_ignored(root, project_files):
    assert "/uv.lock" in (root / ".gitignore").read_text(encoding="utf-8").split()
    assert not [path for path in project_files if path.name == "uv.lock"]


def test_python_version_is_one_that_is_promised(root, project):
    version = (root / ".python-version").read_text(encoding="utf-8").strip()
    assert version == "3.13"
    promised = {each.rsplit(" ", 1)[1] for each in project["project"]["classifiers"] if "Python :: 3." in each}
    assert promised == {"3.12", "3.13"}
