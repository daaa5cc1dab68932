using System.Collections.Immutable;
using System.Runtime.CompilerServices;

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

    /// <summary>0 unless it is NaN, so that no factor changes it: where a slope ends.</summary>
    ZeroOrNaN = 64,

    /// <summary>Never falls in any of its arguments, each end of a range going to one end of the values.</summary>
    IncreasingInAll = 128,

    /// <summary>The absolute value.</summary>
    Size = 256,

    /// <summary>Constant but for its jumps.</summary>
    Stepwise = 512,
}

/// <summary>Which operator of the language a row stands for; algebra has a node of its own for each.</summary>
internal enum Operator { None, Add, Subtract, Multiply, Divide, Negate, Power }

/// <summary>What can go wrong with the value or the slope of a function.</summary>
internal enum HazardKind { Logarithm, Division, Root, Overflow }

/// <param name="When">For which arguments, in the formula language with the names of the row's parameters.</param>
internal sealed record Hazard(HazardKind Kind, string When);

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
/// <param name="Definition">
/// What it stands for, in the formula language; put in its place before differentiation where <paramref name="Derivative"/>
/// is empty, and after it where the row has a derivative of its own.
/// </param>
/// <param name="IsPublic">Whether a formula may name it; the rest are results of rewriting.</param>
/// <param name="Notation">What is written for one that a formula cannot name: a function of the same value, or empty for its argument.</param>
/// <param name="Operator">Which operator it is, if it is one.</param>
/// <param name="OneSided">
/// Of a function of two arguments whose tie depends on who can use the slope: the row that replaces it where only one
/// argument holds a differentiable input, called with that argument second.
/// </param>
/// <param name="Corner">
/// Of one whose slope jumps or is chosen, what it is there, with {u} for an argument as a formula has it; null for what
/// <paramref name="Documentation"/> says.
/// </param>
/// <param name="Hazard">What a formula is warned of where its domains allow it, or null.</param>
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
    string? Notation = null,
    Operator Operator = Operator.None,
    string? OneSided = null,
    string Domain = "-3..3",
    string Documentation = "",
    string? Corner = null,
    Hazard? Hazard = null)
{
    public int Arity => Parameters.Length;

    /// <summary>What the generated code calls its values.</summary>
    public string Word { get; } = Name.Replace("orsecond", "");

    // A row is itself alone: no other one in its table has its name.
    public bool Equals(Function? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Whether the lane's member is too long for the inliner, so that it is called.</summary>
    public bool IsCall => Cost >= 60;

    /// <summary>Whether its derivative says what the slope is at a corner.</summary>
    public bool HasCorner => Derivative.Any(static slope => slope?.Contains("corner(") == true);
}
