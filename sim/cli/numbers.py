"""Numbers among a verb's own keys."""

from collections.abc import Mapping

from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.text import gettext as _


def whole_number(own: Mapping[str, str], key: str, low: int, high: int, default: int) -> int:
    """Return the whole number given for a key, or the default; InputRefused for anything else, with the range."""
    text = own.get(key)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 20 and low <= int(text) <= high):
        allowed = _("a whole number from {low} to {high}").format(low=low, high=f"{high:,}")
        raise InputRefused(key, shown(text), allowed)
    return int(text)
