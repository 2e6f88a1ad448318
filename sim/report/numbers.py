"""Numbers as reports write them."""

import math


def number(value: float, signed: bool = False) -> str:
    """Write a number for people: three digits that count, groups of three, a dash where it is missing.

    Parameters
    ----------
    value : float
        The number; NaN or infinite where it is missing.
    signed : bool
        Whether a plus stands before positive numbers.
    """
    if not math.isfinite(value):
        return "–"
    sign = "+" if signed and value > 0 else ""
    size = abs(value)
    if size >= 100 or value == int(value):
        text = f"{round(value):,}"
    else:
        decimals = max(0, 2 - math.floor(math.log10(size))) if size >= 0.001 else 4
        text = f"{value:.{min(decimals, 4)}f}"
    if float(text.replace(",", "")) == 0:
        return "0"
    return (sign + text).replace("-", "−")


def percent(share: float) -> str:
    """Write a share in percent without decimals, a dash where it is missing."""
    return "–" if not math.isfinite(share) else f"{round(100 * share)} %".replace("-", "−")


def span(low: float, high: float) -> str:
    """Write an interval, a dash where it is missing."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return "–"
    return f"{number(low, signed=True)} … {number(high, signed=True)}"
