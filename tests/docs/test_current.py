"""What is generated in ``docs/`` is what the code says, and nothing is undocumented."""

import csv
import re
from pathlib import Path

import pytest

from experiments import document
from sim.analysis.city_schema import TABLES as OF_A_CITY
from sim.engine.config import GROUPS, RunConfig
from sim.engine.schedule import MONTH
from sim.engine.uses import is_read, uses_of
from sim.foundation.event_kinds import EventKind
from sim.foundation.parameters import declarations
from sim.foundation.purposes import Purpose
from sim.mechanisms.registry import PRACTICES
from sim.results.schema import TABLES as RESULTS
from sim.world.columns import declared
from sim.world.state import TABLES

CLAIM = re.compile(r"\bC\d{3}\b")
KEY = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
WORDS = ("assumption", "definition", "calibrated")
PARAMETERS = {
    f"{group}.{name}".lstrip("."): one
    for group, kind in [("", RunConfig), *GROUPS.items()]
    for name, one in declarations(kind).items()
}


def _text(*parts: str) -> str:
    return document.DOCS.joinpath(*parts).read_text(encoding="utf-8")


def test_docs_are_current():
    old = [path.relative_to(document.DOCS).as_posix() for path in document.outdated(document.DOCS)]
    assert old == [], "run: uv run python -m experiments.document"


def test_a_page_that_is_old_would_be_found(tmp_path):
    docs = tmp_path / "docs"
    (docs / "reference").mkdir(parents=True)
    for name in document.PAGES:
        (docs / "reference" / f"{name}.md").write_text(document.page(name), encoding="utf-8")
    block = "<!-- generated: phases -->\nold\n<!-- end -->\n"
    (docs / "model.md").write_text(block, encoding="utf-8")
    assert [path.name for path in document.outdated(docs)] == ["model.md"]
    (docs / "model.md").write_text(document.outdated(docs)[docs / "model.md"], encoding="utf-8")
    (docs / "reference" / "draws.md").write_text("old", encoding="utf-8")
    assert [path.name for path in document.outdated(docs)] == ["draws.md"]


def test_everything_declared_is_on_its_page():
    names = {
        "parameters": list(PARAMETERS),
        "columns": [name for table in TABLES.values() for name in declared(table)],
        "practices": [practice.name for practice in PRACTICES],
        "phases": [phase.run.__name__ for phase in MONTH],
        "draws": [purpose.word for purpose in Purpose],
        "events": [kind.word for kind in EventKind],
        "results": [column.name for table in RESULTS.values() for column in table.columns],
        "city": [column.name for table in OF_A_CITY.values() for column in table.columns],
    }
    for page, wanted in names.items():
        text = _text("reference", f"{page}.md")
        assert [name for name in wanted if f"`{name}`" not in text] == [], page
        assert len(wanted) >= 11, page


def test_every_phase_calls_rules():
    rows = document.describe.phases()[0].rows
    assert [row[0] for row in rows] == [str(number) for number in range(1, 12)]
    assert all(row[4] for row in rows)


def test_every_purpose_is_drawn_for():
    used = uses_of("Purpose")
    assert [purpose.word for purpose in Purpose if purpose.name not in used] == []


def test_every_kind_of_event_is_told():
    told = uses_of("EventKind", calling="tell")
    assert [kind.word for kind in EventKind if kind.name not in told] == []


def test_every_parameter_is_read():
    assert [name for name in PARAMETERS if not is_read(name.rpartition(".")[2])] == []
    assert not is_read("a_parameter_that_nothing_reads")


def test_every_parameter_has_both_labels_and_a_known_source():
    known = _known_keys()
    claims = set(CLAIM.findall(_text("reference", "claims.md")))
    assert len(claims) == 165
    for name, one in PARAMETERS.items():
        assert one.label.strip() and one.zh.strip(), name
        assert any("一" <= letter <= "\u9fff" for letter in one.zh), name
        assert _faults(one.source, claims, known) == [], name


@pytest.mark.parametrize("source", ["", "somebody said so", "C999", "C004; no_such_key"])
def test_another_source_would_be_found(source):
    assert _faults(source, {"C004"}, _known_keys())


def test_every_claim_cited_anywhere_is_listed():
    claims = set(CLAIM.findall(_text("reference", "claims.md")))
    files = [*(document.DOCS.parent / "sim").rglob("*.py"), *document.DOCS.rglob("*.md")]
    cited = {(path.name, claim) for path in files for claim in CLAIM.findall(path.read_text(encoding="utf-8"))}
    assert {(name, claim) for name, claim in cited if claim not in claims} == set()
    assert len({claim for _name, claim in cited}) > 60


def test_links_lead_somewhere():
    for path in document.DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists() or "://" in target, f"{path.name}: {target}"


def _known_keys() -> set[str]:
    path = Path(document.DOCS.parent / "sim" / "founding" / "facts.csv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    facts = {row["key"] for row in csv.DictReader(lines)}
    citations = set(re.findall(r"^\| `([^`]+)` \|", _text("reference", "citations.md"), re.MULTILINE))
    return facts | citations | {"calibration_facts"}


def _faults(source: str, claims: set[str], known: set[str]) -> list[str]:
    """Return what of a source is not known, or that it names nothing."""
    cited, keys = CLAIM.findall(source), [key for key in KEY.findall(source)]
    named = bool(cited) or any(word in source for word in (*WORDS, *known))
    unknown = [claim for claim in cited if claim not in claims] + [key for key in keys if key not in known]
    unknown = [word for word in unknown if not any(word in name for name in known)]
    return unknown if named else [*unknown, "names no source"]
