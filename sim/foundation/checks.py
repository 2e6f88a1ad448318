"""Whether a value is what a declaration asks for: its type, its range with unit, its choices.

Every refusal names the place, what came, what is allowed and, for words, the nearest right one.
"""

import difflib
import math
from collections.abc import Iterable, Mapping
from typing import Any

from sim.foundation.errors import InputRefused
from sim.foundation.parameters import Declaration
from sim.foundation.text import gettext as _
from sim.foundation.text import unit_alone

LONGEST_SHOWN = 60
SUM_TOLERANCE = 1e-6


def checked_plain(declaration: Declaration, value: Any, place: str) -> Any:
    """Return a value that does not change in time as the type of its declaration.

    Parameters
    ----------
    declaration : Declaration
        Default (whose type is the type asked for), range, unit and choices.
    value : Any
        What came: a boolean, number, word, list or mapping.
    place : str
        Dotted name, file and line, for the refusal.

    Returns
    -------
    Any
        The value; whole numbers become floats where the default is a float.

    Raises
    ------
    InputRefused
        If type, range, length or choice is wrong.
    """
    default = declaration.default
    if isinstance(default, Mapping):
        return _checked_mapping(declaration, value, place)
    if isinstance(default, list | tuple):
        return _checked_list(declaration, value, place)
    return _checked_item(declaration, default, value, place)


def check_order(params: Any, group: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Refuse a ``Params`` object of a group in which the first parameter of a pair lies above the second."""
    for low, high in pairs:
        if getattr(params, low) > getattr(params, high):
            allowed = _("at most {name} ({value})").format(name=f"{group}.{high}", value=getattr(params, high))
            raise InputRefused(f"{group}.{low}", str(getattr(params, low)), allowed)


def check_sums(params: Any, group: str, names: Iterable[str]) -> None:
    """Refuse a ``Params`` object of a group in which shares of one whole do not sum to 1."""
    for name in names:
        shares = getattr(params, name)
        total = sum(shares.values() if isinstance(shares, Mapping) else shares)
        if abs(total - 1) > SUM_TOLERANCE:
            came = _("shares that sum to {total}").format(total=f"{total:.6g}")
            raise InputRefused(f"{group}.{name}", came, _("shares that sum to 1"))


def allowed_values(declaration: Declaration, like: Any = None) -> str:
    """Say in one phrase what a declaration allows for a single value; `like` is a sample of its type."""
    like = declaration.default if like is None else like
    if isinstance(like, bool):
        return _("true or false")
    if declaration.choices:
        return _("one of {choices}").format(choices=", ".join(declaration.choices))
    if like is None or isinstance(like, str):
        return _("text")
    sentence = _("a whole number from {low} to {high}") if isinstance(like, int) else _("a number from {low} to {high}")
    phrase = sentence.format(low=number_text(declaration.low), high=number_text(declaration.high))
    if declaration.unit in ("", "-"):
        return phrase
    return _("{phrase} {unit}").format(phrase=phrase, unit=unit_alone(declaration.unit))


def number_text(number: float) -> str:
    """Write a number short and exact enough to be typed in again."""
    return str(number) if isinstance(number, int) else f"{number:.12g}"


def shown(value: Any) -> str:
    """Write a value for an error line: quoted, without control characters, and not too long."""
    try:
        text = repr(value)
    except ValueError:  # Python refuses to print integers of more than 4,300 digits
        return _("a number that is far too long")
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word that looks most like `word`, or an empty string."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.5)
    return found[0] if found else ""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return a sentence that offers the nearest of `words`, or an empty string."""
    found = nearest(word, words)
    return _("did you mean {name}?").format(name=found) if found else ""


def _checked_item(declaration: Declaration, like: Any, value: Any, place: str) -> Any:
    if like is None or isinstance(like, str):
        return _checked_word(declaration, like, value, place)
    if not (isinstance(value, bool) if isinstance(like, bool) else _is_number(declaration, like, value)):
        raise InputRefused(place, shown(value), allowed_values(declaration, like))
    return type(like)(value)


def _is_number(declaration: Declaration, like: Any, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(like, int) and value != value // 1):
        return False
    return declaration.low <= value <= declaration.high and math.isfinite(value)


def _checked_word(declaration: Declaration, like: Any, value: Any, place: str) -> Any:
    if value is None and like is None:
        return None
    if isinstance(value, str) and (not declaration.choices or value in declaration.choices):
        return value
    mend = ""
    if isinstance(value, str):
        mend = did_you_mean(value, declaration.choices)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        mend = _('put it in quotes: "…"')
    raise InputRefused(place, shown(value), allowed_values(declaration, like), mend)


def _checked_list(declaration: Declaration, value: Any, place: str) -> Any:
    default = declaration.default
    if not isinstance(value, list | tuple):
        raise InputRefused(place, shown(value), _("a list, e.g. {example}").format(example=shown(list(default))))
    if default and len(value) != len(default):
        came = _("a list of {n}").format(n=len(value))
        raise InputRefused(place, came, _("a list of {n}").format(n=len(default)))
    like = default[0] if default else 0.0
    return type(default)(_checked_item(declaration, like, item, f"{place}[{i}]") for i, item in enumerate(value))


def _checked_mapping(declaration: Declaration, value: Any, place: str) -> dict:
    default = declaration.default
    if not isinstance(value, Mapping):
        raise InputRefused(place, shown(value), _("a value for each of {names}").format(names=", ".join(default)))
    for name in value:
        if name not in default:
            mend = did_you_mean(str(name), default)
            raise InputRefused(place, shown(name), _("one of {choices}").format(choices=", ".join(default)), mend)
    merged = {**default, **value}
    return {name: _checked_entry(declaration, default[name], merged[name], f"{place}.{name}") for name in default}


def _checked_entry(declaration: Declaration, like: Any, value: Any, place: str) -> Any:
    if isinstance(like, list | tuple):
        if not isinstance(value, list | tuple) or len(value) != len(like):
            raise InputRefused(place, shown(value), _("a list of {n}").format(n=len(like)))
        return type(like)(_checked_item(declaration, like[0], item, place) for item in value)
    return _checked_item(declaration, like, value, place)
