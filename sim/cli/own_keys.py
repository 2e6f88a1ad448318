"""Values of a verb's own keys, read as typed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _

if TYPE_CHECKING:
    from sim.runner.until import Until

TIME_LIMIT = "04:00:00"
"""Of each shard of a job array, unless another is given."""


def number(own: Mapping[str, str], key: str, low: int, high: int) -> int | None:
    """Return a whole number of a range, or None if the key is not given."""
    return number_or(0, own, key, low, high) if key in own else None


def number_or(default: int, own: Mapping[str, str], key: str, low: int, high: int) -> int:
    """Return a whole number of a range, or the default if the key is not given."""
    if key not in own:
        return default
    text = own[key]
    if not (text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high):
        allowed = _("a whole number from {low} to {high}").format(low=low, high=f"{high:,}")
        raise InputRefused(key, shown(text), allowed)
    return int(text)


def is_true(own: Mapping[str, str], key: str, default: str = "false") -> bool:
    """Return whether a key says true, or its default if it is not given."""
    text = own.get(key, default)
    if text not in ("true", "false"):
        raise InputRefused(key, shown(text), _("true or false"))
    return text == "true"


def out_folder(own: Mapping[str, str]) -> str | None:
    """Return the folder asked for, or None if none is."""
    out = own.get("out")
    if out is not None and (not out.strip() or "\0" in out):
        raise InputRefused("out", shown(out), _("a folder"))
    return out


def until_of(own: Mapping[str, str], replicates: int | None) -> "Until | None":
    """Return the rule of ``until=``, None if not given; what needs a fixed number of runs is refused beside it."""
    if "until" not in own:
        return None
    for key in ("shard", "slurm"):
        if key in own:
            came = _("beside until=, which looks at all runs together")
            raise InputRefused(key, came, _("a fixed number of replicates"))
    from sim.runner.until import Until  # only here: it brings NumPy, which an ordinary run starts without

    return Until.parse(own["until"], replicates)
