"""The notebooks are what their source says, the same code in both languages, without outputs, and they run."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"
SOURCES = sorted((FOLDER / "source").glob("*.py"))
SMALL = "households = 150\nmonths = 12"


def _read(stem, suffix):
    return nbformat.read(FOLDER / f"{stem}{suffix}", as_version=4)


def _code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_each_is_what_its_source_says():
    command = [sys.executable, FOLDER / "make.py", "--check"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout.strip(), found.stderr) == (0, "", "")


@pytest.mark.parametrize("stem", [path.stem for path in SOURCES])
def test_both_languages_have_the_same_code_and_no_outputs(stem):
    english, chinese = _read(stem, ".ipynb"), _read(stem, ".zh.ipynb")
    assert len(_code(english)) >= 5
    assert _code(english) == _code(chinese)
    assert [cell.cell_type for cell in english.cells] == [cell.cell_type for cell in chinese.cells]
    for notebook in (english, chinese):
        nbformat.validate(notebook)
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    chinese_texts = [cell.source for cell in chinese.cells if cell.cell_type == "markdown"]
    assert all(any("一" <= letter <= "\u9fff" for letter in text) for text in chinese_texts)


def test_the_first_notebook_runs():
    notebook = _read("01_one_neighbourhood", ".ipynb")
    place = next(i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(SMALL))
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [cell.get("outputs", []) for cell in notebook.cells]
    kinds = [kind for outputs in shown for output in outputs for kind in output.get("data", {})]
    assert kinds.count("image/png") == 4
    assert kinds.count("text/html") >= 4
    warned = [output.text for outputs in shown for output in outputs if output.get("name") == "stderr"]
    assert [text for text in warned if "IProgress" not in text] == []  # a wish of tqdm, which Mesa brings along
