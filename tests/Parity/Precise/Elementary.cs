using System.Numerics;

namespace LossGen.Parity.Tests.Precise;

/// <summary>
/// The elementary functions: arguments are made small by an identity, then comes a power series. At least 200 of the bits are
/// right, relative to the value, also where that is tiny.
/// </summary>
internal static class Elementary
{
    // Of fixed-point numbers, with room for what is lost in squaring.
    private const int Fraction = BigFloat.Bits + 64;
    private const int Halvings = 12;

    // Beyond it an exponential is beyond all bounds, and so it is said to be.
    private const int Beyond = 28;

    private static readonly BigFloat Ln2 = 2 * AtanhSeries(1 / (BigFloat)3);

    // Machin 1706.
    public static BigFloat Pi { get; } = 16 * AtanSeries(1 / (BigFloat)5) - 4 * AtanSeries(1 / (BigFloat)239);

    /// <summary>2^k · exp(r / 4096)^4096.</summary>
    public static BigFloat Exp(BigFloat x)
    {
        if (x.IsNaN || x == BigFloat.PositiveInfinity)
            return x;
        if (x.IsZero)
            return 1;
        if (!x.IsFinite || x.Magnitude > Beyond)
            return x.Sign > 0 ? BigFloat.PositiveInfinity : 0;
        int power = (int)(x / Ln2).Fixed(0);
        BigInteger small = (x - power * Ln2).Fixed(Fraction) >> Halvings;
        BigInteger one = BigInteger.One << Fraction;
        BigInteger sum = one;
        BigInteger term = one;
        for (int n = 1; !(term = (term * small >> Fraction) / n).IsZero; n++)
            sum += term;
        for (int halving = 0; halving < Halvings; halving++)
            sum = sum * sum >> Fraction;
        return new(sum, power - Fraction);
    }

    public static BigFloat Expm1(BigFloat x)
    {
        if (!x.IsFinite || x.IsZero || x.Magnitude >= -1)
            return x.IsZero ? x : Exp(x) - 1;
        BigFloat sum = x;
        BigFloat term = x;
        for (int n = 2; Matters(term, sum); n++)
            sum += term = term * x / n;
        return sum;
    }

    /// <summary>A logarithm in double, and the logarithm of the little that it is off.</summary>
    public static BigFloat Log(BigFloat x)
    {
        if (x.IsNaN || x.Sign <= 0)
            return x.IsZero ? BigFloat.NegativeInfinity : BigFloat.NaN;
        if (!x.IsFinite)
            return x;
        if (IsSmall(x - 1))
            return NearOne(x - 1);
        int power = x.Magnitude;
        BigFloat mantissa = x.Scaled(-power);
        BigFloat rough = Math.Log((double)mantissa);
        return power * Ln2 + (rough + NearOne(mantissa * Exp(-rough) - 1));
    }

    public static BigFloat Log1p(BigFloat x) => IsSmall(x) ? NearOne(x) : Log(1 + x);

    /// <summary>A root in double, and Newton's steps.</summary>
    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.IsNaN || x.Sign <= 0)
            return x.IsZero ? x : BigFloat.NaN;
        if (!x.IsFinite)
            return x;
        int half = x.Magnitude >> 1;
        BigFloat scaled = x.Scaled(-2 * half);
        BigFloat root = Math.Sqrt((double)scaled);
        for (int digits = 50; digits < BigFloat.Bits; digits *= 2)
            root = (root + scaled / root).Scaled(-1);
        return root.Scaled(half);
    }

    /// <summary>With the corners of <see cref="Math.Pow"/>, but for infinite arguments, which nothing here has.</summary>
    public static BigFloat Power(BigFloat x, BigFloat p)
    {
        if (p.IsZero || x == 1)
            return 1;
        if (p.IsInteger && p.Magnitude < 10)
            return p.Sign < 0 ? 1 / Repeated(x, (int)-(double)p) : Repeated(x, (int)(double)p);
        if (x.IsZero)
            return p.Sign > 0 ? x : p.IsNaN ? p : BigFloat.PositiveInfinity;
        return Exp(p * Log(x));
    }

    public static BigFloat Sigmoid(BigFloat x) => 1 / (1 + Exp(-x));

    public static BigFloat Softplus(BigFloat x) => x.Sign > 0 ? x + Log1p(Exp(-x)) : Log1p(Exp(x));

    public static BigFloat Cosh(BigFloat x) => (Exp(x) + Exp(-x)).Scaled(-1);

    public static BigFloat Sinh(BigFloat x)
    {
        if (!x.IsFinite)
            return x;
        BigFloat grown = Expm1(BigFloat.Abs(x));
        return x.Sign * (grown + grown / (grown + 1)).Scaled(-1);
    }

    public static BigFloat Sin(BigFloat x) => SinAndCos(x).Sin;

    public static BigFloat Cos(BigFloat x) => SinAndCos(x).Cos;

    /// <summary>Twice the angle of (√(1 + x), √(1 − x)).</summary>
    public static BigFloat Acos(BigFloat x)
    {
        BigFloat far = Sqrt(1 + x);
        BigFloat near = Sqrt(1 - x);
        return x.Sign >= 0 ? 2 * Atan(near / far) : Pi - 2 * Atan(far / near);
    }

    /// <summary>Half the angle has the tangent x / (1 + √(1 + x²)).</summary>
    private static BigFloat Atan(BigFloat x)
    {
        int halvings = 0;
        for (; !x.IsZero && x.Magnitude > -8; halvings++)
            x /= 1 + Sqrt(1 + x * x);
        return AtanSeries(x).Scaled(halvings);
    }

    private static (BigFloat Sin, BigFloat Cos) SinAndCos(BigFloat x)
    {
        if (!x.IsFinite)
            return (BigFloat.NaN, BigFloat.NaN);

        // cos 2x − 1 = 2(cos x − 1)(cos x − 1 + 2): the small number is kept, for beside 1 it would lose its digits.
        BigFloat turned = x - new BigFloat((x / (2 * Pi)).Fixed(0), 1) * Pi;
        BigFloat small = turned.Scaled(-Halvings);
        BigFloat square = -small * small;
        BigFloat sin = small;
        BigFloat cosLess1 = square.Scaled(-1);
        BigFloat term = cosLess1;
        BigFloat oddTerm = small;
        for (int n = 2; Matters(oddTerm, sin); n += 2)
        {
            oddTerm = oddTerm * square / (n * (n + 1));
            term = term * square / ((n + 1) * (n + 2));
            sin += oddTerm;
            cosLess1 += term;
        }

        for (int halving = 0; halving < Halvings; halving++)
            (sin, cosLess1) = (2 * sin * (1 + cosLess1), 2 * cosLess1 * (2 + cosLess1));
        return (sin, 1 + cosLess1);
    }

    private static BigFloat Repeated(BigFloat x, int times)
    {
        BigFloat product = 1;
        for (; times > 0; times >>= 1, x *= x)
            product = (times & 1) == 0 ? product : product * x;
        return product;
    }

    private static bool IsSmall(BigFloat x) => x.IsFinite && (x.IsZero || x.Magnitude < -8);

    // log(1 + x) = 2 atanh(x / (2 + x)).
    private static BigFloat NearOne(BigFloat x) => 2 * AtanhSeries(x / (2 + x));

    private static BigFloat AtanhSeries(BigFloat x) => OddSeries(x, x * x);

    private static BigFloat AtanSeries(BigFloat x) => OddSeries(x, -x * x);

    // x + x·s/3 + x·s²/5 + …
    private static BigFloat OddSeries(BigFloat x, BigFloat square)
    {
        BigFloat sum = x;
        BigFloat power = x;
        for (int n = 3; Matters(power, sum); n += 2)
        {
            power *= square;
            sum += power / n;
        }

        return sum;
    }

    private static bool Matters(BigFloat term, BigFloat sum) => !term.IsZero && term.Magnitude >= sum.Magnitude - BigFloat.Bits - 2;
}
