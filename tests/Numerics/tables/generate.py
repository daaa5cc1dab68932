#!/usr/bin/env python3
"""Computes the tables that the double functions are measured against, in multiple precision.

Usage: generate.py [function ...]      (Debian: python3-mpmath, and python3-gmpy2 for speed)

points.txt says which arguments; both this program and the tests draw them from the same splitmix64, seeded by the line, so
that a table holds results only: for each point the nearest double (little endian) and, in one signed byte, how far the
true value lies beside it, in 128ths of its last place. A table is <function>.gz, in columns: all first bytes, all second ...
"""
import gzip
import math
import os
import struct
import sys

from mpmath import mp, mpf

mp.prec = 250
HERE = os.path.dirname(os.path.abspath(__file__))
MASK = (1 << 64) - 1


def splitmix(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def ordinal(x):
    bits, = struct.unpack('<q', struct.pack('<d', x))
    return bits if bits >= 0 else -(bits & 0x7FFFFFFFFFFFFFFF)


def from_ordinal(n):
    value, = struct.unpack('<d', struct.pack('<q', abs(n)))
    return value if n >= 0 else -value


def draw(kind, lo, hi, random):
    """bits: every double between the ends alike; line: every real number alike."""
    if kind == 'bits':
        first = ordinal(lo)
        return from_ordinal(first + next(random) % (ordinal(hi) - first + 1))
    return lo + (hi - lo) * ((next(random) >> 11) * 2.0 ** -53)


def points():
    """function -> list of argument tuples."""
    result = {}
    with open(os.path.join(HERE, 'points.txt')) as lines:
        for line in lines:
            words = line.split('#')[0].split()
            if not words:
                continue
            name, count, specs = words[0], int(words[1]), words[2:]
            random = splitmix(fnv1a(' '.join(words)))
            ranges = [(specs[i], float(specs[i + 1]), float(specs[i + 2])) for i in range(0, len(specs), 3)]
            result.setdefault(name, []).extend(
                tuple(draw(*r, random) for r in ranges) for _ in range(count))
    return result


def cbrt(x):
    return mp.sign(x) * mp.cbrt(abs(x))


def softplus(x):
    return mp.log1p(mp.exp(x))


def lgamma(x):
    return mp.re(mp.loggamma(x))


FUNCTIONS = {
    'exp': mp.exp, 'log': mp.log, 'log1p': mp.log1p, 'expm1': mp.expm1,
    'sigmoid': lambda x: 1 / (1 + mp.exp(-x)), 'softplus': softplus, 'logsigmoid': lambda x: -softplus(-x),
    'log2': lambda x: mp.log(x) / mp.log(2), 'cbrt': cbrt,
    'tanh': mp.tanh, 'sinh': mp.sinh, 'cosh': mp.cosh, 'sin': mp.sin, 'cos': mp.cos,
    'asin': mp.asin, 'acos': mp.acos, 'atan': mp.atan, 'erf': mp.erf, 'erfc': mp.erfc,
    'lgamma': lgamma, 'digamma': mp.digamma, 'trigamma': lambda x: mp.psi(1, x),
    'pow': lambda x, y: mp.power(x, y), 'logaddexp': lambda x, y: max(x, y) + softplus(-abs(x - y)),
    'log1mexp': lambda x: mp.log(-mp.expm1(-x)),
}


def rounded(value):
    """The nearest double and the rest in units of its last place."""
    sign, man, exp, _ = mpf(value)._mpf_
    man = int(man)
    if man == 0:
        return 0.0, 0.0
    unit = max(man.bit_length() + exp - 53, -1074)
    shift = unit - exp
    if shift <= 0:
        nearest, rest = man << -shift, 0.0
    else:
        nearest = (man + (1 << (shift - 1))) >> shift
        rest = float(mpf(man - (nearest << shift)) / mpf(1 << shift))
    try:
        size = math.ldexp(nearest, unit)
    except OverflowError:
        size, rest = math.inf, 0.0
    return (-size, -rest) if sign else (size, rest)


def main():
    wanted = sys.argv[1:]
    for name, arguments in points().items():
        if wanted and name not in wanted:
            continue
        f = FUNCTIONS[name]
        data = bytearray()
        for argument in arguments:
            nearest, rest = rounded(f(*map(mpf, argument)))
            data += struct.pack('<db', nearest, max(-64, min(64, round(rest * 128))))
        columns = b''.join(bytes(data[i::9]) for i in range(9))
        with open(os.path.join(HERE, name + '.gz'), 'wb') as out:
            with gzip.GzipFile('', 'wb', 9, out, 0) as packed:
                packed.write(columns)
        print(name, len(arguments))


main()
