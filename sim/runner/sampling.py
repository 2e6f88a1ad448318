"""Points of the unit cube, by SciPy's quasi-random sequences: the same for the same seed, wherever they are made.

Latin hypercubes and Sobol sequences are SciPy's (`scipy.stats.qmc`), which is a dependency already. Morris's paths are
made here, from a Latin hypercube, so that SALib is not needed for twenty lines.
"""

import numpy as np

MOST_DIMENSIONS = 2000
LARGEST_SEED = 2**32 - 1


def latin_hypercube(n: int, dimensions: int, seed: int) -> np.ndarray:
    """Return a Latin hypercube: each of `n` equal strata of each dimension holds one point (McKay et al. 1979).

    Returns
    -------
    array of float, shape (n, dimensions)
        In [0, 1).
    """
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(d=dimensions, seed=seed).random(n))


def sobol(n: int, dimensions: int, seed: int) -> np.ndarray:
    """Return the first `n` points of a scrambled Sobol sequence (Owen 1998); best where `n` is a power of two.

    Returns
    -------
    array of float, shape (n, dimensions)
        In [0, 1).
    """
    from scipy.stats import qmc

    points = qmc.Sobol(d=dimensions, seed=seed).random_base2(max(0, (n - 1).bit_length()))
    return np.asarray(points)[:n]


def sobol_indices(n: int, dimensions: int, seed: int) -> np.ndarray:
    """Return the design from which first-order and total Sobol indices are estimated (Saltelli et al. 2010).

    Returns
    -------
    array of float, shape (n * (dimensions + 2), dimensions)
        `n` blocks of one row of A, then A with one column from B for each dimension in turn, then one row of B.
    """
    both = sobol(n, 2 * dimensions, seed)
    a, b = both[:, :dimensions], both[:, dimensions:]
    blocks = np.repeat(a[:, None, :], dimensions + 2, axis=1)
    for column in range(dimensions):
        blocks[:, column + 1, column] = b[:, column]
    blocks[:, -1, :] = b
    return blocks.reshape(-1, dimensions)


def morris(paths: int, dimensions: int, levels: int, seed: int) -> np.ndarray:
    """Return paths that change one dimension at a time by half the range (Morris 1991).

    Parameters
    ----------
    paths : int
        Number of paths.
    dimensions, levels : int
        Dimensions, and values of each: an even number, equally spaced over [0, 1].
    seed : int
        Of the Latin hypercube from which start, direction and order of every path are read.

    Returns
    -------
    array of float, shape (paths * (dimensions + 1), dimensions)
        `paths` blocks of a start and one step for each dimension; the step is ``levels / (2 (levels - 1))``.
    """
    drawn = latin_hypercube(paths, 3 * dimensions, seed)
    low = np.floor(drawn[:, :dimensions] * (levels // 2)) / (levels - 1)
    downwards = drawn[:, dimensions : 2 * dimensions] < 0.5
    order = np.argsort(drawn[:, 2 * dimensions :], axis=1, kind="stable")
    step = levels / (2 * (levels - 1))
    points = np.empty((paths, dimensions + 1, dimensions))
    for path in range(paths):
        now = low[path] + step * downwards[path]
        points[path, 0] = now
        for place, column in enumerate(order[path], start=1):
            now = now.copy()
            now[column] += -step if downwards[path, column] else step
            points[path, place] = now
    return np.clip(points.reshape(-1, dimensions), 0.0, 1.0)
