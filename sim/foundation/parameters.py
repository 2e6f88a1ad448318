"""How a number of the model is declared: default, range, unit, source and labels, at the dataclass field itself.

Every module owns a frozen-in-spirit ``Params`` dataclass whose fields are made by `parameter`. From these declarations
come the checks, the documentation, the help texts, the sliders and the tables of reports.
"""

from dataclasses import dataclass, field, fields
from typing import Any

TIERS = ("key", "expert", "numerical")


@dataclass(frozen=True)
class Declaration:
    """What is known of one parameter besides its value.

    Attributes
    ----------
    low, high : float
        Closed range of legal values; for a boolean 0 and 1.
    unit : str
        Unit, ``"share"``, ``"logit"`` or ``"-"``.
    source : str
        Claim number of the source (C009), a citation, ``"calibrated"``, ``"definition"`` or ``"assumption"``.
    label, zh : str
        Short English and Chinese names.
    tier : str
        ``"key"`` (first help screen), ``"expert"`` or ``"numerical"``.
    varies : bool
        Whether it may take values from month to month.
    choices : tuple of str
        Legal words of a text parameter; empty for numbers.
    """

    default: Any
    low: float
    high: float
    unit: str
    source: str
    label: str
    zh: str
    tier: str = "expert"
    varies: bool = False
    choices: tuple[str, ...] = ()


def parameter(
    default: Any,
    low: float,
    high: float,
    unit: str,
    source: str,
    label: str,
    zh: str,
    *,
    tier: str = "expert",
    varies: bool = False,
    choices: tuple[str, ...] = (),
) -> Any:
    """Declare a dataclass field with its range, unit, source and labels; see `Declaration`."""
    declaration = Declaration(default, low, high, unit, source, label, zh, tier, varies, choices)
    if isinstance(default, list | dict):
        return field(default_factory=lambda: type(default)(default), metadata={"declaration": declaration})
    return field(default=default, metadata={"declaration": declaration})


def declarations(params: Any) -> dict[str, Declaration]:
    """Return the declarations of a ``Params`` class or object by field name; fields without one are left out."""
    return {f.name: f.metadata["declaration"] for f in fields(params) if "declaration" in f.metadata}
