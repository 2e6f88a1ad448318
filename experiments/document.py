"""The generated parts of ``docs/``: ``python -m experiments.document`` writes them, ``--check`` names what is old."""

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import sim
from sim.analysis.city_schema import TABLES as OF_A_CITY
from sim.engine import describe
from sim.engine.describe import Section
from sim.foundation.errors import InputRefused, ZizhiError
from sim.foundation.text import gettext as _

DOCS = Path(sim.__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n)(?P<body>.*?)(<!-- end -->)", re.DOTALL)
HEAD = "<!-- Written by `python -m experiments.document`; change the declaration in the code, not this page. -->"

PAGES: dict[str, tuple[str, str, Callable[[], list[Section]]]] = {
    "parameters": (
        "Parameters",
        "Every number of the model. A source is a claim number ([claims](claims.md)), a key of "
        "`sim/founding/facts.csv`, a citation, or says that the number is an assumption, a definition or calibrated. "
        "*In time*: may change from month to month.",
        describe.parameters,
    ),
    "columns": (
        "State",
        "Every column of the state, declared once in `sim/world`; checks, hashes and files are made from these lines. "
        "Months without an event are -9999, references to nothing -1.",
        describe.columns,
    ),
    "phases": ("The month", "The phases in order, and the rules that each calls.", describe.phases),
    "practices": (
        "Practices",
        "The repertoire. A practice acts through the world only; its number is its place in every table.",
        describe.practices,
    ),
    "draws": (
        "Draws",
        "The purposes of random numbers: the first word of every key (`sim/foundation/draws.py`).",
        describe.draws,
    ),
    "events": ("Events", "The closed list of things that happen and are told.", describe.events),
    "results": ("Result tables", "What a run leaves; see also `data_dictionary.csv` beside it.", describe.results),
    "city": (
        "Tables of a city",
        "What `zizhi city` leaves beside the tables of a sweep; see [the city](../city.md). Only names and numbers of "
        "committees are real.",
        lambda: describe.results(OF_A_CITY),
    ),
}
"""Title, first sentence and content of the pages in ``docs/reference`` that are generated whole."""

BLOCKS: dict[str, Callable[[], list[Section]]] = {
    "phases": describe.phases,
    "tables": describe.tables,
    "repertoire": describe.repertoire,
    "key-parameters": describe.key_parameters,
    "mesa-names": describe.mesa_names,
}
"""What may stand between ``<!-- generated: NAME -->`` and ``<!-- end -->`` in any page."""


def main(arguments: Sequence[str]) -> int:
    """Write what is out of date, or with ``--check`` only name it; return 0, or 1 if the check found something."""
    if set(arguments) - {"--check"}:
        raise InputRefused("experiments.document", " ".join(arguments), "--check")
    old = outdated(DOCS)
    for path, text in old.items():
        if "--check" in arguments:
            print(_("out of date: {path}").format(path=path.relative_to(DOCS.parent).as_posix()))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(_("written: {path}").format(path=path.relative_to(DOCS.parent).as_posix()))
    return int(bool(old) and "--check" in arguments)


def outdated(docs: Path) -> dict[Path, str]:
    """Return the pages that are not what the code says, with the text that they should have."""
    if not docs.is_dir():
        raise InputRefused(docs.name, _("there is no such folder"), _("a checkout of the project"))
    wanted = {docs / "reference" / f"{name}.md": page(name) for name in PAGES}
    for path in sorted(docs.rglob("*.md")):
        if path not in wanted:
            wanted[path] = filled(path.read_text(encoding="utf-8"), path.name)
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text}


def page(name: str) -> str:
    """Return a page of ``docs/reference``."""
    title, first, content = PAGES[name]
    return f"{HEAD}\n\n# {title}\n\n{first}\n\n{markdown(content())}"


def filled(text: str, place: str) -> str:
    """Return a page written by hand with its generated blocks as they should be."""

    def fill(match: re.Match) -> str:
        name = match["name"]
        if name not in BLOCKS:
            raise InputRefused(place, name, ", ".join(BLOCKS))
        return f"{match[1]}\n{markdown(BLOCKS[name]())}\n{match[4]}"

    return BLOCK.sub(fill, text)


def markdown(sections: Sequence[Section]) -> str:
    """Write sections as Markdown tables."""
    lines: list[str] = []
    for section in sections:
        lines += [f"## {section.title}", ""] if section.title else []
        lines += [section.note, ""] if section.note else []
        lines += [_line(section.headings), "|" + "---|" * len(section.headings)]
        lines += [_line(row) for row in section.rows] + [""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ZizhiError as error:
        sys.exit(f"{error}")
