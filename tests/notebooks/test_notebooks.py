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
SMALL = {
    "01_one_neighbourhood": ("households = 150\nmonths = 12", 4, 4),
    "02_first_sweep": ("households, months, place, executor = 30, 6, PLACE, 'serial'", 1, 2),
    "03_eleven_committees": ("households, months = 60, 30", 3, 4),
}
"""What a test sets in place of the parameters, and how many pictures and tables must be shown then."""
SAID = {
    "02_first_sweep": ("24 runs: 3 rows × 8 replicates", "of 24 runs are stored, finished: False", "are there already"),
}


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


@pytest.mark.parametrize("stem", [path.stem for path in SOURCES])
def test_each_runs_small(stem, tmp_path):
    small, pictures, tables = SMALL[stem]
    notebook = _read(stem, ".ipynb")
    place = next(i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    small = small.replace("PLACE", repr(str(tmp_path / "results")))
    notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(small))
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()
    shown = [cell.get("outputs", []) for cell in notebook.cells]
    kinds = [kind for outputs in shown for output in outputs for kind in output.get("data", {})]
    assert kinds.count("image/png") == pictures
    assert kinds.count("text/html") >= tables
    warned = [output.text for outputs in shown for output in outputs if output.get("name") == "stderr"]
    assert [text for text in warned if "IProgress" not in text] == []  # a wish of tqdm, which Mesa brings along
    said = "".join(output.text for outputs in shown for output in outputs if output.get("name") == "stdout")
    for part in SAID.get(stem, ()):
        assert part in said, said
