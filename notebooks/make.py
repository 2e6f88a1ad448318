"""Build the notebooks, English and Chinese, from the one source of each under ``source/``.

``python notebooks/make.py`` writes them without outputs; ``--check`` names those that are out of date. A source is a
Python file in cells: ``# %%`` starts code, ``# %% parameters`` code that a test may override, ``# %% [markdown] en``
and ``# %% [markdown] zh`` a text in one language.
"""

import argparse
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUFFIXES = {"en": ".ipynb", "zh": ".zh.ipynb"}
MARK = re.compile(r"^# %%(?: (?P<kind>.+))?\n", flags=re.MULTILINE)


def cells(source: str, language: str) -> list[dict]:
    """Return the cells of a notebook in one language; texts in the other are left out."""
    marks = list(MARK.finditer(source))
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    found = []
    for mark, end in zip(marks, ends, strict=True):
        kind, text = mark["kind"] or "", source[mark.end() : end].strip("\n")
        if kind == f"[markdown] {language}":
            found.append(_cell("markdown", re.sub(r"^# ?", "", text, flags=re.MULTILINE), len(found)))
        elif kind in {"", "parameters"}:
            found.append(_cell("code", text, len(found), [kind] if kind else []))
        elif not kind.startswith("[markdown] "):
            raise ValueError(f"no such kind of cell: {kind}")
    return found


def _cell(cell_type: str, text: str, place: int, tags: list[str] | None = None) -> dict:
    cell = {"cell_type": cell_type, "id": f"cell-{place:02d}", "metadata": {"tags": tags} if tags else {}}
    if cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": text.splitlines(keepends=True)}


def notebook(source: str, language: str) -> str:
    """Return the text of a notebook file in one language."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {
        "cells": cells(source, language),
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def built() -> dict[Path, str]:
    """Return each notebook's path and the text that it must have."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "source").glob("*.py"))}
    each = [(stem, text, lang) for stem, text in sources.items() for lang in SUFFIXES]
    return {HERE / f"{stem}{SUFFIXES[lang]}": notebook(text, lang) for stem, text, lang in each}


def stale() -> list[Path]:
    """Return the notebooks that are missing or differ from their source."""
    return [path for path, text in built().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write the notebooks, or with ``--check`` name those that are out of date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a notebook is out of date")
    old = stale()
    if parser.parse_args().check:
        print("\n".join(f"out of date: {path.name}" for path in old))
        return int(bool(old))
    for path in old:
        path.write_text(built()[path], encoding="utf-8")
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
