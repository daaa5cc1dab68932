using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>What is known of a function's value whatever its arguments, NaN aside.</summary>
[Flags]
internal enum Facts
{
    None = 0,
    NonNegative = 1,
    Positive = 2 | NonNegative,
    Increasing = 4,
    Even = 8,
    Odd = 16,

    /// <summary>Independent of the order of its two arguments.</summary>
    Commutative = 32,
}

/// <summary>A row of the function table: everything that any pass needs to know of a function.</summary>
/// <param name="Name">As in a formula; operators have their symbol's word (add, subtract, multiply, divide, negate, power).</param>
/// <param name="Parameters">The names that <paramref name="Derivative"/> uses for the arguments.</param>
/// <param name="Derivative">
/// For each argument, what an adjoint g of the value adds to the adjoint of that argument, in the formula language with
/// the names of <paramref name="Parameters"/> and g; null where nothing flows. Written with g inside and not as a factor, so
/// that a case selects an adjoint and never multiplies it by 0.
/// </param>
/// <param name="Runtime">The lane's member, or null where lowering never sees the function (a composition).</param>
/// <param name="Meaning">The value, naively, in double: what tests and constant folding believe.</param>
/// <param name="Cost">Lane operations, roughly, for the count that keeps a kernel inside the inliner.</param>
/// <param name="Definition">For a composition: what it stands for, in the formula language.</param>
/// <param name="IsPublic">Whether a formula may name it; the rest are results of rewriting.</param>
/// <param name="Domain">Per argument the interval where the derivative can be compared with differences, as text "lo..hi".</param>
internal sealed record Function(
    string Name,
    ImmutableArray<string> Parameters,
    ImmutableArray<string?> Derivative,
    string? Runtime,
    Func<double[], double> Meaning,
    Facts Facts = Facts.None,
    int Cost = 1,
    string? Definition = null,
    bool IsPublic = true,
    string Domain = "-3..3",
    string Documentation = "")
{
    public int Arity => Parameters.Length;
}
