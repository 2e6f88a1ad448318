"""The data dictionary of the state, made from the declarations."""

from sim.world.columns import declared
from sim.world.state import TABLES


def describe_columns() -> list[tuple[str, str, str, str, str, str]]:
    """Return family, name, type, unit, meaning and Chinese meaning of every column of state."""
    return [
        ("column", f"{table}.{name}", column.dtype, column.unit, column.meaning, column.zh)
        for table, declaration in TABLES.items()
        for name, column in declared(declaration).items()
    ]
