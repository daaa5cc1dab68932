using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>
/// An array that a loss is constructed with: a copy, all finite, in both precisions. <see langword="default"/> is the
/// array that isn't there, for which the formula has a constant.
/// </summary>
/// <remarks>A number beyond the range of <see cref="float"/> is infinite in the float members.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayParameter
{
    private readonly double[]? _doubles;
    private readonly float[]? _floats;

    private ArrayParameter(double[] values, string name)
    {
        var doubles = new double[values.Length];
        var floats = new float[values.Length];
        for (int index = 0; index < values.Length; index++)
        {
            double value = values[index];
            if (!double.IsFinite(value))
                ThrowNotFinite(value, index, name);
            doubles[index] = value;
            floats[index] = (float)value;
        }

        _doubles = doubles;
        _floats = floats;
    }

    /// <summary>Whether the array was given.</summary>
    public bool IsGiven => _doubles is not null;

    /// <summary>The number of elements, 0 if the array wasn't given.</summary>
    public int Length => _doubles?.Length ?? 0;

    /// <summary>The elements, none if the array wasn't given.</summary>
    public ReadOnlySpan<double> Doubles => _doubles;

    /// <summary>The elements rounded to float, none if the array wasn't given.</summary>
    public ReadOnlySpan<float> Floats => _floats;

    /// <summary>Copies an array that must be given.</summary>
    /// <exception cref="ArgumentNullException">It isn't.</exception>
    /// <exception cref="ArgumentException">An element is infinite or NaN.</exception>
    public static ArrayParameter Required(double[] values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return new(values, name);
    }

    /// <summary>Copies an array that may be absent.</summary>
    /// <exception cref="ArgumentException">An element is infinite or NaN.</exception>
    public static ArrayParameter Optional(double[]? values, string name) => values is null ? default : new(values, name);

    /// <summary>The elements as <typeparamref name="T"/>, which is <see cref="float"/> or <see cref="double"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged
        => typeof(T) == typeof(float) ? MemoryMarshal.Cast<float, T>(_floats) : MemoryMarshal.Cast<double, T>(_doubles);

    /// <summary>
    /// Checks the length of the array, if it is given, against the extent it is laid over. An empty batch doesn't tell its
    /// extents: nothing is read then, and nothing is checked.
    /// </summary>
    /// <exception cref="ArgumentException">The batch has another extent than the parameter, which is named.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckLength(long expected, string name, string layout)
    {
        if (IsGiven && Length != expected && expected != 0)
            ThrowLength(Length, expected, name, layout);
    }

    [DoesNotReturn]
    private static void ThrowLength(int length, long expected, string name, string layout)
        => throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The loss was constructed with {length} elements of {name}, but this batch needs {expected}: {layout}."),
            name);

    [DoesNotReturn]
    private static void ThrowNotFinite(double value, int index, string name)
        => throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] is {value}; it must be finite."), name);
}
