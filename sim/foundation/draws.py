"""Random numbers as one function of (seed, purpose, month, entity, subject, k): no generator, no order.

``h = mix(seed); for w in (purpose, month, entity, subject, k): h = mix(h ^ w); u = (h >> 11) * 2**-53`` with the
SplitMix64 finaliser. A distribution that needs several uniforms takes them from ``16 k + j``, j = 0, 1, … (12 at most).
"""

import numpy as np

from sim.foundation.compiled import COMPILING, formula, kernel
from sim.foundation.numerics import detexp, detlog

MASK = (1 << 64) - 1
MAXIMUM_SEED = (1 << 63) - 1

if COMPILING:

    @formula("uint64(uint64)")
    def mix(h):
        """Scramble 64 bits (SplitMix64 finaliser with the golden-ratio increment)."""
        h = np.uint64(h) + np.uint64(0x9E3779B97F4A7C15)
        h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return h ^ (h >> np.uint64(31))

    @formula("uint64(int64, int64, int64, int64, int64, int64)")
    def key(seed, purpose, month, entity, subject, k):
        """Return the 64 bits that belong to one decision: the hash behind every draw and every broken tie."""
        h = mix(np.uint64(seed))
        h = mix(h ^ np.uint64(np.int64(purpose)))
        h = mix(h ^ np.uint64(np.int64(month)))
        h = mix(h ^ np.uint64(np.int64(entity)))
        h = mix(h ^ np.uint64(np.int64(subject)))
        return mix(h ^ np.uint64(np.int64(k)))

    @formula("int64(int64, int64)")
    def pair(a, b):
        """Return the entity of an unordered pair: lo * 2**32 + hi."""
        return min(a, b) * 4294967296 + max(a, b)

    @formula("int64(int64, int64, int64, int64, int64)")
    def identify(a, b, c, d, e):
        """Return a non-negative 63-bit identifier mixed from five numbers."""
        h = mix(np.uint64(np.int64(a)))
        h = mix(h ^ np.uint64(np.int64(b)))
        h = mix(h ^ np.uint64(np.int64(c)))
        h = mix(h ^ np.uint64(np.int64(d)))
        h = mix(h ^ np.uint64(np.int64(e)))
        return np.int64(h >> np.uint64(1))

    @formula("float64(int64, int64, int64, int64, int64, int64)")
    def uniform(seed, purpose, month, entity, subject, k):
        """Draw from [0, 1)."""
        return np.int64(key(seed, purpose, month, entity, subject, k) >> np.uint64(11)) * 1.1102230246251565e-16

else:

    def mix(h):
        """Scramble 64 bits (SplitMix64 finaliser with the golden-ratio increment)."""
        h = (int(h) + 0x9E3779B97F4A7C15) & MASK
        h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & MASK
        return h ^ (h >> 31)

    def key(seed, purpose, month, entity, subject, k):
        """Return the 64 bits that belong to one decision: the hash behind every draw and every broken tie."""
        h = mix(seed)
        for word in (purpose, month, entity, subject, k):
            h = mix(h ^ (int(word) & MASK))
        return h

    def pair(a, b):
        """Return the entity of an unordered pair: lo * 2**32 + hi."""
        return min(int(a), int(b)) * 4294967296 + max(int(a), int(b))

    def identify(a, b, c, d, e):
        """Return a non-negative 63-bit identifier mixed from five numbers."""
        h = mix(int(a) & MASK)
        for word in (b, c, d, e):
            h = mix(h ^ (int(word) & MASK))
        return h >> 1

    def uniform(seed, purpose, month, entity, subject, k):
        """Draw from [0, 1)."""
        return (key(seed, purpose, month, entity, subject, k) >> 11) * 1.1102230246251565e-16


@kernel
def uniforms(seed, purpose, month, entities, subject, k):
    """Draw from [0, 1) for each of many entities."""
    drawn = np.empty(len(entities), dtype=np.float64)
    for at in range(len(entities)):
        drawn[at] = uniform(seed, purpose, month, entities[at], subject, k)
    return drawn


@kernel
def keys(seed, purpose, month, entities, subject, k):
    """Return for each of many entities the upper 63 bits that belong to its decision."""
    found = np.empty(len(entities), dtype=np.int64)
    for at in range(len(entities)):
        found[at] = np.int64(key(seed, purpose, month, entities[at], subject, k) >> np.uint64(1))
    return found


@formula("float64(int64, int64, int64, int64, int64, int64, float64, float64)")
def between(seed, purpose, month, entity, subject, k, low, high):
    """Draw from the uniform distribution on [low, high)."""
    return low + (high - low) * uniform(seed, purpose, month, entity, subject, k)


@formula("int64(int64, int64, int64, int64, int64, int64, int64)")
def integer(seed, purpose, month, entity, subject, k, n):
    """Draw from 0 … n - 1 (n > 0)."""
    return min(int(uniform(seed, purpose, month, entity, subject, k) * n), n - 1)


@formula("float64(int64, int64, int64, int64, int64, int64, float64, float64)")
def normal(seed, purpose, month, entity, subject, k, mean, sd):
    """Draw from the normal distribution as twelve uniforms less six: tails end at 6 sd."""
    total = 0.0
    for j in range(12):
        total += uniform(seed, purpose, month, entity, subject, 16 * k + j)
    return mean + sd * (total - 6.0)


@formula("float64(int64, int64, int64, int64, int64, int64, float64, float64)")
def lognormal(seed, purpose, month, entity, subject, k, mu, sigma):
    """Draw e**N(mu, sigma)."""
    return detexp(normal(seed, purpose, month, entity, subject, k, mu, sigma))


@formula("float64(int64, int64, int64, int64, int64, int64, int64)")
def order_statistic(seed, purpose, month, entity, subject, k, rank):
    """Draw the rank-th smallest (1 … 5) of five uniforms: Beta(rank, 6 - rank), so 3 is Beta(3,3) and 2 Beta(2,4)."""
    ascending = np.empty(5)
    for j in range(5):
        drawn = uniform(seed, purpose, month, entity, subject, 16 * k + j)
        at = j
        while at > 0 and ascending[at - 1] > drawn:
            ascending[at] = ascending[at - 1]
            at -= 1
        ascending[at] = drawn
    return ascending[rank - 1]


@formula("float64(int64, int64, int64, int64, int64, int64, float64)")
def gamma_2(seed, purpose, month, entity, subject, k, theta):
    """Draw from Gamma(2, theta): mean 2 theta."""
    first = 1.0 - uniform(seed, purpose, month, entity, subject, 16 * k)
    second = 1.0 - uniform(seed, purpose, month, entity, subject, 16 * k + 1)
    return -theta * (detlog(first) + detlog(second))


@formula("int64(int64, int64, int64, int64, int64, int64, float64)")
def poisson(seed, purpose, month, entity, subject, k, mean):
    """Draw from the Poisson distribution by inversion (mean at most 500)."""
    u = uniform(seed, purpose, month, entity, subject, k)
    term = detexp(-mean)
    total = term
    n = 0
    while u >= total and n < 2000:
        n += 1
        term = term * mean / n
        total += term
    return n


@formula("int64(int64, int64, int64, int64, int64, int64, int64, float64)")
def binomial(seed, purpose, month, entity, subject, k, n, p):
    """Draw from the binomial distribution by inversion (n at most 1,000)."""
    if p <= 0.0 or n <= 0:
        return 0
    if p >= 1.0:
        return n
    u = uniform(seed, purpose, month, entity, subject, k)
    term = detexp(n * detlog(1.0 - p))
    total = term
    drawn = 0
    while u >= total and drawn < n:
        drawn += 1
        term = term * (n - drawn + 1) / drawn * p / (1.0 - p)
        total += term
    return drawn


def replicate_seed(seed: int, replicate: int) -> int:
    """Return the seed of a replicate: itself for 0, else ``mix(mix(seed) ^ r) >> 1``.

    Parameters
    ----------
    seed : int
        In 0 … 2**63 - 1.
    replicate : int
        0 or more.
    """
    if replicate == 0:
        return seed
    return int(mix(np.uint64(int(mix(np.uint64(seed))) ^ replicate))) >> 1
