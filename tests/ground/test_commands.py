"""The README's commands exist, are the same in both languages, and are what `.ci/run` runs."""

import ast
import os
import re
import subprocess
import tomllib

import pytest

READMES = ("README.md", "README.zh.md")


def _blocks(root, name, language=""):
    text = (root / name).read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    return [block for spoken, block in found if spoken == language]


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands(root, name):
    assert _blocks(root, name)[0].splitlines() == ["pip install uv && uv run zizhi run", "uv run pytest"]


@pytest.mark.parametrize("name", READMES)
def test_four_lines_of_python(root, name):
    (block,) = _blocks(root, name, "python")
    assert len(block.splitlines()) == 4
    ast.parse(block)


def test_both_readmes_show_the_same_code(root):
    assert _blocks(root, READMES[0]) == _blocks(root, READMES[1])
    assert _blocks(root, READMES[0], "python") == _blocks(root, READMES[1], "python")


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_a_readme_names_is_there(root, name):
    text = (root / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    folders = re.findall(r"`((?:sim|configs|experiments|docs|tests)(?:/[a-z_]+)?)`", text)
    assert len(links) >= 3 and len(folders) >= 10
    assert [place for place in (*links, *folders) if not (root / place).exists()] == []


def test_zizhi_is_a_function_that_is_there(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    module, function = project["project"]["scripts"]["zizhi"].split(":")
    tree = ast.parse((root / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_ci_takes_its_commands_from_the_readme(root):
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(root / ".ci" / "run", os.X_OK)
    assert 'bash -o pipefail -c "$test_command"' in script
    assert subprocess.run(["bash", "-n", root / ".ci" / "run"], check=False).returncode == 0
    program = script.split("commands=$(awk '")[1].split("' README.md)")[0]
    found = subprocess.run(["awk", program, root / "README.md"], capture_output=True, text=True, check=True).stdout
    assert found.splitlines() == _blocks(root, "README.md")[0].splitlines()
