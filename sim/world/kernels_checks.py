"""The kernel that looks for values out of range: once through memory, and never left early, so it is vectorized."""

from sim.foundation.compiled import kernel


@kernel
def any_outside(values, limits):
    """Tell whether a value lies outside [limits[0], limits[1]] or is not a number."""
    low, high = limits[0], limits[1]
    outside = False
    for k in range(len(values)):
        outside |= not ((values[k] >= low) & (values[k] <= high))
    return outside
