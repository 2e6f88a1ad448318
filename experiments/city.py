"""A city: many street offices, street by street, through the runner of sweeps; tables and a figure at the end."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import LANGUAGES, ngettext, unit_alone
from sim.foundation.text import gettext as _
from sim.founding.choosing import chosen_streets
from sim.founding.streets import streets
from sim.founding.structure import read_structure
from sim.results.columns import Table
from sim.runner import sweep
from sim.runner.city import check_same_city, city_plan
from sim.runner.executors import make_executor
from sim.runner.many import RESULTS, default_name
from sim.runner.plan import Plan
from sim.runner.publishing import Rows, Summary, kept_path
from sim.runner.store import Store
from sim.runner.tasks import Executor
from sim.runner.work import Done
from sim.scenarios.load import load_scenario

HOUSEHOLDS = 1970
"""Households of a committee in Shanghai: households of the census over committees; see docs/city.md."""
EMBEDDED = "embedded"
WITHOUT_UNIT = ("-", "id", "word", "month", "share")
FIXED = {"street": "streets=", "neighbourhoods": "structure="}
"""Parameters that the city itself sets, and what sets them."""


def plan_for(
    scenario: str, words: Sequence[str], structure: str | None = None, chosen: str | None = None
) -> tuple[Plan, list[str]]:
    """Return the plan of a city and what of its structure is not played, in words.

    Parameters
    ----------
    scenario : str
        Name or file of the scenario that every street plays.
    words : sequence of str
        ``key=value`` parameters; ``households`` is 1,970 unless given.
    structure : str, optional
        CSV file of committees or streets; the embedded streets of Shanghai if not given.
    chosen : str, optional
        Codes and names of streets and districts, separated by commas; all if not given.

    Raises
    ------
    InputRefused
        For whatever is no such thing, before anything runs.
    """
    for word in words:
        key = word.partition("=")[0].strip()
        if key in FIXED:
            raise InputRefused(key, shown(word), _("nothing: a city's structure says it"), FIXED[key])
    base = load_scenario(scenario, [f"households={HOUSEHOLDS}", *words])
    everything = read_structure(Path(structure)) if structure is not None else sorted(streets())
    city = chosen_streets(everything, chosen)
    left_out = []
    if chosen is None:
        empty = sum(street.n_committees == 0 for street in everything)
        villages = sum(street.n_villages for street in everything)
        if empty:
            sentence = ngettext(
                "{n} street without residents' committee", "{n} streets without residents' committees", empty
            )
            left_out.append(sentence.format(n=empty))
        if villages:
            sentence = ngettext("{n} villagers' committee", "{n} villagers' committees", villages)
            left_out.append(sentence.format(n=f"{villages:,}"))
    return city_plan(base, city, Path(structure).name if structure is not None else EMBEDDED), left_out


def folder_for(plan: Plan, out: str | None) -> Path:
    """Return the folder asked for, else one under ``results/``, named by scenario and hash of the plan."""
    return Path(out) if out else Path(RESULTS) / default_name(plan)


def play(
    plan: Plan,
    folder: Path,
    executor: Executor,
    shard: sweep.Shard | None = None,
    on_start: Callable[[Store], None] | None = None,
    on_done: Callable[[Done], None] | None = None,
) -> sweep.Report:
    """Play what is not stored yet; see `sim.runner.sweep.play`."""
    check_same_city(plan, folder)
    return sweep.play(plan, folder, executor, shard, on_start, on_done, summarise)


def summarise(folder: Path, plan: Plan, rows: Rows) -> Summary:
    """Return the tables of committees, streets, districts and months, and the figure in both languages.

    Raises
    ------
    InputRefused
        If the months of a street were changed since they were written.
    """
    from sim.analysis import city, city_schema
    from sim.figures.city import draw_city
    from sim.figures.style import rendered

    config = plan.scenarios[0].config
    found = city.Summary(config.outcomes.final_months)
    for frame in rows():
        for run_id, kept in zip(frame["run_id"], frame["kept"], strict=True):
            path = kept_path(int(run_id), plan.keep)
            months = _months(folder / path, kept) if isinstance(kept, str) else None
            found.add(_place(plan, int(run_id)), months, path if months is not None else None)
    frames = found.tables()
    tables = [(table, frames[name]) for name, table in city_schema.TABLES.items()]
    files = {}
    for language in LANGUAGES:
        title = f"{plan.design['title'][language]} (seed={plan.design['seed']})"
        files[figure_name(language)] = rendered(draw_city(frames, language, title=title))
        for table, frame in tables:
            files[f"{table.name}_{language}.csv"] = _csv(table, frame, language)
    return Summary(tables, files)


def _csv(table: Table, frame: Any, language: str) -> bytes:
    """Return a table for a spreadsheet; over the columns stands in a language what they mean, with their units."""
    from sim.report.csv_tables import to_csv
    from sim.results.frames import conform

    frame = conform(table, frame)
    cells = frame.astype(object).where(frame.notna(), None)
    texts = []
    for column in table.columns:
        if column.dtype == "bool":
            words = {True: _("yes", language), False: _("no", language), None: None}
            cells[column.name] = [words[value] for value in cells[column.name]]
        text = column.zh if language == "zh" else column.meaning
        unit = unit_alone(column.unit, language)
        said = column.unit in WITHOUT_UNIT or unit in text
        texts.append(text if said else _("{text} ({unit})", language).format(text=text, unit=unit))
    return to_csv(texts, cells.itertuples(index=False))


def figure_name(language: str) -> str:
    """Return the name of the figure's file in a language."""
    return f"city_{language}.png"


def measured_on(plan: Plan) -> tuple[int, float]:
    """Return the run with the fewest committees, and the seconds that a committee took there, all being loaded."""
    import time
    from dataclasses import replace

    committees = [scenario.config.neighbourhoods for scenario in plan.scenarios]
    run = plan.run(committees.index(min(committees)))
    config = plan.config(run)
    sweep.played(replace(config, months=1, burn_in=0, street=None, neighbourhoods=1, households=20))
    start = time.perf_counter()
    sweep.played(config, plan.keep)
    return run.run_id, (time.perf_counter() - start) / config.neighbourhoods


def committees_of(plan: Plan, run_id: int) -> int:
    """Return how many committees a run of the plan has."""
    return int(plan.scenarios[plan.rows[run_id].scenario].config.neighbourhoods)


def _place(plan: Plan, run_id: int) -> Any:
    from sim.analysis.city import Place

    code, name, district = plan.design["streets"][run_id]
    return Place(run_id, code, name, district, committees_of(plan, run_id), plan.scenarios[0].config.households)


def _months(path: Path, digest: str) -> Any:
    from sim.engine.extra_columns import EXTRA_COLUMNS
    from sim.results.hashing import bytes_hash
    from sim.results.parquet import from_bytes
    from sim.results.schema import extended

    content = path.read_bytes() if path.is_file() else b""
    if bytes_hash(content) != digest:
        came, mend = _("cut short or changed"), _("play the city into a new folder")
        raise InputRefused(str(path), came, _("the file as it was written"), mend)
    return from_bytes(extended(EXTRA_COLUMNS)["months"], content)


__all__ = ["committees_of", "folder_for", "make_executor", "measured_on", "plan_for", "play", "summarise"]
