"""The command that writes the generated documents, on a folder of its own."""

import pytest

from experiments import document
from sim.engine.describe import Section
from sim.foundation.errors import InputRefused


@pytest.fixture
def docs(tmp_path, monkeypatch):
    folder = tmp_path / "docs"
    folder.mkdir()
    monkeypatch.setattr(document, "DOCS", folder)
    monkeypatch.setattr(document, "PAGES", {"draws": document.PAGES["draws"]})
    (folder / "model.md").write_text("By hand.\n<!-- generated: tables -->\n<!-- end -->\nMore.\n", encoding="utf-8")
    return folder


def test_check_names_what_is_old_and_writes_nothing(docs, capsys):
    assert document.main(["--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "out of date: docs/reference/draws.md",
        "out of date: docs/model.md",
    ]
    assert not (docs / "reference").exists()


def test_written_once_it_is_current(docs, capsys):
    assert document.main([]) == 0
    assert "written: docs/model.md" in capsys.readouterr().out
    text = (docs / "model.md").read_text(encoding="utf-8")
    assert text.startswith("By hand.\n<!-- generated: tables -->\n\n| table |") and text.endswith(
        "<!-- end -->\nMore.\n"
    )
    assert document.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_other_arguments_unknown_blocks_and_no_folder_are_refused(docs, tmp_path):
    with pytest.raises(InputRefused, match="--check"):
        document.main(["--chek"])
    with pytest.raises(InputRefused, match="no_such_block"):
        document.filled("<!-- generated: no_such_block -->\n<!-- end -->", "model.md")
    with pytest.raises(InputRefused, match="checkout"):
        document.outdated(tmp_path / "nowhere")


def test_cells_cannot_break_a_table():
    written = document.markdown([Section("T", "N", ("a", "b"), [("x|y", "two\nlines")])])
    assert written == "## T\n\nN\n\n| a | b |\n|---|---|\n| x\\|y | two lines |\n"
