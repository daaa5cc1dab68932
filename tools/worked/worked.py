#!/usr/bin/env python3
"""Worked numbers of the losses that PyTorch doesn't have. See README.md."""
import json
import os

from mpmath import acos, cos, cosh, diff, exp, log, mp, mpf, pi, sqrt

mp.dps = 50
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../tests/Definitions/Worked')


def number(value):
    text = mp.nstr(value, 15, min_fixed=-5, max_fixed=15) if isinstance(value, mpf) else str(value)
    return text.removesuffix('.0')


def numbers(values):
    return '[' + ', '.join(number(value) for value in values) + ']'


def gradient(losses, arrays, name):
    """Of the sum of the losses, by differences that are exact to some 25 digits."""
    def along(index):
        def at(value):
            moved = dict(arrays)
            moved[name] = arrays[name][:index] + [value] + arrays[name][index + 1:]
            return sum(losses(moved))
        return diff(at, arrays[name][index])
    return [along(index) for index in range(len(arrays[name]))]


def case(name, parameters, inputs, losses, wanted, extents=None):
    """One of the cases of a file; losses makes the losses of a dictionary of arrays."""
    arrays = {key: [value if key in ('y', 'self') else mpf(str(value)) for value in values] for key, values in inputs.items()}
    each = losses(arrays)
    listed = ', '.join(f'"{key}": {json.dumps(value)}' for key, value in parameters.items())
    lines = ['    {', f'      "name": "{name}",', f'      "parameters": {{ {listed} }},' if listed else '      "parameters": {},', '      "inputs": {']
    lines.append(',\n'.join(f'        "{key}": {numbers(values)}' for key, values in inputs.items()))
    lines.append('      },')
    if extents:
        lines.append('      "extents": { ' + ', '.join(f'"{key}": {value}' for key, value in extents.items()) + ' },')
    lines += [f'      "losses": {numbers(each)},', f'      "mean": {number(sum(each) / len(each))},', '      "gradients": {', '        "sum": {']
    lines.append(',\n'.join(f'          "{key}": {numbers(gradient(losses, arrays, key))}' for key in wanted))
    lines += ['        }', '      }', '    }']
    return '\n'.join(lines)


def write(file, loss, source, cases):
    with open(os.path.join(FOLDER, file + '.json'), 'w') as out:
        out.write('{\n' + f'  "loss": "{loss}",\n  "source": "{source}; evaluated in 50 digits",\n  "cases": [\n' + ',\n'.join(cases) + '\n  ]\n}\n')


def rows(values, length):
    return [values[k:k + length] for k in range(0, len(values), length)]


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def lse(values):
    return log(sum(exp(value) for value in values))


def sigmoid(x):
    return 1 / (1 + exp(-x))


# log cosh
write('log-cosh', 'LogCoshLoss', 'log(cosh(x - t))', [case('plain', {}, {'x': [0.2, -1.7, 3.5, 1e-4], 't': [1, -1, 0.5, 0]},
    lambda a: [log(cosh(x - t)) for x, t in zip(a['x'], a['t'])], ['x', 't'])])

# pinball
def pinball(q):
    q = mpf(str(q))
    return lambda a: [q * (t - x) if t > x else (1 - q) * (x - t) for x, t in zip(a['x'], a['t'])]
write('quantile', 'QuantileLoss', 'Koenker and Bassett 1978: q(t - x) above the prediction, (1 - q)(x - t) below it', [
    case('median', {'quantile': 0.5}, {'x': [0.2, -1.7, 3.5], 't': [1, -1, 0.5]}, pinball(0.5), ['x', 't']),
    case('upper decile', {'quantile': 0.9}, {'x': [0.2, -1.7, 3.5], 't': [1, -1, 0.5]}, pinball(0.9), ['x', 't'])])

# wing
def wing(w, e):
    w, e = mpf(str(w)), mpf(str(e))
    c = w - w * log(1 + w / e)
    return lambda a: [w * log(1 + abs(x - t) / e) if abs(x - t) < w else abs(x - t) - c for x, t in zip(a['x'], a['t'])]
write('wing', 'WingLoss', 'Feng et al. 2018', [
    case('plain', {'width': 10, 'curvature': 2}, {'x': [0.2, -1.7, 14.5], 't': [1, -1, 0.5]}, wing(10, 2), ['x', 't']),
    case('narrow', {'width': 1.5, 'curvature': 0.5}, {'x': [0.2, -1.7, 14.5], 't': [1, -1, 0.5]}, wing(1.5, 0.5), ['x', 't'])])

# gaussian per row
def gaussian(full):
    def f(a):
        out = []
        for x, t, v in zip(rows(a['x'], 2), rows(a['t'], 2), a['var']):
            out += [(log(v) + (p - q)**2 / v) / 2 + (log(2 * pi) / 2 if full else 0) for p, q in zip(x, t)]
        return out
    return f
gi = {'x': [1, 2, -0.5, 0.25], 't': [0, 1.5, 0.25, 0.75], 'var': [0.5, 2]}
write('gaussian-nll-per-row', 'GaussianNllPerRowLoss', 'The negative logarithm of the normal density, a variance for each row', [
    case('plain', {'full': False}, gi, gaussian(False), ['x', 't', 'var'], {'D': 2}),
    case('full', {'full': True}, gi, gaussian(True), ['x', 't', 'var'], {'D': 2})])

# Jensen-Shannon
def js(a):
    out = []
    xlogx = lambda v: v * log(v) if v > 0 else mpf(0)
    for p, q in zip(rows(a['x'], 3), rows(a['t'], 3)):
        m = [(u + v) / 2 for u, v in zip(p, q)]
        out.append(sum(xlogx(u) - u * log(w) for u, w in zip(p, m)) / 2 + sum(xlogx(v) - v * log(w) for v, w in zip(q, m)) / 2)
    return out
write('jensen-shannon', 'JensenShannonLoss', 'Lin 1991: the mean of the divergences of both distributions from their mean', [
    case('plain', {}, {'x': [0.2, 0.5, 0.3, 0.7, 0.1, 0.2], 't': [0.1, 0.6, 0.3, 0.05, 0.9, 0.05]}, js, ['x', 't'], {'C': 3})])

# overlaps
def overlap(form):
    def f(a):
        out = []
        for x, t in zip(rows(a['x'], 4), rows(a['t'], 4)):
            p = [sigmoid(v) for v in x]
            both = dot(p, t)
            out.append(form(both, sum(p), sum(t), sum(u * (1 - v) for u, v in zip(p, t)), sum((1 - u) * v for u, v in zip(p, t))))
        return out
    return f
oi = {'x': [0.2, -1.7, 3.5, 0, 1, 0.5, -2, -1], 't': [1, 0, 1, 0, 1, 1, 0, 1]}
write('jaccard', 'JaccardLoss', 'The common soft Jaccard of segmentation libraries: intersection over union of sums over space', [
    case('two samples', {}, oi, overlap(lambda both, p, t, w, m: 1 - both / (p + t - both)), ['x'], {'D': 4})])
write('tversky', 'TverskyLoss', 'Salehi et al. 2017', [
    case('even, which is Dice', {'alpha': 0.5, 'beta': 0.5}, oi, overlap(lambda both, p, t, w, m: 1 - both / (both + w / 2 + m / 2)), ['x'], {'D': 4}),
    case('misses count more', {'alpha': 0.3, 'beta': 0.7}, oi, overlap(lambda both, p, t, w, m: 1 - both / (both + mpf('0.3') * w + mpf('0.7') * m)), ['x'], {'D': 4})])

# contrastive
def contrastive(margin):
    margin = mpf(str(margin))
    def f(a):
        out = []
        for u, v, y in zip(rows(a['x1'], 2), rows(a['x2'], 2), a['y']):
            d2 = sum((p - q)**2 for p, q in zip(u, v))
            out.append(d2 if y == 1 else max(mpf(0), margin - sqrt(d2))**2)
        return out
    return f
write('contrastive', 'ContrastiveLoss', 'Hadsell et al. 2006 without its halves', [
    case('plain', {'margin': 1}, {'x1': [1, 2, 0.3, -0.4, 0, 0], 'x2': [1.5, 1, 0.1, 0.2, 2, 1], 'y': [1, 0, 0]}, contrastive(1), ['x1', 'x2'], {'D': 2})])

# InfoNCE
def infonce(tau):
    tau = mpf(str(tau))
    def f(a):
        q = rows(a['queue'], 2)
        out = []
        for x, k in zip(rows(a['x'], 2), rows(a['key'], 2)):
            s = dot(x, k) / tau
            out.append(lse([s] + [dot(x, m) / tau for m in q]) - s)
        return out
    return f
write('info-nce', 'InfoNceLoss', 'He et al. 2020', [
    case('plain', {'temperature': 0.5}, {'x': [0.6, 0.8, 1, 0], 'key': [0.8, 0.6, 0.6, -0.8], 'queue': [0, 1, -1, 0, 0.8, -0.6]}, infonce(0.5), ['x', 'key', 'queue'], {'D': 2})])

# NT-Xent
def ntxent(tau):
    tau = mpf(str(tau))
    def f(a):
        v = rows(a['views'], 2)
        out = []
        for x, me, y in zip(rows(a['x'], 2), a['self'], a['y']):
            s = [dot(x, m) / tau for m in v]
            out.append(lse([z for k, z in enumerate(s) if k != me]) - s[y])
        return out
    return f
write('nt-xent', 'NtXentLoss', 'Chen et al. 2020', [
    case('two images of two views', {'temperature': 0.5}, {'x': [0.6, 0.8, 1, 0, 0.8, 0.6, 0.6, -0.8], 'views': [0.6, 0.8, 1, 0, 0.8, 0.6, 0.6, -0.8], 'self': [0, 1, 2, 3], 'y': [2, 3, 0, 1]}, ntxent(0.5), ['x', 'views'], {'D': 2})])

# ArcFace
def arcface(s, m):
    s, m = mpf(str(s)), mpf(str(m))
    def f(a):
        out = []
        for x, y in zip(rows(a['x'], 3), a['y']):
            z = [s * v for v in x]
            z[y] = s * cos(acos(x[y]) + m)
            out.append(lse(z) - z[y])
        return out
    return f
write('arc-face', 'ArcFaceLoss', 'Deng et al. 2019', [
    case('small scale', {'scale': 4, 'margin': 0.5}, {'x': [0.2, 0.9, -0.3, 0.5, 0.1, 0.4], 'y': [1, 2]}, arcface(4, 0.5), ['x'], {'C': 3}),
    case('as published', {'scale': 64, 'margin': 0.5}, {'x': [0.2, 0.9, -0.3, 0.5, 0.1, 0.4], 'y': [1, 2]}, arcface(64, 0.5), ['x'], {'C': 3})])

# softmax focal
def focal(gamma, w):
    gamma = mpf(str(gamma)); w = [mpf(str(v)) for v in w]
    def f(a):
        out = []
        for x, y in zip(rows(a['x'], 3), a['y']):
            p = exp(x[y] - lse(x))
            out.append(-w[y] * (1 - p)**gamma * log(p))
        return out
    return f
write('softmax-focal', 'SoftmaxFocalLoss', 'Lin et al. 2017, with the probability of a softmax', [
    case('plain', {'gamma': 2}, {'x': [0.2, 1.3, -0.7, 2.0, 0.1, 0.4], 'y': [1, 2]}, focal(2, [1, 1, 1]), ['x'], {'C': 3}),
    case('weight', {'gamma': 1.5, 'weight': [0.2, 0.5, 0.3]}, {'x': [0.2, 1.3, -0.7, 2.0, 0.1, 0.4], 'y': [1, 2]}, focal(1.5, [0.2, 0.5, 0.3]), ['x'])])
