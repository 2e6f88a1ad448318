"""Exponential and logarithm with the same bits on every machine, and sums that do not depend on order.

``np.exp`` and ``math.exp`` differ in the last bit between libraries and vector widths; these polynomials use only
additions, multiplications and exact scalings, which IEEE 754 fixes.
"""

import math

from sim.foundation.compiled import formula

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.44269504088896338700
FIXED_ONE = 16777216.0  # 2**24


@formula("float64(float64)")
def detexp(x):
    """Return e**x, bit for bit alike everywhere (degree-13 Horner polynomial after range reduction).

    Parameters
    ----------
    x : float
        Any finite number; below -700 gives 0, above 700 gives e**700.
    """
    if x < -700.0:
        return 0.0
    if x > 700.0:
        x = 700.0
    n = math.floor(x * LOG2_E + 0.5)
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    return math.ldexp(p, int(n))


@formula("float64(float64)")
def detlog(x):
    """Return the natural logarithm of x > 0, bit for bit alike everywhere (atanh series after range reduction).

    Parameters
    ----------
    x : float
        In (0, inf); 0 or less gives -745.
    """
    if x <= 0.0:
        return -745.0
    m, n = math.frexp(x)
    if m < 0.7071067811865476:
        m = m * 2.0
        n = n - 1
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    p = 1.0 / 23.0
    p = p * z + 1.0 / 21.0
    p = p * z + 1.0 / 19.0
    p = p * z + 1.0 / 17.0
    p = p * z + 1.0 / 15.0
    p = p * z + 1.0 / 13.0
    p = p * z + 1.0 / 11.0
    p = p * z + 1.0 / 9.0
    p = p * z + 1.0 / 7.0
    p = p * z + 1.0 / 5.0
    p = p * z + 1.0 / 3.0
    return n * LN2_HIGH + (n * LN2_LOW + 2.0 * s * (1.0 + p * z))


@formula("float64(float64)")
def logistic(x):
    """Return 1 / (1 + e**-x), in [0, 1]."""
    return 1.0 / (1.0 + detexp(-x))


@formula("int64(float64)")
def to_fixed(x):
    """Return x as an integer count of 2**-24, so that sums of terms do not depend on their order."""
    return int(math.floor(x * FIXED_ONE + 0.5))


@formula("float64(int64)")
def from_fixed(n):
    """Return the number that a sum of `to_fixed` terms stands for."""
    return n / FIXED_ONE


def fixed_sum(values) -> float:
    """Sum numbers so that their order does not matter (each term rounded to 2**-24)."""
    return from_fixed(sum(to_fixed(float(value)) for value in values))
