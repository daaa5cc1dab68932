#!/usr/bin/env python3
"""Near-minimax polynomials of Γ's family and of erfc, and constants in parts. See README.md."""
from mpmath import chebyfit, erfc, exp, floor, log, loggamma, mp, mpf, nstr, pi, psi, sin, sqrt

mp.prec = 300


def show(name, function, ends, count):
    coefficients, error = chebyfit(function, ends, count, error=True)
    print('##', name, 'error', nstr(error * mpf(2) ** 53, 4))
    for c in reversed(coefficients):
        print(repr(float(c)))


def mapped(name, function, at_infinity, first, k, count):
    """A function of w from first to infinity, in t = (w - k)/(w + k)."""
    k = mpf(k)
    show(name, lambda t: function(k * (1 + t) / (1 - t), k, t) if t < 1 - mpf(10) ** -12 else at_infinity(k),
         [(first - k) / (first + k), 1], count)


def log_gamma_beside_two(u):
    """log Γ(2 + u) / (u (1 + u))."""
    if abs(u) < mpf(10) ** -30:
        return psi(0, 2)
    if abs(u + 1) < mpf(10) ** -30:
        return -psi(0, 1)
    return loggamma(2 + u) / u / (1 + u)


def log_gamma_tail(v):
    """κ: what log Γ(w + ½) has beside w (log w - 1) + ½ log 2π, times w, in v = 1/w²."""
    if v < mpf(10) ** -18:
        return -mpf(1) / 24
    w = 1 / sqrt(v)
    return w * (loggamma(w + 0.5) - w * (log(w) - 1) - log(2 * pi) / 2)


def scaled_erfc(t):
    """0.6875 (1 + 2a) e^a² erfc a, a = 4 (1 + t)/(1 - t)."""
    a = 4 * (1 + t) / (1 - t)
    return mpf('0.6875') * (1 + 2 * a) * exp(a * a) * erfc(a)


def sine_of_pi(z):
    """(sin πd/(πd) - 1)/d², z = d²."""
    return (sin(pi * sqrt(z)) / (pi * sqrt(z)) - 1) / z if z > mpf(10) ** -40 else -pi ** 2 / 6


def upper_bits(value, bits):
    scale = mpf(2) ** (bits - 1 - int(floor(log(value, 2))))
    return floor(value * scale) / scale


def main():
    show('LogGamma, beside 2', log_gamma_beside_two, [-0.75, 0.5], 21)
    show('LogGamma, from 4 on', log_gamma_tail, [0, 1 / mpf('3.5') ** 2], 11)
    mapped('Digamma', lambda w, k, t: (psi(0, w + 0.5) - log(w)) / (1 - t) ** 2, lambda k: 1 / (96 * k * k), mpf(0.5), 0.6875, 23)
    mapped('Trigamma', lambda w, k, t: (1 - w * psi(1, w + 0.5)) / (1 - t) ** 2, lambda k: 1 / (48 * k * k), mpf(0.5), 1, 22)
    show('PiMultiples', sine_of_pi, [0, 0.25], 9)
    show('ErrorFunction, erfc', scaled_erfc, [-1, mpf('23.5') / mpf('31.5')], 23)
    show('CubeRoot', lambda t: t ** (-mpf(1) / 3), [0.5, 4], 6)

    half_pi, ln2 = pi / 2, log(2)
    first = upper_bits(half_pi, 33)
    second = upper_bits(half_pi - first, 33)
    print('## QuarterTurns, pi/2 in three parts', *(repr(float(p)) for p in (first, second, half_pi - first - second)))
    first = upper_bits(ln2, 40)
    print('## Power, ln 2 in two parts', repr(float(first)), repr(float(ln2 - first)))
    first = upper_bits(ln2, 32)
    print('## Logarithm, ln 2 in two parts', repr(float(first)), repr(float(ln2 - first)))
    mp.prec = 1400
    bits = int(floor(2 / pi * mpf(2) ** 1280))
    print('## AngleReduction, 2/pi', *(f'{bits >> (64 * (19 - i)) & (2 ** 64 - 1):016X}' for i in range(20)))


main()
