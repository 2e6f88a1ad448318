"""From declared parameters to the plain numbers that kernels take."""

from dataclasses import fields
from typing import Any, get_type_hints


def numbers_of[T](kind: type[T], *params: Any, **others: Any) -> T:
    """Make a named tuple of plain numbers, each field taken from the first ``Params`` that has it.

    Parameters
    ----------
    kind : type
        Named tuple whose fields are annotated float, int, bool or ndarray.
    *params : dataclass
        Resolved ``Params`` (no schedules).
    **others : Any
        Fields that no ``Params`` has under this name.

    Raises
    ------
    KeyError
        If a field is nowhere to be found.
    """
    values: dict[str, Any] = {}
    for source in reversed(params):
        values |= {f.name: getattr(source, f.name) for f in fields(source)}
    values |= others
    hints = get_type_hints(kind)
    return kind(*(_plain(hints[name], values[name]) for name in kind._fields))  # type: ignore[attr-defined]


def _plain(hint: type, value: Any) -> Any:
    return hint(value) if hint in (float, int, bool) else value
