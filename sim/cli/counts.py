"""How many runs, rows, scenarios, replicates there are, and how long something takes, as commands say it."""

from sim.foundation.text import gettext as _
from sim.foundation.text import ngettext


def runs_of(n_runs: int, *factors: str) -> str:
    """Return how many runs there are, and what they are the product of."""
    return ngettext("{n} run: {of}", "{n} runs: {of}", n_runs).format(n=f"{n_runs:,}", of=" × ".join(factors))


def rows_text(n: int) -> str:
    """Return how many rows of a design there are."""
    return ngettext("{n} row", "{n} rows", n).format(n=f"{n:,}")


def scenarios_text(n: int) -> str:
    """Return how many scenarios there are."""
    return ngettext("{n} scenario", "{n} scenarios", n).format(n=f"{n:,}")


def draws_text(n: int, names: str) -> str:
    """Return how many draws of parameters there are."""
    return ngettext("{n} draw of {names}", "{n} draws of {names}", n).format(n=f"{n:,}", names=names)


def replicates_text(n: int) -> str:
    """Return how many replicates there are."""
    return ngettext("{n} replicate", "{n} replicates", n).format(n=f"{n:,}")


def failed_text(n: int) -> str:
    """Return how many runs failed, and where their errors stand."""
    sentence = ngettext(
        "{n} run failed; its error stands in outcomes.parquet",
        "{n} runs failed; their errors stand in outcomes.parquet",
        n,
    )
    return sentence.format(n=f"{n:,}")


def looked_at(replicates: int, found: str) -> str:
    """Return what a look at the differences found after so many replicates."""
    return _("{replicates}: {found}").format(replicates=replicates_text(replicates), found=found)


def duration_text(seconds: float) -> str:
    """Write a duration in its largest fitting unit."""
    if seconds < 90:
        return _("{n} s").format(n=f"{seconds:.0f}")
    if seconds < 5400:
        return _("{n} min").format(n=f"{seconds / 60:.0f}")
    return _("{n} h").format(n=f"{seconds / 3600:,.1f}")
