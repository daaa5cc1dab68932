using System.Numerics;

namespace LossGen.Parity.Tests.Precise;

/// <summary>
/// A number of 256 bits whose exponent is as good as unlimited, so that nothing overflows or underflows; or an infinity, or NaN.
/// Every operation is rounded once, half away from zero. There is one zero, without a sign.
/// </summary>
internal readonly struct BigFloat : IEquatable<BigFloat>
{
    /// <summary>Of the mantissa.</summary>
    public const int Bits = 256;

    private enum Kind { Finite, Infinite, NaN }

    // Of an infinity the mantissa is its sign.
    private readonly BigInteger _mantissa;
    private readonly int _exponent;
    private readonly Kind _kind;

    /// <summary>mantissa · 2^exponent, rounded.</summary>
    public BigFloat(BigInteger mantissa, int exponent)
    {
        int excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Bits;
        if (excess > 0)
        {
            BigInteger rounded = (BigInteger.Abs(mantissa) + (BigInteger.One << (excess - 1))) >> excess;
            mantissa = mantissa.Sign * rounded;
            exponent = checked(exponent + excess);
        }

        _mantissa = mantissa;
        _exponent = mantissa.IsZero ? 0 : exponent;
    }

    private BigFloat(Kind kind, int sign)
    {
        _kind = kind;
        _mantissa = sign;
    }

    public static BigFloat NaN { get; } = new(Kind.NaN, 0);

    public static BigFloat PositiveInfinity { get; } = new(Kind.Infinite, 1);

    public static BigFloat NegativeInfinity { get; } = new(Kind.Infinite, -1);

    public bool IsNaN => _kind == Kind.NaN;

    public bool IsFinite => _kind == Kind.Finite;

    public bool IsZero => IsFinite && _mantissa.IsZero;

    /// <summary>Of NaN 0.</summary>
    public int Sign => _mantissa.Sign;

    /// <summary>The exponent of the highest bit of a number that isn't 0.</summary>
    public int Magnitude => checked(_exponent + (int)BigInteger.Abs(_mantissa).GetBitLength() - 1);

    /// <summary>Whether it is an integer.</summary>
    public bool IsInteger => IsFinite && (IsZero || _exponent >= 0 || Magnitude >= 0 && (_mantissa & ((BigInteger.One << -_exponent) - 1)).IsZero);

    /// <summary>Exactly that number.</summary>
    public static implicit operator BigFloat(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? NaN : value > 0 ? PositiveInfinity : NegativeInfinity;
        if (value == 0)
            return default;
        int exponent = Math.ILogB(value) - 52;
        return new((BigInteger)Math.ScaleB(value, -exponent), exponent);
    }

    /// <summary>The nearest double, also among those too small to have all digits.</summary>
    public static explicit operator double(BigFloat value)
    {
        if (!value.IsFinite)
            return value.IsNaN ? double.NaN : value.Sign * double.PositiveInfinity;
        if (value.IsZero || value.Magnitude < -1080)
            return 0;
        if (value.Magnitude > 1024)
            return value.Sign * double.PositiveInfinity;
        int unit = Math.Max(value.Magnitude - 52, -1074);
        return Math.ScaleB((double)value.Fixed(-unit), unit);
    }

    /// <summary>The integer nearest to the number · 2^<paramref name="bits"/>.</summary>
    public BigInteger Fixed(int bits)
    {
        int shift = _exponent + bits;
        if (shift >= 0)
            return _mantissa << shift;
        BigInteger magnitude = BigInteger.Abs(_mantissa);
        return _mantissa.Sign * ((magnitude + (BigInteger.One << (-shift - 1))) >> -shift);
    }

    /// <summary>The number · 2^<paramref name="power"/>, exactly.</summary>
    public BigFloat Scaled(int power) => IsFinite ? new(_mantissa, checked(_exponent + power)) : this;

    public static BigFloat Abs(BigFloat value) => value.Sign < 0 ? -value : value;

    /// <summary>The sign of left − right, or null where one of them is NaN.</summary>
    public static int? Order(BigFloat left, BigFloat right)
    {
        if (left.IsNaN || right.IsNaN)
            return null;
        if (left._kind == right._kind && left._kind == Kind.Infinite || left.Sign != right.Sign)
            return left.Sign.CompareTo(right.Sign);
        return left.IsFinite ? right.IsFinite ? (left - right).Sign : -right.Sign : left.Sign;
    }

    public static BigFloat operator -(BigFloat value)
        => value._kind == Kind.Finite ? new(-value._mantissa, value._exponent) : new(value._kind, -value.Sign);

    public static BigFloat operator +(BigFloat left, BigFloat right)
    {
        if (!left.IsFinite || !right.IsFinite)
        {
            bool isUndefined = left.IsNaN || right.IsNaN || !left.IsFinite && !right.IsFinite && left.Sign != right.Sign;
            return isUndefined ? NaN : left.IsFinite ? right : left;
        }

        if (left.IsZero || right.IsZero)
            return left.IsZero ? right : left;

        // What is far below the last bit of the other can't be seen in the sum.
        int apart = left.Magnitude - right.Magnitude;
        if (Math.Abs(apart) > Bits + 2)
            return apart > 0 ? left : right;
        int exponent = Math.Min(left._exponent, right._exponent);
        return new((left._mantissa << (left._exponent - exponent)) + (right._mantissa << (right._exponent - exponent)), exponent);
    }

    public static BigFloat operator -(BigFloat left, BigFloat right) => left + -right;

    public static BigFloat operator *(BigFloat left, BigFloat right)
    {
        if (left.IsFinite && right.IsFinite)
            return new(left._mantissa * right._mantissa, checked(left._exponent + right._exponent));
        return left.Sign * right.Sign == 0 ? NaN : new(Kind.Infinite, left.Sign * right.Sign);
    }

    public static BigFloat operator /(BigFloat left, BigFloat right)
    {
        if (left.IsFinite && right.IsFinite && !right.IsZero)
        {
            int shift = Math.Max(0, Bits + 2 + (int)BigInteger.Abs(right._mantissa).GetBitLength() - (int)BigInteger.Abs(left._mantissa).GetBitLength());
            return new((left._mantissa << shift) / right._mantissa, checked(left._exponent - right._exponent - shift));
        }

        if (left.IsNaN || right.IsNaN || left.IsZero && right.IsZero || !left.IsFinite && !right.IsFinite)
            return NaN;
        return !right.IsFinite ? default : new(Kind.Infinite, left.Sign * (right.IsZero ? 1 : right.Sign));
    }

    // As numbers: NaN is no number's equal, and not its own.
    public static bool operator ==(BigFloat left, BigFloat right) => Order(left, right) == 0;

    public static bool operator !=(BigFloat left, BigFloat right) => !(left == right);

    public static bool operator <(BigFloat left, BigFloat right) => Order(left, right) < 0;

    public static bool operator >(BigFloat left, BigFloat right) => Order(left, right) > 0;

    public static bool operator <=(BigFloat left, BigFloat right) => Order(left, right) <= 0;

    public static bool operator >=(BigFloat left, BigFloat right) => Order(left, right) >= 0;

    public bool Equals(BigFloat other) => this == other || IsNaN && other.IsNaN;

    public override bool Equals(object? obj) => obj is BigFloat other && Equals(other);

    public override int GetHashCode() => ((double)this).GetHashCode();

    public override string ToString() => ((double)this).ToString("R", null);
}
