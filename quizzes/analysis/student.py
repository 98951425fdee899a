"""Student's t: the quantile of a two-sided 95 % interval, and a mean with that interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from .figures import Figure

_SMALL = 1e-300


def mean_by_t(values: Sequence[float]) -> Figure:
    """A mean with Student's interval (1908, Biometrika 6); no interval for fewer than two values."""
    n = len(values)
    if n == 0:
        return Figure(None, 0)
    mean = math.fsum(values) / n
    if n < 2:
        return Figure(mean, n)
    sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1))
    half = quantile(n - 1) * sd / math.sqrt(n)
    return Figure(mean, n, mean - half, mean + half)


@lru_cache(maxsize=1024)
def quantile(df: int) -> float:
    """The 97.5 % quantile of t with so many degrees of freedom.

    By bisection of P(|T| > t) = I_x(df/2, 1/2), x = df / (df + t²) (Abramowitz and Stegun 1964, 26.7.1).
    """
    low, high = 0.0, 16.0
    for _step in range(80):
        middle = (low + high) / 2
        if _incomplete_beta(df / 2, 0.5, df / (df + middle * middle)) > 0.05:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised I_x(a, b)."""
    if x <= 0 or x >= 1:
        return min(1.0, max(0.0, x))
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of I_x by Lentz's method (Press et al., Numerical Recipes, 6.4)."""
    c, d = 1.0, 1 / _kept(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            d = 1 / _kept(1 + part * d)
            c = _kept(1 + part / c)
            found *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return found


def _kept(value: float) -> float:
    return value if abs(value) > _SMALL else _SMALL
