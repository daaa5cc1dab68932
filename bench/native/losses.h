// The mean over n elements: a statement for each element i that adds to sum.
#define EACH(statement) \
    double total = 0; \
    const REAL scale = (REAL)(1.0 / (double)n); \
    for (long block = 0; block < n; block += 4096) \
    { \
        long end = block + 4096 < n ? block + 4096 : n; \
        REAL sum = 0; \
        for (long i = block; i < end; i++) \
        { \
            statement \
        } \
        total += (double)sum; \
    } \
    (void)c; \
    return total / (double)n;

#define IN(name, index) const REAL *restrict name = in[index]
#define OUT(name, index) REAL *restrict name = grad[index]
#define KERNEL(loss) double NAME(loss)(void *const *in, void *const *grad, long n, long c)

KERNEL(l1)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL d = x[i] - t[i];
        sum += F(fabs)(d);
        g[i] = d > 0 ? scale : d < 0 ? -scale : 0;)
}

KERNEL(mse)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL d = x[i] - t[i];
        sum += d * d;
        g[i] = 2 * scale * d;)
}

KERNEL(huber)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL d = x[i] - t[i];
        REAL k = d < -1 ? -1 : d > 1 ? 1 : d;
        sum += k * (d - (REAL)0.5 * k);
        g[i] = scale * k;)
}

KERNEL(quantile)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL d = t[i] - x[i];
        REAL q = d > 0 ? (REAL)0.5 : (REAL)-0.5;
        sum += q * d;
        g[i] = -scale * q;)
}

KERNEL(log_cosh)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL d = x[i] - t[i];
        REAL e = F(exp)(-2 * F(fabs)(d));
        sum += F(fabs)(d) + F(log1p)(e) - (REAL)0.693147180559945309;
        REAL tanh = (1 - e) / (1 + e);
        g[i] = scale * (d < 0 ? -tanh : tanh);)
}

// Arithmetic instead of cases: gcc branches on the sign otherwise, which is a coin.
KERNEL(hinge_embedding)
{
    IN(x, 0); IN(y, 1); OUT(g, 0);
    EACH(
        REAL rest = 1 - x[i];
        REAL near = (REAL)0.5 * (1 + y[i]);
        REAL far = rest > 0 ? 1 - near : 0;
        sum += near * x[i] + far * rest;
        g[i] = scale * (near - far);)
}

KERNEL(soft_margin)
{
    IN(x, 0); IN(y, 1); OUT(g, 0);
    EACH(
        REAL z = -y[i] * x[i];
        REAL e = F(exp)(-F(fabs)(z));
        sum += (z > 0 ? z : 0) + F(log1p)(e);
        g[i] = -scale * y[i] * (z > 0 ? 1 : e) / (1 + e);)
}

KERNEL(margin_ranking)
{
    IN(x1, 0); IN(x2, 1); IN(y, 2); OUT(g1, 0); OUT(g2, 1);
    EACH(
        REAL value = -y[i] * (x1[i] - x2[i]);
        sum += value > 0 ? value : 0;
        REAL g = value > 0 ? scale * y[i] : 0;
        g1[i] = -g;
        g2[i] = g;)
}

KERNEL(poisson_nll)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL rate = F(exp)(x[i]);
        sum += rate - t[i] * x[i];
        g[i] = scale * (rate - t[i]);)
}

KERNEL(kl_div)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        sum += t[i] > 0 ? t[i] * (F(log)(t[i]) - x[i]) : 0;
        g[i] = -scale * t[i];)
}

KERNEL(gaussian_nll)
{
    IN(x, 0); IN(t, 1); IN(var, 2); OUT(g, 0); OUT(gvar, 1);
    EACH(
        REAL v = var[i] > (REAL)1e-6 ? var[i] : (REAL)1e-6;
        REAL d = x[i] - t[i];
        REAL r = 1 / v;
        REAL q = d * r;
        sum += (REAL)0.5 * (F(log)(v) + d * q);
        g[i] = scale * q;
        gvar[i] = var[i] < (REAL)1e-6 ? 0 : (REAL)0.5 * scale * (r - q * q);)
}

KERNEL(bce)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL a = F(log)(x[i]);
        REAL b = F(log)(1 - x[i]);
        a = a < -100 ? -100 : a;
        b = b < -100 ? -100 : b;
        sum -= t[i] * (a - b) + b;
        g[i] = scale * (x[i] - t[i]) / (x[i] * (1 - x[i]));)
}

KERNEL(bce_with_logits)
{
    IN(x, 0); IN(t, 1); OUT(g, 0);
    EACH(
        REAL e = F(exp)(-F(fabs)(x[i]));
        sum += (x[i] > 0 ? x[i] : 0) - t[i] * x[i] + F(log1p)(e);
        g[i] = scale * ((x[i] > 0 ? 1 : e) / (1 + e) - t[i]);)
}

KERNEL(cross_entropy)
{
    const REAL *restrict x = in[0];
    const int *restrict y = in[1];
    REAL *restrict g = grad[0];
    const REAL scale = (REAL)(1.0 / (double)n);
    double total = 0;
    for (long row = 0; row < n; row++, x += c, g += c)
    {
        REAL max = x[0];
        for (long i = 1; i < c; i++)
            max = x[i] > max ? x[i] : max;
        REAL sum = 0;
        for (long i = 0; i < c; i++)
        {
            g[i] = F(exp)(x[i] - max);
            sum += g[i];
        }

        REAL factor = scale / sum;
        for (long i = 0; i < c; i++)
            g[i] *= factor;
        g[y[row]] -= scale;
        total += (double)(F(log)(sum) + max - x[y[row]]);
    }

    return total / (double)n;
}

KERNEL(multi_margin)
{
    const REAL *restrict x = in[0];
    const int *restrict y = in[1];
    REAL *restrict g = grad[0];
    const REAL scale = (REAL)(1.0 / (double)n / (double)c);
    double total = 0;
    for (long row = 0; row < n; row++, x += c, g += c)
    {
        REAL least = x[y[row]] - 1;
        REAL sum = 0;
        REAL above = 0;
        for (long i = 0; i < c; i++)
        {
            REAL value = x[i] - least;
            sum += value > 0 ? value : 0;
            above += value > 0 ? 1 : 0;
            g[i] = value > 0 ? scale : 0;
        }

        // The label's own term, which is always 1, was counted with the others.
        g[y[row]] = -scale * (above - 1);
        total += (double)(sum - 1);
    }

    return total / (double)n / (double)c;
}

KERNEL(cosine_embedding)
{
    IN(x1, 0); IN(x2, 1); IN(y, 2); OUT(g1, 0); OUT(g2, 1);
    const REAL scale = (REAL)(1.0 / (double)n);
    double total = 0;
    for (long row = 0; row < n; row++, x1 += c, x2 += c, g1 += c, g2 += c)
    {
        REAL aa = (REAL)1e-12, bb = (REAL)1e-12, ab = 0;
        for (long i = 0; i < c; i++)
        {
            aa += x1[i] * x1[i];
            bb += x2[i] * x2[i];
            ab += x1[i] * x2[i];
        }

        REAL r = 1 / F(sqrt)(aa * bb);
        REAL cosine = ab * r;
        REAL slope = y[row] == 1 ? -scale : cosine > 0 ? scale : 0;
        total += (double)(y[row] == 1 ? 1 - cosine : cosine > 0 ? cosine : 0);
        REAL p = slope * r, q1 = slope * cosine / aa, q2 = slope * cosine / bb;
        for (long i = 0; i < c; i++)
        {
            REAL u = x1[i], v = x2[i];
            g1[i] = p * v - q1 * u;
            g2[i] = p * u - q2 * v;
        }
    }

    return total / (double)n;
}

KERNEL(triplet_margin)
{
    IN(a, 0); IN(p, 1); IN(m, 2); OUT(ga, 0); OUT(gp, 1); OUT(gm, 2);
    const REAL eps = (REAL)1e-6;
    const REAL scale = (REAL)(1.0 / (double)n);
    double total = 0;
    for (long row = 0; row < n; row++, a += c, p += c, m += c, ga += c, gp += c, gm += c)
    {
        REAL near = 0, far = 0;
        for (long i = 0; i < c; i++)
        {
            REAL u = a[i] - p[i] + eps, v = a[i] - m[i] + eps;
            near += u * u;
            far += v * v;
        }

        near = F(sqrt)(near);
        far = F(sqrt)(far);
        REAL value = 1 + near - far;
        REAL slope = value > 0 ? scale : 0;
        total += value > 0 ? (double)value : 0;
        REAL q = near > 0 ? slope / near : 0, r = far > 0 ? slope / far : 0;
        for (long i = 0; i < c; i++)
        {
            REAL u = q * (a[i] - p[i] + eps), v = r * (a[i] - m[i] + eps);
            ga[i] = u - v;
            gp[i] = -u;
            gm[i] = v;
        }
    }

    return total / (double)n;
}

#undef EACH
#undef IN
#undef OUT
#undef KERNEL
