"""A comparison: scenarios → replayed references → two sweeps → tables, CSV files and a page in one folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import LANGUAGES
from sim.foundation.text import gettext as _
from sim.results.manifest import DIGEST, MANIFEST
from sim.runner import sweep
from sim.runner.comparison import Comparison, chance_plan, compared, parameter_plan, unknown_parameters
from sim.runner.comparison_folder import (
    comparison_of,
    forget_manifest,
    read_comparison_manifest,
    write_manifest,
)
from sim.runner.files import PARTIAL, write_whole
from sim.runner.many import RESULTS, default_name
from sim.runner.plan import Plan
from sim.runner.plan_file import PLAN, SWEEPS_OF_COMPARISON, is_comparison, read_plan
from sim.runner.reading import plan_of, read_outcomes
from sim.runner.tasks import Executor
from sim.runner.until import Until, first_plan, look_at, plan_there, play_until, waited_for
from sim.scenarios.load import load_scenario, rebuild
from sim.scenarios.workbook import is_workbook, load_workbook

if TYPE_CHECKING:
    from sim.engine.config import Config
    from sim.report.comparison import Compared
    from sim.report.comparison_rows import Facts

CHANCE, PARAMETERS = SWEEPS_OF_COMPARISON
REPLICATES = 50


@dataclass(frozen=True)
class Setup:
    """What is going to be compared.

    Attributes
    ----------
    own : Config
        The reference as asked for.
    comparison : Comparison
        What is compared with what.
    chance : Plan
        Scenarios × replicates at the parameters as they are.
    parameters : Plan or None
        The same over draws of the parameters; None if they are not to be drawn, or none is left to draw.
    until : Until or None
        The rule by which replicates are added.
    """

    own: "Config"
    comparison: Comparison
    chance: Plan
    parameters: Plan | None
    until: Until | None = None


def set_up(
    words: Sequence[str],
    overrides: Sequence[str] = (),
    replicates: int | None = None,
    until: Until | None = None,
    posterior: bool = True,
    founded_alike: bool = True,
) -> Setup:
    """Return what is going to be compared.

    Parameters
    ----------
    words : sequence of str
        Names or files of scenarios, or workbooks of them, the reference first.
    overrides : sequence of str
        ``key=value`` for all of them.
    replicates : int, optional
        Of each scenario; 50 if not given. With `until` the most there may be, which it knows itself.
    until : Until, optional
        Add replicates until differences are known well enough.
    posterior : bool
        Whether to draw parameters too.
    founded_alike : bool
        Whether the reference is given the founding of each scenario.

    Raises
    ------
    InputRefused
        For fewer than two scenarios, an unknown one, or where the reference cannot be replayed.
    """
    for word in overrides:
        if word.partition("=")[0].strip() in ("scenario", "scenario.name"):
            raise InputRefused("scenario", shown(word), _("scenarios as words: zizhi compare baseline parking"))
    configs: list[Config] = []
    for word in words:
        configs += load_workbook(word, overrides) if is_workbook(word) else [load_scenario(word, overrides)]
    comparison = compared(configs, founded_alike)
    n = REPLICATES if replicates is None or until else replicates
    spans = unknown_parameters(comparison) if posterior else []
    chance = chance_plan(comparison, n, drawn=bool(spans))
    parameters = parameter_plan(comparison, spans, n) if spans else None
    if until:
        if not unlike(comparison):
            came = _("once the reference has the same founding, no scenario differs from it")
            raise InputRefused("until", came, _("scenarios that differ in what they play"))
        chance = first_plan(chance, until, unlike(comparison))
    return Setup(configs[0], comparison, chance, parameters, until)


def unlike(comparison: Comparison) -> list[tuple[int, int]]:
    """Return the pairs of a comparison that differ in something: only these need replicates."""
    return [pair for pair in comparison.pairs if comparison.differing(pair)]


def folder_for(setup: Setup, out: str | None) -> Path:
    """Return the folder asked for, else one under ``results/``, named by reference and hash of the plan.

    Raises
    ------
    InputRefused
        If something else lies there.
    """
    folder = Path(out) if out else Path(RESULTS) / default_name(setup.chance)
    ours = {CHANCE, PARAMETERS, *report_names(), *((MANIFEST, DIGEST) if is_comparison(folder) else ())}
    mend = _("choose another folder with out=")
    if folder.is_dir():
        there = [path.name for path in folder.iterdir()]
        if any(name not in ours and not name.startswith(PARTIAL) for name in there):
            raise InputRefused(str(folder), _("a folder with other files in it"), _("a new folder"), mend)
        if (folder / CHANCE / PLAN).is_file():
            drawn = read_plan(folder / CHANCE)["design"].get("parameters")
            if drawn not in (None, setup.chance.design["parameters"]):  # without it, another version made the folder
                came = _("a comparison with drawn parameters")
                if setup.parameters is not None:
                    came = _("a comparison without drawn parameters")
                raise InputRefused(str(folder), came, _("a new folder"), mend)
    elif folder.exists() or folder.is_symlink():
        raise InputRefused(str(folder), _("a file"), _("a new folder"), mend)
    return folder


def play_chance(setup: Setup, folder: Path, executor: Executor, view: Any) -> sweep.Report:
    """Play the scenarios at the parameters as they are; see `sim.runner.sweep.play`."""
    place = folder / CHANCE
    if setup.until is None:
        return sweep.play(setup.chance, place, executor, None, view.on_start, view.on_done)
    pairs = unlike(setup.comparison)
    return play_until(setup.chance, setup.until, place, executor, pairs, view.on_start, view.on_done, view.on_look)


def play_parameters(setup: Setup, folder: Path, executor: Executor, view: Any) -> sweep.Report:
    """Play the scenarios over draws of the parameters."""
    assert setup.parameters is not None
    return sweep.play(setup.parameters, folder / PARAMETERS, executor, None, view.on_start, view.on_done)


def found(setup: Setup, folder: Path) -> "Compared":
    """Return what both sweeps say."""
    from sim.report.comparison import compare_tables

    chance = read_outcomes(folder / CHANCE)
    parameters = None if setup.parameters is None else read_outcomes(folder / PARAMETERS)
    return compare_tables(setup.comparison, chance, parameters, setup.until.outcome if setup.until else "")


def check_pairs(setup: Setup, folder: Path) -> None:
    """Look whether there is something to compare, before parameters are drawn.

    Raises
    ------
    RunFailed
        If no pair of runs is left of some scenario.
    """
    from sim.report.comparison import compare_tables

    chance = read_outcomes(folder / CHANCE)
    table = compare_tables(setup.comparison, chance, None, setup.until.outcome if setup.until else "").table
    empty = table[(table["n"] == 0) & table["primary"]]
    if len(empty):
        row = empty.iloc[0]
        error = next((text for text in chance["error"] if isinstance(text, str)), "")
        sentence = _("{scenario}: {outcome} is missing in every pair of runs")
        if error:
            sentence = _("{scenario}: no pair of runs came to its end ({error})")
        raise RunFailed(sentence.format(scenario=row["scenario"], outcome=row["outcome"], error=error))


def report_names() -> list[str]:
    """Return the names of the files that a comparison writes beside its sweeps."""
    tables = ("differences", "parameters_compared", "noise")
    return [
        name for lang in LANGUAGES for name in (*(f"{table}_{lang}.csv" for table in tables), f"report_{lang}.html")
    ]


def write_report(setup: Setup, compared_tables: "Compared", folder: Path, command: str) -> None:
    """Write the page and the CSV files in both languages, then the manifest; each file appears whole."""
    from sim.report.comparison_page import comparison_page
    from sim.report.comparison_rows import Facts
    from sim.report.html import to_html

    design = {} if setup.parameters is None else setup.parameters.design
    ranges = {name: (low, high) for name, (low, high) in design.get("ranges", {}).items()}
    facts = Facts(setup.own, ranges, command, read_plan(folder / CHANCE)["until"], _is_met(setup, folder / CHANCE))
    files = csv_files(setup.comparison, compared_tables, facts)
    for lang in LANGUAGES:
        page = comparison_page(setup.comparison, compared_tables, facts, lang)
        files[f"report_{lang}.html"] = to_html(page, lang)
    forget_manifest(folder)
    for name, content in files.items():
        write_whole(folder / name, content)
    write_manifest(folder, setup.own, command, list(files))


def _is_met(setup: Setup, place: Path) -> bool:
    if setup.until is None:
        return True
    return look_at(plan_there(setup.chance, place), setup.until, place, unlike(setup.comparison)).reached


def csv_files(comparison: Comparison, compared_tables: "Compared", facts: "Facts") -> dict[str, bytes]:
    """Return the CSV files of a comparison by name."""
    from sim.report import comparison_rows as rows
    from sim.report.csv_tables import to_csv

    files: dict[str, bytes] = {}
    for lang in LANGUAGES:
        tables = {
            "differences": (rows.difference_headings(lang), rows.difference_rows(comparison, compared_tables, lang)),
            "parameters_compared": (rows.parameter_headings(lang), rows.parameter_rows(comparison, facts, lang)),
            "noise": (rows.noise_headings(lang), rows.noise_rows(compared_tables, lang)),
        }
        files |= {f"{name}_{lang}.csv": to_csv(*table) for name, table in tables.items()}
    return files


def other_csv_files(folder: Path) -> tuple[int, list[str]]:
    """Return how many CSV files a finished comparison has, and which come out otherwise from its own sweeps."""
    from sim.report.comparison import compare_tables
    from sim.report.comparison_rows import Facts

    manifest = read_comparison_manifest(folder)
    plan = plan_of(folder / CHANCE, read_plan(folder / CHANCE))
    comparison = comparison_of(plan)
    parameters = read_outcomes(folder / PARAMETERS) if PARAMETERS in manifest["sweeps"] else None
    tables = compare_tables(comparison, read_outcomes(folder / CHANCE), parameters, waited_for(plan.until))
    files = csv_files(comparison, tables, Facts(rebuild(manifest["config"]), {}, manifest["command"], plan.until))
    return len(files), [name for name, content in files.items() if (folder / name).read_bytes() != content]
