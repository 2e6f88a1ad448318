"""``zizhi verify FOLDER``: hashes first, then a sample of the runs again; what it costs is said before."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from experiments import verify as experiment
from sim.cli.bars import bar
from sim.cli.console import make_console
from sim.cli.counts import duration_text
from sim.cli.own_keys import number_or
from sim.cli.request import Request
from sim.foundation.errors import InputRefused, RunFailed
from sim.foundation.text import gettext as _
from sim.foundation.text import ngettext
from sim.results.provenance import program

if TYPE_CHECKING:
    from rich.console import Console

    from sim.runner.replay import Replayed

SAMPLE = 5
LIMIT_SECONDS = 600
MOST_SHOWN = 20


def execute(request: Request) -> int:
    """Print what was verified.

    Raises
    ------
    InputRefused
        If the folder is not as it was saved: every fault is printed, this error says how many.
    RunFailed
        If a run comes out otherwise here; the program that made it is named.
    """
    if not request.words:
        raise InputRefused("verify", _("no folder"), "zizhi verify FOLDER")
    sample = number_or(SAMPLE, request.own, "sample", 0, 10**9)
    limit = number_or(LIMIT_SECONDS, request.own, "limit", 0, 10**9)
    console = make_console()
    folder = experiment.open_folder(Path(request.words[0]))
    _show(console, _headline(folder))
    _check_hashes(console, folder)
    if folder.sweeps:
        _compare_again(console, folder)
    if sample == 0:
        _show(console, _("Verified: the hashes alone; no run was played again."))
        return 0
    found: list[Replayed] = []
    for each in folder.sweeps or (folder,):
        if folder.sweeps:
            _show(console, f"{each.path}:")
        found += _play_again(console, each, sample, limit, number_or(0, request.own, "draw", 0, 10**9))
    _conclude(console, folder, found)
    return 0


def _compare_again(console: "Console", folder: experiment.Folder) -> None:
    """Make the tables of a comparison again from its sweeps; RunFailed if they come out otherwise."""
    try:
        n, differ = experiment.other_csv_files(folder)
    except InputRefused as refused:
        raise _explained(refused, folder) from refused
    if differ:
        sentence = _("{folder}: {names} come out otherwise from its own sweeps; {mend}")
        raise RunFailed(sentence.format(folder=folder.path, names=", ".join(differ), mend=_mend(folder)))
    sentence = ngettext(
        "{n} CSV file comes out the same from its sweeps", "{n} CSV files come out the same from its sweeps", n
    )
    _show(console, sentence.format(n=n))


def _play_again(console: "Console", folder: experiment.Folder, sample: int, limit: int, draw: int) -> "list[Replayed]":
    """Play a sample of a run or a sweep again, and say what came of each."""
    runs, found = experiment.chosen(folder, sample, draw), []
    try:
        plan = experiment.plan_in(folder)
        seconds = experiment.seconds_of(folder, plan, runs)
    except InputRefused as refused:
        raise _explained(refused, folder) from refused
    _ask(console, folder, len(runs), seconds, limit)
    with bar(console, len(runs), remaining=False) as shown:
        for each in experiment.replayed(folder, plan, runs):
            found.append(each)
            shown.move()
            _show(console, _line(each, folder))
    return found


def _headline(folder: experiment.Folder) -> str:
    manifest = folder.manifest
    version = manifest["program"]["version"]
    scenario, seed = manifest["scenario"], manifest["seed"]
    if folder.n_runs == 1 and folder.kind == "run":
        sentence = _("a run of {scenario}, seed {seed}, made with zizhi {version}, Python {python}")
    elif folder.sweeps:
        sentence = _("a comparison with {scenario}, {n} runs, seed {seed}, made with zizhi {version}, Python {python}")
    elif folder.is_city:
        scenario, seed = manifest["design"].get("scenario"), manifest["design"].get("seed")
        sentence = ngettext(
            "a city of {n} street from {scenario}, seed {seed}, made with zizhi {version}, Python {python}",
            "a city of {n} streets from {scenario}, seed {seed}, made with zizhi {version}, Python {python}",
            folder.n_runs,
        )
    else:
        sentence = ngettext(
            "a sweep of {n} run from {scenario}, seed {seed}, made with zizhi {version}, Python {python}",
            "a sweep of {n} runs from {scenario}, seed {seed}, made with zizhi {version}, Python {python}",
            folder.n_runs,
        )
    return sentence.format(
        n=f"{folder.n_runs:,}", scenario=scenario, seed=seed, version=version, python=manifest["python"]
    )


def _check_hashes(console: "Console", folder: experiment.Folder) -> None:
    n_files, n_bytes = experiment.size_of(folder.path)
    with console.status(_("hashing {n} files, {megabytes} MB").format(n=n_files, megabytes=f"{n_bytes / 1e6:.1f}")):
        found = list(experiment.all_faults(folder))
    if not found:
        sentence = ngettext(
            "{n} file, {megabytes} MB: as it was saved", "{n} files, {megabytes} MB: all as they were saved", n_files
        )
        _show(console, sentence.format(n=n_files, megabytes=f"{n_bytes / 1e6:.1f}"))
        return
    for fault in found[:MOST_SHOWN]:
        _show(console, f"  {fault}")
    if len(found) == 1:
        raise found[0]
    came = _("{n} faults, the first at {place}").format(n=len(found), place=found[0].place)
    raise InputRefused(str(folder.path), came, _("the folder as it was saved"))


def _ask(console: "Console", folder: experiment.Folder, n: int, seconds: float, limit: int) -> None:
    """Say what playing again costs; above the limit ask, or refuse where nobody can answer."""
    sentence = ngettext(
        "{n} of {of} runs is played again: about {duration} on one core",
        "{n} of {of} runs are played again: about {duration} on one core",
        n,
    )
    duration = duration_text(max(1.0, seconds))
    _show(console, sentence.format(n=f"{n:,}", of=f"{folder.n_runs:,}", duration=duration))
    if seconds <= limit:
        return
    question = _("That is more than {limit} (limit=). Go on? [y/N]").format(limit=duration_text(limit))
    if _somebody_is_there():
        console.print(Text(question + " "), end="")
        if sys.stdin.readline().strip().lower() in ("y", "yes", "是", "好"):
            return
    came = _("{n} runs would take about {duration}").format(n=f"{n:,}", duration=duration)
    allowed = _("at most {limit}").format(limit=duration_text(limit))
    raise InputRefused("sample", came, allowed, _("limit=SECONDS, or a smaller sample="))


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _line(each: "Replayed", folder: experiment.Folder) -> str:
    if each.skipped:
        return "  " + _("run {run}: it ran out of memory or killed its workers; not played again").format(
            run=each.run_id
        )
    if each.differs:
        shown = ", ".join(each.differs[:6]) + (" …" if len(each.differs) > 6 else "")
        sentence = _("run {run}: {k} of {n} differ: {names}")
        return "  " + sentence.format(run=each.run_id, k=len(each.differs), n=each.n_compared, names=shown)
    return "  " + _("run {run}: equal in all {n} values compared").format(run=each.run_id, n=each.n_compared)


def _conclude(console: "Console", folder: experiment.Folder, found: list["Replayed"]) -> None:
    wrong = [each for each in found if each.differs]
    if wrong:
        sentence = _("{folder}: {k} of {n} runs played again come out otherwise; {mend}")
        raise RunFailed(sentence.format(folder=folder.path, k=len(wrong), n=len(found), mend=_mend(folder)))
    played = sum(not each.skipped for each in found)
    sentence = ngettext(
        "Verified: every file is as it was saved, and {n} run comes out the same here.",
        "Verified: every file is as it was saved, and {n} runs come out the same here.",
        played,
    )
    _show(console, sentence.format(n=played))
    if not _is_made_here(folder):
        _show(console, _("(Made with another version of the program, with the same results.)"))


def _explained(refused: InputRefused, folder: experiment.Folder) -> InputRefused:
    """Return a refusal that also says how to get the version that made a folder, if that is another one."""
    if _is_made_here(folder):
        return refused
    return InputRefused(refused.place, refused.came, refused.allowed, _how_to_get_it(folder))


def _mend(folder: experiment.Folder) -> str:
    if _is_made_here(folder):
        return _("made and played by the same program: this is a fault of it, or the folder was forged")
    return _how_to_get_it(folder)


def _is_made_here(folder: experiment.Folder) -> bool:
    made, here = folder.manifest["program"], program()
    return all(made[key] == here[key] for key in ("version", "source"))


def _how_to_get_it(folder: experiment.Folder) -> str:
    """Name the version that made a folder, the command that gets it, and where changed results are recorded."""
    made, here = folder.manifest["program"], program()
    commit = str(made["commit"] or "")
    command = f"git checkout {commit.partition('+')[0]}" if commit else f"pip install zizhi=={made['version']}"
    sentence = _("made with zizhi {made} (source {source}), here is {here} ({source_here}): {command}; what changed results stands in CHANGELOG.md under Results")  # fmt: skip  # noqa: E501
    versions = {"made": made["version"], "source": made["source"], "here": here["version"]}
    return sentence.format(**versions, source_here=here["source"], command=command)


def _show(console: "Console", line: str) -> None:
    console.print(Text(line), soft_wrap=True)
